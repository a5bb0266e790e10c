"""Pictures and files in a real browser: chosen, dropped, pasted, sent while one still types, and without a script."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests import uploads
from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)

PAUL = "paul@example.com"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PHOTO = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": uploads.photograph(size=(1200, 900))}
LIST = {"name": "list.csv", "mimeType": "text/csv", "buffer": b"gate;lorries\n2;14\n"}
PAGE = {"name": "page.html", "mimeType": "image/png", "buffer": b"<html>" + uploads.SCRIPT}

BRINGS = """([kind, name, type, content]) => {
  const carried = new DataTransfer();
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  carried.items.add(new File([bytes], name, { type }));
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true })
    : new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true });
  document.querySelector("#id_text").dispatchEvent(event);
}"""


def bring(page: Page, kind: str, name: str, content: bytes) -> None:
    """Drops or pastes a file."""
    page.evaluate(BRINGS, [kind, name, "image/jpeg", base64.b64encode(content).decode()])


def names(page: Page) -> list[str]:
    return page.locator("[data-files-list] .files b").all_inner_texts()


def is_seen(page: Page) -> bool:
    """Whether every small picture has loaded."""
    pictures = page.locator(".files img")
    pictures.last.scroll_into_view_if_needed()
    for picture in page.locator(".files img").all():
        expect(picture).to_have_js_property("complete", True)
    return bool(pictures.evaluate_all("all => all.length > 0 && all.every((one) => one.naturalWidth > 0)"))


def test_photograph_is_handed_in_on_a_phone(tell: BrowserStage, enter: Enter) -> None:
    page = enter(PAUL, **PHONE)
    page.goto("/ideas/new/")
    page.locator("input[name=files]").set_input_files([PHOTO, LIST, PAGE])
    expect(page.locator("[data-files-list] .files li")).to_have_count(2)
    expect(page.get_by_role("alert").filter(has_text="page.html: This is a web page")).to_be_visible()
    assert names(page) == ["IMG_1.jpg", "list.csv"]
    assert is_seen(page)
    page.get_by_role("button", name="Remove list.csv").tap()
    expect(page.locator("[data-files-list] .files li")).to_have_count(1)
    expect(page.get_by_text("Removed.")).to_be_attached()
    page.get_by_label("What should be better?").fill("This rail is loose, see the photograph")
    page.get_by_role("button", name="Send idea").last.tap()
    page.wait_for_url("**/receipt/")
    page.goto(page.url.replace("receipt/", ""))
    assert is_seen(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="IMG_1.jpg").last.tap()
    assert download.value.suggested_filename == "IMG_1.jpg"
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xff\xd8\xff")
    assert b"SECRET" not in content


def test_pictures_are_dropped_and_pasted(enter: Enter) -> None:
    page = enter(PAUL)
    page.goto("/ideas/new/")
    bring(page, "dragover", "a.jpg", b"")
    expect(page.locator(".drop.over")).to_have_count(1)
    bring(page, "drop", "dropped.jpg", uploads.photograph())
    expect(page.get_by_role("button", name="Remove dropped.jpg")).to_be_visible()
    bring(page, "paste", "pasted.png", uploads.picture("PNG"))
    expect(page.get_by_role("button", name="Remove pasted.png")).to_be_visible()
    assert names(page) == ["dropped.jpg", "pasted.png"]
    assert page.locator("input[name=files]").evaluate("control => control.files.length") == 0


def test_sending_waits_for_a_file_that_is_on_its_way(tell: BrowserStage, enter: Enter) -> None:
    page = enter(PAUL)
    page.route("**/ideas/draft/files/", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    page.goto("/ideas/new/")
    page.get_by_label("What should be better?").fill("Handles on both sides of the drawer")
    page.locator("input[name=files]").set_input_files(PHOTO)
    page.get_by_role("button", name="Send idea").last.click()
    page.wait_for_url("**/receipt/")
    held = (
        "select count(*) from ideas_attachment file join ideas_idea idea on idea.id = idea_id"
        " where idea.title = %s"
    )
    assert tell.ask(held, "Handles on both sides of the drawer") == [(1,)]


def test_files_go_with_the_form_where_there_is_no_script(tell: BrowserStage, enter: Enter) -> None:
    page = enter(PAUL, java_script_enabled=False)
    page.goto("/ideas/new/")
    page.get_by_label("What should be better?").fill("A mirror at the corner of hall two")
    page.locator("input[name=files]").set_input_files([PHOTO, PAGE])
    page.get_by_role("button", name="Send idea").last.click()
    expect(page.get_by_text("page.html: This is a web page").last).to_be_visible()
    assert names(page) == ["IMG_1.jpg"]
    expect(page.get_by_label("What should be better?")).to_have_value("A mirror at the corner of hall two")
    page.locator("input[name=files]").set_input_files(LIST)
    page.get_by_role("button", name="Send idea").last.click()
    page.wait_for_url("**/receipt/")
    assert page.locator(".files.shown li").count() == 2


def test_file_is_dropped_on_an_idea_that_is_under_way(enter: Enter, tell: BrowserStage) -> None:
    page = enter(PAUL)
    page.goto(f"/ideas/{tell.names['files']}/do/attach/")
    page.locator("input[name=files]").set_input_files(LIST)
    page.evaluate(
        BRINGS.replace("#id_text", "main"),
        ["drop", "dropped.jpg", "image/jpeg", base64.b64encode(PHOTO["buffer"]).decode()],
    )
    assert page.locator("input[name=files]").evaluate("control => control.files.length") == 2
    page.get_by_role("button", name="Add a file").click()
    expect(page.get_by_text("Added. Everybody who reads the idea finds it there.")).to_be_visible()
    expect(page.get_by_role("link", name="dropped.jpg").last).to_be_visible()
