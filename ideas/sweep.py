"""What happens because time passes: expiries, reminders, digests, duties of people who left.

Beat runs it, every minute or so; each job finds its rows by a query and may run twice or late without harm: verbs
check again under the lock, notices have keys that occur once. Holds no rule of its own and never uses ETA tasks.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts import people
from accounts.models import Department, User
from ideas import clock, conversation, deadlines, files, notifications, watch, workflow
from ideas.calendars import Calendar
from ideas.completeness import check_promises
from ideas.late_reviews import take_over_reviews
from ideas.models import (
    Assignment,
    Attempt,
    Broadcast,
    Conversation,
    FollowUp,
    HandledRequest,
    Hazard,
    Idea,
    Implementation,
    Notice,
    OutgoingMail,
    PanelSeat,
    Slot,
    Status,
    SweepRun,
)
from ideas.rules import Refused

log = logging.getLogger(__name__)

QUIET_UNTIL, QUIET_FROM = 6, 20
"""Reminders and digests leave between these hours of the reader's day."""
DIGEST_HOUR = 7
REQUEST_DAYS, BATCH, MOST_BATCHES = 30, 1000, 20
"""How long the keys of requests are kept, and how many are forgotten at a time, and in one run."""
FIRST_LOOK, OVERLAP = timedelta(days=1), timedelta(minutes=10)
"""How far the first look for what came true reaches back, and by how much each reaches into the one before."""
TO_ADMINS_AFTER = 2
"""Working days after a due date until the idea office hears of it."""


@dataclass(frozen=True)
class Reminder:
    """Somebody to be reminded of something; `level`: soon, due, overdue, escalated. `key` occurs once.

    `who` is the person with whom it is late, when that is not the reader.
    """

    idea: Idea
    user: User
    what: str
    level: str
    due_at: datetime
    who: User | None = None

    @property
    def key(self) -> str:
        """What makes it the same reminder."""
        return f"reminder:{self.what}:{self.idea.pk}:{self.due_at:%Y%m%dT%H%M}:{self.level}:{self.user.pk}"


def run() -> None:
    """All jobs, one after the other; a job that fails is logged and does not keep the others."""
    before = watch.last_run()
    for job in JOBS:
        try:
            job()
        except Exception:
            log.exception("sweep job failed", extra={"job": job.__name__})
    SweepRun.objects.update_or_create(name="sweep", defaults={"finished_at": clock.now()})
    watch.came_back(before)


def _each(verb: Callable[[Idea], Any], ideas: Iterable[Idea]) -> None:
    """The verb for each idea; what another sweep or a person did first is no fault."""
    for idea in ideas:
        try:
            verb(idea)
        except Refused:
            log.info("sweep came second", extra={"idea": idea.pk, "verb": verb.__name__})
        except Exception:
            log.exception("sweep failed", extra={"idea": idea.pk, "verb": verb.__name__})


def _past_due(status: str) -> Any:
    return Idea.objects.filter(status=status, due_at__lte=clock.now()).order_by("due_at", "pk")


def expire_questions() -> None:
    """Questions that were not answered in time: the idea goes on without the answer."""
    _each(workflow.expire_questions, _past_due(Status.CLARIFICATION))


def close_unconfirmed() -> None:
    """Notes that nobody answered in time: closed as "held, unconfirmed"."""
    _each(conversation.close_unconfirmed, _past_due(Status.CONFIRMING))


def come_back() -> None:
    """Ideas whose time on hold is over."""
    _each(workflow.come_back, _past_due(Status.DEFERRED))


def find_likenesses() -> None:
    """Ideas adopted since the last look that resemble one declined before. Looks at each once."""
    name, now = "likenesses", clock.now()
    last = SweepRun.objects.filter(name=name).values_list("finished_at", flat=True).first()
    _each(workflow.find_likeness, workflow.adopted_since((last or now - FIRST_LOOK) - OVERLAP))
    SweepRun.objects.update_or_create(name=name, defaults={"finished_at": now})


def close_panels() -> None:
    """Panels whose time is over: the appeal is decided without those who were not heard."""
    late = PanelSeat.objects.due_by(clock.now()).values("idea")
    _each(workflow.close_panel, Idea.objects.filter(pk__in=late).order_by("pk"))


def note_unbooked() -> None:
    """Times offered three working days ago and none taken: counts once a talk as an attempt."""
    unbooked = Conversation.objects.filter(
        Exists(Slot.objects.filter(conversation=OuterRef("pk"))),
        ~Exists(Attempt.objects.filter(conversation=OuterRef("pk"), by=None)),
        state=Conversation.State.ARRANGING,
        opened_at__lte=clock.now() - timedelta(days=3),
        idea__status=Status.CONVERSATION,
    ).select_related("idea__department")
    late = [talk.idea for talk in unbooked if _until_booked(talk) <= clock.now()]
    _each(conversation.note_unbooked, late)


def _until_booked(talk: Conversation) -> datetime:
    calendar = deadlines.calendar_of(talk.idea)
    return deadlines.in_working_days(deadlines.BOOKING_DAYS, calendar, talk.opened_at)


def relieve_leavers() -> None:
    """Duties of people who were deactivated by another road than the Scheme pages."""
    open_ = Q(owned_ideas__status__in=[s for s in Status.values if s not in ("draft", "closed", "withdrawn")])
    talks = Q(conversations__state__in=("arranging", "booked", "recorded"))
    duties = open_ | talks | Q(assignments__state="open") | Q(offered_assignments__state="open")
    duties |= Q(hazards__isnull=False, hazards__settled_at=None)
    duties |= Q(pk__in=Implementation.objects.under_way().values("owner"))
    duties |= Q(pk__in=FollowUp.objects.open().values("owner"))
    duties |= Q(pk__in=PanelSeat.objects.open().values("user"))
    for person in User.objects.filter(duties, is_active=False).distinct():
        try:
            workflow.relieve(person)
        except Exception:
            log.exception("leaver not relieved", extra={"person": person.pk})


def remind() -> None:
    """Reminders that are due now, each once; outside quiet hours and on working days of the reader."""
    wanted = [r for r in (*_of_questions(), *_of_notes(), *_of_duties(), *_of_reviews()) if may_hear(r.user)]
    fresh = {f"{r.key}:inbox": r for r in wanted}
    for known in Notice.objects.filter(dedupe_key__in=list(fresh)).values_list("dedupe_key", flat=True):
        del fresh[known]
    for r in fresh.values():
        late = r.level in ("overdue", "escalated")
        notifications.remind(r.idea, r.user, r.what, r.due_at, dedupe_key=r.key, late=late, who=r.who)


def remind_of_hazards() -> None:
    """Hazards whose day is over, each once: to who sees to it and to the office, at any hour."""
    late = Hazard.objects.filter(settled_at=None, due_at__lte=clock.now())
    for hazard in late.select_related("idea__department", "idea__coordinator", "owner").order_by("due_at"):
        office = User.objects.coordinators_of([Department.objects.office().pk])
        may = [user for user in office if Idea.objects.visible_to(user).filter(pk=hazard.idea_id).exists()]
        for user in {one.pk: one for one in (hazard.owner, *may)}.values():
            notifications.remind_of_hazard(hazard, user)


def forget_requests() -> None:
    """Keys of requests that were carried out long ago: nobody sends them again. A batch at a time."""
    old = HandledRequest.objects.filter(at__lt=clock.now() - timedelta(days=REQUEST_DAYS)).values("pk")
    for _batch in range(MOST_BATCHES):
        gone, _rows = HandledRequest.objects.filter(
            pk__in=list(old.values_list("pk", flat=True)[:BATCH])
        ).delete()
        if gone < BATCH:
            break


def may_hear(user: User) -> bool:
    """Whether reminders may leave to a person now: 6 to 20 h of a working day of theirs."""
    calendar = deadlines.calendar_of_person(user)
    local = clock.now().astimezone(ZoneInfo(calendar.zone))
    return calendar.is_working_day(local.date()) and QUIET_UNTIL <= local.hour < QUIET_FROM


def zone_of_person(user: User) -> str:
    """The zone of the department in which somebody works."""
    return deadlines.calendar_of_person(user).zone


def _waiting(status: str) -> Any:
    return (
        Idea.objects.filter(status=status, status_since__lte=clock.now() - timedelta(days=1))
        .select_related("department", "submitter__department")
        .order_by("pk")
    )


def _passed(idea: Idea, days: int) -> bool:
    """Whether so many working days have passed in the present status."""
    calendar = deadlines.calendar_of(idea)
    since = deadlines.start_day(idea.status_since, calendar)
    return deadlines.working_days_between(since, clock.today(calendar.zone), calendar) >= days


def _of_questions() -> Iterator[Reminder]:
    for idea in _waiting(Status.CLARIFICATION):
        if _passed(idea, deadlines.CLARIFICATION_REMINDER):
            yield Reminder(idea, idea.submitter, "question", "soon", idea.due_at)


def _of_notes() -> Iterator[Reminder]:
    for idea in _waiting(Status.CONFIRMING):
        for n, days in enumerate(deadlines.CONFIRMING_REMINDERS, 1):
            if _passed(idea, days):
                yield Reminder(idea, idea.submitter, "notes", f"soon{n}", idea.due_at)


def _today(due_at: datetime, calendar: Calendar) -> bool:
    return deadlines.local_day(due_at, calendar) <= clock.today(calendar.zone)


def _of_duties() -> Iterator[Reminder]:
    """Owners on the day, owners and coordinators after it, the idea office two working days later."""
    mine = (Status.TRIAGE, Status.DISCUSSION, Status.DECIDING, Status.CONVERSATION, Status.IN_REVIEW)
    ideas = (
        Idea.objects.filter(status__in=mine, due_at__lte=clock.now() + timedelta(days=1))
        .select_related("department", "owner__department", "coordinator__department")
        .order_by("pk")
    )
    for idea in ideas:
        calendar = deadlines.calendar_of(idea)
        if idea.status != Status.IN_REVIEW and _today(idea.due_at, calendar):
            yield Reminder(idea, idea.owner, idea.status, "due", idea.due_at)
        if idea.due_at <= clock.now():
            yield from _overdue(idea, calendar)


def _overdue(idea: Idea, calendar: Calendar) -> Iterator[Reminder]:
    for user in {u.pk: u for u in (idea.owner, idea.coordinator) if u}.values():
        yield Reminder(idea, user, idea.status, "overdue", idea.due_at, idea.owner)
    if deadlines.in_working_days(TO_ADMINS_AFTER, calendar, idea.due_at) <= clock.now():
        for admin in User.objects.admins().select_related("department"):
            yield Reminder(idea, admin, idea.status, "escalated", idea.due_at, idea.owner)


def _of_reviews() -> Iterator[Reminder]:
    rows = (
        Assignment.objects.due_by(clock.now() + timedelta(days=1))
        .select_related("idea__department", "idea__coordinator__department", "reviewer__department")
        .order_by("pk")
    )
    for row in rows:
        if _today(row.due_at, deadlines.calendar_of(row.idea)):
            yield Reminder(row.idea, row.reviewer, "review", "due", row.due_at)
        if row.due_at <= clock.now():
            yield Reminder(row.idea, row.reviewer, "review", "overdue", row.due_at)


def broadcasts() -> None:
    """Followers hear of what happened, in batches, after those with a duty."""
    for broadcast in Broadcast.objects.filter(done_at=None).select_related("event").order_by("pk"):
        while notifications.expand(broadcast) == notifications.BATCH:
            pass


def digests() -> None:
    """One mail a day to those who wish so, from seven o'clock of their working day on; each notice once."""
    waiting = Notice.objects.filter(digest=True, digested_at=None, user=OuterRef("pk"))
    readers = User.objects.active().filter(Exists(waiting)).select_related("department").order_by("pk")
    for person in readers:
        local = clock.now().astimezone(ZoneInfo(zone_of_person(person)))
        if may_hear(person) and local.hour >= DIGEST_HOUR:
            _digest(person, f"digest:{person.pk}:{local.date():%Y-%m-%d}")
    SweepRun.objects.update_or_create(name="digests", defaults={"finished_at": clock.now()})


def _digest(person: User, key: str) -> None:
    """The digest of a day, if it has not left yet; two beats at once send one."""
    with transaction.atomic():
        rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            user=person, digest=True, digested_at=None
        )
        if not OutgoingMail.objects.filter(dedupe_key=key).exists():
            notifications.send_digest(
                person, list(rows.select_related("idea").order_by("pk")), dedupe_key=key
            )


def forget_unconfirmed() -> None:
    """Sign-ups that nobody confirmed are forgotten."""
    people.forget_unconfirmed()


def forget_files() -> None:
    """Once a day: bytes that no row names any more, and pictures of people who left by another road."""
    name = "files"
    if SweepRun.objects.filter(name=name, finished_at__gt=clock.now() - timedelta(days=1)).exists():
        return
    for person in User.objects.filter(is_active=False).exclude(portrait=""):
        people.set_portrait(person, "")
    files.forget_orphans()
    SweepRun.objects.update_or_create(name=name, defaults={"finished_at": clock.now()})


JOBS: tuple[Callable[[], None], ...] = (
    expire_questions,
    close_unconfirmed,
    come_back,
    close_panels,
    note_unbooked,
    relieve_leavers,
    take_over_reviews,
    check_promises,
    remind_of_hazards,
    remind,
    broadcasts,
    find_likenesses,
    forget_unconfirmed,
    forget_files,
    forget_requests,
)
