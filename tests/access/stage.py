"""The stage of the access tests: an idea in a status with everybody around it, signed in once for all their visits.

Owns who the personas are and how they visit. Every visit checks the headers of its answer and, where it must leave
everything as it is, that no statement tried to change a row.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts import feeds
from accounts.models import User
from ideas import files
from ideas.models import Attachment, Idea
from tests.journeys import book
from tests.test_transitions import cast_of
from tests.uploads import photograph, sent

SIGN_IN = "/accounts/login/"
READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "WITH", "SHOW")
"""How statements begin that change nothing."""
KEPT_FIGURES = f'"{settings.CACHES["default"]["LOCATION"]}"'
"""The cache keeps figures for five minutes; nobody's row is in it."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'")
SUM_OF_CHANGES = """
    SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
    WHERE relname <> %s
"""

Execute = Callable[..., Any]


@dataclass
class Stage:
    """One idea in one status, everybody by what they are to it, and a browser for each of them.

    "token" holds no session but the secret of a coordinator's calendar, which is good for the calendar alone.
    """

    idea: Idea
    people: dict[str, Any]
    file: Attachment
    browsers: dict[str, Client] = field(default_factory=dict)
    changing: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cells: int = 0

    def __post_init__(self) -> None:
        for name, person in self.people.items():
            self.browsers[name] = browser_of(person)
            self.browsers[name].raise_request_exception = False  # a page that breaks is a fault among others
        secret = feeds.make_feed(self.people["coordinator"])
        self.browsers["token"].defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"

    def visit(self, persona: str, path: str, method: str = "get", **data: Any) -> HttpResponse:
        """What this persona is answered; faults of the answer are noted."""
        self.cells += 1
        self.changing.clear()
        answer = getattr(self.browsers[persona], method)(path, data)
        if answer.streaming:
            answer.getvalue()
        where = f"{persona} {method} {path}"
        if answer.status_code >= 500:
            self.faults.append(f"{where} breaks: {getattr(answer, 'exc_info', None)}")
        self.faults += [f"{where}: {fault}" for fault in header_faults(answer, self.is_signed_in(persona))]
        return answer

    def watched(self, persona: str, path: str, method: str = "get", **data: Any) -> str:
        """How a visit ends that must change nothing: in, sign-in, 404, 403, 405 or 409."""
        answer = self.visit(persona, path, method, **data)
        self.faults += [f"{persona} {method} {path} changes: {sql[:90]}" for sql in self.changing]
        return ending(answer)

    def address(self, name: str, of: str) -> str:
        """The address of a page about the idea, or about what hangs on it."""
        return page(name, self.idea.public_id, *([self.file.public_id] if of == "file" else []))

    def is_signed_in(self, persona: str) -> bool:
        """Whether the persona's session counts."""
        return bool(self.people[persona].is_active)

    def show_to(self, visibility: str, *, glanced: bool = True) -> None:
        """Opens or narrows the idea, past the verb: the status stays whatever it is."""
        row = Idea.objects.filter(pk=self.idea.pk)
        row.update(visibility=visibility)
        if not glanced:
            row.update(glanced_at=None, glanced_by=None)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Notes statements that change rows, and compares what the database itself has counted."""
        before = changes()
        with connection.execute_wrapper(self._note):
            yield
        if changes() != before:
            self.faults.append(f"the database has counted {changes() - before} changes")

    def _note(self, execute: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip(" (\n").startswith(READING) and KEPT_FIGURES not in sql:
            self.changing.append(sql)
        return execute(sql, params, many, context)


def changes() -> int:
    """Rows that this transaction has written, as PostgreSQL counts them; those of the cache apart."""
    with connection.cursor() as cursor:
        cursor.execute(SUM_OF_CHANGES, [settings.CACHES["default"]["LOCATION"]])
        return int(cursor.fetchone()[0])


def browser_of(person: Any) -> Client:
    """A browser in which this person is signed in, if there is one."""
    browser = Client()
    if person.pk:
        browser.force_login(person)
    return browser


def stage_of(status: str) -> Stage:
    """An idea in this status, shown to everyone; in conversation with a time that is booked."""
    idea, people = cast_of(status)
    if status == "conversation":
        book(idea)
    people["coordinator_elsewhere"] = User.objects.get(name="IT Coordinator 1")
    people["token"] = AnonymousUser()
    picture = files.keep(idea, people["submitter"], files.check(sent(photograph(), "gate.jpg")))
    return Stage(Idea.objects.get(pk=idea.pk), people, picture)


def ending(answer: HttpResponse) -> str:
    """The kind of an answer."""
    if answer.status_code in (301, 302):
        return "sign-in" if answer["Location"].startswith(SIGN_IN) else "in"
    return "in" if answer.status_code < 300 else str(answer.status_code)


def header_faults(answer: HttpResponse, signed_in: bool) -> list[str]:
    """What the headers of an answer lack."""
    policy = answer.get("Content-Security-Policy", "")
    missing = [
        f"{name} is {answer.get(name)}" for name, value in HEADERS.items() if answer.get(name) != value
    ]
    missing += [
        f"policy without {part}"
        for part in POLICY
        if part not in policy and part.replace("'self'", "'none'") not in policy
    ]
    if "unsafe" in policy or "*" in policy:
        missing.append(f"policy allows too much: {policy}")
    kept = answer.get("Cache-Control", "")
    face = answer.get("Content-Type") == "image/webp" and "private" in kept and "immutable" in kept
    if signed_in and "no-store" not in kept and not face:
        missing.append(f"Cache-Control is {answer.get('Cache-Control')}")
    return missing


def page(name: str, *args: Any) -> str:
    """The address of a page."""
    return reverse(name, args=args)
