"""The TRANSITIONS table: each verb with its button, where it may be used, where it leads and who may.

It drives the guard, the buttons, the diagram in the docs and the exhaustive test. `decide()` is the one judge;
it changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ideas import clock, days, deadlines, rules
from ideas.deadlines import APPEAL_DAYS, COMMENT_DAYS, REOPEN_DAYS, TAKE_UP_DAYS
from ideas.guards import (
    adopted,
    agreed_on,
    answered_notes,
    carried_out,
    followed_up,
    found_alike,
    manager_free,
    manager_talks,
    passed_on,
)
from ideas.models import (
    BEFORE_DECISION,
    CloseKind,
    Hazard,
    Idea,
    Outcome,
    PanelSeat,
    Round,
    Status,
)
from ideas.rules import Refused, Standing

Rule = Callable[[Standing], bool]
Guard = Callable[[Idea], Any]

DRAFT, TRIAGE, IN_REVIEW = Status.DRAFT, Status.TRIAGE, Status.IN_REVIEW
CLARIFICATION, DISCUSSION, DECIDING = Status.CLARIFICATION, Status.DISCUSSION, Status.DECIDING
CONVERSATION, CONFIRMING, DEFERRED = Status.CONVERSATION, Status.CONFIRMING, Status.DEFERRED
CLOSED, WITHDRAWN = Status.CLOSED, Status.WITHDRAWN

OPEN = (*BEFORE_DECISION, CONVERSATION, CONFIRMING, DEFERRED)
HANDED_IN = (*OPEN, CLOSED)
MERGING = (TRIAGE, IN_REVIEW, CLARIFICATION, DISCUSSION)
ENDS = (CLOSED, DEFERRED)
UNDO_MINUTES = 15
IMPROVABLE = (
    *(Outcome.DECLINED, Outcome.ADOPTED_IN_PART),
    *(Outcome.EXISTS_ALREADY, Outcome.OUT_OF_SCOPE, Outcome.PASSED_ON),
)
"""Outcomes after which an idea may be improved and handed in again."""


@dataclass(frozen=True)
class Verb:
    """One thing that people do: label of the button, statuses it starts from and leads to, and who may."""

    label: Any
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    who: tuple[Rule, ...]
    guard: Guard | None = None


def system(_standing: Standing) -> bool:
    """Nobody; the sweep alone."""
    return False


def appeal_open(idea: Idea) -> Any:
    """Why there is no second look any more, or nothing."""
    if idea.outcome == Outcome.ADOPTED:
        return _("It was adopted; there is nothing to look at again.")
    if idea.closed_at is None or clock.now() > idea.closed_at + timedelta(days=APPEAL_DAYS):
        return _("A second look can be asked for within 30 days of closing.")
    if idea.rounds.filter(cause="appeal").exists():
        return _("There has been a second look already.")
    return None


def reopening_open(idea: Idea) -> Any:
    """Why the talk cannot be reopened, or nothing."""
    records = list(
        idea.conversations.filter(round=idea.round).values_list("record__closes_as", "record__reopened_at")
    )
    if not any(kind == CloseKind.HELD_UNCONFIRMED and not reopened for kind, reopened in records):
        return _("Only a talk that was closed without your answer can be opened again.")
    if any(reopened for _kind, reopened in records):
        return _("It has been opened again once already.")
    if idea.closed_at is None or clock.now() > idea.closed_at + timedelta(days=REOPEN_DAYS):
        return _("It can be opened again within 90 days.")
    return None


def taking_up_open(idea: Idea) -> Any:
    """Why a withdrawn idea cannot be taken up, or nothing."""
    if idea.withdrawn_at is None or clock.now() > idea.withdrawn_at + timedelta(days=TAKE_UP_DAYS):
        return _("It can be taken up again within twelve months.")
    return None


def heard(idea: Idea) -> Any:
    """Why an appeal is not decided yet: its panel is heard first, until its time is over."""
    if vars(idea).get("s_unheard", True) is False or idea.round.cause != Round.Cause.APPEAL:
        return None
    rows = PanelSeat.objects.open().filter(round=idea.round_id, due_at__gt=clock.now())
    due = list(rows.values_list("due_at", flat=True))
    if not due:
        return None
    words = ngettext(
        "%(n)d person of the panel is heard first, until %(day)s.",
        "%(n)d people of the panel are heard first, until %(day)s.",
        len(due),
    )
    return words % {"n": len(due), "day": days.named(max(due))}


def unheard(idea: Idea) -> Any:
    """Somebody of the panel has still to be heard; not asked again of an idea that came `with_standing`."""
    known = vars(idea).get("s_unheard")
    waits = PanelSeat.objects.open().filter(round=idea.round_id).exists() if known is None else bool(known)
    return None if waits else _("Nobody of a panel has still to be heard.")


def deferrable(idea: Idea) -> Any:
    """An idea is put on hold once, and an appeal when its panel has been heard."""
    if early := heard(idea):
        return early
    again = idea.decisions.filter(outcome=Outcome.DEFERRED).exists()
    return _("It has been on hold once already.") if again else None


def unproposed(idea: Idea) -> Any:
    """One proposal at a time."""
    again = _("There is a proposal already; a second person answers it first.")
    return again if has_proposal(idea) else None


def proposed(idea: Idea) -> Any:
    """There is something to agree to."""
    return None if has_proposal(idea) else _("There is nothing proposed.")


def has_proposal(idea: Idea) -> bool:
    """Whether a proposal is open; not asked again of an idea that came `with_standing`."""
    known = vars(idea).get("s_proposed")
    return idea.proposals.filter(state="open").exists() if known is None else bool(known)


def glanced_just_now(idea: Idea) -> Any:
    """Opening an idea to everyone is taken back at once or not at all: colleagues have read it then."""
    if idea.glanced_at is None:
        return _("Colleagues cannot read it yet.")
    late = clock.now() > idea.glanced_at + timedelta(minutes=UNDO_MINUTES)
    return _("Colleagues have read it meanwhile.") if late else None


def unreported(idea: Idea) -> Any:
    """One hazard at a time."""
    return _("It has been reported as a hazard already.") if has_hazard(idea) else None


def reported(idea: Idea) -> Any:
    """There is a hazard to settle."""
    return None if has_hazard(idea) else _("No hazard is open here.")


def has_hazard(idea: Idea) -> bool:
    """Whether a hazard is open; not asked again of an idea that came `with_standing`."""
    known = vars(idea).get("s_hazard")
    return Hazard.objects.filter(idea=idea, settled_at=None).exists() if known is None else bool(known)


def unknocked(idea: Idea) -> Any:
    """One knock at a time, and one in five working days."""
    asked_at, waits = last_knock(idea)
    if waits:
        return _("You have asked already; the answer is on its way.")
    if asked_at is None:
        return None
    day = deadlines.knock_again_on(asked_at, idea)
    early = clock.today(deadlines.zone_of(idea)) < day
    return _("You can ask again from %(day)s on.") % {"day": days.plain(day)} if early else None


def knocked(idea: Idea) -> Any:
    """There is a knock to answer."""
    return None if last_knock(idea)[1] else _("Nobody waits for a word on how it stands.")


def last_knock(idea: Idea) -> tuple[datetime | None, bool]:
    """When its submitters last asked, and whether that waits; not asked again of an idea that came with it."""
    known = vars(idea)
    if "last_knock" not in known:
        known = vars(Idea.objects.with_last_knock().only("pk").get(pk=idea.pk))
    row = known["last_knock"]
    return (datetime.fromisoformat(row["asked_at"]), row["answered_at"] is None) if row else (None, False)


def improvable(idea: Idea) -> Any:
    """After a no, or half a yes, somebody may try again, once at a time."""
    if idea.outcome not in IMPROVABLE:
        return _("Only an idea that was not adopted can be improved and handed in again.")
    known = vars(idea).get("s_improved")
    again = idea.improved_by.open().exists() if known is None else bool(known)
    return _("It has been improved already, and that idea is under way.") if again else None


def past_due(idea: Idea) -> Any:
    """The sweep acts when the date has come, not before."""
    return None if idea.due_at and idea.due_at <= clock.now() else _("It is not time yet.")


def submitter_left(idea: Idea) -> Any:
    """The written result closes an idea only of somebody who has left."""
    return _("The submitter is still with us: offer a talk.") if idea.submitter.is_active else None


def discussed(idea: Idea) -> Any:
    """Why colleagues do not talk about it in public, or nothing."""
    return None if rules.has_discussion(idea) else _("There is no public discussion of this idea.")


def discussion_open(idea: Idea) -> Any:
    """Why nobody can comment any more, or nothing."""
    if not rules.has_discussion(idea):
        return discussed(idea)
    if idea.outcome == Outcome.DUPLICATE:
        return _("The discussion goes on at the idea with which it was joined.")
    if idea.closed_at and clock.now() > idea.closed_at + timedelta(days=COMMENT_DAYS):
        return _("The discussion is over: the idea was closed more than 30 days ago.")
    return None


r = rules
TRANSITIONS: dict[str, Verb] = {
    # the submitters
    "hand_in": Verb(_("Send idea"), (DRAFT,), (IN_REVIEW, TRIAGE), (r.is_submitter,)),
    "discard": Verb(_("Throw away"), (DRAFT,), (), (r.is_submitter,)),
    "answer": Verb(
        _("Answer the question"),
        (CLARIFICATION,),
        (TRIAGE, IN_REVIEW, DISCUSSION, DECIDING),
        (r.is_submitting, r.is_coordinator),
    ),
    "withdraw": Verb(_("Withdraw"), (*BEFORE_DECISION, DEFERRED), (WITHDRAWN,), (r.is_submitter,)),
    "take_up": Verb(_("Take up again"), (WITHDRAWN,), (TRIAGE,), (r.is_submitter,), taking_up_open),
    "attach": Verb(_("Add a file"), (DRAFT, *OPEN), (), (r.is_submitting, r.is_coordinator)),
    "detach": Verb(_("Remove a file"), (DRAFT, *OPEN), (), (r.is_submitting, r.is_coordinator)),
    "set_visibility": Verb(_("Who may read it"), OPEN, (), (r.is_submitter,)),
    "invite_cosubmitter": Verb(_("Invite a co-submitter"), OPEN, (), (r.is_submitter,)),
    "join": Verb(_("Join"), OPEN, (IN_REVIEW, TRIAGE), (r.is_invited,)),
    "decline_joining": Verb(_("Not me"), OPEN, (), (r.is_invited,)),
    "leave": Verb(_("Leave"), HANDED_IN, (), (r.is_cosubmitter,)),
    "knock": Verb(
        _("Ask how it stands"), (*BEFORE_DECISION, CONVERSATION), (), (r.is_submitting,), unknocked
    ),
    "appeal": Verb(
        _("Ask for a second look"), (CLOSED,), (IN_REVIEW, TRIAGE), (r.is_submitter,), appeal_open
    ),
    "improve": Verb(
        _("Improve it and hand in again"),
        (CONVERSATION, CONFIRMING, CLOSED),
        (),
        (r.is_submitter, r.is_cosubmitter),
        improvable,
    ),
    "thank": Verb(
        _("Thank the experts"),
        (CONVERSATION, CONFIRMING, DEFERRED, CLOSED),
        (),
        (r.is_submitter, r.is_cosubmitter),
    ),
    "credit": Verb(
        _("Yes, thank me by name"),
        (CONVERSATION, CONFIRMING, CLOSED),
        (),
        (r.is_submitter, r.is_cosubmitter),
        adopted,
    ),
    "uncredit": Verb(
        _("Do not name me any more"), (*HANDED_IN, WITHDRAWN), (), (r.is_submitter, r.is_cosubmitter)
    ),
    # a hazard
    "report_hazard": Verb(
        _("Report as hazard"),
        HANDED_IN,
        (),
        (r.is_submitter, r.is_cosubmitter, r.is_coordinator, r.is_reviewer, r.is_owner),
        unreported,
    ),
    "settle_hazard": Verb(
        _("The hazard is settled"),
        (*HANDED_IN, WITHDRAWN),
        (),
        (r.is_safety, r.is_office_coordinator),
        reported,
    ),
    # everybody who may read it
    "support": Verb(_("Me too"), HANDED_IN, (), (r.is_employee,)),
    "unsupport": Verb(_("Take my support back"), HANDED_IN, (), (r.is_employee,)),
    "follow": Verb(_("Follow"), HANDED_IN, (), (r.is_employee,)),
    "unfollow": Verb(_("Do not follow any more"), HANDED_IN, (), (r.is_employee,)),
    "comment": Verb(_("Comment"), HANDED_IN, (), (r.is_employee,), discussion_open),
    "report_comment": Verb(_("Report a comment"), HANDED_IN, (), (r.is_employee,), discussed),
    "remove_comment": Verb(_("Remove a comment"), HANDED_IN, (), (r.is_employee,), discussed),
    # the experts
    "review": Verb(_("File my view"), (IN_REVIEW, CLARIFICATION), (DISCUSSION, DECIDING), (r.is_assigned,)),
    "hand_over": Verb(_("Hand over"), (IN_REVIEW, CLARIFICATION), (), (r.is_assigned,)),
    "accept_hand_over": Verb(_("I take it"), (IN_REVIEW, CLARIFICATION), (), (r.is_offered,)),
    "decline_hand_over": Verb(_("I cannot take it"), (IN_REVIEW, CLARIFICATION), (), (r.is_offered,)),
    "ask": Verb(
        _("Ask the submitter"),
        BEFORE_DECISION,
        (CLARIFICATION,),
        (r.is_reviewer, r.is_coordinator, r.is_decider),
    ),
    "take_back_question": Verb(
        _("Take the question back"),
        (CLARIFICATION,),
        (TRIAGE, IN_REVIEW, DISCUSSION, DECIDING),
        (r.is_reviewer, r.is_coordinator, r.is_decider),
    ),
    "note": Verb(_("Add a note for the experts"), HANDED_IN, (), (r.is_handling,)),
    "message": Verb(_("Write"), HANDED_IN, (), (r.is_submitting, r.is_coordinator, r.is_owner, r.is_partner)),
    # the coordinators
    "route": Verb(_("Choose departments"), (TRIAGE, IN_REVIEW), (IN_REVIEW, TRIAGE), (r.is_coordinator,)),
    "assign": Verb(
        _("Ask one more expert"), (TRIAGE, IN_REVIEW, DISCUSSION), (IN_REVIEW,), (r.is_coordinator,)
    ),
    "release": Verb(
        _("Release an expert"),
        (IN_REVIEW, CLARIFICATION),
        (DISCUSSION, DECIDING, TRIAGE),
        (r.is_coordinator,),
    ),
    "conclude": Verb(_("Note what they agreed"), (DISCUSSION,), (DECIDING,), (r.is_coordinator,)),
    "propose": Verb(_("Propose an answer without review"), (TRIAGE,), (), (r.is_coordinator,), unproposed),
    "merge": Verb(_("Join with another idea"), MERGING, (), (r.is_coordinator,), unproposed),
    "agree": Verb(_("Agree"), MERGING, (CONVERSATION,), (r.is_second,), proposed),
    "refuse": Verb(_("Do not agree"), MERGING, (), (r.is_second,), proposed),
    "glance": Verb(_("Show it to everyone"), HANDED_IN, (), (r.is_coordinator,)),
    "unglance": Verb(_("Not for everyone yet"), HANDED_IN, (), (r.is_coordinator,), glanced_just_now),
    "settle_report": Verb(_("Leave the comment standing"), HANDED_IN, (), (r.is_coordinator,), discussed),
    "entrust": Verb(_("Entrust to another coordinator"), OPEN, (), (r.is_coordinator,)),
    "move_due": Verb(_("Move the due date"), OPEN, (), (r.is_coordinator, r.is_owner)),
    "move_promise": Verb(_("Move the promise"), BEFORE_DECISION, (), (r.is_coordinator, r.is_owner)),
    "answer_knock": Verb(_("Say how it stands"), OPEN, (), (r.is_owner, r.is_coordinator), knocked),
    "confirm_receipt": Verb(
        _("Confirm receipt"),
        (CONVERSATION, CONFIRMING, CLOSED),
        (),
        (r.is_recipient, r.is_coordinator),
        passed_on,
    ),
    "confirm_likeness": Verb(
        _("It came true"), (CONVERSATION, CONFIRMING, CLOSED), (), (r.is_coordinator,), found_alike
    ),
    "refuse_likeness": Verb(
        _("It is something else"), (CONVERSATION, CONFIRMING, CLOSED), (), (r.is_coordinator,), found_alike
    ),
    "report_news": Verb(
        _("Tell how it goes"),
        (CONVERSATION, CONFIRMING, CLOSED),
        (),
        (r.is_implementer, r.is_coordinator),
        carried_out,
    ),
    "hand_work_on": Verb(
        _("Hand the work over"),
        (CONVERSATION, CONFIRMING, CLOSED),
        (),
        (r.is_implementer, r.is_coordinator),
        carried_out,
    ),
    "replace_seat": Verb(_("Hear somebody else"), BEFORE_DECISION, (), (r.is_coordinator,), unheard),
    # the decider
    "discuss": Verb(_("Bring the experts together"), (DECIDING,), (DISCUSSION,), (r.is_decider,)),
    "decide": Verb(_("Decide and tell"), (DECIDING,), (CONVERSATION,), (r.is_decider,), heard),
    "defer": Verb(_("Put on hold"), (DECIDING,), (CONVERSATION,), (r.is_decider,), deferrable),
    # the panel of an appeal
    "speak": Verb(_("Say what you think"), BEFORE_DECISION, (), (r.is_to_speak,)),
    # the conversation
    "offer_slots": Verb(_("Offer times"), (CONVERSATION,), (), (r.is_partner, r.is_coordinator)),
    "invite_to_suggest": Verb(
        _("Ask for times that suit"), (CONVERSATION,), (), (r.is_partner, r.is_coordinator)
    ),
    "suggest_slots": Verb(_("Name times"), (CONVERSATION,), (), (r.is_submitter,)),
    "book": Verb(_("Take this time"), (CONVERSATION,), (), (r.is_submitter, r.is_partner)),
    "cancel_booking": Verb(_("Cancel the appointment"), (CONVERSATION,), (), (r.is_submitter, r.is_partner)),
    "choose_channel": Verb(_("Another way to talk"), (CONVERSATION,), (), (r.is_submitter,)),
    "ask_for_partner": Verb(_("Somebody else, please"), (CONVERSATION,), (), (r.is_submitter,)),
    "ask_for_manager": Verb(_("My line manager"), (CONVERSATION,), (), (r.is_submitter,), manager_free),
    "back_to_contact": Verb(_("My contact again"), (CONVERSATION,), (), (r.is_submitter,), manager_talks),
    "change_partner": Verb(_("Another partner"), (CONVERSATION,), (), (r.is_coordinator,)),
    "attempt": Verb(_("Note an attempt"), (CONVERSATION,), (), (r.is_partner,)),
    "record": Verb(_("Send the notes"), (CONVERSATION,), (CONFIRMING,), (r.is_partner,)),
    "decline_talk": Verb(_("I don't need a talk"), (CONVERSATION,), ENDS, (r.is_submitter,)),
    "give_up": Verb(_("Not reached"), (CONVERSATION,), (), (r.is_partner,)),
    "second_give_up": Verb(_("Confirm: not reached"), (CONVERSATION,), ENDS, (r.is_second_coordinator,)),
    "write_to_leaver": Verb(_("Close in writing"), (CONVERSATION,), ENDS, (r.is_partner,), submitter_left),
    "confirm": Verb(_("Send my answer"), (CONFIRMING,), (*ENDS, CONVERSATION), (r.is_submitter,)),
    "revise_record": Verb(_("Correct the notes"), (CONFIRMING,), (), (r.is_partner,)),
    "add_to_record": Verb(
        _("Add to the notes"),
        (CONVERSATION, DEFERRED, CLOSED),
        (),
        (r.is_submitting, r.is_talker, r.is_coordinator),
        answered_notes,
    ),
    "settle_point": Verb(
        _("Say what came of it"),
        (*HANDED_IN, WITHDRAWN),
        (),
        (r.is_carrier, r.is_talker, r.is_coordinator),
        agreed_on,
    ),
    "hand_point_on": Verb(
        _("Somebody else sees to it"),
        (*HANDED_IN, WITHDRAWN),
        (),
        (r.is_carrier, r.is_coordinator),
        agreed_on,
    ),
    "co_answer": Verb(_("Add my answer"), (CONFIRMING, CLOSED, DEFERRED), (), (r.is_cosubmitter,)),
    "reopen": Verb(_("Open the talk again"), (CLOSED,), (CONVERSATION,), (r.is_submitter,), reopening_open),
    "hold_follow_up": Verb(
        _("Note the second talk"), HANDED_IN, (), (r.is_following_up, r.is_coordinator), followed_up
    ),
    "decline_follow_up": Verb(_("I don't need a second talk"), HANDED_IN, (), (r.is_submitter,), followed_up),
    "answer_survey": Verb(_("Send"), (CLOSED, DEFERRED), (), (r.is_submitter,)),
    # the sweep
    "expire_questions": Verb(
        "", (CLARIFICATION,), (TRIAGE, IN_REVIEW, DISCUSSION, DECIDING), (system,), past_due
    ),
    "note_unbooked": Verb("", (CONVERSATION,), (), (system,)),
    "close_unconfirmed": Verb("", (CONFIRMING,), ENDS, (system,), past_due),
    "come_back": Verb("", (DEFERRED,), (DECIDING,), (system,), past_due),
    "take_over": Verb("", (IN_REVIEW,), (), (system,)),
    "find_likeness": Verb("", (CONVERSATION, CONFIRMING, CLOSED), (), (system,), adopted),
    "close_panel": Verb("", BEFORE_DECISION, (), (system,)),
    "relieve": Verb("", OPEN, (TRIAGE, IN_REVIEW, DISCUSSION, DECIDING), (system,)),
}
"""Verb by name. No targets: the status stays. Where it may lead back to its own source, that is no move."""

LEADS_TO: dict[str, tuple[str, ...]] = {
    DRAFT: (IN_REVIEW, TRIAGE),
    TRIAGE: (IN_REVIEW, CLARIFICATION, CONVERSATION, WITHDRAWN),
    IN_REVIEW: (CLARIFICATION, DISCUSSION, DECIDING, TRIAGE, CONVERSATION, WITHDRAWN),
    CLARIFICATION: (TRIAGE, IN_REVIEW, DISCUSSION, DECIDING, CONVERSATION, WITHDRAWN),
    DISCUSSION: (IN_REVIEW, TRIAGE, CLARIFICATION, DECIDING, CONVERSATION, WITHDRAWN),
    DECIDING: (DISCUSSION, CLARIFICATION, CONVERSATION, WITHDRAWN, IN_REVIEW, TRIAGE),
    CONVERSATION: (CONFIRMING, CLOSED, DEFERRED),
    CONFIRMING: (CLOSED, DEFERRED, CONVERSATION),
    DEFERRED: (DECIDING, WITHDRAWN),
    CLOSED: (IN_REVIEW, TRIAGE, CONVERSATION),
    WITHDRAWN: (TRIAGE,),
}
"""Which status may follow which; a trigger of the database refuses all other steps."""

PAIRS = sorted(
    {(s, t) for v in TRANSITIONS.values() for s in v.sources for t in v.targets if t in LEADS_TO[s]}
)
"""Every step that some verb makes."""


def decide(verb: str, idea: Idea, user: Any, standing: Standing | None = None) -> Refused | None:
    """Whether this person may do this to this idea now; why not, if not. The sweep acts as nobody (user None)."""
    row = TRANSITIONS[verb]
    if user is not None:
        seen = standing or rules.standing(user, idea)
        if not seen.visible:
            return Refused(_("There is nothing here for you to read."), "unseen", idea)
        if not any(rule(seen) for rule in row.who):
            return Refused(_("This is not for you to do."), "forbidden", idea)
    if idea.status not in row.sources:
        return Refused(_("This idea has moved on since you opened it."), "conflict", idea)
    reason = row.guard(idea) if row.guard else None
    return Refused(reason, "conflict", idea) if reason else None


def offered(idea: Idea, user: Any, standing: Standing) -> list[str]:
    """The verbs whose buttons this person sees on this idea."""
    return [name for name in TRANSITIONS if decide(name, idea, user, standing) is None]
