"""The verbs of coordinators and whoever else looks after an idea."""

from django.utils.translation import gettext_lazy as _

from ideas import forms as f
from ideas import workflow as w
from ideas.models import Status
from ideas.views.act_table.act import Act

OF_COORDINATORS: dict[str, Act] = {
    "route": Act(
        w.route,
        _("Sent there."),
        f.RouteForm,
        _("Open reviews of the present department are taken back."),
        leads_back_to=Status.IN_REVIEW,
    ),
    "assign": Act(
        w.assign,
        _("Asked."),
        f.AssignForm,
        _(
            "Of any department. From a discussion the idea goes back to the experts until the new view is there."
        ),
        template="ideas/acts/assign.html",
        leads_back_to=Status.IN_REVIEW,
    ),
    "release": Act(w.release, _("Released."), f.ReleaseForm),
    "replace_seat": Act(
        w.replace_seat,
        _("Somebody else is asked, by the same day."),
        f.ReplaceSeatForm,
        _("Somebody of another department without a part in it is asked in their place, by the same day."),
        heading=_("Hear somebody else"),
        button=_("Ask somebody else"),
    ),
    "conclude": Act(
        w.conclude,
        _("Noted; it goes to whoever decides."),
        f.ConcludeForm,
        template="ideas/acts/conclude.html",
    ),
    "propose": Act(
        w.propose,
        _("Proposed. A second person has to agree."),
        f.ProposeForm,
        _("Not every idea needs a review. A second person has to agree, then the submitter reads it."),
        template="ideas/acts/propose.html",
    ),
    "merge": Act(
        w.merge,
        _("Proposed. A second person has to agree."),
        f.MergeForm,
        _("Its submitters, supporters and followers become part of the other idea; nobody is lost."),
    ),
    "agree": Act(
        w.agree, _("Agreed. The submitter has the answer now."), f.AgreeForm, template="ideas/acts/agree.html"
    ),
    "refuse": Act(
        w.refuse,
        _("Not agreed. The idea goes its ordinary way."),
        f.WhyForm,
        template="ideas/acts/agree.html",
    ),
    "glance": Act(
        w.glance,
        _("All colleagues can read it now."),
        intro=_("All colleagues can read it then, unless its submitter wants otherwise."),
        undo="unglance",
    ),
    "unglance": Act(
        w.unglance,
        _("Taken back. Colleagues cannot read it yet."),
        intro=_("Within a quarter of an hour. Only those who handle it can read it then."),
    ),
    "entrust": Act(w.entrust, _("Entrusted."), f.EntrustForm, _("Dates stay as they are.")),
    "move_due": Act(w.move_due, _("Moved. The submitter is told."), f.MoveForm),
    "move_promise": Act(
        w.move_promise,
        _("Moved. The submitter is told."),
        f.MoveForm,
        _("The first promise stays in the figures."),
    ),
    "answer_knock": Act(
        w.answer_knock,
        _("Answered. Whoever asked reads it now."),
        f.AnswerKnockForm,
        _("A submitter asked how it stands, and gets your words by mail."),
        heading=_("How does it stand?"),
        button=_("Send the answer"),
    ),
    "confirm_receipt": Act(
        w.confirm_receipt, _("Confirmed. Thank you."), intro=_("The submitter sees that it has arrived.")
    ),
    "confirm_likeness": Act(
        w.confirm_likeness,
        _("Confirmed. Whoever had it first is told."),
        f.LikenessForm,
        _("Whoever had it first is named on this idea's page, if they show their name, and told at once."),
        heading=_("Did it come true?"),
        button=_("Yes, it came true"),
        template="ideas/acts/likeness.html",
    ),
    "refuse_likeness": Act(
        w.refuse_likeness,
        _("Noted. Nobody is told."),
        f.LikenessForm,
        _("Nobody is told; you are not asked about these two again."),
        heading=_("Is it something else?"),
        button=_("Yes, it is something else"),
        template="ideas/acts/likeness.html",
    ),
    "report_news": Act(w.report_news, _("Told. Thank you."), f.NewsForm, template="ideas/acts/news.html"),
    "hand_work_on": Act(
        w.hand_work_on,
        _("Handed over. They are told at once."),
        f.HandWorkOnForm,
        _("The day of the next news stays as it is."),
    ),
    "hold_follow_up": Act(
        w.hold_follow_up,
        _("Noted. The submitter reads it now."),
        f.FollowUpForm,
        _("Say what was asked and what you answered, and what remains of the idea."),
        button=_("Send the notes"),
    ),
}
