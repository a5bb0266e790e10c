"""`manage.py check_integrity`: whether every idea is in order; ends with 1 where something is not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ideas import files, integrity


class Command(BaseCommand):
    """Prints each finding and how many there are; changes nothing."""

    help = "Checks that no idea is without owner, date, event, record or mail, and that counters are right."

    def add_arguments(self, parser: CommandParser) -> None:
        """Reading every file takes its time, so it is asked for."""
        parser.add_argument(
            "--files", action="store_true", help="read every file and compare it with its mark"
        )

    def handle(self, **options: Any) -> None:
        """Exit code 1 when there are findings."""
        found = [f"{one.check}: {one.where}" for one in integrity.findings()]
        found += files.bytes_faults(thorough=options["files"])
        for line in found:
            self.stdout.write(line)
        self.stdout.write(f"{len(integrity.CHECKS) + 1} checks, {len(found)} findings")
        if found:
            sys.exit(1)
