"""German that says du, or Sie, to its reader: never a mixture, on pages and in mails."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, override

from accounts.models import User
from config import address
from ideas.views.sample_mails import samples
from tests.factories import Cast, experts_of, make_cast, make_idea, owner_of

ROOT = address.ROOT
MAIN = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Your ideas"
msgstr "Ihre Ideen"

msgid "It rests until %(day)s."
msgstr "Sie ruht bis %(day)s."

msgid "Send idea"
msgstr "Idee abschicken"
"""
DU = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Your ideas"
msgstr "Deine Ideen"

# she, they, or several: not the reader alone
msgid "It rests until %(day)s."
msgstr "Sie ruht bis %(day)s."
"""


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """What a German reader's page has switched on ends with the test."""
    yield
    translation.deactivate()


@pytest.fixture
def du(settings: Any) -> None:
    settings.LOCALE_PATHS = [ROOT / "locale/du", ROOT / "locale"]


@pytest.fixture
def cast(db: None) -> Cast:
    cast = make_cast()
    User.objects.update(language="de")
    return cast


# pages


def of_others(name: str) -> re.Pattern[str]:
    """Sentences of the catalogue in which "Sie" is she or they."""
    entries = polib.pofile(str(ROOT / f"locale/{name}/de/LC_MESSAGES/django.po"))
    said = [words for one in entries if one.tcomment == address.OF_OTHERS for words in address.forms(one)]
    return re.compile(
        "|".join(".*?".join(map(re.escape, address.PLACEHOLDER.split(words))) for words in said)
    )


def text_of(html: str) -> list[str]:
    """What a reader sees or hears, piece by piece."""
    body = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.S)
    heard = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', body)
    return [
        " ".join(unescape(piece).split()) for piece in [*re.split(r"<[^>]+>", body), *heard] if piece.strip()
    ]


def speaking(html: str, way: re.Pattern[str], but: re.Pattern[str]) -> list[str]:
    return [piece for piece in text_of(html) if way.search(but.sub("", piece))]


def pages_of(cast: Cast) -> list[tuple[User, str]]:
    """Who reads which page, each in a telling state."""
    review, talk, notes, closed = (
        make_idea(cast, to) for to in ("in_review", "conversation", "confirming", "closed")
    )
    mine = [reverse("idea", args=[one.public_id]) for one in (review, talk, notes, closed)]
    mine += [
        reverse(name) for name in ("home", "new", "ideas", "inbox", "me", "help", "privacy", "my_absence_new")
    ]
    mine += [reverse("talk", args=[talk.public_id]), reverse("receipt", args=[review.public_id])]
    boss = [reverse("board"), reverse("insights"), reverse("act", args=[review.public_id, "move_promise"])]
    office = [reverse(name) for name in ("scheme", "persons", "routes", "absences", "mail", "person_new")]
    desk = [reverse("desk"), reverse("desk_filed"), reverse("desk_idea", args=[review.public_id])]
    rows = [
        (cast.submitter, mine),
        (owner_of(review), boss),
        (cast.admin, office),
        (experts_of(review)[0], desk),
    ]
    return [(User.objects.get(pk=person.pk), path) for person, paths in rows for path in paths]


def test_pages_say_du_where_the_setting_says_so(cast: Cast, client: Client, du: None):
    others, found = of_others("du"), []
    for person, path in pages_of(cast):
        client.force_login(person)
        answer = client.get(path)
        assert answer.status_code == 200, path
        found += [(path, piece) for piece in speaking(answer.content.decode(), address.FORMAL, others)]
    assert found == []


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_request_login_code", "help"]
)
def test_pages_of_strangers_say_du_as_well(client: Client, db: None, du: None, name: str):
    page = client.get(reverse(name), headers={"accept-language": "de"}).content.decode()
    assert speaking(page, address.FORMAL, of_others("du")) == []


def test_mails_say_du_where_the_setting_says_so(db: None, du: None):
    others = of_others("du")
    for one in samples("de"):
        words = " ".join((one.subject + " " + one.text).split())
        assert not address.FORMAL.search(others.sub("", words)), one.kind


def test_du_stands_in_the_words_of_the_libraries_too(du: None):
    with override("de"):
        assert gettext("You must type the same password each time.").startswith("Du ")
        assert gettext("Enter your password:") == "Gib dein Passwort ein:"


def test_pages_say_sie_by_default(cast: Cast, client: Client):
    client.force_login(User.objects.get(pk=cast.submitter.pk))
    pages = [client.get(reverse(name)).content.decode() for name in ("home", "me", "privacy")]
    assert all(address.FORMAL.search(" ".join(text_of(page))) for page in pages)
    assert not [piece for page in pages for piece in text_of(page) if address.FAMILIAR.search(piece)]


def test_sie_stands_in_the_words_of_the_libraries_too():
    with override("de"):
        assert gettext("You have signed out.") == "Sie haben sich abgemeldet."


# the check


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small main catalogue with its du, and no library."""
    monkeypatch.setattr(address, "ROOT", tmp_path)
    monkeypatch.setattr(address, "LIBRARIES", ())
    (tmp_path / "locale/de/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / address.MAIN).write_text(MAIN)
    address.gather()
    write(DU)
    return tmp_path


def write(text: str) -> None:
    path = address.OVERLAYS[0].path
    path.write_text(text)
    polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def test_complete_overlay_passes(tree: Path):
    assert list(address.findings()) == []


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        ('msgid "Your ideas"', 'msgid "Our ideas"', "lacks 'Your ideas'"),
        ('msgid "Your ideas"', 'msgid "Our ideas"', "keeps 'Our ideas'"),
        ("Deine Ideen", "Alle Ihre Ideen", "still speaks the other way"),
        ("Deine Ideen", "", "no words for 'Your ideas'"),
        ("# she, they, or several: not the reader alone", "#", "still speaks the other way"),
        ("Sie ruht bis %(day)s.", "Sie ruht.", "other placeholders"),
    ],
)
def test_faults_of_an_overlay_are_found(tree: Path, before: str, after: str, finding: str):
    write(DU.replace(before, after))
    assert [line for line in address.findings() if finding in line]


def test_overlay_that_is_not_compiled_is_found(tree: Path):
    address.OVERLAYS[0].path.with_suffix(".mo").unlink()
    assert [line for line in address.findings() if ".mo is older" in line]
    address.OVERLAYS[0].path.unlink()
    assert [line for line in address.findings() if "is missing" in line]


def test_gathering_keeps_words_and_adds_what_is_new(tree: Path):
    (tree / address.MAIN).write_text(MAIN + '\nmsgid "For you"\nmsgstr "Für Sie"\n')
    address.gather()
    kept = {one.msgid: one for one in polib.pofile(str(address.OVERLAYS[0].path))}
    assert kept["Your ideas"].msgstr == "Deine Ideen"
    assert (kept["For you"].msgstr, kept["For you"].comment) == ("", "Für Sie")
    assert kept["It rests until %(day)s."].tcomment == address.OF_OTHERS


def test_catalogues_of_this_tree_are_whole():
    assert list(address.findings()) == []
