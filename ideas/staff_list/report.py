"""What became of the lines of a staff list: plain rows for whoever shows them."""

from dataclasses import dataclass, field
from enum import StrEnum


class Done(StrEnum):
    """What became of one line, or of somebody who stands in none."""

    MADE = "made"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left"
    BACK = "back"
    NOT_HERE = "not here"


@dataclass(frozen=True)
class Line:
    """One line that was taken: whose it is, and which fields changed, from what to what."""

    number: int
    personnel_number: str
    name: str
    done: Done
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Report:
    """What an import did, or in a dry run would do.

    `refused` by line number with the reason; `missing` are people with a personnel number who stand in no line;
    `closed` those of them whose accounts were closed; `remarks` are for a person to look at; `stopped` says why
    nothing at all was changed.
    """

    taken: list[Line] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    closed: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    stopped: str = ""

    @property
    def changing(self) -> list[Line]:
        """The lines that changed something."""
        return [line for line in self.taken if line.done not in (Done.UNCHANGED, Done.NOT_HERE)]

    def count(self, done: Done) -> int:
        """How many lines came to this."""
        return sum(line.done == done for line in self.taken)
