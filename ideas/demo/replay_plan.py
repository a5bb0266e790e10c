"""When things happen to each idea of the demo: from the week it was handed in to where it stands in the end.

Owns the days and the few ideas that stand out (late answers, overdue ones, hand-overs). Ideas that have come to an
end run forward at an ordinary pace; those under way are counted back from today, so that they stand in their last
status as long as a living company would leave them there. Never touches the database.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from ideas import demo
from ideas.demo.replay_calendar import Calendar

LATE = {
    "werkzeugausgabe-nachts",
    "vornamen-auf-schildern",
    "share-in-profits",
    "drone-stocktaking",
    "bestellungen-unter-hundert",
}
"""Answered after the promise."""
PROMISE_MOVED = {"bestellungen-unter-hundert", "drone-stocktaking"}
"""Of those: the coordinator moved the promise, with a reason."""
OVERDUE = {"messmittel-regal": 0, "zeitfenster-wareneingang": 5}
"""Under way and a little late today."""
REPLACED = {"eyebolt-torque-label", "motoren-in-bunt"}
"""An expert fell ill, the coordinator asked somebody else."""
HANDED_OVER = {
    "transportoese-m8",
    "quiet-hours-open-office",
    "pallet-weight-on-screen",
    "licht-am-hinterausgang",
}
NOT_TAKEN_OVER = {"same-day-quotes", "weekend-compressor-off"}
NOT_GLANCED = {"scanner-akkus", "gloves-dispenser", "defect-tags-colour"}
"""Waits for the first look of a coordinator; nobody else may read it yet."""
FOR_HANDLERS = {"missing-tool-invoice", "spaetschichtzuschlag-fehlt", "beschwerde-spedition"}
"""Its submitter wants only those to read it who handle it."""
FOR_THE_PERSONA = {"klemmenkasten-federklemmen"}
"""The expert whom visitors may sign in as has its review."""

HAZARDS = {
    "licht-am-hinterausgang": (
        "Am Hinterausgang hängt seit heute eine Baulampe mit Bewegungsmelder; die feste Leuchte ist bestellt."
    ),
    "kuehlschmierstoff-riecht": "",
}
"""Reported as a hazard on the day of handing in, with what was done about it; where nothing stands, still open."""
IMPROVES = {"dolmetscher-app-service": "hotline-rund-um-die-uhr"}
"""A second attempt by the same person, after a no."""

WITHOUT_REVIEW = ("duplicate", "exists_already", "out_of_scope", "passed_on")


@dataclass
class Plan:
    """The days of one round. What does not happen has a day all the same; nobody comes to it."""

    handed_in: date
    asked: date
    answered: date
    reviewed: date
    concluded: date
    decided: date
    talk: date
    recorded: date
    confirmed: date


def first_plan(words: demo.Idea, calendar: Calendar, rng: Random) -> Plan:
    """The round that begins with handing in."""
    if words["end"] in ENDING:
        return ENDING[words["end"]](words, calendar, rng)
    handed_in = rng.choice(calendar.week(words["week"]))
    return forward(words, handed_in, calendar, rng, late=words["key"] in LATE)


def forward(words: demo.Idea, start: date, calendar: Calendar, rng: Random, *, late: bool = False) -> Plan:
    """A round at an ordinary pace, all within its limits, or with an answer after the promise."""
    add = calendar.add
    asked = add(start, rng.randint(1, 2))
    answered = add(asked, rng.randint(1, 3))
    reviewed = add(start, rng.randint(23, 25) if late else rng.randint(3, 7))
    if words.get("questions") and not late:
        reviewed = max(reviewed, add(answered, 1))
    concluded = add(reviewed, rng.randint(1, 3)) if "consensus" in words or "dissent" in words else reviewed
    if words["outcome"] in WITHOUT_REVIEW:
        reviewed = add(start, 22 if late else rng.randint(0, 1))
        concluded = add(reviewed, rng.randint(0, 1))
    decided = add(concluded, rng.randint(0, 1) if words["outcome"] in WITHOUT_REVIEW else rng.randint(1, 3))
    talk = add(decided, rng.randint(2, 6))
    recorded = add(talk, rng.choice((0, 0, 0, 1)))
    return Plan(
        start,
        asked,
        answered,
        reviewed,
        concluded,
        decided,
        talk,
        recorded,
        add(recorded, rng.randint(0, 3)),
    )


def _open(start: date, calendar: Calendar, *, reviewed: int, decided: int = -1, talk: int = -1) -> Plan:
    """A round under way, in working days before the last one."""
    until = calendar.back(reviewed)
    asked = calendar.add(start, 1)
    return Plan(
        handed_in=start,
        asked=asked,
        answered=min(calendar.add(asked, 3), max(until, calendar.add(asked, 1))),
        reviewed=until,
        concluded=until,
        decided=calendar.back(decided),
        talk=calendar.back(talk),
        recorded=calendar.back(talk),
        confirmed=calendar.back(-9),
    )


def _in_review(words: demo.Idea, calendar: Calendar, rng: Random) -> Plan:
    days = calendar.week(words["week"])
    place = -1 if words["week"] > 1 else rng.randrange(len(days))
    start = days[0 if words.get("questions") else OVERDUE.get(words["key"], place)]
    plan = _open(start, calendar, reviewed=0)
    plan.answered = calendar.add(plan.asked, 1)
    return plan


def _waiting(words: demo.Idea, calendar: Calendar, rng: Random) -> Plan:
    """A question is open since yesterday or a few days more."""
    start = calendar.week(words["week"])[0 if words["week"] == 1 else -1]
    plan = _open(start, calendar, reviewed=1)
    since = calendar.back(rng.randint(0, 2))
    plan.asked = max(since, calendar.add(start, 1))
    return plan


def _compared(words: demo.Idea, calendar: Calendar, rng: Random) -> Plan:
    """The views differ since today or yesterday."""
    return _open(calendar.week(words["week"])[-1], calendar, reviewed=rng.randint(0, 1))


def _with_decider(words: demo.Idea, calendar: Calendar, rng: Random) -> Plan:
    reviewed = OVERDUE.get(words["key"], rng.randint(0, 2))
    return _open(calendar.week(words["week"])[-1], calendar, reviewed=reviewed)


def _talking(words: demo.Idea, calendar: Calendar, rng: Random) -> Plan:
    """The result is there; the talk is to be arranged, booked, or held and to be noted."""
    start = calendar.week(words["week"])[-1]
    decided, talk = {"to_invite": (1, -3), "to_book": (1, -3), "booked": (7, -2), "to_record": (6, 0)}[
        words["talk"]
    ]
    days = calendar.days_back(calendar.at(start, 600))
    reviewed = max(days - 7, decided + 1)
    return _open(start, calendar, reviewed=reviewed, decided=decided, talk=talk)


def _checking(words: demo.Idea, calendar: Calendar, rng: Random) -> Plan:
    """The notes were sent in the last days."""
    start = calendar.week(words["week"])[-1]
    plan = _talking({**words, "talk": "booked"}, calendar, rng)
    plan.decided = calendar.back(10)
    plan.reviewed = max(calendar.add(start, 7), calendar.back(13))
    plan.talk = plan.recorded = calendar.back(rng.randint(1, 3))
    return plan


def _early(words: demo.Idea, calendar: Calendar, rng: Random) -> Plan:
    """Received, and the right experts are still to be found; or a draft."""
    return _open(rng.choice(calendar.week(words["week"])), calendar, reviewed=0)


ENDING = {
    "draft": _early,
    "triage": _early,
    "in_review": _in_review,
    "clarification": _waiting,
    "discussion": _compared,
    "deciding": _with_decider,
    "conversation": _talking,
    "confirming": _checking,
}
"""How an idea under way is counted back from where it stands."""


def news_days(
    words: demo.Implementation, decided: date, calendar: Calendar, rng: Random
) -> list[tuple[str, date]]:
    """The states of the carrying out with the days on which each is told, the last one with its words."""
    order = ("planned", "in_work", "done", "effect_checked")
    states = order[1 : order.index(words["state"]) + 1] or order[:1]
    if len(states) == 1 and words["state"] == "planned":
        return [("planned", min(calendar.add(decided, 1), calendar.back(0)))]
    last = calendar.back(rng.randint(4, 20))
    span = max((last - decided).days, 10)
    if states[-1] != "in_work":
        span = min(span, rng.randint(60, 110) * len(states) // 2)
    days = [decided.toordinal() + span * n // len(states) for n in range(1, len(states) + 1)]
    return [
        (state, calendar.until(min(date.fromordinal(day), calendar.back(1))))
        for state, day in zip(states, days, strict=True)
    ]
