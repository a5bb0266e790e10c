"""The story of an idea: one sentence an event, for the page and for paper, as far as its reader may know it.

EVENT_AUDIENCE is the one place that says who reads which event. Nothing internal is within reach of submitters and
employees (I9, I10): no recommendation, score, note, or reason that was meant for colleagues. Reads loaded events, and
decisions of earlier rounds with one statement; changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ideas import days, routing, rules, wording
from ideas.models import Assignment, Decision, Event, Idea, Implementation, Outcome, Status
from ideas.models.conversation import Channel
from ideas.rules import Standing
from ideas.story_words import (
    ASKED,
    ENDED,
    HANDED_IN_FOR,
    IMPROVES,
    ON_THE_SPOT,
    PANEL,
    PLANNED,
    SENTENCES,
    Sentence,
)


class Audience(StrEnum):
    """Who reads. The office, and the panel of an appeal, read what handlers read, without anybody's reasons."""

    EMPLOYEES = "employees"
    SUBMITTERS = "submitters"
    HANDLERS = "handlers"
    OFFICE = "office"


EVERYBODY = frozenset(Audience)
INVOLVED = frozenset((Audience.SUBMITTERS, Audience.HANDLERS, Audience.OFFICE))
COLLEAGUES = frozenset((Audience.HANDLERS, Audience.OFFICE))
OWN = frozenset((Audience.SUBMITTERS,))

EVENT_AUDIENCE: dict[str, frozenset[Audience]] = {
    **dict.fromkeys(("hand_in", "route", "decide", "defer", "agree", "report_news"), EVERYBODY),
    **dict.fromkeys(
        ("confirm", "decline_talk", "second_give_up", "write_to_leaver", "close_unconfirmed"), EVERYBODY
    ),
    **dict.fromkeys(("withdraw", "take_up", "appeal", "come_back", "set_visibility"), INVOLVED),
    **dict.fromkeys(("glance", "unglance"), INVOLVED),
    **dict.fromkeys(("attach", "detach"), INVOLVED),
    **dict.fromkeys(("join", "leave", "merged_here", "message", "thank"), INVOLVED),
    **dict.fromkeys(("ask", "answer", "take_back_question", "expire_questions", "promise_waited"), INVOLVED),
    **dict.fromkeys(("review", "reviews_complete", "accept_hand_over", "take_over", "assign"), INVOLVED),
    **dict.fromkeys(("discuss", "conclude", "entrust", "move_due", "move_promise"), INVOLVED),
    **dict.fromkeys(("confirm_receipt", "offer_slots", "book", "cancel_booking", "choose_channel"), INVOLVED),
    **dict.fromkeys(("invite_to_suggest", "suggest_slots", "ask_for_partner"), INVOLVED),
    **dict.fromkeys(("ask_for_manager", "back_to_contact"), INVOLVED),
    **dict.fromkeys(("change_partner", "record", "co_answer", "reopen"), INVOLVED),
    **dict.fromkeys(("revise_record", "add_to_record", "settle_point", "hand_point_on"), INVOLVED),
    **dict.fromkeys(("improve", "report_hazard", "settle_hazard"), INVOLVED),
    **dict.fromkeys(("owe_call",), INVOLVED),
    **dict.fromkeys(("credit", "uncredit"), OWN),
    **dict.fromkeys(("hand_work_on", "owe_follow_up", "hold_follow_up", "decline_follow_up"), INVOLVED),
    **dict.fromkeys(("knock", "answer_knock"), INVOLVED),
    **dict.fromkeys(("invite_cosubmitter", "decline_joining", "answer_survey"), OWN),
    **dict.fromkeys(("hand_over", "decline_hand_over", "release", "note", "relieve"), COLLEAGUES),
    **dict.fromkeys(("propose", "merge", "refuse", "attempt", "give_up"), COLLEAGUES),
    **dict.fromkeys(("speak", "close_panel", "replace_seat", "find_likeness", "refuse_likeness"), COLLEAGUES),
    "confirm_likeness": EVERYBODY,
    "came_true": INVOLVED,
    **dict.fromkeys(("report_comment", "remove_comment", "settle_report"), COLLEAGUES),
    "comment": frozenset(),
}
"""Kind of event -> who reads that it happened. Employees read of a talk only that it ended the idea. Comments
stand in the discussion and not in the story."""

DECIDING = frozenset(("decide", "defer", "agree"))
"""Kinds that tell the reasons of their decision, which everybody reads who reads the idea."""
REASON_FOR_EVERYBODY = frozenset(("report_news",))
HAZARD = frozenset(("report_hazard", "settle_hazard"))
"""Kinds that whoever sees to the hazard reads as well, with their reasons."""
REASON_FOR_SUBMITTERS = (
    HAZARD
    | frozenset(("move_due", "move_promise", "appeal", "withdraw", "take_up", "cancel_booking"))
    | {"choose_channel", "reopen", "confirm", "decline_talk", "answer_knock", "thank"}
    | {"hold_follow_up", "decline_follow_up", "revise_record", "settle_point"}
)
"""Kinds whose `why` the submitters read, because it was written by or for them; all others are for colleagues."""
REASON_OF_THE_TALK = frozenset(
    (
        *("confirm", "decline_talk", "reopen", "choose_channel", "attempt", "give_up"),
        *("hold_follow_up", "decline_follow_up", "revise_record", "settle_point", "hand_point_on"),
    )
)
"""Kinds whose `why` belongs to the talk: partner and coordinator read it, the experts do not."""
TALKED = frozenset(("confirm", "decline_talk", "second_give_up", "write_to_leaver", "close_unconfirmed"))

OF_AUTHORS = frozenset(("join", "leave", "merged_here", "invite_cosubmitter", "decline_joining"))
"""Kinds whose `person` hands in, or was to: named to those alone who may know who handed it in."""


@dataclass(frozen=True)
class Entry:
    """One line of the story. `text` is HTML with the names set off, `plain` the same without; `details` are words
    of people, to be escaped by whoever shows them."""

    at: datetime
    icon: str
    kind: str
    pattern: str
    values: Mapping[str, str]
    details: tuple[str, ...] = ()

    @property
    def text(self) -> SafeString:
        """The sentence as HTML."""
        names = {
            key: format_html("<b>{}</b>", value) if key in NAMES else value
            for key, value in self.values.items()
        }
        return format_html(self.pattern, **names)

    @property
    def plain(self) -> str:
        """The sentence for paper, mails and exports."""
        return self.pattern.format(**self.values)


NAMES = frozenset(("actor", "person", "submitter", "experts", "outcome"))


@dataclass(frozen=True)
class Ahead:
    """One line of what is still to come: by when, and what."""

    when: str
    text: str


def audience_of(standing: Standing) -> Audience:
    """As who somebody reads. In conflict of interest: as a submitter, or as any employee."""
    if rules.is_submitting(standing):
        return Audience.SUBMITTERS
    if rules.is_handling(standing):
        return Audience.HANDLERS
    if (standing.admin or standing.panel) and not rules.in_conflict(standing):
        return Audience.OFFICE
    return Audience.EMPLOYEES


def sentences(
    idea: Idea,
    events: Iterable[Event],
    standing: Standing,
    *,
    reader: Any = None,
    assignments: Sequence[Assignment] = (),
) -> list[Entry]:
    """The story so far, as this reader may know it, oldest first.

    `events` with their actors loaded; `reader` is spoken to as "you"; `assignments`, with their reviewers, let the
    story name the experts and say why each was asked.
    """
    telling = _Telling(idea, standing, reader, {row.pk: row for row in assignments})
    return [entry for event in events for entry in telling.of(event)]


class _Telling:
    """One reader's view of one idea."""

    def __init__(self, idea: Idea, standing: Standing, reader: Any, asked: Mapping[int, Assignment]) -> None:
        self.idea = idea
        self.standing = standing
        self.audience = audience_of(standing)
        self.reader = reader
        self.asked = asked

    def of(self, event: Event) -> list[Entry]:
        """The lines of one event; none where it is not for this reader."""
        if not self._may_read(event.kind):
            return []
        if self.is_outside and event.kind in TALKED:
            ended = ENDED.get(event.to_status)
            return [self._entry(event, ended)] if ended else []
        said = HANDED_IN_FOR if event.data.get("on_behalf_of") else SENTENCES[event.kind]
        said = ON_THE_SPOT if event.data.get("on_the_spot") else said
        lines = [self._entry(event, said, self._details(event))]
        lines += [self._entry(event, IMPROVES)] if event.data.get("improves") and not self.is_outside else []
        lines += self._asked(event)
        lines += [self._entry(event, PANEL)] if event.data.get("seat_ids") and not self.is_outside else []
        if event.kind in TALKED and event.to_status in ENDED:
            lines.append(self._entry(event, ENDED[event.to_status]))
        return lines

    def _may_read(self, kind: str) -> bool:
        known = self.audience in EVENT_AUDIENCE.get(kind, frozenset())
        return known or (kind in HAZARD and rules.is_safety(self.standing))

    @property
    def is_outside(self) -> bool:
        """Whether the reader has no part in it."""
        return self.audience == Audience.EMPLOYEES

    def _asked(self, event: Event) -> list[Entry]:
        """What a new round, or another expert, sets going."""
        if event.kind not in ASKED or (self.is_outside and not PLANNED.get(event.data.get("plan", ""))):
            return []
        rows = [self.asked[pk] for pk in event.data.get("assignment_ids") or () if pk in self.asked]
        if not rows or self.is_outside:
            plan = PLANNED.get(event.data.get("plan", "")) if event.kind != "route" else None
            return [self._entry(event, plan)] if plan else []
        who = wording.in_a_row([row.reviewer.name for row in rows])
        why = tuple(routing.why_words(row, self.reader) for row in rows)
        return [self._entry(event, ASKED[event.kind], why, experts=who)]

    def _entry(self, event: Event, said: Sentence, details: tuple[str, ...] = (), **more: str) -> Entry:
        return Entry(
            at=event.at,
            icon=said.icon,
            kind=event.kind,
            pattern=str(self._pattern(event, said)),
            values=self._values(event) | more,
            details=details,
        )

    def _pattern(self, event: Event, said: Sentence) -> Any:
        if self.is_outside and said.outside:
            return said.outside
        if self._is_reader(event) and said.you:
            return said.you
        if self.audience == Audience.SUBMITTERS and said.yours:
            return said.yours
        return said.words if event.actor_id or not said.nobody else said.nobody

    def _is_reader(self, event: Event) -> bool:
        if event.actor_id is None:
            return False
        known = getattr(self.reader, "pk", None)
        if known is not None:
            return bool(event.actor_id == known)
        return self.standing.submitter and event.actor_id == self.idea.submitter_id

    def _values(self, event: Event) -> dict[str, str]:
        data = event.data
        return {
            "actor": self._actor(event),
            "person": self._person(event),
            "submitter": self._submitter(),
            "number": str(self.idea.number or ""),
            "other": str(data.get("number") or data.get("improves") or ""),
            "departments": wording.in_a_row([data.get("lead", ""), *data.get("concerned", [])]),
            "experts": wording.in_a_row(data.get("user_names", [])),
            "old": _day(data.get("old")),
            "new": _day(data.get("new")),
            "n": str(len(data.get("seat_ids") or [])),
            "talk_by": _day(data.get("talk_by")),
            "files": wording.in_a_row(data.get("names", [])),
            "outcome": self._outcome(data.get("decision_id")),
            "way": str(dict(Channel.choices).get(data.get("channel", ""), "")),
            "state": str(dict(Implementation.State.choices).get(data.get("state", ""), "")),
        }

    def _actor(self, event: Event) -> str:
        if event.actor is None:
            return ""
        if self._hides_authors and event.actor_id in self._authors:
            return _("The submitter")
        return event.actor.name

    def _person(self, event: Event) -> str:
        hidden = self._hides_authors and event.kind in OF_AUTHORS
        return (not hidden and event.data.get("user_name", "")) or _("a colleague")

    def _submitter(self) -> str:
        return _("The submitter") if self._hides_authors else self.idea.submitter.name

    @property
    def _hides_authors(self) -> bool:
        """Whether this reader may not know who handed it in, and with whom."""
        return not self.idea.show_name and self.audience in (Audience.EMPLOYEES, Audience.OFFICE)

    @cached_property
    def _authors(self) -> set[int]:
        left = self.idea.events.filter(kind="leave").order_by().values_list("actor")
        joint = self.idea.cosubmitters.order_by().values_list("user").union(left)
        return {self.idea.submitter_id, *(pk for (pk,) in joint)}

    def _outcome(self, decision_id: int | None) -> str:
        if decision_id is None:
            return ""
        if decision_id == self.idea.decision_id and self.idea.outcome:
            return str(Outcome(self.idea.outcome).label)
        made = self._earlier.get(decision_id)
        return str(Outcome(made.outcome).label) if made else ""

    def _decision(self, pk: int) -> Decision | None:
        """A decision on this idea: the present one, which is loaded, or one of an earlier round."""
        present = self.idea.decision if self.idea.decision_id == pk else None
        return present or self._earlier.get(pk)

    @cached_property
    def _earlier(self) -> dict[int, Decision]:
        return self.idea.decisions.only("outcome", *wording.REASONS).in_bulk()

    def _details(self, event: Event) -> tuple[str, ...]:
        if event.kind in DECIDING:
            decision = self._decision(event.data["decision_id"])
            return tuple(wording.reasons_in_words(decision)) if decision else ()
        why = event.why
        return (why,) if why and self._reads_reason(event.kind) else ()

    def _reads_reason(self, kind: str) -> bool:
        if kind in REASON_FOR_EVERYBODY or (kind in HAZARD and rules.is_safety(self.standing)):
            return True
        if self.audience == Audience.SUBMITTERS:
            return kind in REASON_FOR_SUBMITTERS
        if kind in REASON_OF_THE_TALK:
            return rules.is_coordinator(self.standing) or rules.is_partner(self.standing)
        return self.audience == Audience.HANDLERS


def ahead(idea: Idea, standing: Standing) -> list[Ahead]:
    """What is still to come, with its dates, for those who may know them."""
    audience = audience_of(standing)
    if audience == Audience.EMPLOYEES or not idea.is_open:
        return []
    mine = audience == Audience.SUBMITTERS
    talk = Ahead(
        _("Within ten working days of that"),
        _("We talk it through with you. Then you close it, not we.")
        if mine
        else _("It is talked through with the submitter, who closes it."),
    )
    if idea.status in AHEAD_NOW:
        return _ahead_now(idea, mine)
    promised = Ahead(
        _("By %(day)s") % {"day": days.plain(idea.promise_at)},
        _("It is decided, and you read the decision and the reasons the same minute.")
        if mine
        else _("It is decided, and the submitter reads decision and reasons the same minute."),
    )
    return [promised, talk]


AHEAD_NOW = (Status.CONVERSATION, Status.CONFIRMING, Status.DEFERRED)


def _ahead_now(idea: Idea, mine: bool) -> list[Ahead]:
    day = {"day": days.named(idea.due_at)}
    if idea.status == Status.DEFERRED:
        return [Ahead(_("On %(day)s") % day, _("It is looked at again."))]
    if idea.status == Status.CONFIRMING:
        words = _("You check the notes and close the idea.") if mine else _("The submitter checks the notes.")
        return [Ahead(_("By %(day)s") % day, words)]
    words = _("We talk it through with you.") if mine else _("The talk with the submitter is held.")
    last = _("You check the notes and close the idea.") if mine else _("The submitter closes the idea.")
    return [Ahead(_("By %(day)s") % day, words), Ahead(_("After that"), last)]


def _day(iso: str | None) -> str:
    return days.named(datetime.fromisoformat(iso)) if iso else ""
