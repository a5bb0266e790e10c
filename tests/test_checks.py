"""Each check of `make lint` finds a planted fault."""

import shutil
from pathlib import Path

import polib
import pytest

from config import checks

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Send idea"
msgstr "Idee abschicken"
"""
PAGE = '{% load i18n %}{% translate "Send idea" %}'


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A small tree of sources with one page and its German."""
    for name in ("accounts", "ideas", "templates", "locale/de/LC_MESSAGES"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "templates/page.html").write_text(PAGE)
    write_catalogue(tmp_path, PO)
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    return tmp_path


def write_catalogue(tree: Path, text: str, *, compiled: bool = True) -> None:
    path = tree / checks.CATALOGUE
    path.write_text(text)
    if compiled:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def test_complete_translations_pass(tree):
    assert list(checks.translations()) == []


@pytest.mark.parametrize(
    ("more", "finding"),
    [
        ('\nmsgid "Follow"\nmsgstr ""\n', "no German: 'Follow'"),
        ('\n#, fuzzy\nmsgid "Follow"\nmsgstr "Folgen"\n', "fuzzy: 'Follow'"),
    ],
)
def test_message_without_german_is_found(tree, more, finding):
    write_catalogue(tree, PO + more)
    assert any(finding in line for line in checks.translations())


def test_compiled_catalogue_that_says_something_else_is_found(tree):
    write_catalogue(tree, PO.replace("abschicken", "senden"), compiled=False)
    assert [line for line in checks.translations() if "older than its .po" in line]
    (tree / checks.CATALOGUE).with_suffix(".mo").unlink()
    assert [line for line in checks.translations() if "django.mo is missing" in line]
    (tree / checks.CATALOGUE).unlink()
    assert list(checks.translations()) == [f"{checks.CATALOGUE} is missing"]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext")
def test_catalogue_out_of_step_with_the_sources_is_found(tree):
    (tree / "templates/page.html").write_text(PAGE.replace("Send idea", "Send it"))
    lines = list(checks.translations())
    assert any("lacks 'Send it'" in line for line in lines)
    assert any("keeps 'Send idea'" in line for line in lines)


def test_template_that_does_not_compile_is_found(settings, tree):
    (tree / "templates/broken.html").write_text("{% if %}")
    engine = checks.engines["django"].engine
    former, engine.dirs = engine.dirs, [tree / "templates"]
    for loader in engine.template_loaders:
        loader.reset()
    try:
        (line,) = checks.templates()
    finally:
        engine.dirs = former
    assert line.startswith("templates/broken.html:")


def test_command_that_fails_hands_back_its_lines():
    lines = list(checks.manage("migrate", "--no-such-option"))
    assert any("unrecognized arguments" in line for line in lines)


def test_production_settings_hold_the_deployment_check():
    assert "\n".join(checks.deployment()) == ""
