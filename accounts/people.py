"""What is done to people: adding, inviting, letting in, deactivating, noting an absence. One verb each.

Owns the rows of people and keeps the sign-in library's addresses in step. Never passes duties on: whoever
deactivates somebody calls the verb of the ideas that relieves them. Who may call is decided by the pages.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import letters
from accounts.models import Absence, Department, Invitation, User
from ideas import clock

INVITATION_DAYS = 14
SLIP_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Invited:
    """An invitation with its secret, which is shown or sent once and kept nowhere."""

    invitation: Invitation
    secret: str
    login: str = ""

    @property
    def link(self) -> str:
        """The address that lets the person in; for a slip the page that asks for number and code."""
        path = reverse("accept_slip") if self.login else reverse("accept_invitation", args=[self.secret])
        return f"{settings.SITE_URL}{path}"


# Adding and changing --------------------------------------------------------------------------------------------


@transaction.atomic
def add_person(
    *,
    name: str,
    email: str | None = None,
    personnel_number: str | None = None,
    start_password: str | None = None,
    **fields: Any,
) -> User:
    """Adds somebody whose address the idea office vouches for; `fields` are fields of User.

    For the idea office and imports. Raises ValidationError for what is missing, wrong or taken. Without a start
    password the person comes in by a code by mail, or by a slip (`sign_in_slip`).
    """
    person = User(name=name.strip(), email=email, personnel_number=personnel_number, **fields)
    person.set_password(start_password)
    person.full_clean()
    if start_password:
        validate_password(start_password, person)
    person.save()
    confirm_address(person)
    return person


@transaction.atomic
def set_email(person: User, email: str | None) -> None:
    """Gives a person another address, or none; for the idea office, which vouches for it. Raises ValidationError."""
    person.email = email
    person.full_clean()
    person.save(update_fields=["email"])
    confirm_address(person)


def set_start_password(person: User, password: str) -> None:
    """Sets a password that the idea office hands over in person; ends all sessions. Raises ValidationError."""
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person)


def confirm_address(person: User) -> None:
    """Notes the person's address as theirs, so that signing in does not ask for it to be confirmed."""
    if person.email:
        EmailAddress.objects.filter(email=person.email).exclude(user=person).delete()
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )


def confirm_addresses(people: Iterable[User]) -> None:
    """The same for many who were just made in bulk, in one statement."""
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=p, email=p.email, verified=True, primary=True) for p in people if p.email],
        ignore_conflicts=True,
    )


# Leaving and being away -----------------------------------------------------------------------------------------


@transaction.atomic
def deactivate(person: User, left_on: date | None = None) -> None:
    """Closes all ways in at once: sign-in, sessions, codes, invitations. Duties are passed on elsewhere."""
    person.is_active = False
    person.left_on = left_on or clock.today()
    person.save(update_fields=["is_active", "left_on"])
    if person.portrait:
        set_portrait(person, "")
    _invitations_for(person.email, person.personnel_number).update(expires_at=clock.now())
    end_sessions(person)


def reactivate(person: User) -> None:
    """Lets somebody in again who came back; former duties do not come back with them."""
    person.is_active = True
    person.left_on = None
    person.save(update_fields=["is_active", "left_on"])


def set_portrait(person: User, name: str) -> None:
    """The person's picture by the name under which its bytes lie; "" takes it away. The bytes before it go."""
    before = person.portrait.name or ""
    person.portrait = name
    person.save(update_fields=["portrait"])
    if before and before != name:
        transaction.on_commit(partial(default_storage.delete, before))


def end_sessions(person: User) -> None:
    """Signs the person out everywhere."""
    for session in UserSession.objects.filter(user=person):
        session.end()


@transaction.atomic
def set_absence(
    person: User,
    first_day: date,
    last_day: date,
    substitute: User | None = None,
    absence: Absence | None = None,
) -> Absence:
    """Notes the days on which a person is away and who stands in; `absence` is one to be changed.

    For the person, their coordinators and the idea office. Raises ValidationError when the days are the wrong way
    round or overlap another absence, or nobody or the person themselves would stand in.
    """
    User.objects.select_for_update().get(pk=person.pk)
    absence = absence or Absence(user=person)
    absence.first_day, absence.last_day, absence.substitute = first_day, last_day, substitute
    _check_absence(absence)
    absence.save()
    return absence


def end_absence(absence: Absence) -> None:
    """The person is back, or never left."""
    absence.delete()


def _check_absence(absence: Absence) -> None:
    if absence.first_day > absence.last_day:
        raise ValidationError({"last_day": _("The last day lies before the first.")})
    others = Absence.objects.filter(user=absence.user_id).exclude(pk=absence.pk)
    if others.overlapping(absence.first_day, absence.last_day).exists():
        raise ValidationError({"first_day": _("There is already an absence on some of these days.")})
    if absence.substitute_id == absence.user_id:
        raise ValidationError({"substitute": _("Somebody else has to stand in.")})
    if absence.substitute and not absence.substitute.is_active:
        raise ValidationError({"substitute": _("This person has left.")})


# Invitations ----------------------------------------------------------------------------------------------------


def may_sign_up(email: str) -> bool:
    """Whether the address belongs to one of the company's domains, or to somebody invited."""
    domain = email.rpartition("@")[2].lower()
    return domain in settings.SIGNUP_DOMAINS or Invitation.objects.open().filter(email=email.lower()).exists()


@transaction.atomic
def invite(
    *,
    invited_by: User | None,
    name: str = "",
    email: str | None = None,
    personnel_number: str | None = None,
    department: Department | None = None,
) -> Invited:
    """Invites somebody who is not here yet, for 14 days; an earlier invitation of theirs ends.

    For the idea office. With an e-mail address a mail with a link is posted; with a personnel number alone the
    secret is a code to print. Raises ValidationError without either, or when the person is here already.
    """
    email = (email or "").strip().lower() or None
    personnel_number = (personnel_number or "").strip().upper() or None
    User(name=name or "?", email=email, personnel_number=personnel_number).full_clean(exclude=["password"])
    invitation = Invitation(
        email=email, personnel_number=personnel_number, name=name.strip(), department=department
    )
    invitation.invited_by = invited_by
    return _by_mail(invitation) if email else _on_slip(invitation, personnel_number or "")


@transaction.atomic
def sign_in_slip(person: User, *, invited_by: User | None) -> Invited:
    """A code to print for somebody who is here and needs a (new) password; the old one stays until it is used.

    For the idea office. Raises ValidationError for somebody who has left.
    """
    if not person.is_active:
        raise ValidationError(_("This person has left."))
    invitation = Invitation(
        email=person.email,
        personnel_number=person.personnel_number,
        name=person.name,
        department=person.department,
        invited_by=invited_by,
    )
    return _on_slip(invitation, person.personnel_number or person.email or "")


def invitation_of_link(token: str) -> Invitation | None:
    """The open invitation of a link in a mail."""
    return Invitation.objects.open().filter(token=_hashed("link", token)).first()


def invitation_on_slip(login: str, code: str) -> Invitation | None:
    """The open invitation of a printed slip."""
    return Invitation.objects.open().filter(token=_hashed_slip(login, code)).first()


@transaction.atomic
def accept(invitation: Invitation, *, name: str = "", password: str = "") -> User:
    """Lets the invited person in, once; makes them if they are not here. The caller signs them in.

    Raises ValidationError when the invitation was used meanwhile or the person has left.
    """
    still_open = Invitation.objects.open().select_for_update().filter(pk=invitation.pk).exists()
    person = _person_of(invitation)
    if not still_open or (person and not person.is_active):
        raise ValidationError(_("This invitation is used up or too old."))
    person = person or _new_person(invitation, name)
    if password:
        person.set_password(password)
        person.save(update_fields=["password"])
    confirm_address(person)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=clock.now())
    return person


def end_invitation(invitation: Invitation) -> None:
    """Its link or code lets nobody in any more; for the idea office. One that was accepted stays as it is."""
    Invitation.objects.open().filter(pk=invitation.pk).update(expires_at=clock.now())


def forget_unconfirmed(before: timedelta = timedelta(days=7)) -> int:
    """Deletes sign-ups whose address was never confirmed; returns how many. For the sweep."""
    unconfirmed = User.objects.filter(
        created_at__lt=clock.now() - before,
        last_login=None,
        personnel_number=None,
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
        memberships=None,
        emailaddress__verified=False,
    ).exclude(emailaddress__verified=True)
    return unconfirmed.delete()[0]


def forget_sessions() -> int:
    """Deletes sign-ins that are over, and the devices and network addresses kept with them; returns of how many.
    For the sweep."""
    SessionStore.clear_expired()
    here = Session.objects.filter(session_key=OuterRef("session_key"))
    begun = UserSession.objects.filter(created_at__lt=clock.now() - timedelta(days=1))
    return begun.filter(~Exists(here)).delete()[0]


def _person_of(invitation: Invitation) -> User | None:
    logins = [login for login in (invitation.personnel_number, invitation.email) if login]
    return next((u for login in logins for u in User.objects.known_as(login)), None)


def _new_person(invitation: Invitation, name: str) -> User:
    return add_person(
        name=name or invitation.name or invitation.email or invitation.personnel_number or "",
        email=invitation.email,
        personnel_number=invitation.personnel_number,
        department=invitation.department,
    )


def _by_mail(invitation: Invitation) -> Invited:
    secret = secrets.token_urlsafe(32)
    invitation.token = _hashed("link", secret)
    invited = Invited(_saved(invitation), secret)
    _post(invited)
    return invited


def _on_slip(invitation: Invitation, login: str) -> Invited:
    letters = "".join(secrets.choice(SLIP_LETTERS) for _n in range(12))
    invitation.token = _hashed_slip(login, letters)
    return Invited(_saved(invitation), "-".join((letters[:4], letters[4:8], letters[8:])), login)


def _saved(invitation: Invitation) -> Invitation:
    _invitations_for(invitation.email, invitation.personnel_number).update(expires_at=clock.now())
    invitation.expires_at = clock.now() + timedelta(days=INVITATION_DAYS)
    invitation.save()
    return invitation


def _invitations_for(email: str | None, personnel_number: str | None) -> QuerySet[Invitation]:
    found = Invitation.objects.none()
    if email:
        found = found | Invitation.objects.open().filter(email=email)
    if personnel_number:
        found = found | Invitation.objects.open().filter(personnel_number=personnel_number)
    return found


def _hashed(kind: str, secret: str) -> str:
    return salted_hmac(f"accounts.invitation.{kind}", secret, algorithm="sha256").hexdigest()


def _hashed_slip(login: str, code: str) -> str:
    kept = "".join(c for c in code.upper() if c in SLIP_LETTERS)
    return _hashed("slip", f"{login.strip().upper()}:{kept}")


def _post(invited: Invited) -> None:
    """Posts the mail with the link, in the language of the installation; of use as long as the link."""
    invitation = invited.invitation
    headers = {"X-Tell-Kind": "invitation", "X-Tell-Expires-Minutes": str(INVITATION_DAYS * 24 * 60)}
    with override(settings.LANGUAGE_CODE):
        context = {"invitation": invitation, "link": invited.link, "site_name": settings.SITE_NAME}
        context["why"] = letters.why_invited()
        subject = render_to_string("account/email/invitation_subject.txt", context).strip()
        text = render_to_string("account/email/invitation_message.txt", context).strip()
        message = EmailMultiAlternatives(
            subject, text, settings.DEFAULT_FROM_EMAIL, [invitation.email or ""], headers=headers
        )
        letters.dressed(message, context).send()
