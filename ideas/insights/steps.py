"""How many days ideas take to their answer, their talk and their end."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, FloatField, QuerySet, Value
from django.db.models.functions import Extract

from ideas.insights.percentile import Percentile
from ideas.insights.scope import FEWEST, MONTHS, Scope, at_work, first_of
from ideas.models import Idea, Record


@dataclass(frozen=True)
class Pace:
    """Days from handing in to one step: half of the ideas took no longer than `median`, nine of ten than `p90`."""

    key: str
    median: float | None
    p90: float | None
    people: int
    veiled: bool


def pace(scope: Scope, staff: dict[int, set[int]], months: int = MONTHS) -> list[Pace]:
    """Decision, conversation and closure of the last months; three statements."""
    since = first_of(months)
    ideas = scope.of(Idea.objects.handed_in())
    talks = Record.objects.filter(
        kind=Record.Kind.HELD, conversation__number=1, conversation__round__number=1
    )
    talks = scope.of(talks.filter(held_at__gte=since), "conversation__idea__")
    enough = at_work(scope, staff) >= FEWEST
    return [
        paced("decision", ideas.filter(first_decided_at__gte=since), "first_decided_at", "", enough),
        paced("talk", talks, "held_at", "conversation__idea__", enough),
        paced("closure", ideas.filter(first_closed_at__gte=since), "first_closed_at", "", enough),
    ]


def paced(key: str, rows: QuerySet[Any], reached: str, prefix: str, enough: bool) -> Pace:
    """One step: days between handing in and reaching it."""
    took = Extract(F(reached) - F(f"{prefix}handed_in_at"), "epoch") / Value(86400.0)
    row = rows.annotate(took=ExpressionWrapper(took, output_field=FloatField())).aggregate(
        median=Percentile("took", 0.5),
        p90=Percentile("took", 0.9),
        people=Count(f"{prefix}submitter", distinct=True),
    )
    return Pace(key, row["median"], row["p90"], row["people"], row["people"] < FEWEST or not enough)
