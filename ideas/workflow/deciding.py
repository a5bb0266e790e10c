"""Decisions: after review, at triage by two people, by joining with another idea."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines
from ideas.models import (
    AFTER_REVIEW,
    AT_TRIAGE,
    IN_FAVOUR,
    Channel,
    Decision,
    Follow,
    Idea,
    Outcome,
    Proposal,
    Status,
    Support,
)
from ideas.rules import Refused
from ideas.workflow.after_yes import carry_out
from ideas.workflow.moving import SAID_BY_CONSTRAINT, acting, keeper, move, note_down, reason
from ideas.workflow.people import become_cosubmitter, count
from ideas.workflow.reasoning import fit_reason
from ideas.workflow.rounds import end_open_business, enough_reviews, valid_reviews
from ideas.workflow.talks import Time, open_talk, possible_partners, suggested_times, talk_due


def decide(
    idea: Idea,
    actor: Any,
    *,
    outcome: str,
    reason_code: str = "",
    reason_text: str = "",
    would_change: str = "",
    point: str = "",
    alternative: str = "",
    implementer: Any = None,
    next_news_on: date | None = None,
    partner: Any = None,
    times: Iterable[Time] | None = None,
) -> Decision:
    """Decides with reasons, tells the submitter, and opens the talk with the times offered.

    The decider may. It rests on two valid views at least. Every outcome but adopted needs a reason, and a no says
    what would change it; adopting, whole or in part, names who carries it out and the date of the next news. Offered
    are the `point` of the idea in the decider's own words and the `alternative` that was weighed. `times` None: three
    are suggested.
    """
    if outcome not in AFTER_REVIEW or outcome == Outcome.DEFERRED:
        raise Refused(_("Choose an outcome."))
    facts = _reasons(idea, actor, outcome, reason_code, reason_text)
    facts |= _beside_the_reason(outcome, would_change, point, alternative)
    facts |= _carrying_out(outcome, implementer, next_news_on)
    return _decide("decide", idea, actor, outcome, partner=partner, times=times, facts=facts)


def defer(
    idea: Idea,
    actor: Any,
    *,
    until: date,
    reason_code: str,
    reason_text: str,
    would_change: str = "",
    point: str = "",
    alternative: str = "",
    partner: Any = None,
    times: Iterable[Time] | None = None,
) -> Decision:
    """Puts on hold until a date within twelve months, once an idea. The decider may; the talk explains it."""
    if not clock.today() < until <= clock.today() + timedelta(days=deadlines.DEFER_DAYS):
        raise Refused(_("Choose a day within the next twelve months."))
    facts = _reasons(idea, actor, Outcome.DEFERRED, reason_code, reason_text) | {"defer_until": until}
    facts |= _beside_the_reason(Outcome.DEFERRED, would_change, point, alternative)
    return _decide("defer", idea, actor, Outcome.DEFERRED, partner=partner, times=times, facts=facts)


def _reasons(idea: Idea, actor: Any, outcome: str, code: str, text: str) -> dict[str, Any]:
    """The reasons in a word and in sentences. A plain yes needs neither; what is written is held to the same."""
    if outcome == Outcome.ADOPTED and not text.strip():
        return {"reason_code": code, "reason_text": ""}
    if outcome != Outcome.ADOPTED and not (code and text.strip()):
        raise Refused(_("Every answer but a plain yes needs a reason that the submitter reads."))
    return {"reason_code": code, "reason_text": fit_reason(idea, actor, text)}


def _beside_the_reason(outcome: str, would_change: str, point: str, alternative: str) -> dict[str, str]:
    """What would change the answer, which a no has to say, and what the decider offers beside it."""
    if outcome == Outcome.DECLINED and not would_change.strip():
        raise Refused(SAID_BY_CONSTRAINT["decision_declined_says_what_would_change_it"])
    return {
        "would_change": "" if outcome == Outcome.ADOPTED else would_change.strip(),
        "point": point.strip(),
        "alternative": alternative.strip(),
    }


def _carrying_out(outcome: str, implementer: Any, next_news_on: date | None) -> dict[str, Any]:
    if outcome not in IN_FAVOUR:
        return {}
    if implementer is None or not implementer.is_active or next_news_on is None:
        raise Refused(_("Name who has agreed to carry it out, and the date of the next news."))
    if next_news_on < clock.today():
        raise Refused(_("The next news are still to come; choose a later day."))
    return {"implementer": implementer, "next_news_on": next_news_on}


def _decide(
    verb: str,
    idea: Idea,
    actor: Any,
    outcome: str,
    *,
    partner: Any,
    times: Iterable[Time] | None,
    facts: dict[str, Any],
) -> Decision:
    with acting(verb, idea, actor) as locked:
        if not enough_reviews(locked, valid_reviews(locked)):
            raise Refused(_("A decision rests on two views by different people."), "conflict", locked)
        made = Decision.objects.create(
            idea=locked,
            round=locked.round,
            kind=Decision.Kind.DECIDED,
            outcome=outcome,
            decided_by=actor,
            decided_at=clock.now(),
            promise_at=locked.promise_at,
            **facts,
        )
        if outcome in IN_FAVOUR:
            carry_out(locked, made.implementer, made.next_news_on)
        tell_result(locked, verb, actor, made, partner=partner, times=times)
    return made


def tell_result(
    idea: Idea,
    kind: str,
    actor: Any,
    made: Decision,
    *,
    partner: Any,
    times: Iterable[Time] | None,
    **data: Any,
) -> None:
    """Opens the talk and moves to it; outcome and reasons are readable from this moment on."""
    partner = _partner(idea, partner)
    offered = (
        suggested_times(partner, deadlines.calendar_of(idea), reach=idea.submitter.reach)
        if times is None
        else list(times)
    )
    channel = Channel.WRITTEN if made.kind == Decision.Kind.MERGE else Channel.IN_PERSON
    end_open_business(idea)
    talk = open_talk(idea, partner, offered, channel=channel)
    move(
        idea,
        Status.CONVERSATION,
        kind,
        actor,
        owner=partner,
        due_at=talk_due(idea, bool(offered)),
        decision=made,
        decision_id=made.pk,
        conversation_id=talk.pk,
        slot_count=len(offered),
        **data,
    )


def _partner(idea: Idea, partner: Any) -> Any:
    if partner is None:
        return keeper(idea)
    if partner.pk not in {p.pk for p in possible_partners(idea)}:
        raise Refused(_("This person cannot hold the talk."), "conflict", idea)
    return partner


def propose(
    idea: Idea,
    actor: Any,
    *,
    outcome: str,
    reason_code: str,
    reason_text: str,
    where: str = "",
    passed_to: Any = None,
    passed_to_office: str = "",
) -> Proposal:
    """Proposes an answer at triage without review; a second person has to agree. A coordinator may."""
    if outcome not in AT_TRIAGE or outcome == Outcome.DUPLICATE:
        raise Refused(_("Choose an outcome."))
    if outcome == Outcome.EXISTS_ALREADY and not where.strip():
        raise Refused(_("Say where it exists."))
    if outcome == Outcome.PASSED_ON and not (passed_to or passed_to_office.strip()):
        raise Refused(_("Name the person or office to whom it is passed on."))
    facts = _reasons(idea, actor, outcome, reason_code, reason_text) | {
        "where": where.strip(),
        "passed_to": passed_to,
        "passed_to_office": passed_to_office.strip(),
    }
    with acting("propose", idea, actor) as locked:
        return _propose("propose", locked, actor, outcome, facts)


def merge(
    idea: Idea, actor: Any, *, target: Idea, reason_text: str, reason_code: str = "already_exists"
) -> Proposal:
    """Proposes to join an idea with another one; a second person has to agree. A coordinator may.

    The target is any idea handed in and not withdrawn that the coordinator may read; a duplicate stands for its root.
    """
    with acting("merge", idea, actor) as locked:
        root = root_of(Idea.objects.get(pk=target.pk))
        if root.pk == locked.pk or not Idea.objects.visible_to(actor).filter(pk=root.pk).exists():
            raise Refused(_("Choose another idea that you may read."), "conflict", locked)
        if root.status in (Status.DRAFT, Status.WITHDRAWN):
            raise Refused(_("The other idea is not under way any more."), "conflict", locked)
        facts = _reasons(locked, actor, Outcome.DUPLICATE, reason_code, reason_text) | {"target": root}
        return _propose("merge", locked, actor, Outcome.DUPLICATE, facts)


def _propose(kind: str, idea: Idea, actor: Any, outcome: str, facts: dict[str, Any]) -> Proposal:
    made = Proposal.objects.create(
        idea=idea, round=idea.round, outcome=outcome, proposed_by=actor, proposed_at=clock.now(), **facts
    )
    note_down(idea, kind, actor, proposal_id=made.pk)
    return made


def root_of(idea: Idea) -> Idea:
    """The idea in which a duplicate, or a duplicate of one, has gone up."""
    seen = {idea.pk}
    while idea.merged_into_id and idea.merged_into_id not in seen:
        idea = idea.merged_into
        seen.add(idea.pk)
    return idea


def agree(idea: Idea, actor: Any, *, partner: Any = None, times: Iterable[Time] | None = None) -> Decision:
    """Agrees to what a first person proposed: it becomes the answer. A second reviewer or coordinator may.

    A duplicate's supporters, followers and submitters join the target, each once; open reviews and questions of the
    duplicate are cancelled. It keeps a conversation of its own.
    """
    with transaction.atomic():
        ids = [idea.pk, *idea.proposals.filter(state="open").values_list("target", flat=True)]
        list(
            Idea.objects.select_for_update()
            .filter(pk__in=[i for i in ids if i])
            .order_by("pk")
            .values_list("pk")
        )
        with acting("agree", idea, actor) as locked:
            return _agree(locked, actor, partner, times)


def _agree(idea: Idea, actor: Any, partner: Any, times: Iterable[Time] | None) -> Decision:
    proposal = idea.proposals.select_related("target", "proposed_by", "passed_to").get(state="open")
    if proposal.target:
        proposal.target = root_of(proposal.target)
        if proposal.target.pk == idea.pk or proposal.target.status in (Status.DRAFT, Status.WITHDRAWN):
            raise Refused(_("The other idea is not under way any more."), "conflict", idea)
    Proposal.objects.filter(pk=proposal.pk).update(
        state=Proposal.State.AGREED, answered_by=actor, answered_at=clock.now(), target=proposal.target
    )
    made = Decision.objects.create(
        idea=idea,
        round=idea.round,
        kind=Decision.Kind.MERGE if proposal.target else Decision.Kind.TRIAGE,
        outcome=proposal.outcome,
        reason_code=proposal.reason_code,
        reason_text=proposal.reason_text,
        decided_by=proposal.proposed_by,
        agreed_by=actor,
        decided_at=clock.now(),
        promise_at=idea.promise_at,
        target=proposal.target,
        where=proposal.where,
        passed_to=proposal.passed_to,
        passed_to_office=proposal.passed_to_office,
    )
    cancelled = list(idea.assignments.filter(state="open").values_list("pk", flat=True))
    tell_result(
        idea,
        "agree",
        actor,
        made,
        partner=partner,
        times=times,
        proposal_id=proposal.pk,
        assignment_ids=cancelled,
    )
    if proposal.target:
        join_into(idea, proposal.target, actor)
    return made


def join_into(idea: Idea, target: Idea, actor: Any) -> None:
    """Supporters, followers and submitters of a duplicate join the target; nobody is lost or counted twice (I5)."""
    root = Idea.objects.locked(target.pk)
    authors = [
        idea.submitter,
        *(c.user for c in idea.cosubmitters.filter(state="accepted").select_related("user")),
    ]
    there = {root.submitter_id, *root.cosubmitters.filter(state="accepted").values_list("user", flat=True)}
    for author in authors:
        if author.pk not in there:
            become_cosubmitter(root, author, actor, "merged_here", idea_id=idea.pk, number=idea.number)
    there |= {author.pk for author in authors}
    Support.objects.filter(idea=root, user__in=there).delete()
    supporters = [s for s in idea.support_rows.all() if s.user_id not in there]
    Support.objects.bulk_create(
        [Support(idea=root, user_id=s.user_id, created_at=s.created_at) for s in supporters],
        ignore_conflicts=True,
    )
    Follow.objects.bulk_create(
        [Follow(idea=root, user_id=f.user_id, created_at=f.created_at) for f in idea.follow_rows.all()],
        ignore_conflicts=True,
    )
    wanted = {"supports": root.support_rows.count(), "followers": root.follow_rows.count()}
    count(root, **{name: n - getattr(root, name) for name, n in wanted.items()})


def refuse(idea: Idea, actor: Any, *, why: str) -> Proposal:
    """Does not agree to what was proposed, with a reason; the idea goes its ordinary way. A second person may."""
    why = reason(why)
    with acting("refuse", idea, actor) as locked:
        proposal = locked.proposals.get(state="open")
        proposal.state, proposal.answered_by, proposal.answered_at = (
            Proposal.State.REFUSED,
            actor,
            clock.now(),
        )
        proposal.save()
        note_down(locked, "refuse", actor, why=why, proposal_id=proposal.pk)
    return proposal


def confirm_receipt(idea: Idea, actor: Any) -> Decision:
    """Confirms that what was passed on has arrived. The recipient, or a coordinator for an office."""
    with acting("confirm_receipt", idea, actor) as locked:
        made = locked.decision
        made.receipt_confirmed_at, made.receipt_confirmed_by = clock.now(), actor
        made.save(update_fields=["receipt_confirmed_at", "receipt_confirmed_by"])
        note_down(locked, "confirm_receipt", actor, decision_id=made.pk)
    return made
