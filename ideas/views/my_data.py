"""All that is kept about one person, for that person: what they are, wrote, decided and were sent. Reads only.

What others wrote about their ideas is in it only as far as the pages of these ideas show it to them.
"""

from collections.abc import Iterable
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.urls import reverse

from ideas import clock, files
from ideas.models import (
    AgreedPoint,
    Assignment,
    Attachment,
    CoAnswer,
    Comment,
    CommentReport,
    Conversation,
    CoSubmitter,
    Credit,
    Decision,
    Event,
    Follow,
    FollowUp,
    Idea,
    Implementation,
    InPersonTask,
    Knock,
    Message,
    Note,
    Notice,
    OutgoingMail,
    PanelSeat,
    Question,
    ReadMark,
    Record,
    RecordAddition,
    RecordVersion,
    Review,
    Slot,
    Support,
    Survey,
    TalkDraft,
    Thanks,
)

REASONS = ("reason_code", "reason_text", "would_change", "point", "alternative")
"""What a decision says beside its outcome."""

POINT = ("text", "owner__name", "owner_name", "due_on", "settled_at", "result")
"""What is said of something that was agreed."""

PERSON = (
    "name",
    "email",
    "personnel_number",
    "phone",
    "language",
    "mail_rhythm",
    "muted",
    "reach",
    "reach_words",
    "feed_made_at",
    "created_at",
    "last_login",
)


def data_of(person: Any) -> dict[str, Any]:
    """Everything by kind, ready for JSON; each kind is one statement."""
    return {
        "made_at": clock.now(),
        "person": of_person(person),
        "roles": rows(person.memberships.all(), "department__name", "role", "cap"),
        "absences": rows(person.absences.all(), "first_day", "last_day", "substitute__name"),
        "devices": rows(UserSession.objects.filter(user=person), "ip", "user_agent", "created_at", "last_seen_at"),
        **of_ideas(person),
        **of_talks(person),
        **of_duties(person),
        **of_news(person),
    }  # fmt: skip


def of_person(person: Any) -> dict[str, Any]:
    """What stands in the person's own row."""
    said = {name: getattr(person, name) for name in PERSON}
    said["department"] = str(person.department or "")
    said["line_manager"] = str(person.line_manager or "")
    said["picture"] = picture_of(person)
    return {**said, "idea_office": person.is_admin, "observer": person.is_observer}


def picture_of(person: Any) -> str:
    """Where the person's picture is, if there is one."""
    token = files.portrait_token(person)
    return reverse("person_picture", args=[person.pk, token]) if token else ""


def of_ideas(person: Any) -> dict[str, Any]:
    """Own and joint ideas with their outcome, and what the person said to others' ideas."""
    shown = (
        "number",
        "title",
        "text",
        "status",
        "outcome",
        "handed_in_at",
        "closed_at",
        "visibility",
        "show_name",
    )
    reason = tuple(f"decision__{name}" for name in REASONS)
    mine = rows(Idea.objects.filter(submitter=person).order_by("pk"), *shown, *reason)
    joint = CoSubmitter.objects.filter(user=person).exclude(state="invited", idea__status="withdrawn")
    added = Attachment.objects.filter(uploaded_by=person)
    return {
        "ideas": mine,
        "files": rows(added, "idea__number", "name", "content_type", "size", "sha256", "created_at"),
        "joint_ideas": rows(joint, "idea__number", "idea__title", "state", "invited_at", "accepted_at"),
        "supports": rows(Support.objects.filter(user=person), "idea__number", "sentence", "created_at"),
        "follows": rows(Follow.objects.filter(user=person), "idea__number", "created_at"),
        "comments": rows(
            Comment.objects.filter(author=person),
            "idea__number",
            "text",
            "created_at",
            "removed_at",
            "removed_why",
        ),
        "comments_reported": rows(
            CommentReport.objects.filter(reported_by=person), "comment__idea__number", "why", "created_at"
        ),
        "knocks": rows(
            Knock.objects.filter(asked_by=person), "idea__number", "asked_at", "answer", "answered_at"
        ),
        "thanked_by_name": rows(Credit.objects.filter(user=person), "idea__number", "given_at"),
        "thanks": rows(Thanks.objects.filter(author=person), "idea__number", "text", "created_at"),
        "messages": rows(Message.objects.filter(author=person), "idea__number", "text", "created_at"),
        "answers": rows(
            Question.objects.filter(answered_by=person), "idea__number", "text", "answer", "answered_at"
        ),
    }


def of_talks(person: Any) -> dict[str, Any]:
    """Talks about own ideas with their notes, answers and surveys, and talks that the person held for others."""
    own = Record.objects.filter(conversation__idea__submitter=person)
    own = own.exclude(
        kind=Record.Kind.UNREACHABLE, closes_as=""
    )  # what a second person has not confirmed yet
    about = "conversation__idea__number"
    notes = ("held_at", "channel", "said", "thanks", "next_step")
    answers = ("answer", "answer_words", "answered_at", "closes_as")
    surveys = Survey.objects.filter(user=person)
    joint = CoAnswer.objects.filter(user=person)
    held = Conversation.objects.filter(partner=person)
    return {
        "talks": rows(own, about, *notes, *answers),
        "agreed": rows(AgreedPoint.objects.filter(record__in=own), f"record__{about}", *POINT),
        "agreed_and_seen_to": rows(AgreedPoint.objects.filter(carried_by=person), f"record__{about}", *POINT),
        "versions_of_notes": rows(
            RecordVersion.objects.filter(Q(written_by=person) | Q(record__in=own)),
            f"record__{about}",
            *("number", "facts", "written_at", "why"),
        ),
        "added_to_notes": rows(
            RecordAddition.objects.filter(author=person), f"record__{about}", "text", "created_at"
        ),
        "joint_answers": rows(joint, f"record__{about}", "answer", "words", "answered_at"),
        "surveys": rows(
            surveys, f"record__{about}", "understood", "fair", "again", "words", "call_me", "answered_at"
        ),
        "second_talks": rows(
            FollowUp.objects.filter(idea__submitter=person),
            "idea__number",
            "cause",
            "due_at",
            "kind",
            "text",
            "ended_at",
        ),
        "second_talks_owed": rows(
            FollowUp.objects.filter(owner=person),
            "idea__number",
            "cause",
            "due_at",
            "kind",
            "text",
            "ended_at",
        ),
        "messages_read": rows(ReadMark.objects.filter(user=person), "idea__number", "read_at"),
        "begun_in_talks": rows(TalkDraft.objects.filter(user=person), about, "kind", "facts", "saved_at"),
        "talks_held": rows(held, "idea__number", "number", "channel", "state", "opened_at"),
        "notes_filed": rows(Record.objects.filter(filed_by=person), about, *notes),
        "times_named": rows(
            Slot.objects.filter(conversation__idea__submitter=person, by_submitter=True),
            "starts_at",
            "channel",
            "place",
        ),
        "times_offered": rows(
            Slot.objects.filter(conversation__partner=person, by_submitter=False),
            "starts_at",
            "channel",
            "place",
        ),
    }


def of_duties(person: Any) -> dict[str, Any]:
    """What the person did for others' ideas: views, decisions, notes, questions."""
    asked = Assignment.objects.filter(reviewer=person)
    reviews = Review.objects.filter(assignment__reviewer=person)
    view = ("recommendation", "public_text", "internal_note", "scores", "filed_at")
    decided = ("idea__number", "outcome", *REASONS, "decided_at")
    carried = Implementation.objects.filter(owner=person)
    return {
        "asked_for_review": rows(asked, "idea__number", "state", "due_at", "created_at"),
        "reviews": rows(reviews, "assignment__idea__number", *view),
        "earlier_ideas_referred_to": rows(
            Review.earlier.through.objects.filter(review__assignment__reviewer=person),
            "review__assignment__idea__number",
            "idea__number",
        ),
        "decisions": rows(Decision.objects.filter(decided_by=person), *decided),
        "panels": rows(
            PanelSeat.objects.filter(user=person), "idea__number", "due_at", "view", "text", "heard_at"
        ),
        "notes": rows(
            Note.objects.filter(author=person), "idea__number", "kind", "criterion", "text", "created_at"
        ),
        "knocks_answered": rows(
            Knock.objects.filter(answered_by=person), "idea__number", "answer", "answered_at"
        ),
        "questions": rows(Question.objects.filter(asked_by=person), "idea__number", "text", "asked_at"),
        "carries_out": rows(carried, "idea__number", "state", "next_news_on", "done_on", "note"),
        "steps": rows(Event.objects.filter(actor=person), "idea__number", "at", "kind", "why"),
    }


def of_news(person: Any) -> dict[str, Any]:
    """What the person was told: inbox, mail, in person."""
    mails = OutgoingMail.objects.filter(to_user=person)
    told = InPersonTask.objects.filter(user=person)
    return {
        "inbox": rows(Notice.objects.filter(user=person), "text", "path", "created_at", "read_at"),
        "mails": rows(mails, "address", "subject", "state", "created_at", "sent_at"),
        "told_in_person": rows(told, "idea__number", "text", "created_at", "done_at"),
    }


def rows(found: QuerySet[Any] | Any, *names: str) -> Iterable[dict[str, Any]]:
    """The rows as plain dictionaries, oldest first."""
    return list(found.order_by("pk").values(*names))
