"""A real SMTP server for tests, which can be told to misbehave. It stands where the company's server stands."""

import asyncio
import email
import email.policy
import logging
import random
import socket
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"
HANG = "hang"
"""Takes the mail and never says so."""
DROP = "drop"
"""Ends the connection instead of an answer."""


@dataclass(frozen=True)
class Received:
    """One mail as it arrived: who the envelope says it is for, and its bytes."""

    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed as a mail program does."""
        parsed = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def message_id(self) -> str:
        """What tells two mails apart, and two copies of one do not."""
        return str(self.message["Message-ID"])

    def body(self, kind: str) -> str:
        """The text of the first part of a kind (plain, html, calendar)."""
        parts = [part for part in self.message.walk() if part.get_content_type() == f"text/{kind}"]
        return str(parts[0].get_content())


@dataclass
class PostOffice:
    """What the server has received, and the answers that it is to give next, by step and recipient.

    `answers["data"]["a@example.com"] = ["451 later"]` is one bad answer; then all is well again. The recipient
    "" stands for everybody, for as long as it is set.
    """

    received: list[Received] = field(default_factory=list)
    connections: int = 0
    answers: dict[str, defaultdict[str, list[str]]] = field(
        default_factory=lambda: {step: defaultdict(list) for step in ("mail", "rcpt", "data")}
    )
    port: int = 0
    delay: float = 0
    """Seconds between a mail's arrival and the word that it has arrived, or has not."""
    meets: Callable[[str, int], bool] | None = None
    """Asked with the reader of each mail and the port of who hands it over; where it says yes, nothing arrives."""
    _controller: Controller | None = None
    _lines: set[asyncio.BaseTransport] = field(default_factory=set)

    def misbehave(
        self, addresses: Sequence[str], shares: Mapping[str, float], seed: int
    ) -> dict[str, set[str]]:
        """Plans one bad answer to the content of a mail for so large a part of the addresses, drawn by the seed.

        Gives who got which answer. Nobody gets two.
        """
        drawn = random.Random(seed).sample(addresses, len(addresses))
        planned: dict[str, set[str]] = {}
        for answer, share in shares.items():
            count = round(share * len(addresses))
            planned[answer], drawn = set(drawn[:count]), drawn[count:]
            for address in planned[answer]:
                self.answers["data"][address].append(answer)
        return planned

    def go_away(self) -> None:
        """An outage: every line is cut, new ones are refused."""
        self._in_loop(self._close())

    def come_back(self) -> None:
        """The outage is over."""
        self._in_loop(self._open())

    def _in_loop(self, work: Any) -> None:
        assert self._controller is not None
        asyncio.run_coroutine_threadsafe(work, self._controller.loop).result(10)

    async def _close(self) -> None:
        assert self._controller is not None
        assert self._controller.server is not None
        self._controller.server.close()
        while self._lines:
            line = self._lines.pop()
            assert isinstance(line, asyncio.Transport)
            line.abort()

    async def _open(self) -> None:
        assert self._controller is not None
        self._controller.server = await self._controller._create_server()

    def to(self, address: str) -> list[Received]:
        """What arrived for somebody."""
        return [mail for mail in self.received if mail.recipients == (address,)]

    def _next(self, step: str, address: str) -> str:
        planned = self.answers[step]
        if planned[""]:
            return planned[""][0]
        return planned[address].pop(0) if planned[address] else OK

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        self._lines = {line for line in self._lines if not line.is_closing()} | {server.transport}
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._answer(server, self._next("mail", address))

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._answer(server, self._next("rcpt", address))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.meets and self.meets(envelope.rcpt_tos[0], session.peer[1]):
            return await self._answer(server, DROP)
        answer = self._next("data", envelope.rcpt_tos[0])
        if answer in {OK, HANG, DROP}:
            self.received.append(Received(tuple(envelope.rcpt_tos), bytes(envelope.content or b"")))
        await asyncio.sleep(self.delay)
        return await self._answer(server, answer)

    async def _answer(self, server: SMTP, answer: str) -> str:
        if answer == HANG:
            await asyncio.sleep(30)
        if answer == DROP:
            server.transport.close()
        return answer if answer[:1].isdigit() else OK


@contextmanager
def open_post_office(port: int = 0, **options: Any) -> Iterator[PostOffice]:
    """Runs the server in a thread, on a free port unless one is given."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    office = PostOffice(port=port or free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **options)
    office._controller = controller
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
