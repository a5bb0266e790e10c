"""Forms of the conversation: times, the notes, the answers. They validate and clean, and never save."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ideas import clock, conversation, days, deadlines, workflow
from ideas.forms.acting import ActForm, TimesForm, with_number
from ideas.forms.fields import OneOf, Picks, SomeOf, Words, named
from ideas.models import Channel, Conversation, Record, Slot
from ideas.workflow import Time


class OfferForm(TimesForm):
    """Up to three times."""

    none_given: ClassVar[Any] = _("Offer one time at least.")
    depends = ("time_1",)

    def start(self) -> dict[str, Any]:
        return self.start_times(self.suggested(self.actor))

    def suggested(self, partner: Any) -> list[Time]:
        """Times that suit both, in the way that the submitter asked for."""
        submitter, talk = self.idea.submitter, talk_under_way(self.idea)
        calendar = deadlines.calendar_of(self.idea)
        times = workflow.suggested_times(partner, calendar, reach=submitter.reach)
        channel = talk.channel if talk and talk.channel != Channel.WRITTEN else Channel.IN_PERSON
        return [with_number(replace(time, channel=channel), submitter) for time in times]

    def clean(self) -> dict[str, Any]:
        """One time at least."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(f"time_{n}") for n in (1, 2, 3)):
            self.add_error("time_1", gettext(self.none_given))
        return data


class SuggestForm(OfferForm):
    """Up to three times that suit the submitter."""

    none_given = _("Name one time at least.")

    def start(self) -> dict[str, Any]:
        talk = talk_under_way(self.idea)
        return self.start_times(self.suggested(talk.partner)) if talk else {}


def talk_under_way(idea: Any) -> Conversation | None:
    """The talk that is being arranged or checked."""
    talks = idea.conversations.exclude(state="done").select_related("partner", "appointment")
    return talks.first()


def slot_words(slot: Slot) -> str:
    """ "Thursday 14 May, 10:00, by phone"."""
    parts = [days.clocked(slot.starts_at), str(Channel(slot.channel).label), slot.place]
    return ", ".join(part for part in parts if part)


class BookForm(ActForm):
    """One of the times that the other side named, and what else is talked about then."""

    slot = OneOf(label=_("When does it suit you?"), widget=forms.RadioSelect)
    also = SomeOf(
        label=_("Talk about these at the same time, too?"),
        required=False,
        help_text=_("One appointment for all of them; each idea keeps its own notes."),
    )

    def prepare(self) -> None:
        """The times that are still to come, and further ideas whose talks these two have to arrange."""
        slot, also = self.fields["slot"], self.fields["also"]
        assert isinstance(slot, OneOf)
        assert isinstance(also, SomeOf)
        slot.offer(times_for(self.idea, self.actor), slot_words)
        also.offer(conversation.others_to_arrange(self.idea), idea_words)
        if not also.things:
            del self.fields["also"]


def times_for(idea: Any, actor: Any) -> Any:
    """The times still to come that this person can take: those that the other side named."""
    rows = Slot.objects.filter(conversation__idea=idea.pk, starts_at__gt=clock.now())
    named = rows.filter(by_submitter=actor.pk != idea.submitter_id).exclude(conversation__state="done")
    return named.order_by("starts_at")


def idea_words(idea: Any) -> str:
    """ "No. 12, A mirror at the gate"."""
    return gettext("No. %(number)s, %(title)s") % {"number": idea.number, "title": idea.title}


class OtherPartnerForm(ActForm):
    """With whom the submitter would rather talk."""

    to = OneOf(label=_("With whom would you like to talk?"), required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Who else can hold it, and whoever is free."""
        talk, to = talk_under_way(self.idea), self.fields["to"]
        assert isinstance(to, OneOf)
        others = conversation.other_partners(self.idea, talk) if talk else []
        to.offer(others, named, none=_("Whoever is free"))


class ManagerForm(ActForm):
    """The submitter asks for their line manager, or goes back to whom they talked with: who it is, by name."""

    def prepare(self) -> None:
        """`manager`, and the `contact` with whom the talk is now or would be again."""
        talk = talk_under_way(self.idea)
        self.manager = self.idea.submitter.line_manager
        self.contact = (talk.contact or talk.partner) if talk else None


class ChannelForm(ActForm):
    """Another way to talk."""

    channel = Picks(_("How would you like to talk?"), Channel.choices)
    words = Words(
        _("Anything else?"), rows=2, required=False, help_text=_("When you are free, for instance.")
    )


class AttemptForm(ActForm):
    """A try to reach the submitter."""

    channel = Picks(_("How did you try?"), Channel.choices)
    note = Words(_("What happened?"), rows=2, max_length=500, required=False)


class AccountForm(ActForm):
    """What was tried to reach the submitter."""

    account = Words(_("What did you try?"), rows=5, help_text=_("A second person reads and confirms it."))


class LeaverForm(ActForm):
    """The written result for somebody who has left."""

    said = Words(_("What do you write to them?"), rows=6, max_length=10_000)


class CoAnswerForm(ActForm):
    """A co-submitter's answer to the notes."""

    answer = Picks(_("Are the notes right, and do you understand why?"), Record.Answer.choices)
    words = Words(_("Anything you would like to add"), rows=2, required=False)


class WordsForm(ActForm):
    """Words, if somebody wants to add some."""

    words = Words(_("Anything you would like to add"), rows=2, required=False)


FIVE = [*((str(n), str(n)) for n in range(1, 6)), ("", _("no answer"))]
ELEVEN = [*((str(n), str(n)) for n in range(11)), ("", _("no answer"))]


CALLS = [("", _("Only count it")), ("call", _("Please call me about this"))]


class SurveyForm(ActForm):
    """Three voluntary questions, words, and whether somebody is to get in touch."""

    understood = Picks(
        _("I understood why it was decided so (5: entirely)"), FIVE, required=False, initial=""
    )
    fair = Picks(_("I was treated fairly (5: entirely)"), FIVE, required=False, initial="")
    again = Picks(_("Would you hand in another idea? (10: certainly)"), ELEVEN, required=False, initial="")
    words = Words(_("Anything you would like to add"), rows=2, required=False)
    call_me = Picks(
        _("And then?"),
        CALLS,
        required=False,
        initial="",
        help_text=_("Whoever calls did not hold the talk, and gets in touch within five working days."),
    )

    @property
    def scales(self) -> list[forms.BoundField]:
        """The three questions as the page shows them."""
        return [self["understood"], self["fair"], self["again"]]

    def clean(self) -> dict[str, Any]:
        """One answer at least."""
        data = super().clean() or {}
        if not self.errors and not any(
            data.get(name) for name in ("understood", "fair", "again", "words", "call_me")
        ):
            self.add_error("understood", gettext("Please answer one of the questions at least."))
        return data

    def facts(self) -> dict[str, Any]:
        """Numbers where there is an answer."""
        rest = super().facts()
        rest["call_me"] = bool(rest["call_me"])
        for name in ("understood", "fair", "again"):
            rest[name] = int(rest[name]) if rest[name] else None
        return rest
