"""The verbs of deciders and those who are heard before."""

from django.utils.translation import gettext_lazy as _

from ideas import forms as f
from ideas import workflow as w
from ideas.models import Status
from ideas.views.act_table.act import Act

OF_DECIDERS: dict[str, Act] = {
    "speak": Act(
        w.speak,
        _("Thank you. Whoever decides reads it now."),
        f.SpeakForm,
        _("You have had no part in it so far: should the first answer stand?"),
        template="ideas/acts/speak.html",
    ),
    "discuss": Act(
        w.discuss,
        _("The experts compare their views now."),
        f.DiscussForm,
        _("The coordinator brings them together; then it comes back to you."),
        template="ideas/acts/decide.html",
        leads_back_to=Status.DISCUSSION,
    ),
    "decide": Act(
        w.decide,
        _("Decided. The submitter reads it now, with the reasons."),
        f.DecideForm,
        _("The submitter reads outcome and reasons in the same minute; the talk explains them."),
        heading=_("What becomes of it?"),
        template="ideas/acts/decide.html",
    ),
    "defer": Act(
        w.defer,
        _("On hold. The submitter reads why."),
        f.DeferForm,
        _("Once an idea, for twelve months at most. It comes back to you by itself."),
        template="ideas/acts/decide.html",
    ),
}
