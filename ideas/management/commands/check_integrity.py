"""`manage.py check_integrity`: whether every idea is in order; ends with 1 where something is not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from ideas import integrity


class Command(BaseCommand):
    """Prints each finding and how many there are; changes nothing."""

    help = "Checks that no idea is without owner, date, event, record or mail, and that counters are right."

    def handle(self, **options: Any) -> None:
        """Exit code 1 when there are findings."""
        found = list(integrity.findings())
        for one in found:
            self.stdout.write(f"{one.check}: {one.where}")
        self.stdout.write(f"{len(integrity.CHECKS)} checks, {len(found)} findings")
        if found:
            sys.exit(1)
