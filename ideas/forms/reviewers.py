"""Forms of experts and deciders. They validate and clean, and never save."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ideas import clock, comparing, deadlines, likeness, routing, rules, workflow
from ideas.forms.acting import ActForm, TimesForm, WhyForm
from ideas.forms.fields import Day, NumbersField, OneOf, PersonField, Picks, Words, named
from ideas.forms.reasoned import FACT, FACT_HELP, FullReasonsForm
from ideas.models import IN_FAVOUR, Idea, Outcome, PanelSeat, Reason, Review
from ideas.wording import CRITERIA

CANNOT_SAY = ""
SCALE = [*((str(n), str(n)) for n in range(1, 6)), (CANNOT_SAY, _("can't say"))]


class ReviewForm(ActForm):
    """An expert's view: a recommendation and two sentences; scores and a note for the experts if they like."""

    recommendation = Picks(_("What would you do?"), Review.Recommendation.choices)
    public_text = Words(
        _("Two sentences for the submitter"),
        help_text=_("They read them word for word, as soon as it is decided."),
    )
    internal_note = Words(
        _("Only for those who decide"),
        rows=2,
        max_length=10_000,
        required=False,
        help_text=_("Never shown to the submitter."),
    )
    earlier = NumbersField(_("Refer to earlier ideas and their reasons"))

    def prepare(self) -> None:
        """One scale for each criterion; earlier ideas are looked for when the form is shown."""
        earlier = self.fields["earlier"]
        assert isinstance(earlier, NumbersField)
        earlier.among = self.answered_before
        earlier.choices = lambda: [(str(one.number), earlier_words(one)) for one in self.answered]
        for name, label in CRITERIA.items():
            self.fields[f"score_{name}"] = Picks(label, SCALE, required=False, initial=CANNOT_SAY)
        self.order_fields(["recommendation", "public_text", *self.score_names, "internal_note", "earlier"])

    def answered_before(self) -> Any:
        """Those to which a view may refer: all that this expert may read and that have their answer."""
        return Idea.objects.visible_to(self.actor).answered().exclude(pk=self.idea.pk)

    @cached_property
    def twins(self) -> list[Idea]:
        """Ideas that speak of the same; one statement."""
        return likeness.alike(self.actor, f"{self.idea.title} {self.idea.text}", exclude=self.idea)

    @property
    def answered(self) -> list[Idea]:
        """Those of them that have their answer, to whose reasons a view may refer."""
        return [one for one in self.twins if one.outcome]

    @property
    def referred(self) -> list[str]:
        """The numbers that are ticked."""
        return [str(number) for number in self["earlier"].value() or ()]

    @property
    def score_names(self) -> list[str]:
        """The fields of the scales."""
        return [f"score_{name}" for name in CRITERIA]

    @property
    def scores(self) -> list[forms.BoundField]:
        """The scales as the page shows them."""
        return [self[name] for name in self.score_names]

    def facts(self) -> dict[str, Any]:
        """With `scores`, where something could be said."""
        rest = super().facts()
        given = {name: rest.pop(f"score_{name}") for name in CRITERIA}
        return {**rest, "scores": {name: int(score) for name, score in given.items() if score}}


class SpeakForm(ActForm):
    """What somebody of the panel thinks of an appeal."""

    view = Picks(_("What do you think?"), PanelSeat.View.choices)
    text = Words(_("Why?"), rows=4, help_text=_("Whoever decides reads it; the submitter does not."))


def earlier_words(idea: Idea) -> str:
    """ "No. 12, Gate signs (Not adopted)"."""
    return gettext("No. %(number)s, %(title)s (%(outcome)s)") % {
        "number": idea.number,
        "title": idea.title,
        "outcome": idea.get_outcome_display(),
    }


def load_words(candidate: routing.Candidate, with_name: bool = True) -> str:
    """Who they are, how much they have to do, and what to think of."""
    department = candidate.department.name
    parts = [
        f"{candidate.user.name} ({department})" if with_name else department,
        gettext("%(load)d of %(cap)d reviews") % {"load": candidate.load, "cap": candidate.cap},
    ]
    if candidate.fits:
        parts.append(gettext("knows about this"))
    if candidate.absent:
        parts.append(gettext("away today"))
    return ", ".join(parts)


class HandOverForm(ActForm):
    """Somebody who knows more about it."""

    to = OneOf(label=_("To whom?"))
    why = Words(_("Why?"), rows=2, help_text=_("Until they accept, the review stays yours."))

    def prepare(self) -> None:
        """Those who may review it, the best first."""
        found = {c.user.pk: c for c in routing.eligible_reviewers(self.idea) if c.user.pk != self.actor.pk}
        to = self.fields["to"]
        assert isinstance(to, OneOf)
        to.offer(
            (c.user for c in found.values()),
            lambda person: load_words(found[person.pk]),
            none=_("Choose somebody"),
        )


class AskForm(ActForm):
    """A question to the submitter."""

    text = Words(_("Your question"), help_text=_("They get it at once and have five working days."))


class DiscussForm(WhyForm):
    """Why the experts come together; from the page of a decision it begins with what they differ on."""

    def prepare(self) -> None:
        """The question of the point that was chosen."""
        if asked := self.initial.get("criterion"):
            found = comparing.differences(workflow.valid_reviews(self.idea))
            self.initial.update(why=next((one.prompt for one in found if one.criterion == asked), ""))


class TakeBackForm(ActForm):
    """One of the open questions."""

    question = OneOf(label=_("Which question?"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """One's own; a coordinator's choice is among all."""
        asked = self.idea.questions.filter(round=self.idea.round_id, state="open").order_by("pk")
        if not rules.is_coordinator(rules.standing(self.actor, self.idea)):
            asked = asked.filter(asked_by=self.actor)
        question = self.fields["question"]
        assert isinstance(question, OneOf)
        question.offer(asked, lambda q: q.text)
        if len(question.things) == 1:
            self.initial.setdefault("question", next(iter(question.things)))


class WithTalkForm(TimesForm):
    """A result, with who talks about it and when."""

    partner = OneOf(label=_("Who talks it through with them?"), required=False)

    def start(self) -> dict[str, Any]:
        self.partners = workflow.possible_partners(self.idea)
        if not self.partners:
            return {}
        times = workflow.suggested_times(
            self.partners[0], deadlines.calendar_of(self.idea), reach=self.idea.submitter.reach
        )
        return {"partner": self.partners[0].pk, **self.start_times(times)}

    def prepare(self) -> None:
        """Coordinator, decider and experts, free of conflict."""
        partner = self.fields["partner"]
        assert isinstance(partner, OneOf)
        partner.offer(self.partners, named)
        self.order_fields(
            [*(n for n in self.fields if not n.startswith("time_") and n != "partner"), "partner"]
        )


class DecideForm(FullReasonsForm, WithTalkForm):
    """Yes, in part or no, with reasons that the submitter reads in the same minute."""

    field_order = ("outcome", "reason_code", "point", "reason_text", "would_change", "alternative")
    depends = ("reason_code", "reason_text", "would_change", "implementer", "next_news_on")

    outcome = Picks(
        _("What becomes of it?"),
        [(o.value, o.label) for o in (*IN_FAVOUR, Outcome.DECLINED)],
    )
    reason_text = Words(
        FACT,
        rows=5,
        required=False,
        help_text=format_lazy("{} {}", FACT_HELP, _("Needed for all but a plain yes.")),
    )
    reason_code = Picks(
        _("The reason in a word"),
        [("", _("none, it is a plain yes")), *Reason.choices],
        required=False,
        widget=forms.Select,
    )
    implementer = PersonField(
        _("Who carries it out?"),
        required=False,
        help_text=_("For a yes: who has agreed to. Name, e-mail or number."),
    )
    next_news_on = Day(
        _("Next news on"), required=False, help_text=_("For a yes: when the submitter hears how it goes.")
    )

    def clean(self) -> dict[str, Any]:
        """What each outcome needs, said beside its field."""
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome in IN_FAVOUR:
            self.demand("implementer", gettext("Name who has agreed to carry it out."))
            self.demand("next_news_on", gettext("Say when there will be news."))
        if outcome and outcome != Outcome.ADOPTED:
            self.demand("reason_code", gettext("Choose the reason."))
        if outcome == Outcome.DECLINED:
            self.demand("would_change", gettext("Say what would change the answer."))
        if outcome and (outcome != Outcome.ADOPTED or data.get("reason_text")):
            self.demand_reason()
        return data

    def demand(self, name: str, words: str) -> None:
        """Refuses an empty field that this outcome needs."""
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)


class DeferForm(FullReasonsForm, WithTalkForm):
    """Not now: until when, and why."""

    field_order = ("until", "reason_code", "point", "reason_text", "would_change", "alternative")
    until = Day(_("On hold until"), help_text=_("Within the next twelve months; it comes back by itself."))
    reason_text = Words(FACT, rows=5, help_text=FACT_HELP)
    reason_code = Picks(_("The reason in a word"), Reason.choices, widget=forms.Select)

    def start(self) -> dict[str, Any]:
        return {**super().start(), "reason_code": Reason.TIMING}

    def prepare(self) -> None:
        """What would change it is what has to happen until then."""
        super().prepare()
        self.fields["would_change"].help_text = _("What has to happen until then, if anything has to.")

    def clean(self) -> dict[str, Any]:
        """A reason that deserves the name."""
        data = super().clean() or {}
        self.demand_reason()
        return data

    def clean_until(self) -> Any:
        """A day within twelve months."""
        until = self.cleaned_data["until"]
        if not clock.today() < until <= clock.today() + timedelta(days=deadlines.DEFER_DAYS):
            raise forms.ValidationError(gettext("Choose a day within the next twelve months."))
        return until
