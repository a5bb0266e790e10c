"""Two people press at the same moment, time and again: one wins, the other reads who was faster (C1, C2).

Over HTTP, as browsers do, from threads behind a barrier, on real connections to a real PostgreSQL. Who comes first is
drawn: each waits for a part of what the slower of the two takes alone, so that each side of a pair wins now and then.
"""

import html
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from ideas import wording
from ideas.models import Event, Idea, OutgoingMail, Round
from tests.conftest import Figures, Proved
from tests.factories import Cast, make_cast, make_idea, reasons
from tests.faults.stage import QUICK
from tests.test_races import at_once, client_of
from tests.visits import words

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True), pytest.mark.timeout(5400)]

SEED = 20261122
PAIRS, KEYS, POSTS = (5, 8, 5) if QUICK else (500, 500, 5)

Told = Counter[tuple[int, str]]
"""Mails by reader and kind."""


@dataclass(frozen=True)
class Side:
    """What one of the two does: who, which verb with which words, and the status that it leads to."""

    who: str
    verb: str
    leads_to: str
    typed: dict[str, str]


@dataclass(frozen=True)
class Pair:
    """Two things of which only one can be done to an idea of this status."""

    name: str
    status: str
    sides: tuple[Side, Side]


def deciding(who: str) -> Side:
    return Side(who, "decide", "conversation", {"outcome": "declined", **reasons()})


def answering(answer: str, leads_to: str) -> Side:
    return Side("submitter", "confirm", leads_to, {"answer": answer, "version": "1"})


WITHDRAWS = Side("submitter", "withdraw", "withdrawn", {})
AGREES, DISAGREES = answering("agree", "closed"), answering("disagree", "closed")
TALKS_AGAIN = answering("not_understood", "conversation")
KINDS = (
    Pair("decide/decide", "deciding", (deciding("coordinator1"), deciding("coordinator2"))),
    Pair("decide/withdraw", "deciding", (deciding("coordinator1"), WITHDRAWS)),
    Pair("close/close", "confirming", (AGREES, DISAGREES)),
    Pair("confirm/reopen", "confirming", (AGREES, TALKS_AGAIN)),
)


@dataclass
class Ring:
    """A company whose coordinators decide, each person at a window of their own, and dice."""

    cast: Cast
    dice: random.Random
    windows: dict[str, Client] = field(default_factory=dict)

    def window(self, who: str, number: int) -> Client:
        """One of the two windows of this person, signed in."""
        key = f"{who} {number}"
        if key not in self.windows:
            self.windows[key] = client_of(getattr(self.cast, who))
        return self.windows[key]

    def act(
        self, side: Side, idea: Idea, said: str, *, late: float = 0, number: int = 0
    ) -> Callable[[], Any]:
        client = self.window(side.who, number)
        address = reverse("act", args=[idea.public_id, side.verb])
        field = "reason_text" if side.verb == "decide" else "words" if side.verb == "confirm" else "why"
        typed = {**side.typed, field: said, "key": str(uuid.uuid4())}

        def post() -> Any:
            time.sleep(late)
            return client.post(address, typed)

        return post

    def alone(self, side: Side, pair: Pair) -> tuple[Told, float]:
        """What is told when nobody comes in between, and how many seconds it takes."""
        idea = make_idea(self.cast, pair.status)
        before = idea.version
        act = self.act(side, idea, f"It costs more than it brings us, by the count of {pair.name}.")
        started = time.monotonic()
        answer = act()
        took = time.monotonic() - started
        assert answer.status_code == 302, words(answer.content.decode())
        return self.told(idea, before), took

    def told(self, idea: Idea, since: int) -> Told:
        """The mails of what has happened since: one event, which is the last."""
        (event,) = Event.objects.filter(idea=idea, seq__gt=since)
        assert Idea.objects.get(pk=idea.pk).version == event.seq == since + 1
        return Counter(OutgoingMail.objects.filter(event=event).values_list("to_user_id", "kind"))


def gather() -> Ring:
    cast = make_cast()
    cast.logistics.decider = None
    cast.logistics.save()
    return Ring(cast, random.Random(SEED))


def race(ring: Ring, pair: Pair, number: int, told: list[Told], slower: float) -> int:
    """One pair at once; which side has won, when all that must hold has been looked at."""
    idea = make_idea(ring.cast, pair.status)
    mails = OutgoingMail.objects.count()
    said = [
        f"It costs more than it brings us, says window {side} of {pair.name} {number}." for side in (1, 2)
    ]
    late = [ring.dice.uniform(0, slower) for _side in pair.sides]
    answers = at_once(
        *[ring.act(pair.sides[n], idea, said[n], late=late[n], number=n) for n in range(len(pair.sides))]
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409], (pair.name, number)
    won = 0 if answers[0].status_code == 302 else 1
    now = Idea.objects.get(pk=idea.pk)
    assert now.status == pair.sides[won].leads_to
    assert ring.told(idea, idea.version) == told[won]
    assert OutgoingMail.objects.count() == mails + told[won].total()
    reads_how_it_stands(ring, now, pair.sides[1 - won], answers[1 - won], said[1 - won])
    return won


def reads_how_it_stands(ring: Ring, now: Idea, side: Side, answer: Any, said: str) -> None:
    """Whoever came second reads the status that the first one made, and every word that was typed is there."""
    page = html.unescape(answer.content.decode())
    status = wording.status_words(now, wording.is_mine(now, getattr(ring.cast, side.who)))
    assert str(status) in words(page)
    assert said in page


def in_order() -> None:
    """The judge."""
    said = StringIO()
    call_command("check_integrity", stdout=said)
    assert said.getvalue().rstrip().endswith(" 0 findings"), said.getvalue()


def test_of_two_who_act_at_once_exactly_one_wins(proved: Proved, figures: Figures) -> None:
    ring, lines = gather(), []
    for pair in KINDS:
        alone = [ring.alone(side, pair) for side in pair.sides]
        told, slower = [mails for mails, _took in alone], max(took for _mails, took in alone)
        wins = Counter(race(ring, pair, number, told, slower) for number in range(PAIRS))
        lines.append(f"{pair.name} {wins[0]}:{wins[1]}")
        figures(f"{lines[-1]}")
        assert wins.total() == PAIRS
    in_order()
    proved(
        "C1",
        f"{PAIRS} pairs each, seed {SEED}: one won, the other got 409 with the winner's state and its own words, "
        f"one event, one set of mails; won by first and second: {', '.join(lines)}; check_integrity 0 findings",
    )


def test_equal_posts_at_once_make_one_idea_each(proved: Proved) -> None:
    cast = make_cast()
    clients: list[Client] = [client_of(cast.submitter) for _n in range(POSTS)]
    dice = random.Random(SEED)
    for number in range(KEYS):
        typed = {
            "key": str(uuid.UUID(int=dice.getrandbits(128), version=4)),
            "title": f"Roof {number}",
            "text": f"A roof over the bicycles, {number}.",
        }
        answers = at_once(*[lambda c=c, t=typed: c.post(reverse("new"), t) for c in clients])
        assert {answer.status_code for answer in answers} == {302}
        assert len({answer.url for answer in answers}) == 1
    ideas = Idea.objects.exclude(status="draft")
    assert ideas.count() == Idea.objects.count() == Round.objects.count() == KEYS
    assert ideas.values("text").distinct().count() == KEYS
    receipts = OutgoingMail.objects.filter(kind="receipt", to_user=cast.submitter)
    assert receipts.count() == receipts.values("idea").distinct().count() == KEYS
    in_order()
    proved(
        "C2",
        f"{KEYS} keys, seed {SEED}: {KEYS * POSTS:,} posts, {POSTS} equal ones at once, made {KEYS} ideas with "
        "one receipt each, and all five led to it; check_integrity 0 findings",
    )
