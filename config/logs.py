"""Log lines as JSON, one object a line: what happened, where, in which request or task; never what people wrote.

Words that come from outside are left out by their kind, not found by their look: an exception is told by its type and
place without its message, a request by the route without its address, and into the line of a fault only numbers,
dates and ids are filled. Owns the form of a line; which loggers speak is in settings.
"""

import json
import logging
import os
import re
import traceback
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from celery import current_task

ROOT = f"{Path(__file__).resolve().parent.parent}/"
PLAIN = (bool, int, float, UUID, date, type(None))
OF_TASKS = ("name", "id", "description", "hostname")
"""What Celery may fill into its own lines."""
EXTRAS = ("idea", "verb", "person", "job", "region", "status_code")
"""What our own lines may carry: keys of rows and names out of the code."""
INNERMOST = 4
"""How many frames of a traceback are told whosever they are; above those only ours."""
ADDRESS = re.compile(r"[^\s<>@\"'(,;:]+@[^\s<>@\"'),;:]+")
INVALID = "Invalid request"
"""How gunicorn begins a line that goes on with the network address of whoever sent it, and with what was sent."""

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Which request is answered at the moment; the middleware sets it."""


class JsonLines(logging.Formatter):
    """One line a record."""

    def format(self, record: logging.LogRecord) -> str:
        """As JSON, in a fixed order, empty things left out."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message(record),
            "request": request_id.get(),
            "task": current_task.request.id if current_task else "",
            **{
                name: getattr(record, name)
                for name in EXTRAS
                if isinstance(getattr(record, name, None), (int, str))
            },
            "fault": fault(record.exc_info[1]) if record.exc_info and record.exc_info[1] else None,
            "process": os.getpid(),
        }
        return json.dumps({name: value for name, value in told.items() if value not in ("", None)})


def message(record: logging.LogRecord) -> str:
    """The words of a record without those of people."""
    if request := getattr(record, "request", None):
        return _of_request(request, getattr(record, "status_code", 0))
    if record.exc_info:
        return _filled(str(record.msg), record.args)
    said = record.getMessage()
    return INVALID if said.startswith(INVALID) else ADDRESS.sub("[address]", said)


def _of_request(request: Any, status: int) -> str:
    """Method and route: an address may hold a secret or a search."""
    match = getattr(request, "resolver_match", None)
    return f"{status} {getattr(request, 'method', '')} /{match.route if match else ' (no page)'}"


def _filled(words: str, args: Any) -> str:
    """The line of a fault with all that is a number, a date or an id, and dots for the rest."""
    if isinstance(args, Mapping):
        known = {name: value if name in OF_TASKS else _plain(value) for name, value in args.items()}
        return words % known
    return words % tuple(_plain(value) for value in args or ())


def _plain(value: object) -> object:
    return value if isinstance(value, PLAIN) else "…"


def fault(exception: BaseException) -> dict[str, Any]:
    """An exception by type and place, and those it comes from, without their messages."""
    return {"type": " from ".join(_types(exception)), "at": [*_places(exception)]}


def _types(exception: BaseException | None) -> Iterator[str]:
    while exception is not None:
        yield f"{type(exception).__module__}.{type(exception).__qualname__}"
        exception = exception.__cause__ or exception.__context__


def _places(exception: BaseException) -> Iterator[str]:
    frames = traceback.extract_tb(exception.__traceback__)
    for number, frame in enumerate(frames):
        _folder, foreign, name = frame.filename.rpartition("site-packages/")
        if not foreign or len(frames) - number <= INNERMOST:
            yield f"{name.removeprefix(ROOT)}:{frame.lineno} {frame.name}"
