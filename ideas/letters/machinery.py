"""The letters to the idea office about the machine: reminders stand still, they run again, something is forgotten."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ideas import days
from ideas.letters.letter import Letter, hello, no_button_acts


def standing_still(user: Any, since: datetime) -> Letter:
    """Nothing has looked after reminders and dates since then; what to do about it."""
    facts = {"since": days.clocked(since), "site": settings.SITE_NAME}
    return Letter(
        kind="standing_still",
        subject=_("%(site)s: reminders stand still") % facts,
        headline=_("Reminders stand still"),
        greeting=hello(user),
        paragraphs=(
            _("Since %(since)s nothing has looked after dates: nobody is reminded, and nothing is passed on.")
            % facts,
            _(
                "Please tell whoever runs the server: worker and beat have to be started, and Redis must answer."
            ),
        ),
        button_label=_("See how it stands"),
        path=reverse("promises"),
        after=(
            _("Nothing is lost meanwhile. What came due is caught up with once, when it runs again."),
            _("You hear of this once. When it runs again you get one more mail."),
        ),
        why=_why(),
    )


def running_again(user: Any, since: datetime, until: datetime) -> Letter:
    """It runs again; from when to when it did not."""
    facts = {"since": days.clocked(since), "until": days.clocked(until), "site": settings.SITE_NAME}
    return Letter(
        kind="running_again",
        subject=_("%(site)s: reminders run again") % facts,
        headline=_("Reminders run again"),
        greeting=hello(user),
        paragraphs=(
            _("Dates are looked after again since %(until)s. It had stood still since %(since)s.") % facts,
        ),
        button_label=_("See how it stands"),
        path=reverse("promises"),
        after=(_("What came due meanwhile is caught up with, once each."),),
        why=_why(),
    )


def something_forgotten(user: Any, found: Iterable[tuple[str, int]]) -> Letter:
    """What must not be is: each kind with how many; once a day while it lasts."""
    return Letter(
        kind="something_forgotten",
        subject=_("%(site)s: something is forgotten") % {"site": settings.SITE_NAME},
        headline=_("Something is forgotten"),
        greeting=hello(user),
        paragraphs=(_("The check of all open ideas has found what must not be. Please see to it today."),),
        button_label=_("See what it is"),
        path=reverse("promises"),
        facts=tuple((words, str(n)) for words, n in found),
        after=(_("You hear of it once a day while it lasts."),),
        why=_why(),
    )


def _why() -> str:
    said = _("You get this because you run the idea scheme. It cannot be switched off.")
    return f"{said} {no_button_acts()}"
