"""How an idea changes: lock, check, set, record, announce. The only place that sets a status.

Every verb works inside `acting()`, which holds the row's lock for the whole transaction, and ends with `move()` or
`note_down()`, which save the idea and append its event; where something has to stand between the two, with `step()`,
`save()` and `tell()`. Holds no rule of its own; those are in `transitions`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ideas import clock, days, deadlines, notifications, routing, rules, transitions, written
from ideas.models import DECIDED, TALKING, UNOWNED, Assignment, Decision, Event, Idea, Proposal, Status
from ideas.rules import Refused
from ideas.workflow.panels import seat_panel
from ideas.workflow.signs import is_sign

SAID_BY_CONSTRAINT = {
    "idea_owner_is_not_submitter": _("Nobody looks after their own idea."),
    "idea_owner_without_conflict": _("This person has a part in the idea and cannot look after it."),
    "idea_has_owner_and_due_date": _("Every open idea needs somebody who looks after it and a date."),
    "idea_closed_only_with_record": _("An idea closes only with the record of its conversation."),
    "idea_step_is_known": _("This idea has moved on since you opened it."),
    "assignment_without_conflict": _("This person has a part in the idea and cannot review it."),
    "assignment_once_a_round": _("This person has been asked already."),
    "decision_rests_on_two_reviews": _("A decision rests on two views by different people."),
    "decision_without_conflict": _("Nobody decides on an idea in which they have a part."),
    "decision_one_a_round": _("This idea has been decided already."),
    "decision_deferred_once_an_idea": _("It has been on hold once already."),
    "decision_declined_says_what_would_change_it": _(
        "Say what would change the answer; the submitter reads it beside the reasons."
    ),
    "decision_at_triage_agreed_by_another": _("A second person has to agree."),
    "conversation_partner_without_conflict": _(
        "This person has a part in the idea and cannot hold the talk."
    ),
    "panel_seat_without_part": _("This person has a part in the idea and is not heard on it."),
    "follow_up_without_conflict": _("This person has a part in the idea and cannot talk about it."),
    "appointment_partner_free": _("This time has just been taken. Please choose another one."),
    "slot_once": _("One of these times stands there already."),
    "conversation_other_partner_once": _("You have asked for somebody else once already."),
    "cosubmitter_without_duty": _("A co-submitter has no duty on the idea."),
    "thanks_once_a_round": _("You have thanked them already."),
    "record_is_kept": _("A confirmed record is not changed."),
    "record_unreachable_after_three_attempts": _(
        "Three attempts on three working days and two channels come first."
    ),
}
"""What a person reads when the database refuses."""


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turns the refusal of a constraint or trigger into `Refused`, by its name."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        if name not in SAID_BY_CONSTRAINT:
            raise
        raise Refused(SAID_BY_CONSTRAINT[name], "conflict") from error


@contextmanager
def acting(verb: str, idea: Idea, actor: Any) -> Iterator[Idea]:
    """The idea, locked and fresh, if this person may do this now; else `Refused`. One transaction.

    `actor` None is the sweep. The caller's own object stays as it was; read it again to show it.
    """
    try:
        with refusals_in_words(), transaction.atomic():
            locked = Idea.objects.locked(idea.pk)
            refusal = transitions.decide(verb, locked, actor)
            if refusal:
                raise refusal
            yield locked
    except routing.NobodyLeft as nobody:
        raise Refused(str(nobody), "conflict", idea) from nobody
    except Refused as refused:
        refused.idea = refused.idea or idea
        raise


def move(
    idea: Idea,
    to: str,
    kind: str,
    actor: Any,
    *,
    owner: Any = None,
    due_at: datetime | None = None,
    decision: Decision | None = None,
    why: str = "",
    **data: Any,
) -> Event:
    """Sets the status with owner, due date and outcome, saves, appends the event and announces it.

    Open proposals are overtaken; an appeal that comes to its decision gets its panel. Raises `Refused` when no step
    leads there.
    """
    steps = step(idea, to, owner=owner, due_at=due_at, decision=decision)
    if steps[0] in transitions.MERGING:
        _overtake_proposals(idea)
    if to == Status.DECIDING and (seats := seat_panel(idea)):
        data["seat_ids"] = seats
    return note_down(idea, kind, actor, why=why, steps=steps, **data)


def step(
    idea: Idea,
    to: str,
    *,
    owner: Any = None,
    due_at: datetime | None = None,
    decision: Decision | None = None,
) -> tuple[str, str]:
    """Sets the status with owner, due date and outcome, and saves nothing; from where to where it leads.

    That the line manager may talk ends with their talk. Raises `Refused` when no step leads there.
    """
    source, former = idea.status, idea.owner_id
    if to not in transitions.LEADS_TO[source]:
        raise Refused(_("This idea has moved on since you opened it."), "conflict", idea)
    idea.status = to
    idea.status_since = clock.now()
    idea.owner = None if to in UNOWNED else owner or keeper(idea)
    idea.manager_may_talk = idea.manager_may_talk and to in TALKING and idea.owner_id == former
    idea.due_at = None if to in UNOWNED else due_at or deadlines.due_in(to, idea)
    idea.came_from = source if to == Status.CLARIFICATION else ""
    idea.closed_at = clock.now() if to == Status.CLOSED else None
    idea.withdrawn_at = clock.now() if to == Status.WITHDRAWN else idea.withdrawn_at
    _set_outcome(idea, to, decision)
    return source, to


def _set_outcome(idea: Idea, to: str, decision: Decision | None) -> None:
    """Outcome and decision stand exactly in the decided statuses."""
    if to not in DECIDED:
        idea.decision, idea.outcome, idea.merged_into = None, "", None
    elif decision is not None:
        idea.decision, idea.outcome, idea.merged_into = decision, decision.outcome, decision.target
        idea.first_decided_at = idea.first_decided_at or decision.decided_at


def _overtake_proposals(idea: Idea) -> None:
    Proposal.objects.filter(idea=idea, state=Proposal.State.OPEN).update(
        state=Proposal.State.OVERTAKEN, answered_at=clock.now()
    )


def note_down(idea: Idea, kind: str, actor: Any, **told: Any) -> Event:
    """Saves the idea, appends one event and tells whom it concerns; `told` as `tell` takes it. No status changes here
    but by `step`."""
    save(idea, kind, actor)
    return tell(idea, kind, actor, **told)


def save(idea: Idea, kind: str, actor: Any) -> None:
    """Saves the idea for the event that follows; a new one is written with all that it begins with, once."""
    idea.version += 1
    idea.updated_at = clock.now()
    if is_sign(kind, actor, idea):
        idea.last_sign_at = clock.now()
    _check_text(idea)
    if idea._state.adding:
        written.add(idea)
    else:
        written.change(idea)


def tell(
    idea: Idea,
    kind: str,
    actor: Any,
    *,
    why: str = "",
    steps: tuple[str, str] = ("", ""),
    asked: Sequence[Assignment] = (),
    **data: Any,
) -> Event:
    """Appends the event of an idea that is saved for it, and tells whom it concerns; `data` is kept with it.

    `asked`: the assignments that the event names, where they are at hand, so that they are not asked for again.
    """
    event = Event(
        idea=idea,
        seq=idea.version,
        at=clock.now(),
        kind=kind,
        actor=actor,
        from_status=steps[0],
        to_status=steps[1],
        why=why,
        data=data,
        round_number=idea.round.number if idea.round else 0,
    )
    written.add(event)
    notifications.announce(event, idea, asked)
    return event


def _check_text(idea: Idea) -> None:
    try:
        idea.clean_fields(
            exclude=[f.name for f in idea._meta.fields if f.name not in ("title", "text", "source_url")]
        )
    except ValidationError as error:
        raise Refused(" ".join(error.messages), "conflict", idea) from error


def leave_room(idea: Idea, to: str) -> None:
    """Refuses a step for which the promise leaves too few working days; a person moves it first, with a reason."""
    if not deadlines.fits(to, idea):
        raise Refused(
            _(
                "The answer is promised by %(day)s, and each step up to it needs a working day: there are too few "
                "left for this. Move the promise first; the submitter reads why."
            )
            % {"day": days.plain(deadlines.local_day(idea.promise_at, deadlines.calendar_of(idea)))},
            "conflict",
            idea,
            first="move_promise",
        )


def keeper(idea: Idea) -> Any:
    """Who looks after it: its coordinator while they can, else another one, who then goes on looking after it."""
    mine = idea.coordinator
    if mine is None or not rules.is_coordinator(rules.standing(mine, idea)):
        idea.coordinator = routing.coordinator_for(idea)
    return idea.coordinator


def told(words: str, least: int = 1) -> str:
    """The words, stripped; `Refused` when there are too few of them."""
    said = (words or "").strip()
    if len(said) < least:
        raise Refused(_("Please say it in a few words."), "conflict")
    return said


def reason(words: str) -> str:
    """A reason that somebody will read; `Refused` when it is missing."""
    return told(words, 3)
