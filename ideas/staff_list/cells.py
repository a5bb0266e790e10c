"""One line of a staff list, understood cell by cell. Asks no table: who is there is judged elsewhere."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator
from django.utils.translation import gettext as _

from accounts.models import Department, User

NONE = "-"
"""A cell that takes a value away; an empty one leaves it as it is."""
LONGEST = {
    "personnel_number": 40,
    "manager": 40,
    "name": 150,
    "first_name": 75,
    "last_name": 74,
    "email": 254,
    "phone": 40,
    "department": Department._meta.get_field("name").max_length or 0,
    "language": 20,
    "start_date": 40,
    "end_date": 40,
}
FORMULA = ("=", "+", "@", "-")
MAY_BEGIN_SO = ("phone",)
LANGUAGES = {"english": "en", "englisch": "en", "german": "de", "deutsch": "de"}
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y%m%d")


class BadLine(Exception):
    """One line cannot be taken; the reason is for whoever made the list."""


@dataclass
class Wanted:
    """What a line says of a person. What it does not say is in none of these.

    `fields` are values of User, with the department by its name; `manager` is a personnel number, "" for nobody, None
    where nothing is said. `language` is for somebody new alone, since people choose theirs.
    """

    line: int
    number: str
    name: str
    fields: dict[str, Any] = field(default_factory=dict)
    department: str | None = None
    manager: str | None = None
    language: str = ""
    start: date | None = None
    end: date | None = None
    person: User | None = None


def understood(line: int, cells: dict[str, str]) -> Wanted:
    """The line as something wanted. Raises BadLine with the first thing that is wrong with it."""
    for column, value in cells.items():
        check(column, value)
    number = tidy_number(cells["personnel_number"])
    if not number:
        raise BadLine(_("the personnel number is empty"))
    wanted = Wanted(line, number, name_of(cells), language=language_of(cells.get("language", "")))
    wanted.fields["name"] = wanted.name
    wanted.start, wanted.end = day(cells, "start_date"), day(cells, "end_date")
    if wanted.start and wanted.end and wanted.end < wanted.start:
        raise BadLine(_("the end lies before the start"))
    if email := cells.get("email"):
        wanted.fields["email"] = None if email == NONE else tidy_email(email)
    if phone := cells.get("phone"):
        wanted.fields["phone"] = "" if phone == NONE else phone
    if department := cells.get("department"):
        wanted.department = "" if department == NONE else " ".join(department.split())
    if manager := cells.get("manager"):
        wanted.manager = "" if manager == NONE else tidy_number(manager)
    if wanted.manager == number:
        raise BadLine(_("nobody is their own line manager"))
    return wanted


def check(column: str, value: str) -> None:
    """Whether a cell can be a value at all. Raises BadLine for bytes of another encoding, signs that no text has,
    formulas and what is too long."""
    facts = {"column": column, "n": len(value)}
    if any("\ud800" <= c <= "\udfff" or c == "\ufffd" for c in value):
        raise BadLine(_("%(column)s is in another encoding than the rest") % facts)
    if any(unicodedata.category(c) in ("Cc", "Zl", "Zp") or c in TURNS for c in value):
        raise BadLine(_("%(column)s contains a character that no text has") % facts)
    if len(value) > LONGEST[column]:
        raise BadLine(_("%(column)s is too long: %(n)s characters") % facts)
    if value.startswith(FORMULA) and value != NONE and column not in MAY_BEGIN_SO:
        raise BadLine(_("%(column)s begins like a formula") % facts)


TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
"""Signs that turn the direction of what follows: nobody's name, and a way to show another one."""


def name_of(cells: dict[str, str]) -> str:
    """The name as people read it, from one column or from two. Raises BadLine for none."""
    whole = cells.get("name") or f"{cells.get('first_name', '')} {cells.get('last_name', '')}"
    if "," in whole and whole.count(",") == 1 and all(part.strip() for part in whole.split(",")):
        last, first = whole.split(",")
        whole = f"{first} {last}"
    name = " ".join(whole.split())
    if not name or name == NONE:
        raise BadLine(_("the name is empty"))
    return name


def tidy_number(value: str) -> str:
    """A personnel number in its one spelling. Raises BadLine for what is none."""
    number = "" if value == NONE else value.upper()
    for rule in User._meta.get_field("personnel_number").validators:
        if number and isinstance(rule, RegexValidator):
            try:
                rule(number)
            except ValidationError as error:
                raise BadLine(_("“%(value)s” is no personnel number") % {"value": value}) from error
    return number


def tidy_email(value: str) -> str:
    """An address in its one spelling. Raises BadLine for what is none."""
    try:
        EmailValidator()(value)
    except ValidationError as error:
        raise BadLine(_("“%(value)s” is no e-mail address") % {"value": value}) from error
    return value.lower()


def language_of(value: str) -> str:
    """A language that pages can be read in; empty for none. Raises BadLine for one that nobody translated."""
    known = {code for code, _name in settings.LANGUAGES}
    short = value.casefold().replace("_", "-")
    code = LANGUAGES.get(short, short.partition("-")[0])
    if value in ("", NONE):
        return ""
    if code not in known:
        raise BadLine(_("unknown language: %(name)s") % {"name": value})
    return code


def day(cells: dict[str, str], column: str) -> date | None:
    """A day in one of the spellings of lists; None for none. Raises BadLine."""
    value = cells.get(column, "")
    if value in ("", NONE):
        return None
    for spelling in DAYS:
        try:
            return datetime.strptime(value.partition(" ")[0], spelling).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise BadLine(_("%(column)s is no day: %(value)s") % {"column": column, "value": value})
