"""Forms of those who hand ideas in, and of everybody who may read them. They validate and clean, and never save."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Topic
from ideas import rules, statements, workflow
from ideas.forms.acting import ActForm, as_key
from ideas.forms.colleagues import PeopleField, PerhapsPeopleField, PerhapsPersonField
from ideas.forms.fields import FilesField, Line, OneOf, PersonField, Picks, SomeOf, Tick, Words
from ideas.models import Idea, Support, Visibility

MOST_KEPT = 100_000
"""Letters of a draft that is still too long to be sent."""


class NewIdeaForm(forms.Form):
    """One field, and details for those who want them. `draft` is the half-written idea that it goes on with."""

    text = Words(_("What should be better?"), rows=3, max_length=20_000)
    title = Line(_("Title"), max_length=150, required=False, help_text=_("Else the first line becomes it."))
    department = OneOf(label=_("Department"), required=False)
    topic = OneOf(label=_("Topic"), required=False)
    on_behalf_of = PersonField(
        _("For a colleague"),
        required=False,
        help_text=_("Name, e-mail address or personnel number, if it is not your own idea."),
    )
    together = PeopleField(
        _("Who had it with you?"),
        help_text=_("Names, parted by commas. They are asked, and join if they want to."),
    )
    visibility = Picks(_("Who may read it?"), Visibility.choices, required=False)
    show_name = Tick(_("Show my name with it"))
    files = FilesField()  # type: ignore[assignment]
    topic_suggested = forms.CharField(required=False, widget=forms.HiddenInput)
    improves = forms.CharField(required=False, widget=forms.HiddenInput)
    draft = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    danger_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        draft: Idea | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial={**as_typed(draft), **(initial or {})})
        self.offer()

    def offer(self) -> None:
        """Departments that take ideas, and the topics; most ideas are handed in without a look at them."""
        self.lay_out("department", _departments, _("Please find it for me"))
        self.lay_out("topic", _topics, _("Not sure"))

    def lay_out(self, name: str, among: Any, none: Any) -> None:
        """The choices of one field."""
        field = self.fields[name]
        assert isinstance(field, OneOf)
        field.offer_when_wanted(lambda: statements.rows(among, None), none=none)

    def clean_key(self) -> uuid.UUID:
        """The key of this request; one that is no key is replaced by a new one."""
        return as_key(self.cleaned_data["key"])

    def draft_fields(self) -> dict[str, Any]:
        """What a draft keeps beside its text; for a short form, which sends the text alone, next to nothing."""
        kept = {"title": self.cleaned_data.get("title") or ""}
        if "visibility" in self.data:
            names = ("department", "topic", "visibility", "show_name")
            kept |= {name: self.cleaned_data.get(name) for name in names}
            kept["visibility"] = kept["visibility"] or settings.DEFAULT_VISIBILITY
        return kept

    def topic_shown(self) -> Topic | None:
        """The topic that the page suggested, where none was chosen: what is shown is what is sent."""
        shown = self.cleaned_data.get("topic_suggested") or ""
        return Topic.objects.filter(pk=shown).first() if shown.isascii() and shown.isdigit() else None


def _departments(_person: Any) -> Any:
    return Department.objects.taking_ideas()


def _topics(_person: Any) -> Any:
    return Topic.objects.all()


class ShortIdeaForm(NewIdeaForm):
    """The one field that stands on the first page; it asks the database nothing."""

    def offer(self) -> None:
        """Only the text is shown."""
        for name in ("department", "topic"):
            field = self.fields[name]
            assert isinstance(field, OneOf)
            field.offer([], none="")


class DraftForm(NewIdeaForm):
    """A half-written idea: whatever is there is kept, and nothing is demanded."""

    text = Words(_("What should be better?"), rows=3, max_length=MOST_KEPT, required=False)
    on_behalf_of = PerhapsPersonField(_("For a colleague"), required=False)
    together = PerhapsPeopleField(NewIdeaForm.base_fields["together"].label)


def as_typed(draft: Idea | None) -> dict[str, Any]:
    """A draft as its writer typed it: a title that was only drawn from the text stays empty."""
    if draft is None:
        return {"visibility": settings.DEFAULT_VISIBILITY, "show_name": True}
    drawn = not draft.text.strip() or draft.title == workflow.title_from(draft.text)
    return {
        "text": draft.text,
        "title": "" if drawn else draft.title,
        "department": draft.department_id,
        "topic": draft.topic_id,
        "visibility": draft.visibility,
        "show_name": draft.show_name,
        "draft": draft.public_id,
    }


class AnswerForm(ActForm):
    """The answer to one question, or to all open ones at once."""

    question = OneOf(label=_("Which question?"), required=False, widget=forms.RadioSelect)
    text = Words(_("Your answer"), rows=4, max_length=10_000)
    by_phone = Tick(_("The submitter told me so"), help_text=_("On the phone or in person."))

    def prepare(self) -> None:
        """One question needs no choice; only those who look after the idea note what was said to them."""
        asked = list(self.idea.questions.filter(round=self.idea.round_id, state="open").order_by("pk"))
        self.questions = asked
        question = self.fields["question"]
        assert isinstance(question, OneOf)
        question.offer(asked, lambda q: q.text, none=_("All of them at once"))
        if len(asked) < 2:
            question.widget = forms.HiddenInput()
        if rules.is_submitting(rules.standing(self.actor, self.idea)):
            del self.fields["by_phone"]
        else:
            self.initial["by_phone"] = True


class VisibilityForm(ActForm):
    """Who may read the idea, and whether the name stands there."""

    visibility = Picks(_("Who may read it?"), Visibility.choices)
    show_name = Tick(_("Show my name with it"))

    def start(self) -> dict[str, Any]:
        return {"visibility": self.idea.visibility, "show_name": self.idea.show_name}


class InviteForm(ActForm):
    """A colleague who had the idea too."""

    user = PersonField(_("Who had it with you?"))


class AppealForm(ActForm):
    """What is new, or what the answer left open; one of both at least."""

    why = Words(
        _("What is new?"),
        rows=4,
        required=False,
        help_text=_("Others than the first time read it: what was not known, or not seen?"),
    )
    points = SomeOf(
        label=_("What was left unanswered?"),
        required=False,
        help_text=_("Sentences of our answer that do not answer what you asked."),
    )

    def prepare(self) -> None:
        """The sentences that the submitter has read."""
        points = self.fields["points"]
        assert isinstance(points, SomeOf)
        found = workflow.points_of(self.idea) if self.idea.decision_id else []
        points.offer(found, lambda point: f"{point.text} ({point.source})")
        if not found:
            del self.fields["points"]

    def clean(self) -> dict[str, Any]:
        """Something to look at."""
        data = super().clean() or {}
        if not data.get("why") and not data.get("points") and not self.errors:
            self.add_error("why", gettext("Say what is new, or choose what was left unanswered."))
        return data

    def facts(self) -> dict[str, Any]:
        """The sentences themselves."""
        rest = super().facts()
        return {**rest, "points": [point.text for point in rest.get("points") or []]}


class ReportHazardForm(ActForm):
    """What is dangerous, if the idea does not say it."""

    why = Words(
        _("What is dangerous, and where?"),
        rows=3,
        required=False,
        help_text=_("Whoever sees to it reads this at once; so do its submitters."),
    )


class SettleHazardForm(ActForm):
    """What was done about it."""

    done = Words(
        _("What was done?"),
        rows=4,
        help_text=_("Whoever handed the idea in reads it. What is safe now, and what is still to come?"),
    )


class ThankForm(ActForm):
    """One line to the experts."""

    text = Line(_("One line to the experts"), max_length=300, help_text=_("They read it with your name."))


class SupportForm(ActForm):
    """Me too, with a sentence if somebody has one; it can be changed later."""

    sentence = Words(
        _("A sentence for the experts"),
        rows=2,
        max_length=500,
        required=False,
        help_text=_("How do you notice it, and how often?"),
    )

    def start(self) -> dict[str, Any]:
        """What this person has said already."""
        said = Support.objects.filter(idea=self.idea, user=self.actor).values_list("sentence", flat=True)
        return {"sentence": said.first() or ""}

    def facts(self) -> dict[str, Any]:
        """A click alone leaves the sentence as it is."""
        return super().facts() if "sentence" in self.data else {}
