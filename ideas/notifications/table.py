"""The table: kind of event -> who is told what, and how. It reads rows through the occasion and writes none."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import letters
from ideas.letters import Occasion
from ideas.models import Status
from ideas.notifications.later import BE_HEARD, LATER, PASSED_ON, WORK_IS_YOURS
from ideas.notifications.recorded import POINT_IS_YOURS, RECORDED
from ideas.notifications.tell import Tell
from ideas.notifications.who import (
    asked,
    askers,
    booked_for,
    booked_with,
    commenter,
    contact,
    contact_once_sent,
    experts,
    former,
    handlers,
    implementer,
    keepers,
    mentioned,
    moderators,
    named,
    next_hazard_owner,
    next_partner,
    owner,
    partner,
    proposer,
    recipient,
    released,
    reporters,
    second_coordinators,
    seconds,
    submitters,
    submitters_at_the_end,
    submitters_if_public,
    submitters_without_talk,
    thanked,
    written_by_submitter_to,
    written_to,
)

# what ----------------------------------------------------------------------------------------------------------

YOUR_VIEW = Tell(asked, _("“%(title)s”: please file your view by %(due)s."), part="view")
NOT_NEEDED = _("“%(title)s”: your view is not needed any more.")
RECEIPT = Tell(
    submitters,
    _("Your idea “%(title)s” has number %(number)s; you have our answer by %(promise)s."),
    letters.receipt,
    obligatory=True,
    even_actor=True,
)
RESULT = Tell(
    submitters, _("“%(title)s”: the answer is here."), letters.result, obligatory=True, part="result"
)
CLOSED = Tell(
    submitters_at_the_end,
    _("“%(title)s”: how it goes on."),
    letters.closed,
    obligatory=True,
    even_actor=True,
)
INVITED = _("“%(title)s”: our talk is booked.")
OFF = _("“%(title)s”: the appointment is off.")
CANCELLED = (
    Tell(booked_for, OFF, letters.cancelled, obligatory=True, even_actor=True, part="talk"),
    Tell(booked_with, OFF, letters.cancelled, even_actor=True, part="talk"),
)
TALK_IS_YOURS = Tell(
    named, _("“%(title)s”: the talk is yours now; please offer times by %(due)s."), part="talk"
)
HELD_BY_ANOTHER = Tell(
    former, _("“%(title)s”: %(person)s holds the talk now. Nothing is left to do for you.")
)
TALKS_WITH_YOU = Tell(submitters, _("“%(title)s”: %(person)s talks with you."), digest=False, part="talk")
MOVED = Tell(submitters, _("“%(title)s”: a date has moved."), letters.moved, obligatory=True)
IN_YOUR_HANDS = _("“%(title)s”: you look after it now, until %(due)s.")
DECIDED = Tell(experts, _("“%(title)s” has been decided. Thank you for your view."), part="result")
THE_TALK = Tell(owner, _("“%(title)s”: the talk is yours, by %(due)s."), part="talk")
TOLD_WHAT = Tell(contact, _("“%(title)s” has been decided."), part="result")
CARRY_OUT = Tell(implementer, _("“%(title)s”: you carry it out."), letters.carrying_out, part="turn")


HAZARD_NOW_YOURS = Tell(
    next_hazard_owner,
    _("Hazard: “%(title)s”. It is with you now; please see to it."),
    letters.hazard,
    obligatory=True,
    part="hazard",
    urgent=True,
)

TELLS: dict[str, tuple[Tell, ...]] = {
    # the submitters
    "hand_in": (
        RECEIPT,
        YOUR_VIEW,
        Tell(contact_once_sent, _("New: “%(title)s”. You look after it; please have a first look.")),
    ),
    "withdraw": (
        Tell(submitters, _("“%(title)s” is withdrawn."), digest=False, even_actor=True),
        Tell(asked, NOT_NEEDED),
        Tell(contact, _("“%(title)s” was withdrawn by its submitter.")),
    ),
    "take_up": (RECEIPT,),
    "appeal": (
        RECEIPT,
        YOUR_VIEW,
        Tell(contact_once_sent, _("“%(title)s”: a second look is asked for. You look after it.")),
    ),
    "come_back": (RECEIPT, Tell(contact, _("“%(title)s” is back from hold and is to be decided."))),
    "set_visibility": (),
    "attach": (
        Tell(handlers, _("%(actor)s added a file to “%(title)s”.")),
        Tell(submitters, _("%(actor)s added a file to “%(title)s”."), digest=False),
    ),
    "detach": (),
    "invite_cosubmitter": (
        Tell(
            named,
            _("%(actor)s asks you to be co-submitter of “%(title)s”."),
            letters.cosubmission,
            part="turn",
        ),
    ),
    "join": (
        Tell(submitters, _("%(person)s has joined “%(title)s” as co-submitter."), digest=False),
        HAZARD_NOW_YOURS,
        *PASSED_ON,
        YOUR_VIEW,
        Tell(contact, _("%(person)s is now co-submitter of “%(title)s”."), digest=False),
        *CANCELLED,
    ),
    "decline_joining": (
        Tell(submitters, _("%(person)s does not want to be co-submitter of “%(title)s”."), digest=False),
    ),
    "leave": (Tell(submitters, _("%(person)s is no longer co-submitter of “%(title)s”."), digest=False),),
    "answer": (
        Tell(askers, _("“%(title)s”: your question is answered."), part="questions"),
        Tell(keepers, _("“%(title)s”: %(actor)s has answered."), part="questions"),
        Tell(
            submitters, _("“%(title)s”: %(actor)s has answered the question."), digest=False, part="questions"
        ),
    ),
    "improve": (
        Tell(
            submitters,
            _("“%(title)s”: %(actor)s has improved it and handed it in again as no. %(other)s."),
            digest=False,
        ),
        Tell(contact, _("“%(title)s” was improved and handed in again as no. %(other)s."), digest=False),
    ),
    "knock": (
        Tell(
            owner, _("“%(title)s”: %(actor)s asks how it stands. Please answer."), letters.knock, part="turn"
        ),
        Tell(contact, _("“%(title)s”: %(actor)s asks how it stands.")),
        Tell(submitters, _("“%(title)s”: %(actor)s asks how it stands."), digest=False, part="knock"),
    ),
    "answer_knock": (
        Tell(
            submitters,
            _("“%(title)s”: %(actor)s says how it stands."),
            letters.knock_answered,
            obligatory=True,
            part="knock",
        ),
        Tell(keepers, _("“%(title)s”: %(actor)s has said how it stands."), digest=False, part="knock"),
    ),
    "thank": (Tell(thanked, _("“%(title)s”: %(actor)s thanks you for your view."), part="views"),),
    # a hazard
    "report_hazard": (
        Tell(
            named,
            _("Hazard, today: “%(title)s”. Please see to it."),
            letters.hazard,
            obligatory=True,
            part="hazard",
            urgent=True,
        ),
        Tell(
            submitters,
            _("“%(title)s” was reported as a hazard; %(person)s sees to it today."),
            digest=False,
            part="hazard",
        ),
        Tell(contact, _("“%(title)s” was reported as a hazard; %(person)s sees to it today."), part="hazard"),
    ),
    "settle_hazard": (
        Tell(
            submitters,
            _("“%(title)s”: the hazard is settled."),
            letters.hazard_settled,
            obligatory=True,
            part="hazard",
        ),
        Tell(keepers, _("“%(title)s”: the hazard is settled."), digest=False, part="hazard"),
        Tell(named, _("“%(title)s”: the hazard is settled."), digest=False, part="hazard"),
    ),
    # the experts
    "review": (),
    "reviews_complete": (),
    "hand_over": (Tell(named, _("%(actor)s asks you to file a view on “%(title)s” instead."), part="view"),),
    "accept_hand_over": (
        Tell(named, _("%(actor)s has taken over your view on “%(title)s”.")),
        Tell(contact, _("“%(title)s”: %(actor)s files a view in place of %(person)s.")),
    ),
    "decline_hand_over": (
        Tell(
            named, _("%(actor)s cannot take over your view on “%(title)s”; it stays with you."), part="view"
        ),
    ),
    "ask": (
        Tell(
            submitters,
            _("“%(title)s”: %(actor)s has a question for you. Please answer by %(due)s."),
            letters.question,
            obligatory=True,
            part="turn",
        ),
        Tell(contact, _("“%(title)s”: %(actor)s has asked the submitter something."), digest=False),
    ),
    "take_back_question": (
        Tell(submitters, _("“%(title)s”: a question was taken back; you need not answer it.")),
    ),
    "expire_questions": (
        Tell(submitters, _("“%(title)s”: we go on with what we know, without your answer.")),
        Tell(askers, _("“%(title)s”: your question was not answered in time.")),
    ),
    "promise_waited": (
        Tell(submitters, _("“%(title)s”: you have our answer by %(promise)s."), digest=False),
    ),
    "note": (Tell(handlers, _("“%(title)s”: %(actor)s has written a note for the experts."), part="notes"),),
    "message": (
        Tell(
            written_to,
            _("“%(title)s”: %(actor)s has written to you."),
            letters.message,
            obligatory=True,
            part="messages",
        ),
        Tell(written_by_submitter_to, _("“%(title)s”: %(actor)s has written."), part="messages"),
    ),
    # the discussion
    "comment": (
        Tell(
            mentioned,
            _("%(actor)s mentions you in the discussion of “%(title)s”."),
            part="comment",
            kind="mention",
        ),
        Tell(submitters, _("“%(title)s”: %(actor)s has commented."), part="comment"),
    ),
    "report_comment": (
        Tell(moderators, _("“%(title)s”: a comment was reported. Please have a look."), part="comment"),
    ),
    "remove_comment": (
        Tell(
            commenter,
            _("“%(title)s”: %(actor)s has removed your comment. The reason: %(reason)s"),
            part="comment",
        ),
        Tell(reporters, _("“%(title)s”: the comment that you reported is gone. Thank you."), part="comment"),
    ),
    "settle_report": (
        Tell(
            reporters,
            _("“%(title)s”: we have looked at the comment that you reported. It stays."),
            part="comment",
        ),
    ),
    # the coordinators
    "route": (
        Tell(submitters, _("“%(title)s” has gone to %(departments)s."), digest=False),
        YOUR_VIEW,
        Tell(released, NOT_NEEDED),
        Tell(owner, IN_YOUR_HANDS),
    ),
    "assign": (YOUR_VIEW,),
    "release": (Tell(named, NOT_NEEDED),),
    "discuss": (),
    "conclude": (
        Tell(
            experts,
            _("“%(title)s”: %(actor)s has noted what you agreed on, or where you differ."),
            digest=False,
            part="notes",
        ),
    ),
    "propose": (
        Tell(
            seconds,
            _("“%(title)s”: %(actor)s proposes an answer without review. Do you agree?"),
            part="turn",
        ),
    ),
    "merge": (
        Tell(
            seconds,
            _("“%(title)s”: %(actor)s proposes to join it with another idea. Do you agree?"),
            part="turn",
        ),
    ),
    "agree": (
        RESULT,
        THE_TALK,
        Tell(recipient, _("“%(title)s” was passed on to you."), letters.passed_on, part="turn"),
        Tell(proposer, _("“%(title)s”: %(actor)s agrees with you.")),
        Tell(asked, NOT_NEEDED),
    ),
    "refuse": (
        Tell(proposer, _("“%(title)s”: %(actor)s does not agree; it goes its ordinary way."), part="turn"),
    ),
    "glance": (
        Tell(submitters_if_public, _("“%(title)s” can be read by all colleagues now."), digest=False),
    ),
    "unglance": (
        Tell(submitters_if_public, _("“%(title)s” cannot be read by all colleagues yet."), digest=False),
    ),
    "entrust": (
        Tell(named, IN_YOUR_HANDS),
        Tell(submitters, _("“%(title)s”: %(person)s looks after it now."), digest=False),
    ),
    "move_due": (MOVED, Tell(owner, _("“%(title)s”: it is due on %(due)s now."))),
    "move_promise": (MOVED, Tell(keepers, _("“%(title)s”: the answer is promised for %(promise)s now."))),
    "confirm_receipt": (
        Tell(submitters, _("“%(title)s” has arrived where it was passed on to."), digest=False),
        Tell(contact, _("“%(title)s” has arrived where it was passed on to."), digest=False),
    ),
    "report_news": (
        Tell(submitters_without_talk, _("“%(title)s”: there is news of how it goes on."), part="work"),
        Tell(keepers, _("“%(title)s”: there is news of how it goes on."), part="work"),
    ),
    # the decider
    "decide": (RESULT, CARRY_OUT, THE_TALK, TOLD_WHAT, DECIDED),
    "defer": (RESULT, THE_TALK, TOLD_WHAT, DECIDED),
    # the talk
    "offer_slots": (
        Tell(
            submitters,
            _("“%(title)s”: %(actor)s offers times to talk."),
            letters.times,
            obligatory=True,
            part="talk",
        ),
    ),
    "invite_to_suggest": (
        Tell(
            submitters,
            _("“%(title)s”: %(actor)s asks which times suit you."),
            letters.which_times,
            obligatory=True,
            part="talk",
        ),
    ),
    "suggest_slots": (
        Tell(
            partner, _("“%(title)s”: %(actor)s names times to talk; please take one by %(due)s."), part="talk"
        ),
        Tell(submitters, _("“%(title)s”: %(actor)s has named times to talk."), digest=False, part="talk"),
    ),
    "ask_for_partner": (*CANCELLED, TALK_IS_YOURS, HELD_BY_ANOTHER, TALKS_WITH_YOU),
    "ask_for_manager": (
        *CANCELLED,
        Tell(
            named,
            _("“%(title)s”: %(actor)s would like to talk about it with you; please offer times by %(due)s."),
            part="talk",
        ),
        HELD_BY_ANOTHER,
        TALKS_WITH_YOU,
    ),
    "back_to_contact": (*CANCELLED, TALK_IS_YOURS, HELD_BY_ANOTHER, TALKS_WITH_YOU),
    "book": (
        Tell(booked_for, INVITED, letters.invitation, obligatory=True, even_actor=True, part="talk"),
        Tell(booked_with, INVITED, letters.invitation, even_actor=True, part="talk"),
    ),
    "cancel_booking": CANCELLED,
    "choose_channel": (
        *CANCELLED,
        Tell(partner, _("“%(title)s”: %(actor)s would like to talk in another way."), part="talk"),
    ),
    "change_partner": (
        *CANCELLED,
        TALK_IS_YOURS,
        Tell(former, _("“%(title)s”: %(person)s holds the talk now.")),
        Tell(submitters, _("“%(title)s”: %(person)s talks with you."), part="talk"),
    ),
    "attempt": (),
    "record": (
        Tell(
            submitters,
            _("“%(title)s”: please check the notes of our talk by %(due)s."),
            letters.notes,
            obligatory=True,
            part="turn",
        ),
        POINT_IS_YOURS,
    ),
    "decline_talk": (CLOSED, CANCELLED[1], Tell(partner, _("“%(title)s”: no talk is needed."))),
    "give_up": (
        Tell(
            second_coordinators,
            _("“%(title)s”: %(actor)s could not reach the submitter. Please confirm it."),
            part="talk",
        ),
    ),
    "second_give_up": (CLOSED, Tell(partner, _("“%(title)s”: %(actor)s has confirmed it; it is closed."))),
    "write_to_leaver": (CLOSED,),
    "confirm": (
        CLOSED,
        Tell(
            next_partner,
            _("“%(title)s”: something is not clear yet. Please talk once more, by %(due)s."),
            part="talk",
        ),
        Tell(partner, _("“%(title)s”: %(actor)s has answered the notes."), part="record"),
        Tell(submitters, _("“%(title)s”: %(actor)s has answered the notes."), digest=False, part="record"),
    ),
    "co_answer": (
        Tell(partner, _("“%(title)s”: %(actor)s has answered the notes."), digest=False, part="record"),
    ),
    "reopen": (
        Tell(
            next_partner,
            _("“%(title)s”: %(actor)s has opened the talk again; please offer times by %(due)s."),
            part="talk",
        ),
        Tell(submitters, _("“%(title)s”: %(actor)s has opened the talk again."), digest=False),
    ),
    "answer_survey": (),
    "credit": (),
    "uncredit": (),
    "close_unconfirmed": (CLOSED, Tell(partner, _("“%(title)s” is closed without an answer to the notes."))),
    **LATER,
    **RECORDED,
    # others
    "relieve": (
        *CANCELLED,
        HAZARD_NOW_YOURS,
        WORK_IS_YOURS,
        POINT_IS_YOURS,
        *PASSED_ON,
        YOUR_VIEW,
        Tell(owner, _("“%(title)s”: what %(person)s had to do has passed on; it is due on %(due)s.")),
    ),
    "take_over": (
        Tell(asked, _("“%(title)s” has come to you: please file your view as soon as you can."), part="view"),
        Tell(released, _("“%(title)s”: %(person)s now looks at it; you need not any more.")),
        Tell(contact, _("“%(title)s”: %(person)s now looks at it."), digest=False),
    ),
    "merged_here": (
        Tell(submitters, _("“%(title)s”: idea no. %(other)s has been joined with yours."), part="with"),
        *PASSED_ON,
        YOUR_VIEW,
        Tell(contact, _("“%(title)s”: idea no. %(other)s has been joined with it."), digest=False),
    ),
}
"""Kind of event -> what is told. A person is told once of an event: the first line that names them counts."""

ARRIVALS: dict[str, tuple[Tell, ...]] = {
    Status.TRIAGE: (Tell(owner, _("“%(title)s”: please find the right experts by %(due)s.")),),
    Status.DISCUSSION: (
        Tell(owner, _("“%(title)s”: the views differ; please bring them together by %(due)s.")),
        Tell(experts, _("“%(title)s”: the views differ; please compare them."), part="compare"),
    ),
    Status.DECIDING: (
        Tell(owner, _("“%(title)s”: the decision is yours, by %(due)s."), part="turn"),
        BE_HEARD,
    ),
    Status.CONVERSATION: (THE_TALK,),
}
"""Status that an event leads to -> what is told beside."""

AUDIENCE: dict[str, Any] = {
    "decide": _("“%(title)s” has been decided."),
    "defer": _("“%(title)s” has been decided."),
    "agree": _("“%(title)s” has been decided."),
    "report_news": _("“%(title)s”: there is news of how it goes on."),
    "comment": _("“%(title)s”: %(actor)s has commented."),
}
"""Kind of event -> what its followers are told."""

DISCUSSION = frozenset(("comment", "mention"))
"""Notices of what colleagues say in public. A digest leaves them out where the reader may no longer read the idea."""
GATHERED = frozenset(("comment",))
"""Notices that never have a mail of their own, whatever somebody prefers: a lively discussion fills no mailbox."""


def tells_of(o: Occasion) -> tuple[Tell, ...]:
    """All that is told of this event."""
    moved = o.event.to_status and o.event.to_status != o.event.from_status
    return TELLS[o.event.kind] + (ARRIVALS.get(o.event.to_status, ()) if moved else ())
