"""The whole of Tell for the browser: gunicorn with hashed static files, worker, beat, a real SMTP server, a company.

The settings are those of production, and each answer names its templates. Owns no assertion.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from config import embedded
from tests import server_room
from tests.faults.stage import Stage
from tests.post_office import PostOffice, Received, open_post_office

PATIENCE = 60


class BrowserStage(Stage):
    """A stage with its people and prepared ideas, by name."""

    def __init__(self, folder: Path, place: embedded.Place, office: PostOffice) -> None:
        super().__init__(folder, place, office)
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "SAFETY_PHONE": "112",
            "SAFETY_CONTACT": "ivo@example.com",
            "SIGNUP_DOMAINS": "example.com",
        }
        self.names: dict[str, str] = {}
        """The address of each person of the cast, and the id of each prepared idea."""
        self.signed_in: dict[str, Any] = {}

    @property
    def address(self) -> str:
        return str(self.environment["SITE_URL"])

    def open(self) -> None:
        """Starts everything; returns when pages are answered."""
        self.start_postgres()
        self.start_valkey()
        gathering = self.begin("-m", "django", "collectstatic", "--noinput", "-v0", "--ignore", "admin")
        server_room.make_tables(self.place)
        self.names = json.loads(self.run("-m", "tests.browser.company").splitlines()[-1])
        assert gathering.process.wait(PATIENCE) == 0, gathering.log.read_text()
        self.start_web()
        self.start_worker()
        self.start_beat()
        self.wait_for_web()

    def start_postgres(self) -> None:
        """Forgetful: no browser test has it killed."""
        self.running["postgres"] = embedded.start_postgres(self.place, durable=False)

    def letters(self, address: str, public_id: str) -> list[Received]:
        """The mails about an idea that have arrived for somebody, in their order."""
        thread = f"<idea.{public_id}@localhost>"
        return [mail for mail in self.office.to(address) if mail.message["References"] == thread]

    def wait_for_letters(self, address: str, public_id: str, count: int) -> Received:
        """The latest of so many mails, as soon as it is there; one more is a failure."""
        self.wait(lambda: len(self.letters(address, public_id)) >= count, PATIENCE, f"{count} for {address}")
        found = self.letters(address, public_id)
        assert len(found) == count, [mail.message["Subject"] for mail in found]
        return found[-1]

    def change(self, statement: str, *values: Any) -> None:
        """Changes rows past all pages, where a test only wants to see what follows."""
        with psycopg.connect(self.place.database_url, autocommit=True) as connection:
            connection.execute(statement, values)

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Everybody reads this language for a while."""
        say = "update accounts_user set language = %s"
        self.change(say, language)
        try:
            yield
        finally:
            self.change(say, "en")

    def wait_for_code(self, address: str) -> str:
        """The code of the latest mail to somebody who asked for one."""
        self.wait(lambda: self.codes(address), PATIENCE, f"a code for {address}")
        return self.codes(address)[-1]

    def codes(self, address: str) -> list[str]:
        """What stands alone on a line of the mails of signing in."""
        found = [
            re.findall(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", mail.body("plain"), re.M)
            for mail in self.office.to(address)
        ]
        return [codes[0] for codes in found if codes]

    def all_sent(self) -> bool:
        """Whether nothing waits to be sent; what was written ahead of its time does not count."""
        waiting = (
            "select 1 from ideas_outgoingmail where state = 'queued' and next_try_at < now() + interval '1 h'"
        )
        return not self.ask(waiting)


@contextmanager
def open_browser_stage(folder: Path) -> Iterator[BrowserStage]:
    """The stage, ready; in the end every process of it is stopped."""
    with open_post_office() as office:
        stage = BrowserStage(folder, embedded.throw_away_place(), office)
        try:
            stage.open()
            yield stage
        finally:
            stage.stop()
            stage.place.clear()
