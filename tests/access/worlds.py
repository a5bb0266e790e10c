"""Two worlds that differ in hidden facts, and what each person is answered and told in both.

The one world is planted once; the other one is the same with a fact changed, inside a savepoint that is rolled back.
The clock stands still, chance is seeded anew before each visit, and sequences go on from the same numbers, so that
equal answers are equal byte by byte. Owns who goes looking and where; which facts there are stands in `hidden`.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from ideas import clock, rules, sweep, transitions
from ideas.models import Idea, InPersonTask, Notice, OutgoingMail
from tests.access.canaries import Planted
from tests.access.facts import Fact
from tests.access.places import addresses, named_in
from tests.access.rows import IDEA_PAGES, PAGES
from tests.access.stage import browser_of, page

NOON = datetime(2026, 11, 18, 11, 30, tzinfo=UTC)
"""A Wednesday, on which the time stands still."""
NEXT_DAY = timedelta(days=1)
SEEKERS = (
    *("submitter", "colleague", "bystander", "manager", "employee", "admin", "observer", "decider"),
    *("coordinator1", "office1", "it_coordinator1", "expert1", "expert2", "expert3", "expert4", "it_expert2"),
    *("leaver", "nobody"),
)
"""Who goes looking; those at the end are sent to sign in."""
ALIKE = {"unsupport", "follow", "unfollow", "hand_in"}
"""Verbs whose pages show what that of `support` shows."""
LISTS = (
    *("", "?sort=support", "?sort=answered", "?whose=mine", "?whose=following", "?status=open", "?q=gate"),
    *("?q=Careful", "?outcome=declined"),
)
BOARDS = ("?status=triage", "?status=conversation", "?due=late")
WRITTEN = {"text": "A gate that is open all day would help the lorries.", "title": ""}
"""What somebody is writing while similar ideas are looked for."""
BEARERS = {"feed": "employee", "mail_off": "employee", "token": "admin"}
"""Addresses that are keys: whoever has one may know what it shows, so that only its holder looks there."""
BLANK = ("X-Request-ID", "Date")
SEQUENCES = "SELECT schemaname || '.' || sequencename FROM pg_sequences WHERE schemaname = current_schema()"
APART = 1_000_000
"""So far above all that was planted do the numbers go on, in either world."""
NUMBERS, NEAR = "tell_idea_number", 1000
"""Those of ideas stay near: what is alike is looked for among the newest alone."""


@dataclass(frozen=True)
class Visit:
    """One request."""

    path: str
    method: str = "get"
    htmx: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back, as one sum, and how many statements it took."""

    sum: str
    statements: int


class Chance:
    """Stands in for the operating system's random bytes: the same ones again whenever it is asked to begin anew."""

    def __init__(self) -> None:
        self.again()

    def again(self, times: int = 0) -> None:
        self.source = random.Random(times)

    def __call__(self, n: int) -> bytes:
        return self.source.randbytes(n)


@contextmanager
def standing_still() -> Iterator[Chance]:
    """Inside the block no time passes, and chance begins anew whenever wanted."""
    chance = Chance()
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(NOON, tick=False), clock.at(NOON):
        patch.setattr("os.urandom", chance)
        patch.setattr("random._urandom", chance)
        yield chance


@dataclass
class Worlds:
    """The planted world, and what everybody was answered in it so far."""

    planted: Planted
    named: dict[str, Any]
    browsers: dict[str, Client]
    known: dict[tuple[str, Visit], Answer] = field(default_factory=dict)
    letters: dict[tuple[str, bool], list[Any]] = field(default_factory=dict)
    compared: int = 0
    dearer: set[tuple[str, str]] = field(default_factory=set)
    """Answers that were equal and took another number of statements."""

    @classmethod
    def of(cls, planted: Planted) -> "Worlds":
        """With everybody signed in, and the things that further addresses name."""
        people = planted.cast.people
        named = addresses(planted.ideas["talked"], {**people, "coordinator": people["coordinator1"]})
        browsers = {name: browser_of(people[name]) if name in people else Client() for name in SEEKERS}
        return cls(planted, named, browsers)

    def pk_of(self, name: str) -> int | None:
        """The row of somebody; None for whoever has none."""
        person = self.planted.cast.people.get(name)
        return person.pk if person else None

    # where somebody looks

    def general(self, name: str) -> list[Visit]:
        """Pages that are about no single idea, lists and searches; strangers try a few."""
        paths = [
            page(one, *named_in(self.named, row.of))
            for one, row in PAGES.items()
            if row.get and BEARERS.get(row.of, name) == name
        ]
        if name in ("leaver", "nobody"):
            return [Visit(path) for path in paths[::3]]
        paths += [page("ideas") + asked for asked in LISTS] + [page("board") + asked for asked in BOARDS]
        paths += [
            page("insights_export", table) for table in ("promise", "ageing", "pace", "knocks", "results")
        ]
        paths += [f"{page('colleagues')}?q=Ex", f"{page('ideas')}?after=3"]
        return [*map(Visit, paths), Visit(page("similar"), "post", htmx=True), Visit(page("preview"), "post")]

    def about(self, name: str, idea: Idea) -> list[Visit]:
        """Pages about an idea; to whom it is not shown they are tried as well."""
        person = self.planted.cast.people.get(name)
        paths = [page(one, idea.public_id) for one, row in IDEA_PAGES.items() if not row.of]
        for file in idea.attachments.order_by("pk"):
            paths.append(page("file", idea.public_id, file.public_id))
        standing = rules.standing(person, idea) if person else rules.NOBODY
        if not standing.visible:
            return [*map(Visit, paths), Visit(page("act", idea.public_id, "support"))]
        paths.append(f"{page('mentionable', idea.public_id)}?q=Ex")
        offered = {*transitions.offered(idea, person, standing), "review", "decide", "agree"}
        paths += [page("act", idea.public_id, verb) for verb in sorted(offered - ALIKE)]
        for comment in idea.comments.order_by("pk"):
            paths.append(f"{page('idea', idea.public_id)}?comment={comment.public_id}")
        return [Visit(path) for path in paths]

    # the two worlds

    @property
    def newest(self) -> int:
        """The highest number of the ideas that were planted."""
        return max(idea.number or 0 for idea in self.planted.ideas.values())

    @contextmanager
    def other(self, chance: Chance, facts: Sequence[Fact]) -> Iterator[None]:
        """Inside the block these facts are other ones."""
        with transaction.atomic():
            start(chance, 1, self.newest)
            for fact in facts:
                fact.make(self.planted)
            start(chance, 2, self.newest)
            yield
            transaction.set_rollback(True)

    def answered(self, chance: Chance, name: str, visit: Visit) -> tuple[Answer, HttpResponse]:
        """What this person is answered now."""
        asked: list[str] = []

        def count(execute: Any, sql: str, *rest: Any) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        chance.again()
        browser = self.browsers[name]
        browser.cookies.pop("csrftoken", None)  # each visit is the first one: its token is chance alone
        headers = {"HX-Request": "true"} if visit.htmx else {}
        data = WRITTEN if visit.method == "post" else None
        with connection.execute_wrapper(count):
            answer = getattr(browser, visit.method)(visit.path, data, headers=headers)
            body = answer.getvalue()
        return Answer(sum_of(answer, body), len(asked)), answer

    def differences(
        self, chance: Chance, facts: Sequence[Fact], visits: Mapping[str, Sequence[Visit]], *, later: bool
    ) -> tuple[list[Visit], list[str]]:
        """Where these people learn that the facts are other ones: answers, and mail, inbox and slips, with `later`
        those of the next day as well."""
        self.look(chance, visits, later=later)
        found, told = [], []
        with self.other(chance, facts):
            for name, asked in visits.items():
                found += [visit for visit in asked if self.differs(chance, name, visit)]
            for name, rows in self.told(chance, list(visits), later=later).items():
                if rows != self.letters[name, later]:
                    told.append(f"{name} is told {first_other(self.letters[name, later], rows)}")
        self.compared += sum(map(len, visits.values())) + len(visits)
        return found, told

    def finds(self, chance: Chance, fact: Fact, name: str, visits: Sequence[Visit]) -> bool:
        """Whether this fact alone changes one of these answers, those about its own idea first."""
        self.look(chance, {name: visits}, later=False)
        idea = self.planted.ideas.get(fact.idea)
        place = f"/{idea.public_id}/" if idea else ""
        with self.other(chance, [fact]):
            return any(
                self.differs(chance, name, one) for one in sorted(visits, key=lambda v: place not in v.path)
            )

    def look(self, chance: Chance, visits: Mapping[str, Sequence[Visit]], *, later: bool) -> None:
        """Keeps what is answered and told in the world as it was planted."""
        for name, asked in visits.items():
            for visit in asked:
                if (name, visit) not in self.known:
                    self.known[name, visit] = self.answered(chance, name, visit)[0]
        if ("nobody", later) not in self.letters:
            with self.other(chance, ()):
                told = self.told(chance, SEEKERS, later=later)
            self.letters |= {(name, later): rows for name, rows in told.items()}

    def differs(self, chance: Chance, name: str, visit: Visit) -> bool:
        """Whether this person is answered something else than before."""
        before, (now, _answer) = self.known[name, visit], self.answered(chance, name, visit)
        if before.sum == now.sum and before.statements != now.statements:
            self.dearer.add((name, visit.path))
        return before.sum != now.sum

    def told(self, chance: Chance, names: Sequence[str], *, later: bool) -> dict[str, list[Any]]:
        """All that was sent to each of them in this world, with `later` until the day after."""
        start(chance, 3, self.newest)
        if later:
            with clock.at(NOON + NEXT_DAY):
                sweep.run()
        return {name: letters_of(self.planted.cast.people.get(name)) for name in names}

    def blame(self, chance: Chance, facts: Sequence[Fact], name: str, visit: Visit) -> list[str]:
        """Which of these facts, all of them other ones, somebody learns on a page, with the lines that differ: each
        half is asked until one is left."""
        with self.other(chance, facts):
            if not self.differs(chance, name, visit):
                return []
        if len(facts) == 1:
            return [f"{facts[0].name}: {name} {visit.path}\n{self.shown(chance, facts, name, visit)}"]
        half = len(facts) // 2
        parts = (facts[:half], facts[half:])
        return [line for part in parts for line in self.blame(chance, part, name, visit)]

    def shown(self, chance: Chance, facts: Sequence[Fact], name: str, visit: Visit) -> str:
        """The lines in which two answers differ, for whoever has to mend it."""
        one = self.answered(chance, name, visit)[1]
        with self.other(chance, facts):
            two = self.answered(chance, name, visit)[1]
        lines = [answer.getvalue().decode(errors="replace").splitlines() for answer in (one, two)]
        return "\n".join(
            line for line in unified_diff(*lines, lineterm="", n=0) if line[:2] not in ("--", "++")
        )[:1500]


def sum_of(answer: HttpResponse, body: bytes) -> str:
    """One sum over all that is sent."""
    headers = sorted((name, value) for name, value in answer.headers.items() if name not in BLANK)
    return sha256(repr((answer.status_code, headers, str(answer.cookies))).encode() + body).hexdigest()


def start(chance: Chance, times: int, newest: int) -> None:
    """From here on chance and the numbers of new rows are the same, whatever happened before."""
    chance.again(times)
    with connection.cursor() as cursor:
        cursor.execute(SEQUENCES)
        names = [name for (name,) in cursor.fetchall() if not name.endswith(NUMBERS)]
        cursor.execute(
            "SELECT " + ", ".join("setval(%s, %s)" for _n in names),
            [p for n in names for p in (n, times * APART)],
        )
        cursor.execute("SELECT setval(%s, %s)", [NUMBERS, newest + times * NEAR])


def letters_of(person: Any) -> list[Any]:
    """What somebody was sent by mail, found in the inbox, or has to be told by others, oldest first."""
    if person is None:
        return []
    shown = (
        "kind",
        "subject",
        "text",
        "html",
        "headers",
        "attachments",
        "sender_name",
        "reply_to",
        "priority",
    )
    mails = OutgoingMail.objects.filter(to_user=person).order_by("created_at", "subject", "text")
    notices = Notice.objects.filter(user=person).order_by("pk")
    tasks = InPersonTask.objects.filter(coordinator=person).order_by("pk")
    return [
        *(("mail", *row) for row in mails.values_list(*shown)),
        *(("inbox", *row) for row in notices.values_list("kind", "text", "path")),
        *(("slip", *row) for row in tasks.values_list("user", "kind", "text")),
    ]


def first_other(one: list[Any], two: list[Any]) -> str:
    """The first letter that is not in both."""
    return str(next((row for row in (*two, *one) if row not in one or row not in two), "another order"))[:600]
