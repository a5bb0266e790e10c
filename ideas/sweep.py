"""What happens because time passes: expiries, reminders, digests, duties of people who left.

Beat runs it, every minute or so; each job finds its rows by a query and may run twice or late without harm: verbs
check again under the lock, notices have keys that occur once. Holds no rule of its own and never uses ETA tasks.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts import people
from accounts.models import Department, User
from ideas import clock, conversation, deadlines, duties, files, notifications, watch, workflow
from ideas.completeness import check_promises
from ideas.late_reviews import take_over_reviews
from ideas.models import (
    AgreedPoint,
    Attempt,
    Broadcast,
    Channel,
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

REQUEST_DAYS, BATCH, MOST_BATCHES = 30, 1000, 20
"""How long the keys of requests are kept, and how many are forgotten at a time, and in one run."""
FIRST_LOOK, OVERLAP = timedelta(days=1), timedelta(minutes=10)
"""How far the first look for what came true reaches back, and by how much each reaches into the one before."""


def run() -> None:
    """All jobs, one after the other; a job that fails is logged and does not keep the others."""
    before = watch.last_run()
    _do(*JOBS)
    SweepRun.objects.update_or_create(name="sweep", defaults={"finished_at": clock.now()})
    watch.came_back(before)


def _do(*jobs: Callable[[], None]) -> None:
    for job in jobs:
        try:
            job()
        except Exception:
            log.exception("sweep job failed", extra={"job": job.__name__})


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
    """Asked three working days ago to take or to name a time, and none came: counts once a talk as an attempt.

    Nobody is counted as not reached while they are away, talk in writing, or wait for the partner to take a time.
    """
    slots = Slot.objects.filter(conversation=OuterRef("pk"))
    unbooked = Conversation.objects.filter(
        Q(invited_at__isnull=False) | Exists(slots.filter(by_submitter=False)),
        ~Exists(slots.filter(by_submitter=True, starts_at__gt=clock.now())),
        ~Exists(Attempt.objects.filter(conversation=OuterRef("pk"), by=None)),
        ~Q(channel=Channel.WRITTEN),
        state=Conversation.State.ARRANGING,
        opened_at__lte=clock.now() - timedelta(days=3),
        idea__status=Status.CONVERSATION,
    ).select_related("idea__department", "idea__submitter")
    late = [talk.idea for talk in unbooked if _until_booked(talk) <= clock.now() and _is_here(talk.idea)]
    _each(conversation.note_unbooked, late)


def _until_booked(talk: Conversation) -> datetime:
    """By when a time is to be taken, counted from when the submitter was last asked."""
    calendar = deadlines.calendar_of(talk.idea)
    asked = talk.idea.events.filter(
        kind__in=("offer_slots", "invite_to_suggest"), data__conversation_id=talk.pk
    )
    since = asked.order_by("-seq").values_list("at", flat=True).first() or talk.opened_at
    return deadlines.in_working_days(deadlines.BOOKING_DAYS, calendar, since)


def _is_here(idea: Idea) -> bool:
    """Whether the submitter is not away; who has left is not waited for."""
    person = idea.submitter
    return not person.is_active or person.is_present(clock.today(deadlines.zone_of(idea)))


def relieve_leavers() -> None:
    """Duties of people who were deactivated by another road than the Scheme pages."""
    open_ = Q(owned_ideas__status__in=[s for s in Status.values if s not in ("draft", "closed", "withdrawn")])
    talks = Q(conversations__state__in=("arranging", "booked", "recorded"))
    duties = open_ | talks | Q(assignments__state="open") | Q(offered_assignments__state="open")
    duties |= Q(hazards__isnull=False, hazards__settled_at=None)
    duties |= Q(pk__in=Implementation.objects.under_way().values("owner"))
    duties |= Q(pk__in=FollowUp.objects.open().values("owner"))
    duties |= Q(pk__in=PanelSeat.objects.open().values("user"))
    duties |= Q(pk__in=AgreedPoint.objects.open().values("carried_by"))
    for person in User.objects.filter(duties, is_active=False).distinct():
        try:
            workflow.relieve(person)
        except Exception:
            log.exception("leaver not relieved", extra={"person": person.pk})


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


def broadcasts() -> None:
    """Followers hear of what happened, in batches, after those with a duty."""
    for broadcast in Broadcast.objects.filter(done_at=None).select_related("event").order_by("pk"):
        while notifications.expand(broadcast) == notifications.BATCH:
            pass


def digests() -> None:
    """One mail a day to those who wish so, from seven o'clock of their working day on; each notice once.

    What is due today goes with it, so reminders come first.
    """
    _do(duties.tell_how_it_stands, duties.remind)
    company = duties.Company(clock.now())
    waiting = Notice.objects.filter(digest=True, digested_at=None, user=OuterRef("pk"))
    readers = User.objects.active().filter(Exists(waiting)).order_by("pk")
    company.meet(readers.values_list("pk", flat=True))
    for person in readers:
        hearing = company.hearing(person.pk)
        if hearing and hearing.now:
            _digest(person, duties.digest_key(person, hearing.day))
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


def forget_daily() -> None:
    """Once a day: bytes that no row names any more, pictures of people who left by another road, and sign-ins that
    are over."""
    name = "files"
    if SweepRun.objects.filter(name=name, finished_at__gt=clock.now() - timedelta(days=1)).exists():
        return
    for person in User.objects.filter(is_active=False).exclude(portrait=""):
        people.set_portrait(person, "")
    files.forget_orphans()
    people.forget_sessions()
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
    duties.tell_how_it_stands,
    duties.remind,
    duties.break_silence,
    broadcasts,
    find_likenesses,
    forget_unconfirmed,
    forget_daily,
    forget_requests,
)
