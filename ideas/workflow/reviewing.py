"""Experts: review, hand over, assign, release, and the questions they ask."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, routing
from ideas.models import Assignment, Idea, Note, Question, Review, Status
from ideas.rules import Refused
from ideas.workflow.moving import acting, leave_room, move, note_down, reason, told
from ideas.workflow.rounds import (
    ask_experts,
    concern,
    end_assignments,
    keep_the_day,
    open_assignments,
    owner_in,
    settle,
    taken_over_mark,
    valid_reviews,
)

MOST_EARLIER = 5
"""To so many earlier ideas a view may refer."""


def review(
    idea: Idea,
    actor: Any,
    *,
    recommendation: str,
    public_text: str,
    internal_note: str = "",
    scores: dict[str, int] | None = None,
    earlier: Iterable[Idea] = (),
) -> Review:
    """Files a view: the recommendation and two sentences for the submitter; scores 1 to 5 where they can be given.

    `earlier`: ideas of the same kind that have their answer, to whose reasons the view refers. The assigned expert
    may. With the last open one the idea goes on to the decider, or to discussion where one would adopt and another
    would not.
    """
    with acting("review", idea, actor) as locked:
        mine = open_assignments(locked).get(reviewer=actor)
        filed = Review.objects.create(
            assignment=mine,
            recommendation=recommendation,
            public_text=told(public_text),
            internal_note=internal_note.strip(),
            scores=scores or {},
            filed_at=clock.now(),
        )
        filed.earlier.add(*_answered(locked, actor, earlier))
        end_assignments(Assignment.objects.filter(pk=mine.pk), Assignment.State.FILED)
        settle(locked, actor, "review", review_id=filed.pk, assignment_id=mine.pk)
    return filed


def _answered(idea: Idea, actor: Any, earlier: Iterable[Idea]) -> list[Idea]:
    """Those to whose reasons somebody may refer: decided ideas that they may read, and not this one itself."""
    wanted = {one.pk for one in earlier}
    if not wanted:
        return []
    known = Idea.objects.visible_to(actor).answered().exclude(pk=idea.pk)
    found = list(known.filter(pk__in=wanted).only("pk"))
    if len(found) < len(wanted) or len(found) > MOST_EARLIER:
        raise Refused(
            _("Refer to up to five ideas that have their answer and that you may read."), "conflict", idea
        )
    return found


def hand_over(idea: Idea, actor: Any, *, to: Any, why: str) -> Assignment:
    """Offers the review to somebody else, with a reason; it stays theirs until accepted. The assigned expert may."""
    with acting("hand_over", idea, actor) as locked:
        mine = open_assignments(locked).get(reviewer=actor)
        if to.pk not in {c.user.pk for c in routing.eligible_reviewers(locked)}:
            raise Refused(_("This person cannot review this idea."), "conflict", locked)
        mine.offered_to, mine.offer_reason = to, reason(why)
        mine.save(update_fields=["offered_to", "offer_reason"])
        note_down(
            locked,
            "hand_over",
            actor,
            why=mine.offer_reason,
            assignment_id=mine.pk,
            user_id=to.pk,
            user_name=to.name,
        )
    return mine


def accept_hand_over(idea: Idea, actor: Any) -> Assignment:
    """Takes the review; the date stays. The person to whom it was offered may."""
    with acting("accept_hand_over", idea, actor) as locked:
        offered = open_assignments(locked).filter(offered_to=actor).select_related("reviewer").get()
        end_assignments(Assignment.objects.filter(pk=offered.pk), Assignment.State.HANDED_OVER)
        taken = Assignment.objects.create(
            idea=locked,
            round=locked.round,
            department=offered.department,
            reviewer=actor,
            due_at=offered.due_at,
            why="handed_over",
            why_data={"name": offered.reviewer.name, **taken_over_mark(offered)},
            assigned_by=offered.reviewer,
        )
        note_down(
            locked,
            "accept_hand_over",
            actor,
            assignment_id=taken.pk,
            user_id=offered.reviewer_id,
            user_name=offered.reviewer.name,
        )
    return taken


def decline_hand_over(idea: Idea, actor: Any, *, why: str = "") -> Idea:
    """Does not take it; the review stays where it was. The person to whom it was offered may."""
    with acting("decline_hand_over", idea, actor) as locked:
        offered = open_assignments(locked).filter(offered_to=actor).select_related("reviewer").get()
        Assignment.objects.filter(pk=offered.pk).update(offered_to=None)
        note_down(
            locked,
            "decline_hand_over",
            actor,
            why=why.strip(),
            assignment_id=offered.pk,
            user_id=offered.reviewer_id,
            user_name=offered.reviewer.name,
        )
    return locked


def route(idea: Idea, actor: Any, *, department: Any, why: str) -> Idea:
    """Another lead department with experts of its own; what was asked of others before is taken back.

    A coordinator may, with a reason. Too few experts free there: triage.
    """
    why = reason(why)
    with acting("route", idea, actor) as locked:
        taken_back = list(open_assignments(locked).values_list("pk", flat=True))
        end_assignments(open_assignments(locked), Assignment.State.RELEASED)
        filed = set(
            locked.assignments.filter(round=locked.round, state="filed").values_list("reviewer_id", flat=True)
        )
        plan = routing.plan(locked, department=department, exclude=filed)
        given = deadlines.calendar_of(locked)
        concern(locked, plan)
        keep_the_day(locked, given)
        to = Status.IN_REVIEW if plan.enough else Status.TRIAGE
        if plan.enough:
            leave_room(locked, to)
        locked.coordinator = plan.coordinator
        asked = ask_experts(locked, plan.picks, by=actor) if plan.enough else []
        facts: dict[str, Any] = {
            "lead": plan.lead.name,
            "concerned": [d.name for d in plan.concerned if d.pk != plan.lead.pk],
            "assignment_ids": [row.pk for row in asked],
            "released_ids": taken_back,
            "plan": "review" if plan.enough else "triage",
        }
        if to == locked.status:
            locked.owner, locked.due_at = plan.coordinator, deadlines.due_in(to, locked)
            note_down(locked, "route", actor, why=why, **facts)
        else:
            move(locked, to, "route", actor, owner=plan.coordinator, why=why, **facts)
    return locked


def assign(idea: Idea, actor: Any, *, reviewers: list[Any], over_cap_reason: str = "", why: str = "") -> Idea:
    """Asks further people, of any department, over their cap with a reason. A coordinator may.

    `why` is needed once experts have looked at it, and is read by who is asked and who handles the idea. From triage
    the idea goes to the experts as soon as enough are asked; from discussion it goes back to them. Not where the
    promise leaves no time for their views.
    """
    with acting("assign", idea, actor) as locked:
        if locked.status == Status.DISCUSSION:
            reason(why)
        leave_room(locked, Status.IN_REVIEW)
        routing.wait_for_turn()
        found = {c.user.pk: c for c in routing.eligible_reviewers(locked)}
        if not reviewers or any(person.pk not in found for person in reviewers):
            raise Refused(_("Choose experts who have no part in this idea."), "conflict", locked)
        chosen = [found[person.pk] for person in reviewers]
        if any(c.over_cap for c in chosen) and not over_cap_reason.strip():
            raise Refused(_("Say why, when somebody gets more than they agreed to."), "conflict", locked)
        picks = [
            routing.Pick(c.user, c.department, "coordinator_choice", _choice(actor, why)) for c in chosen
        ]
        asked = ask_experts(locked, picks, by=actor, over_cap=over_cap_reason.strip())
        facts: dict[str, Any] = {
            "assignment_ids": [row.pk for row in asked],
            "user_names": [c.user.name for c in chosen],
        }
        said = "\n".join(filter(None, [why.strip(), over_cap_reason.strip()]))
        on_it = locked.assignments.filter(round=locked.round, state__in=("open", "filed"))
        if locked.status == Status.IN_REVIEW or (locked.status == Status.TRIAGE and on_it.count() < 2):
            note_down(locked, "assign", actor, why=said, **facts)
        else:
            move(locked, Status.IN_REVIEW, "assign", actor, why=said, **facts)
    return locked


def _choice(actor: Any, why: str) -> dict[str, str]:
    """Who chose somebody, and why."""
    return {"name": actor.name, **({"reason": why.strip()} if why.strip() else {})}


def release(idea: Idea, actor: Any, *, assignment: Assignment, why: str) -> Idea:
    """Takes a review off somebody. A coordinator may, with a reason. Too few views left: triage."""
    why = reason(why)
    with acting("release", idea, actor) as locked:
        rows = open_assignments(locked).filter(pk=assignment.pk)
        if not rows.exists():
            raise Refused(_("This review is not open any more."), "conflict", locked)
        end_assignments(rows, Assignment.State.RELEASED)
        settle(
            locked,
            actor,
            "release",
            assignment_ids=[assignment.pk],
            user_id=assignment.reviewer_id,
            why=why,
        )
    return locked


def ask(idea: Idea, actor: Any, *, text: str) -> Question:
    """Asks the submitter. Experts, coordinator, decider; at most two rounds of questions in a round.

    Further questions are added to the one under way; experts go on filing meanwhile.
    """
    with acting("ask", idea, actor) as locked:
        waiting = locked.status == Status.CLARIFICATION
        wave = _waves(locked) + (0 if waiting else 1)
        if wave > 2:
            raise Refused(_("The submitter has been asked twice already. Please decide with what you know."))
        question = Question.objects.create(
            idea=locked, round=locked.round, wave=wave, asked_by=actor, asked_at=clock.now(), text=told(text)
        )
        if waiting:
            note_down(locked, "ask", actor, question_id=question.pk)
        else:
            move(locked, Status.CLARIFICATION, "ask", actor, question_id=question.pk)
    return question


def _waves(idea: Idea) -> int:
    return max(idea.questions.filter(round=idea.round).values_list("wave", flat=True), default=0)


def open_questions(idea: Idea) -> Any:
    """The questions that wait for an answer."""
    return idea.questions.filter(round=idea.round, state=Question.State.OPEN)


def answer(
    idea: Idea, actor: Any, *, text: str, question: Question | None = None, by_phone: bool = False
) -> Idea:
    """Answers one question, or all open ones at once. Submitters; a coordinator records what was said by phone.

    With the last answer the idea goes back to where it came from.
    """
    with acting("answer", idea, actor) as locked:
        rows = open_questions(locked)
        rows = rows.filter(pk=question.pk) if question else rows
        ids = list(rows.values_list("pk", flat=True))
        if not ids:
            raise Refused(_("This question is answered already."), "conflict", locked)
        rows.update(
            state=Question.State.ANSWERED,
            answer=told(text),
            answered_by=actor,
            answered_at=clock.now(),
            by_phone=by_phone,
        )
        _go_on(locked, actor, "answer", question_ids=ids, by_phone=by_phone)
    return locked


def take_back_question(idea: Idea, actor: Any, *, question: Question) -> Idea:
    """Takes a question back. Whoever asked, or a coordinator."""
    with acting("take_back_question", idea, actor) as locked:
        taken = open_questions(locked).filter(pk=question.pk).update(state=Question.State.WITHDRAWN)
        if not taken:
            raise Refused(_("This question is not open any more."), "conflict", locked)
        _go_on(locked, actor, "take_back_question", question_ids=[question.pk])
    return locked


def expire_questions(idea: Idea) -> Idea:
    """Goes on without the answer when the time for it is over. The sweep's verb."""
    with acting("expire_questions", idea, None) as locked:
        ids = list(open_questions(locked).values_list("pk", flat=True))
        open_questions(locked).update(state=Question.State.EXPIRED)
        _go_on(locked, None, "expire_questions", question_ids=ids)
    return locked


def _go_on(idea: Idea, actor: Any, kind: str, **data: Any) -> None:
    """Back to where the question came from, once none is open; the promise moves by the working days waited."""
    if open_questions(idea).exists():
        note_down(idea, kind, actor, **data)
        return
    back, waited = idea.came_from, _wait(idea)
    move(idea, back, kind, actor, owner=owner_in(back, idea), **data)
    if waited:
        note_down(idea, "promise_waited", None, days=waited, new=idea.promise_at.isoformat())
    if back == Status.IN_REVIEW:
        settle_if_complete(idea)


def _wait(idea: Idea) -> int:
    """Adds the working days of this question to the promise and to open reviews: at most ten in all in a round."""
    calendar = deadlines.calendar_of(idea)
    since, until = deadlines.local_day(idea.status_since, calendar), clock.today(calendar.zone)
    days = deadlines.working_days_between(since, until, calendar)
    days = min(days, deadlines.MOST_WAITED - idea.round.waited_days)
    if days <= 0:
        return 0
    idea.round.waited_days += days
    idea.promise_at = idea.round.promise_at = deadlines.moved_promise(idea.promise_at, days, calendar)
    idea.round.save(update_fields=["waited_days", "promise_at"])
    for waiting in open_assignments(idea):
        waiting.due_at = deadlines.moved_promise(waiting.due_at, days, calendar)
        waiting.save(update_fields=["due_at"])
    return days


def settle_if_complete(idea: Idea) -> None:
    """After a question: on to the decider or discussion where all views were filed meanwhile."""
    if not open_assignments(idea).exists():
        settle(idea, None, "reviews_complete")


def conclude(
    idea: Idea, actor: Any, *, consensus: bool, text: str = "", held: Mapping[int, str] | None = None
) -> Idea:
    """Ends a discussion with a consensus note, or with a dissent on record. A coordinator may.

    A dissent says in a sentence what each of the experts holds: `held`, by their id.
    """
    with acting("conclude", idea, actor) as locked:
        said = told(text) if consensus else _dissent(locked, text, held or {})
        note = Note.objects.create(
            idea=locked,
            round=locked.round,
            kind=Note.Kind.CONSENSUS if consensus else Note.Kind.DISSENT,
            author=actor,
            text=said,
            created_at=clock.now(),
        )
        move(
            locked,
            Status.DECIDING,
            "conclude",
            actor,
            owner=owner_in(Status.DECIDING, locked),
            note_id=note.pk,
        )
    return locked


def _dissent(idea: Idea, text: str, held: Mapping[int, str]) -> str:
    """Who holds what, a line each, below what is to be said of all."""
    experts = [review.assignment.reviewer for review in valid_reviews(idea)]
    if any(not held.get(person.pk, "").strip() for person in experts):
        raise Refused(_("Say in a sentence what each of the experts holds."), "conflict", idea)
    lines = [f"{person.name}: {' '.join(held[person.pk].split())}" for person in experts]
    return "\n".join(filter(None, [text.strip(), *lines]))


def discuss(idea: Idea, actor: Any, *, why: str) -> Idea:
    """Brings the experts together before deciding. The decider may, as long as the promise leaves time for it."""
    why = reason(why)
    with acting("discuss", idea, actor) as locked:
        leave_room(locked, Status.DISCUSSION)
        move(locked, Status.DISCUSSION, "discuss", actor, why=why)
    return locked
