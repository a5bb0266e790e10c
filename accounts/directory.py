"""Signing in through the company's own directory: whom an answer of it stands for.

The answer is matched anew each time and nothing of it is kept: an address that is verified there, or the personnel
number that it names. Never lets anybody in by an address that nobody has verified.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import people
from accounts.models import Invitation, User

LANGUAGES = {code for code, _name in settings.LANGUAGES}


class NotWelcome(Exception):
    """The directory knows this person, we do not let them in; the reason is for them to read."""


@dataclass(frozen=True)
class Answer:
    """What the directory says of a person: only what is of use here. `email` is empty unless it is verified."""

    email: str = ""
    number: str = ""
    name: str = ""
    language: str = ""
    unverified: bool = False

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Answer":
        """Out of token and user info. Raises NotWelcome where the two speak of different people."""
        parts = [part for part in (data.get("id_token"), data.get("userinfo")) if isinstance(part, dict)]
        if len({part.get("sub") for part in parts}) != 1:
            raise NotWelcome(_("Its answers do not fit together. Please tell your idea office."))
        addresses = [part for part in parts if words(part.get("email"))]
        verified = [part for part in addresses if is_verified(part)]
        return cls(
            email=words(verified[0]["email"]).lower() if verified else "",
            number=first(parts, settings.OIDC_NUMBER_CLAIM).upper() if settings.OIDC_NUMBER_CLAIM else "",
            name=first(parts, "name"),
            language=first(parts, "locale")[:2].lower(),
            unverified=bool(addresses) and not verified,
        )


def words(value: Any) -> str:
    """A claim as text; numbers count, lists and the like do not."""
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def first(parts: list[dict[str, Any]], claim: str) -> str:
    """The claim from whichever part has it, the signed one first."""
    return next((found for part in parts if (found := words(part.get(claim)))), "")


def is_verified(part: dict[str, Any]) -> bool:
    """Whether the directory says that the address is this person's, in the same breath as the address."""
    said = part.get("email_verified")
    return settings.OIDC_TRUST_EMAIL or said is True or said == "true"


def person_of(answer: Answer) -> User:
    """The active person for whom an answer stands: known, invited, or made where the installation says so.

    Raises NotWelcome for everybody else, leavers among them.
    """
    person = known(answer) or invited(answer) or made(answer)
    if person and not person.is_active:
        raise NotWelcome(_("Your account here is closed. If that is wrong, tell your idea office."))
    if person:
        _confirm(person, answer)
        return person
    if answer.unverified:
        raise NotWelcome(
            _("Your e-mail address is not verified there, so it cannot show who you are. Please ask your IT.")
        )
    raise NotWelcome(_("You are not known here yet. Please ask your idea office to add you."))


def known(answer: Answer) -> User | None:
    """By number, else by address, unless that address belongs to a person of another number."""
    if answer.number and (person := User.objects.filter(personnel_number=answer.number).first()):
        return person
    person = User.objects.filter(email=answer.email).first() if answer.email else None
    if person and answer.number and person.personnel_number:
        raise NotWelcome(_("Your personnel number is another one here. Please tell your idea office."))
    return person


def invited(answer: Answer) -> User | None:
    """Somebody whom the idea office has invited by address or number comes in without the link or slip."""
    for claim, value in (("personnel_number", answer.number), ("email", answer.email)):
        invitation = Invitation.objects.open().filter(**{claim: value}).first() if value else None
        if invitation:
            return people.accept(invitation, name=answer.name)
    return None


def made(answer: Answer) -> User | None:
    """Somebody new, where the directory decides who belongs here."""
    if not settings.OIDC_MAKE_PEOPLE or not (answer.email or answer.number):
        return None
    language = answer.language if answer.language in LANGUAGES else settings.LANGUAGE_CODE
    try:
        return people.add_person(
            name=answer.name or answer.email or answer.number,
            email=answer.email or None,
            personnel_number=answer.number or None,
            language=language,
        )
    except ValidationError as error:
        raise NotWelcome(
            _("What it says of you cannot be kept here. Please ask your idea office to add you.")
        ) from error


def _confirm(person: User, answer: Answer) -> None:
    """An address that both sides have needs no code by mail any more."""
    if person.email and person.email == answer.email:
        rows = EmailAddress.objects.filter(user=person, email=person.email, verified=True)
        if not rows.exists():
            people.confirm_address(person)


def may_come_in(person: User, *, through_directory: bool) -> bool:
    """Whether this way in is open: where only the directory's is, the idea office alone has another for a bad day."""
    return through_directory or not settings.OIDC_ONLY or person.is_admin
