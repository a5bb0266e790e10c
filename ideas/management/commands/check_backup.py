"""`manage.py check_backup DIR`: whether a backup is whole and young enough; ends with 1 where it is not."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ideas import backup


class Command(BaseCommand):
    """Reads every byte of the backup and prints each fault; asks no database and changes nothing."""

    help = "Compares a backup with its manifest, without restoring it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and how old it may be."""
        parser.add_argument("folder", type=Path, help="a folder that `manage.py backup` made")
        parser.add_argument(
            "--older-than", type=float, metavar="HOURS", help="a backup older than this is a fault"
        )

    def handle(self, **options: Any) -> None:
        """Exit code 1 when there are faults."""
        hours = options["older_than"]
        found = backup.faults(options["folder"], older_than=None if hours is None else timedelta(hours=hours))
        for line in found:
            self.stdout.write(line)
        self.stdout.write(f"{options['folder']}: {len(found)} faults")
        if found:
            sys.exit(1)
