"""`manage.py backup DIR`: database and files of one instant into a new folder, while people go on working."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ideas import backup


class Command(BaseCommand):
    """Makes the backup and reads it back; prints what is in it. Changes nothing else."""

    help = "Writes database and files into a new folder, with a manifest by which they can be checked."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder alone."""
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet, or is empty")

    def handle(self, **options: Any) -> None:
        """One line; files that rows name and that are not there are a line each, on standard error."""
        try:
            made = backup.make(options["folder"])
        except (backup.NotGood, backup.NoProgram) as fault:
            raise CommandError(str(fault)) from None
        for name in made.lacking:
            self.stderr.write(f"A row names {name}, and the file is not there.")
        rows = sum(table.rows for table in made.tables.values())
        self.stdout.write(
            f"{options['folder']}: {rows} rows of {len(made.tables)} tables, {len(made.files)} files, "
            f"{made.size} bytes, PostgreSQL {made.postgres}"
        )
