"""A row of what was agreed: what, by whom, until when. Owns how typed values become it; saves nothing."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import wording
from ideas.forms.fields import MOST_CANDIDATES, named, people_called
from ideas.workflow import Agreed

LONGEST, LONGEST_NAME = 1000, 120
PARTS = ("what", "who", "is", "until")
STRANGER = "-"
"""Chosen where a name means nobody of the people shown."""


class PointInput(forms.Widget):
    """Three controls side by side; below the name the people whom it may mean."""

    template_name = "ideas/acts/point.html"
    candidates: list[User] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """What stands in the controls, and who was chosen."""
        return {part: str(data.get(f"{name}_{part}") or "").replace("\0", "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form was sent without this row."""
        return f"{name}_what" not in data

    def id_for_label(self, id_: str) -> str:
        """The label leads to what is done."""
        return f"{id_}_what"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the people to choose from; each carries the line for which it was offered."""
        context = super().get_context(name, None, attrs)
        typed: dict[str, str] = value if isinstance(value, dict) else dict.fromkeys(PARTS, "")
        line, chosen = typed.get("who", ""), typed.get("is", "")
        known = self.candidates or list(filter(None, [_chosen(line, chosen)]))
        people = [(signing.dumps([person.pk, line]), named(person)) for person in known]
        if people or chosen == STRANGER:
            people.append((STRANGER, _("Somebody else, called %(name)s") % {"name": line}))
        context["typed"] = typed
        context["people"] = [
            {"token": token, "words": words, "on": token == chosen or (chosen != STRANGER and not n)}
            for n, (token, words) in enumerate(people)
        ]
        context["longest"], context["longest_name"] = LONGEST, LONGEST_NAME
        return context


class PointField(forms.Field):
    """One thing that was agreed, or nothing. Whoever does it is a colleague picked by name, or any other name."""

    widget = PointInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Agreed | None:
        """The point; each point has somebody who does it, and a day."""
        typed: dict[str, str] = value or {}
        self.widget.candidates = []
        if not any(typed.get(part) for part in ("what", "who", "until")):
            return None
        self._complete(typed)
        until = forms.DateField().clean(typed["until"])
        owner = self._owner(typed["who"], typed["is"])
        line = wording.in_one_line(typed["who"])
        return Agreed(typed["what"].replace("\r\n", "\n"), owner, "" if owner else line, until)

    def _complete(self, typed: dict[str, str]) -> None:
        missing = [
            words
            for part, words in (
                ("what", _("Say what was agreed.")),
                ("who", _("Say who does it.")),
                ("until", _("Say until when.")),
            )
            if not typed.get(part)
        ]
        if len(typed["what"]) > LONGEST or len(typed["who"]) > LONGEST_NAME:
            missing.append(_("Please say it in fewer words."))
        if missing:
            raise ValidationError(" ".join(missing))

    def _owner(self, line: str, token: str) -> User | None:
        """The colleague who is meant; None for a name that means nobody here. Asks where a name fits in part."""
        if token == STRANGER:
            return None
        if chosen := _chosen(line, token):
            return chosen
        found = list(people_called(line))[:MOST_CANDIDATES]
        exact = [person for person in found if line.casefold() in _names_of(person)]
        if len(exact) == 1:
            return exact[0]
        self.widget.candidates = found
        if found:
            raise ValidationError(_("Whom do you mean?"))
        return None

    @staticmethod
    def typed(point: Agreed) -> dict[str, str]:
        """A point as its controls show it."""
        token = signing.dumps([point.owner.pk, point.who]) if point.owner else STRANGER if point.who else ""
        until = point.due_on.isoformat() if point.due_on else ""
        return {"what": point.text, "who": point.who, "is": token, "until": until}


def _names_of(person: User) -> set[str]:
    known = (person.name, person.email, person.personnel_number)
    return {name.casefold() for name in known if name}


def _chosen(line: str, token: str) -> User | None:
    """The person of the list below the line, as long as the line is the one for which they were shown."""
    try:
        pk, asked = signing.loads(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return User.objects.active().filter(pk=pk).first() if asked == line else None
