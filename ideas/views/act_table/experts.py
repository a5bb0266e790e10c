"""The verbs of experts."""

from django.utils.translation import gettext_lazy as _

from ideas import forms as f
from ideas import workflow as w
from ideas.views.act_table.act import Act

OF_EXPERTS: dict[str, Act] = {
    "review": Act(
        w.review,
        _("Your view is filed. Thank you."),
        f.ReviewForm,
        _(
            "Sealed until the others have filed theirs; the submitter reads your two sentences with the decision."
        ),
        heading=_("Your view"),
        template="ideas/acts/review.html",
    ),
    "hand_over": Act(
        w.hand_over,
        _("Asked. The review stays yours until they accept."),
        f.HandOverForm,
        heading=_("Not my field"),
    ),
    "accept_hand_over": Act(
        w.accept_hand_over, _("It is yours now. Thank you."), intro=_("You file a view by the same day.")
    ),
    "decline_hand_over": Act(w.decline_hand_over, _("All right, it stays where it was."), f.PerhapsWhyForm),
    "ask": Act(w.ask, _("Asked. The submitter has five working days."), f.AskForm),
    "take_back_question": Act(w.take_back_question, _("Taken back."), f.TakeBackForm),
    "note": Act(
        w.note, _("Noted."), f.NoteForm, heading=_("A note for the experts"), button=_("Add the note")
    ),
    "message": Act(w.message, _("Sent."), f.MessageForm, heading=_("Write a message"), button=_("Send")),
}
