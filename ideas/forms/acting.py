"""The form of a verb: what every one of them has, and what it hands to its verb.

A form validates and cleans, and never saves. `facts()` are the words with which the verb is called.
"""

import uuid
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import TimeField, Words
from ideas.models import Channel, Idea
from ideas.workflow import Time


class ActForm(forms.Form):
    """A form for one verb on one idea by one person. Used as it is where the verb needs nothing but a click."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    carries: ClassVar[tuple[str, ...]] = ("key", "next")
    """Fields that are not for the verb."""
    depends: ClassVar[tuple[str, ...]] = ()
    """Fields that one answer needs and another does not: the page does not call them optional."""

    def __init__(
        self, data: Any = None, *, idea: Idea, actor: Any, initial: dict[str, Any] | None = None, **rest: Any
    ) -> None:
        self.idea, self.actor = idea, actor
        start = {"key": uuid.uuid4(), **self.start(), **(initial or {})}
        super().__init__(data, initial=start, **rest)
        self.prepare()
        for name in self.depends:
            self.fields[name].depends = True  # type: ignore[attr-defined]

    def start(self) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {}

    def prepare(self) -> None:
        """Fits fields and choices to the idea and the person."""

    def clean_key(self) -> uuid.UUID:
        """The key of this request; one that is no key is replaced by a new one."""
        return as_key(self.cleaned_data["key"])

    @property
    def is_pointless(self) -> bool:
        """Whether there is nothing that the form could be about."""
        return False

    def place(self) -> str:
        """Where on the idea's page the work is to be seen, as the end of an address."""
        return ""

    def facts(self) -> dict[str, Any]:
        """The named arguments of the verb."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.carries}


def as_key(text: str) -> uuid.UUID:
    """The key of a request; one that is no key is replaced by a new one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


class WhyForm(ActForm):
    """A reason that others will read."""

    why = Words(_("Why?"))


class PerhapsWhyForm(ActForm):
    """A reason, if somebody wants to give one."""

    why = Words(_("Why?"), required=False, help_text=_("You need not say."))


class TextForm(ActForm):
    """Some words."""

    text = Words(_("Your words"), rows=5, max_length=10_000)


class TimesForm(ActForm):
    """Up to three times to talk."""

    time_1 = TimeField(_("First time"))
    time_2 = TimeField(_("Second time"))
    time_3 = TimeField(_("Third time"))

    def start_times(self, times: list[Time]) -> dict[str, Any]:
        """These times, laid out in the fields."""
        return {f"time_{n}": time for n, time in enumerate(times[:3], 1)}

    def clean(self) -> dict[str, Any]:
        """No time twice."""
        data = super().clean() or {}
        for n in (2, 3):
            before = [data[f"time_{m}"].starts_at for m in range(1, n) if data.get(f"time_{m}")]
            if data.get(f"time_{n}") and data[f"time_{n}"].starts_at in before:
                self.add_error(f"time_{n}", gettext("The same time stands there twice."))
        return data

    def facts(self) -> dict[str, Any]:
        """With `times`, those that were filled in; by phone without a number it is the submitter's."""
        rest = super().facts()
        times = [rest.pop(f"time_{n}") for n in (1, 2, 3)]
        return {**rest, "times": [with_number(time, self.idea.submitter) for time in times if time]}


def with_number(time: Time, submitter: Any) -> Time:
    """The time, with the submitter's number where they are to be called and none is given."""
    is_call = time.channel == Channel.PHONE and not time.place
    return replace(time, place=submitter.phone) if is_call else time
