"""A company at work for the proofs of the sweep: departments around the globe, people, and things due at random.

Rows are made at once and past the verbs, since there are many of them; what happens to them (done, moved, withdrawn)
is drawn beforehand, so that an oracle can know it. Calendars are written out by hand, not asked of the tool.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import Absence, Department, Membership, User
from ideas.models import Assignment, Event, Idea, Knock, Notice, Round

DAY = timedelta(days=1)
STEPS = ("triage", "discussion", "deciding", "in_review")


@dataclass(frozen=True)
class Days:
    """Which days are worked somewhere, said without the tool: weekdays, and days off by hand."""

    zone: ZoneInfo
    off: frozenset[date]
    weekend: tuple[int, ...] = (5, 6)

    def worked(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.off

    def at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self.zone).astimezone(UTC)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def step(self, day: date, days: int) -> date:
        """So many working days on, or back."""
        one = DAY if days > 0 else -DAY
        for _n in range(abs(days)):
            day += one
            while not self.worked(day):
                day += one
        return day


@dataclass
class Owed:
    """One duty for a while: what, with whom, when due, from when to when it is like that."""

    what: str
    pk: int
    idea: int
    days: Days
    due_at: datetime
    holder: int
    coordinator: int
    since: datetime
    until: datetime
    seen_as: str = ""
    levels: tuple[str, ...] = ("soon", "due", "overdue", "escalated")


@dataclass
class Change:
    """What happens at a moment: rows of a model get other values."""

    at: datetime
    model: Any
    pk: int
    values: dict[str, Any]


@dataclass
class World:
    """Everybody, everything that is due in these days, and what happens to it."""

    begins: datetime
    length: int
    seed: int
    zones: tuple[str, ...]
    dice: random.Random = field(init=False)
    departments: list[Department] = field(default_factory=list)
    days: dict[int, Days] = field(default_factory=dict)
    works_by: dict[int, Days] = field(default_factory=dict)
    experts: dict[int, list[int]] = field(default_factory=dict)
    keepers: dict[int, list[int]] = field(default_factory=dict)
    admins: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)
    away: list[tuple[int, date, date, int]] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    decoys: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self._numbers = count(1_000_000)

    @property
    def ends(self) -> datetime:
        return self.begins + self.length * DAY

    # people

    def found(self) -> None:
        """A department in each zone with its days off; experts, coordinators, an office, people with ideas."""
        office = Department.objects.create(name="Office", is_office=True, **self._calendar(self.zones[0]))
        self._note(office)
        for n, zone in enumerate(self.zones):
            self._note(Department.objects.create(name=f"Works {n}", parent=office, **self._calendar(zone)))
        places = self.departments[1:]
        for n, place in enumerate(places):
            elsewhere = places[(n + 1) % len(places)]
            self.experts[place.pk] = [self._person(place if m < 5 else elsewhere) for m in range(7)]
            self.keepers[place.pk] = [self._person(place) for _m in range(2)]
            self.authors += [self._person(place) for _m in range(2)]
            for pk in self.keepers[place.pk]:
                Membership.objects.create(user_id=pk, department=place, role="coordinator")
        self.admins = [self._person(office, is_admin=True), self._person(places[-1], is_admin=True)]
        for place in places:
            self._go_away(place)

    def _calendar(self, zone: str) -> dict[str, Any]:
        span = [self.begins.date() + n * DAY for n in range(-40, self.length + 60)]
        off = self.dice.sample(span, k=len(span) // 30)
        week = [6, 0, 1, 2, 3] if zone == "Asia/Dubai" else [0, 1, 2, 3, 4]
        return {
            "time_zone": zone,
            "holidays_in": "",
            "working_week": week,
            "days_off": {day.isoformat(): "Off" for day in off},
        }

    def _note(self, department: Department) -> None:
        off = frozenset(date.fromisoformat(day) for day in department.days_off)
        weekend = tuple(sorted(set(range(7)) - set(department.working_week)))
        self.departments.append(department)
        self.days[department.pk] = Days(ZoneInfo(department.time_zone), off, weekend)

    def _person(self, department: Department, **more: Any) -> int:
        n = next(self._numbers)
        person = User.objects.create(
            name=f"Person {n}", email=f"p{n}@example.com", department=department, **more
        )
        self.works_by[person.pk] = self.days[department.pk]
        return person.pk

    def _go_away(self, place: Department) -> None:
        """Some are away now and then, and somebody stands in."""
        first, second, *_rest = self.experts[place.pk]
        for start in range(5, self.length, 30):
            begins = self.begins.date() + start * DAY
            Absence.objects.create(
                user_id=first, first_day=begins, last_day=begins + 6 * DAY, substitute_id=second
            )
            self.away.append((first, begins, begins + 6 * DAY, second))

    # ideas

    def fill(self, ideas: int) -> None:
        """So many ideas, each in some step, with what is due; then what happens to them."""
        rows: dict[type, list[Any]] = {Idea: [], Round: [], Event: [], Assignment: [], Knock: []}
        for _n in range(ideas):
            self._idea(rows)
        for model, made in rows.items():
            model._default_manager.bulk_create(made, batch_size=1000)
        self.changes.sort(key=lambda change: change.at)

    def _idea(self, rows: dict[type, list[Any]]) -> None:
        pk, place = next(self._numbers), self.dice.choice(self.departments[1:])
        days, step = self.days[place.pk], self.dice.choice(STEPS)
        experts = self.dice.sample(self.experts[place.pk], 2)
        coordinator = self.dice.choice(self.keepers[place.pk])
        owner = experts[0] if step == "deciding" else coordinator
        due_at = self._some_due(days)
        rows[Idea].append(self._row(pk, place, step, due_at, owner=owner, coordinator=coordinator))
        far = self.ends + 90 * DAY
        facts = {"idea_id": pk, "number": 1, "cause": "handed_in", "started_at": self.begins}
        rows[Round].append(Round(pk=pk, **facts, first_promise_at=far, promise_at=far))
        rows[Event].append(
            Event(
                idea_id=pk,
                seq=1,
                round_number=1,
                at=self.begins,
                kind="hand_in",
                from_status="draft",
                to_status=step,
            )
        )
        whose = {"idea": pk, "days": days, "coordinator": coordinator}
        if step == "in_review":
            gone = self._owe(step, due_at, holder=owner, levels=("overdue", "escalated"), **whose)
            for expert in experts:
                self._ask(rows, due_at, gone, holder=expert, **whose)
        else:
            gone = self._owe(step, due_at, holder=owner, **whose)
        if self.dice.random() < 0.2:
            self._knock(rows, gone, holder=owner, **whose)

    def _row(self, pk: int, place: Any, step: str, due_at: datetime, **people: int) -> Idea:
        return Idea(
            pk=pk,
            public_id=f"w{pk}",
            number=pk,
            submitter_id=self.dice.choice(self.authors),
            title=f"Idea {pk}",
            text="Let us do it better.",
            department=place,
            status=step,
            due_at=due_at,
            promise_at=self.ends + 90 * DAY,
            round_id=pk,
            handed_in_at=self.begins,
            glanced_at=self.begins,
            status_since=self.begins,
            last_sign_at=self.begins,
            version=1,
            **{f"{name}_id": person for name, person in people.items()},
        )

    def _some_due(self, days: Days) -> datetime:
        """The end of a day, mostly a working one, seldom any moment."""
        day = days.local(self.begins).date() + self.dice.randint(2, self.length - 1) * DAY
        if self.dice.random() < 0.05:
            return self.begins + timedelta(minutes=self.dice.randint(3000, self.length * 1440 - 1))
        if self.dice.random() < 0.9 and not days.worked(day):
            day = days.step(day, 1)
        return days.at(day, 18)

    def _owe(self, what: str, due_at: datetime, **facts: Any) -> datetime:
        """The step of an idea: it is withdrawn some day, or its date is moved before; gives when it is over."""
        idea, since = facts["idea"], self.begins
        over = due_at + timedelta(hours=self.dice.randint(-100, 200))
        facts |= {"what": what, "pk": idea, "seen_as": what}
        if self.dice.random() < 0.15:
            moved, again = due_at - timedelta(hours=self.dice.randint(-60, 60)), self._some_due(facts["days"])
            if moved < over:
                self.owed.append(Owed(**facts, due_at=due_at, since=since, until=moved))
                self.changes.append(Change(moved, Idea, idea, {"due_at": again}))
                since, due_at = moved, again
                over = max(moved, again + timedelta(hours=self.dice.randint(-100, 200)))
        self.owed.append(Owed(**facts, due_at=due_at, since=since, until=over))
        gone = {"status": "withdrawn", "owner_id": None, "due_at": None, "withdrawn_at": over}
        self.changes.append(Change(over, Idea, idea, gone))
        return over

    def _ask(self, rows: Any, due_at: datetime, gone: datetime, **facts: Any) -> None:
        """An expert, whose view is filed some day; one who has filed already is a decoy."""
        pk, open_ = next(self._numbers), self.dice.random() < 0.9
        row = Assignment(pk=pk, idea_id=facts["idea"], round_id=facts["idea"], due_at=due_at, why="topic")
        row.department_id, row.reviewer_id = self.departments[1].pk, facts["holder"]
        row.state = "open" if open_ else "filed"
        rows[Assignment].append(row)
        if not open_:
            self.decoys += 1
            return
        filed = min(gone, due_at + timedelta(hours=self.dice.randint(-100, 150)))
        self.changes.append(Change(filed, Assignment, pk, {"state": "filed"}))
        whole = {**facts, "what": "review", "pk": pk, "seen_as": "in_review", "due_at": due_at}
        self.owed.append(Owed(**whole, since=self.begins, until=filed))

    def _knock(self, rows: Any, gone: datetime, **facts: Any) -> None:
        """Somebody asks how it stands: answered some day; one that is answered already is a decoy."""
        pk, due_at = next(self._numbers), self._some_due(facts["days"])
        row = Knock(pk=pk, idea_id=facts["idea"], round_id=facts["idea"], due_at=due_at)
        row.asked_by_id = self.authors[0]
        rows[Knock].append(row)
        if self.dice.random() < 0.2:
            row.answer, row.answered_by_id, row.answered_at = "Soon.", facts["holder"], self.begins
            self.decoys += 1
            return
        over = due_at + timedelta(hours=self.dice.randint(-100, 150))
        answer = {"answer": "Soon.", "answered_by_id": facts["holder"], "answered_at": over}
        self.changes.append(Change(over, Knock, pk, answer))
        whole = {**facts, "what": "knock", "pk": pk, "seen_as": "knock", "due_at": due_at}
        self.owed.append(Owed(**whole, since=self.begins, until=min(over, gone)))

    # time

    def catch_up(self, now: datetime) -> None:
        """Lets happen what has happened until now."""
        while self.changes and self.changes[0].at <= now:
            with transaction.atomic():
                self._happens(self.changes.pop(0))

    def _happens(self, change: Change) -> None:
        change.model._default_manager.filter(pk=change.pk).update(**change.values)
        if change.values.get("status") == "withdrawn":
            steps = {"from_status": "triage", "to_status": "withdrawn", "round_number": 1}
            Event.objects.create(idea_id=change.pk, seq=2, at=change.at, kind="withdraw", **steps)

    def told(self) -> Iterator[tuple[str, datetime]]:
        """Every reminder that was given, and when."""
        rows = Notice.objects.filter(dedupe_key__startswith="reminder:")
        yield from rows.values_list("dedupe_key", "created_at")
