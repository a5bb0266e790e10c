"""The first page of one person: what waits, their ideas, what was answered, their duties. Reads only, in six
statements at most."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from ideas import clock, days, deadlines, statements, wording
from ideas.models import (
    AgreedPoint,
    Assignment,
    Channel,
    CommentReport,
    Conversation,
    CoSubmitter,
    Decision,
    FollowUp,
    Hazard,
    Idea,
    Implementation,
    InPersonTask,
    OutgoingMail,
    PanelSeat,
    Slot,
    Status,
)

MINE = 30
ANSWERED = 5
VIEWS = 6
DUTIES = 12
WAITING = 6
COUNTED = 100
"""From here on a count says "100+"."""
OWNED = (Status.TRIAGE, Status.DISCUSSION, Status.DECIDING, Status.CONVERSATION)
"""Statuses in which an idea waits for its owner."""
NEWS_AHEAD = 3
OVER = Case(When(status=Status.WITHDRAWN, then=F("withdrawn_at")), default=F("closed_at"))
"""When an idea ended; empty while it is under way."""
FIRST = (OVER.desc(nulls_first=True), F("number").desc(nulls_first=True))
"""Under way before ended, then the newest; drafts have no number yet and come first."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for this person: what, why, until when, and where to do it."""

    title: str
    words: str
    button: str
    url: str
    due: date | datetime | None = None
    kind: str = "yours"


@dataclass(frozen=True)
class Glance:
    """How much of one kind there is to do, and where."""

    words: str
    url: str
    icon: str
    late: bool = False


@dataclass(frozen=True)
class Home:
    """The first page of one person; with `steps` and `contact` for whoever has handed nothing in yet. Of what waits
    all but the first few are folded."""

    waiting: list[Waiting]
    folded: list[Waiting]
    glance: list[Glance]
    mine: list[Idea]
    answered: list[Idea]
    steps: list[wording.Step]
    contact: User | None


def home_of(user: Any) -> Home:
    """Gathers the first page."""
    mine, duties, agreed = ideas_of(user)
    reviews = reviews_of(user)
    waiting = [*filter(None, map(_asked_of_submitter, mine))]
    waiting += [_review(asked) for asked in reviews]
    waiting += [_second_talk(idea) for idea in duties if idea.again_mine]
    waiting += [_seat(idea) for idea in duties if idea.seat_due]
    waiting += [_point(idea) for idea in agreed]
    plain = (idea for idea in duties if not (idea.hazard_due or idea.again_mine or idea.seat_due))
    waiting += [_duty(idea, user) for idea in plain]
    waiting.sort(key=lambda one: (one.due is None, str(one.due)))
    waiting = [*(_hazard(idea) for idea in duties if idea.hazard_due), *waiting]
    shown = [idea for idea in mine if not idea.invited and idea.status != Status.DRAFT]
    return Home(
        waiting=waiting[:WAITING],
        folded=waiting[WAITING:],
        glance=glance_of(user, reviews),
        mine=shown,
        answered=answered(user),
        steps=[] if shown else steps_from(user),
        contact=None if shown else contact_of(user),
    )


def ideas_of(user: Any) -> tuple[list[Any], list[Any], list[Any]]:
    """Own and joint ideas with invitations to join, under way first; those on which this person has to act; and those
    in whose talk they agreed to something.

    Found by index, then fetched by their keys: in one statement PostgreSQL would join all ideas first.
    """
    soon = clock.today() + timedelta(days=NEWS_AHEAD)
    kinds = statements.rows(_concerning, user, soon=soon)
    keys = list({pk for _kind, pk in kinds})
    talks = statements.rows(with_talk, user, keys=keys, now=clock.now()) if keys else []
    found = {idea.pk: idea for idea in talks}
    mine, duties, agreed = (
        [found[pk] for pk in dict.fromkeys(pk for kind, pk in kinds if kind == wanted) if pk in found]
        for wanted in ("mine", "duty", "point")
    )
    mine.sort(key=lambda idea: idea.number or math.inf, reverse=True)
    mine.sort(key=lambda idea: (_ended(idea) is None, str(_ended(idea))), reverse=True)
    duties.sort(key=lambda idea: (idea.due_at is None, str(idea.due_at)))
    duties.sort(key=lambda idea: (idea.hazard_due is None, str(idea.hazard_due)))
    return mine[:MINE], duties[:DUTIES], agreed


def _concerning(user: Any, *, soon: date) -> Any:
    """Keys of all that stands on the first page because of this person, with the kind of each."""
    return _mine(user).union(_joint(user), *_duties(user, soon), all=True)


def _mine(user: Any) -> Any:
    rows = Idea.objects.filter(submitter=user).order_by(*FIRST)
    return rows.values_list(Value("mine"), "pk")[:MINE]


def _joint(user: Any) -> Any:
    return CoSubmitter.objects.filter(user=user).order_by("-pk").values_list(Value("mine"), "idea")[:MINE]


def _duties(user: Any, soon: date) -> list[Any]:
    """What waits for a decision, a first or second talk, news or a receipt of this person."""
    owned = Idea.objects.filter(owner=user, status__in=OWNED)
    hazards = Hazard.objects.filter(owner=user, settled_at=None)
    news = Implementation.objects.due_by(soon).filter(owner=user)
    talks = FollowUp.objects.open().filter(owner=user)
    seats = PanelSeat.objects.open().filter(user=user, idea__round=F("round"))
    passed = Decision.objects.filter(passed_to=user, receipt_confirmed_at=None)
    duty = Value("duty")
    return [
        hazards.order_by("due_at").values_list(duty, "idea")[:DUTIES],
        owned.order_by("due_at").values_list(duty, "pk")[:DUTIES],
        news.order_by("next_news_on").values_list(duty, "idea")[:DUTIES],
        talks.order_by("due_at").values_list(duty, "idea")[:DUTIES],
        seats.order_by("due_at").values_list(duty, "idea")[:DUTIES],
        passed.order_by("pk").values_list(duty, "idea")[:DUTIES],
        _agreed(user).values_list(Value("point"), "record__conversation__idea")[:DUTIES],
    ]


def _agreed(user: Any) -> Any:
    """What was agreed in talks and is this person's to see to, the most urgent first."""
    open_ = AgreedPoint.objects.open().filter(carried_by=user)
    return open_.order_by(F("due_on").asc(nulls_last=True), "pk")


def with_talk(user: Any, *, keys: list[int], now: datetime) -> Any:
    """Those of these ideas that this person may read, with the state of their talk and the person's part in them."""
    talk = Conversation.objects.filter(idea=OuterRef("pk")).exclude(state="done")
    joint = CoSubmitter.objects.filter(idea=OuterRef("pk"), user=user)
    hazard = Hazard.objects.filter(idea=OuterRef("pk"), owner=user, settled_at=None)
    again = FollowUp.objects.open().filter(idea=OuterRef("pk"))
    again = again.order_by(Case(When(owner=user, then=0), default=1), "due_at")
    seat = PanelSeat.objects.open().filter(idea=OuterRef("pk"), round=OuterRef("round"), user=user)
    agreed = _agreed(user).filter(record__conversation__idea=OuterRef("pk"))
    free = Slot.objects.filter(conversation__idea=OuterRef("pk"), starts_at__gt=now)
    return (
        Idea.objects.visible_to(user)
        .filter(Q(pk__any_of=keys))
        .with_names()
        .defer("text", "search")
        .annotate(
            s_cosubmitter=Exists(joint.filter(state="accepted")),
            invited=Exists(joint.filter(state="invited")),
            talk_state=Subquery(talk.values("state")[:1]),
            talk_at=Subquery(talk.values("appointment__starts_at")[:1]),
            talk_channel=Subquery(talk.values("channel")[:1]),
            times=Exists(free.exclude(conversation__state="done")),
            hazard_due=Subquery(hazard.values("due_at")[:1]),
            again_by=Subquery(again.values("due_at")[:1]),
            again_with=Subquery(again.values("owner__name")[:1]),
            point_text=Subquery(agreed.values("text")[:1]),
            point_due=Subquery(agreed.values("due_on")[:1]),
            seat_due=Subquery(seat.values("due_at")[:1]),
            again_cause=Subquery(again.values("cause")[:1]),
            again_mine=Exists(again.filter(owner=user)),
        )
    )


def _ended(idea: Idea) -> datetime | None:
    return idea.withdrawn_at if idea.status == Status.WITHDRAWN else idea.closed_at


def reviews_of(user: Any) -> list[Assignment]:
    """The views that are wanted, the most urgent first."""
    return statements.rows(asked_of, user, VIEWS)


def asked_of(user: Any, most: int) -> Any:
    """The views that are wanted of somebody, the most urgent first."""
    return Assignment.objects.of(user).without_part_of(user).for_desk()[:most]


def answered(user: Any) -> list[Idea]:
    """What was answered lately, of what this person may read."""
    return statements.rows(_answered, user)


def _answered(user: Any) -> Any:
    return Idea.objects.visible_to(user).for_list().answered()[:ANSWERED]


def _asked_of_submitter(idea: Any) -> Waiting | None:
    """What an idea of one's own waits for, if it waits for its submitter."""
    at = reverse("idea", args=[idea.public_id])
    if idea.invited:
        words = _("%(name)s asks whether it is your idea too.") % {"name": idea.submitter.name}
        return Waiting(idea.title, words, _("Look at it"), at)
    if idea.status == Status.DRAFT:
        words = _("You have begun it; nobody else has seen it yet.")
        return Waiting(idea.title, words, _("Go on writing"), f"{reverse('new')}?draft={idea.public_id}")
    if idea.status == Status.CLARIFICATION:
        return Waiting(
            idea.title, _("The experts have a question."), _("Answer the question"), at, idea.due_at
        )
    if idea.status == Status.CONFIRMING and not idea.s_cosubmitter:
        words = _("If the notes of our talk are right, one tap closes the idea.")
        return Waiting(
            idea.title, words, _("Check the notes"), reverse("talk", args=[idea.public_id]), idea.due_at
        )
    if idea.status == Status.CONVERSATION and idea.talk_state and not idea.s_cosubmitter:
        return _talk(idea, at)
    return _again(idea, at) if idea.again_by else None


def _again(idea: Any, at: str) -> Waiting:
    words = (
        _("%(name)s gets in touch with you, as you asked.")
        if idea.again_cause == FollowUp.Cause.CALL
        else _("It is not carried out after all. %(name)s talks with you about it, briefly.")
    )
    words %= {"name": idea.again_with}
    return Waiting(idea.title, words, _("See how it goes on"), f"{at}#again", idea.again_by, "by")


def _talk(idea: Any, at: str) -> Waiting | None:
    if idea.talk_state == "booked":
        words = _("We talk about your result on %(when)s.") % {"when": days.clocked(idea.talk_at)}
        return Waiting(idea.title, words, _("See how to prepare"), reverse("talk", args=[idea.public_id]))
    if idea.talk_channel == Channel.WRITTEN:
        to = f"{reverse('talk', args=[idea.public_id])}#messages"
        words = _("Your result is here. We talk about it in writing.")
        return Waiting(idea.title, words, _("To the messages"), to, idea.due_at)
    if idea.times:
        words = _("Your result is here. When shall we talk it through?")
        return Waiting(idea.title, words, _("Choose a time"), at, idea.due_at)
    return None


def _review(asked: Assignment) -> Waiting:
    """A view that is wanted of an expert."""
    idea = asked.idea
    offered = asked.offered_to_id is not None
    words = _("Somebody asks you to look at it in their place.") if offered else _("Your view is wanted.")
    return Waiting(
        idea.title, words, _("Look at it"), reverse("idea", args=[idea.public_id]), asked.due_at, "by"
    )


def _duty(idea: Idea, user: Any) -> Waiting:
    """What an idea waits for of whoever decides, talks, carries out, or has it passed on to them."""
    at, track = reverse("idea", args=[idea.public_id]), getattr(idea, "implementation", None)
    if idea.owner_id == user.pk and idea.status == Status.DECIDING:
        return Waiting(idea.title, _("It is yours to decide."), _("Decide"), at, idea.due_at, "by")
    if idea.owner_id == user.pk and idea.status == Status.TRIAGE:
        return Waiting(idea.title, _("It needs the right experts."), _("Find them"), at, idea.due_at, "by")
    if idea.owner_id == user.pk and idea.status == Status.DISCUSSION:
        words = _("The views differ: bring the experts together.")
        return Waiting(idea.title, words, _("Note what they say"), at, idea.due_at, "by")
    if idea.owner_id == user.pk:
        words = _("Talk it through with %(name)s.") % {"name": idea.submitter.name}
        return Waiting(
            idea.title, words, _("To the talk"), reverse("talk", args=[idea.public_id]), idea.due_at, "by"
        )
    if track and track.owner_id == user.pk:
        done = track.state == Implementation.State.DONE
        words = _("Effect check: what did it bring?") if done else _("News are due: how does it go?")
        return Waiting(idea.title, words, _("Tell"), at, track.next_news_on, "by")
    return Waiting(idea.title, _("It was passed on to you. Has it arrived?"), _("Confirm receipt"), at)


def _second_talk(idea: Any) -> Waiting:
    """A short second talk that this person owes."""
    at = f"{reverse('idea', args=[idea.public_id])}#turn"
    words = (
        _("%(name)s asked for a call about how it was. You did not hold the talk: get in touch.")
        if idea.again_cause == FollowUp.Cause.CALL
        else _("It is not carried out after all: talk about it briefly with %(name)s.")
    )
    words %= {"name": idea.submitter.name}
    return Waiting(idea.title, words, _("Note the second talk"), at, idea.again_by, "by")


def _point(idea: Any) -> Waiting:
    """Something that was agreed in a talk and is this person's to see to."""
    at = reverse("act", args=[idea.public_id, "settle_point"])
    words = _("It was agreed in the talk: %(what)s") % {"what": Truncator(idea.point_text).chars(120)}
    return Waiting(idea.title, words, _("Say what came of it"), at, idea.point_due, "by")


def _seat(idea: Any) -> Waiting:
    """An appeal on which this person is heard."""
    words = _("A second look was asked for, and you are on the panel.")
    at = reverse("act", args=[idea.public_id, "speak"])
    return Waiting(idea.title, words, _("Say what you think"), at, idea.seat_due, "by")


def _hazard(idea: Any) -> Waiting:
    """A hazard that this person sees to."""
    at = f"{reverse('idea', args=[idea.public_id])}#turn"
    words = _("It was reported as a hazard. See to it, then write what was done.")
    return Waiting(idea.title, words, _("Read and settle it"), at, idea.hazard_due, "by")


def glance_of(user: Any, reviews: list[Assignment]) -> list[Glance]:
    """Everything that this person has to do, counted; one statement, none for whoever has no duty."""
    found = [_views(len(reviews))] if reviews else []
    if not (user.coordinates or user.is_admin):
        return found
    counts = Counter(kind for (kind,) in statements.rows(_to_count, user, now=clock.now()))
    if counts["with"]:
        found.append(_with_you(counts["with"], counts["late"]))
    if counts["tell"]:
        n = counts["tell"]
        words = ngettext("%(n)s message to tell in person", "%(n)s messages to tell in person", n)
        found.append(Glance(words % {"n": _up_to(n)}, reverse("board"), "talk"))
    if counts["reported"]:
        n = counts["reported"]
        words = ngettext("%(n)s comment was reported", "%(n)s reports of comments", n)
        found.append(Glance(words % {"n": _up_to(n)}, reverse("board"), "alert"))
    if user.is_admin:
        n = counts["everywhere"]
        words = ngettext("%(n)s idea late in the company", "%(n)s ideas late in the company", n)
        late = words % {"n": _up_to(n)} if n else _("No idea is late in the company")
        found.append(Glance(late, reverse("insights"), "alert" if n else "done", bool(n)))
    if counts["stuck"]:
        n = counts["stuck"]
        words = ngettext("%(n)s mail could not be sent", "%(n)s mails could not be sent", n)
        found.append(Glance(words % {"n": _up_to(n)}, reverse("mail"), "mail", True))
    return found


def _to_count(user: Any, *, now: datetime) -> Any:
    """A row for each thing that is counted, its kind."""
    parts = _counted(user, now)
    first, *others = (rows.order_by().values_list(Value(kind))[:COUNTED] for kind, rows in parts.items())
    return first.union(*others, all=True)


def _counted(user: Any, now: datetime) -> dict[str, Any]:
    """What is counted for this person; each part is cut off by an index."""
    owned = Idea.objects.open().filter(owner=user)
    parts: dict[str, Any] = {}
    if user.coordinates:
        parts |= {"with": owned, "late": owned.filter(due_at__lt=now)}
        parts |= {
            "tell": InPersonTask.objects.filter(coordinator=user, done_at=None),
            "reported": _reported(user),
        }
    if user.is_admin:
        stuck = OutgoingMail.objects.filter(state=OutgoingMail.State.QUARANTINED)
        parts |= {"everywhere": Idea.objects.overdue(now), "stuck": stuck}
    return parts


def _reported(user: Any) -> Any:
    """Reports of comments that this coordinator settles."""
    idea = "comment__idea"
    here = {
        f"{idea}__department__ancestors__overlap": list(user.coordinates),
        f"{idea}__visibility": "everyone",
    }
    joint = CoSubmitter.objects.filter(user=user, state="accepted").values("idea")
    apart = Q(**{f"{idea}__submitter": user}) | Q(**{f"{idea}__submitter__line_manager": user})
    apart |= Q(**{f"{idea}__in": joint})
    waiting = CommentReport.objects.filter(settled_at=None, comment__removed_at=None, **here)
    return waiting.exclude(Q(comment__author=user) | apart)


def _views(n: int) -> Glance:
    words = ngettext("%(n)s view is wanted of you", "%(n)s views are wanted of you", n)
    return Glance(words % {"n": f"{n}+" if n >= VIEWS else n}, reverse("desk"), "people")


def _with_you(n: int, late: int) -> Glance:
    words = ngettext("%(n)s idea is with you", "%(n)s ideas are with you", n) % {"n": _up_to(n)}
    if late:
        words += ngettext(", %(n)s of them late", ", %(n)s of them late", late) % {"n": _up_to(late)}
    return Glance(words, reverse("board"), "alert" if late else "tray", bool(late))


def _up_to(n: int) -> str:
    return f"{n}+" if n >= COUNTED else str(n)


def steps_from(user: Any) -> list[wording.Step]:
    """What would happen to an idea that is sent today, with its dates."""
    calendar = deadlines.calendar_of_person(user)
    promise = deadlines.promise_for(clock.now(), calendar)
    talk = deadlines.in_working_days(deadlines.TALK_DAYS, calendar, promise)
    by = _("by %(day)s")
    return [
        wording.Step(_("You send it"), _("today; you get a number at once"), "now"),
        wording.Step(_("Experts look at it"), _("two at least, never one alone"), "next"),
        wording.Step(_("You have our answer"), by % {"day": days.plain(promise)}, "next"),
        wording.Step(_("We talk it through"), by % {"day": days.plain(talk)}, "next"),
        wording.Step(_("You close it"), _("when you have understood why"), "next"),
    ]


def contact_of(user: Any) -> User | None:
    """Who would look after an idea of this person: a coordinator of their department, else of the idea office."""
    found = statements.rows(_contacts, user, department=user.department_id or 0, day=clock.today())
    return found[0] if found else None


def _contacts(user: Any, *, department: int, day: date) -> Any:
    here = Q(memberships__department=department) | Q(memberships__department__is_office=True)
    found = User.objects.present(day).filter(here, memberships__role="coordinator").exclude(pk=user.pk)
    return found.order_by("memberships__department__is_office", "pk")[:1]
