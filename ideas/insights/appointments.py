"""How talks come about: how many were booked, moved, missed, and how many needed one more appointment."""

from collections import defaultdict
from dataclasses import dataclass

from ideas.insights.scope import FEWEST, MONTHS, Scope, first_of
from ideas.models import Event

KINDS = ("book", "attempt")


@dataclass(frozen=True)
class Arranged:
    """Talks that were booked in a time: in `moved` of them the appointment was moved, to `missed` nobody came.

    `again` needed another appointment, after one was called off or missed. `people`: their submitters.
    """

    booked: int
    moved: int
    missed: int
    again: int
    people: int

    @property
    def veiled(self) -> bool:
        """Whether too few people stand behind it to be shown."""
        return self.people < FEWEST


NOTHING = Arranged(booked=0, moved=0, missed=0, again=0, people=0)


def arranged(scope: Scope, months: int = MONTHS) -> Arranged:
    """Talks booked in the last months, by what their events say; one statement. Veiled figures are all 0."""
    events = scope.of(Event.objects.filter(kind__in=KINDS, at__gte=first_of(months)), "idea__")
    times: dict[int, list[int]] = defaultdict(list)
    missed: set[int] = set()
    people: set[int] = set()
    for kind, data, submitter in events.order_by("pk").values_list("kind", "data", "idea__submitter"):
        talk = data["conversation_id"]
        if kind == "book":
            times[talk].append(data["appointment_id"])
            people.add(submitter)
        elif data.get("missed"):
            missed.add(talk)
    found = Arranged(
        booked=len(times),
        moved=sum(len(set(taken)) < len(taken) for taken in times.values()),
        missed=len(missed & times.keys()),
        again=sum(len(set(taken)) > 1 for taken in times.values()),
        people=len(people),
    )
    return NOTHING if found.veiled else found
