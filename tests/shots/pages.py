"""The twelve pages, and who of the demo sees each in its richest state, in English and in German.

Finds ideas in telling states by the pages themselves, so that another day's demo does as well.
"""

from playwright.sync_api import Page

from tests.shots.camera import NotThere, Reach, ideas_on

MINE = "/ideas/?whose=mine"
People = dict[str, tuple[str, ...]]
"""For each language who may see it; the first for whom it is there is taken."""

SUBMITTERS: People = {
    "en": ("sean.murphy", "nadia.benali", "oscar.lindqvist", "hannah.clarke"),
    "de": ("monika.engels", "arne.wulf", "hatice.bulut", "leonie.fassbender"),
}
TALKERS: People = {
    "en": ("nadia.benali", "peter.novak", "ibrahim.sesay", "tomasz.lewandowski", "sean.murphy"),
    "de": ("lukas.eberl", "yasemin.toprak", "monika.engels", "verena.holz"),
}
EXPERTS: People = {
    "en": ("emily.turner", "tom.whitaker", "carlos.mendes", "lukasz.zielinski", "wojciech.mazur"),
    "de": ("ayse.yildirim", "selin.arslan", "bjoern.luecke", "uwe.schroeter", "marek.kowalski"),
}
COORDINATORS: People = {"en": ("grace.owusu",), "de": ("holger.lindemann",)}
DECIDERS: People = dict.fromkeys(
    ("en", "de"),
    ("dietmar.krause", "andrea.vogt", "juergen.brandt", "caroline.ferber", "rolf.esser", "florian.reuter"),
)
TALKS_WITH: People = {
    "en": ("grace.owusu", "adam.brzezinski", "anjali.kapoor", "priya.menon", "helen.carter"),
    "de": ("holger.lindemann", "claudia.baumgart", "michael.stratmann", "jens.overbeck", "sabine.thoma"),
}
OFFICE: People = {"en": ("daniel.asante",), "de": ("beate.wolters",)}


def at(path: str) -> Reach:
    """The page at this address."""

    def go(page: Page) -> None:
        page.goto(path)

    return go


def idea_of(path: str, end: str = "") -> Reach:
    """The first idea of a list, or with `end` a page of it."""

    def go(page: Page) -> None:
        for idea in ideas_on(page, path):
            answer = page.goto(idea + end)
            stayed = not end or page.url.rstrip("/").endswith(end.rstrip("/"))
            if answer and answer.ok and stayed:
                return
        raise NotThere(path)

    return go


def talk(page: Page) -> None:
    """A talk that is on, of the reader's own idea."""
    for idea in ideas_on(page, "/", MINE):
        answer = page.goto(f"{idea}talk/")
        if answer and answer.ok and page.url.endswith("/talk/"):
            return
    raise NotThere("talk")


def desk(page: Page) -> None:
    """A desk with an idea open on it."""
    page.goto("/desk/")
    if not page.locator("main form").count() and not page.locator("main .queue a").count():
        raise NotThere("desk")


def notes(page: Page) -> None:
    """Notes of a talk that wait for the reader's answer, with the answers in sight."""
    for idea in ideas_on(page, MINE):
        page.goto(f"{idea}talk/")
        if page.locator("main form[action*='/do/confirm/']").count():
            return
    raise NotThere("notes")


def decide(page: Page) -> None:
    """The page on which the reader decides."""
    for idea in ideas_on(page, "/", "/desk/"):
        answer = page.goto(f"{idea}do/decide/")
        if answer and answer.ok and page.url.endswith("/do/decide/"):
            return
    raise NotThere("decide")


def held_talk(page: Page) -> None:
    """A talk that the reader holds for somebody else, with a step that is due."""
    for idea in ideas_on(page, "/", "/board/"):
        page.goto(f"{idea}talk/")
        if page.locator("main form:is([action*='/do/record/'], [action*='/do/offer_slots/'])").count():
            return
    raise NotThere("held talk")


def tried(words: str) -> Reach:
    """The rules of routing, tried out with a text."""

    def go(page: Page) -> None:
        page.goto("/scheme/routing/")
        form = page.locator("#try ~ * form, section[aria-labelledby=try] form").first
        form.locator("textarea, input[type=text]").last.fill(words)
        form.locator("button").last.click()
        page.wait_for_load_state()
        page.locator("#try").scroll_into_view_if_needed()

    return go


PAGES: dict[str, tuple[People, Reach]] = {
    "home": (SUBMITTERS, at("/")),
    "new": (SUBMITTERS, at("/ideas/new/")),
    "receipt": (SUBMITTERS, idea_of(f"{MINE}&status=open", "receipt/")),
    "idea": (SUBMITTERS, idea_of(f"{MINE}&status=open")),
    "answered": (SUBMITTERS, idea_of(f"{MINE}&status=answered")),
    "ideas": (SUBMITTERS, at("/ideas/")),
    "desk": (EXPERTS, desk),
    "board": (COORDINATORS, at("/board/")),
    "talk": (TALKERS, talk),
    "insights": (OFFICE, at("/insights/")),
    "scheme": (OFFICE, at("/scheme/")),
    "me": (SUBMITTERS, at("/me/")),
}
