"""The line to the mail server: one connection, used for many mails. Touches no table.

Its point is to tell three things apart: trouble with the server, which says nothing about a mail; an answer to
this one mail; and no answer at all after the mail was handed over, when nobody knows whether it arrived.
"""

import re
import select
import smtplib
import time
from contextlib import suppress
from typing import cast

from django.core.mail.backends.smtp import EmailBackend

TIMEOUT = 15
"""Seconds that the server may take for one answer."""
BRISK = 2
"""Seconds that others wait for the answer to a mail; then it is waited for aside, where there is room."""
PATIENCE = 40
"""Seconds within which the content of a mail is handed over, or not at all: less than a lease, less `TIMEOUT`."""
GO_ON = 354
CLOSING = 421
ABOUT_SIGNING_IN = frozenset((530, 534, 535, 538))


class ServerTrouble(Exception):
    """The server is not reached, not willing or too slow. No fault of the mail, which was not handed over."""


class Answer(Exception):
    """The server does not take this one mail."""

    def __init__(self, code: int, words: bytes | str) -> None:
        text = words.decode(errors="replace") if isinstance(words, bytes) else words
        super().__init__(f"{code} {' '.join(text.split())}"[:500])
        self.is_final = code >= 500


class NoAnswer(Exception):
    """The connection broke after the mail was handed over: it may have arrived."""


class Pending:
    """A mail that was handed over and not answered yet, on the connection that it left by, waited for aside."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp
        self._until = time.monotonic() + TIMEOUT - BRISK

    @property
    def is_over(self) -> bool:
        """Whether there is an answer, or none will be waited for any more."""
        return time.monotonic() > self._until or _speaks(self._smtp, 0)

    def answer(self) -> None:
        """Takes the mail's answer, for which it waits no more, and hangs up. Raises as `Line.send` does."""
        try:
            if not _speaks(self._smtp, 0):
                raise NoAnswer("The mail server took the mail and said nothing.")
            _take_answer(self._smtp)
        finally:
            self._smtp.close()


class Line:
    """A connection that opens when it is needed and stays open until `close()`."""

    def __init__(self) -> None:
        self._backend: EmailBackend | None = None
        self._has_served = False

    def open(self) -> None:
        """Connects, if it is not. Raises ServerTrouble."""
        if self._backend is not None:
            return
        backend = EmailBackend(timeout=TIMEOUT)
        try:
            backend.open()
            cast("smtplib.SMTP", backend.connection).ehlo_or_helo_if_needed()
        except OSError as reason:
            raise ServerTrouble(_words(reason)) from reason
        self._backend, self._has_served = backend, False

    def close(self) -> None:
        """Takes leave and hangs up; never raises."""
        backend, self._backend = self._backend, None
        if backend is not None:
            with suppress(OSError):
                backend.close()

    def send(self, sender: str, recipient: str, content: bytes, *, aside: bool = False) -> Pending | None:
        """Hands one mail over. Raises ServerTrouble, Answer or NoAnswer.

        A server may end a connection after so many mails or after a while: a used one is replaced once. Where the
        caller can wait `aside`, an answer that is not there soon comes as what is pending, and the next mail takes
        another connection.
        """
        deadline = time.monotonic() + PATIENCE
        try:
            return self._converse(sender, recipient, content, deadline, aside)
        except ServerTrouble:
            if not self._has_served:
                raise
            return self._converse(sender, recipient, content, deadline, aside)

    def _converse(
        self, sender: str, recipient: str, content: bytes, deadline: float, aside: bool
    ) -> Pending | None:
        self.open()
        try:
            self._announce(sender, recipient, deadline)
            self._hand_over(content)
            if aside and not _speaks(self._smtp, min(BRISK, TIMEOUT)):
                return self._leave()
            _take_answer(self._smtp)
        except (ServerTrouble, NoAnswer):
            self._hang_up()
            raise
        except Answer:
            self._has_served = True
            self._reset()
            raise
        self._has_served = True
        return None

    def _leave(self) -> Pending:
        """The connection to what is pending; the next mail opens another."""
        pending = Pending(self._smtp)
        self._backend = None
        return pending

    @property
    def _smtp(self) -> smtplib.SMTP:
        return cast("smtplib.SMTP", self._backend.connection)  # type: ignore[union-attr]

    def _announce(self, sender: str, recipient: str, deadline: float) -> None:
        steps = (
            lambda: self._smtp.mail(sender),
            lambda: self._smtp.rcpt(recipient),
            lambda: self._smtp.docmd("DATA"),
        )
        for step in steps:
            try:
                code, words = step()
            except OSError as reason:
                raise ServerTrouble(_words(reason)) from reason
            _judge(code, words, is_about_us=step is steps[0])
            if time.monotonic() > deadline:
                raise ServerTrouble("The mail server is too slow.")
        if code != GO_ON:
            raise ServerTrouble(f"The mail server is out of step: {code}")

    def _hand_over(self, content: bytes) -> None:
        try:
            self._smtp.send(_stuffed(content))
        except OSError as reason:
            raise NoAnswer(_words(reason)) from reason

    def _reset(self) -> None:
        try:
            code, _said = self._smtp.rset()
        except OSError:
            code = CLOSING
        if code >= 400:
            self._hang_up()

    def _hang_up(self) -> None:
        """Ends a connection without a word, which a server in trouble would let us wait for."""
        self._smtp.close()
        self._backend = None


def _speaks(smtp: smtplib.SMTP, seconds: float) -> bool:
    """Whether the server says something, or hangs up, within so many seconds."""
    assert smtp.sock is not None
    return bool(select.select([smtp.sock], [], [], seconds)[0])


def _take_answer(smtp: smtplib.SMTP) -> None:
    """What the server says to a mail that it was handed."""
    try:
        code, words = smtp.getreply()
    except OSError as reason:
        raise NoAnswer(_words(reason)) from reason
    _judge(code, words)


def _judge(code: int, words: bytes, *, is_about_us: bool = False) -> None:
    """Raises what an answer means; before a recipient is named a final no is about us, not about a mail."""
    if code in (CLOSING, -1) or code in ABOUT_SIGNING_IN or (is_about_us and code >= 500):
        raise ServerTrouble(f"{code} {words.decode(errors='replace')}")
    if code >= 400:
        raise Answer(code, words)


def _stuffed(content: bytes) -> bytes:
    """The content with its end mark, no line of its own looking like one."""
    whole = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole) + b".\r\n"


def _words(reason: OSError) -> str:
    return f"{type(reason).__name__}: {reason}"[:500]
