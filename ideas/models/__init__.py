"""The nouns: fields, constraints, `__str__`; nothing that touches two nouns."""

from ideas.models.attachment import Attachment
from ideas.models.conversation import Appointment, Attempt, Channel, Conversation, Slot, TalkDraft
from ideas.models.decision import AFTER_REVIEW, AT_TRIAGE, Decision, Proposal, Reason
from ideas.models.discussion import Comment, CommentReport
from ideas.models.event import Event
from ideas.models.hazard import Hazard
from ideas.models.idea import (
    BEFORE_DECISION,
    DECIDED,
    IN_FAVOUR,
    TALKING,
    UNOWNED,
    Idea,
    Implementation,
    Outcome,
    Round,
    Shelf,
    Status,
    Visibility,
    WordsOnShelf,
)
from ideas.models.mail import Broadcast, InPersonTask, MailServer, Notice, OutgoingMail
from ideas.models.people import CoSubmitter, Follow, Support
from ideas.models.promises import FollowUp, Knock, Likeness, PanelSeat, Thanks
from ideas.models.record import (
    AgreedPoint,
    CloseKind,
    CoAnswer,
    Credit,
    Record,
    RecordAddition,
    RecordVersion,
    Survey,
)
from ideas.models.review import Assignment, Review
from ideas.models.scheme import HandledRequest, RoutingRule, SweepRun
from ideas.models.words import Message, Note, Question, ReadMark

__all__ = [
    "AFTER_REVIEW",
    "AT_TRIAGE",
    "BEFORE_DECISION",
    "DECIDED",
    "IN_FAVOUR",
    "TALKING",
    "UNOWNED",
    "AgreedPoint",
    "Appointment",
    "Assignment",
    "Attachment",
    "Attempt",
    "Broadcast",
    "Channel",
    "CloseKind",
    "CoAnswer",
    "CoSubmitter",
    "Comment",
    "CommentReport",
    "Conversation",
    "Credit",
    "Decision",
    "Event",
    "Follow",
    "FollowUp",
    "HandledRequest",
    "Hazard",
    "Idea",
    "Implementation",
    "InPersonTask",
    "Knock",
    "Likeness",
    "MailServer",
    "Message",
    "Note",
    "Notice",
    "Outcome",
    "OutgoingMail",
    "PanelSeat",
    "Proposal",
    "Question",
    "ReadMark",
    "Reason",
    "Record",
    "RecordAddition",
    "RecordVersion",
    "Review",
    "Round",
    "RoutingRule",
    "Shelf",
    "Slot",
    "Status",
    "Support",
    "Survey",
    "SweepRun",
    "TalkDraft",
    "Thanks",
    "Visibility",
    "WordsOnShelf",
]
