"""The command that takes pictures: which ones, and how they are put together. The pages are those of the demo."""

import argparse
from pathlib import Path

import pytest
from PIL import Image

from ideas.demo import company
from tests.shots.__main__ import names, page_in_all_forms
from tests.shots.camera import FORMS, IDEA, SCHEMES, NotThere
from tests.shots.documents import README, TOURS
from tests.shots.pages import PAGES
from tests.shots.sheets import IN_A_ROW, compact, sheet


def test_twelve_pages_in_both_languages():
    assert len(PAGES) == 12
    assert len(PAGES) * len(FORMS) * len(SCHEMES) * 2 == 96


def test_people_of_the_pictures_work_in_the_demo():
    known = {str(person["email"]).partition("@")[0] for person in company.people()}
    shown = [people for people, _reach in PAGES.values()]
    shown += [picture.people for picture in (*README.values(), *TOURS.values())]
    for people in shown:
        assert {name for both in people.values() for name in both} <= known
        assert set(people) == {"en", "de"}


def test_unknown_pages_are_refused():
    assert names("home,me") == ["home", "me"]
    assert names("none") == []
    with pytest.raises(argparse.ArgumentTypeError, match="no such page: homme"):
        names("homme")


def test_addresses_of_ideas_are_told_from_others():
    assert IDEA.match("/ideas/k3j9x2m4q1/")
    assert IDEA.match("/ideas/k3j9x2m4q1/talk/")
    assert not IDEA.match("/ideas/new/")
    assert not IDEA.match("/ideas/?whose=mine")


def test_page_that_nobody_sees_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def nowhere(page: object) -> None:
        raise NotThere

    monkeypatch.setitem(PAGES, "home", ({"en": (), "de": ()}, nowhere))
    assert page_in_all_forms(None, "home", ("en",), tmp_path) == ["home-en-390", "home-en-1440"]  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_sheet_shows_every_picture(tmp_path: Path):
    files = [tmp_path / f"{n}.png" for n in range(IN_A_ROW * 2)]
    for n, file in enumerate(files):
        Image.new("RGB", (390 if n % 2 else 1440, 3000), (n * 20, 0, 200)).save(file)
    sheet(files, tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as whole:
        shown = {colour for _count, colour in whole.getcolors(1 << 24) or []}
    assert {(n * 20, 0, 200) for n in range(len(files))} <= shown


def test_compact_pictures_are_small_and_alike(tmp_path: Path):
    file = tmp_path / "page.png"
    Image.linear_gradient("L").convert("RGB").resize((1440, 900)).save(file)
    before = file.stat().st_size
    compact(file)
    assert file.stat().st_size < before
    with Image.open(file) as taken:
        assert taken.size == (1440, 900)
