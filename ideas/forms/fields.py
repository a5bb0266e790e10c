"""Kinds of fields that the forms of the scheme share: words, a day, a colleague, one of some things, a time to talk.

Owns how typed values become objects. Saves nothing and holds no rule of the scheme.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from ideas import clock, files, wording
from ideas.models import Channel
from ideas.workflow import Time

MOST_CANDIDATES = 8
LONGEST_NAME = 300
"""Letters of a line that are looked at to find who is meant; no name, address or number is longer."""


class Words(forms.CharField):
    """What a person writes: several lines, line ends as the browser counts them."""

    def __init__(self, label: Any, *, rows: int = 3, max_length: int = 4000, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(label=label, max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        """With plain line ends, so that the limit is the one that the page shows."""
        return super().to_python(str(value).replace("\r\n", "\n") if value else value) or ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without a limit that the browser knows: it would cut what is pasted without a word."""
        attrs = super().widget_attrs(widget)
        most = attrs.pop("maxlength", None)
        return {**attrs, **room_for(most)} if most else attrs


def room_for(most: int | str) -> dict[str, Any]:
    """What a text of several lines says about its room: nothing that was pasted is lost, and how much is too many
    stands beside it."""
    over = gettext_lazy("{n} characters too many. Nothing is lost; please shorten it.")
    return {"data-most": most, "data-left": gettext_lazy("{n} characters left"), "data-over": over}


class Line(forms.CharField):
    """One line: a line break that comes in by another way than a browser's is a space."""

    def __init__(self, label: Any, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(label=label, max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        """Without line breaks, as no heading, subject or table row has room for one."""
        return super().to_python(wording.in_one_line(str(value)) if value else value) or ""


class Day(forms.DateField):
    """A day, chosen from the calendar of the device."""

    def __init__(self, label: Any, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, widget=widget, **options)


class Moment(forms.DateTimeField):
    """A day and a time, chosen from the calendar of the device."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, widget=moment_input(), **options)


def moment_input(**attrs: Any) -> forms.DateTimeInput:
    """The control for a day and a time."""
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", **attrs})


class Tick(forms.BooleanField):
    """One line to tick."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, required=False, **options)


class Picks(forms.ChoiceField):
    """One of a few, all of them in sight."""

    widget = forms.RadioSelect

    def __init__(self, label: Any, choices: Iterable[tuple[str, Any]], **options: Any) -> None:
        super().__init__(label=label, choices=list(choices), **options)


class OneOf(forms.ChoiceField):
    """One of the things that `offer` has laid out; gives the thing itself, None for nothing."""

    ask: Callable[[], Iterable[Any]]

    def offer(self, things: Iterable[Any], words: Callable[[Any], str] = str, none: Any = None) -> None:
        """Lays out these things, in this order; `none` are the words for leaving it open."""
        laid_out = list(things)
        self.offer_when_wanted(lambda: laid_out, words, none)

    def offer_when_wanted(
        self, ask: Callable[[], Iterable[Any]], words: Callable[[Any], str] = str, none: Any = None
    ) -> None:
        """The same, asked for only once the choices are shown or one of them was chosen."""
        self.ask = ask
        vars(self).pop("things", None)
        nothing = [] if none is None else [("", none)]
        self.choices = lambda: nothing + [(key, words(thing)) for key, thing in self.things.items()]

    @cached_property
    def things(self) -> dict[str, Any]:
        """What is laid out, by key."""
        return {str(thing.pk): thing for thing in self.ask()}

    def clean(self, value: Any) -> Any:
        """The thing that was chosen."""
        chosen = super().clean(value)
        return self.things.get(chosen) if chosen else None


class SomeOf(forms.MultipleChoiceField):
    """Some of the things that `offer` has laid out."""

    things: dict[str, Any]
    widget = forms.CheckboxSelectMultiple

    def offer(self, things: Iterable[Any], words: Callable[[Any], str] = str) -> None:
        """Lays out these things, in this order."""
        self.things = {str(thing.pk): thing for thing in things}
        self.choices = [(key, words(thing)) for key, thing in self.things.items()]

    def clean(self, value: Any) -> list[Any]:
        """The things that were chosen."""
        return [self.things[key] for key in super().clean(value)]


class NumbersField(forms.MultipleChoiceField):
    """Ideas by their numbers, of those `among()` which one may choose; more of them than the choices in sight."""

    widget = forms.CheckboxSelectMultiple
    among: Callable[[], Any]

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, required=False, **options)

    def validate(self, value: Any) -> None:
        """What is no idea to choose from is refused with the ideas themselves."""

    def clean(self, value: Any) -> list[Any]:
        """The ideas, in the order of their numbers."""
        numbers = {
            int(one) for one in super().clean(value) if one.isascii() and one.isdigit() and len(one) < 10
        }
        found = list(self.among().filter(number__in=numbers).order_by("number")) if numbers else []
        if len(found) < len(set(value or ())):
            raise ValidationError(_("One of these ideas cannot be referred to any more."))
        return found


class PersonInput(forms.TextInput):
    """A line for a name, and below it the people whom it may mean."""

    template_name = "ideas/acts/person.html"
    input_type = "search"
    candidates: list[User] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        """What was typed, and which of the people shown was chosen."""
        line = (data.get(name) or "").replace("\0", "").strip()
        return line, data.get(f"{name}_is") or ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form was sent without this control."""
        return name not in data

    def format_value(self, value: Any) -> str:
        """The line alone."""
        return value[0] if isinstance(value, tuple) else value or ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the people to choose from; each carries the line for which it was offered."""
        context = super().get_context(name, value, attrs)
        line, chosen = value if isinstance(value, tuple) else (value or "", "")
        shown = [(signing.dumps([person.pk, line]), person) for person in self.candidates]
        only = len(shown) == 1
        context["people"] = [
            {"token": token, "words": named(person), "on": only or token == chosen} for token, person in shown
        ]
        return context


class PersonField(forms.Field):
    """A colleague by name, e-mail address or personnel number; where several fit, the page asks which one."""

    widget = PersonInput

    def __init__(self, label: Any, **options: Any) -> None:
        options.setdefault("help_text", gettext_lazy("Name, e-mail address or personnel number."))
        super().__init__(label=label, **options)

    def clean(self, value: Any) -> User | None:
        """The one active person who is meant."""
        line, token = value or ("", "")
        if not line:
            super().clean(None)
            return None
        found = self._chosen(line, token) or list(people_called(line))
        self.widget.candidates = found[:MOST_CANDIDATES]
        if len(found) == 1:
            return found[0]
        raise ValidationError(who_is_meant(line, found))

    def _chosen(self, line: str, token: str) -> list[User]:
        """The person of the list below the line, as long as the line is the one for which they were shown."""
        try:
            pk, asked = signing.loads(token)
        except (signing.BadSignature, ValueError, TypeError):
            return []
        return list(User.objects.active().filter(pk=pk)) if asked == line else []


def people_called(line: str) -> Iterable[User]:
    """Active people: the one with this address or number, else those whose names have all these words."""
    line = line[:LONGEST_NAME]
    exact = User.objects.active().known_as(line).select_related("department")
    if one := exact.first():
        return [one]
    names = Q()
    for word in line.split():
        names &= Q(name__icontains=word)
    people = User.objects.active().filter(names).select_related("department").by_name()
    return people[: MOST_CANDIDATES + 1]


def who_is_meant(line: str, found: list[User]) -> str:
    """What is said where a name fits nobody, or several."""
    if not found:
        return _("Nobody here is called “%(name)s”. Try another spelling or the personnel number.") % {
            "name": line
        }
    if len(found) > MOST_CANDIDATES:
        return _("More than %(n)d people fit; write more of the name.") % {"n": MOST_CANDIDATES}
    return ngettext("Whom do you mean?", "%(n)d people fit. Whom do you mean?", len(found)) % {
        "n": len(found)
    }


def named(person: User) -> str:
    """ "Anna Weber, Logistics"."""
    return f"{person.name}, {person.department.name}" if person.department else person.name


LONGEST_PLACE = 500
"""Letters of a place: the links of video calls are long."""
SPOKEN = [choice for choice in Channel.choices if choice[0] != Channel.WRITTEN]
"""Ways to talk that need a time."""


class TimeInput(forms.MultiWidget):
    """Day and time, the way to talk, and where."""

    template_name = "ideas/acts/time.html"
    use_fieldset = False

    def __init__(self) -> None:
        super().__init__(
            {
                "at": moment_input(**{"aria-label": gettext_lazy("Day and time")}),
                "how": forms.Select(choices=SPOKEN, attrs={"aria-label": gettext_lazy("How")}),
                "where": forms.TextInput(
                    attrs={
                        "aria-label": gettext_lazy("Where: room, number or link"),
                        "placeholder": gettext_lazy("Room, number or link"),
                        "maxlength": LONGEST_PLACE,
                    }
                ),
            }
        )

    def id_for_label(self, id_: str) -> str:
        """The label leads to the day."""
        return f"{id_}_at"

    def decompress(self, value: Time | None) -> list[Any]:
        """A time as its three controls show it."""
        if value is None:
            return [None, Channel.IN_PERSON, ""]
        return [timezone.localtime(value.starts_at), value.channel, value.place]


class TimeField(forms.MultiValueField):
    """A time to talk; empty where no day is given."""

    widget = TimeInput

    def __init__(self, label: Any, **options: Any) -> None:
        fields = (
            forms.DateTimeField(required=False),
            forms.ChoiceField(choices=SPOKEN, required=False),
            Line("", max_length=LONGEST_PLACE, required=False),
        )
        super().__init__(fields, label=label, required=False, require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> Time | None:
        """The three values as one time; it lies ahead, and by video it has a link."""
        if not data_list or not data_list[0]:
            return None
        found = Time(data_list[0], data_list[1] or Channel.IN_PERSON, (data_list[2] or "").strip())
        if found.starts_at <= clock.now():
            raise ValidationError(_("This time has gone by. Choose one that is still to come."))
        if found.channel == Channel.VIDEO and not is_link(found.place):
            raise ValidationError(
                _("A talk by video needs its link, beginning with https://. Copy it from your video program.")
            )
        return found


def is_link(place: str) -> bool:
    """Whether this is one address of the web, and a safe one."""
    try:
        URLValidator(schemes=["https"])(place)
    except ValidationError:
        return False
    return True


class FilesInput(forms.FileInput):
    """Choose, drop, paste or photograph: several files at once. Without a script it is the browser's own control."""

    template_name = "components/files_input.html"
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": files.ACCEPTED, "multiple": True})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """All files that were sent, in their order."""
        return files.getlist(name) if hasattr(files, "getlist") else list(filter(None, [files.get(name)]))


class FilesField(forms.Field):
    """Pictures and files, each checked by its content. `good` are those that may be kept, even where one may not."""

    widget = FilesInput
    good: list[files.Ready] = []

    def __init__(self, label: Any = "", **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("help_text", lazy(limits_words, str)())
        super().__init__(label=label or gettext_lazy("Pictures and files"), **options)

    def clean(self, value: Any) -> list[files.Ready]:
        """What may be kept; an error for each file that may not, with its name."""
        self.good, wrong = [], []
        for sent in value or ():
            try:
                self.good.append(files.check(sent))
            except files.Unfit as unfit:
                wrong.append(f"{shown_name(sent)}: {' '.join(unfit.messages)}")
        if wrong:
            raise ValidationError(wrong)
        super().clean(self.good)
        return self.good


def limits_words() -> str:
    """What may be sent."""
    return _("Pictures, PDF, text and Office files, up to %(most)s each.") % {
        "most": filesizeformat(settings.FILE_MAX_BYTES)
    }


def shown_name(sent: Any) -> str:
    """The name under which a file was sent, fit to be shown."""
    return files.cleaned(str(sent.name), [str(sent.name).rpartition(".")[2][:5] or "file"], _("file"))
