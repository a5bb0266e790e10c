"""Somebody who has a keyboard and no mouse. At each stop the focus must be seen, in the window, and in its order.

Owns how keys lead somewhere; what is done with them stands in the tests.
"""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import FileChooser, Page

WATCH = (Path(__file__).parent / "keyboard.js").read_text()
MOST = 120
IN_PARTS = ("date", "datetime-local")
"""Each part of these is a stop, and the focus stays where it is."""


class Keyboard:
    """Keys on one page; what was wrong with the focus on the way stands in `found`."""

    def __init__(self, page: Page) -> None:
        self.page, self.found, self.pressed = page, list[str](), 0
        page.add_init_script(WATCH)
        # asked for in the moment of the key alone, the browser may open a chooser of its own before it is told not to
        page.on("filechooser", lambda _chooser: None)

    def stop(self) -> dict[str, Any]:
        """Where the focus stands."""
        here: dict[str, Any] = self.page.evaluate("tellFocus()")
        self.found += [f"{self.page.url}: {words}" for words in here["found"]]
        return here

    def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed += 1
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.pressed += len(words)
        self.page.keyboard.type(words)

    def to(self, name: str, key: str = "Tab", kind: str = "") -> dict[str, Any]:
        """Presses Tab until the focus stands on what is called so (a regular expression)."""
        wanted, seen = re.compile(name, re.IGNORECASE), list[str]()
        for _ in range(MOST):
            self.press(key)
            here = self.stop()
            if wanted.search(here["name"]) and here["kind"].startswith(kind):
                return here
            seen.append(
                f"{here['name'][:40]}, {self.pressed}" if here["kind"] in IN_PARTS else here["name"][:40]
            )
            assert len(seen) < 4 or len(set(seen[-4:])) > 1, f"trapped on {seen[-1]} at {self.page.url}"
        raise AssertionError(f"no “{name}” at {self.page.url}: {seen}")

    def open(self, name: str) -> None:
        """Follows a link or presses a button that leads to another page."""
        self.to(name)
        self.go()

    def go(self) -> None:
        """Enter, and the next page."""
        with self.page.expect_navigation():
            self.press("Enter")

    def choose(self, name: str) -> None:
        """One of several: Tab leads into the group, the arrows to the choice, Space takes it."""
        group, _, choice = name.partition(": ")
        here = self.to(f"{group}.*: ", kind="radio")
        for _ in range(20):
            if re.search(f": {choice}", here["name"], re.IGNORECASE):
                break
            self.press("ArrowDown")
            here = self.stop()
        if not here["checked"]:
            self.press("Space")
        assert re.search(f": {choice}", self.stop()["name"], re.IGNORECASE), here["name"]

    def fill(self, name: str, words: str) -> None:
        """Into a field, and the words; what stood there before goes."""
        self.to(name)
        self.press("ControlOrMeta+a")
        self.type(words)

    def pick(self, name: str, steps: int = 1) -> None:
        """The so-manieth of a list to choose from."""
        self.to(name, kind="select")
        self.press(*["ArrowDown"] * steps)

    def day(self, name: str, typed: str) -> None:
        """A date, as its field takes it: day, month, year."""
        self.to(name, kind="date")
        self.type(typed)
        # the three parts of a date are stops of their own; leaving the last one is the next Tab's business

    def photo(self, name: str, path: str) -> None:
        """A file, by the chooser that Space opens."""
        self.to(name, kind="file")
        with self.page.expect_file_chooser() as asked:
            self.press("Space")
        chooser: FileChooser = asked.value
        chooser.set_files(path)
