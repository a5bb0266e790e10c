"""What the works council reads is what the program keeps and counts: nothing new without a line in both languages."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.apps import apps

from ideas import clock, insights
from ideas.insights.scope import FEWEST

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAPERS = {"en": "works-council.md", "de": "works-council.de.md"}
OURS = ("accounts", "ideas")
papers = pytest.mark.parametrize("language", PAPERS)


def paper(language: str) -> str:
    return (DOCS / PAPERS[language]).read_text()


def told_fields(text: str) -> dict[str, list[str]]:
    """Each table of the catalogue with the fields named in its rows, as often as they are."""
    found = {}
    for part in re.split(r"^#### ", text, flags=re.M)[1:]:
        name, _rest, body = part.partition("\n")
        rows = re.findall(r"^\| (`.*?) \|", re.split(r"^##", body, flags=re.M)[0], flags=re.M)
        found[name.strip("`")] = [field for row in rows for field in re.findall(r"`(\w+)`", row)]
    return found


def kept_fields() -> dict[str, list[str]]:
    return {
        model.__name__: [f.name for f in (*model._meta.fields, *model._meta.many_to_many) if f.name != "id"]
        for app in OURS
        for model in apps.get_app_config(app).get_models()
    }


def section(text: str, within: str) -> list[list[str]]:
    """The cells of the rows of the one table whose header has this word."""
    (table,) = re.findall(rf"^\|[^\n]*{within}[^\n]*\|\n\|[-|]+\|\n((?:\|[^\n]*\n)+)", text, flags=re.M)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


@papers
def test_every_field_that_is_kept_is_told_once_with_its_purpose(language):
    told = told_fields(paper(language))
    assert {name: sorted(names) for name, names in told.items()} == {
        name: sorted(names) for name, names in kept_fields().items()
    }


@papers
def test_every_table_of_ours_says_who_sees_it_and_how_long(language):
    for part in re.split(r"^#### ", paper(language), flags=re.M)[1:]:
        says = part.splitlines()[1]
        assert len(re.findall(r"\*\*(Who sees it|Kept|Einsicht|Aufbewahrung):\*\* \w", says)) == 2, says


@papers
def test_every_table_of_the_libraries_is_told(language):
    others = {m.__name__ for m in apps.get_models() if m._meta.app_label not in OURS}
    rows = section(paper(language), {"en": "what and why", "de": "was und wozu"}[language])
    assert {row[0].strip("`") for row in rows} == others


@papers
@pytest.mark.django_db
def test_every_figure_is_told_with_its_purpose_and_smallest_group(language):
    shares = {share.key for share in insights.results(insights.Scope(), clock.now(), enough=False)}
    figures = {field.name for field in fields(insights.Figures)} - {"counted_at", "results"}
    rows = section(paper(language), {"en": "smallest group", "de": "kleinste Gruppe"}[language])
    assert [row[1].strip("`") for row in rows if len(row[2]) < 40 or str(FEWEST) not in row[3]] == []
    assert {row[1].strip("`") for row in rows} == figures | shares


def test_both_languages_say_the_same_things():
    outlines = [
        [re.match(r"#+", line)[0] for line in paper(language).splitlines() if re.match(r"#+ ", line)]
        for language in PAPERS
    ]
    tables = [sum(line.startswith("|") for line in paper(language).splitlines()) for language in PAPERS]
    assert outlines[0] == outlines[1]
    assert tables[0] == tables[1]
    assert len(outlines[0]) > 60
