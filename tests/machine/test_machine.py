"""Ideas live through anything that people, the sweep and the calendar may do to them: the invariants always hold.

Hypothesis draws who does what, when and with which words, and shrinks what went wrong to a short story. Whatever is
refused leaves no trace; whatever is let through leaves the invariants whole. The whole proof takes 10,000 steps.
"""

import logging
import os
import random
from collections import Counter
from collections.abc import Set
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Max
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ideas import clock, rules, sweep, transitions, workflow
from ideas.models import Event, Idea, Notice, OutgoingMail, Status
from ideas.rules import Refused
from tests.conftest import Figures, Proved
from tests.factories import make_cast, make_draft
from tests.machine import judge
from tests.machine.moves import GIVEN, OF_THE_SWEEP, Chance, perform
from tests.machine.starts import STARTS, Start

QUICK = bool(os.environ.get("QUICK"))
STEPS, LIVES = (40, 3) if QUICK else (120, 7)
"""Steps of a life, and lives that begin in each way."""
SEED = 20261122
BEGINS = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOST_IDEAS = 4
DICE = st.integers(0, 2**32)
OFF_THE_WAY = {
    *(
        "support",
        "unsupport",
        "follow",
        "unfollow",
        "note",
        "message",
        "set_visibility",
        "withdraw",
        "move_due",
    ),
    *(
        "move_promise",
        "entrust",
        "glance",
        "hand_over",
        "leave",
        "invite_cosubmitter",
        "discard",
        "route",
        "release",
        "replace_seat",
    ),
}
"""Verbs that lead no further, or back."""

done: Counter[str] = Counter()
of_the_sweep = set[str]()
pytestmark = [pytest.mark.proof, pytest.mark.django_db, pytest.mark.timeout(5400)]


class Complaints(logging.Handler):
    """What the sweep logs as failed, instead of stopping for it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.getMessage()} {record.exc_info and record.exc_info[1]!r}")


class Lives(RuleBasedStateMachine):
    """A company, a few ideas, and a clock that runs."""

    start: Start

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now, self.known, self.played, self.drawn = BEGINS, {}, set[str](), 0
        self.complaints = Complaints()
        sweep.log.addHandler(self.complaints)

    def teardown(self) -> None:
        sweep.log.removeHandler(self.complaints)
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def company(self) -> None:
        """A company with an idea or a few that have come some way already."""
        self.cast = make_cast()
        self.cast.employee.email, self.cast.employee.personnel_number = None, "12970"
        self.cast.employee.save()
        with clock.at(self.now):
            self.start.begin(self.cast)
        last = Event.objects.aggregate(at=Max("at"))["at"] or self.now
        self.now = last + timedelta(minutes=1)
        self.look("hand_in")

    def chance(self, die: int) -> Chance:
        """Draws for a step; another one of this life with the same number draws otherwise."""
        self.drawn += 1
        return Chance(random.Random(f"{die} {self.drawn}"), self.cast, self.ideas())

    def ideas(self) -> list[Idea]:
        rows = Idea.objects.order_by("pk")
        return list(
            rows.select_related("department", "submitter", "owner", "coordinator", "decision", "round")
        )

    def person_hands_in(self, person: Any, department: Any = None) -> None:
        with clock.at(self.now):
            workflow.hand_in(make_draft(person, department=department), person)
        self.look("hand_in")

    @precondition(lambda self: Idea.objects.count() < MOST_IDEAS)
    @rule(die=DICE)
    def somebody_hands_in(self, die: int) -> None:
        c = self.chance(die)
        person = c.person()
        if person.is_active:
            self.person_hands_in(person, c.one([self.cast.logistics, self.cast.it, None]))

    @precondition(lambda self: not Idea.objects.filter(status=Status.DRAFT).exists())
    @rule(die=DICE)
    def somebody_begins_to_write(self, die: int) -> None:
        """A draft, to be handed in or thrown away."""
        person = self.chance(die).person()
        if person.is_active:
            with clock.at(self.now):
                make_draft(person)
            self.look("draft")

    @rule(die=DICE)
    def somebody_does_what_they_may(self, die: int) -> None:
        """One of the verbs that are open to somebody."""
        c = self.chance(die)
        idea = c.one(c.ideas)
        actor = c.person()
        verb = c.one(self.open_to(actor, idea)) if idea else None
        if verb:
            self.act(verb, c, idea, actor)

    @rule(die=DICE)
    def somebody_does_something_new(self, die: int) -> None:
        """A verb that this life has not seen yet, by somebody to whom one is open."""
        self.do_something_new(die)

    @rule(die=DICE)
    def somebody_does_something_else_new(self, die: int) -> None:
        """As before, so that what is open for a while alone is mostly done."""
        self.do_something_new(die)

    @precondition(lambda self: self.start.opens - self.played)
    @rule(die=DICE)
    def somebody_does_what_it_began_for(self, die: int) -> None:
        """One of the rare verbs for whose sake this life began so."""
        self.do_something_new(die, self.start.opens)

    def do_something_new(self, die: int, among: Set[str] = frozenset(GIVEN)) -> None:
        c = self.chance(die)
        pairs = [(idea, person) for idea in c.ideas for person in c.cast.people.values()]
        for idea, actor in c.dice.sample(pairs, len(pairs)):
            new = [v for v in self.open_to(actor, idea) if v in among and v not in self.played]
            if new:
                self.act(c.one(new), c, idea, actor)
                return

    @rule(die=DICE)
    def the_idea_goes_on(self, die: int) -> None:
        """Somebody with a duty takes a step that leads somewhere."""
        self.take_a_step(die)

    @rule(die=DICE)
    def the_idea_goes_further(self, die: int) -> None:
        """As before, so that lives come to their end."""
        self.take_a_step(die)

    def take_a_step(self, die: int) -> None:
        c = self.chance(die)
        idea = c.one(c.ideas)
        actor = c.one(self.on_duty(idea)) if idea else None
        verbs = [v for v in self.open_to(actor, idea) if v not in OFF_THE_WAY] if actor else []
        if verbs:
            self.act(c.one(verbs), c, idea, actor)

    def on_duty(self, idea: Idea) -> list[Any]:
        """Who has it now, who is asked, whose idea it is, and who may agree."""
        asked = [a.reviewer for a in idea.assignments.filter(state="open").select_related("reviewer")]
        asked += [c.user for c in idea.cosubmitters.select_related("user")]
        people = [
            idea.owner,
            *asked,
            idea.submitter,
            self.cast.expert1,
            self.cast.coordinator2,
            self.cast.office1,
        ]
        return [p for p in people if p is not None and p.is_active]

    def open_to(self, person: Any, idea: Idea) -> list[str]:
        """What this person may do with it now."""
        with clock.at(self.now):
            found = transitions.offered(idea, person, rules.standing(person, idea))
        return [verb for verb in found if verb in GIVEN]

    @rule(die=DICE)
    def somebody_tries_anything(self, die: int) -> None:
        """Any verb, any person, any idea; the sweep's verbs are nobody's."""
        c = self.chance(die)
        idea = c.one(c.ideas)
        if idea is not None:
            self.act(c.one(sorted(GIVEN)), c, idea, c.person())

    @rule(hours=st.sampled_from([1, 5, 24, 72, 170, 800]))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        newest = max(self.known, default=0)
        with clock.at(self.now):
            sweep.run()
            sweep.digests()
        assert self.complaints.heard == []
        self.look("sweep")
        of_the_sweep.update(verb_of(event) for event in Event.objects.filter(pk__gt=newest, actor=None))

    @rule(die=DICE)
    def somebody_leaves(self, die: int) -> None:
        """Rarely; the office keeps its two."""
        c = self.chance(die)
        person = c.person()
        keeps = {self.cast.office1.pk, self.cast.office2.pk, self.cast.submitter.pk}
        if c.dice.randint(1, 6) > 1 or person.pk in keeps or not person.is_active:
            return
        person.is_active = False
        person.save()
        with clock.at(self.now):
            workflow.relieve(person)
        self.look("relieve")

    def act(self, verb: str, c: Chance, idea: Idea, actor: Any) -> None:
        """Does it; a refusal must leave nothing behind."""
        before, behind = traces(), judge.backing(idea)
        with clock.at(self.now):
            try:
                with transaction.atomic():
                    perform(verb, c, idea, actor)
            except Refused:
                assert traces() == before, f"{verb} was refused and left something behind"
                done["refused"] += 1
                return
        if verb == "agree":
            self.look_at_merge(idea, behind)
        self.look(verb)

    def look_at_merge(self, idea: Idea, behind: Any) -> None:
        now = Idea.objects.get(pk=idea.pk)
        if now.merged_into_id:
            assert judge.lost_by_merge(behind, now.merged_into) == []

    def look(self, verb: str) -> None:
        """The judgement after a step."""
        done[verb] += 1
        self.played.add(verb)
        newest = max(self.known, default=0)
        with clock.at(self.now):
            assert judge.wrong(self.known) == []
        fresh = Event.objects.filter(pk__gt=newest).select_related("idea__submitter")
        assert [words for event in fresh for words in judge.untold(event)] == []
        done.update(
            f"reached {status}" for status in Idea.objects.values_list("status", flat=True).distinct()
        )


def verb_of(event: Event) -> str:
    """The sweep's verb of which an event tells; a time that nobody takes counts as a try."""
    return "note_unbooked" if event.kind == "attempt" else event.kind


def traces() -> tuple[Any, ...]:
    """What a refused verb must not change."""
    ideas = list(
        Idea.objects.order_by("pk").values_list("pk", "status", "owner", "due_at", "promise_at", "version")
    )
    return Event.objects.count(), OutgoingMail.objects.count(), Notice.objects.count(), ideas


def test_every_verb_of_the_table_is_played() -> None:
    assert set(GIVEN) | OF_THE_SWEEP == set(transitions.TRANSITIONS)


@pytest.mark.parametrize("name", sorted(STARTS))
def test_verbs_for_whose_sake_a_life_begins_so_are_open_in_it(name: str) -> None:
    cast = make_cast()
    STARTS[name].begin(cast)
    with clock.at((Event.objects.aggregate(at=Max("at"))["at"] or clock.now()) + timedelta(minutes=1)):
        found = {
            verb
            for idea in Idea.objects.all()
            for person in cast.people.values()
            for verb in transitions.offered(idea, person, rules.standing(person, idea))
        }
    assert found >= STARTS[name].opens


def test_the_invariants_hold_after_every_step(figures: Figures, proved: Proved) -> None:
    done.clear()
    of_the_sweep.clear()
    how = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=True,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    for name in sorted(STARTS):
        kind = type("Lives", (Lives,), {"start": STARTS[name]})
        run_state_machine_as_test(seed(SEED)(kind), settings=how)
    reached = {status for status in Status.values if done[f"reached {status}"]}
    verbs = transitions.TRANSITIONS.keys() & (done.keys() | of_the_sweep)
    figures(f"never done: {', '.join(sorted(set(transitions.TRANSITIONS) - verbs))}")
    steps = sum(n for what, n in done.items() if not what.startswith("reached"))
    assert steps >= (300 if QUICK else 10_000)
    assert len(reached) >= (6 if QUICK else len(Status.values))
    assert QUICK or verbs == set(transitions.TRANSITIONS)
    proved(
        "M1",
        f"{steps:,} steps ({done['refused']} refused without a trace), {len(verbs)} of "
        f"{len(transitions.TRANSITIONS)} verbs, {len(reached)} of {len(Status.values)} statuses, seed {SEED}: "
        f"every invariant held after each",
    )
