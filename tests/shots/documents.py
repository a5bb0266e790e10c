"""The few pictures that the README and the tours show, compact, in docs/pictures/."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests.shots.camera import Camera, NotThere, Reach, reading, settle
from tests.shots.pages import (
    COORDINATORS,
    DECIDERS,
    EXPERTS,
    MINE,
    OFFICE,
    SUBMITTERS,
    TALKERS,
    TALKS_WITH,
    People,
    at,
    decide,
    desk,
    held_talk,
    idea_of,
    notes,
    talk,
    tried,
)
from tests.shots.sheets import compact

PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
HEAVIEST = 150_000
LANGUAGES = ("en", "de")


class Picture(NamedTuple):
    """Who sees what, in which width; `borrowed` of somebody who reads the other language otherwise."""

    people: People
    reach: Reach
    form: str = "1440"
    borrowed: bool = False


README: dict[str, Picture] = {
    "home": Picture(SUBMITTERS, at("/")),
    "idea": Picture(SUBMITTERS, idea_of(f"{MINE}&status=answered")),
    "desk": Picture(EXPERTS, desk),
    "conversation": Picture(TALKERS, talk),
}
NOTES: People = {"en": ("tomasz.lewandowski", *TALKERS["en"]), "de": ("monika.engels", *TALKERS["de"])}
TOURS: dict[str, Picture] = {
    "employee-home": Picture(SUBMITTERS, at("/"), "390"),
    "employee-receipt": Picture(SUBMITTERS, idea_of(f"{MINE}&status=open", "receipt/"), "390"),
    "employee-answer": Picture(SUBMITTERS, idea_of(f"{MINE}&status=answered"), "390"),
    "employee-talk": Picture(TALKERS, talk, "390"),
    "employee-notes": Picture(NOTES, notes, "390"),
    "reviewer-desk": Picture(EXPERTS, desk),
    "coordinator-board": Picture(COORDINATORS, at("/board/")),
    "coordinator-talk": Picture(TALKS_WITH, held_talk),
    "decider-home": Picture(DECIDERS, at("/"), borrowed=True),
    "decider-decide": Picture(DECIDERS, decide, borrowed=True),
    "admin-scheme": Picture(OFFICE, at("/scheme/")),
    "admin-routing": Picture(
        OFFICE,
        tried("Verpackung: Karton und Palette kommen beschädigt an, the carton and pallet arrive damaged"),
    ),
    "admin-insights": Picture(OFFICE, at("/insights/")),
}


def take(taking: Camera) -> list[str]:
    """All of them; what is missing, by name."""
    wanted = {f"{name}.png": (picture, "en") for name, picture in README.items()}
    for name, picture in TOURS.items():
        wanted |= {f"tours/{name}.{language}.png": (picture, language) for language in LANGUAGES}
    (PICTURES / "tours").mkdir(parents=True, exist_ok=True)
    return [name for name, (picture, language) in wanted.items() if not save(taking, name, picture, language)]


def save(taking: Camera, name: str, picture: Picture, language: str) -> bool:
    """One window as a compact file; refuses one that is too heavy for a document."""
    for person in picture.people[language]:
        with ExitStack() as stack:
            page = stack.enter_context(taking.window(person, picture.form))
            if picture.borrowed:
                stack.enter_context(reading(page, language))
            try:
                picture.reach(page)
            except NotThere:
                continue
            settle(page)
            file = PICTURES / name
            page.screenshot(path=file, animations="disabled", caret="hide")
            compact(file)
            sys.stdout.write(f"{name} {file.stat().st_size // 1024} KB, {person}\n")
            if file.stat().st_size > HEAVIEST:
                raise SystemExit(f"{name} is too heavy.")
            return True
    return False
