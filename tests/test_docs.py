"""What the documents say of the settings is what the settings read."""

import re
from pathlib import Path

from tests.shots.documents import HEAVIEST, LANGUAGES, TOURS

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(r"""env(?:iron)?(?:\.\w+)?\(\s*["']([A-Z_]+)["']""")


def documented() -> set[str]:
    """Every name that the document of the settings explains."""
    rows = (ROOT / "docs/configuration.md").read_text().splitlines()
    return {
        name
        for row in rows
        if row.startswith("| `")
        for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])
    }


def test_every_name_read_from_the_environment_is_documented():
    read = set()
    for name in ("settings", "gunicorn"):
        read |= set(READ.findall((ROOT / f"config/{name}.py").read_text()))
    assert len(read) > 25
    assert documented() == read


def test_links_between_documents_lead_somewhere():
    for document in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", document.read_text()):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_each_role_has_a_tour_in_both_languages_with_its_pictures():
    shown = set()
    for name in ("employee", "reviewer", "coordinator", "decider", "admin"):
        for end in ("", ".de"):
            text = (ROOT / f"docs/tours/{name}{end}.md").read_text()
            shown |= set(re.findall(r"pictures/(tours/\S+?)\)", text))
            assert f"docs/tours/{name}.md" in (ROOT / "README.md").read_text()
    assert shown == {f"tours/{name}.{language}.png" for name in TOURS for language in LANGUAGES}


def test_pictures_of_documents_are_small():
    heavy = [path.name for path in ROOT.glob("docs/pictures/**/*.png") if path.stat().st_size > HEAVIEST]
    assert heavy == []
