"""Setting the paper: the data goes in as JSON, a PDF comes out, within a time. Writes no file and asks no network."""

import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import typst

from ideas import clock
from ideas.paper import letters

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "story.typ"
SECONDS = 10
"""A paper that takes longer is given up."""
MOST = 600_000
"""So many letters of data make a paper; a longer one would take too long."""
log = logging.getLogger(__name__)
_setters = ThreadPoolExecutor(max_workers=2, thread_name_prefix="paper")


class NoPaper(Exception):
    """The paper could not be made."""


def pdf_of(content: dict[str, Any]) -> bytes:
    """The PDF of some content, as `story.typ` reads it. Raises NoPaper where it takes too long or cannot be set.

    People's words are cleaned of what no font can set; where even that fails all is set in Latin letters. Only then
    does the `note` stand on it that tells of signs that cannot be shown.
    """
    plain = changed(content, letters.settable)
    whole = letters.all_settable("\n".join(words_in(content)))
    try:
        return _within({**plain, "note": "" if whole else plain["note"]})
    except NoPaper:
        return _within(changed(plain, letters.latin))


def _within(content: dict[str, Any]) -> bytes:
    data = json.dumps(content, ensure_ascii=False)
    if len(data) > MOST:
        raise NoPaper("too long")
    try:
        return _setters.submit(_set, data).result(timeout=SECONDS)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a fault inside typst is none of Python's own exceptions
        log.exception("a paper could not be set")
        raise NoPaper(str(error)) from error


def _set(data: str) -> bytes:
    made = typst.compile(
        TEMPLATE,
        root=FOLDER,
        package_path=FOLDER,
        package_cache_path=FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(clock.now().timestamp()),
    )
    if not isinstance(made, bytes):
        raise NoPaper("nothing was set")
    return made


def words_in(content: Any) -> Iterator[str]:
    """Each string of the content."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for one in content.values() if isinstance(content, dict) else content:
            yield from words_in(one)


def changed(content: Any, change: Callable[[str], str]) -> Any:
    """The same content with each string changed."""
    if isinstance(content, str):
        return change(content)
    if isinstance(content, dict):
        return {name: changed(value, change) for name, value in content.items()}
    return [changed(one, change) for one in content] if isinstance(content, list) else content
