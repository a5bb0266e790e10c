"""Rounds and assignments: what starts a run through review, and who is asked in it. Called by the verbs."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from ideas import clock, comparing, deadlines, routing, written
from ideas.calendars import Calendar
from ideas.models import Assignment, Event, Idea, Question, Review, Round, Status
from ideas.workflow.moving import move, note_down
from ideas.workflow.panels import leave_seats


def start_round(
    idea: Idea, cause: str, *, why: str = "", point: str = "", reviews_of: Round | None = None
) -> Round:
    """A new round with a promise of its own; assignments, reviews, decision and talk will belong to it."""
    promise = deadlines.promise_for(clock.now(), deadlines.calendar_of(idea))
    run = Round(
        idea=idea,
        number=idea.round.number + 1 if idea.round else 1,
        cause=cause,
        why=why,
        point=point,
        started_at=clock.now(),
        first_promise_at=promise,
        promise_at=promise,
        reviews_of=reviews_of,
    )
    written.add(run)
    idea.round, idea.promise_at = run, promise
    return run


def keep_the_day(idea: Idea, given: Calendar) -> None:
    """The promise stays on its day when the idea goes to a department with other clocks."""
    kept = deadlines.calendar_of(idea)
    if kept.zone == given.zone:
        return
    run = idea.round
    idea.promise_at = run.promise_at = deadlines.same_day(run.promise_at, given, kept)
    run.first_promise_at = deadlines.same_day(run.first_promise_at, given, kept)
    run.save(update_fields=["promise_at", "first_promise_at"])


def concern(idea: Idea, plan: routing.Plan) -> None:
    """Sets the lead department and the others concerned."""
    idea.department = plan.lead
    through = Idea.concerned.through
    if idea.version:
        through._base_manager.filter(idea=idea).delete()
    others = [through(idea=idea, department=d) for d in plan.concerned if d.pk != plan.lead.pk]
    if others:
        through._base_manager.bulk_create(others)


def ask_experts(
    idea: Idea,
    picks: Iterable[routing.Pick],
    by: Any = None,
    over_cap: str = "",
    in_place_of: Assignment | None = None,
) -> list[Assignment]:
    """Opens one assignment a pick, due as the review is. A review in place of another one keeps its date: a
    substitute does not restart it."""
    due = in_place_of.due_at if in_place_of else deadlines.due_in(Status.IN_REVIEW, idea)
    mark = taken_over_mark(in_place_of) if in_place_of else {}
    rows = [
        Assignment(
            idea=idea,
            round=idea.round,
            department=pick.department,
            reviewer=pick.user,
            due_at=due,
            why=pick.why,
            why_data={**pick.why_data, **mark},
            assigned_by=by,
            over_cap_reason=over_cap,
        )
        for pick in picks
    ]
    written.add(*rows)
    return rows


def taken_over_mark(row: Assignment) -> dict[str, Any]:
    """What a review that the sweep has passed on once carries with it, whoever has it since: once is enough."""
    return {"taken_over": True} if row.why_data.get("taken_over") else {}


def open_assignments(idea: Idea) -> Any:
    """The assignments of this round that wait for a view."""
    return Assignment.objects.open().filter(idea=idea, round=idea.round)


def end_assignments(rows: Any, state: str) -> None:
    """Ends assignments without a review; what was offered to others ends with them."""
    rows.update(state=state, ended_at=clock.now(), offered_to=None)


def end_open_business(idea: Idea) -> None:
    """Cancels open assignments, questions and seats of a panel, because the idea goes on without them."""
    leave_seats(idea)
    end_assignments(open_assignments(idea), Assignment.State.CANCELLED)
    Question.objects.filter(idea=idea, state=Question.State.OPEN).update(state=Question.State.WITHDRAWN)


def valid_reviews(idea: Idea) -> list[Review]:
    """The reviews that count in this round, in the order in which their experts were asked."""
    found = Review.objects.of_round(idea.round).valid().filter(assignment__state="filed")
    return list(found.order_by("assignment_id"))


def enough_reviews(idea: Idea, reviews: list[Review]) -> bool:
    """Two by different people, or as many as the setting asks for."""
    return len({review.assignment.reviewer_id for review in reviews}) >= max(2, settings.MIN_REVIEWS)


def status_after_reviews(idea: Idea) -> str:
    """Where the idea goes now: stays in review, to triage for want of experts, to discussion, or to the decider.

    At least one adopt or in part against at least one decline leads to a discussion.
    """
    reviews = valid_reviews(idea)
    if open_assignments(idea).exists():
        return Status.IN_REVIEW
    if not enough_reviews(idea, reviews):
        return Status.TRIAGE
    return Status.DISCUSSION if comparing.are_opposed(reviews) else Status.DECIDING


def owner_in(status: str, idea: Idea) -> Any:
    """Whose it is in a status: the decider's while deciding, else the coordinator's (None: `move` finds them)."""
    return routing.decider_for(idea) if status == Status.DECIDING else None


def fill_up(idea: Idea, actor: Any, kind: str, exclude: set[int], **data: Any) -> Event:
    """After an expert is gone: stays where it is while enough views stand or are open, else asks others or triage."""
    kept = list(
        idea.assignments.filter(
            round__in=[idea.round_id, idea.round.reviews_of_id], state__in=("open", "filed")
        )
        .exclude(review__set_aside=True)
        .values_list("reviewer_id", flat=True)
    )
    missing = max(2, settings.MIN_REVIEWS) - len(set(kept))
    if missing <= 0 and idea.status != Status.IN_REVIEW:
        return note_down(idea, kind, actor, **data)
    asked: list[Assignment] = []
    if missing > 0:
        plan = routing.plan(idea, department=idea.department, exclude=exclude | set(kept), seats=missing)
        # where the promise leaves no time for another view, a coordinator has to choose how it goes on
        asked = (
            ask_experts(idea, plan.picks) if plan.enough and deadlines.fits(Status.IN_REVIEW, idea) else []
        )
    ids = [row.pk for row in asked]
    return settle(idea, actor, kind, enough=missing <= 0 or bool(asked), assignment_ids=ids, **data)


def settle(idea: Idea, actor: Any, kind: str, *, enough: bool = True, **data: Any) -> Event:
    """Moves a locked idea to where its views lead it now, or notes what happened where it stays."""
    from_review = idea.status in (Status.IN_REVIEW, Status.DISCUSSION, Status.DECIDING)
    to = status_after_reviews(idea) if enough else Status.TRIAGE
    if not from_review or to == idea.status:
        return note_down(idea, kind, actor, **data)
    if to == Status.TRIAGE:
        end_open_business(idea)
    return move(idea, to, kind, actor, owner=owner_in(to, idea), **data)
