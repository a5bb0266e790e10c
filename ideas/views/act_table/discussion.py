"""The verbs of the public discussion."""

from django.utils.translation import gettext_lazy as _

from ideas import forms as f
from ideas import workflow as w
from ideas.views.act_table.act import Act

OF_THE_DISCUSSION: dict[str, Act] = {
    "comment": Act(
        w.comment,
        _("Your comment is there for all who may read the idea."),
        f.CommentForm,
        _("All who may read the idea read what you write."),
        heading=_("Your comment"),
        button=_("Comment"),
    ),
    "report_comment": Act(
        w.report_comment,
        _("Reported. A coordinator has a look; you hear what becomes of it."),
        f.ReportForm,
        _("Coordinators read your words and your name. Nobody else does."),
        button=_("Report it"),
        template="ideas/acts/comment.html",
    ),
    "remove_comment": Act(
        w.remove_comment,
        _("Removed. Its place stays, its words are gone."),
        f.RemoveForm,
        _("Colleagues then see that a comment was removed, when and by whom, not what it said."),
        button=_("Remove it"),
        tone="bad",
        template="ideas/acts/comment.html",
    ),
    "settle_report": Act(
        w.settle_report,
        _("It stays. Whoever reported it is told."),
        f.SettleForm,
        _("You have read it and find that it may stand there. Whoever reported it is told."),
        button=_("Leave it standing"),
        template="ideas/acts/comment.html",
    ),
}
