"""The verbs of submitters and other colleagues."""

from django.utils.translation import gettext_lazy as _

from ideas import forms as f
from ideas import workflow as w
from ideas.views.act_table.act import Act

OF_SUBMITTERS: dict[str, Act] = {
    "discard": Act(
        w.discard,
        _("Thrown away."),
        intro=_("The draft is deleted; nobody else has seen it."),
        tone="bad",
        to="home",
    ),
    "answer": Act(w.answer, _("Thank you, your answer is with those who asked."), f.AnswerForm),
    "withdraw": Act(
        w.withdraw,
        _("Your idea is withdrawn. You can take it up again within twelve months."),
        f.PerhapsWhyForm,
        _("Nobody works on it any more then. You can take it up again within twelve months."),
        tone="bad",
    ),
    "take_up": Act(
        w.take_up,
        _("Good that it goes on. We look for the right experts."),
        f.PerhapsWhyForm,
        _("It starts anew, with a new promise."),
    ),
    "set_visibility": Act(w.set_visibility, _("Saved."), f.VisibilityForm, button=_("Save")),
    "invite_cosubmitter": Act(
        w.invite_cosubmitter,
        _("Asked. Your colleague decides whether to join."),
        f.InviteForm,
        _("They will stand beside you as co-submitter, once they say yes."),
        button=_("Ask them"),
    ),
    "join": Act(
        w.join,
        _("You are in: it is your idea too."),
        intro=_("You become co-submitter. If you are one of its experts, somebody else takes that over."),
    ),
    "decline_joining": Act(
        w.decline_joining,
        _("All right, you are not part of it."),
        intro=_("Your colleague is told."),
        to="home",
    ),
    "leave": Act(
        w.leave,
        _("You are no longer part of it."),
        intro=_("You are no co-submitter any more then; the idea goes on."),
        tone="bad",
        to="home",
    ),
    "knock": Act(
        w.knock,
        _("Asked. You have an answer within two working days."),
        intro=_("Whoever has it answers in words, within two working days. You can ask once in five."),
    ),
    "appeal": Act(
        w.appeal,
        _("Others than the first time now look at it, with a new promise."),
        f.AppealForm,
        _("Experts who have not seen it before look at your idea again. You can ask for this once."),
    ),
    "attach": Act(
        w.attach,
        _("Added. Everybody who reads the idea finds it there."),
        f.AttachForm,
        _("Everybody who may read the idea can read what you add."),
    ),
    "detach": Act(
        w.detach, _("Removed."), f.DetachForm, _("It is deleted for good."), button=_("Remove it"), tone="bad"
    ),
    "improve": Act(w.improve, "", page="improves"),
    "thank": Act(
        w.thank,
        _("Sent. The experts find it in their inbox."),
        f.ThankForm,
        _("Experts seldom hear what came of their work."),
        button=_("Send the thanks"),
    ),
    "credit": Act(
        w.credit,
        _("Thank you. Your name stands on the page of thanks now."),
        intro=_(
            "Colleagues who may read your idea find your name on the page “Built because of you”."
            " You can take it back at any time; your name is gone at once then."
        ),
        heading=_("May we thank you by name?"),
    ),
    "uncredit": Act(
        w.uncredit,
        _("Your name stands there no more."),
        intro=_("The idea stays on the page of thanks, without your name."),
    ),
    "report_hazard": Act(
        w.report_hazard,
        _("Reported. Whoever sees to it knows of it now."),
        f.ReportHazardForm,
        _("It is reported at once, by day and by night, and has to be seen to today. The idea goes its way."),
        tone="bad",
    ),
    "settle_hazard": Act(
        w.settle_hazard,
        _("Settled. Thank you for seeing to it."),
        f.SettleHazardForm,
        _("Whoever handed it in is told at once."),
        button=_("The hazard is settled"),
    ),
    "support": Act(
        w.support, _("Thank you. You will hear what becomes of it."), f.SupportForm, heading=_("Me too")
    ),
    "unsupport": Act(w.unsupport, _("Taken back.")),
    "follow": Act(w.follow, _("You will hear what becomes of it.")),
    "unfollow": Act(w.unfollow, _("You will hear no more of it.")),
}
