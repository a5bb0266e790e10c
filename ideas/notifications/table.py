"""The table: kind of event -> who is told what, and how. It reads rows through the occasion and writes none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import letters
from ideas.letters import Letter, Occasion
from ideas.models import Status, Visibility

People = Iterable[Any]


@dataclass(frozen=True)
class Tell:
    """Who is told, in which words; with a letter at once, else by inbox and, unless it is idle news, the digest.

    `obligatory` letters go whatever the reader prefers, and are told in person to whoever has no e-mail (I8).
    Who did it is left out, unless `even_actor`: their own receipt and calendar are theirs as well.
    """

    who: Callable[[Occasion], People]
    line: Any
    letter: Callable[[Occasion, Any], Letter] | None = None
    obligatory: bool = False
    digest: bool = True
    even_actor: bool = False
    part: str = ""


# who -----------------------------------------------------------------------------------------------------------


def submitters(o: Occasion) -> People:
    return o.submitters


def owner(o: Occasion) -> People:
    return [o.idea.owner]


def contact(o: Occasion) -> People:
    return [o.contact]


def contact_once_sent(o: Occasion) -> People:
    """The contact, when it went to experts; in triage they are told what to do instead."""
    return [o.contact] if o.event.to_status == Status.IN_REVIEW else []


def keepers(o: Occasion) -> People:
    """Owner and contact, often the same person."""
    return [o.idea.owner, o.contact]


def asked(o: Occasion) -> People:
    return [assignment.reviewer for assignment in o.asked]


def released(o: Occasion) -> People:
    return [assignment.reviewer for assignment in o.released]


def experts(o: Occasion) -> People:
    return o.experts


def handlers(o: Occasion) -> People:
    return [o.idea.owner, o.contact, *o.experts]


def named(o: Occasion) -> People:
    return o.named("user_id")


def former(o: Occasion) -> People:
    return o.named("old_id")


def askers(o: Occasion) -> People:
    return [question.asked_by for question in o.questions]


def seconds(o: Occasion) -> People:
    return o.seconds


def proposer(o: Occasion) -> People:
    return [o.proposal.proposed_by] if o.proposal else []


def partner(o: Occasion) -> People:
    return [o.conversation.partner] if o.conversation else []


def next_partner(o: Occasion) -> People:
    """Who has to talk again, because something is not clear yet."""
    return [o.idea.owner] if o.event.to_status == Status.CONVERSATION else []


def booked_with(o: Occasion) -> People:
    return [o.appointment.partner] if o.appointment else []


def booked_for(o: Occasion) -> People:
    return o.submitters if o.appointment else []


def second_coordinators(o: Occasion) -> People:
    return [person for person in o.coordinators if person.pk != o.event.actor_id]


def implementer(o: Occasion) -> People:
    return [o.decision.implementer] if o.decision else []


def recipient(o: Occasion) -> People:
    return [o.decision.passed_to] if o.decision else []


def _from_submitter(o: Occasion) -> bool:
    return o.event.actor_id in {person.pk for person in o.submitters}


def written_to(o: Occasion) -> People:
    """The submitters, when somebody who looks after the idea writes."""
    return [] if _from_submitter(o) else o.submitters


def written_by_submitter_to(o: Occasion) -> People:
    """Who looks after it, when a submitter writes."""
    return [o.contact, o.idea.owner] if _from_submitter(o) else []


def submitters_if_public(o: Occasion) -> People:
    return o.submitters if o.idea.visibility == Visibility.EVERYONE else []


def submitters_at_the_end(o: Occasion) -> People:
    return o.submitters if o.event.to_status in (Status.CLOSED, Status.DEFERRED) else []


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
MOVED = Tell(submitters, _("“%(title)s”: a date has moved."), letters.moved, obligatory=True)
IN_YOUR_HANDS = _("“%(title)s”: you look after it now, until %(due)s.")
DECIDED = Tell(experts, _("“%(title)s” has been decided. Thank you for your view."), part="result")
THE_TALK = Tell(owner, _("“%(title)s”: the talk is yours, by %(due)s."), part="talk")
TOLD_WHAT = Tell(contact, _("“%(title)s” has been decided."), part="result")
CARRY_OUT = Tell(implementer, _("“%(title)s”: you carry it out."), letters.carrying_out, part="turn")

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
    "conclude": (),
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
        Tell(submitters, _("“%(title)s”: there is news of how it goes on."), part="work"),
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
    "book": (
        Tell(submitters, INVITED, letters.invitation, obligatory=True, even_actor=True, part="talk"),
        Tell(booked_with, INVITED, letters.invitation, even_actor=True, part="talk"),
    ),
    "cancel_booking": CANCELLED,
    "choose_channel": (
        *CANCELLED,
        Tell(partner, _("“%(title)s”: %(actor)s would like to talk in another way."), part="talk"),
    ),
    "change_partner": (
        *CANCELLED,
        Tell(named, _("“%(title)s”: the talk is yours now; please offer times by %(due)s."), part="talk"),
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
    "close_unconfirmed": (CLOSED, Tell(partner, _("“%(title)s” is closed without an answer to the notes."))),
    # others
    "relieve": (
        *CANCELLED,
        YOUR_VIEW,
        Tell(owner, _("“%(title)s”: what %(person)s had to do has passed on; it is due on %(due)s.")),
    ),
    "merged_here": (
        Tell(submitters, _("“%(title)s”: idea no. %(other)s has been joined with yours."), part="with"),
        YOUR_VIEW,
        Tell(contact, _("“%(title)s”: idea no. %(other)s has been joined with it."), digest=False),
    ),
}
"""Kind of event -> what is told. A person is told once of an event: the first line that names them counts."""

ARRIVALS: dict[str, tuple[Tell, ...]] = {
    Status.TRIAGE: (Tell(owner, _("“%(title)s”: please find the right experts by %(due)s.")),),
    Status.DISCUSSION: (
        Tell(owner, _("“%(title)s”: the views differ; please bring them together by %(due)s.")),
        Tell(experts, _("“%(title)s”: the views differ; please compare them."), part="notes"),
    ),
    Status.DECIDING: (Tell(owner, _("“%(title)s”: the decision is yours, by %(due)s."), part="turn"),),
    Status.CONVERSATION: (THE_TALK,),
}
"""Status that an event leads to -> what is told beside."""

AUDIENCE: dict[str, Any] = {
    "decide": _("“%(title)s” has been decided."),
    "defer": _("“%(title)s” has been decided."),
    "agree": _("“%(title)s” has been decided."),
    "report_news": _("“%(title)s”: there is news of how it goes on."),
}
"""Kind of event -> what its followers are told."""


def tells_of(o: Occasion) -> tuple[Tell, ...]:
    """All that is told of this event."""
    moved = o.event.to_status and o.event.to_status != o.event.from_status
    return TELLS[o.event.kind] + (ARRIVALS.get(o.event.to_status, ()) if moved else ())
