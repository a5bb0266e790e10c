"""Signs: whether an event is something new that the submitter of an idea gets to see from others.

Owns which kinds of events are none; who reads which sentence is said in `story`, and a test holds the two together.
"""

from typing import Any

from ideas.models import Idea

UNSEEN = frozenset(
    (
        *("hand_over", "decline_hand_over", "release", "note", "relieve"),
        *("propose", "merge", "refuse", "attempt", "give_up"),
        *("comment", "report_comment", "remove_comment", "settle_report"),
        *("speak", "close_panel", "replace_seat", "find_likeness", "refuse_likeness"),
    )
)
"""Kinds of which submitters read nothing in the story."""
THEIRS = frozenset(
    (
        *("knock", "withdraw", "set_visibility", "invite_cosubmitter", "join", "decline_joining", "leave"),
        *(
            "improve",
            "book",
            "suggest_slots",
            "ask_for_partner",
            "ask_for_manager",
            "back_to_contact",
            "choose_channel",
            "decline_talk",
            "confirm",
            "co_answer",
            "reopen",
            "answer_survey",
            "owe_call",
            "credit",
            "uncredit",
        ),
    )
)
"""What submitters do themselves, and those whom they ask to join: no word from anybody else."""
EITHER = frozenset(("message", "attach", "detach", "report_hazard", "cancel_booking"))
"""What they do as well as others."""


def is_sign(kind: str, actor: Any, idea: Idea) -> bool:
    """Whether its submitter now sees something new; a round that begins is something, since its receipt is."""
    if kind in UNSEEN or kind in THEIRS:
        return False
    return kind not in EITHER or actor is None or actor.pk != idea.submitter_id
