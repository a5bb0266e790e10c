"""Forms that a person fills in about themselves: name, language, mail, absence. They validate and never save."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Absence, User
from ideas import clock
from ideas.forms.fields import Day, Line, PersonField, Picks, Tick
from ideas.letters import news


class ProfileForm(forms.Form):
    """How the person is called, reached and spoken to."""

    name = Line(
        _("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("As colleagues know you."),
    )  # fmt: skip
    language = Picks(
        _("Language"),
        settings.LANGUAGES,
        help_text=_("Of these pages and of your mail. Write ideas in any language."),
    )
    phone = Line(
        _("Telephone"), max_length=40, required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        help_text=_("Shown to people whose idea you look after, review or talk about."),
    )  # fmt: skip

    reach = forms.MultipleChoiceField(
        label=_("When are you best reached?"), choices=User.Reach.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For talks about your ideas, which are paid working time. Whoever talks with you reads it."),
    )  # fmt: skip
    reach_words = Line(
        _("Anything else about it?"), max_length=200, required=False,
        help_text=_("“Mornings, after the handover”, for instance."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, person: Any, **rest: Any) -> None:
        kept = ("name", "language", "phone", "reach", "reach_words")
        start = {name: getattr(person, name) for name in kept}
        super().__init__(data, initial=start, **rest)


class MailForm(forms.Form):
    """How news comes to a person, a line for each kind that they can get. What is left out stays as it is."""

    def __init__(self, data: Any = None, *, person: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.kept = {kind: str(news.way(person, kind)) for kind in news.News.values}
        for kind in kinds_for(person):
            ways = [(way.value, way.label) for way in news.WAYS[kind]]
            self.fields[kind] = Picks(
                news.News(kind).label, ways, help_text=news.HINTS[kind], initial=self.kept[kind]
            )

    def changes(self) -> dict[str, Any]:
        """What is to be kept of the person."""
        return news.choice({**self.kept, **self.cleaned_data})


def kinds_for(person: Any) -> list[str]:
    """The kinds of news that can come to this person."""
    only = {
        news.News.VIEWS: person.reviews_for,
        news.News.DUTIES: has_duties(person),
        news.News.MONDAY: person.coordinates,
    }
    return [kind for kind in news.News.values if only.get(news.News(kind), True)]


def has_duties(person: Any) -> bool:
    """Whether ideas can be in this person's hands."""
    return bool(person.coordinates or person.decides_for or person.is_admin or person.reviews_for)


class AbsenceForm(forms.Form):
    """Days away and who stands in. `person` is None where the page asks for whom it is."""

    person = PersonField(_("Who is away?"))
    first_day = Day(_("First day away"))
    last_day = Day(_("Last day away"), help_text=_("The same day for a single one."))
    substitute = PersonField(
        _("Who stands in?"),
        required=False,
        help_text=_(
            "New work goes to this person. Name, e-mail address or personnel number; may stay empty."
        ),
    )
    pass_on = Tick(
        _("Pass on now what is open"),
        help_text=_(
            "Reviews go to whoever stands in, ideas and talks to another coordinator. It does not come back."
        ),
    )

    def __init__(
        self, data: Any = None, *, person: Any = None, absence: Absence | None = None, **rest: Any
    ) -> None:
        super().__init__(data, initial=as_noted(absence), **rest)
        self.is_new = absence is None
        if person:
            del self.fields["person"]

    def clean_last_day(self) -> date:
        """Of a new one a day that is still to come; one that is noted may be ended earlier."""
        last: date = self.cleaned_data["last_day"]
        if self.is_new and last < clock.today():
            raise forms.ValidationError(gettext("This absence is over already."))
        return last


def as_noted(absence: Absence | None) -> dict[str, Any]:
    """An absence as its form shows it."""
    if absence is None:
        return {}
    substitute = absence.substitute.signs_in_as if absence.substitute else ""
    return {"first_day": absence.first_day, "last_day": absence.last_day, "substitute": (substitute, "")}
