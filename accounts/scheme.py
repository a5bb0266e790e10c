"""How the scheme is staffed: departments, members, topics, and what the idea office keeps about a person.

One verb each; it checks the row and saves it. Who may call is decided by the pages. Never deactivates anybody.
"""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import CALENDAR, Department, Membership, Topic, User
from accounts.people import confirm_address

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def keep(row: Row, **fields: Any) -> Row:
    """Gives a row these values, checks and saves it; lists go to its relations. Raises ValidationError."""
    many = {f.name for f in row._meta.many_to_many} & set(fields)
    for name in fields.keys() - many:
        setattr(row, name, fields[name])
    row.full_clean(exclude=["password"] if isinstance(row, User) else None)
    row.save()
    for name in many:
        getattr(row, name).set(fields[name])
    return row


@transaction.atomic
def add_department(department: Department, **fields: Any) -> Department:
    """Adds a department with the calendar of the one above it. Raises ValidationError."""
    above = fields.get("parent") or Department.objects.filter(is_office=True).first()
    return keep(department, **(calendar_of(above) if above else {}), **fields)


@transaction.atomic
def keep_calendar(department: Department, *, below: bool = False, **fields: Any) -> Department:
    """Changes a calendar and its limits, `below` for all departments under it as well. Raises ValidationError.

    Dates that were given already stay as they are.
    """
    keep(department, **fields)
    if below:
        for one in Department.objects.below(department).exclude(pk=department.pk):
            keep(one, **calendar_of(department))
    return department


def calendar_of(department: Department) -> dict[str, Any]:
    """The values that make up a department's calendar."""
    return {name: getattr(department, name) for name in CALENDAR}


@transaction.atomic
def keep_person(person: User, **fields: Any) -> User:
    """Changes what the idea office knows of a person; another address is vouched for by it. Raises ValidationError.

    There is always somebody in the idea office.
    """
    others = User.objects.admins().exclude(pk=person.pk)
    if person.is_admin and fields.get("is_admin") is False and not others.exists():
        raise ValidationError(
            {"is_admin": _("Somebody has to run the idea office: name another person first.")}
        )
    keep(person, **fields)
    confirm_address(person)
    return person


@transaction.atomic
def keep_member(member: Membership, **fields: Any) -> Membership:
    """Gives somebody a part in a department, or changes what they know and take on. Raises ValidationError."""
    if not member.pk and not fields["user"].is_active:
        raise ValidationError({"user": _("This person has left.")})
    return keep(member, **fields)


@transaction.atomic
def end_member(member: Membership) -> None:
    """Takes a part in a department away; open work stays with the person. Raises ValidationError.

    The idea office keeps at least one coordinator, for whatever nobody else can look after.
    """
    office = Department.objects.select_for_update().get(is_office=True)
    others = Membership.objects.coordinators().filter(department=office).exclude(pk=member.pk)
    last = member.department_id == office.pk and member.role == Membership.Role.COORDINATOR
    if last and not others.exists():
        raise ValidationError(_("The idea office needs somebody who coordinates: name another person first."))
    member.delete()


def end_topic(topic: Topic) -> None:
    """Takes a topic away that no idea has. Raises ProtectedError for one in use."""
    topic.delete()
