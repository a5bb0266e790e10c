"""People who hand in, at a pace that no server sets: an open loop; and what must have become of what they sent.

A wait counts from the moment at which an idea was due to be sent: being held up by an earlier answer counts too.
"""

import http.client
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from tests.faults.processor import Clocks
from tests.faults.stage import PASSWORD, Stage
from tests.faults.visitor import Form, Page, Visitor

NO_ANSWER = 0
"""Instead of a status, where the line broke."""
SEED = 20261122


@dataclass(frozen=True)
class Answer:
    """What came of one thing that was sent: its status and place, and how long after its time it was there."""

    status: int
    place: str
    seconds: float


@dataclass(frozen=True)
class Slip:
    """An idea as somebody typed it, and the key of the form that it was typed into."""

    name: str
    key: str

    @property
    def text(self) -> str:
        return f'Let us do it better, {self.name}.\r\nIt is worth it, says "somebody" & means it: ü < ß.'

    @property
    def stored(self) -> str:
        """Its text as a row has it."""
        return self.text.replace("\r\n", "\n")


def slips(kind: str, count: int) -> list[Slip]:
    """So many ideas of a kind, with the same keys each time."""
    dice = random.Random(f"{SEED} {kind}")
    return [Slip(f"{kind} {n}", str(uuid.UUID(int=dice.getrandbits(128), version=4))) for n in range(count)]


class Person:
    """Somebody who is signed in and has the page for new ideas open."""

    def __init__(self, stage: Stage, number: int) -> None:
        self.stage, self.number = stage, number
        self.visitor = sign_in(stage, number)
        self.form = Form("")
        self.open_form()

    def values(self, slip: Slip) -> dict[str, str]:
        """What the form sends."""
        return {**self.form.values, "key": slip.key, "title": f"Idea {slip.name}", "text": slip.text}

    def sending(self, slip: Slip) -> Callable[[], Page]:
        """How to hand it in."""
        return lambda: self.visitor.send(reverse("new"), self.values(slip))

    def at_the_door(self) -> Callable[[], Page]:
        """The sign-in page in another browser, with the password typed; how to send it and go on from there."""
        visitor = Visitor(self.visitor.address)
        form = visitor.get(reverse("account_login")).form("login", "password")
        named = {"login": f"person.{self.number}@example.com", "password": PASSWORD}
        self.visitor = visitor
        return lambda: visitor.send(form.action, {**form.values, **named})

    def open_form(self) -> None:
        """The page for new ideas, as it is after signing in."""
        self.form = self.visitor.get(reverse("new")).form("text")


@dataclass
class Paced:
    """What a crowd saw: the answers to ideas by slip, and those to signing in."""

    answers: dict[Slip, Answer] = field(default_factory=dict)
    sign_ins: list[Answer] = field(default_factory=list)
    lasted: float = 0
    others: float = 0
    """How much of the machine other people's processes took meanwhile."""

    def p99(self) -> float:
        """Seconds within which 99 of 100 had their answer, whatever they had sent."""
        return _of_hundred(99, [*self.answers.values(), *self.sign_ins])

    def __str__(self) -> str:
        said = f"{len(self.answers)} ideas at {len(self.answers) / self.lasted:.1f} a second"
        kinds = {
            "": self.answers.values(),
            f"{len(self.sign_ins)} sign-ins, password hash included: ": self.sign_ins,
        }
        times = [
            f"{name}median {_of_hundred(50, kind):.3f} s, p99 {_of_hundred(99, kind):.3f} s"
            for name, kind in kinds.items()
            if kind
        ]
        if self.sign_ins:
            times.append(f"all together: p99 {self.p99():.3f} s")
        return f"{said}, {', '.join(times)}, others took {self.others:.0%} of the machine"


def _of_hundred(so_many: int, answers: Iterable[Answer]) -> float:
    """Seconds within which so many of a hundred were there."""
    ranked = sorted(answer.seconds for answer in answers)
    return ranked[len(ranked) * so_many // 100]


def hand_in_at_a_pace(
    people: Sequence[Person],
    what: Sequence[Slip],
    a_second: float,
    *,
    sign_in_every: int = 0,
    meanwhile: Callable[[float], None] = lambda _since: None,
) -> Paced:
    """Each idea is sent at its time, by the next person; `meanwhile` hears the seconds since the beginning."""
    seen, clocks, started = Paced(), Clocks(), time.monotonic() + 0.2

    def work(turn: int) -> None:
        person = people[turn]
        for number in range(turn, len(what), len(people)):
            due = started + number / a_second
            signs_in = sign_in_every and number % sign_in_every == sign_in_every - 1
            sign_in = person.at_the_door() if signs_in else None
            time.sleep(max(0.0, due - time.monotonic()))
            if sign_in:
                seen.sign_ins.append(answered(sign_in, due))
                person.open_form()
                due = time.monotonic()
            slip = what[number]
            seen.answers[slip] = answered(person.sending(slip), due)

    threads = [threading.Thread(target=work, args=(turn,), daemon=True) for turn in range(len(people))]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        meanwhile(time.monotonic() - started)
        time.sleep(0.02)
    assert len(seen.answers) == len(what)
    seen.lasted, left = clocks.stop()
    seen.others = 1 - left / seen.lasted
    return seen


def answered(send: Callable[[], Page], due: float) -> Answer:
    """Sends; an answer that does not come is one too."""
    try:
        page = send()
    except (OSError, http.client.HTTPException):
        return Answer(NO_ANSWER, "", time.monotonic() - due)
    return Answer(page.status, page.headers.get("Location", ""), time.monotonic() - due)


def sign_in(stage: Stage, number: int) -> Visitor:
    visitor = Visitor(f"http://localhost:{stage.port}/")
    page = visitor.submit(reverse("account_login"), login=f"person.{number}@example.com", password=PASSWORD)
    assert page.status == 200, page.text
    assert reverse("account_login") not in page.url
    return visitor


def hand_in(visitor: Visitor, name: str) -> float:
    """Hands an idea in, at leisure; how long the answer took, its receipt included."""
    page = visitor.submit(
        reverse("new"), title=f"Idea {name}", text=f"Let us do it better, {name}.\nIt is worth it."
    )
    assert page.status == 200, page.text
    assert page.url.endswith("/receipt/"), page.text
    return page.seconds


def all_sent(stage: Stage) -> bool:
    stage.keep_worker_up()
    return not stage.mails()["queued"]


def judge_slips(stage: Stage, places: dict[Slip, str]) -> None:
    """Each slip that was acknowledged is there once, at the address of its receipt, word for word."""
    rows = {
        row[0]: row[1:]
        for row in stage.ask("select public_id, title, text from ideas_idea where status <> 'draft'")
    }
    keys = dict(stage.ask("select key::text, path from ideas_handledrequest"))
    for slip, place in places.items():
        assert rows[place.split("/")[-3]] == (f"Idea {slip.name}", slip.stored), slip
        assert keys[slip.key] == place, slip
    assert len(set(places.values())) == len(places)
    titles = Counter(title for title, _text in rows.values())
    assert all(titles[f"Idea {slip.name}"] == 1 for slip in places)


def judge(stage: Stage, ideas: int) -> None:
    """There are so many ideas, each once, numbered, with an owner and a date, its event and exactly one receipt."""
    rows = stage.ask(
        "select i.title, i.status, i.owner_id, i.due_at, i.submitter_id, i.id, e.id from ideas_idea i "
        "left join ideas_event e on e.idea_id = i.id and e.kind = 'hand_in' where i.status <> 'draft'"
    )
    assert len(rows) == len({title for title, *_rest in rows}) == ideas
    assert all(status in {"in_review", "triage"} and owner and due for _t, status, owner, due, *_rest in rows)
    receipts = stage.ask(
        "select to_user_id, idea_id, event_id from ideas_outgoingmail where obligatory and kind = 'receipt'"
    )
    assert Counter(receipts) == Counter(tuple(row[4:]) for row in rows)
