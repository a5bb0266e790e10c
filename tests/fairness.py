"""A company of sixty experts: ideas arrive, experts are away and come back, views are filed, and who is asked.

Plays working days by the verbs and the sweep's own jobs, draws everything from one seed, and keeps for each choice
what could have been chosen instead. Judges nothing.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest import mock

from django.db import connection

from accounts import people
from accounts.models import Absence, Membership, User
from ideas import clock, routing, workflow
from ideas.late_reviews import take_over_reviews
from ideas.models import Assignment, Idea
from ideas.rules import Refused
from tests.factories import make_department, make_member, make_topic, make_user

BEGINS = datetime(2026, 3, 2, 8, tzinfo=UTC)
DEPARTMENTS, EXPERTS, STAFF = 6, 10, 120
CAPS = (6, 6, 6, 6, 6, 6, 6, 6, 9, 3)
"""How much the ten of a department take on."""
HERE = timedelta(days=7)
AWAY = 0.02
"""How likely somebody who is here goes away on a day; for one to ten days."""
IN_TURN = ("expertise", "department")
"""Why people of the department itself are asked; who stands in or helps out has no equals there."""
WHO = """
    SELECT m.user_id, m.department_id, m.cap,
        (SELECT count(*) FROM ideas_assignment a WHERE a.reviewer_id = m.user_id AND a.state = 'open'),
        EXISTS (SELECT 1 FROM accounts_absence b WHERE b.user_id = m.user_id
                AND %s BETWEEN b.first_day AND b.last_day)
    FROM accounts_membership m WHERE m.role = 'reviewer'
"""


@dataclass(frozen=True)
class Equal:
    """What makes two experts equal: department, what they know, and how much they take on."""

    department: int
    topics: frozenset[int]
    cap: int


@dataclass
class Seen:
    """What was seen of all choices."""

    assigned: int = 0
    unmet: int = 0
    too_early: Counter[int] = field(default_factory=Counter)
    away: int = 0
    over_cap: int = 0
    spreads: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


class Company:
    """Departments with their experts, colleagues who have ideas, and a calendar."""

    def __init__(self, seed: int, caps: Sequence[int] = CAPS, filing: bool = True) -> None:
        """`filing`: whether views are filed at all, or pile up on the experts.

        Once `leaving` is over nobody goes away any more, and no expert has a part in what is handed in.
        """
        self.dice = random.Random(seed)
        self.caps, self.filing, self.leaving = caps, filing, True
        self.day = BEGINS
        self.seen = Seen()
        self.ready: dict[int, date] = {}
        self.last_away: dict[int, datetime] = {}
        self.now: dict[Equal, list[int]] = {}
        self.turns: dict[Equal, Counter[int]] = defaultdict(Counter)
        self.topics = [make_topic("Processes"), make_topic("Products")]
        office = make_department("Idea office")
        for _n in range(2):
            make_member(office, "coordinator")
        self.departments = [make_department(f"Department {n}", office) for n in range(DEPARTMENTS)]
        for department in self.departments:
            self.staff(department)
        self.experts = list(User.objects.filter(memberships__role="reviewer").order_by("pk"))
        self.equals = self.groups()
        self.writers = self.colleagues()
        self.outsiders = [
            one for one in self.writers if one.line_manager_id is None and one not in self.experts
        ]

    def staff(self, department: Any) -> None:
        """Two coordinators, and ten experts: three know the one topic, three the other."""
        for _n in range(2):
            make_member(department, "coordinator")
        for n, cap in enumerate(self.caps):
            expert = make_member(department, cap=cap)
            if n < 6:
                Membership.objects.get(user=expert).topics.add(self.topics[n % 2])

    def colleagues(self) -> list[User]:
        """Everybody may have ideas; many have an expert as line manager, and experts have ideas as well."""
        bosses = [*self.experts[::3], None, None]
        hired = [
            make_user(department=self.dice.choice(self.departments), line_manager=self.dice.choice(bosses))
            for _n in range(STAFF)
        ]
        return [*hired, *self.experts]

    def groups(self) -> dict[int, Equal]:
        """Who is equal to whom."""
        rows = Membership.objects.filter(role="reviewer").prefetch_related("topics")
        return {
            row.user_id: Equal(row.department_id, frozenset(t.pk for t in row.topics.all()), row.cap)
            for row in rows
        }

    # a day

    def work(self, ideas: int) -> None:
        """One working day: some go and some are back, views are filed, ideas are handed in, the sweep passes on."""
        with clock.at(self.day):
            self.people_go()
            if self.filing:
                self.views_are_filed()
            for n in range(ideas):
                with clock.at(self.day + timedelta(minutes=n)):
                    self.hand_in()
        with clock.at(self.day + timedelta(hours=9)):
            if self.filing:
                take_over_reviews()
            self.look()
        self.day += timedelta(days=3 if self.day.weekday() == 4 else 1)

    def people_go(self) -> None:
        """Now and then somebody goes away, half of them with somebody who stands in and passing on what is open."""
        today = clock.today()
        gone = set(Absence.objects.filter(last_day__gte=today).values_list("user", flat=True))
        for expert in self.experts:
            if not self.leaving or expert.pk in gone or self.dice.random() > AWAY:
                continue
            stands_in = self.dice.choice(self.experts) if self.dice.random() < 0.5 else None
            stands_in = None if stands_in == expert else stands_in
            people.set_absence(expert, today, today + timedelta(days=self.dice.randint(0, 13)), stands_in)
            if stands_in and self.filing:
                workflow.relieve(expert)

    def views_are_filed(self) -> None:
        """Each view takes its expert one to six days; who is away files none."""
        today = clock.today()
        rows = (
            Assignment.objects.open()
            .filter(idea__status="in_review")
            .exclude(reviewer__in=User.objects.absent())
        )
        for row in rows.select_related("idea", "reviewer"):
            ready = self.ready.setdefault(row.pk, today + timedelta(days=self.dice.randint(1, 8)))
            if ready <= today:
                word = self.dice.choice(["adopt", "adopt_in_part"])
                workflow.review(row.idea, row.reviewer, recommendation=word, public_text="It would help.")

    def hand_in(self) -> None:
        """Somebody hands in an idea, for a department or for what the topic says; some have a co-submitter."""
        writer = self.dice.choice(self.writers if self.leaving else self.outsiders)
        idea = workflow.save_draft(
            writer,
            title="A shelf at the gate",
            text="It would be of use.",
            department=self.dice.choice(self.departments),
            topic=self.dice.choice([*self.topics, None]),
        )
        if self.leaving and self.dice.random() < 0.1:
            other = self.dice.choice(self.experts)
            if other != writer:
                idea.cosubmitters.create(user=other, state="accepted", accepted_at=clock.now())
        before = dict(self.loads())
        with timed(self.seen.seconds):
            workflow.hand_in(idea, writer)
        self.compare(Idea.objects.get(pk=idea.pk), before)

    # what is seen

    def loads(self) -> Iterator[tuple[int, tuple[int, bool]]]:
        """Open reviews of each expert, and whether they are away."""
        with connection.cursor() as cursor:
            cursor.execute(WHO, [clock.today()])
            for person, _department, _cap, load, away in cursor.fetchall():
                yield person, (load, away)

    def compare(self, idea: Idea, before: dict[int, tuple[int, bool]]) -> None:
        """Whether an equal of theirs with less to do was passed over without reason."""
        barred = routing.barred_from(idea).conflicted
        rows = list(idea.assignments.values_list("reviewer", "why"))
        asked = [person for person, _why in rows]
        self.seen.unmet += not asked
        for person, why in rows:
            load, away = before[person]
            equal = self.equals[person]
            free = [
                before[one][0]
                for one, known in self.equals.items()
                if known == equal and one not in barred and one not in asked and not before[one][1]
            ]
            self.seen.assigned += 1
            self.seen.away += away
            self.seen.over_cap += load >= equal.cap
            if why in IN_TURN:
                self.seen.too_early[max(0, load - min(free, default=load))] += 1
            self.turns[equal][person] += 1

    def look(self) -> None:
        """How far apart the open reviews of equals are who have been here for a week; who is just back has less."""
        now = dict(self.loads())
        by: dict[Equal, list[int]] = defaultdict(list)
        for person, equal in self.equals.items():
            load, away = now[person]
            if away:
                self.last_away[person] = self.day
            elif self.day - self.last_away.get(person, BEGINS - HERE) >= HERE:
                by[equal].append(load)
        self.now = {equal: sorted(loads) for equal, loads in by.items()}
        for loads in by.values():
            if len(loads) > 1:
                self.seen.spreads[max(loads) - min(loads)] += 1

    def play(self, ideas: int, a_day: int) -> Seen:
        """So many ideas, so many a day."""
        left = ideas
        while left > 0:
            self.work(min(a_day, left))
            left -= a_day
            if self.day.weekday() == 0:
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE ideas_idea, ideas_assignment, ideas_event")
        return self.seen


class timed:
    """Measures what the choice of people takes inside the block."""

    def __init__(self, seconds: list[float]) -> None:
        self.seconds = seconds
        self.real = routing.plan

    def __enter__(self) -> None:
        self.patch = mock.patch.object(routing, "plan", self.plan)
        self.patch.start()

    def __exit__(self, *_error: object) -> None:
        self.patch.stop()

    def plan(self, *args: Any, **options: Any) -> Any:
        """The real one, with its time noted."""
        began = time.perf_counter()
        try:
            return self.real(*args, **options)
        finally:
            self.seconds.append(time.perf_counter() - began)


def refused(call: Any) -> bool:
    """Whether it is refused."""
    try:
        call()
    except Refused:
        return True
    return False
