"""Takes the lines of a staff list: makes, changes and lets go, one transaction a line, by the verbs of the pages.

A line is taken whole or not at all. Never gives or takes a part in the scheme, an absence or a password.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts import people
from accounts.models import Department, User
from accounts.scheme import add_department, keep_person
from ideas import clock, workflow
from ideas.rules import Refused
from ideas.staff_list.cells import Wanted
from ideas.staff_list.judging import Judged, Known, is_not_here, judged, managers_first
from ideas.staff_list.reading import BadFile, Sheet
from ideas.staff_list.report import Done, Line, Report

TOO_MANY = 0.10
"""What share of the people with a personnel number may be closed at once for standing in no line."""


@dataclass(frozen=True)
class Ways:
    """How a list is taken. `dry_run` does everything and takes all of it back; `strict` refuses all for one line.

    `most`: no more lines than this may change something, 0 for any number; a page cannot wait for thousands.
    """

    dry_run: bool = False
    strict: bool = False
    make_departments: bool = False
    let_back_in: bool = False
    deactivate_missing: bool = False
    really: bool = False
    most: int = 0


def take(sheet: Sheet, ways: Ways, each: Callable[[int, int], None] = lambda done, of: None) -> Report:
    """Takes the list and says what became of each line; `each` hears how far it is.

    Raises BadFile while another list is being taken, and where more lines than `most` would change something.
    """
    with alone():
        if not (ways.dry_run or ways.strict):
            return Taking(sheet, ways).report_of(each)
        with transaction.atomic():
            report = Taking(sheet, ways).report_of(each)
            if ways.dry_run or report.stopped:
                transaction.set_rollback(True)
        return report


@contextmanager
def alone() -> Iterator[None]:
    """One list at a time: two would see each other's people come and go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('ideas.staff_list'))")
        if not cursor.fetchone()[0]:
            raise BadFile(_("Another list of people is being taken at this moment."))
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('ideas.staff_list'))")


class Taking:
    """One list on its way in."""

    def __init__(self, sheet: Sheet, ways: Ways) -> None:
        self.ways = ways
        self.known = Known.now()
        self.judged: Judged = judged(sheet, self.known, make_departments=ways.make_departments)
        self.report = Report(refused=sorted(self.judged.refused.items()))

    def report_of(self, each: Callable[[int, int], None]) -> Report:
        """Takes each line, then looks at those who stand in none."""
        if not self._stop():
            lines = managers_first(self.judged.wanted)
            for n, one in enumerate(lines, 1):
                self._take(one)
                each(n, len(lines))
                self._stay_within_most()
        self.report.taken.sort(key=lambda line: line.number)
        self.report.refused.sort()
        self._look_for_missing()
        self._stop()
        return self.report

    def _stay_within_most(self) -> None:
        if self.ways.most and len(self.report.changing) > self.ways.most:
            words = _("More than %(n)s people would change: whoever runs the server can take this list.")
            raise BadFile(words % {"n": self.ways.most})

    def _stop(self) -> bool:
        """Whether a refused line stops everything."""
        if self.ways.strict and self.report.refused:
            self.report.stopped = _("Nothing was changed, since not every line can be taken.")
            self.report.taken, self.report.closed = [], []
        return bool(self.report.stopped)

    def _take(self, one: Wanted) -> None:
        try:
            with transaction.atomic():
                done, changes = self._done(one)
        except (Refused, ValidationError, IntegrityError) as fault:
            self.report.refused.append((one.line, why(fault)))
            self.known.look_at_departments()
            return
        self.report.taken.append(Line(one.line, one.number, one.name, done, changes))

    def _done(self, one: Wanted) -> tuple[Done, dict[str, tuple[str, str]]]:
        """One line, whoever it speaks of."""
        if is_not_here(one):
            return Done.NOT_HERE, {}
        if one.person is None:
            return Done.MADE, self._made(one)
        gone = bool(one.end and one.end < clock.today())
        if gone and one.person.is_active:
            workflow.let_go(User.objects.get(pk=one.person.pk), None, one.end)
            return Done.LEFT, {}
        if one.person.is_active or gone:
            changes = {} if gone else self._changed(one)
            return (Done.CHANGED if changes else Done.UNCHANGED), changes
        return self._came_back(one)

    def _made(self, one: Wanted) -> dict[str, tuple[str, str]]:
        fields = {**self._fields(one), "language": one.language or settings.LANGUAGE_CODE}
        person = people.add_person(personnel_number=one.number, **fields)
        self.known.add(person)
        return {name: ("", shown(value)) for name, value in fields.items() if value}

    def _changed(self, one: Wanted) -> dict[str, tuple[str, str]]:
        """What a line says differently from what is known, kept as the idea office would."""
        fields = {"personnel_number": one.number, **self._fields(one)}
        if not differing(one.person, fields):
            return {}
        person = User.objects.select_for_update(of=("self",)).get(pk=one.person.pk if one.person else None)
        changed = differing(person, fields)
        told = {name: (shown(getattr(person, name)), shown(value)) for name, value in changed.items()}
        keep_person(person, **changed)
        self.known.by_number[one.number] = person
        return told

    def _came_back(self, one: Wanted) -> tuple[Done, dict[str, tuple[str, str]]]:
        """Somebody whose account is closed stands in the list as if they were here."""
        if one.start and one.start > clock.today():
            return Done.NOT_HERE, {}
        if not self.ways.let_back_in:
            words = _("line %(line)s: %(name)s cannot sign in any more, but has no end date in the list")
            self.report.remarks.append(words % {"line": one.line, "name": one.name})
            return Done.UNCHANGED, {}
        people.reactivate(User.objects.get(pk=one.person.pk if one.person else None))
        return Done.BACK, self._changed(one)

    def _fields(self, one: Wanted) -> dict[str, Any]:
        """The values of User that a line speaks of, with department and manager as rows."""
        fields = dict(one.fields)
        if one.department is not None:
            fields["department"] = self._department(one.department)
        if one.manager is not None:
            manager = self.known.by_number.get(one.manager)
            if one.manager and manager is None:
                words = _("line %(line)s: the line manager %(number)s is not here yet, and follows with them")
                self.report.remarks.append(words % {"line": one.line, "number": one.manager})
            else:
                fields["line_manager"] = manager
        return fields

    def _department(self, name: str) -> Department | None:
        """The department of this name; a new one takes no ideas before the idea office has found people for it."""
        if not name:
            return None
        if name.casefold() not in self.known.departments:
            office = Department.objects.filter(is_office=True).first()
            made = add_department(Department(), name=name, parent=office, takes_ideas=False)
            self.known.departments[name.casefold()] = made
        return self.known.departments[name.casefold()]

    # Those who stand in no line -----------------------------------------------------------------------------------

    def _look_for_missing(self) -> None:
        """Names active people with a number whom no line speaks of; lets them go where that was asked for."""
        here = User.objects.active().exclude(personnel_number=None)
        missing = list(here.exclude(personnel_number__in=self.judged.numbers).by_name())
        self.report.missing = [(person.personnel_number or "", person.name) for person in missing]
        if not self.ways.deactivate_missing or not missing or self.report.stopped:
            return
        if reason := self._not_to_close(len(missing), here.count()):
            self.report.remarks.append(reason)
            return
        for person in missing:
            self._close(person)

    def _not_to_close(self, missing: int, of: int) -> str:
        """Why nobody's account is closed; empty when they may be."""
        if self.report.refused:
            return _("Nobody who is missing was let go, since a refused line may be about them.")
        if missing > of * TOO_MANY and not self.ways.really:
            facts = {"missing": missing, "all": of}
            return (
                _("Nobody who is missing was let go: %(missing)s of %(all)s is more than 10 percent.") % facts
            )
        return ""

    def _close(self, person: User) -> None:
        name = (person.personnel_number or "", person.name)
        try:
            workflow.let_go(person)
        except Refused as refusal:
            self.report.remarks.append(f"{person.name}: {refusal}")
            return
        self.report.closed.append(name)


def differing(person: User | None, fields: dict[str, Any]) -> dict[str, Any]:
    """Those values that the person does not have."""
    return {name: value for name, value in fields.items() if kept(person, name) != key(value)}


def kept(person: User | None, name: str) -> Any:
    """What a person has, a row by its id."""
    if name in ("department", "line_manager"):
        return getattr(person, f"{name}_id")
    return getattr(person, name)


def key(value: Any) -> Any:
    """A value as it is compared, a row by its id."""
    return value.pk if isinstance(value, User | Department) else value


def shown(value: Any) -> str:
    """A value for the report."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def why(fault: Exception) -> str:
    """The reason of a refusal, for whoever made the list."""
    if isinstance(fault, ValidationError):
        return " ".join(fault.messages)
    if isinstance(fault, IntegrityError):
        return _("somebody changed the same at this moment; take the list again")
    return str(fault)
