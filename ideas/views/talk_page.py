"""What the page of a talk shows one reader: which step is due, what the two talk about, what they may do now.

Which verbs are allowed is judged by `transitions`; here stands only which of them is the next step. Reads only.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ideas import (
    afterwards,
    clock,
    conversation,
    days,
    deadlines,
    dossier,
    rules,
    story,
    transitions,
    wording,
)
from ideas.dossier import Papers
from ideas.forms import ActForm
from ideas.models import (
    Appointment,
    Attempt,
    Channel,
    Conversation,
    CoSubmitter,
    Decision,
    Event,
    FollowUp,
    Idea,
    Record,
    Review,
    Slot,
    Status,
)
from ideas.rules import Refused, Standing
from ideas.story import Entry
from ideas.views.acts import form_for
from ideas.views.thread import Thread, in_short, is_in_writing, message_form, thread_of
from ideas.wording import Step

OF_TALKS = (
    *("offer_slots", "invite_to_suggest", "suggest_slots", "book", "cancel_booking"),
    *("choose_channel", "ask_for_partner", "ask_for_manager", "back_to_contact"),
    *("change_partner", "attempt", "record"),
    *("decline_talk", "give_up", "second_give_up", "write_to_leaver", "confirm", "co_answer", "reopen"),
    *("answer_survey", "message", "appeal", "credit", "uncredit"),
    *("revise_record", "add_to_record", "settle_point", "hand_point_on"),
)

FORMS = {
    "arrange": ("offer_slots", "record"),
    "wait": ("record",),
    "asked": ("record",),
    "take": ("book", "record"),
    "write": ("record",),
    "meet": ("record",),
    "hold": ("record",),
    "choose": ("book",),
    "name": ("suggest_slots",),
    "booked": ("book",),
    "past": ("book",),
    "check": ("confirm",),
    "add": ("co_answer",),
    "survey": ("answer_survey",),
}
"""The forms that stand on the page at each step; everything else is a link to the page of its verb."""


SAID_OF_TIMES = ("cancel_booking", "choose_channel")
"""Kinds of events with words to them that both need who arrange a talk."""

NEXT = {
    "arrange": gettext_lazy("You offer times by %(due)s."),
    "wait": gettext_lazy("%(name)s takes one of the times; you talk by %(due)s."),
    "asked": gettext_lazy("%(name)s names times that suit; you talk by %(due)s."),
    "take": gettext_lazy("You take one of the times that %(name)s named."),
    "write": gettext_lazy("You write to each other, and send the notes by %(due)s."),
    "meet": gettext_lazy("You talk on %(when)s, then you send the notes."),
    "hold": gettext_lazy("You send the notes by %(due)s; then %(name)s checks them."),
    "answer": gettext_lazy("%(name)s checks the notes by %(due)s."),
    "second": gettext_lazy("A second person confirms that %(name)s was not reached."),
    "leaver": gettext_lazy("%(name)s has left; the written answer closes the idea."),
    "choose": gettext_lazy("You choose a time; we talk by %(due)s."),
    "name": gettext_lazy("You name times that suit you; we talk by %(due)s."),
    "named": gettext_lazy("%(partner)s takes one of the times that you named."),
    "expect": gettext_lazy("%(partner)s offers you times by %(due)s."),
    "written": gettext_lazy("You write to each other; then %(partner)s sends you the notes."),
    "booked": gettext_lazy("We talk on %(when)s. Then you check the notes."),
    "past": gettext_lazy("%(partner)s sends you the notes by %(due)s. Then you check them."),
    "check": gettext_lazy("You check the notes and answer by %(due)s."),
    "add": gettext_lazy("%(name)s checks the notes; you can add your answer."),
}
"""Whose turn it is, by step; afterwards it is what becomes of the idea."""


@dataclass(frozen=True)
class TalkPage:
    """The talk about one idea, as one reader sees it."""

    idea: Idea
    reader: Any
    standing: Standing
    papers: Papers

    @property
    def mine(self) -> bool:
        """Whether the reader is submitter or co-submitter."""
        return rules.is_submitting(self.standing)

    @property
    def talk(self) -> Conversation:
        """The latest talk."""
        return self.papers.talks[-1]

    @property
    def partner(self) -> bool:
        """Whether the reader holds the talk."""
        return rules.is_partner(self.standing)

    @property
    def as_manager(self) -> bool:
        """Whether the reader holds the talk because the submitter asked for their line manager."""
        return rules.is_invited_manager(self.standing)

    @property
    def record(self) -> Record | None:
        """The notes of this talk, or how it ended without one; an account of vain attempts is none yet."""
        kept = self.talk.kept  # type: ignore[attr-defined]
        return None if kept is None or (kept.kind == Record.Kind.UNREACHABLE and not kept.closes_as) else kept

    @property
    def account(self) -> Record | None:
        """What was tried to reach the submitter, while it waits for a second person."""
        kept = self.talk.kept  # type: ignore[attr-defined]
        return kept if kept and kept.kind == Record.Kind.UNREACHABLE and not kept.closes_as else None

    @property
    def earlier(self) -> list[Record]:
        """The notes of talks before this one that have any."""
        kept = [talk.kept for talk in self.papers.talks[:-1]]  # type: ignore[attr-defined]
        return [record for record in kept if record]

    @property
    def times(self) -> list[Slot]:
        """The times offered that can still be taken."""
        return [slot for slot in self._ahead if not slot.by_submitter]

    @property
    def named_times(self) -> list[Slot]:
        """The times that the submitter named and the partner can still take."""
        return [slot for slot in self._ahead if slot.by_submitter]

    @property
    def _ahead(self) -> list[Slot]:
        return [slot for slot in self.talk.times if slot.starts_at > clock.now()]  # type: ignore[attr-defined]

    @property
    def may_ask_for_another(self) -> bool:
        """Whether the submitter can still ask for another partner: once a round."""
        here = [talk for talk in self.papers.talks if talk.round_id == self.idea.round_id]
        return "ask_for_partner" in self.may and not any(talk.other_asked_at for talk in here)

    @property
    def other_times(self) -> list[Slot]:
        """The times that can be taken instead of the booked one."""
        booked = self.appointment.starts_at if self.appointment else None
        return [slot for slot in self.times if slot.starts_at != booked]

    @property
    def tries(self) -> list[Attempt]:
        """What was tried to reach the submitter."""
        return list(self.talk.tries)  # type: ignore[attr-defined]

    @property
    def _arranged(self) -> list[Event]:
        """How this talk was arranged so far, oldest first, while there is no appointment."""
        here = [] if self.appointment else self.papers.arranged
        return [event for event in here if event.data.get("conversation_id") == self.talk.pk]

    @property
    def said_of_times(self) -> list[Entry]:
        """What was cancelled, and which other way was asked for, with the words to it, as the story tells them."""
        said = [event for event in self._arranged if event.kind in SAID_OF_TIMES]
        return story.sentences(self.idea, said, self.standing, reader=self.reader)

    @property
    def wants_other_times(self) -> bool:
        """Whether another way was asked for since times were last offered or named: those do not fit any more."""
        asked = [event.kind for event in self._arranged if event.kind != "cancel_booking"]
        return bool(asked) and asked[-1] == "choose_channel"

    @property
    def enough_tries(self) -> bool:
        """Whether it is time to write down that nobody was reached; the verb looks closer."""
        calendar = deadlines.calendar_of(self.idea)
        return conversation.tried_enough(self.tries, calendar) and not self.account

    @property
    def appointment(self) -> Appointment | None:
        """The booked time."""
        return self.talk.appointment

    @property
    def is_over(self) -> bool:
        """Whether the booked time has gone by."""
        booked = self.appointment
        return bool(booked) and booked.starts_at + timedelta(minutes=booked.minutes) <= clock.now()

    @property
    def company(self) -> list[Any]:
        """The people who talk beside the partner and the reader: a group comes together."""
        joint = [one.user for one in self.papers.cosubmitters if one.state == CoSubmitter.State.ACCEPTED]
        everybody = [self.idea.submitter, *joint] if self.mine else joint
        return [person for person in everybody if person.pk != self.reader.pk]

    @cached_property
    def shared(self) -> list[Idea]:
        """Other ideas that are talked about at the same time, as far as the reader may read them."""
        if not self.appointment:
            return []
        rows = Idea.objects.visible_to(self.reader).filter(conversations__appointment=self.appointment.pk)
        return list(rows.exclude(pk=self.idea.pk).only("number", "title", "public_id", "language"))

    @cached_property
    def thread(self) -> Thread:
        """What the two write to each other."""
        return thread_of(self.idea, self.reader, self.standing, self.papers)

    @property
    def in_writing(self) -> bool:
        """Whether the two talk in writing now."""
        return is_in_writing(self.idea, self.talk)

    @property
    def calls(self) -> list[FollowUp]:
        """Calls that the submitter asked for and that are still to come."""
        return [owed for owed in afterwards.talks_owed(self.papers) if owed.cause == FollowUp.Cause.CALL]

    @property
    def is_credited(self) -> bool:
        """Whether the reader has agreed to be thanked by name."""
        return afterwards.is_credited(self.papers, self.reader.pk)

    @property
    def decided(self) -> Decision | None:
        """Who decided."""
        return next((d for d in self.papers.decisions if d.pk == self.idea.decision_id), None)

    @property
    def views(self) -> list[Review]:
        """What the experts wrote for the submitter, of the round that was decided."""
        return self.papers.views_of(self.idea)

    @cached_property
    def may(self) -> list[str]:
        """The verbs of the talk that the reader may use now."""
        return [
            verb
            for verb in OF_TALKS
            if transitions.decide(verb, self.idea, self.reader, self.standing) is None
        ]

    @property
    def step(self) -> str:
        """What is due, for this reader."""
        return self._step_of_submitter() if self.mine else self._step_of_partner()

    def _step_of_submitter(self) -> str:
        if self.idea.status == Status.CONFIRMING:
            return "check" if "confirm" in self.may else "add"
        if self.idea.status != Status.CONVERSATION:
            return self._step_after()
        if self.talk.state == Conversation.State.BOOKED:
            return "past" if self.is_over else "booked"
        if self.talk.channel == Channel.WRITTEN:
            return "written"
        return self._step_of_arranging("choose", "named", "name", "expect")

    def _step_of_arranging(self, offered: str, named: str, asked: str, nothing: str) -> str:
        """By whose turn it is to take a time or to name some; what was named last counts first."""
        if self.named_times and not (self.mine and self.times):
            return named
        if self.times:
            return offered
        return asked if self.talk.invited_at else nothing

    def _step_after(self) -> str:
        if "answer_survey" in self.may and self.record and afterwards.may_be_asked(self.papers):
            return "survey"
        return "ended"

    def _step_of_partner(self) -> str:
        if self.idea.status == Status.CONFIRMING:
            return "answer"
        if self.idea.status != Status.CONVERSATION:
            return "ended"
        if self.account:
            return "second"
        return self._step_to_the_talk() if self.idea.submitter.is_active else "leaver"

    def _step_to_the_talk(self) -> str:
        if self.talk.state == Conversation.State.BOOKED:
            return "hold" if self.appointment.starts_at <= clock.now() else "meet"
        if self.talk.channel == Channel.WRITTEN:
            return "write"
        if self.wants_other_times:
            return "arrange"
        return self._step_of_arranging("wait", "take", "asked", "arrange")

    @cached_property
    def forms(self) -> dict[str, ActForm]:
        """The forms of this step, as far as the reader may use them."""
        verbs = [verb for verb in FORMS.get(self.step, ()) if verb in self.may]
        forms = {verb: form_for(verb, self.idea, self.reader, **self._begun(verb)) for verb in verbs}
        if "message" in self.may:
            forms["message"] = message_form(self.idea, self.reader, f"{self.path}#messages")
        return forms

    def _begun(self, verb: str) -> dict[str, Any]:
        """What a form begins with: where it leads back to; of notes of a talk in writing how long that was,
        in the language of whoever reads them."""
        begun: dict[str, Any] = {"next": self.path}
        if verb == "record" and self.in_writing:
            with override(self.idea.submitter.language):
                begun["wrote"] = in_short(self.thread, self.talk.opened_at)
        if verb == "confirm":
            mine = (one.number for one in self.papers.versions if one.record_id == self.record.pk)
            begun["version"] = max(mine, default=0)
        return begun

    @property
    def key(self) -> str:
        """A new key for a request that is to be carried out once."""
        return str(uuid.uuid4())

    @property
    def after(self) -> str:
        """What becomes of it now, in a sentence; empty where nothing follows."""
        idea, track = self.idea, getattr(self.idea, "implementation", None)
        if track and track.next_news_on:
            facts = {"name": track.owner.name, "news": wording.news_words(track.next_news_on)}
            return _("%(name)s carries it out. %(news)s.") % facts
        if idea.decision.defer_until:
            return _("It comes back by itself on %(day)s.") % {"day": days.named(idea.decision.defer_until)}
        if idea.merged_into:
            return _("It goes on as no. %(number)s, %(title)s.") % {
                "number": idea.merged_into.number,
                "title": idea.merged_into.title,
            }
        return self._passed_words()

    def _passed_words(self) -> str:
        decided = self.decided
        to = self.idea.decision.passed_to_office or (
            decided.passed_to.name if decided and decided.passed_to else ""
        )
        return _("%(whom)s takes it from here.") % {"whom": to} if to else ""

    @property
    def next_words(self) -> str:
        """What becomes of it, for the agenda; "nothing more to do" is an answer, too."""
        return self.after or _("Nothing more to do.")

    @property
    def next_sentence(self) -> str:
        """Whose turn it is, and until when."""
        facts = {
            "name": self.idea.submitter.name,
            "partner": self.talk.partner.name,
            "due": days.near(self.idea.due_at) if self.idea.due_at else "",
            "when": days.clocked(self.appointment.starts_at) if self.appointment else "",
        }
        return str(NEXT.get(self.step, "")) % facts if self.step in NEXT else self.next_words

    @property
    def path(self) -> str:
        """Where this page is."""
        return reverse("talk", args=[self.idea.public_id])

    @property
    def track(self) -> list[Step]:
        """The way of this talk."""
        talk, record = self.talk, self.record
        here = self._place()
        states = ["past" if n < here else "now" if n == here else "next" for n in range(4)]
        whens = [
            days.plain(talk.opened_at),
            days.clocked(self.appointment.starts_at) if self.appointment else "",
            days.plain(record.filed_at) if record else "",
            days.plain(record.answered_at) if record and record.answered_at else "",
        ]
        labels = [_("Offer times"), _("Choose a time"), _("Talk and notes"), _("Answer")]
        return [Step(label, when, state) for label, when, state in zip(labels, whens, states, strict=True)]

    def _place(self) -> int:
        """How far the talk has come."""
        if self.idea.status == Status.CONFIRMING:
            return 3
        if self.idea.status != Status.CONVERSATION:
            return 4
        booked = self.talk.state == Conversation.State.BOOKED
        there = self.times or self.named_times or self.talk.invited_at
        return 2 if booked or self.talk.channel == Channel.WRITTEN else 1 if there else 0


def page_for(idea: Idea, reader: Any) -> TalkPage:
    """The page of the latest talk, for those who take part in it; else `Refused`. One statement beside the idea's."""
    standing = rules.standing(reader, idea)
    if not rules.reads_talk(standing):
        raise Refused(_("Only those who talk with each other read this."), "forbidden", idea)
    papers = dossier.papers_of(idea, reader)
    if not papers.talks:
        raise Refused(_("There is no talk yet."), "unseen", idea)
    for record in papers.records:
        record.answers = [one for one in papers.coanswers if one.record_id == record.pk]  # type: ignore[attr-defined]
    return TalkPage(idea, reader, standing, papers)
