"""`manage.py restore DIR`: a backup into an empty database; ends with 1 where what came back is not in order."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ideas import backup


class Command(BaseCommand):
    """Checks the backup, fills the database in one step that is kept whole or not at all, and checks again."""

    help = "Fills an empty database, and the folder of files, from what `manage.py backup` made."

    def add_arguments(self, parser: CommandParser) -> None:
        """What may be lost has to be typed."""
        parser.add_argument(
            "folder", type=Path, help="a folder that `manage.py backup` made, by your own hand"
        )
        parser.add_argument(
            "--replace", default="", metavar="DATABASE", help="name of a database that may be emptied"
        )
        parser.add_argument(
            "--from-postgres", type=int, default=0, metavar="MAJOR", help="the older PostgreSQL it comes from"
        )

    def handle(self, **options: Any) -> None:
        """Exit code 1 when something is not in order in the end."""
        try:
            done = backup.restore(
                options["folder"], replace=options["replace"], from_postgres=options["from_postgres"]
            )
        except (backup.NotGood, backup.NoProgram) as fault:
            raise CommandError(str(fault)) from None
        for line in done.findings:
            self.stdout.write(line)
        self.stdout.write(
            f"{len(done.manifest.tables)} tables and {len(done.manifest.files)} files are as they were at "
            f"{done.manifest.made_at:%Y-%m-%d %H:%M} UTC, {done.migrated} migrations on top, "
            f"{len(done.findings)} findings"
        )
        if done.findings:
            sys.exit(1)
