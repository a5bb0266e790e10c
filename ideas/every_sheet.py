"""Every sheet of an idea's file: its rows, and which columns are read. Who may open which is in `dossier`."""

from django.db.models import F

from ideas.models import (
    AgreedPoint,
    Appointment,
    Assignment,
    Attachment,
    Attempt,
    CoAnswer,
    Conversation,
    CoSubmitter,
    Credit,
    Decision,
    Event,
    FollowUp,
    Hazard,
    Knock,
    Message,
    Note,
    PanelSeat,
    Proposal,
    Question,
    ReadMark,
    Record,
    RecordAddition,
    RecordVersion,
    Review,
    Slot,
    Support,
    Survey,
    Thanks,
)
from ideas.sheets import Sheet

QUESTIONS = Sheet(
    Question,
    "idea",
    ("id", "round_id", "text", "state", "answer", "asked_at", "answered_at", "by_phone"),
    ("asked_by", "answered_by"),
)
COSUBMITTERS = Sheet(CoSubmitter, "idea", ("id", "state"), ("user",))
MESSAGES = Sheet(Message, "idea", ("id", "text", "created_at"), ("author",), newest=True)
MESSAGE_FILES = Sheet(
    Attachment,
    "idea",
    ("id", "message_id", "public_id", "name", "content_type", "size", "width", "height"),
    only=(("message__isnull", False),),
    newest=True,
)
READ_MARKS = Sheet(ReadMark, "idea", ("id", "message_id", "read_at"), ("user",))
NOTES = Sheet(Note, "idea", ("id", "round_id", "kind", "criterion", "text", "created_at"), ("author",))
THANKS = Sheet(Thanks, "idea", ("id", "round_id", "text", "created_at"), ("author",))
ASSIGNMENTS = Sheet(
    Assignment,
    "idea",
    ("id", "round_id", "state", "due_at", "why", "why_data", "ended_at"),
    ("reviewer", "department", "offered_to"),
)
PUBLIC_REVIEWS = Sheet(
    Review,
    "assignment__idea",
    ("id", "assignment_id", "recommendation", "public_text", "filed_at", "set_aside"),
)
REVIEWS = Sheet(
    Review,
    "assignment__idea",
    (*PUBLIC_REVIEWS.columns, "internal_note", "scores"),
)
REFERRED = Sheet(Review.earlier.through, "review__assignment__idea", ("id", "review_id", "idea_id"))
DECISIONS = Sheet(
    Decision,
    "idea",
    ("id", "round_id", "outcome", "reason_text", "decided_at", "receipt_confirmed_at"),
    ("decided_by", "agreed_by", "passed_to"),
)
PROPOSALS = Sheet(
    Proposal,
    "idea",
    ("id", "outcome", "reason_code", "reason_text", "where", "passed_to_office", "proposed_at"),
    ("proposed_by", "passed_to", "target"),
    only=(("state", "open"),),
)
TALKS = Sheet(
    Conversation,
    "idea",
    (
        *("id", "round_id", "number", "channel", "state", "unclear", "appointment_id", "opened_at"),
        *("invited_at", "other_asked_at", "manager_asked_at"),
    ),
    ("partner",),
)
TIMED = ("id", "starts_at", "minutes", "channel", "place")
SLOTS = Sheet(Slot, "conversation__idea", (*TIMED, "conversation_id", "by_submitter"))
APPOINTMENTS = Sheet(
    Appointment,
    "conversations__idea",
    (*TIMED, "state"),
    ("partner",),
)
RECORDS = Sheet(
    Record,
    "conversation__idea",
    (
        *("id", "conversation_id", "kind", "held_at", "channel", "said", "on_the_spot"),
        *("thanks", "next_step", "filed_at", "answer", "answer_words", "answered_at", "closes_as"),
    ),
    ("filed_by",),
)
ACCOUNTS = Sheet(
    Record,
    "conversation__idea",
    ("id", "conversation_id", "kind", "said", "filed_at", "closes_as"),
    ("filed_by",),
    only=(("kind", "unreachable"), ("closes_as", "")),
)
POINTS = Sheet(
    AgreedPoint,
    "record__conversation__idea",
    ("id", "record_id", "position", "text", "owner_name", "due_on", "settled_at", "result"),
    ("owner", "carried_by", "settled_by"),
)
VERSIONS = Sheet(
    RecordVersion,
    "record__conversation__idea",
    ("id", "record_id", "number", "facts", "written_at", "why"),
    ("written_by",),
)
ADDITIONS = Sheet(
    RecordAddition, "record__conversation__idea", ("id", "record_id", "text", "created_at"), ("author",)
)
COANSWERS = Sheet(CoAnswer, "record__conversation__idea", ("id", "record_id", "answer", "words"), ("user",))
SURVEYS = Sheet(
    Survey,
    "record__conversation__idea",
    ("id", "record_id", "understood", "fair", "again", "words", "call_me", "answered_at"),
    ("user",),
)
ANSWERED = Sheet(Survey, "user__ideas", ("id", "record_id", "answered_at"))
"""When the submitter has answered such questions, of whatever idea."""
CREDITS = Sheet(Credit, "idea", ("id",), ("user",))
TRIED = ("id", "conversation_id", "at", "on", "channel", "note")
ATTEMPTS = Sheet(Attempt, "conversation__idea", TRIED, ("by",))

ARRANGED = Sheet(
    Event,
    "idea",
    ("id", "seq", "at", "kind", "why", "data"),
    ("actor",),
    only=(("kind__in", ("cancel_booking", "choose_channel", "offer_slots", "suggest_slots")),),
)
"""How the talk was arranged so far; `story` says who reads which words of it."""

HAZARDS = Sheet(
    Hazard,
    "idea",
    ("id", "reported_at", "due_at", "done", "settled_at"),
    ("owner", "reported_by", "settled_by"),
)
SEATS = Sheet(
    PanelSeat,
    "idea",
    ("id", "round_id", "due_at", "view", "text", "heard_at", "released_at"),
    ("user",),
    only=(("idea__round", F("round")),),
)
FOLLOW_UPS = Sheet(
    FollowUp,
    "idea",
    ("id", "cause", "asked_at", "due_at", "kind", "text", "ended_at"),
    ("owner", "ended_by"),
)
KNOCKS = Sheet(
    Knock, "idea", ("id", "asked_at", "due_at", "answer", "answered_at"), ("asked_by", "answered_by")
)
EARLIER = Sheet(
    Decision,
    "idea__improved_by",
    (
        *("id", "outcome", "reason_code", "reason_text", "decided_at"),
        *("would_change", "point", "alternative"),
    ),
    ("idea",),
    only=(("idea__decision", F("pk")),),
)

VOICES = Sheet(
    Support,
    "idea",
    ("id", "sentence", "created_at"),
    ("user",),
    only=(("sentence__gt", ""),),
    beside=("user__department__name",),
)

SHEETS = {
    "voices": VOICES,
    "hazards": HAZARDS,
    "seats": SEATS,
    "follow_ups": FOLLOW_UPS,
    "earlier": EARLIER,
    "knocks": KNOCKS,
    "questions": QUESTIONS,
    "cosubmitters": COSUBMITTERS,
    "messages": MESSAGES,
    "message_files": MESSAGE_FILES,
    "read_marks": READ_MARKS,
    "notes": NOTES,
    "thanks": THANKS,
    "referred": REFERRED,
    "assignments": ASSIGNMENTS,
    "reviews": REVIEWS,
    "public_reviews": PUBLIC_REVIEWS,
    "decisions": DECISIONS,
    "proposals": PROPOSALS,
    "talks": TALKS,
    "slots": SLOTS,
    "appointments": APPOINTMENTS,
    "records": RECORDS,
    "accounts": ACCOUNTS,
    "coanswers": COANSWERS,
    "points": POINTS,
    "versions": VERSIONS,
    "additions": ADDITIONS,
    "surveys": SURVEYS,
    "answered": ANSWERED,
    "credits": CREDITS,
    "attempts": ATTEMPTS,
    "arranged": ARRANGED,
}
