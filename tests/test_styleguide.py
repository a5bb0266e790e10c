"""The styleguide: every part in every state, on development and demo installations alone."""

import re
from pathlib import Path

import pytest

from ideas import colour, wording
from ideas.models import Outcome, Status

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "/styleguide/"
OF_ONE_PAGE = {
    "attachments",
    "files",
    "files_input",
    "key_trouble",
    "keeping",
    "languages",
    "keys",
    "messages",
    "words_kept",
}
"""Partials that only make sense on their page; the frames are no parts."""
FRAMES = {"error_page", "plain_page", "form_page", "form", "files_list"}


@pytest.fixture
def page(client, settings) -> str:
    settings.DEMO = True
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def test_styleguide_is_not_there_in_production(client):
    assert client.get(ADDRESS).status_code == 404


def test_styleguide_asks_the_database_nothing(client, settings, django_assert_num_queries):
    settings.DEMO = True
    with django_assert_num_queries(0):
        client.get(ADDRESS)


def test_styleguide_shows_every_status_and_outcome(page):
    for status in Status:
        assert f'<th scope="row">{status}</th>' in page
    outcomes = page[page.index('id="outcome"') : page.index('id="way"')]
    assert outcomes.count("<li>") == len(Outcome) - 1 + len(wording.IMPLEMENTATION)  # deferred is a status
    for tone in ("you", "good", "still"):
        assert f'class="pill {tone}"' in page
    assert 'class="pill"' in page


def test_styleguide_shows_every_urgency_tone_and_kind_of_button(page):
    for part in (
        "due",
        "due soon",
        "due late",
        "slip you flow",
        "slip good",
        "slip tint",
        "slip bad",
        "toast",
        "empty",
    ):
        assert f'class="{part}"' in page, part
    for part in ("btn main", "btn hover", "btn bare", "btn bad", "link"):
        assert re.search(rf'class="{part}"', page), part
    assert 'aria-busy="true"' in page
    assert 'aria-pressed="true"' in page
    assert "disabled" not in page  # what one may not do is absent


def test_styleguide_shows_every_icon(page):
    sprite = (ROOT / "ideas/static/tell/icons.svg").read_text()
    for name in re.findall(r'<symbol id="([\w-]+)"', sprite):
        assert f"#{name}" in page, name


def test_styleguide_uses_every_partial():
    source = (ROOT / "templates/ideas/styleguide.html").read_text()
    partials = {path.stem for path in (ROOT / "templates/components").glob("*.html")}
    left = {name for name in partials - OF_ONE_PAGE - FRAMES if f"components/{name}.html" not in source}
    assert left - {"table"} == set()  # a figure has one
    assert "components/figure.html" in source


def test_styleguide_weighs_every_pair_of_colours(page):
    for above, below in colour.PAIRS:
        assert f"--{above} / --{below}" in page
