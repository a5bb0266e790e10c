"""Every page in its richest state: no barrier in light or dark, and nothing lost on a narrow window or in large type.

What is asked of each: WCAG 2.2 AA as far as axe can say, with its good practice; one h1 and headings in order, named
controls, captions, a title; no scrolling sideways, nothing cut off or covered at 320 pixels (1280 at 400 %), with the
text spacing of 1.4.12 and with letters of twice the size; targets of 24 pixels; no movement where none is wanted.
"""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.template import engines
from django.template.loader_tags import ExtendsNode
from playwright.sync_api import Page, Response

from tests import book
from tests.browser import steps
from tests.browser.conftest import Enter
from tests.browser.sights import SIGHTS, Sight
from tests.browser.stage import BrowserStage
from tests.browser.witness import HEADER
from tests.faults.stage import QUICK

pytestmark = pytest.mark.timeout(600)

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
LOOKING = (Path(__file__).parent / "looking.js").read_text()
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "preload": False}
TARGETS = {"runOnly": {"type": "rule", "values": ["target-size"]}, "preload": False}
DESK = {"width": 1280, "height": 800}
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
LARGE = "html { font-size: 200% !important }"
FRAMES = {
    *(
        "base.html",
        "allauth/layouts/base.html",
        "allauth/layouts/entrance.html",
        "allauth/layouts/manage.html",
    ),
    *("components/error_page.html", "components/plain_page.html"),
    "socialaccount/login_redirect.html",  # leads on at once
    "ideas/sample_mails.html",  # frames around mails; each of these is looked at below
    *("account/base_confirm_code.html", "account/base_reauthenticate.html"),
}
"""Made to be extended; nobody sees them alone."""
SEVENTH = 7
RICHEST = tuple(
    {sight.template: sight for sights in reversed(SIGHTS.values()) for sight in sights[::-1]}.values()
)
"""The first sight of each template is its richest."""


@pytest.mark.parametrize("person", SIGHTS)
def test_pages_are_for_everyone(tell: BrowserStage, enter: Enter, person: str) -> None:
    """The richest state of each template, and every third of the others; in the dark, the rules about colours."""
    found = look_at_all(tell, enter, person, some_of(person), whole=False)
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def in_order() -> Iterator[set[str]]:
    """Those whose pages were found in order; once that is everybody, the book is told."""
    people: set[str] = set()
    yield people
    if people == set(SIGHTS):
        states = sum(map(len, SIGHTS.values()))
        book.enter(
            "axe",
            f"{len(RICHEST)} templates in {states} states, seen by {len(SIGHTS)} people, light and dark: "
            "0 barriers; nothing lost at 320 px (1280 at 400 %), spaced out, or in letters of twice the size",
        )


@pytest.mark.proof
@pytest.mark.parametrize("person", SIGHTS)
def test_all_states_are_for_everyone(
    tell: BrowserStage, enter: Enter, in_order: set[str], person: str
) -> None:
    """Every state, with every rule in light and in dark; the short form, those that all tests leave out."""
    left_out = [sight for sight in SIGHTS[person] if sight not in some_of(person)]
    found = look_at_all(tell, enter, person, left_out if QUICK else SIGHTS[person], whole=True)
    assert not found, "\n".join(found)
    in_order.add(person)


def some_of(person: str) -> list[Sight]:
    """What is looked at by all tests, of what one person sees."""
    return [sight for n, sight in enumerate(SIGHTS[person]) if sight in RICHEST or n % 3 == 0]


def look_at_all(
    tell: BrowserStage, enter: Enter, person: str, sights: Sequence[Sight], *, whole: bool
) -> list[str]:
    """What is wrong with the pages that one person sees."""
    page = enter(tell.names.get(person, ""), reduced_motion="reduce", viewport=DESK)
    found: list[str] = []
    titles: dict[str, str] = {}
    for sight in sights:
        if not person:
            page.context.clear_cookies()
        found += [f"{sight}: {words}" for words in look_at(tell, page, sight, whole=whole)]
        if sight.has_a_title and titles.setdefault(page.title(), sight.template) != sight.template:
            found.append(f"{sight}: its title is that of {titles[page.title()]}: {page.title()}")
    return found


def look_at(tell: BrowserStage, page: Page, sight: Sight, *, whole: bool) -> Iterator[str]:
    """Opens a page and says what is wrong with it."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    last = open_sight(tell, page, sight)
    if last.status not in (sight.status, 409):
        yield f"status {last.status}"
    if sight.template not in (rendered := last.headers.get(HEADER.lower(), "").split()):
        yield f"made of {rendered[:1]}, not of {sight.template}"
    page.evaluate(AXE)
    page.evaluate(LOOKING)
    yield from (words for words in ask(page, "meaning") if not sight.allow or sight.allow not in words)
    yield from ask(page, "motion")
    yield from (f"light: {words}" for words in barriers(page))
    page.emulate_media(color_scheme="dark")
    yield from (f"dark: {words}" for words in barriers(page, OPTIONS if whole else COLOURS))
    yield from narrow(page)


def open_sight(tell: BrowserStage, page: Page, sight: Sight) -> Response:
    """Goes where the sight is seen; the last answer on the way."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        if answer.request.is_navigation_request() and answer.frame == page.main_frame:
            answers.append(answer)

    page.on("response", note)
    page.goto(sight.path.format(**tell.names))
    if "/reauthenticate/" in page.url and "/reauthenticate/" not in sight.path:
        steps.say_who_one_is(page)
    if sight.then:
        sight.then(page, tell)
    page.remove_listener("response", note)
    return answers[-1]


def ask(page: Page, question: str) -> list[str]:
    """What `looking.js` finds."""
    return [str(one) for one in page.evaluate(f"tellLooks.{question}()")]


def narrow(page: Page) -> Iterator[str]:
    """The page on 320 pixels, as it is and spaced out; and on a desk in letters of twice the size."""
    page.set_viewport_size({"width": 320, "height": 6000})
    yield from (f"320 px: {words}" for words in ask(page, "room"))
    yield from (f"320 px: {words}" for words in barriers(page, TARGETS))
    for name, css, width in (("spaced", SPACED, 320), ("large letters", LARGE, DESK["width"])):
        page.set_viewport_size({"width": width, "height": 6000})
        page.evaluate("css => tellLooks.dress(css)", css)
        yield from (f"{width} px, {name}: {words}" for words in ask(page, "room"))
        page.evaluate("tellLooks.dress('')")


def barriers(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe objects to, with the first places."""
    answer = page.evaluate("options => axe.run(document, options)", options)
    assert answer["passes"] or answer["inapplicable"]
    return [
        f"{violation['id']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in answer["violations"]
        for node in violation["nodes"][:3]
    ]


# nothing is forgotten -------------------------------------------------------------------------------------------


def parent_of(name: str) -> str:
    """What a template extends, if anything."""
    nodes = engines["django"].engine.get_template(name).nodelist.get_nodes_by_type(ExtendsNode)
    return str(nodes[0].parent_name.var) if nodes else ""


def is_page(name: str) -> bool:
    """Whether a template hangs below one of the two frames."""
    while name and name not in ("base.html", "components/plain_page.html"):
        name = parent_of(name)
    return bool(name)


def test_every_template_of_a_page_is_looked_at() -> None:
    folder = settings.BASE_DIR / "templates"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.html")} - FRAMES
    pages = {name for name in names if is_page(name)}
    assert len(pages) > 80
    assert pages - {sight.template for sights in SIGHTS.values() for sight in sights} == set()


# letters --------------------------------------------------------------------------------------------------------

OF_MAILS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "resultTypes": ["violations"],
    "preload": False,
}


def test_mails_have_no_barrier(tell: BrowserStage, enter: Enter) -> None:
    """One of each kind and language, as a mail program shows it, in light and dark."""
    page, found = enter(""), []
    kinds = (
        "select distinct on (kind, language) kind, language, html from ideas_outgoingmail where html <> ''"
    )
    for kind, language, html in tell.ask(kinds):
        page.emulate_media(color_scheme="light")
        page.set_content(html)
        page.evaluate(AXE)
        found += [f"{kind} {language}: {words}" for words in barriers(page, OF_MAILS)]
        page.emulate_media(color_scheme="dark")
        found += [f"{kind} {language}, dark: {words}" for words in barriers(page, COLOURS)]
    assert not found, "\n".join(found)


# idea pages, whoever looks, wherever they are ---------------------------------------------------------------------

CASES = {
    "person": (
        *("submitter", "colleague", "expert1", "coordinator1", "office1", "decider"),
        *("employee", "admin", "observer"),
    ),
    "status": (
        *("triage", "in_review", "clarification", "discussion", "deciding", "conversation"),
        *("confirming", "deferred", "closed", "withdrawn", "draft"),
    ),
    "scheme": ("light", "dark"),
    "width": (320, 390, 768, 1440),
    "language": ("en", "de"),
}


def pairwise(values: dict[str, tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Few cases in which every two values of different kinds meet; greedy, always the same."""
    kinds = list(values)
    wanted = {
        frozenset({(one, a), (two, b)})
        for one, two in itertools.combinations(kinds, 2)
        for a in values[one]
        for b in values[two]
    }
    cases = []
    everything = [dict(zip(kinds, row, strict=True)) for row in itertools.product(*values.values())]
    while wanted:
        best = max(everything, key=lambda case: len(pairs_of(case) & wanted))
        wanted -= pairs_of(best)
        cases.append(best)
    return cases


def pairs_of(case: dict[str, Any]) -> set[frozenset[tuple[str, Any]]]:
    return {frozenset(two) for two in itertools.combinations(case.items(), 2)}


def look_at_cases(tell: BrowserStage, enter: Enter, cases: list[dict[str, Any]]) -> list[str]:
    """What is wrong with idea pages; who may not read one sees that there is nothing."""
    found: list[str] = []
    for person, language in itertools.product(CASES["person"], CASES["language"]):
        mine = [case for case in cases if (case["person"], case["language"]) == (person, language)]
        with tell.speaking(language):
            page = enter(tell.names[person], reduced_motion="reduce") if mine else None
            for case in mine:
                found += [f"{case}: {words}" for words in look_at_case(tell, page, case)]
    return found


def look_at_case(tell: BrowserStage, page: Any, case: dict[str, Any]) -> list[str]:
    """What is wrong with one of them."""
    page.set_viewport_size({"width": case["width"], "height": 6000})
    page.emulate_media(color_scheme=case["scheme"])
    page.goto(f"/ideas/{tell.names[case['status']]}/")
    page.evaluate(AXE)
    page.evaluate(LOOKING)
    assert page.evaluate("document.documentElement.lang") == case["language"]
    return [*barriers(page), *ask(page, "meaning"), *ask(page, "room")]


def test_idea_pages_are_for_everyone_in_some_cases(tell: BrowserStage, enter: Enter) -> None:
    found = look_at_cases(tell, enter, pairwise(CASES)[::SEVENTH])
    assert not found, "\n".join(found)


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_idea_pages_are_for_everyone_pairwise(tell: BrowserStage, enter: Enter) -> None:
    """The short form takes another seventh than all tests do."""
    cases = pairwise(CASES)[SEVENTH // 2 :: SEVENTH] if QUICK else pairwise(CASES)
    print(f"{len(cases)} cases")
    found = look_at_cases(tell, enter, cases)
    assert not found, "\n".join(found)
