"""The table, its part for what comes after an answer: carrying out, a second talk, an appeal, what came true."""

from django.utils.translation import gettext_lazy as _

from ideas import letters
from ideas.notifications.tell import Tell
from ideas.notifications.who import (
    contact,
    former,
    named,
    next_caller,
    next_implementer,
    next_talker,
    owner_once_heard,
    seated,
    submitters,
)

BE_HEARD = Tell(
    seated, _("“%(title)s”: please say what you think of the appeal."), letters.panel, part="turn"
)
HEARD = _("“%(title)s”: the panel has been heard; the decision is yours, by %(due)s.")
TALK_AGAIN = _("“%(title)s” is not carried out after all: please talk about it briefly, by %(talk_by)s.")
TALK_IS_YOURS = Tell(next_talker, TALK_AGAIN, part="turn")
CALL_IS_YOURS = Tell(
    next_caller,
    _("“%(title)s”: a call was asked for and has passed to you; please get in touch by %(call_by)s."),
    part="turn",
)
PASSED_ON = (TALK_IS_YOURS, CALL_IS_YOURS, BE_HEARD)
"""Duties that pass on with a person's others."""
WORK_IS_YOURS = Tell(
    next_implementer,
    _("“%(title)s”: %(person)s has left; please see who carries it out."),
    letters.carrying_out,
    part="turn",
)

LATER: dict[str, tuple[Tell, ...]] = {
    "hand_work_on": (
        Tell(named, _("“%(title)s”: you carry it out from now on."), letters.carrying_out, part="turn"),
        Tell(submitters, _("“%(title)s”: %(person)s carries it out now."), digest=False, part="work"),
        Tell(former, _("“%(title)s”: %(person)s carries it out now."), digest=False, part="work"),
        Tell(contact, _("“%(title)s”: %(person)s carries it out now."), digest=False, part="work"),
    ),
    "owe_follow_up": (
        Tell(
            submitters,
            _("“%(title)s” is not carried out after all; %(person)s talks with you by %(talk_by)s."),
            letters.dropped,
            obligatory=True,
            part="again",
        ),
        Tell(named, TALK_AGAIN, part="turn"),
    ),
    "owe_call": (
        Tell(
            named,
            _("“%(title)s”: %(actor)s asks for a call about how it was; please get in touch by %(talk_by)s."),
            part="turn",
        ),
        Tell(
            submitters,
            _("“%(title)s”: %(person)s gets in touch with you, as you asked, by %(talk_by)s."),
            digest=False,
            even_actor=True,
            part="again",
        ),
    ),
    "hold_follow_up": (
        Tell(
            submitters,
            _("“%(title)s”: the notes of our second talk are here."),
            letters.followed_up,
            obligatory=True,
            part="again",
        ),
        Tell(named, _("“%(title)s”: %(actor)s has noted the second talk."), part="again"),
    ),
    "decline_follow_up": (
        Tell(named, _("“%(title)s”: no second talk is needed."), part="again"),
        Tell(submitters, _("“%(title)s”: no second talk is needed."), digest=False, part="again"),
    ),
    # the panel of an appeal
    "speak": (Tell(owner_once_heard, HEARD, part="turn"),),
    "replace_seat": (BE_HEARD, Tell(named, _("“%(title)s”: your view is not needed any more."))),
    "close_panel": (Tell(owner_once_heard, HEARD, part="turn"),),
    # what came true
    "find_likeness": (
        Tell(
            contact,
            _("“%(title)s” resembles idea no. %(other)s, which was not adopted. Please compare."),
            part="turn",
        ),
    ),
    "confirm_likeness": (
        Tell(submitters, _("“%(title)s”: somebody had this idea before you."), digest=False, part="true"),
    ),
    "refuse_likeness": (),
    "came_true": (
        Tell(
            submitters,
            _("“%(title)s” came true: something like it was adopted."),
            letters.came_true,
            part="true",
        ),
        Tell(contact, _("“%(title)s” came true: something like it was adopted."), digest=False, part="true"),
    ),
}
"""Kind of event -> what is told."""
