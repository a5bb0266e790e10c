"""Forms of the idea office: departments, people and their parts, routing rules, topics. They never save."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Membership, Topic, User
from ideas.forms.fields import Line, OneOf, PersonField, Picks, SomeOf, Tick, Words
from ideas.models import RoutingRule

CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zones() -> list[tuple[str, str]]:
    """The time zones of places, as a list to choose from."""
    return [
        (zone, zone.replace("_", " "))
        for zone in sorted(available_timezones())
        if zone.partition("/")[0] in CONTINENTS
    ]


def in_tree(departments: Iterable[Department]) -> list[Department]:
    """Each department below the one it belongs to, siblings by name."""
    children: dict[int | None, list[Department]] = {}
    for one in sorted(departments, key=lambda d: d.name.casefold()):
        children.setdefault(one.parent_id, []).append(one)

    def walk(parent: int | None) -> list[Department]:
        return [d for one in children.get(parent, []) for d in (one, *walk(one.pk))]

    return walk(None)


def indented(department: Department) -> str:
    """The name as a list of choices shows it: the further below, the further in."""
    return "\u2003" * department.depth + department.name


class SchemeForm(forms.Form):
    """A form of the idea office; `facts()` are the values with which its row is kept."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None, **rest: Any) -> None:
        super().__init__(data, initial=initial or {}, **rest)
        self.prepare()

    def prepare(self) -> None:
        """Lays out what can be chosen."""

    def lay_out(self, name: str, things: Iterable[Any], words: Any = str, none: Any = None) -> None:
        """The choices of one field."""
        field = self.fields[name]
        assert isinstance(field, OneOf)
        field.offer(things, words, none)

    def facts(self) -> dict[str, Any]:
        """The values, by the names of the row's fields."""
        return dict(self.cleaned_data)


class DepartmentForm(SchemeForm):
    """A department: name, place in the tree, who decides. Its calendar has a form of its own."""

    name = Line(
        _("Name"), max_length=120, help_text=_("As people call it. It must be the only one of this name.")
    )
    parent = OneOf(
        label=_("Belongs to"),
        help_text=_("Whoever is here looks after its ideas when it has too few people of its own."),
    )
    decider = PersonField(
        _("Who decides"),
        required=False,
        help_text=_("Answers for the money and people that a yes needs. Empty: its coordinators decide."),
    )
    takes_ideas = Tick(
        _("Takes ideas"),
        help_text=_("People can choose it when they hand in. Without it, its ideas go to the one above it."),
    )
    discussion = Tick(
        _("Colleagues may discuss its ideas"),
        help_text=_(
            "Below each idea that everybody may read. Without it nobody comments, and what was said is hidden."
        ),
    )

    def __init__(self, data: Any = None, *, department: Department | None = None, **rest: Any) -> None:
        self.department = department
        super().__init__(data, initial=as_kept(department), **rest)

    def clean_name(self) -> str:
        """The only one of this name, however it is written."""
        name: str = self.cleaned_data["name"]
        others = Department.objects.exclude(pk=self.department.pk if self.department else None)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(gettext("This is taken already."))
        return name

    def prepare(self) -> None:
        """The office is the root of the tree and cannot be moved; nothing can hang below itself."""
        if self.department and self.department.is_office:
            del self.fields["parent"]
            if not self.department.pk:
                del self.fields["takes_ideas"]
            return
        all_ = in_tree(Department.objects.all())
        here = self.department.pk if self.department else None
        self.lay_out("parent", [d for d in all_ if here not in d.ancestors], indented)


def as_kept(department: Department | None) -> dict[str, Any]:
    """A department as its form shows it."""
    if department is None or not department.pk:
        name = department.name if department else ""
        return {"name": name, "takes_ideas": True, "discussion": True}
    return {
        "name": department.name,
        "parent": department.parent_id,
        "decider": (department.decider.signs_in_as if department.decider else "", ""),
        "takes_ideas": department.takes_ideas,
        "discussion": department.discussion,
    }


class MemberForm(SchemeForm):
    """What an expert or coordinator knows, and how much they take on."""

    topics = SomeOf(
        label=_("Knows about"),
        required=False,
        help_text=_("Ideas on these topics come first. Nothing ticked: all alike."),
    )
    cap = forms.IntegerField(
        label=_("Reviews at a time"),
        min_value=1,
        max_value=99,
        help_text=_("For experts: no more open reviews than this are given by the system."),
    )

    def __init__(self, data: Any = None, *, member: Membership | None = None, **rest: Any) -> None:
        start: dict[str, Any] = {"cap": Membership._meta.get_field("cap").default}
        if member:
            start = {"cap": member.cap, "topics": [topic.pk for topic in member.topics.all()]}
        super().__init__(data, initial={**start, **rest.pop("initial", {})}, **rest)

    def prepare(self) -> None:
        """The topics of the scheme."""
        topics = self.fields["topics"]
        assert isinstance(topics, SomeOf)
        topics.offer(Topic.objects.all())


class NewMemberForm(MemberForm):
    """Who gets a part in the department, and which."""

    user = PersonField(_("Who?"))
    role = Picks(
        _("As what?"),
        (
            (Membership.Role.REVIEWER, _("Expert: gives a view on ideas")),
            (Membership.Role.COORDINATOR, _("Coordinator: looks after ideas, dates and talks")),
        ),
    )
    field_order = ("user", "role", "topics", "cap")


class ReachableForm(SchemeForm):
    """Somebody who can sign in, by an e-mail address or a personnel number."""

    def prepare(self) -> None:
        """The departments."""
        departments = in_tree(Department.objects.all())
        self.lay_out("department", departments, indented, none=_("None"))

    def clean(self) -> dict[str, Any]:
        """Somebody without address and number could never sign in."""
        data = super().clean() or {}
        if not data.get("email") and not data.get("personnel_number") and "email" not in self.errors:
            self.add_error("email", gettext("Give an e-mail address or a personnel number."))
        return data


class PersonForm(ReachableForm):
    """What the idea office knows of a person."""

    name = Line(_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Signs the person in. You vouch that it is theirs; it is not asked to be confirmed."),
    )
    personnel_number = Line(
        _("Personnel number"),
        max_length=40,
        required=False,
        help_text=_("Signs in people without e-mail. One of the two is needed."),
    )
    phone = Line(_("Telephone"), max_length=40, required=False)
    language = Picks(_("Language"), settings.LANGUAGES)
    department = OneOf(label=_("Department"), required=False, help_text=_("Where the person works."))
    line_manager = PersonField(
        _("Line manager"),
        required=False,
        help_text=_("Has no part in this person's ideas: neither reviews nor decides nor hears of them."),
    )
    is_admin = Tick(_("Idea office"), help_text=_("Runs the scheme: sees these pages and all figures."))
    is_observer = Tick(_("Observer"), help_text=_("Sees all figures, for example for the works council."))

    def __init__(self, data: Any = None, *, person: User | None = None, **rest: Any) -> None:
        self.person = person
        super().__init__(data, initial=as_known(person), **rest)

    def clean_line_manager(self) -> User | None:
        """Nobody is their own."""
        manager: User | None = self.cleaned_data["line_manager"]
        if manager and manager == self.person:
            raise forms.ValidationError(gettext("Somebody else has to be the line manager."))
        return manager


def as_known(person: User | None) -> dict[str, Any]:
    """A person as the form shows them."""
    if person is None:
        return {"language": settings.LANGUAGE_CODE}
    names = ("name", "email", "personnel_number", "phone", "language", "is_admin", "is_observer")
    known = {name: getattr(person, name) for name in names}
    manager = person.line_manager.signs_in_as if person.line_manager else ""
    return {**known, "department": person.department_id, "line_manager": (manager, "")}


class InvitationForm(ReachableForm):
    """Whom to invite, and how the invitation reaches them."""

    name = Line(_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("A link goes there, good for 14 days."),
    )
    personnel_number = Line(
        _("Personnel number"),
        max_length=40,
        required=False,
        help_text=_("Without an e-mail address you get a slip with a code to print and hand over."),
    )
    department = OneOf(label=_("Department"), required=False)


class RuleForm(SchemeForm):
    """A routing rule: what has to be said, and which department it then concerns."""

    words = Line(
        _("Words"),
        max_length=1000,
        required=False,
        help_text=_(
            "Separated by commas. One of them in title or text is enough; “pallet” also finds “pallets”."
        ),
    )
    topic = OneOf(label=_("Topic"), required=False, help_text=_("Ideas on this topic, whatever their words."))
    department = OneOf(label=_("Concerns"))
    position = forms.IntegerField(
        label=_("Order"),
        min_value=0,
        max_value=9999,
        help_text=_("Of several rules that fit, the lowest number leads."),
    )

    def __init__(self, data: Any = None, *, rule: RoutingRule | None = None, **rest: Any) -> None:
        start: dict[str, Any] = {"position": 100}
        if rule:
            start = {
                "words": ", ".join(rule.words),
                "topic": rule.topic_id,
                "department": rule.department_id,
                "position": rule.position,
            }
        super().__init__(data, initial=start, **rest)

    def prepare(self) -> None:
        """Topics and departments."""
        self.lay_out("topic", Topic.objects.all(), none=_("Any"))
        self.lay_out("department", in_tree(Department.objects.all()), indented, none=_("Choose a department"))

    def clean_words(self) -> list[str]:
        """The words, each once."""
        typed = (word.strip() for word in self.cleaned_data["words"].replace(";", ",").split(","))
        words = list(dict.fromkeys(word for word in typed if word))
        if short := next((word for word in words if len(word) < 2), ""):
            raise forms.ValidationError(
                gettext("“%(word)s” is too short: it would be found in ordinary words.") % {"word": short}
            )
        if long := next((word for word in words if len(word) > 60), ""):
            raise forms.ValidationError(
                gettext("“%(word)s” is too long: 60 letters at most.") % {"word": long}
            )
        return words

    def clean(self) -> dict[str, Any]:
        """A rule without word and topic would never fit."""
        data = super().clean() or {}
        if not data.get("words") and not data.get("topic") and "words" not in self.errors:
            self.add_error("words", gettext("Give at least one word, or choose a topic."))
        return data


class TryForm(SchemeForm):
    """A text to try the rules on."""

    text = Words(_("What somebody might write"), rows=3, max_length=20_000)
    topic = OneOf(label=_("Topic"), required=False)
    department = OneOf(label=_("Department that they choose"), required=False)
    submitter = PersonField(
        _("Who hands it in"), required=False, help_text=_("Whoever has a part in it is not asked.")
    )

    def prepare(self) -> None:
        """The topics, and the departments that take ideas."""
        self.lay_out("topic", Topic.objects.all(), none=_("Not sure"))
        self.lay_out("department", Department.objects.taking_ideas().order_by("name"), none=_("Not sure"))

    @property
    def has_words(self) -> bool:
        """Whether there is something to try, even where the rest cannot be understood yet."""
        self.full_clean()
        return bool(getattr(self, "cleaned_data", {}).get("text"))


class TopicForm(SchemeForm):
    """What ideas are about."""

    name = Line(_("Name"), max_length=60)
    position = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=9999, help_text=_("The lowest number stands first.")
    )

    def __init__(self, data: Any = None, *, topic: Topic | None = None, **rest: Any) -> None:
        self.topic = topic
        super().__init__(
            data,
            initial={"name": topic.name, "position": topic.position} if topic else {"position": 50},
            **rest,
        )

    def facts(self) -> dict[str, Any]:
        """With the short name, which stays what it was: what was kept under it is found again."""
        slug = self.topic.slug if self.topic else slugify(self.cleaned_data["name"])[:60]
        return {**self.cleaned_data, "slug": slug or "topic"}
