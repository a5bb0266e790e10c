"""Forms of those who look after ideas, and of who carries them out. They validate and clean, and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from ideas import clock, comparing, deadlines, routing, rules, workflow
from ideas.forms.acting import ActForm
from ideas.forms.fields import Day, FilesField, Line, OneOf, PersonField, Picks, SomeOf, Words, named
from ideas.forms.reasoned import FACT, FACT_HELP, ReasonsForm
from ideas.forms.reviewers import WithTalkForm, load_words
from ideas.models import FollowUp, Idea, Implementation, Likeness, Outcome, PanelSeat, Reason, Status

SHOWN_CANDIDATES = 12
PROPOSABLE = (Outcome.EXISTS_ALREADY, Outcome.OUT_OF_SCOPE, Outcome.PASSED_ON)


class RouteForm(ActForm):
    """Another department."""

    department = OneOf(label=_("Which department should look at it?"))
    why = Words(_("Why there?"), rows=2, help_text=_("The submitter reads it."))

    def prepare(self) -> None:
        """All that take ideas."""
        department = self.fields["department"]
        assert isinstance(department, OneOf)
        department.offer(Department.objects.taking_ideas(), none=_("Choose a department"))


class AssignForm(ActForm):
    """One expert or several; the best fitting in sight, everybody else by name."""

    reviewers = SomeOf(label=_("Whom do you ask?"), required=False)
    other = PersonField(_("Or somebody else"), required=False)
    why = Words(
        _("Why one more, and why them?"),
        rows=2,
        required=False,
        help_text=_("Whoever is asked reads it, and those who handle the idea."),
    )
    over_cap_reason = Words(
        _("Why them, although they have enough to do?"),
        rows=2,
        required=False,
        help_text=_("Only if you ask somebody who has reached the limit."),
    )

    def prepare(self) -> None:
        """Those who may review it, the best first."""
        self.candidates = {c.user.pk: c for c in routing.eligible_reviewers(self.idea)}
        reviewers = self.fields["reviewers"]
        assert isinstance(reviewers, SomeOf)
        reviewers.offer(self.shown(), lambda person: load_words(self.candidates[person.pk]))
        if self.idea.status != Status.TRIAGE:
            self.fields["why"].required = True

    @property
    def sought(self) -> str:
        """For whom the list is searched: a part of a name or of a department."""
        return str((self.data if self.is_bound else self.initial).get("sought") or "").strip()

    @property
    def more(self) -> int:
        """How many fit and are not in sight."""
        return len(self.fitting()) - SHOWN_CANDIDATES

    def fitting(self) -> list[User]:
        """Those among whom one searches, the best first."""
        words = self.sought.casefold().split()
        return [
            c.user
            for c in self.candidates.values()
            if all(word in f"{c.user.name} {c.department.name}".casefold() for word in words)
        ]

    def shown(self) -> list[User]:
        """Who is in sight: whoever was chosen already, then those who fit."""
        ticked = self.fields["reviewers"].widget.value_from_datadict(self.data, {}, "reviewers")
        chosen = {str(pk) for pk in ticked or self.initial.get("reviewers") or ()}
        kept = [c.user for c in self.candidates.values() if str(c.user.pk) in chosen]
        return [*kept, *(p for p in self.fitting()[:SHOWN_CANDIDATES] if p not in kept)]

    def clean(self) -> dict[str, Any]:
        """Somebody at least, and a reason for those who have enough to do."""
        data = super().clean() or {}
        chosen = [*data.get("reviewers", []), *([data["other"]] if data.get("other") else [])]
        if not chosen and not self.errors:
            self.add_error("reviewers", gettext("Choose somebody."))
        full = [p.name for p in chosen if p.pk in self.candidates and self.candidates[p.pk].over_cap]
        if full and not data.get("over_cap_reason"):
            self.add_error("over_cap_reason", gettext("%(names)s: say why.") % {"names": ", ".join(full)})
        return data

    def facts(self) -> dict[str, Any]:
        """All who were chosen, each once."""
        rest = super().facts()
        other = rest.pop("other")
        chosen = {person.pk: person for person in (*rest["reviewers"], *([other] if other else []))}
        return {**rest, "reviewers": list(chosen.values())}


class ReleaseForm(ActForm):
    """One of the open reviews."""

    assignment = OneOf(label=_("Whose review?"), widget=forms.RadioSelect)
    why = Words(_("Why?"), rows=2)

    def prepare(self) -> None:
        """The open reviews of this round."""
        rows = self.idea.assignments.filter(round=self.idea.round_id, state="open").select_related("reviewer")
        assignment = self.fields["assignment"]
        assert isinstance(assignment, OneOf)
        assignment.offer(rows.order_by("pk"), lambda row: row.reviewer.name)


class ReplaceSeatForm(ActForm):
    """One of the panel who has not been heard."""

    seat = OneOf(label=_("In whose place?"), widget=forms.RadioSelect)
    why = Words(_("Why?"), rows=2)

    def prepare(self) -> None:
        """The seats of this round that wait."""
        rows = PanelSeat.objects.open().filter(round=self.idea.round_id).select_related("user")
        seat = self.fields["seat"]
        assert isinstance(seat, OneOf)
        seat.offer(rows.order_by("pk"), lambda row: row.user.name)


class ConcludeForm(ActForm):
    """What the experts agreed on, or that they did not."""

    depends: tuple[str, ...]  # type: ignore[misc]

    consensus = Picks(_("Do they agree?"), [("yes", _("They agree")), ("no", _("They do not agree"))])
    text = Words(
        _("What did they say?"),
        rows=4,
        max_length=5000,
        required=False,
        help_text=_("Whoever decides reads it. Needed where they agree."),
    )

    def prepare(self) -> None:
        """One line for each expert whose view counts, for the case that they do not agree."""
        experts = [review.assignment.reviewer for review in workflow.valid_reviews(self.idea)]
        self.experts = {f"holds_{person.pk}": person for person in experts}
        self.depends = ("text", *self.experts)
        for name, person in self.experts.items():
            label = _("What %(name)s holds") % {"name": person.name}
            self.fields[name] = Words(
                label, rows=2, max_length=500, required=False, help_text=_("In a sentence.")
            )

    @property
    def held(self) -> list[forms.BoundField]:
        """The lines of a dissent as the page shows them."""
        return [self[name] for name in self.experts]

    def clean(self) -> dict[str, Any]:
        """A consensus in words, or who holds what."""
        data = super().clean() or {}
        needed = {"yes": ["text"], "no": list(self.experts)}.get(data.get("consensus", ""), [])
        for name in needed:
            if not data.get(name) and name not in self.errors:
                words = (
                    gettext("Say what they agree on.") if name == "text" else gettext("Say it in a sentence.")
                )
                self.add_error(name, words)
        return data

    def facts(self) -> dict[str, Any]:
        rest = super().facts()
        held = {person.pk: rest.pop(name) for name, person in self.experts.items()}
        return {**rest, "consensus": rest["consensus"] == "yes", "held": held}


class ProposeForm(ReasonsForm):
    """An answer without a review; a second person has to agree."""

    field_order = ("outcome", "where", "passed_to", "passed_to_office", "reason_code", "reason_text")
    depends = ("where", "passed_to", "passed_to_office")

    outcome = Picks(_("What do you propose?"), [(o.value, o.label) for o in PROPOSABLE])
    reason_text = Words(FACT, rows=4, help_text=FACT_HELP)
    reason_code = Picks(_("The reason in a word"), Reason.choices, widget=forms.Select)
    where = Line(
        _("Where does it exist?"), max_length=500, required=False, help_text=_("If it is already in place.")
    )
    passed_to = PersonField(
        _("To whom is it passed on?"),
        required=False,
        help_text=_("Name, e-mail address or personnel number."),
    )
    passed_to_office = Line(_("Or to which office?"), required=False)

    def clean(self) -> dict[str, Any]:
        """What each outcome needs, said beside its field."""
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome == Outcome.EXISTS_ALREADY and not data.get("where"):
            self.add_error("where", gettext("Say where it is."))
        nobody = not data.get("passed_to") and not data.get("passed_to_office")
        if outcome == Outcome.PASSED_ON and nobody and "passed_to" not in self.errors:
            self.add_error("passed_to", gettext("Name the person or the office."))
        self.demand_reason()
        return data


class MergeForm(ReasonsForm):
    """The other idea, by its number."""

    target = forms.IntegerField(
        label=_("Number of the other idea"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reason_text = Words(
        _("Why do they belong together?"),
        help_text=_("The submitter reads it, and becomes part of the other."),
    )

    def clean_target(self) -> Idea:
        """An idea that this person may read."""
        number = self.cleaned_data["target"]
        found = Idea.objects.visible_to(self.actor).handed_in().filter(number=number).first()
        if found is None or found.pk == self.idea.pk:
            raise forms.ValidationError(gettext("There is no other idea with this number that you may read."))
        return found

    def clean(self) -> dict[str, Any]:
        """A reason that deserves the name."""
        data = super().clean() or {}
        self.demand_reason()
        return data


class AgreeForm(WithTalkForm):
    """Yes to what was proposed; it becomes the answer, and the times are offered with it."""


class EntrustForm(ActForm):
    """Another coordinator."""

    to = OneOf(label=_("To whom?"))
    why = Words(_("Why?"), rows=2)

    def prepare(self) -> None:
        """Coordinators of the department and of those above it."""
        to = self.fields["to"]
        assert isinstance(to, OneOf)
        above = self.idea.department.ancestors if self.idea.department else []
        people = User.objects.coordinators_of(above).exclude(
            pk__in=[self.idea.owner_id, self.idea.submitter_id]
        )
        to.offer(people.select_related("department").by_name(), named, none=_("Choose somebody"))


class MoveForm(ActForm):
    """Another day, and why."""

    on = Day(_("New day"))
    why = Words(_("Why?"), rows=2, help_text=_("The submitter reads it."))

    def clean_on(self) -> Any:
        """A day that is still to come."""
        on = self.cleaned_data["on"]
        if on < clock.today(deadlines.zone_of(self.idea)):
            raise forms.ValidationError(gettext("Choose a day that is still to come."))
        return on


class NewsForm(ActForm):
    """How the carrying out goes; once it is done, what it brought."""

    depends = ("next_news_on",)

    state = Picks(_("Where does it stand?"), Implementation.State.choices)
    text = Words(
        _("What is new?"),
        help_text=_("Submitter and followers read it. If it is not carried out: why?"),
    )
    next_news_on = Day(_("Next news on"), required=False)

    def start(self) -> dict[str, Any]:
        track = getattr(self.idea, "implementation", None)
        if track is None:
            return {}
        return {"state": Implementation.State.EFFECT_CHECKED if self.is_done else track.state}

    def prepare(self) -> None:
        """The states to which it can go from here; after it was done the question is what it brought."""
        track = getattr(self.idea, "implementation", None)
        state, text = self.fields["state"], self.fields["text"]
        assert isinstance(state, Picks)
        if track:
            leads_on = workflow.LEADS_ON.get(track.state, ())
            state.choices = [(one.value, one.label) for one in leads_on]
        if self.is_done:
            text.label = _("What did it bring?")
            text.help_text = _("What is better now, and for whom? Submitter and followers read it.")

    @property
    def is_done(self) -> bool:
        """Whether it was done before, so that its effect is what is asked for."""
        track = getattr(self.idea, "implementation", None)
        return bool(track and track.state == Implementation.State.DONE)

    def clean(self) -> dict[str, Any]:
        """Until it is over, there is a day for the next news."""
        data = super().clean() or {}
        computed = not self.is_done and data.get("state") == Implementation.State.DONE
        unfinished = data.get("state") and data["state"] not in Implementation.FINAL and not computed
        if unfinished and not data.get("next_news_on") and "next_news_on" not in self.errors:
            self.add_error("next_news_on", gettext("Say when there will be news again."))
        return data


class LikenessForm(ActForm):
    """One of the earlier ideas that it resembles."""

    likeness = OneOf(label=_("Which one?"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Those that this person may read; one alone needs no choice."""
        found = Likeness.objects.filter(adopted=self.idea, state=Likeness.State.FOUND)
        readable = Idea.objects.visible_to(self.actor).filter(pk__in=found.values("declined"))
        rows = found.filter(declined__in=readable.values("pk")).select_related("declined__decision")
        self.found = list(rows.order_by("pk"))
        likeness = self.fields["likeness"]
        assert isinstance(likeness, OneOf)
        likeness.offer(self.found, lambda row: f"{row.declined.number} {row.declined.title}")
        if len(self.found) == 1:
            likeness.widget = forms.HiddenInput()
            self.initial.setdefault("likeness", self.found[0].pk)

    @property
    def is_pointless(self) -> bool:
        """Somebody else has to compare them, who may read both."""
        return not self.found


class HandWorkOnForm(ActForm):
    """Somebody else who carries it out."""

    to = PersonField(
        _("Who carries it out from now on?"),
        help_text=_("Somebody who has agreed to. Name, e-mail address or personnel number."),
    )
    why = Words(_("Why?"), rows=2, help_text=_("Those who handle the idea read it."))

    def clean_to(self) -> User | None:
        """Somebody else than now."""
        to = self.cleaned_data["to"]
        if to is not None and to.pk == self.idea.implementation.owner_id:
            raise forms.ValidationError(gettext("They carry it out already."))
        return to


class FollowUpForm(ActForm):
    """What was said in the short second talk, or is written in its place."""

    kind = Picks(
        _("How?"),
        [(FollowUp.Kind.HELD.value, _("We have talked")), (FollowUp.Kind.WRITTEN.value, _("In writing"))],
    )
    text = Words(_("What did you say?"), rows=4, help_text=_("The submitter reads it, word for word."))

    def start(self) -> dict[str, Any]:
        return {"kind": FollowUp.Kind.HELD.value}


class ChangePartnerForm(ActForm):
    """Somebody else who talks with the submitter."""

    to = OneOf(label=_("Who talks with them instead?"))
    why = Words(_("Why?"), rows=2)

    def prepare(self) -> None:
        """Those who may hold the talk, and the coordinators."""
        found = {person.pk: person for person in workflow.possible_partners(self.idea)}
        above = self.idea.department.ancestors if self.idea.department else []
        for person in User.objects.coordinators_of(above).by_name():
            if person.pk != self.idea.owner_id and rules.is_coordinator(
                rules.standing(person, self.idea_alone())
            ):
                found.setdefault(person.pk, person)
        found.pop(self.idea.owner_id, None)
        to = self.fields["to"]
        assert isinstance(to, OneOf)
        to.offer(found.values(), lambda person: person.name, none=_("Choose somebody"))

    def idea_alone(self) -> Idea:
        """The idea without what is known of the reader's own standing."""
        return Idea.objects.select_related("round", "department").get(pk=self.idea.pk)


class AnswerKnockForm(ActForm):
    """How an idea stands, in words for those who asked."""

    text = Words(
        _("How does it stand?"),
        rows=4,
        max_length=4000,
        help_text=_("Whoever asked reads it: what has happened, what comes next, and when."),
    )


class MessageForm(ActForm):
    """Words between the submitters and those who look after the idea."""

    text = Words(_("Your message"), rows=3, max_length=10_000)
    files = FilesField()  # type: ignore[assignment]


class NoteForm(ActForm):
    """Words for those who handle the idea; no submitter ever reads them."""

    text = Words(_("Your note"), rows=3, max_length=10_000, help_text=_("Never shown to the submitter."))
    criterion = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """An answer to a question says to which."""
        asked = (self.data if self.is_bound else self.initial).get("criterion", "")
        if asked in comparing.QUESTIONS:
            self.fields["text"].label = gettext("Your answer: %(criterion)s") % {
                "criterion": comparing.QUESTIONS[asked]
            }

    def clean_criterion(self) -> str:
        """One of the questions that there are, or none."""
        asked: str = self.cleaned_data["criterion"]
        return asked if asked in comparing.QUESTIONS else ""

    def place(self) -> str:
        """Back to the question."""
        return "#compare" if self.cleaned_data.get("criterion") else ""
