"""The conversation that ends every idea: times, appointment, attempts, record, answer.

Owns the talk from the result to the record; the status is moved by `workflow.move` alone. An idea closes here and
nowhere else, and only with a record (I1).
"""

from ideas.conversation.arranging import (
    attempt,
    book,
    cancel_booking,
    change_partner,
    choose_channel,
    note_unbooked,
    offer_slots,
    talk_of,
)
from ideas.conversation.ending import (
    close_unconfirmed,
    decline_talk,
    finish,
    give_up,
    missing_attempts,
    second_give_up,
    write_to_leaver,
)
from ideas.conversation.recording import co_answer, confirm, last_record, record, reopen
from ideas.conversation.surveying import answer_survey, has_answered_lately

__all__ = [
    "answer_survey",
    "attempt",
    "book",
    "cancel_booking",
    "change_partner",
    "choose_channel",
    "close_unconfirmed",
    "co_answer",
    "confirm",
    "decline_talk",
    "finish",
    "give_up",
    "has_answered_lately",
    "last_record",
    "missing_attempts",
    "note_unbooked",
    "offer_slots",
    "record",
    "reopen",
    "second_give_up",
    "talk_of",
    "write_to_leaver",
]
