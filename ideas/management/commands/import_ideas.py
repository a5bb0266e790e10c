"""`manage.py import_ideas FILE.csv`: brings ideas of another system in, by the same verb as the page."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from ideas import importing


class Command(BaseCommand):
    """Idempotent by external_id; good rows go in, each bad row is named with its reason; `--dry-run` only judges."""

    help = (
        "Imports ideas from a CSV file in UTF-8 with the columns external_id, title, text, source_url and optionally "
        "submitter, department, topic, submitted_at."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--submitter",
            default="",
            help="e-mail or personnel number that stands for rows without a submitter",
        )
        parser.add_argument("--dry-run", action="store_true", help="judge the rows and write nothing")

    def handle(self, *, file: Path, submitter: str, dry_run: bool, **options: Any) -> None:
        """Prints progress, the refused rows and, as last line, the tally."""
        actor = User.objects.admins().order_by("pk").first()
        stand_in = self._person(submitter or settings.IMPORT_SUBMITTER) or actor
        if stand_in is None:
            raise CommandError(
                "There is no admin yet who could stand for rows without a submitter: --submitter EMAIL."
            )
        try:
            rows = importing.read(file)
        except importing.BadFile as error:
            raise CommandError(str(error)) from error
        tally = importing.Tally()
        steps = importing.take(rows, actor=actor or stand_in, stand_in=stand_in, dry_run=dry_run)
        for done, now in enumerate(steps, 1):
            tally = now
            if done % 50 == 0 or done == len(rows):
                self.stdout.write(f"{done} of {len(rows)} rows")
        for line, reason in tally.refused:
            self.stdout.write(f"row ending in line {line} refused: {reason}")
        self.stdout.write(
            f"imported {tally.imported}, already there {tally.already}, refused {len(tally.refused)}"
        )

    def _person(self, name: str) -> User | None:
        if not name:
            return None
        found = User.objects.active().known_as(name).first()
        if found is None:
            raise CommandError(f"Nobody signs in as {name}.")
        return found
