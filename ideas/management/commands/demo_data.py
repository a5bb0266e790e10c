"""`manage.py demo_data`: fills an empty database with the demo company and its year of ideas."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from ideas.demo import replay, replay_shift, signing_in


class Command(BaseCommand):
    """Fills the database, moves an older demo to today, or says how to sign in."""

    help = "Fills an empty database with a demo company of 200 people and 120 ideas."

    def add_arguments(self, parser: CommandParser) -> None:
        """What may be asked for beside filling."""
        parser.add_argument(
            "--shift", action="store_true", help="move a demo that is there already forward by whole weeks"
        )
        parser.add_argument(
            "--sign-ins",
            action="store_true",
            help="only print a sign-in for each role: role, login, password",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside of a demo: its people all have the same known password."""
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("This is no demo: set DEMO=1 if you want one in this database.")
        if options["sign_ins"]:
            self.stdout.write("\n".join("\t".join(row) for row in signing_in.rows()))
        elif not User.objects.exists():
            self.fill()
        elif options["shift"]:
            self.shift()
        else:
            self.stdout.write("There are people in this database already: nothing was filled in.")

    def fill(self) -> None:
        """The year, with progress."""
        begun = time.monotonic()
        replay.fill(self.say)
        self.say(f"Filled in {time.monotonic() - begun:.0f} s")

    def shift(self) -> None:
        """To today, where the demo is older than a week."""
        if not signing_in.is_demo():
            raise CommandError(
                "There are people in this database, but not those of the demo: nothing was moved."
            )
        weeks = replay_shift.shift()
        self.say(f"Moved forward by {weeks} weeks" if weeks else "The demo is of this week")

    def say(self, words: str) -> None:
        """Progress, at once."""
        self.stdout.write(words)
        self.stdout.flush()
