"""`manage.py draw_way`: the way of an idea as a diagram and a table, written from TRANSITIONS for docs/way.md."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from ideas.transitions import LEADS_TO, TRANSITIONS, Verb

HEAD = """# The way of an idea

Written by `.venv/bin/python manage.py draw_way > docs/way.md` from the table in `ideas/transitions.py`; a test fails
when the two differ. The same table drives the guard of every verb, the buttons and the test of every cell; a trigger
of the database refuses every step that is not drawn here.
"""


def page() -> str:
    """The whole page: a diagram in Mermaid, then who may do what and where."""
    with translation.override("en"):
        return "\n".join([HEAD, *_diagram(), "", *_table(), ""])


def _diagram() -> list[str]:
    steps = [
        f"    {source} --> {target}: {', '.join(_verbs(source, target))}"
        for source, targets in LEADS_TO.items()
        for target in targets
    ]
    return ["```mermaid", "stateDiagram-v2", "    [*] --> draft", *steps, "```"]


def _verbs(source: str, target: str) -> list[str]:
    return [name for name, verb in TRANSITIONS.items() if source in verb.sources and target in verb.targets]


def _table() -> list[str]:
    rows = [_row(name, verb) for name, verb in TRANSITIONS.items()]
    return ["| verb | button | from | may lead to | who |", "|---|---|---|---|---|", *rows]


def _row(name: str, verb: Verb) -> str:
    who = ", ".join(rule.__name__.removeprefix("is_") for rule in verb.who)
    cells = (name, str(verb.label) or "-", ", ".join(verb.sources), ", ".join(verb.targets) or "-", who)
    return f"| {' | '.join(cells)} |"


class Command(BaseCommand):
    """Prints the page; changes nothing."""

    help = "Prints docs/way.md from the table of transitions."

    def handle(self, **options: Any) -> None:
        """Prints the page."""
        self.stdout.write(page(), ending="")
