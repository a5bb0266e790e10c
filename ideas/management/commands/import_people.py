"""`manage.py import_people FILE.csv`: people of a list of the personnel department, as often as one likes."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ideas import staff_list
from ideas.staff_list import Done, Report, Ways

EVERY = 500


class Command(BaseCommand):
    """Prints what became of the lines; ends with 1 where a line was refused or something needs a person."""

    help = (
        "Imports people from a CSV file with the columns personnel number, name (or first name and last name), and "
        "optionally e-mail, department, manager, language, phone, start date, end date. The same list again changes "
        "nothing. Never touches parts in the scheme, absences or passwords."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument("--strict", action="store_true", help="one bad line refuses the whole list")
        parser.add_argument(
            "--make-departments", action="store_true", help="make departments that are not there yet"
        )
        parser.add_argument(
            "--let-back-in", action="store_true", help="open closed accounts of people without end date"
        )
        parser.add_argument(
            "--deactivate-missing",
            action="store_true",
            help="close the accounts of people with a personnel number who stand in no line",
        )
        parser.add_argument(
            "--really", action="store_true", help="also where that is more than 10 percent of them"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        """Prints each refused line with its reason and, as last line, the counts."""
        ways = Ways(**{name: options[name] for name in Ways.__dataclass_fields__ if name in options})
        try:
            sheet = staff_list.read(file)
            report = staff_list.take(sheet, ways, self._progress)
        except staff_list.BadFile as error:
            raise CommandError(str(error)) from error
        if sheet.ignored:
            self.stdout.write(f"columns of no use here: {', '.join(sheet.ignored)}")
        for line in lines_of(report, told=ways.dry_run or options["verbosity"] > 1):
            self.stdout.write(line)
        if ways.dry_run:
            self.stdout.write("dry run: nothing was changed")
        self.stdout.write(counts_of(report))
        if report.refused or report.remarks:
            sys.exit(1)

    def _progress(self, done: int, of: int) -> None:
        if done % EVERY == 0:
            self.stdout.write(f"{done} of {of} lines")


def lines_of(report: Report, *, told: bool) -> list[str]:
    """The report, a line each; which fields changed only where that is asked for, never what they held."""
    lines = []
    for line in report.changing if told else ():
        fields = f" ({', '.join(line.changes)})" if line.done == Done.CHANGED else ""
        lines.append(f"line {line.number} {line.done}: {line.personnel_number}{fields}")
    lines += [f"line {number} refused: {reason}" for number, reason in report.refused]
    lines += [f"missing in the list: {number} {name}" for number, name in report.missing]
    lines += [f"let go: {number} {name}" for number, name in report.closed]
    return [*lines, *report.remarks, *([report.stopped] if report.stopped else [])]


def counts_of(report: Report) -> str:
    """How many lines came to what."""
    counts = ", ".join(f"{done} {report.count(done)}" for done in Done)
    return (
        f"{counts}, refused {len(report.refused)}, missing {len(report.missing)}, let go {len(report.closed)}"
    )
