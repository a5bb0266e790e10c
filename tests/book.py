"""The book of proofs, docs/proof.md: of each figure of the bar the command that shows it, its last value, the day.

Written by the commands themselves, each after its last assertion, and only by their whole form (not with QUICK=1).
"""

import fcntl
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "proof.md"
QUICK = bool(os.environ.get("QUICK"))
HEAD = """# Proof

What Tell promises to those who run it, the command that shows it, the figure that it showed last, and the day (UTC).
Written by these commands, not by hand; `QUICK=1` runs a short form, which writes nothing here. `pytest` stands for
`.venv/bin/python -m pytest`, after `make install`. Times and rates were taken on two cores, without containers.

| id | what holds | command | last figure | day |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Proof:
    """A figure of the bar, and who shows it."""

    what: str
    command: str


def by_test(what: str, place: str) -> Proof:
    return Proof(what, f"`pytest -m proof {place}`")


BOOK = {
    "speed list": Proof(
        "the list of ideas at 100,000: 0.40 of the floor or more by processor, 8 statements at most",
        "`make bench`",
    ),
    "speed home": Proof(
        "Home at 100,000 ideas: 0.30 of the floor or more, 8 statements at most", "`make bench`"
    ),
    "speed idea": Proof(
        "the page of an idea at 100,000: 0.30 of the floor or more, 8 statements at most", "`make bench`"
    ),
    "speed desk": Proof(
        "the desk at 100,000 ideas: 0.30 of the floor or more, 8 statements at most", "`make bench`"
    ),
    "speed board": Proof(
        "the board at 100,000 ideas: 0.30 of the floor or more, 8 statements at most", "`make bench`"
    ),
    "speed search": Proof(
        "rare, common and absent words in both languages at 100,000 ideas: 0.30 of the floor or more",
        "`make bench`",
    ),
    "speed similar": Proof(
        "similar ideas while typing at 100,000: 0.30 of the floor or more", "`make bench`"
    ),
    "recall": by_test(
        "of ideas written once more in other words, German and English, 0.9 or more are among the first five shown",
        "tests/test_recall.py",
    ),
    "speed insights": Proof("Insights at 100,000 ideas: 0.20 of the floor or more", "`make bench`"),
    "speed submit": Proof(
        "handing in at 100,000 ideas: 0.30 of the floor or more, 16 statements in one transaction at most",
        "`make bench`",
    ),
    "growth": Proof(
        "a hundred times as many ideas, 10,000 to 1,000,000: answers take 1.3 times as long at most",
        "`make bench`",
    ),
    "memory": Proof(
        "master and two workers after 10,000 requests: 220 MB at most, growth below 10 %", "`make bench`"
    ),
    "first load": Proof("a first visit: HTML 10 KB, CSS and JS 40 KB in four files at most", "`make bench`"),
    "lighthouse": Proof(
        "Home, Idea, Desk, Insights and three more as a telephone: 100 for performance, accessibility and best "
        "practices",
        "`make lighthouse`",
    ),
    "axe": by_test(
        "every template in every state, light and dark: no barrier by WCAG 2.2 AA, nothing lost at 400 %",
        "tests/browser/test_every_page.py",
    ),
    "notices": by_test(
        "10,000 due mails leave at 200 a second or more with two workers",
        "tests/faults/test_worker.py -k ten_thousand",
    ),
    "fan-out": by_test(
        "telling 100,000 people delays no submitter's receipt by more than 5 s",
        "tests/faults/test_fan_out.py",
    ),
    "R1": by_test(
        "Redis down: 1,000 ideas at 20 a second, none lost, no fault, 99 of 100 taken within 0.5 s, all mail within "
        "120 s of its return",
        "tests/faults/test_outages.py -k down",
    ),
    "R2": by_test(
        "Redis frozen for a minute, signing in included: as R1", "tests/faults/test_outages.py -k frozen"
    ),
    "R3": by_test(
        "`kill -9` of worker, child or beat at 50 random points, 3,000 notices: none lost, copies under one id",
        "tests/faults/test_worker.py -k killed",
    ),
    "R4": by_test("Redis loses everything ten times: none lost", "tests/faults/test_outages.py -k forgets"),
    "R5": by_test(
        "a mail server that puts off, times out, refuses and is away twice: none lost, refusals shown to the admin",
        "tests/faults/test_mail_server.py",
    ),
    "R6": by_test(
        "web server and PostgreSQL killed 20 times each during 2,000 submissions: what was acknowledged is there, "
        "each key made one idea, no word is lost",
        "tests/faults/test_outages.py -k 'killed_over or plain_words'",
    ),
    "R7": by_test(
        "two beats at once, then none for six hours: each reminder once, one catch-up each",
        "tests/faults/test_beats.py",
    ),
    "R8": by_test(
        "reminders of 10,000 ideas over 400 days in four time zones: none early, missed or double",
        "tests/sweeping -k year",
    ),
    "R9": by_test(
        "poisonous mails: quarantined after five tries, shown to the admin, others not delayed",
        "tests/faults/test_poison.py",
    ),
    "sweep": by_test(
        "a sweep over 100,000 open ideas takes 2 s at most when nothing is due",
        "tests/sweeping -k hundred_thousand",
    ),
    "shares": by_test(
        "5,000 ideas among 60 experts: nobody over their cap, none with a conflict of interest, none without owner",
        "tests/test_fair_assignment.py -k shared_fairly",
    ),
    "equals": by_test(
        "experts with equal expertise have loads at most one apart",
        "tests/test_fair_assignment.py -k within_one",
    ),
    "C1": by_test(
        "two act on one idea at once, 500 pairs of each kind: one wins, the other reads who was faster",
        "tests/faults/test_at_once.py -k two_who_act",
    ),
    "C2": by_test("five equal posts at once make one idea", "tests/faults/test_at_once.py -k equal_posts"),
    "M1": by_test(
        "every verb in any order, 10,000 steps or more: each invariant holds after each", "tests/machine"
    ),
    "S1": by_test(
        "every address x method x persona x status x visibility: whoever no row names is refused",
        "tests/access/test_matrix.py",
    ),
    "S2": by_test(
        "a word in every sensitive field: everybody looks everywhere, in letters, errors and the log as well, and "
        "finds none that is not theirs",
        "tests/access/test_canaries.py",
    ),
    "S3": by_test(
        "two worlds that differ in all that is hidden from somebody answer them byte by byte the same, in pages, "
        "files, exports, mail, inbox and slips",
        "tests/access/test_secrets.py",
    ),
    "S4": by_test(
        "page, list, search, partials, export and mail agree about who may read what",
        "tests/access/test_same_answer_everywhere.py",
    ),
    "S6": by_test(
        "hostile words in every field, in a real browser: no script runs, stored is what was typed",
        "tests/browser/test_hostile.py",
    ),
    "S7": by_test("no cell of an export is a formula", "tests/access/test_exports.py"),
    "S8": by_test(
        "line breaks in names, titles and file names add no header and no recipient",
        "tests/outbox/test_line_breaks.py",
    ),
    "S9": by_test(
        "nothing is accepted without a token, and looking changes no row",
        "tests/access/test_nothing_changes.py",
    ),
    "S10": by_test(
        "no address leads off this site, and the tool calls nobody", "tests/access/test_ways_out.py"
    ),
    "S11": by_test(
        "files sent in come back as nothing that runs, within their share", "tests/test_files_sent.py"
    ),
    "S12": by_test(
        "signing in tells strangers nothing, tries are limited, who leaves is out at once",
        "tests/test_sign_in_closed.py",
    ),
    "S15": Proof("deployment, packages, lock file and bill of materials have no findings", "`make audit`"),
    "S16": by_test("every answer carries its headers", "tests/access/test_headers_everywhere.py"),
    "S17": Proof(
        "branches covered: the core wholly, the whole project to 95 % or more",
        "`make coverage`",
    ),
    "seeding": Proof(
        "a million ideas with reviews, events, messages and people in 10 minutes",
        "`.venv/bin/python -m tests.bench.seeding 1000000`",
    ),
    "restore": by_test(
        "a backup comes back into an empty cluster equal by counts and sums; broken backups are found",
        "tests/faults/test_restoring.py",
    ),
    "make test": Proof("all tests in 15 minutes at most", "`ENTER=1 make test`"),
    "other servers": Proof(
        "all tests pass on Debian's own PostgreSQL 15 and Redis 7 instead of those out of wheels",
        "`ENTER=1 TELL_POSTGRES=/usr/lib/postgresql/15/bin TELL_REDIS=/usr/bin/redis-server make test`",
    ),
}
"""Every proof by its id, in the order of the page."""


def read() -> dict[str, tuple[str, str]]:
    """Figure and day by id, as the page has them."""
    lines = PAGE.read_text().splitlines() if PAGE.exists() else []
    rows = [[cell.strip() for cell in line.split(" | ")] for line in lines if line.startswith("| ")][1:]
    return {row[0].removeprefix("| "): (row[3], row[4].removesuffix(" |")) for row in rows}


def page(entries: dict[str, tuple[str, str]]) -> str:
    """The page that says so."""
    rows = ((id, proof, *entries.get(id, ("not yet shown", "–"))) for id, proof in BOOK.items())
    return HEAD + "".join(
        f"| {id} | {p.what} | {p.command} | {figure} | {day} |\n" for id, p, figure, day in rows
    )


def enter(id: str, figure: str) -> None:
    """Puts what was shown into the book, with today's date; other processes may be doing the same."""
    if id not in BOOK:
        raise KeyError(id)
    if QUICK:
        return
    with PAGE.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        entries = read() | {id: (" ".join(figure.replace("|", "/").split()), f"{datetime.now(UTC):%Y-%m-%d}")}
        PAGE.write_text(page(entries))
