"""Who will hear of what somebody is about to do, in words, before they do it.

Read from the table of notices, so that what is said here is what happens then. People whom only the form decides (an
expert who is asked, a colleague to whom it is handed) are named as such. Asks the database nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas import wording
from ideas.dossier import Papers
from ideas.models import Idea
from ideas.notifications import AUDIENCE, TELLS, who

People = list[Any]
Known = Callable[[Idea, Papers], People]
ON_IT = ("open", "filed")


def submitters(idea: Idea, papers: Papers) -> People:
    """The submitter and whoever has joined."""
    return [idea.submitter, *(row.user for row in papers.cosubmitters if row.state == "accepted")]


def contact(idea: Idea, _papers: Papers) -> People:
    """Who looks after it."""
    return [idea.coordinator or idea.owner]


def owner(idea: Idea, _papers: Papers) -> People:
    """Who has it now."""
    return [idea.owner]


def experts(idea: Idea, papers: Papers) -> People:
    """Whose view of this round is open or filed."""
    here = [row for row in papers.assignments if row.round_id == idea.round_id]
    return [row.reviewer for row in here if row.state in ON_IT]


def keepers(idea: Idea, papers: Papers) -> People:
    """Owner and contact."""
    return [*owner(idea, papers), *contact(idea, papers)]


KNOWN: dict[Callable[..., Any], Known] = {
    who.submitters: submitters,
    who.submitters_without_talk: submitters,
    who.written_to: submitters,
    who.contact: contact,
    who.owner: owner,
    who.keepers: keepers,
    who.experts: experts,
    who.thanked: lambda idea, papers: [review.assignment.reviewer for review in papers.views_of(idea)],
    who.handlers: lambda idea, papers: [*keepers(idea, papers), *experts(idea, papers)],
}
"""Those of the table who can be named beforehand."""
CHOOSING = frozenset(
    (
        *("invite_cosubmitter", "hand_over", "assign", "release", "entrust", "decide", "change_partner"),
        "hand_work_on",
    )
)
"""Verbs whose form names somebody who hears of it."""


def words(verb: str, idea: Idea, actor: Any, papers: Papers) -> list[str]:
    """Sentences on who gets a mail, who is told in person, who finds it in the inbox."""
    mails, in_person, notices = _sorted(verb, idea, actor, papers)
    names = [person.name for person in notices] + ([_("whoever you choose")] if verb in CHOOSING else [])
    if verb in AUDIENCE and idea.followers:
        names.append(ngettext("%(n)d follower", "%(n)d followers", idea.followers) % {"n": idea.followers})
    return [
        *_mail_words([person.name for person in mails]),
        *_in_person_words(in_person, contact(idea, papers)),
        *_notice_words(names),
    ]


def _sorted(verb: str, idea: Idea, actor: Any, papers: Papers) -> tuple[People, People, People]:
    """By the way in which each hears of it; each once, by the first line of the table that names them."""
    mails: People = []
    in_person: People = []
    notices: People = []
    heard = {actor.pk}
    for tell in TELLS.get(verb, ()):
        for person in KNOWN.get(tell.who, _nobody)(idea, papers):
            if person is None or person.pk in heard:
                continue
            heard.add(person.pk)
            if tell.letter is None:
                notices.append(person)
            else:
                (mails if person.email else in_person).append(person)
    return mails, in_person, notices


def _nobody(_idea: Idea, _papers: Papers) -> People:
    return []


def _mail_words(names: list[str]) -> Iterable[str]:
    if names:
        said = ngettext("%(names)s gets a mail at once.", "%(names)s get a mail at once.", len(names))
        yield said % {"names": wording.in_a_row(names)}


def _in_person_words(people: People, by: People) -> Iterable[str]:
    for person in people:
        yield _("%(name)s has no e-mail address: %(by)s tells them in person.") % {
            "name": person.name,
            "by": by[0].name if by and by[0] else _("your contact"),
        }


def _notice_words(names: list[str]) -> Iterable[str]:
    if names:
        said = ngettext("%(names)s finds it in the inbox.", "%(names)s find it in the inbox.", len(names))
        yield said % {"names": wording.in_a_row(names)}
