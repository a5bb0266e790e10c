"""The few pictures that the README and the tours show, compact, in docs/pictures/."""

import sys
from pathlib import Path

from tests.shots.camera import Camera, NotThere, Reach, settle
from tests.shots.pages import (
    EXPERTS,
    MINE,
    SUBMITTERS,
    TALKERS,
    People,
    at,
    desk,
    idea_of,
    talk,
)
from tests.shots.sheets import compact

PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
HEAVIEST = 120_000

README: dict[str, tuple[People, Reach]] = {
    "home": (SUBMITTERS, at("/")),
    "idea": (SUBMITTERS, idea_of(f"{MINE}&status=answered")),
    "desk": (EXPERTS, desk),
    "conversation": (TALKERS, talk),
}


def take(taking: Camera) -> list[str]:
    """All of them; what is missing, by name."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    return [
        name for name, (people, reach) in README.items() if not picture(taking, name, people["en"], reach)
    ]


def picture(taking: Camera, name: str, people: tuple[str, ...], reach: Reach, form: str = "1440") -> bool:
    """One window as a compact file; refuses one that is too heavy for a document."""
    for person in people:
        with taking.window(person, form) as page:
            try:
                reach(page)
            except NotThere:
                continue
            settle(page)
            file = PICTURES / f"{name}.png"
            page.screenshot(path=file, animations="disabled", caret="hide")
            compact(file)
            sys.stdout.write(f"{file.name} {file.stat().st_size // 1024} KB, {person}\n")
            if file.stat().st_size > HEAVIEST:
                raise SystemExit(f"{file.name} is too heavy.")
            return True
    return False
