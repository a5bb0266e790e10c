"""Hostile words in every field that a person can fill, in a real browser: nothing runs, nothing breaks.

`hostile.py` types them; here every page that shows them is opened by whoever may, in English and in German. No script
runs, no element is made of them, nothing is asked of another host, no answer is a fault, and nothing sticks out.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.browser.conftest import Enter
from tests.browser.payloads import PAYLOADS
from tests.browser.stage import BrowserStage
from tests.conftest import Proved
from tests.faults.stage import QUICK

SENTINEL = (Path(__file__).parent / "hostile.js").read_text()
MADE_OF_WORDS = "tellMade(', style, [style]')"
IN_A_MAIL = "tellMade('')"
WIDE = "() => document.scrollingElement.scrollWidth - innerWidth"
PEOPLE = ("person", "expert", "draft")
NOT_HANDED_IN = (*PEOPLE, "withdrawn")
PHONE = {"width": 390, "height": 844}


def everywhere(ideas: dict[str, dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Who opens which pages; "h" is who typed the words, and opens their own ideas alone."""
    every = [one for names in ideas.values() for one in names.items()]
    handed_in = [public_id for name, public_id in every if name not in NOT_HANDED_IN]
    long = [names["long"] for names in ideas.values()]
    yield (
        "coordinator1",
        [
            *(f"/ideas/{public_id}/" for public_id in handed_in),
            *(f"/ideas/{names[name]}/talk/" for names in ideas.values() for name in ("long", "unreached")),
            *("/", "/board/", "/inbox/", "/ideas/", "/insights/", "/ideas/new/"),
        ],
    )
    for names in ideas.values():
        yield names["expert"], [f"/desk/{names['long']}/", "/desk/", "/desk/filed/"]
    yield "employee", [*(f"/ideas/{public_id}/" for public_id in long), "/ideas/", "/"]
    yield "colleague", [f"/ideas/{public_id}/talk/" for public_id in long]
    yield "decider", ["/", "/inbox/", *(f"/ideas/{public_id}/" for public_id in long)]
    yield (
        "admin",
        ["/scheme/", "/scheme/people/", "/scheme/routing/", "/scheme/mail/", "/insights/", "/inbox/"],
    )
    yield "office1", ["/board/", "/inbox/"]
    searched = [quote(PAYLOADS[int(n)][:200].encode("utf-8", "ignore")) for n in ideas]
    yield "bystander", [f"/ideas/?q={words}" for words in searched]
    yield "admin", [f"/scheme/people/?q={words}" for words in searched[:: 1 + len(searched) // 12]]


class Guard:
    """Notes whatever must not happen in one window."""

    def __init__(self, page: Page, host: str) -> None:
        self.page, self.host, self.found = page, host, list[str]()
        page.add_init_script(SENTINEL)
        page.on("console", self.heard)
        page.on("dialog", lambda dialog: (self.found.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", self.asked)
        page.on("response", self.answered)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.found.append(f"{self.page.url}: {message.text}")

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.host, "data:", "blob:")):
            self.found.append(f"{self.page.url} asks {request.url}")

    def answered(self, answer: Response) -> None:
        if answer.status >= 500:
            self.found.append(f"{answer.url} answers {answer.status}")

    def open(self, path: str) -> None:
        """Opens a page and looks at what the words made of it."""
        answer = self.page.goto(path)
        if not answer or answer.status != 200:
            self.found.append(f"{path} answers {answer and answer.status}")
        self.look(path)

    def look(self, path: str) -> None:
        self.found += [f"{path} ran {one}" for one in self.page.evaluate("window.tellHits ?? []")]
        self.found += [f"{path} has {one}" for one in self.page.evaluate(MADE_OF_WORDS)]
        if (over := self.page.evaluate(WIDE)) > 0:
            self.found.append(f"{path} is {over} px too wide")


def type_everything(tell: BrowserStage, every: int) -> dict[str, Any]:
    """The words, in every field."""
    written = tell.run("-m", "tests.browser.hostile", str(every), patience=900)
    return dict(json.loads(written.splitlines()[-1]))


def play(tell: BrowserStage, enter: Enter, every: int, *, whole: bool) -> tuple[int, list[str]]:
    """All pages, whole in both languages, else in turn; how many pairs, and what was found."""
    told = type_everything(tell, every)
    found = [f"stored otherwise: {one}" for one in told["differences"]]
    visits, opened = [*everywhere(told["ideas"]), *their_own(told["ideas"])], 0
    for turn, language in enumerate(("en", "de")):
        with tell.speaking(language):
            for person, paths in visits if whole else visits[turn::2]:
                found += [f"{language} {one}" for one in visit(tell, enter, person, paths)]
                opened += len(paths)
    found += letters(tell, enter)
    print(f"{told['pairs']} pairs of hostile words and field on {opened} pages; refused: {told['refused']}")
    return told["pairs"], found


def visit(tell: BrowserStage, enter: Enter, person: str, paths: list[str]) -> list[str]:
    """What one person comes upon."""
    guard = Guard(enter(tell.names.get(person, person), viewport=PHONE), tell.address)
    for path in paths:
        guard.open(path)
    guard.page.context.close()
    return [f"{person} {one}" for one in dict.fromkeys(guard.found)]


def their_own(ideas: dict[str, dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Who typed the words sees them everywhere, their own name included."""
    for names in ideas.values():
        pages = [f"/ideas/{public_id}/" for name, public_id in names.items() if name not in PEOPLE]
        talks = [f"/ideas/{names[name]}/talk/" for name in ("long", "held")]
        yield names["person"], ["/", "/me/", f"/ideas/new/?draft={names['draft']}", *pages, *talks]


def letters(tell: BrowserStage, enter: Enter) -> list[str]:
    """What mail programs get, shown without any policy to help."""
    page = enter("")
    guard = Guard(page, "about:")
    page.goto("about:blank")
    kinds = (
        "select distinct on (kind, idea_id) html from ideas_outgoingmail"
        " where html <> '' order by kind, idea_id desc"
    )
    for n, (html,) in enumerate(tell.ask(kinds)):
        page.set_content(html)
        guard.found += [f"mail {n} ran {one}" for one in page.evaluate("window.tellHits ?? []")]
        guard.found += [f"mail {n} has {one}" for one in page.evaluate(IN_A_MAIL)]
    return guard.found


@pytest.mark.timeout(600)
def test_hostile_words_are_shown_and_nothing_else(tell: BrowserStage, enter: Enter) -> None:
    pairs, found = play(tell, enter, every=10, whole=False)
    assert not found, "\n".join(found)
    assert pairs >= 400


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_all_hostile_words_are_shown_and_nothing_else(
    tell: BrowserStage, enter: Enter, proved: Proved
) -> None:
    pairs, found = play(tell, enter, every=30 if QUICK else 1, whole=True)
    assert not found, "\n".join(found)
    assert QUICK or pairs >= 2000
    proved(
        "S6",
        f"{pairs} pairs of hostile words and text field, in Chromium under the policy, English and German, and every "
        "kind of mail without one: 0 scripts run, 0 x 5xx, stored = typed",
    )
