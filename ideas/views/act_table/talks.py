"""The verbs of the talk and what comes after."""

from django.utils.translation import gettext_lazy as _

from ideas import conversation as c
from ideas import forms as f
from ideas import workflow as w
from ideas.views.act_table.act import Act

OF_TALKS: dict[str, Act] = {
    "offer_slots": Act(c.offer_slots, _("Offered."), f.OfferForm),
    "invite_to_suggest": Act(
        c.invite_to_suggest,
        _("Asked. As soon as they have named times, you take one."),
        intro=_("In place of offering times: they name some that suit them, and you take one."),
    ),
    "suggest_slots": Act(
        c.suggest_slots,
        _("Thank you. Your contact takes one of them, and you both get an invitation."),
        f.SuggestForm,
        _("Up to three, on different days. Talks are paid working time; choose what suits your shift."),
        heading=_("Which times suit you?"),
        button=_("Send the times"),
    ),
    "ask_for_partner": Act(
        c.ask_for_partner,
        _("Done. Somebody else talks with you now, and offers you times."),
        f.OtherPartnerForm,
        _("You need not say why. You can ask once for each answer; times offered so far are off then."),
        heading=_("Talk with somebody else"),
        button=_("Talk with them"),
    ),
    "ask_for_manager": Act(
        c.ask_for_manager,
        _("Done. Your line manager talks with you now, and offers you times."),
        f.ManagerForm,
        heading=_("Talk with my line manager"),
        button=_("Yes, with my line manager"),
        template="ideas/acts/manager.html",
    ),
    "back_to_contact": Act(
        c.back_to_contact,
        _("Done. Your contact talks with you again, and offers you times."),
        f.ManagerForm,
        heading=_("Talk with my contact after all"),
        button=_("Yes, with my contact"),
        template="ideas/acts/contact.html",
    ),
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
        template="ideas/acts/notes.html",
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
        c.confirm,
        _("Thank you for your answer."),
        f.ConfirmForm,
        heading=_("Your answer to the notes"),
        template="ideas/acts/confirmed.html",
    ),
    "revise_record": Act(
        c.revise_record,
        _("Corrected. The submitter is told, and has two working days at least."),
        f.ReviseForm,
        _("What you sent first is kept; the submitter sees what is different."),
        heading=_("Correct the notes"),
        button=_("Send the corrected notes"),
        template="ideas/acts/notes.html",
    ),
    "add_to_record": Act(
        c.add_to_record,
        _("Added. The others are told."),
        f.AddForm,
        _("Confirmed notes stay as they are. What you add stands below them, with your name and the day."),
        button=_("Add it"),
        template="ideas/acts/confirmed.html",
    ),
    "settle_point": Act(
        w.settle_point,
        _("Noted. The submitter reads it."),
        f.SettlePointForm,
        button=_("Settled"),
        to="home",
    ),
    "hand_point_on": Act(
        w.hand_point_on,
        _("Handed on. They are told."),
        f.HandPointOnForm,
        _("The day stays as it is."),
        button=_("Hand it on"),
        to="home",
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
        _(
            "Voluntary. Once in 30 days at most. Your partner in the talk and those who look after your idea read it;"
            " the figures count it together with others, never for fewer than five people."
        ),
        heading=_("How was it?"),
    ),
}
