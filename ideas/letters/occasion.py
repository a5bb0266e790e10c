"""An occasion to write: an event with the people and rows that it is about, each fetched once and when asked for.

It reads; it neither decides who is told nor writes a word.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q

from accounts.models import Membership, User
from ideas import days, deadlines, rules, statements, wording
from ideas.letters import places
from ideas.letters.letter import plain_title
from ideas.models import (
    AgreedPoint,
    Appointment,
    Assignment,
    Comment,
    Conversation,
    Decision,
    Event,
    Hazard,
    Idea,
    Knock,
    Message,
    PanelSeat,
    Proposal,
    Question,
    Record,
    RecordAddition,
    Slot,
)

ON_IT = ("open", "filed")


class Occasion:
    """One event on one idea, as the people concerned will be told of it; the assignments that it names are asked for
    unless they are at hand."""

    def __init__(self, event: Event, idea: Idea, asked: Sequence[Assignment] = ()) -> None:
        self.event = event
        self.idea = idea
        self.data: dict[str, Any] = event.data
        self._at_hand = list(asked)

    def facts(self, user: Any = None) -> dict[str, Any]:
        """What the sentences about it are filled with, in the language of the moment."""
        idea, data = self.idea, self.data
        return {
            "number": idea.number,
            "title": plain_title(idea),
            "actor": self.actor_name,
            "person": data.get("user_name", ""),
            "contact": self.contact.name if self.contact else settings.SITE_NAME,
            "due": self.due_words(user),
            "promise": days.plain(idea.promise_at) if idea.promise_at else "",
            "departments": wording.in_a_row([data.get("lead", ""), *data.get("concerned", [])]),
            "other": data.get("number", ""),
            "talk_by": days.named(by) if (by := self.moment("talk_by")) else "",
            "call_by": days.named(by) if (by := self.moment("call_by")) else "",
            "site": settings.SITE_NAME,
            "reason": self.comment.removed_why if self.event.kind == "remove_comment" else "",
        }

    def place(self, part: str) -> str:
        """Where a line about it leads: a part of the idea, or the comment that it is about."""
        if part == "comment":
            return places.comment(self.idea, self.data["comment"])
        return places.idea(self.idea, part)

    @property
    def actor_name(self) -> str:
        """Who did it; the scheme itself where nobody did."""
        return self.event.actor.name if self.event.actor else settings.SITE_NAME

    def due_words(self, user: Any = None) -> str:
        """The date that counts for this reader: of their own review where they were asked, else of the idea."""
        own = [a.due_at for a in self.asked if a.reviewer == user] if user and "asked" in vars(self) else []
        due = own[0] if own and own[0] else self.idea.due_at
        return days.named(due) if due else ""

    # people
    @cached_property
    def submitters(self) -> list[User]:
        """The submitter and those who have accepted to be co-submitters, of whom a new idea has none."""
        if self.event.kind == "hand_in":
            return [self.idea.submitter]
        others = User.objects.filter(cosubmissions__idea=self.idea, cosubmissions__state="accepted")
        return [self.idea.submitter, *others.order_by("pk")]

    @cached_property
    def asked(self) -> list[Assignment]:
        """The assignments that the event names."""
        return self._at_hand or self._assignments("assignment_ids")

    @cached_property
    def released(self) -> list[Assignment]:
        """The assignments that the event has taken back."""
        return self._assignments("released_ids")

    @cached_property
    def seats(self) -> list[PanelSeat]:
        """The seats of a panel that the event has filled."""
        ids = self.data.get("seat_ids") or []
        return list(PanelSeat.objects.filter(pk__in=ids).select_related("user").order_by("pk")) if ids else []

    def _assignments(self, key: str) -> list[Assignment]:
        ids = self.data.get(key) or []
        return statements.rows(_named_assignments, None, ids=ids) if ids else []

    @cached_property
    def experts(self) -> list[User]:
        """Everybody whose review of this round is open or filed."""
        rows = self.idea.assignments.filter(round=self.idea.round_id, state__in=ON_IT)
        return [row.reviewer for row in rows.select_related("reviewer").order_by("pk")]

    @cached_property
    def points(self) -> list[AgreedPoint]:
        """What was agreed and somebody sees to, as the event names it."""
        ids = self.data.get("point_ids") or []
        rows = AgreedPoint.objects.open().filter(pk__in=ids).select_related("carried_by", "owner")
        return list(rows.order_by("pk")) if ids else []

    @cached_property
    def addition(self) -> RecordAddition:
        """What was added to the notes."""
        return RecordAddition.objects.get(pk=self.data["addition_id"])

    @cached_property
    def thanked(self) -> list[User]:
        """The experts whom a submitter thanks."""
        return list(User.objects.active().filter(pk__in=self.data.get("expert_ids") or []).order_by("pk"))

    @cached_property
    def coordinators(self) -> list[User]:
        """The coordinators of the lead department, without those who have a part in the idea."""
        return self._members(Membership.Role.COORDINATOR)

    @cached_property
    def seconds(self) -> list[User]:
        """Who may agree to what was proposed: experts and coordinators of the lead department."""
        return self._members(Membership.Role.COORDINATOR, Membership.Role.REVIEWER)

    def _members(self, *roles: str) -> list[User]:
        members = User.objects.filter(
            memberships__department=self.idea.department_id, memberships__role__in=roles, is_active=True
        ).distinct()
        barred = {user.pk for user in self.submitters} | {self.idea.submitter.line_manager_id}
        return [user for user in members.order_by("pk") if user.pk not in barred]

    def named(self, *keys: str) -> list[User]:
        """The people whose ids the event holds under these names."""
        ids = [self.data[key] for key in keys if self.data.get(key)]
        known = [user for user in (self.idea.owner, self.idea.submitter) if user and user.pk in ids]
        missing = set(ids) - {user.pk for user in known}
        return known + (list(User.objects.filter(pk__in=missing)) if missing else [])

    @cached_property
    def comment(self) -> Comment:
        """What was said in public."""
        return Comment.objects.select_related("author").get(pk=self.data["comment_id"])

    @cached_property
    def mentioned(self) -> list[User]:
        """Those whom a comment names, as far as they may read the idea."""
        people = User.objects.active().filter(pk__in=self.data.get("mention_ids") or []).order_by("pk")
        return list(people) if rules.is_public(self.idea) else []

    @cached_property
    def reporters(self) -> list[User]:
        """Who reported the comment."""
        return list(User.objects.filter(pk__in=self.data.get("reporter_ids") or []).order_by("pk"))

    def elsewhere(self, user: User) -> Idea | None:
        """The other idea that the event names, if this person may read it."""
        return Idea.objects.visible_to(user).filter(pk=self.data.get("idea_id")).first()

    @property
    def contact(self) -> User | None:
        """Who looks after the idea, and tells those in person who have no e-mail."""
        return self.idea.coordinator or self.idea.owner

    # rows
    @cached_property
    def questions(self) -> list[Question]:
        """The question, or questions, that the event names."""
        ids = self.data.get("question_ids") or [self.data.get("question_id")]
        return list(Question.objects.filter(pk__in=ids).select_related("asked_by").order_by("pk"))

    @cached_property
    def hazard(self) -> Hazard:
        """The hazard that was reported with the idea."""
        return Hazard.objects.select_related("reported_by", "owner").get(idea=self.idea)

    @cached_property
    def knock(self) -> Knock:
        """That somebody asked how it stands."""
        return Knock.objects.get(pk=self.data["knock_id"])

    @cached_property
    def message(self) -> Message:
        """What was written."""
        return Message.objects.get(pk=self.data["message_id"])

    @cached_property
    def decision(self) -> Decision | None:
        """The decision that the event names, else the present one."""
        pk = self.data.get("decision_id") or self.idea.decision_id
        present = self.idea.decision
        if present is not None and present.pk == pk:
            return present
        return Decision.objects.filter(pk=pk).first() if pk else None

    @cached_property
    def proposal(self) -> Proposal | None:
        """What was proposed at triage."""
        rows = Proposal.objects.select_related("proposed_by")
        return rows.filter(pk=self.data.get("proposal_id")).first()

    @cached_property
    def conversation(self) -> Conversation | None:
        """The talk that the event names, else the latest one of the idea."""
        rows = Conversation.objects.select_related("partner", "appointment").filter(idea=self.idea)
        if self.data.get("conversation_id"):
            return rows.filter(pk=self.data["conversation_id"]).first()
        return rows.order_by("-pk").first()

    @cached_property
    def slots(self) -> list[Slot]:
        """The times to choose from that are still to come, soonest first."""
        if not self.conversation or self.data.get("slot_count") == 0:
            return []
        return list(self.conversation.slots.filter(starts_at__gt=self.event.at).order_by("starts_at"))

    @cached_property
    def appointment(self) -> Appointment | None:
        """The appointment that the event names."""
        rows = Appointment.objects.select_related("partner")
        return rows.filter(pk=self.data.get("appointment_id")).first()

    @cached_property
    def first(self) -> "Occasion | None":
        """The occasion on the idea that tells of an appointment about several, where this is a further one."""
        pk = self.data.get("along_id")
        found = Idea.objects.filter(pk=pk).select_related("submitter").first() if pk else None
        return Occasion(self.event, found) if found else None

    @property
    def numbers(self) -> list[int]:
        """The numbers of all ideas that the appointment is about, when it was made, moved or called off."""
        return self.data.get("numbers") or [self.idea.number or 0]

    @cached_property
    def record(self) -> Record | None:
        """The notes of the talk."""
        pk = self.data.get("record_id")
        return Record.objects.select_related("conversation", "filed_by").filter(pk=pk).first() if pk else None

    # dates
    @property
    def zone(self) -> str:
        """The zone in which its dates are said."""
        return deadlines.zone_of(self.idea)

    def moment(self, key: str) -> datetime | None:
        """A date that the event holds."""
        return datetime.fromisoformat(self.data[key]) if self.data.get(key) else None

    def choose_by(self) -> date:
        """Until when to choose a time: three working days, or the day of the last time offered."""
        calendar = deadlines.calendar_of(self.idea)
        limit = deadlines.in_working_days(deadlines.BOOKING_DAYS, calendar, self.event.at)
        last = [slot.starts_at for slot in self.slots[-1:]]
        return deadlines.local_day(min([limit, *last]), calendar)


def _named_assignments(_person: None, *, ids: list[int]) -> Any:
    return Assignment.objects.filter(Q(pk__any_of=ids)).select_related("reviewer").order_by("pk")


def distinct(people: Iterable[User | None]) -> list[User]:
    """Each person once, in order."""
    return list({user.pk: user for user in people if user is not None}.values())
