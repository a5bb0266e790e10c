"""Who may: one `Standing` of a person towards an idea, and predicates on it. Bool in, bool out; changes nothing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ideas import statements
from ideas.models import Idea, Round, Status, Visibility
from ideas.prepared import standing_at, standing_facts
from ideas.querysets import PRIVATE


class Refused(Exception):
    """A verb that may not be carried out. `kind`: unseen (404), forbidden (403) or conflict (409).

    `first` names the verb that has to come before it.
    """

    def __init__(
        self, reason: Any, kind: str = "conflict", idea: Idea | None = None, *, first: str = ""
    ) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.kind = kind
        self.idea = idea
        self.first = first


@dataclass(frozen=True)
class Standing:
    """What a person is to an idea at this moment; the facts as the database gives them in one statement."""

    status: str
    visible: bool = False
    submitter: bool = False
    cosubmitter: bool = False
    invited: bool = False
    line_manager: bool = False
    assigned: bool = False
    filed: bool = False
    offered: bool = False
    reviewed_before: bool = False
    decided_before: bool = False
    coordinator: bool = False
    department_reviewer: bool = False
    decider: bool = False
    partner: bool = False
    talked: bool = False
    manager_free: bool = False
    implementer: bool = False
    recipient: bool = False
    proposer: bool = False
    proposed: bool = False
    safety: bool = False
    hazard: bool = False
    likeness: bool = False
    alike: bool = False
    panel: bool = False
    to_speak: bool = False
    unheard: bool = False
    follow_up: bool = False
    follow_up_mine: bool = False
    points: bool = False
    point_mine: bool = False
    noted: bool = False
    office: bool = False
    improved: bool = False
    kin: bool = False
    supports: bool = False
    follows: bool = False
    owner: bool = False
    admin: bool = False
    observer: bool = False
    appeal: bool = False
    may_talk: bool = False
    no_decider: bool = False


NOBODY = Standing(status="")


def standing(user: Any, idea: Idea) -> Standing:
    """What this person is to this idea; one statement, none when `access_idea` gave the idea to this very person."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    facts = vars(idea) if vars(idea).get("reader_id") == user.pk else standing_facts(user, idea.pk)
    asked = {name.removeprefix("s_"): bool(value) for name, value in facts.items() if name.startswith("s_")}
    return Standing(
        status=idea.status,
        owner=idea.owner_id == user.pk,
        admin=user.is_admin,
        observer=user.is_observer,
        appeal=bool(idea.round and idea.round.cause == Round.Cause.APPEAL),
        may_talk=idea.manager_may_talk,
        no_decider=bool(idea.department and idea.department.decider_id is None),
        **asked,
    )


def is_submitting(s: Standing) -> bool:
    """Submitter or one who has accepted to be co-submitter."""
    return s.submitter or s.cosubmitter


def in_conflict(s: Standing) -> bool:
    """Submitter, co-submitter or the submitter's line manager: decides nothing about this idea (I3)."""
    return s.submitter or s.cosubmitter or s.line_manager


def is_submitter(s: Standing) -> bool:
    return s.submitter


def is_cosubmitter(s: Standing) -> bool:
    return s.cosubmitter


def is_invited(s: Standing) -> bool:
    return s.invited


def is_coordinator(s: Standing) -> bool:
    """Coordinator of a department concerned or above it, without conflict of interest."""
    return s.coordinator and not in_conflict(s)


def is_reviewer(s: Standing) -> bool:
    """Expert of this round, whether the review is filed or not."""
    return (s.assigned or s.filed) and not in_conflict(s)


def is_assigned(s: Standing) -> bool:
    """Expert whose review is still open."""
    return s.assigned and not in_conflict(s)


def is_offered(s: Standing) -> bool:
    """To whom an expert wants to hand over."""
    return s.offered and not in_conflict(s)


def is_decider(s: Standing) -> bool:
    """The department's decider, the owner while deciding, or a coordinator where no decider is named.

    After an appeal nobody who decided or reviewed before.
    """
    named = s.decider or (s.owner and s.status == Status.DECIDING) or (s.no_decider and s.coordinator)
    return named and not in_conflict(s) and not (s.appeal and (s.decided_before or s.reviewed_before))


def is_owner(s: Standing) -> bool:
    return s.owner and (not in_conflict(s) or is_invited_manager(s))


def is_invited_manager(s: Standing) -> bool:
    """Holds the talk because the submitter asked for their line manager: reads what a submitter reads of it (I3).

    So it stays if they are line manager no more; who becomes it meanwhile was not asked for.
    """
    return s.may_talk and s.partner and not is_submitting(s)


def is_partner(s: Standing) -> bool:
    """Conversation partner of the talk under way."""
    return s.partner and (not in_conflict(s) or is_invited_manager(s))


def is_talker(s: Standing) -> bool:
    """Who holds the talk, or held it; a line manager while they hold it."""
    return s.talked and (not in_conflict(s) or is_invited_manager(s))


def reads_talk(s: Standing) -> bool:
    """Who reads times, notes and answers: submitters, those who look after it, and who holds or held the talk."""
    return is_submitting(s) or is_coordinator(s) or is_partner(s) or is_talker(s)


def reads_this_talk_alone(s: Standing) -> bool:
    """Whose sight is that of the line manager who was asked to talk: no earlier messages, talks or answers."""
    return is_invited_manager(s) and not is_handling(s)


def is_carrier(s: Standing) -> bool:
    """Who sees to something that was agreed in the talk; submitters among them."""
    return s.point_mine


def is_second(s: Standing) -> bool:
    """A reviewer or coordinator who did not propose it."""
    fits = s.coordinator or s.department_reviewer or s.assigned or s.filed
    return fits and not s.proposer and not in_conflict(s)


def is_second_coordinator(s: Standing) -> bool:
    """Another coordinator, or an admin, who confirms that somebody could not be reached."""
    return (s.coordinator or s.admin) and not s.partner and not in_conflict(s)


def is_implementer(s: Standing) -> bool:
    return s.implementer


def is_on_panel(s: Standing) -> bool:
    """Is heard, or was, on the appeal of this round: reads the idea, the first answer and the experts' words."""
    return s.panel and not in_conflict(s)


def is_to_speak(s: Standing) -> bool:
    """Of the panel, and not heard yet."""
    return s.to_speak and not in_conflict(s)


def is_following_up(s: Standing) -> bool:
    """Who owes the submitter a short second talk."""
    return s.follow_up_mine and not in_conflict(s)


def is_recipient(s: Standing) -> bool:
    """To whom the idea was passed on."""
    return s.recipient


def is_safety(s: Standing) -> bool:
    """With whom the hazard is that was reported with the idea."""
    return s.safety and not in_conflict(s)


def is_office_coordinator(s: Standing) -> bool:
    """Coordinator of the scheme's own office."""
    return s.office and not in_conflict(s)


def reads_hazard(s: Standing) -> bool:
    """Who reads that a hazard was reported: submitters, who handles the idea, who sees to the hazard."""
    return is_submitting(s) or is_handling(s) or is_safety(s)


def is_handling(s: Standing) -> bool:
    """Has a duty on the idea and no conflict: reads notes and, where not sealed, reviews. No line manager does."""
    if any(rule(s) for rule in (is_coordinator, is_reviewer, is_offered, is_decider)):
        return True
    return (is_owner(s) or is_partner(s)) and not is_invited_manager(s)


def is_employee(s: Standing) -> bool:
    """Anybody who may read it."""
    return s.visible


def is_public(idea: Idea) -> bool:
    """Whether every employee may read it, by what is known of it; lists ask `IdeaQuerySet.public`."""
    shown = bool(idea.glanced_at) or not settings.GLANCE_REQUIRED
    return shown and idea.visibility == Visibility.EVERYONE and idea.status not in PRIVATE


def has_discussion(idea: Idea) -> bool:
    """Whether colleagues talk about it in public: its department wants that, and everybody may read it."""
    return is_public(idea) and bool(idea.department and idea.department.discussion)


def reads_all_reviews(s: Standing) -> bool:
    """Who sees reviews before the decision: who looks after it or decides, unless expert of the round; who filed."""
    return is_filed(s) or (not s.assigned and (is_coordinator(s) or is_owner(s) or is_decider(s)))


def is_filed(s: Standing) -> bool:
    """Expert of this round who has filed: the seal is open for them."""
    return s.filed and not in_conflict(s)


def access_idea(user: Any, public_id: str) -> Idea:
    """The idea at an address with names and standing, or Refused(unseen): the one road to an idea."""
    known = user.is_authenticated and user.is_active and "\0" not in public_id
    found = _with_facts(user, public_id) if known else None
    if found is None or not found.s_visible:
        raise Refused(_("There is nothing here for you to read."), "unseen")
    return found


def _with_facts(user: Any, public_id: str) -> Any:
    """The idea at an address with the columns of `with_standing`; one statement, its dear part built once."""
    found = statements.rows(_at_address, user, public_id=public_id)
    if not found:
        return None
    vars(found[0]).update({name: bool(value) for name, value in found[0].facts.items()}, reader_id=user.pk)
    return found[0]


def _at_address(user: Any, *, public_id: str) -> Any:
    rows = Idea.objects.with_names().with_files().with_last_knock().filter(public_id=public_id)
    return rows.defer("search").annotate(facts=standing_at(user, public_id))
