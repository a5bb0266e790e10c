"""Whom a visitor of the demo may sign in as. Reads only."""

from collections.abc import Iterator

from accounts.models import User
from ideas.demo import company
from ideas.demo.replay_company import password

WITHOUT_EMAIL = "Krzysztof Wrona"
"""Signs in by personnel number; has a question to answer."""


def rows() -> Iterator[tuple[str, str, str]]:
    """Role, login and password of each persona."""
    people = {person.name: person for person in User.objects.filter(name__in=_names().values())}
    for role, name in _names().items():
        if name in people:
            yield role.replace("_", " "), people[name].signs_in_as, password()


def is_demo() -> bool:
    """Whether the people in the database are those of the demo."""
    return User.objects.filter(email__endswith=f"@{company.EMAIL_DOMAIN}", name=company.ADMINS[0]).exists()


def _names() -> dict[str, str]:
    return {**company.PERSONAS, "submitter_without_e-mail": WITHOUT_EMAIL}
