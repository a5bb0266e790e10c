"""The conversation that ends every idea: times, appointment, attempts, record, answer.

Owns the talk from the result to the record; the status is moved by `workflow.move` alone. An idea closes here and
nowhere else, and only with a record (I1).
"""

from ideas.conversation.arranging import (
    ask_for_manager,
    ask_for_partner,
    back_to_contact,
    change_partner,
    choose_channel,
    invite_to_suggest,
    note_unbooked,
    offer_slots,
    other_partners,
    suggest_slots,
)
from ideas.conversation.booking import attempt, book, cancel_booking, others_to_arrange, sharing, talk_of
from ideas.conversation.ending import (
    close_unconfirmed,
    decline_talk,
    finish,
    give_up,
    missing_attempts,
    second_give_up,
    tried_enough,
    write_to_leaver,
)
from ideas.conversation.recording import co_answer, confirm, last_record, record, reopen
from ideas.conversation.surveying import answer_survey, has_answered_lately
from ideas.conversation.versions import (
    Change,
    Edit,
    add_to_record,
    changes,
    edits,
    latest_version,
    revise_record,
)

__all__ = [
    "Change",
    "Edit",
    "add_to_record",
    "answer_survey",
    "ask_for_manager",
    "ask_for_partner",
    "attempt",
    "back_to_contact",
    "book",
    "cancel_booking",
    "change_partner",
    "changes",
    "choose_channel",
    "close_unconfirmed",
    "co_answer",
    "confirm",
    "decline_talk",
    "edits",
    "finish",
    "give_up",
    "has_answered_lately",
    "invite_to_suggest",
    "last_record",
    "latest_version",
    "missing_attempts",
    "note_unbooked",
    "offer_slots",
    "other_partners",
    "others_to_arrange",
    "record",
    "reopen",
    "revise_record",
    "second_give_up",
    "sharing",
    "suggest_slots",
    "talk_of",
    "tried_enough",
    "write_to_leaver",
]
