"""A company that stands still: its pages, its sweep and its mails all have the hour that a test gives them.

It lives in the process of the test, with a web server of its own; so nobody else's reminders are sent, and no setting
can move the clock of a real one.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Page

from accounts.models import User
from ideas import clock, outbox, sweep
from tests.post_office import PostOffice, Received


class StillCompany:
    """The hour, the windows of its people and what arrived for them."""

    def __init__(self, browser: Browser, address: str, office: PostOffice) -> None:
        self.browser, self.address, self.office = browser, address, office
        self.moment: datetime | None = None
        self.complaints: list[str] = []
        self.of_thread = threading.local()
        self.windows: dict[int, Page] = {}
        self.read: dict[int, int] = {}

    def turn_to(self, moment: datetime) -> None:
        """The hour is another one now, and what time brings has happened: the sweep, the daily mails, the post."""
        self.moment = moment
        with clock.at(moment):
            sweep.run()
            sweep.digests()
            outbox.deliver_due()

    def window(self, person: User) -> Page:
        """Of somebody who is signed in."""
        if person.pk not in self.windows:
            context = self.browser.new_context(base_url=self.address, locale="en-GB")
            client = Client()
            client.force_login(person)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}]
            )
            page = self.windows[person.pk] = context.new_page()
            page.on(
                "console", lambda said: self.complaints.append(said.text) if said.type == "error" else None
            )
            page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        return self.windows[person.pk]

    def post(self, person: User) -> list[Received]:
        """What has arrived for somebody since this was last asked."""
        mails = self.office.to(person.email)
        fresh = mails[self.read.get(person.pk, 0) :]
        self.read[person.pk] = len(mails)
        return fresh

    def _begin(self, **_given: Any) -> None:
        self.of_thread.stack = ExitStack()
        if self.moment:
            self.of_thread.stack.enter_context(clock.at(self.moment))

    def _end(self, **_given: Any) -> None:
        self.of_thread.stack.close()


@contextmanager
def standing_still(browser: Browser, address: str, office: PostOffice) -> Iterator[StillCompany]:
    """Every request has the hour of the company while this lasts."""
    company = StillCompany(browser, address, office)
    request_started.connect(company._begin)
    request_finished.connect(company._end)
    try:
        yield company
    finally:
        for page in company.windows.values():
            page.context.close()
        request_started.disconnect(company._begin)
        request_finished.disconnect(company._end)
