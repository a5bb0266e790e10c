"""Several colleagues at once: their names in a line, or chosen from a list. Finds people; saves nothing."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from accounts.models import User
from ideas.forms.fields import MOST_CANDIDATES, PersonField, named, people_called, who_is_meant

SALT = "colleague"
MOST = 10
"""So many colleagues may be named."""


def token_of(person: User) -> str:
    """A person as a form sends them; nobody counts through the people of the company with it."""
    return signing.dumps(person.pk, salt=SALT)


def colleagues_called(line: str, besides: Any) -> list[dict[str, str]]:
    """People whom a line may mean, without the one who types, as the list shows them."""
    found = [person for person in people_called(line) if person.pk != besides.pk] if len(line) > 1 else []
    return [{"token": token_of(person), "words": named(person)} for person in found[:MOST_CANDIDATES]]


class PeopleInput(forms.TextInput):
    """A line for names; below it those who were chosen, and those whom a name may mean."""

    template_name = "ideas/acts/people.html"
    input_type = "search"
    chosen: Iterable[User] = ()
    candidates: Iterable[User] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, list[str]]:
        """What was typed, and who was chosen."""
        tokens = data.getlist(f"{name}_is") if hasattr(data, "getlist") else data.get(f"{name}_is", [])
        return (data.get(name) or "").replace("\0", "").strip(), list(tokens)[:MOST]

    def format_value(self, value: Any) -> str:
        """The line alone."""
        return value[0] if isinstance(value, tuple) else value or ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With those who were chosen, ticked, and those to choose from."""
        context = super().get_context(name, value, attrs)
        context["people"] = [
            {"token": token_of(person), "words": named(person), "on": on}
            for people, on in ((self.chosen, True), (self.candidates, False))
            for person in people
        ]
        return context


class PeopleField(forms.Field):
    """Colleagues by name, address or number, several parted by commas; where a name fits several, the page asks."""

    widget = PeopleInput

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, required=False, **options)

    def clean(self, value: Any) -> list[User]:
        """Everybody who is meant, each once. What is not clear stays in the line."""
        line, tokens = value or ("", [])
        people, unclear = {person.pk: person for person in people_of(tokens)}, list[str]()
        self.widget.candidates = []
        for name in filter(None, (part.strip() for part in re.split(r"[,;\n]", line)[:MOST])):
            found = list(people_called(name))
            if len(found) == 1:
                people[found[0].pk] = found[0]
            else:
                self.widget.candidates = [*self.widget.candidates, *found[:MOST_CANDIDATES]]
                unclear.append(who_is_meant(name, found))
        self.widget.chosen = list(people.values())
        if unclear:
            raise ValidationError(unclear)
        return list(people.values())


class PerhapsPeopleField(PeopleField):
    """The same while somebody is still writing: nothing is asked yet, and who was chosen stays chosen."""

    def clean(self, value: Any) -> list[User]:
        """Those who were chosen."""
        _line, tokens = value or ("", [])
        self.widget.chosen = people_of(tokens)
        return list(self.widget.chosen)


class PerhapsPersonField(PersonField):
    """One colleague, while somebody is still writing."""

    def clean(self, value: Any) -> None:
        """Nobody yet; the line stays as it is."""


def people_of(tokens: Iterable[str]) -> list[User]:
    """The people whom tokens stand for, as long as they are here."""
    ids = []
    for token in tokens:
        try:
            ids.append(signing.loads(token, salt=SALT))
        except (signing.BadSignature, ValueError, TypeError):
            continue
    return (
        list(User.objects.active().filter(pk__in=ids).select_related("department").by_name()) if ids else []
    )
