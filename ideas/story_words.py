"""The sentences of the story, one a kind of event. Words alone; who reads which is in `story`."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas.models import Status


@dataclass(frozen=True)
class Sentence:
    """An event in words. `you`: whoever did it reads; `yours`: a submitter reads; `outside`: anybody else does;
    `nobody`: no person did it."""

    icon: str
    words: Any
    you: Any = ""
    yours: Any = ""
    outside: Any = ""
    nobody: Any = ""


SENTENCES: dict[str, Sentence] = {
    # the submitters
    "hand_in": Sentence(
        "pen",
        _("{actor} handed it in. It got number {number}."),
        you=_("You handed it in. It got number {number}."),
        outside=_("It was handed in as number {number}."),
    ),
    "withdraw": Sentence("back", _("{actor} withdrew it."), you=_("You withdrew it.")),
    "take_up": Sentence("pen", _("{actor} took it up again."), you=_("You took it up again.")),
    "appeal": Sentence("eye", _("{actor} asked for a second look."), you=_("You asked for a second look.")),
    "come_back": Sentence("clock", _("The time on hold was over: it is looked at again.")),
    "set_visibility": Sentence(
        "lock", _("{actor} changed who may read it."), you=_("You changed who may read it.")
    ),
    "attach": Sentence("file", _("{actor} added {files}."), you=_("You added {files}.")),
    "detach": Sentence("bin", _("{actor} removed {files}."), you=_("You removed {files}.")),
    "invite_cosubmitter": Sentence(
        "people",
        _("{actor} asked {person} to join as co-submitter."),
        you=_("You asked {person} to join as co-submitter."),
    ),
    "join": Sentence(
        "people",
        _("{person} joined as co-submitter."),
        you=_("You joined as co-submitter."),
    ),
    "decline_joining": Sentence("people", _("{person} does not want to be co-submitter.")),
    "leave": Sentence(
        "out", _("{person} is no longer co-submitter."), you=_("You are no longer co-submitter.")
    ),
    "answer": Sentence("ask", _("{actor} answered the question."), you=_("You answered the question.")),
    "improve": Sentence(
        "pen",
        _("{actor} improved it and handed it in again as no. {other}."),
        you=_("You improved it and handed it in again as no. {other}."),
    ),
    "knock": Sentence("ask", _("{actor} asked how it stands."), you=_("You asked how it stands.")),
    "answer_knock": Sentence("talk", _("{actor} said how it stands."), you=_("You said how it stands.")),
    "thank": Sentence(
        "talk",
        _("{actor} thanked the experts."),
        you=_("You thanked the experts."),
    ),
    "credit": Sentence(
        "people",
        _("{actor} agreed to be thanked by name."),
        you=_("You agreed to be thanked by name."),
    ),
    "uncredit": Sentence(
        "people",
        _("{actor} does not want to be named any more."),
        you=_("You do not want to be named any more."),
    ),
    # a hazard
    "report_hazard": Sentence(
        "alert",
        _("{actor} reported it as a hazard. {person} was told at once."),
        you=_("You reported it as a hazard. {person} was told at once."),
        outside=_("It was reported as a hazard. {person} was told at once."),
    ),
    "settle_hazard": Sentence(
        "check",
        _("{actor} saw to the hazard; it is settled."),
        you=_("You saw to the hazard; it is settled."),
        outside=_("The hazard was seen to; it is settled."),
    ),
    # the experts
    "review": Sentence("people", _("{actor} filed a view."), you=_("You filed your view.")),
    "reviews_complete": Sentence("people", _("All views are there.")),
    "hand_over": Sentence("next", _("{actor} asked {person} to take over the view.")),
    "accept_hand_over": Sentence("next", _("{actor} looks at it in place of {person}.")),
    "decline_hand_over": Sentence("next", _("{actor} cannot take over the view of {person}.")),
    "ask": Sentence(
        "ask",
        _("{actor} asked the submitter a question."),
        you=_("You asked the submitter a question."),
        yours=_("{actor} asked you a question."),
    ),
    "take_back_question": Sentence("ask", _("{actor} took a question back.")),
    "expire_questions": Sentence(
        "clock",
        _("The question was not answered in time; it went on without the answer."),
        yours=_("The question was not answered in time; we went on with what we knew."),
    ),
    "promise_waited": Sentence(
        "day",
        _("The promise moved to {new}, by the days that the question took."),
        yours=_("Our promise moved by the days that the question took: you have our answer by {new}."),
    ),
    "note": Sentence("note", _("{actor} wrote a note for the experts.")),
    "comment": Sentence("talk", _("{actor} commented."), you=_("You commented.")),
    "report_comment": Sentence("alert", _("A comment was reported.")),
    "remove_comment": Sentence("bin", _("{actor} removed a comment."), you=_("You removed a comment.")),
    "settle_report": Sentence(
        "check",
        _("{actor} looked at a reported comment; it stays."),
        you=_("You looked at a reported comment; it stays."),
    ),
    "message": Sentence("mail", _("{actor} wrote a message."), you=_("You wrote a message.")),
    # the coordinators
    "route": Sentence("pass", _("{actor} gave it to {departments}."), outside=_("It went to {departments}.")),
    "assign": Sentence("people", _("{actor} asked {experts} for a view.")),
    "release": Sentence("people", _("{actor} released an expert.")),
    "discuss": Sentence(
        "scales", _("{actor} brought the experts together."), yours=_("The experts compare their views.")
    ),
    "conclude": Sentence(
        "scales",
        _("{actor} noted what the experts agreed, or where they differ."),
        yours=_("The experts have compared their views."),
    ),
    "propose": Sentence("fork", _("{actor} proposed an answer without review.")),
    "merge": Sentence("join", _("{actor} proposed to join it with another idea.")),
    "agree": Sentence(
        "fork",
        _("{actor} agreed: {outcome}."),
        yours=_("Two people looked at it and decided: {outcome}."),
        outside=_("It was decided: {outcome}."),
    ),
    "refuse": Sentence("fork", _("{actor} did not agree to what was proposed.")),
    "unglance": Sentence("lock", _("{actor} took that back: colleagues cannot read it yet.")),
    "glance": Sentence("eye", _("{actor} read it and opened it to all who may read it.")),
    "entrust": Sentence("hand", _("{person} looks after it from now on.")),
    "move_due": Sentence("day", _("{actor} moved the date of this step to {new}.")),
    "move_promise": Sentence(
        "day",
        _("{actor} moved the promise to {new}."),
        yours=_("{actor} moved our promise: you have our answer by {new}."),
    ),
    "confirm_receipt": Sentence("check", _("{actor} confirmed that it has arrived.")),
    "report_news": Sentence("done", _("News: {state}."), outside=_("News: {state}.")),
    "hand_work_on": Sentence("hand", _("{person} carries it out from now on.")),
    "owe_follow_up": Sentence(
        "talk",
        _("{person} talks about that with the submitter, by {talk_by}."),
        yours=_("{person} talks about that with you, by {talk_by}."),
    ),
    "owe_call": Sentence(
        "phone",
        _("{person} gets in touch with the submitter, who asked for it, by {talk_by}."),
        yours=_("{person} gets in touch with you, as you asked, by {talk_by}."),
    ),
    "hold_follow_up": Sentence(
        "talk",
        _("{actor} noted the second talk."),
        you=_("You noted the second talk."),
        yours=_("{actor} noted our second talk."),
    ),
    "decline_follow_up": Sentence(
        "check", _("{actor} needed no second talk."), you=_("You needed no second talk.")
    ),
    # the decider
    "decide": Sentence("fork", _("{actor} decided: {outcome}."), outside=_("It was decided: {outcome}.")),
    "defer": Sentence("pause", _("{actor} decided: {outcome}."), outside=_("It was decided: {outcome}.")),
    # what came true
    "find_likeness": Sentence("scales", _("It resembles idea no. {other}, which was not adopted.")),
    "confirm_likeness": Sentence("done", _("It came true: {person} had this idea before.")),
    "refuse_likeness": Sentence("scales", _("{actor} compared it with idea no. {other}: something else.")),
    "came_true": Sentence(
        "done",
        _("It came true: something like it was adopted."),
        yours=_("Your idea came true: something like it was adopted."),
    ),
    # the panel of an appeal
    "speak": Sentence(
        "scales", _("{actor} was heard on the appeal."), you=_("You said what you think of the appeal.")
    ),
    "replace_seat": Sentence(
        "people", _("{actor} asked for somebody else to be heard in place of {person}.")
    ),
    "close_panel": Sentence("clock", _("The panel's time was up; not heard: {experts}.")),
    # the talk
    "offer_slots": Sentence(
        "talk",
        _("{actor} offered times to talk."),
        you=_("You offered times to talk."),
        yours=_("{actor} offered you times to talk."),
    ),
    "invite_to_suggest": Sentence(
        "talk",
        _("{actor} asked which times suit for the talk."),
        you=_("You asked which times suit for the talk."),
        yours=_("{actor} asked you which times suit you."),
    ),
    "suggest_slots": Sentence("day", _("{actor} named times to talk."), you=_("You named times to talk.")),
    "ask_for_partner": Sentence("person", _("{person} holds the talk from now on.")),
    "ask_for_manager": Sentence(
        "person",
        _("{actor} asked to talk with their line manager: {person} holds the talk from now on."),
        you=_("You asked to talk with your line manager: {person} holds the talk from now on."),
    ),
    "back_to_contact": Sentence(
        "person",
        _("{actor} talks with their contact after all: {person}."),
        you=_("You talk with your contact after all: {person}."),
    ),
    "book": Sentence("day", _("{actor} chose a time to talk."), you=_("You chose a time to talk.")),
    "cancel_booking": Sentence(
        "day", _("{actor} cancelled the appointment."), you=_("You cancelled the appointment.")
    ),
    "choose_channel": Sentence(
        "talk",
        _("{actor} asked to talk in another way: {way}."),
        you=_("You asked to talk in another way: {way}."),
    ),
    "change_partner": Sentence("person", _("{person} holds the talk from now on.")),
    "attempt": Sentence(
        "phone",
        _("{actor} tried to reach the submitter."),
        nobody=_("No time was chosen in time; that counts as an attempt."),
    ),
    "record": Sentence(
        "note",
        _("{actor} sent the notes of the talk."),
        you=_("You sent the notes of the talk."),
        yours=_("{actor} sent you the notes of our talk."),
    ),
    "decline_talk": Sentence("check", _("{actor} needed no talk."), you=_("You needed no talk.")),
    "give_up": Sentence("phone", _("{actor} wrote down that the submitter could not be reached.")),
    "second_give_up": Sentence(
        "check",
        _("{actor} confirmed that the submitter could not be reached."),
        yours=_("We could not reach you for a talk."),
    ),
    "write_to_leaver": Sentence("mail", _("{actor} wrote the result down.")),
    "confirm": Sentence(
        "check",
        _("{actor} answered the notes."),
        you=_("You answered the notes."),
    ),
    "revise_record": Sentence(
        "pen",
        _("{actor} corrected the notes of the talk."),
        you=_("You corrected the notes of the talk."),
        yours=_("{actor} corrected the notes of our talk."),
    ),
    "add_to_record": Sentence(
        "pen",
        _("{actor} added to the notes of the talk."),
        you=_("You added to the notes of the talk."),
        yours=_("{actor} added to the notes of our talk."),
    ),
    "settle_point": Sentence(
        "check",
        _("{actor} said what came of what was agreed."),
        you=_("You said what came of what was agreed."),
    ),
    "hand_point_on": Sentence("hand", _("{person} sees to what was agreed from now on.")),
    "co_answer": Sentence("check", _("{actor} answered the notes."), you=_("You answered the notes.")),
    "reopen": Sentence("talk", _("{actor} opened the talk again."), you=_("You opened the talk again.")),
    "answer_survey": Sentence(
        "check",
        _("{actor} answered the questions at the end."),
        you=_("You answered the questions at the end."),
    ),
    "close_unconfirmed": Sentence(
        "clock",
        _("The notes were not answered in time."),
    ),
    # others
    "relieve": Sentence("hand", _("What {person} had to do has passed on.")),
    "take_over": Sentence("hand", _("{person} now looks at it.")),
    "merged_here": Sentence("join", _("Idea no. {other} was joined with it; {person} is part of it now.")),
}
"""Kind of event -> its sentence."""

ON_THE_SPOT = Sentence(
    "check",
    _("{actor} answered the notes on the spot."),
    you=_("You answered the notes on the spot."),
)
HANDED_IN_FOR = Sentence(
    "pen",
    _("{actor} handed it in for {submitter}. It got number {number}."),
    you=_("You handed it in for {submitter}. It got number {number}."),
    yours=_("{actor} handed it in for {submitter}. It got number {number}."),
    outside=_("It was handed in as number {number}."),
)
"""Handing in for a colleague, who then is the submitter."""

IMPROVES = Sentence("pen", _("It improves idea no. {other}."))
"""A second attempt, after a no."""

PANEL = Sentence(
    "scales", _("Before it is decided, people without a part in it so far are heard; asked: {n}.")
)
"""An appeal that comes to its decision, where the scheme has a panel."""

PLANNED: dict[str, Sentence] = {
    "review": Sentence("people", _("It went to experts from {departments}.")),
    "triage": Sentence("tray", _("The right experts are being looked for.")),
}
"""Where it went, when it was handed in or taken up."""

ASKED: dict[str, Sentence] = {
    **dict.fromkeys(
        ("hand_in", "appeal", "take_up"),
        Sentence("people", _("It went to experts from {departments}: {experts}.")),
    ),
    **dict.fromkeys(
        ("route", "join", "merged_here", "relieve"), Sentence("people", _("{experts} was asked for a view."))
    ),
}
"""Who was asked, where the reader may know."""

ENDED: dict[str, Sentence] = {
    Status.CLOSED: Sentence("check", _("With that it is closed."), outside=_("It was closed.")),
    Status.DEFERRED: Sentence(
        "pause", _("With that it rests until its date."), outside=_("It rests until its date.")
    ),
}
"""What an answer to the notes led to."""
