"""What one reader can do with an idea: the one thing that is their turn, and the rest in a menu.

Which verbs are allowed is judged by `transitions`; here stands only which of them make sense to show now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import afterwards, clock, files, rules, transitions, workflow
from ideas.dossier import Papers
from ideas.models import IN_FAVOUR, FollowUp, Idea, Implementation, Status, Visibility
from ideas.rules import Standing
from ideas.views.thread import is_in_writing

NEWS_SOON = 7


@dataclass(frozen=True)
class Case:
    """An idea before one reader."""

    idea: Idea
    standing: Standing
    papers: Papers

    @property
    def mine(self) -> bool:
        """Whether the reader is submitter or co-submitter."""
        return rules.is_submitting(self.standing)

    @property
    def talk_state(self) -> str:
        """Where the latest talk stands; empty without one."""
        return self.papers.talk.state if self.papers.talk else ""

    @property
    def in_writing(self) -> bool:
        """Whether the two talk in writing now."""
        return bool(self.papers.talk) and is_in_writing(self.idea, self.papers.talk)

    @property
    def _ahead(self) -> list[Any]:
        talk = self.papers.talk
        return [slot for slot in talk.times if slot.starts_at > clock.now()] if talk else []  # type: ignore[attr-defined]

    @property
    def times(self) -> list[Any]:
        """The times that the reader can still take: those that the other side named."""
        return [slot for slot in self._ahead if slot.by_submitter != self.mine]

    @property
    def to_name(self) -> bool:
        """Whether the submitter is asked to name times, and there is none yet."""
        talk = self.papers.talk
        asked = bool(talk and talk.invited_at) and self.talk_state == "arranging"
        return self.mine and asked and not self._ahead

    @property
    def has_asked_for_another(self) -> bool:
        """Whether the submitter has asked for another partner in this round."""
        here = [talk for talk in self.papers.talks if talk.round_id == self.idea.round_id]
        return any(talk.other_asked_at for talk in here)

    @property
    def has_story(self) -> bool:
        """Whether the reader may open the whole story."""
        return (self.mine or bool(self.papers.talks)) and not rules.reads_this_talk_alone(self.standing)

    @property
    def account(self) -> bool:
        """Whether somebody wrote down that the submitter was not to be reached."""
        known = (*self.papers.records, *self.papers.accounts)
        return any(record.kind == "unreachable" and not record.closes_as for record in known)

    @property
    def done(self) -> bool:
        """Whether it was carried out, so that its effect is what there is to tell."""
        track = getattr(self.idea, "implementation", None)
        return bool(track and track.state == Implementation.State.DONE)

    @property
    def has_thanked(self) -> bool:
        """Whether the reader has thanked the experts of this round."""
        reader = vars(self.idea).get("reader_id")
        mine = [one for one in self.papers.thanks if one.author.pk == reader]
        return any(one.round_id == self.idea.round_id for one in mine)

    @property
    def is_credited(self) -> bool:
        """Whether the reader has agreed to be thanked by name."""
        reader = vars(self.idea).get("reader_id")
        return afterwards.is_credited(self.papers, reader)

    @property
    def asked_to_call(self) -> bool:
        """Whether the reader owes the submitter a call that was asked for."""
        reader = vars(self.idea).get("reader_id")
        owed = afterwards.owed_first(self.papers, reader)
        return bool(owed and owed.owner.pk == reader and owed.cause == FollowUp.Cause.CALL)

    @property
    def asked_to_compare(self) -> bool:
        """Whether the experts compare their views, and the reader, one of them, has not answered any question."""
        if self.idea.status != Status.DISCUSSION or not rules.is_filed(self.standing):
            return False
        reader = vars(self.idea).get("reader_id")
        asked = self.papers.differences(self.idea)
        return bool(asked) and not any(n.author.pk == reader for one in asked for n in one.answers)

    @property
    def news_due(self) -> bool:
        """Whether news of the carrying out are due within a week."""
        track = getattr(self.idea, "implementation", None)
        on = track.next_news_on if track else None
        return bool(on and (on - clock.today()).days <= NEWS_SOON)


@dataclass(frozen=True)
class Turn:
    """The one thing to do: its verb, why, and how the page shows it ("form", "button" or "link"; "talk" and
    "below" lead to the talk's page and further down this one)."""

    verb: str
    kick: Any
    text: Any
    way: str = "link"
    button: Any = ""


Shown = Callable[[Case], bool]
BUSY_OWNER = (Status.DECIDING, Status.CONVERSATION, Status.CONFIRMING)


def has_files_of_theirs(case: Case) -> bool:
    """Whether there are files that the reader may take off."""
    reader = vars(case.idea).get("reader_id")
    return any(workflow.may_take_off(row, reader, case.standing) for row in files.of(case.idea))


SHOWN_IF: dict[str, Shown] = {
    "attach": lambda case: case.idea.status != Status.DRAFT,
    "detach": has_files_of_theirs,
    "support": lambda case: not case.mine and not case.standing.supports,
    "unsupport": lambda case: case.standing.supports,
    "follow": lambda case: not case.mine and not case.standing.follows,
    "unfollow": lambda case: case.standing.follows,
    "glance": lambda case: not case.idea.glanced_at and case.idea.visibility == Visibility.EVERYONE,
    "entrust": lambda case: case.idea.status not in BUSY_OWNER,
    "take_back_question": lambda case: bool(case.papers.open_questions),
    "book": lambda case: bool(case.times),
    "invite_to_suggest": lambda case: (
        case.talk_state == "arranging" and not (case.papers.talk and case.papers.talk.invited_at)
    ),
    "suggest_slots": lambda case: case.talk_state == "arranging",
    "ask_for_partner": lambda case: not case.has_asked_for_another,
    "cancel_booking": lambda case: case.talk_state == "booked",
    "thank": lambda case: bool(case.papers.views_of(case.idea)) and not case.has_thanked,
    "answer_survey": lambda case: afterwards.may_be_asked(case.papers),
    "credit": lambda case: not case.is_credited,
    "uncredit": lambda case: case.is_credited,
    "co_answer": lambda case: bool(case.papers.records),
    "second_give_up": lambda case: case.account,
    "reopen": lambda case: bool(case.papers.records),
}
"""Verbs that are allowed but make no sense now are not shown."""

TURNS: tuple[tuple[Turn, Shown], ...] = (
    (
        Turn(
            "settle_hazard",
            _("A hazard, today"),
            _("See to it, then write what was done."),
            "form",
        ),
        lambda case: case.standing.safety,
    ),
    (
        Turn(
            "answer_knock",
            _("How does it stand?"),
            _("Whoever handed it in asks. Two sentences are enough; they go out by mail."),
            "form",
        ),
        lambda case: case.standing.owner,
    ),
    (
        Turn("join", _("You are asked to join"), _("Did you have this idea together?"), "button"),
        lambda case: True,
    ),
    (
        Turn(
            "answer",
            _("A question for you"),
            _("The experts go on as soon as they have your answer."),
            "form",
        ),
        lambda case: case.mine,
    ),
    (
        Turn(
            "confirm",
            _("Please check the notes"),
            _("If they are right, one tap closes the idea."),
            "talk",
            _("Check the notes"),
        ),
        lambda case: True,
    ),
    (
        Turn(
            "message",
            _("Your result is here"),
            _("We talk in writing: write what you would like to know."),
            "talk",
            _("To the messages"),
        ),
        lambda case: case.mine and case.in_writing,
    ),
    (
        Turn("book", _("Your result is here"), _("Let us talk it through: when does it suit you?"), "form"),
        lambda case: case.mine and bool(case.times) and case.talk_state == "arranging",
    ),
    (
        Turn(
            "suggest_slots",
            _("Your result is here"),
            _("Let us talk it through: name times that suit you."),
            "talk",
            _("Name times"),
        ),
        lambda case: case.to_name,
    ),
    (
        Turn("accept_hand_over", _("Somebody asks you"), _("Will you look at it in their place?"), "button"),
        lambda case: True,
    ),
    (
        Turn("review", _("Your view is wanted"), _("Two sentences and a recommendation are enough.")),
        lambda case: True,
    ),
    (
        Turn("agree", _("A second person is needed"), _("Somebody proposes an answer without a review.")),
        lambda case: True,
    ),
    (
        Turn(
            "speak",
            _("The panel"),
            _(
                "You have had no part in it so far: should the first answer stand?"
                " Whoever decides reads your words first."
            ),
        ),
        lambda case: case.standing.to_speak,
    ),
    (
        Turn(
            "decide", _("Your decision"), _("The views are there. The submitter reads your reasons at once.")
        ),
        lambda case: case.standing.owner,
    ),
    (
        Turn(
            "conclude", _("They see it differently"), _("Bring the experts together and note what they say.")
        ),
        lambda case: case.standing.owner,
    ),
    (
        Turn(
            "note",
            _("You see it differently"),
            _("Say at each question what you see that the others do not."),
            "below",
            _("To the questions"),
        ),
        lambda case: case.asked_to_compare,
    ),
    (
        Turn("second_give_up", _("A second person is needed"), _("The submitter was not to be reached.")),
        lambda case: case.account,
    ),
    (
        Turn(
            "record",
            _("The talk in writing"),
            _("Answer what was written. When everything is said, send the notes."),
            "talk",
            _("To the talk"),
        ),
        lambda case: case.in_writing,
    ),
    (
        Turn(
            "record",
            _("The talk"),
            _("Offer times, talk, and write three sentences down."),
            "talk",
            _("To the talk"),
        ),
        lambda case: True,
    ),
    (
        Turn(
            "assign",
            _("Find the right experts"),
            _("Not enough of them were free."),
            button=_("Ask an expert"),
        ),
        lambda case: case.idea.status == Status.TRIAGE and not case.standing.proposed,
    ),
    (
        Turn("confirm_receipt", _("Passed on to you"), _("Has it arrived with you?"), "button"),
        lambda case: case.standing.recipient,
    ),
    (
        Turn(
            "hold_follow_up",
            _("A short second talk"),
            _(
                "It is not carried out after all: talk about it with the submitter, or write, then note it here."
            ),
            "form",
        ),
        lambda case: case.standing.follow_up_mine and not case.asked_to_call,
    ),
    (
        Turn(
            "hold_follow_up",
            _("A call was asked for"),
            _(
                "At the end the submitter asked to be called. You did not hold the talk: listen, then note it here."
            ),
            "form",
        ),
        lambda case: case.asked_to_call,
    ),
    (
        Turn(
            "settle_point",
            _("You agreed to something"),
            _("Once it is done, or will not be done, say so in a sentence."),
            "form",
        ),
        lambda case: case.standing.point_mine,
    ),
    (
        Turn("report_news", _("Effect check"), _("It was done three months ago: what did it bring?")),
        lambda case: case.news_due and case.done,
    ),
    (
        Turn("report_news", _("News are due"), _("Two sentences on how it goes.")),
        lambda case: case.news_due and case.idea.outcome in IN_FAVOUR,
    ),
    (
        Turn(
            "confirm_likeness",
            _("Did it come true?"),
            _("It resembles an idea that was not adopted. Compare the two."),
            button=_("Compare them"),
        ),
        lambda case: case.standing.likeness,
    ),
    (
        Turn("glance", _("Not shown yet"), _("Colleagues can read it once you have had a look."), "button"),
        lambda case: True,
    ),
    (
        Turn(
            "answer_survey",
            _("How was it?"),
            _("Three short questions, if you like."),
            button=_("Answer them"),
        ),
        lambda case: True,
    ),
    (
        Turn("support", _("Do you notice it too?"), _("It helps the experts to know how many do."), "button"),
        lambda case: case.idea.is_open and not rules.is_handling(case.standing),
    ),
)
"""The first that fits is the reader's turn."""

APART = (
    "thank",
    "credit",
    "uncredit",
    "improve",
    "knock",
    "comment",
    "report_comment",
    "remove_comment",
    "settle_report",
    "message",
    "note",
    "support",
    "unsupport",
    "follow",
    "unfollow",
    "discard",
)
"""Verbs that have a place of their own on the page, not in the menu."""


def shown(verb: str, case: Case) -> bool:
    """Whether an allowed verb makes sense now."""
    return SHOWN_IF.get(verb, lambda _case: True)(case)


def useful(case: Case, reader: Any) -> list[str]:
    """The verbs that this reader may use, and that make sense now."""
    allowed = transitions.offered(case.idea, reader, case.standing)
    return [verb for verb in allowed if shown(verb, case)]


def turn_of(case: Case, verbs: list[str]) -> Turn | None:
    """What this reader has to do; None when it is not their turn."""
    return next((turn for turn, fits in TURNS if turn.verb in verbs and fits(case)), None)


def menu_of(verbs: list[str], turn: Turn | None) -> list[str]:
    """Everything else that they may do."""
    return [verb for verb in verbs if verb not in APART and (turn is None or verb != turn.verb)]
