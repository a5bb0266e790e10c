"""Every verb's page: what it calls, its form, its words. Owns the words; whose verb it is stands in TRANSITIONS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import conversation, forms, transitions, workflow
from ideas.forms import ActForm
from ideas.models import Status


@dataclass(frozen=True)
class Act:
    """A verb as a page: the function, what is said when it is done, the form, a sentence, and a heading.

    `to` "home": where it leads when the idea may be out of sight afterwards. `template`: a page of its own.
    `page`: it is handed in with a new idea: the name under which the page for that takes this one. `leads_back_to`:
    the status for which the promise has to leave time.
    """

    perform: Callable[..., Any]
    done: Any
    form: type[ActForm] = ActForm
    intro: Any = ""
    heading: Any = ""
    button: Any = ""
    tone: str = "main"
    to: str = "idea"
    template: str = "ideas/acts/act.html"
    page: str = ""
    undo: str = ""
    leads_back_to: str = ""

    def words(self, verb: str) -> tuple[Any, Any]:
        """Heading and button."""
        label = transitions.TRANSITIONS[verb].label
        return self.heading or label, self.button or label


w, c, f = workflow, conversation, forms

OF_SUBMITTERS = {
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

OF_THE_DISCUSSION = {
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

OF_EXPERTS = {
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

OF_COORDINATORS = {
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
        _("It is not carried out after all. Say why, and what remains of the idea."),
        button=_("Send the notes"),
    ),
}

OF_DECIDERS = {
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

OF_TALKS = {
    "offer_slots": Act(c.offer_slots, _("Offered."), f.OfferForm),
    "book": Act(
        c.book, _("Booked. You get an invitation for your calendar."), f.BookForm, heading=_("Choose a time")
    ),
    "cancel_booking": Act(
        c.cancel_booking, _("Cancelled; both of you are told."), f.PerhapsWhyForm, tone="bad"
    ),
    "choose_channel": Act(
        c.choose_channel, _("Noted; your contact is told."), f.ChannelForm, button=_("Send")
    ),
    "change_partner": Act(c.change_partner, _("Changed."), f.ChangePartnerForm),
    "attempt": Act(c.attempt, _("Noted."), f.AttemptForm),
    "record": Act(
        c.record,
        _("The notes are with the submitter, to check."),
        f.RecordForm,
        _("Say what the submitter would say. They check the notes and close the idea."),
        heading=_("Notes of your talk"),
    ),
    "decline_talk": Act(
        c.decline_talk,
        _("All right. The idea is closed with the written answer."),
        f.WordsForm,
        _("The written answer with its reasons then closes the idea."),
    ),
    "give_up": Act(
        c.give_up,
        _("Written down. A second person confirms it."),
        f.AccountForm,
        _("After three attempts on three working days and two ways."),
    ),
    "second_give_up": Act(
        c.second_give_up,
        _("Confirmed. The idea is closed with the written answer."),
        intro=_("You have read what was tried, and nothing else is left to try."),
        to="home",
        template="ideas/acts/account.html",
    ),
    "write_to_leaver": Act(c.write_to_leaver, _("Closed in writing."), f.LeaverForm),
    "confirm": Act(
        c.confirm, _("Thank you for your answer."), f.ConfirmForm, heading=_("Your answer to the notes")
    ),
    "co_answer": Act(
        c.co_answer, _("Thank you for your answer."), f.CoAnswerForm, heading=_("Your answer to the notes")
    ),
    "reopen": Act(
        c.reopen,
        _("Good that we talk again. Your contact offers times."),
        f.WordsForm,
        _("Once, within 90 days."),
    ),
    "decline_follow_up": Act(
        w.decline_follow_up, _("All right. Thank you for saying so."), f.WordsForm, _("Your contact is told.")
    ),
    "answer_survey": Act(
        c.answer_survey,
        _("Thank you."),
        f.SurveyForm,
        _("Voluntary. The idea office and your contact read it."),
        heading=_("How was it?"),
    ),
}

ACTS: dict[str, Act] = {
    **OF_SUBMITTERS,
    **OF_THE_DISCUSSION,
    **OF_EXPERTS,
    **OF_COORDINATORS,
    **OF_DECIDERS,
    **OF_TALKS,
}
"""Every verb of people but handing in, which has a page of its own."""
