"""The broker killed, frozen and emptied, then web server and database killed, while people hand in: nothing is lost.

One stage for all of them; each proof begins with everything running and every mail sent. Kills come at moments drawn
from a seed. On a machine that others use too, `chrt -r 1` before the command takes their share away, and is told.
"""

import http.client
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.conftest import Figures, Proved
from tests.faults.crowd import (
    SEED,
    Paced,
    Person,
    Slip,
    all_sent,
    hand_in_at_a_pace,
    judge,
    judge_slips,
    slips,
)
from tests.faults.stage import QUICK, SLACK, Stage, open_stage
from tests.faults.visitor import Page

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]

PEOPLE = 8 if QUICK else 20
PACE = 10 if QUICK else 20
"""Ideas a second."""
IDEAS = 50 if QUICK else 1000
LOSSES = 3 if QUICK else 10
SUBMISSIONS, KILLS = (40, 1) if QUICK else (2000, 20)
WINDOWS = 6
"""So many people hand in at once while servers are killed."""
FROZEN_FOR = 6 if QUICK else 60
"""Seconds."""
SIGN_IN_EVERY = 25
MOST_WAITING, MAIL_PATIENCE = 0.5, 120
"""Seconds within which 99 of 100 have their answer, and all mail has left once the broker is back."""
INSIDE = ("Traceback", "psycopg", "OperationalError", "InterfaceError", "site-packages", "/run/", "tell-test")
"""What would tell a stranger how it looks inside."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("outages")) as stage:
        stage.environment["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
        stage.run("tests/faults/seed.py", str(PEOPLE))
        for start in (stage.start_worker, stage.start_beat, stage.start_web):
            start()
        stage.wait_for_web()
        yield stage


@pytest.fixture(scope="module")
def people(stage: Stage) -> list[Person]:
    people = [Person(stage, number) for number in range(PEOPLE)]
    hand_in_at_a_pace(people, slips("warm", PEOPLE), PACE)
    stage.wait(lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent")
    return people


@contextmanager
def judged(stage: Stage, extra_at_most: int = 0) -> Iterator[dict[Slip, str]]:
    """What is acknowledged inside is there afterwards, with its mails, and all else is in order."""
    places: dict[Slip, str] = {}
    before = stage.ask("select count(*) from ideas_idea where status <> 'draft'")[0][0]
    yield places
    judge_slips(stage, places)
    judge(stage, before + len(places))
    stage.judge_mails(extra_at_most)
    stage.judge_tables()


def all_taken(paced: Paced) -> dict[Slip, str]:
    """Where the receipt of each idea lies: every one was answered with that, none with a fault."""
    statuses = Counter(answer.status for answer in (*paced.answers.values(), *paced.sign_ins))
    assert set(statuses) == {302}, statuses
    assert all(answer.place.endswith("/receipt/") for answer in paced.answers.values())
    assert all(answer.place == "/" for answer in paced.sign_ins)
    return {slip: answer.place for slip, answer in paced.answers.items()}


def most_waiting(well: Paced) -> float:
    """Seconds. The short form, beside other things, may take twice as long as when all is well: that finds a wait."""
    return max(MOST_WAITING * SLACK, 2 * well.p99()) if QUICK else MOST_WAITING


def ahead() -> str:
    """Whether this ran ahead of what else the machine had to do."""
    return "" if os.sched_getscheduler(0) == os.SCHED_OTHER else ", ahead of which these ran"


def test_a_broker_that_is_down_holds_nobody_up(
    stage: Stage, people: list[Person], figures: Figures, proved: Proved
) -> None:
    with judged(stage) as places:
        well = hand_in_at_a_pace(people, slips("well", IDEAS // 5), PACE)
        places.update(all_taken(well))
        stage.wait(lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent")
        stage.kill("valkey")
        down = hand_in_at_a_pace(people, slips("down", IDEAS), PACE)
        places.update(all_taken(down))
        stage.start_valkey()
        after = stage.wait(lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent")
    said = f"{down}{ahead()} (while all was well: p99 {well.p99():.3f} s)"
    figures(f"broker down: {said}")
    assert down.p99() <= most_waiting(well)
    proved("R1", f"{said}; 0 lost, 0 x 5xx, all mail {after:.1f} s after its return")


def test_a_frozen_broker_holds_nobody_up(
    stage: Stage, people: list[Person], figures: Figures, proved: Proved
) -> None:
    with judged(stage) as places:
        well = hand_in_at_a_pace(people, slips("as ever", IDEAS // 5), PACE, sign_in_every=SIGN_IN_EVERY)
        places.update(all_taken(well))
        stage.freeze("valkey")
        end = time.monotonic() + FROZEN_FOR
        frozen = hand_in_at_a_pace(people, slips("frozen", IDEAS), PACE, sign_in_every=SIGN_IN_EVERY)
        places.update(all_taken(frozen))
        time.sleep(max(0, end - time.monotonic()))
        stage.thaw("valkey")
        after = stage.wait(lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent")
    said = f"{frozen}{ahead()} (while all was well: p99 {well.p99():.3f} s)"
    figures(f"broker frozen: {said}")
    assert len(frozen.sign_ins) == IDEAS // SIGN_IN_EVERY
    assert frozen.p99() <= most_waiting(well)
    proved(
        "R2",
        f"frozen {max(FROZEN_FOR, frozen.lasted):.0f} s: {said}; 0 lost, 0 x 5xx, all mail {after:.1f} s after it "
        "went on",
    )


@dataclass
class Losses:
    """A broker that loses everything at its moments: by a flush, or by a kill and an empty start half a second on."""

    stage: Stage
    moments: list[tuple[float, str]]
    suffered: list[str] = field(default_factory=list)
    workers: int = 0
    """How many workers have ended by themselves over it, and were started again."""

    def come(self, since: float) -> None:
        worker = self.stage.running["worker"]
        self.stage.keep_worker_up()
        self.workers += self.stage.running["worker"] is not worker
        if not self.moments or since < self.moments[0][0]:
            return
        _moment, kind = self.moments.pop(0)
        if kind == "start":
            self.stage.start_valkey()
            return
        self.suffered.append(kind)
        if kind == "flush":
            self.stage.flush()
            return
        self.stage.kill("valkey")
        self.moments.insert(0, (since + 0.5, "start"))


def test_a_broker_that_forgets_everything_loses_nothing(
    stage: Stage, people: list[Person], proved: Proved
) -> None:
    dice = random.Random(f"{SEED} losses")
    lasts = IDEAS / 2 / PACE
    kinds = ["flush", "kill -9"] * LOSSES
    moments = sorted(dice.uniform(0, lasts - 1) for _n in range(LOSSES))
    losses = Losses(stage, list(zip(moments, kinds, strict=False)))
    with judged(stage, extra_at_most=2 * LOSSES) as places:
        paced = hand_in_at_a_pace(people, slips("forgotten", IDEAS // 2), PACE, meanwhile=losses.come)
        while losses.moments:
            losses.come(lasts + 1)
        places.update(all_taken(paced))
        after = stage.wait(lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent")
        extra = stage.copies().total() - len(stage.copies())
        assert extra <= 2 * losses.workers
    counts = Counter(losses.suffered)
    assert counts.total() == LOSSES
    proved(
        "R4",
        f"{counts['flush']} x flushed, {counts['kill -9']} x killed and empty, seed {SEED}, during {len(places)} "
        f"ideas at {len(places) / paced.lasted:.1f} a second: 0 lost, 0 x 5xx, all mail {after:.1f} s after the last "
        f"idea, {extra} extra copies",
    )


# web server and database ---------------------------------------------------------------------------------------


@dataclass
class Seen:
    """What people met while servers were killed."""

    places: dict[Slip, str] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    drafts: dict[Slip, str] = field(default_factory=dict)
    failed: dict[str, datetime] = field(default_factory=dict)
    """By key, when sending it had failed last."""
    faults: list[str] = field(default_factory=list)


def half(slip: Slip) -> str:
    """What stood in the field when its writer paused."""
    return slip.text[:25]


def keeps_at_it(person: Person, slip: Slip, number: int, seen: Seen) -> None:
    """Hands in until it is acknowledged, always with the key of its form; some pause first, some never send."""
    values = person.values(slip)
    if number % 4 == 0:
        page = until_answered(
            person, reverse("draft"), {**values, "text": half(slip)}, seen, HX_Request="true"
        )
        assert page.status == 200, page.text
        assert 'name="draft"' in page.text, page.text
        if number % 20 == 0:
            seen.drafts[slip] = half(slip)
            return
    page = until_answered(person, reverse("new"), values, seen)
    assert page.status == 302, page.text
    seen.places[slip] = page.headers["Location"]


def until_answered(person: Person, path: str, values: dict[str, str], seen: Seen, **headers: str) -> Page:
    """The first answer but those that say that nobody is there. A form that comes back is what is sent again."""
    while True:
        try:
            page = person.visitor.send(path, values, **headers)
        except (OSError, http.client.HTTPException):
            seen.met["no answer"] += 1  # the window still has the form
        else:
            if page.status != 503:
                return page
            seen.met["503"] += 1
            says_nothing_of_the_inside(page)
            values = sent_back(page, values) if path == reverse("new") else values
        seen.failed[values["key"]] = datetime.now(UTC)
        time.sleep(0.3)


def sent_back(page: Page, values: dict[str, str]) -> dict[str, str]:
    """What the form holds that came back with the answer: every field that was typed, under the same key."""
    form = page.form("text", "key")
    again = {**form.values, "text": form.values["text"].replace("\r\n", "\n").replace("\n", "\r\n")}
    assert {name: value for name, value in again.items() if name != "csrfmiddlewaretoken"} == {
        name: value for name, value in values.items() if name not in ("csrfmiddlewaretoken", "details")
    }
    return again


def says_nothing_of_the_inside(page: Page) -> None:
    assert page.headers["Retry-After"] == "30"
    assert "Back in a moment" in page.text
    assert [word for word in INSIDE if word in page.text] == []


def write_all(people: Sequence[Person], what: Sequence[Slip], seen: Seen) -> list[threading.Thread]:
    """Several people hand in, one idea after the other, in threads that run."""

    def work(turn: int) -> None:
        for number in range(turn, len(what), WINDOWS):
            try:
                keeps_at_it(people[turn], what[number], number, seen)
            except BaseException as fault:
                seen.faults.append(f"{what[number].name}: {fault!r:.2000}")
                raise

    threads = [threading.Thread(target=work, args=(turn,), daemon=True) for turn in range(WINDOWS)]
    for thread in threads:
        thread.start()
    return threads


def test_a_database_that_is_away_is_said_in_plain_words(stage: Stage, people: list[Person]) -> None:
    (slip,) = slips("meanwhile", 1)
    with judged(stage) as places:
        stage.kill_whole("postgres")
        person = people[0]
        says_nothing_of_the_inside(person.visitor.get("/"))
        says_nothing_of_the_inside(person.visitor.get("/accounts/login/"))
        page = person.visitor.send(reverse("new"), person.values(slip))
        assert page.status == 503
        says_nothing_of_the_inside(page)
        values = sent_back(page, person.values(slip))
        stage.start_postgres()
        places[slip] = person.visitor.send(reverse("new"), values).headers["Location"]
        stage.wait(lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent")


def test_web_server_and_database_killed_over_and_over(
    stage: Stage, people: list[Person], proved: Proved
) -> None:
    dice, seen = random.Random(f"{SEED} kills"), Seen()
    what = slips("killed", SUBMISSIONS)
    moments = sorted((dice.randrange(SUBMISSIONS - KILLS), name) for name in ("web", "postgres") * KILLS)
    if QUICK:
        stage.running["worker"].stop()  # a mail in hand while the database dies is tried again a minute later
    with judged(stage, extra_at_most=2 * KILLS + 2 * LOSSES) as places:
        threads = write_all(people, what, seen)
        for moment, name in moments:
            while len(seen.places) + len(seen.drafts) < moment and any(t.is_alive() for t in threads):
                time.sleep(0.005)
            time.sleep(dice.uniform(0, 0.2))
            stage.kill_whole(name)
            time.sleep(dice.uniform(0, 0.5))
            stage.start_postgres() if name == "postgres" else stage.start_web()
        stage.wait_for_web()
        for thread in threads:
            thread.join(300)
        assert seen.faults == []
        places.update(seen.places)
        after = stage.wait(lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent")
    assert len(seen.places) + len(seen.drafts) == SUBMISSIONS
    assert QUICK or all(seen.met[kind] for kind in ("no answer", "503")), seen.met
    drafts_are_kept(stage, people, seen.drafts)
    taken = stage.ask("select key::text, at from ideas_handledrequest")
    unsaid = sum(at < seen.failed[key] for key, at in taken if key in seen.failed)
    proved(
        "R6",
        f"web server {KILLS} x and PostgreSQL {KILLS} x killed -9 whole, seed {SEED}, during {SUBMISSIONS} "
        f"submissions in {WINDOWS} windows: {len(seen.places)} acknowledged ideas, each there once, word for "
        f"word; {seen.met['503']} x 503, each with words and key to send again, {seen.met['no answer']} x no answer, "
        f"no other fault; {unsaid} were taken before their answer was lost; {len(seen.drafts)} drafts never sent, "
        f"all there; mail {after:.1f} s after",
    )


def drafts_are_kept(stage: Stage, people: Sequence[Person], drafts: dict[Slip, str]) -> None:
    """What was only kept stands in the field again for its writer."""
    kept = {
        title: (public_id, number)
        for title, public_id, number in stage.ask(
            "select i.title, i.public_id, split_part(u.name, ' ', 2)::int from ideas_idea i "
            "join accounts_user u on u.id = i.submitter_id where i.status = 'draft'"
        )
    }
    for slip, typed in drafts.items():
        public_id, number = kept[f"Idea {slip.name}"]
        page = people[number].visitor.get(f"{reverse('new')}?draft={public_id}")
        assert page.form("text").values["text"].split() == typed.split()
