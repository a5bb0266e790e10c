"""Somebody at a browser: one connection that is kept, answers compressed, as a page of ours asks for them."""

import gzip
import http.client
import itertools
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.bench import counting

TOKEN = "a" * 32
"""The secret against forged forms, the same in cookie and form."""
PATIENCE = 60
ROUNDS = itertools.count(1)
HEADERS = {
    "Accept": "text/html",
    "Accept-Encoding": "gzip",
    "Accept-Language": "en",
    "Sec-Fetch-Site": "same-origin",
}


@dataclass(frozen=True)
class Answer:
    """An answer: how it went, how long it took, its length on the line, its statements, and what it says."""

    status: int
    seconds: float
    bytes: int
    statements: int
    in_transaction: int
    packed: bytes
    to: str

    @property
    def text(self) -> str:
        """The page."""
        return (gzip.decompress(self.packed) if self.packed[:2] == b"\x1f\x8b" else self.packed).decode()


class Browser:
    """One kept connection; who asks is said with each visit."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("localhost", port, timeout=PATIENCE)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *fault: object) -> None:
        self.line.close()

    def ask(self, visit: Mapping[str, Any]) -> Answer:
        """What a visit of the scene asks for."""
        headers = {**HEADERS, "Cookie": f"sessionid={visit['cookie']}; csrftoken={TOKEN}"}
        body, method = None, "GET"
        if "text" in visit:
            typed = {"text": visit["text"], "key": str(uuid.uuid4()), "csrfmiddlewaretoken": TOKEN}
            if visit["path"] == "/ideas/new/":
                typed["danger_seen"] = "1"  # some texts speak of danger: the page that says so has been seen
                typed["text"] += f" {next(ROUNDS)}"  # the same words are not handed in twice
            else:
                headers["HX-Request"] = "true"
            body, method = urlencode(typed).encode(), "POST"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.line.request(method, visit["path"], body, headers)
        response = self.line.getresponse()
        packed = response.read()
        seconds = time.perf_counter() - started
        return Answer(
            response.status,
            seconds,
            len(packed),
            int(response.headers.get(counting.ALL, 0)),
            int(response.headers.get(counting.IN_TRANSACTION, 0)),
            packed,
            response.headers.get("Location", ""),
        )
