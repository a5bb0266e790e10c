"""The words for an idea's state: the one place where a status becomes a sentence.

Pages, mails and exports say the same thing because they ask here. Pure functions on an idea: they read what
is loaded (`RELATIONS` names it for `select_related`), decide nothing, and change nothing. Owner and dates are
said to those who may know them: by the idea's standing, else to submitter, owner and coordinators.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas import days
from ideas.models import IN_FAVOUR, Channel, Decision, Idea, Implementation, Outcome, Review, Status

RELATIONS = ("department", "owner", "implementation", "decision", "merged_into")
"""What the functions here read of an idea: give it to `select_related`, and they ask the database nothing."""

RECOMMENDATIONS = Review.Recommendation
CHANNELS = Channel
IMPLEMENTATION = Implementation.State
CRITERIA = {
    "benefit": gettext_lazy("Benefit"),
    "effort": gettext_lazy("Little effort"),
    "feasibility": gettext_lazy("Feasibility"),
    "customers": gettext_lazy("Effect on customers"),
}
"""What a review may score, 1 to 5; 5 is always good for the company."""

ICONS = {
    Status.DRAFT: "pen",
    Status.TRIAGE: "tray",
    Status.IN_REVIEW: "people",
    Status.CLARIFICATION: "ask",
    Status.DISCUSSION: "scales",
    Status.DECIDING: "fork",
    Status.CONVERSATION: "talk",
    Status.CONFIRMING: "note",
    Status.DEFERRED: "pause",
    Status.CLOSED: "check",
    Status.WITHDRAWN: "back",
}
OUTCOME_ICONS = {
    Outcome.ADOPTED: "done",
    Outcome.ADOPTED_IN_PART: "part",
    Outcome.DECLINED: "no",
    Outcome.DEFERRED: "pause",
    Outcome.DUPLICATE: "join",
    Outcome.EXISTS_ALREADY: "place",
    Outcome.OUT_OF_SCOPE: "beyond",
    Outcome.PASSED_ON: "pass",
}
OUTCOME_TONES = {
    Outcome.ADOPTED: "good",
    Outcome.ADOPTED_IN_PART: "good",
    Outcome.EXISTS_ALREADY: "good",
    Outcome.DUPLICATE: "",
    Outcome.PASSED_ON: "",
}
WITH_SUBMITTER = (Status.CLARIFICATION, Status.CONVERSATION, Status.CONFIRMING)
LINE_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")
RESTING = (Status.DRAFT, Status.DEFERRED, Status.WITHDRAWN)
HANDLING = ("s_coordinator", "s_assigned", "s_filed", "s_decider", "s_partner", "s_panel")
"""What `with_standing` says of those who handle an idea, or are heard on its appeal."""


class Step(NamedTuple):
    """One step of the track: what it is called, its date in words, and whether it is past, now or next."""

    label: str
    when: str
    state: str


def in_a_row(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def reach_words(person: Any) -> str:
    """When somebody is best reached: "early shift, during the day; mornings only"; empty where nothing is known."""
    shifts = [str(label) for value, label in person.Reach.choices if value in person.reach]
    return "; ".join(part for part in (", ".join(shifts), person.reach_words) if part)


def department_names(idea: Idea) -> list[str]:
    """The lead department first, then the others concerned, each once."""
    lead = [idea.department.name] if idea.department_id and idea.department else []
    return lead + [name for name in idea.concerned_names if name not in lead]


def status_words(idea: Idea, viewer_is_submitter: bool = False) -> str:
    """Where the idea is, in the words of the person who reads. An adopted idea is never just "closed"."""
    if idea.status == Status.IN_REVIEW:
        names = department_names(idea)
        return _("With experts from %(departments)s") % {"departments": in_a_row(names)}
    if idea.status == Status.CLOSED:
        return _closed_words(idea, viewer_is_submitter)
    if idea.status == Status.DEFERRED:
        return _hold_words(idea)
    return str(Status(idea.status).label) if viewer_is_submitter else _words_for_others(idea)


def outcome_words(idea: Idea, viewer_is_submitter: bool = False) -> str:
    """What was decided, with what follows from it; empty while nothing is decided."""
    if not idea.outcome:
        return ""
    if idea.outcome in IN_FAVOUR:
        return _adopted_words(idea)
    if idea.outcome == Outcome.DEFERRED:
        return _hold_words(idea)
    if idea.outcome == Outcome.DUPLICATE:
        return _joined_words(idea, viewer_is_submitter)
    if idea.outcome == Outcome.PASSED_ON:
        return _passed_words(idea, viewer_is_submitter)
    return str(Outcome(idea.outcome).label)


REASONS = ("point", "reason_text", "alternative", "would_change")
"""What a decision says of its reasons, in the order in which it is read."""


def reasons_in_words(decision: Decision) -> list[str]:
    """The reasons line by line, each saying what it is; the fact that decided it stands for itself."""
    said = {
        "point": _("How we understood it: %(words)s"),
        "reason_text": "%(words)s",
        "alternative": _("What we weighed instead: %(words)s"),
        "would_change": _("What would change this answer: %(words)s"),
    }
    given = ((said[name], getattr(decision, name)) for name in REASONS)
    return [pattern % {"words": words} for pattern, words in given if words]


def status_icon(idea: Idea, viewer_is_submitter: bool = False) -> str:
    """The name of the icon that stands beside `status_words`."""
    if _shows_outcome(idea, viewer_is_submitter):
        return _outcome_icon(idea)
    return ICONS[Status(idea.status)]


def status_tone(idea: Idea, viewer_is_submitter: bool = False) -> str:
    """The colour: "" with us, "you" with you, "good" something came of it, "still" it rests or ended."""
    if _shows_outcome(idea, viewer_is_submitter):
        return outcome_tone(idea)
    if idea.status == Status.CLOSED or idea.status in RESTING:
        return "still"
    return "you" if viewer_is_submitter and idea.status in WITH_SUBMITTER else ""


def outcome_tone(idea: Idea) -> str:
    """The colour for the outcome alone; red is never one of them."""
    if idea.outcome in IN_FAVOUR and _work(idea) == Implementation.State.NOT_CARRIED_OUT:
        return "still"
    return OUTCOME_TONES.get(Outcome(idea.outcome), "still") if idea.outcome else ""


def outcome_icon(idea: Idea) -> str:
    """The icon for the outcome alone; empty while nothing is decided."""
    return _outcome_icon(idea) if idea.outcome else ""


def steps(idea: Idea, viewer: Any = None, names: bool | None = None) -> list[Step]:
    """The track across: Received, With experts, Decision, Conversation, Closed, each with its date.

    Limits and the promise are for those who may know the owner; others read what has been.
    """
    if idea.status == Status.WITHDRAWN:
        return [
            Step(_("Received"), _day(idea.handed_in_at), "past"),
            Step(_("Withdrawn"), _day(idea.withdrawn_at), "now"),
        ]
    here = _position(idea)
    whens = _step_dates(idea, here, is_mine(idea, viewer), knows_owner(idea, viewer, names))
    last = _("On hold") if idea.status == Status.DEFERRED else _("Closed")
    labels = [_("Received"), _("With experts"), _("Decision"), _("Conversation"), last]
    return [
        Step(label, when, "past" if at < here else "now" if at == here else "next")
        for at, (label, when) in enumerate(zip(labels, whens, strict=True))
    ]


def next_words(idea: Idea, viewer: Any, names: bool | None = None) -> str:
    """Who has the idea and until when, as a sentence for this reader; empty where that is not theirs to know.

    `names` says whether the reader may know the owner, where the idea did not come with a standing.
    """
    if not knows_owner(idea, viewer, names):
        return _rest_words(idea)
    mine = is_mine(idea, viewer)
    if idea.status == Status.DRAFT:
        return _("Only you can see this draft.")
    if mine and idea.status in (Status.CLARIFICATION, Status.CONFIRMING):
        return _("With you until %(day)s") % {"day": _named(idea.due_at)}
    if idea.status == Status.CLARIFICATION:
        return _("Waiting for an answer until %(day)s") % {"day": _named(idea.due_at)}
    if idea.status == Status.CONFIRMING:
        return _("The notes are being checked until %(day)s") % {"day": _named(idea.due_at)}
    return _owner_words(idea, viewer) or _rest_words(idea)


def promise_words(idea: Idea) -> str:
    """ "Answer by 14 May", the promise as the submitter reads it; empty before handing in."""
    return _("Answer by %(day)s") % {"day": days.plain(idea.promise_at)} if idea.promise_at else ""


def promise_notes(idea: Idea, mine: bool) -> str:
    """What belongs to the promise where it is not the first one any more: how long it waited, and which one was."""
    run = idea.round
    first = days.plain(run.first_promise_at)
    if not run.waited_days:
        moved = days.local_day(run.first_promise_at) != days.local_day(idea.promise_at)
        return _("The first promise was %(day)s.") % {"day": first} if moved else ""
    if mine:
        words = ngettext(
            "%(n)d working day of waiting for you is counted on top; the first promise was %(day)s.",
            "%(n)d working days of waiting for you are counted on top; the first promise was %(day)s.",
            run.waited_days,
        )
    else:
        words = ngettext(
            "%(n)d working day of waiting for the submitter is counted on top; the first promise was %(day)s.",
            "%(n)d working days of waiting for the submitter are counted on top; the first promise was %(day)s.",
            run.waited_days,
        )
    return words % {"n": run.waited_days, "day": first}


def reading_words(text: str) -> str:
    """An honest reading time, at 180 words a minute."""
    minutes = max(1, round(len(text.split()) / 180))
    return ngettext("%(n)d minute to read", "%(n)d minutes to read", minutes) % {"n": minutes}


def is_mine(idea: Idea, viewer: Any) -> bool:
    """Whether the reader is submitter or, where the idea came with the reader's standing, co-submitter."""
    pk = getattr(viewer, "pk", None)
    return pk is not None and (idea.submitter_id == pk or bool(getattr(idea, "s_cosubmitter", False)))


def knows_owner(idea: Idea, viewer: Any, names: bool | None = None) -> bool:
    """Whether owner and dates may be said to this reader: as the caller says, else by what the idea tells."""
    if names is not None:
        return names
    pk = getattr(viewer, "pk", None)
    if pk is None:
        return False
    if is_mine(idea, viewer) or idea.owner_id == pk:
        return True
    if hasattr(idea, "s_visible"):
        return any(getattr(idea, name, False) for name in HANDLING) and not getattr(
            idea, "s_line_manager", False
        )
    return idea.department_id in viewer.coordinates


def _words_for_others(idea: Idea) -> str:
    if idea.status == Status.CLARIFICATION:
        return _("A question is waiting for its answer")
    if idea.status == Status.CONVERSATION:
        return _("%(outcome)s, talk to come") % {"outcome": Outcome(idea.outcome).label}
    if idea.status == Status.CONFIRMING:
        return _("%(outcome)s, notes being checked") % {"outcome": Outcome(idea.outcome).label}
    if idea.status == Status.WITHDRAWN:
        return _("Withdrawn")
    return str(Status(idea.status).label)


def _closed_words(idea: Idea, viewer_is_submitter: bool) -> str:
    words = outcome_words(idea, viewer_is_submitter)
    if idea.outcome in IN_FAVOUR:
        return words
    return _("Closed: %(outcome)s") % {"outcome": words[:1].lower() + words[1:]}


def _adopted_words(idea: Idea) -> str:
    outcome, work, news = Outcome(idea.outcome).label, _work(idea), _next_news(idea)
    if work == Implementation.State.NOT_CARRIED_OUT:
        return _("%(outcome)s, but not carried out") % {"outcome": outcome}
    state = Implementation.State(work).label
    if work in Implementation.FINAL or not news:
        return _("%(outcome)s: %(state)s") % {"outcome": outcome, "state": state}
    facts = {"outcome": outcome, "state": state, "day": days.plain(news)}
    if days.is_late(news):
        return _("%(outcome)s: %(state)s, news due since %(day)s") % facts
    return _("%(outcome)s: %(state)s, next news %(day)s") % facts


def _hold_words(idea: Idea) -> str:
    until = idea.decision.defer_until if idea.decision_id and idea.decision else idea.due_at
    return _("On hold until %(day)s") % {"day": days.plain(until)} if until else _("On hold")


def _joined_words(idea: Idea, viewer_is_submitter: bool) -> str:
    number = idea.merged_into.number if idea.merged_into_id and idea.merged_into else None
    if number is None:
        return str(Outcome.DUPLICATE.label)
    if viewer_is_submitter:
        return _("Joined with no. %(number)s, you are part of it") % {"number": number}
    return _("Joined with no. %(number)s") % {"number": number}


def _passed_words(idea: Idea, viewer_is_submitter: bool) -> str:
    decision = idea.decision
    to = decision.passed_to_office if decision else ""
    if not to and viewer_is_submitter and decision and decision.passed_to:
        to = decision.passed_to.name
    return _("Passed on to %(whom)s") % {"whom": to} if to else str(Outcome.PASSED_ON.label)


def _shows_outcome(idea: Idea, viewer_is_submitter: bool) -> bool:
    if not idea.outcome:
        return False
    if idea.status == Status.CLOSED:
        return idea.outcome in IN_FAVOUR
    return not viewer_is_submitter and idea.status in (Status.CONVERSATION, Status.CONFIRMING)


def _outcome_icon(idea: Idea) -> str:
    if idea.outcome in IN_FAVOUR:
        work = _work(idea)
        if work == Implementation.State.NOT_CARRIED_OUT:
            return "no"
        if work == Implementation.State.DONE:
            return "check"
    return OUTCOME_ICONS[Outcome(idea.outcome)]


def _implementation(idea: Idea) -> Implementation | None:
    return getattr(idea, "implementation", None)


def _work(idea: Idea) -> str:
    track = _implementation(idea)
    return track.state if track else Implementation.State.PLANNED


def _next_news(idea: Idea) -> date | None:
    track = _implementation(idea)
    if track:
        return track.next_news_on
    return idea.decision.next_news_on if idea.decision_id and idea.decision else None


def _position(idea: Idea) -> int:
    places = {
        Status.DRAFT: -1,
        Status.TRIAGE: 0,
        Status.DECIDING: 2,
        Status.CONVERSATION: 3,
        Status.CONFIRMING: 3,
        Status.DEFERRED: 4,
        Status.CLOSED: 5,
    }
    return places.get(Status(idea.status), 1)


def _step_dates(idea: Idea, here: int, mine: bool, limits: bool) -> list[str]:
    decided = idea.decision.decided_at if idea.decision_id and idea.decision else None
    return [
        _day(idea.handed_in_at),
        _until(idea.due_at) if here == 1 and limits else "",
        _day(decided) if here > 2 else _by(idea.promise_at) if limits else "",
        _conversation_date(idea, here, mine, limits),
        _closing_date(idea, here, mine, limits),
    ]


def _conversation_date(idea: Idea, here: int, mine: bool, limits: bool) -> str:
    if here > 3:
        return ""
    if idea.status == Status.CONFIRMING:
        return _("notes to check") if mine else _("notes being checked")
    if here == 3:
        return _by(idea.due_at) if limits else ""
    return _("within two weeks")


def _closing_date(idea: Idea, here: int, mine: bool, limits: bool) -> str:
    if idea.status == Status.DEFERRED:
        return _until(idea.due_at) if limits else ""
    if here > 4:
        return _day(idea.closed_at)
    return _("when you say so") if mine else _("after the talk")


def _owner_words(idea: Idea, viewer: Any) -> str:
    if not idea.owner_id or not idea.owner or not idea.due_at:
        return ""
    day = _named(idea.due_at)
    if idea.status == Status.DEFERRED:
        return _("%(owner)s brings it back on %(day)s") % {"owner": idea.owner.name, "day": day}
    if idea.owner_id == getattr(viewer, "pk", None):
        return _("With you until %(day)s") % {"day": day}
    place = idea.department.name if idea.department_id and idea.department else ""
    if not place:
        return _("With %(owner)s until %(day)s") % {"owner": idea.owner.name, "day": day}
    return _("With %(owner)s (%(department)s) until %(day)s") % {
        "owner": idea.owner.name,
        "department": place,
        "day": day,
    }


def _rest_words(idea: Idea) -> str:
    """What anybody may know of an idea that is at rest: a day, and no name."""
    news = _next_news(idea) if idea.outcome in IN_FAVOUR else None
    if news and _work(idea) not in Implementation.FINAL:
        return news_words(news)
    if idea.status == Status.CLOSED and idea.closed_at:
        return _("Closed on %(day)s") % {"day": _named(idea.closed_at)}
    if idea.status == Status.WITHDRAWN and idea.withdrawn_at:
        return _("Withdrawn on %(day)s") % {"day": _named(idea.withdrawn_at)}
    return ""


def news_words(day: date) -> str:
    """When there will be news of the carrying out; of a day that has passed, that they are due since."""
    words = _("News due since %(day)s") if days.is_late(day) else _("Next news on %(day)s")
    return words % {"day": days.named(day)}


def _day(value: Any) -> str:
    return days.plain(value) if value else ""


def _named(value: Any) -> str:
    return days.named(value) if value else ""


def _by(value: Any) -> str:
    return _("by %(day)s") % {"day": days.plain(value)} if value else ""


def _until(value: Any) -> str:
    return _("until %(day)s") % {"day": days.plain(value)} if value else ""


def in_one_line(words: str) -> str:
    """The same words with a space for each run of line breaks."""
    return LINE_BREAKS.sub(" ", words)
