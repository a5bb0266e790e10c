"""Who is told of an event: each a function of the occasion that names people. It reads rows and writes none."""

from collections.abc import Iterable
from typing import Any

from ideas.letters import Occasion
from ideas.models import Status, Visibility

People = Iterable[Any]


def submitters(o: Occasion) -> People:
    return o.submitters


def owner(o: Occasion) -> People:
    return [o.idea.owner]


def contact(o: Occasion) -> People:
    return [o.contact]


def contact_once_sent(o: Occasion) -> People:
    """The contact, when it went to experts; in triage they are told what to do instead."""
    return [o.contact] if o.event.to_status == Status.IN_REVIEW else []


def keepers(o: Occasion) -> People:
    """Owner and contact, often the same person."""
    return [o.idea.owner, o.contact]


def asked(o: Occasion) -> People:
    return [assignment.reviewer for assignment in o.asked]


def released(o: Occasion) -> People:
    return [assignment.reviewer for assignment in o.released]


def experts(o: Occasion) -> People:
    return o.experts


def thanked(o: Occasion) -> People:
    """Whose views of the round count, whether they were asked in it or before."""
    return o.thanked


def handlers(o: Occasion) -> People:
    return [o.idea.owner, o.contact, *o.experts]


def named(o: Occasion) -> People:
    return o.named("user_id")


def former(o: Occasion) -> People:
    return o.named("old_id")


def next_hazard_owner(o: Occasion) -> People:
    """To whom an open hazard has passed, if there was one."""
    return o.named("hazard_owner_id")


def next_implementer(o: Occasion) -> People:
    """Who carries it out in place of somebody who has left."""
    return o.named("work_owner_id")


def seated(o: Occasion) -> People:
    """Who is asked to be heard on an appeal."""
    return [seat.user for seat in o.seats]


def owner_once_heard(o: Occasion) -> People:
    """Who decides, when nobody of the panel is waited for any more."""
    return [o.idea.owner] if o.data.get("all_heard") else []


def next_talker(o: Occasion) -> People:
    """To whom a second talk has passed, if there was one to come."""
    return o.named("talker_id")


def next_caller(o: Occasion) -> People:
    """To whom a call has passed that a submitter asked for, if there was one."""
    return o.named("caller_id")


def carriers(o: Occasion) -> People:
    """Who sees to what was agreed, if the event names any of it."""
    return [point.carried_by for point in o.points]


def carrier(o: Occasion) -> People:
    """Who saw to the point that is settled."""
    return o.named("carrier_id")


def submitters_without_talk(o: Occasion) -> People:
    """The submitters, unless a letter tells them of the talk that follows these news."""
    return [] if o.data.get("follow_up_id") else o.submitters


def askers(o: Occasion) -> People:
    return [question.asked_by for question in o.questions]


def seconds(o: Occasion) -> People:
    return o.seconds


def proposer(o: Occasion) -> People:
    return [o.proposal.proposed_by] if o.proposal else []


def partner(o: Occasion) -> People:
    return [o.conversation.partner] if o.conversation else []


def mentioned(o: Occasion) -> People:
    return o.mentioned


def commenter(o: Occasion) -> People:
    return [o.comment.author]


def reporters(o: Occasion) -> People:
    return o.reporters


def moderators(o: Occasion) -> People:
    """Who settles what is reported: contact and coordinators, but for whoever wrote the comment."""
    return [person for person in (o.contact, *o.coordinators) if person and person.pk != o.comment.author_id]


def next_partner(o: Occasion) -> People:
    """Who has to talk again, because something is not clear yet."""
    return [o.idea.owner] if o.event.to_status == Status.CONVERSATION else []


def booked_with(o: Occasion) -> People:
    """With whom the appointment is; of one about several ideas the first tells."""
    return [o.appointment.partner] if o.appointment and not o.first else []


def booked_for(o: Occasion) -> People:
    """For whom the appointment is; of a further idea in it those whom the first does not tell."""
    told = {person.pk for person in o.first.submitters} if o.first else set()
    return [person for person in o.submitters if person.pk not in told] if o.appointment else []


def second_coordinators(o: Occasion) -> People:
    return [person for person in o.coordinators if person.pk != o.event.actor_id]


def implementer(o: Occasion) -> People:
    return [o.decision.implementer] if o.decision else []


def recipient(o: Occasion) -> People:
    return [o.decision.passed_to] if o.decision else []


def _from_submitter(o: Occasion) -> bool:
    return o.event.actor_id in {person.pk for person in o.submitters}


def written_to(o: Occasion) -> People:
    """The submitters, when somebody who looks after the idea writes."""
    return [] if _from_submitter(o) else o.submitters


def written_by_submitter_to(o: Occasion) -> People:
    """Who looks after it and the others who handed it in, when a submitter writes."""
    return [o.contact, o.idea.owner, *o.submitters] if _from_submitter(o) else []


def submitters_if_public(o: Occasion) -> People:
    return o.submitters if o.idea.visibility == Visibility.EVERYONE else []


def submitters_at_the_end(o: Occasion) -> People:
    return o.submitters if o.event.to_status in (Status.CLOSED, Status.DEFERRED) else []
