"""The figures of the scheme, read only: closure rate by month, ageing, promise kept, days to each step, knocks,
how talks came about, how it was.

Each figure is a constant number of statements, however many ideas there are, and none is about one person: what
fewer than five people stand behind is veiled before it leaves this package (I11). Words are made elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime

from ideas import clock
from ideas.insights.ages import AGES, Ageing, Ages, ageing
from ideas.insights.answers import Share, results
from ideas.insights.appointments import NOTHING, Arranged, arranged
from ideas.insights.closing import GOAL, HELD, OTHERS, SPANS, Cohort, closure, together
from ideas.insights.knocks import Knocked, Knocks, knocks
from ideas.insights.promises import Kept, Promise, promise
from ideas.insights.scope import FEWEST, MONTHS, Scope, at_work, first_of, people_at_work
from ideas.insights.steps import Pace, pace
from ideas.insights.understood import Marks, understood

__all__ = [
    "AGES",
    "GOAL",
    "HELD",
    "OTHERS",
    "SPANS",
    "Ageing",
    "Ages",
    "Arranged",
    "Cohort",
    "Figures",
    "Kept",
    "Knocked",
    "Knocks",
    "Marks",
    "Pace",
    "Promise",
    "Scope",
    "Share",
    "ageing",
    "closure",
    "figures",
    "knocks",
    "pace",
    "people_at_work",
    "promise",
    "together",
    "understood",
]


@dataclass(frozen=True)
class Figures:
    """Everything that the page shows of one scope, and when it was counted."""

    counted_at: datetime
    closure: list[Cohort]
    together: Cohort | None
    ageing: Ageing
    promise: Promise
    pace: list[Pace]
    results: list[Share]
    knocks: Knocks
    arranged: Arranged
    understood: list[Marks]


def figures(scope: Scope, span: int) -> Figures:
    """All figures of one scope; twenty statements, however many ideas, months and departments there are."""
    staff = people_at_work()
    months = closure(scope, span)
    enough = at_work(scope, staff) >= FEWEST
    return Figures(
        counted_at=clock.now(),
        closure=months,
        together=together(scope, span, months),
        ageing=ageing(scope),
        promise=promise(scope, staff),
        pace=pace(scope, staff),
        results=results(scope, first_of(MONTHS), enough=enough),
        knocks=knocks(scope, staff),
        arranged=arranged(scope) if enough else NOTHING,
        understood=understood(scope, first_of(MONTHS), enough=enough),
    )
