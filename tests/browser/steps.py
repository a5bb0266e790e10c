"""What somebody does on a page before it is looked at."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.stage import BrowserStage
from tests.faults.stage import PASSWORD


def fill_sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """The two fields and the button."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def say_who_one_is(page: Page) -> None:
    """The password once more, before a page that needs it."""
    page.get_by_role("main").locator("input[type=password]").fill(PASSWORD)
    with page.expect_navigation():
        main_button(page).click()


def sign_in_wrongly(page: Page, tell: BrowserStage) -> None:
    fill_sign_in(page, "nobody@example.org", "not the password")


def sign_in_carefully(page: Page, tell: BrowserStage) -> None:
    fill_sign_in(page, tell.names["careful"])


def ask_for_a_code(page: Page, tell: BrowserStage) -> None:
    page.get_by_role("main").get_by_label("mail").first.fill("bystander-of-nothing@example.com")
    main_button(page).click()
    page.wait_for_load_state()


def sign_up(page: Page, tell: BrowserStage) -> None:
    if (name := page.get_by_role("main").get_by_label("name")).count():
        name.first.fill("Fred Fresh")
    page.get_by_role("main").get_by_label("mail").first.fill("fresh@example.com")
    main_button(page).click()
    page.wait_for_load_state()


def reset_with_code(page: Page, tell: BrowserStage) -> None:
    """The code comes by mail; then a new password is asked for."""
    email = tell.names["observer"]
    page.get_by_role("main").get_by_label("mail").first.fill(email)
    main_button(page).click()
    page.wait_for_load_state()
    mail = tell.wait_for_code(email)
    page.get_by_role("main").get_by_role("textbox").first.fill(mail)
    main_button(page).click()
    page.wait_for_load_state()


def sign_in_by_code(page: Page, tell: BrowserStage) -> None:
    """Without a password, by a code that comes by mail; then to the page that asks for one."""
    email = tell.names["wordless"]
    page.get_by_role("main").get_by_label("mail").first.fill(email)
    main_button(page).click()
    page.wait_for_load_state()
    page.get_by_role("main").get_by_role("textbox").first.fill(tell.wait_for_code(email))
    main_button(page).click()
    page.wait_for_url(re.compile("(?<!confirm)/$"))
    page.goto(page.evaluate("location.origin") + "/accounts/password/set/")


def main_button(page: Page) -> Any:
    """The one that sends the page's form."""
    return (
        page.get_by_role("main")
        .locator("form[method=post] button:not([type=button]):not([name=action])")
        .first
    )


def send_empty(page: Page, tell: BrowserStage) -> None:
    """Sends the page's form with its required fields empty, past the browser's own refusal."""
    sends = page.locator("main form[method=post] .btn.main:visible").last
    sends.evaluate(
        "button => { button.form.noValidate = true;"
        " const words = 'textarea[required], input[required]:not([type=radio], [type=checkbox])';"
        " button.form.querySelectorAll(words).forEach(field => { field.value = ''; }); }"
    )
    sends.click()
    expect(page.locator("main [aria-invalid=true], main [role=alert], main .err").first).to_be_visible()


def send(page: Page, tell: BrowserStage) -> None:
    """Sends the form, which is fine as it is."""
    with page.expect_navigation():
        page.locator("main form[method=post] .btn.main:visible").last.click()


def send_a_list(page: Page, tell: BrowserStage) -> None:
    """Shows what a list of people would change, and what of it cannot be taken."""
    rows = "Personalnummer;Name;Telefon;Führungskraft\nL-1;Lena List;0555 9;\nL-2;Lars List;;L-1\n;Nobody;;\n"
    sent = {"name": "people.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.locator("input[name=file]").set_input_files(sent)  # type: ignore[arg-type]
    with page.expect_navigation():
        page.locator("main form[method=post] .btn.main:visible").click()


def open_menus(page: Page, tell: BrowserStage) -> None:
    """Everything that can be unfolded is, and one menu is open."""
    page.evaluate(
        "() => { document.querySelectorAll('details:not(.menu)').forEach(one => { one.open = true; });"
        " [...document.querySelectorAll('details.menu')].at(-1).open = true; }"
    )


def show_keys(page: Page, tell: BrowserStage) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def write_of_danger(page: Page, tell: BrowserStage) -> None:
    """The words of danger show while one types."""
    field = page.get_by_label("What should be better?")
    field.fill("There is a fire risk at the gate, title")
    field.press("End")
    page.keyboard.type(" again")
    expect(page.get_by_text("112").filter(visible=True).first).to_be_visible()


def ask_for_many(page: Page, tell: BrowserStage) -> None:
    """A name that fits several people: the page asks which one."""
    page.get_by_label("Who had it with you?").fill("Example")
    send_empty(page, tell)


def send_a_view_without_words(page: Page, tell: BrowserStage) -> None:
    page.get_by_role("link", name="Title").first.click()
    page.wait_for_load_state()
    send_empty(page, tell)


def try_the_rules(page: Page, tell: BrowserStage) -> None:
    page.get_by_label("What somebody might write").fill("The gate is shut when the lorry comes.")
    page.get_by_role("main").locator("form[method=post] button").last.click()
    page.wait_for_load_state()


def first_act(verb: str) -> Callable[[Page, BrowserStage], None]:
    """To the page of a verb, for the first idea on the desk."""

    def to_the_act(page: Page, tell: BrowserStage) -> None:
        page.goto(page.evaluate("location.origin") + acts_of_desk(page, verb))

    to_the_act.__name__ = verb
    return to_the_act


def acts_of_desk(page: Page, verb: str) -> str:
    """The address of a verb for the first idea on the desk."""
    address = page.locator("a[href^='/desk/']").filter(has_text="Title").first.get_attribute("href")
    return f"/ideas/{str(address).split('/')[2]}/do/{verb}/"


def make_a_passkey(page: Page, tell: BrowserStage) -> None:
    """With a key that the browser plays itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    wanted = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    wanted |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": wanted})
    page.goto(page.evaluate("location.origin") + "/accounts/2fa/webauthn/add/")
    page.get_by_role("main").get_by_role("textbox").first.fill("My telephone")
    with page.expect_navigation():
        page.get_by_role("button", name="Go on").click()
    page.goto(page.evaluate("location.origin") + "/accounts/2fa/webauthn/")
    expect(page.get_by_text("My telephone").first).to_be_visible()


def to_edit_the_passkey(page: Page, tell: BrowserStage) -> None:
    page.locator("main a[href*='/edit/']").first.click()
    page.wait_for_load_state()


def to_remove_the_passkey(page: Page, tell: BrowserStage) -> None:
    page.locator("main a[href*='/remove/']").first.click()
    page.wait_for_load_state()
