"""Signing in as a browser does it: with a passkey under our policy, by looking at one's password, with kept codes."""

import re

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage
from tests.faults.stage import PASSWORD

pytestmark = pytest.mark.timeout(300)

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def put_in_a_reader(page: Page) -> tuple[CDPSession, str]:
    """Gives the browser a reader for fingers of its own making."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    return devtools, made["authenticatorId"]


def show_who_it_is(page: Page) -> None:
    """Once more the password, where the page asks for it."""
    if "/reauthenticate/" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Go on", exact=True).click()
        page.wait_for_url(re.compile(r"^[^?]*/2fa/"))


def test_passkey_is_added_signs_in_leads_back_and_goes(tell: BrowserStage, enter: Enter) -> None:
    page = enter()
    put_in_a_reader(page)
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(tell.names["bystander"])
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{tell.address}/")

    page.goto("/accounts/2fa/webauthn/add/")
    show_who_it_is(page)
    page.locator("input[name=name]").fill("Finger")
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_url("**/recovery-codes/")
    codes = page.locator("#recovery_codes li").all_inner_texts()
    assert len(codes) == 10
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").split() == codes

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/inbox/")
    page.get_by_role("button", name="Use a passkey", exact=True).click()
    page.wait_for_url(f"{tell.address}/inbox/")

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=https://example.org/")
    page.get_by_role("button", name="Use a passkey", exact=True).click()
    expect(page).to_have_url(f"{tell.address}/")

    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Finger")).to_be_visible()
    page.get_by_role("link", name="Remove it").click()
    show_who_it_is(page)
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url(f"{tell.address}/accounts/2fa/webauthn/")
    expect(page.get_by_text("None so far")).to_be_visible()


def test_finger_that_is_not_known_is_told_so(tell: BrowserStage, enter: Enter) -> None:
    page = enter()
    devtools, reader = put_in_a_reader(page)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": False})
    page.goto("/accounts/login/")
    trouble = page.get_by_text("That did not work, or you stopped it.")
    expect(trouble).to_be_hidden()
    page.get_by_role("button", name="Use a passkey", exact=True).click()
    expect(trouble).to_be_visible()
    expect(page.get_by_role("link", name="Send me a code by e-mail")).to_be_visible()


def test_password_can_be_looked_at_until_it_is_sent(tell: BrowserStage, enter: Enter) -> None:
    page = enter()
    page.goto("/accounts/login/")
    field = page.locator("input[name=password]")
    field.fill("not the right one")
    eye = page.get_by_role("button", name="Show Password")
    eye.click()
    expect(field).to_have_attribute("type", "text")
    expect(eye).to_have_attribute("aria-pressed", "true")
    eye.click()
    expect(field).to_have_attribute("type", "password")
    page.locator("input[name=login]").fill("nobody@example.com")
    page.get_by_role("button", name="Sign in", exact=True).click()
    summary = page.get_by_role("alert").filter(has_text="This sign-in is not known")
    expect(summary).to_be_focused()
    expect(page.locator("input[name=login]")).to_have_value("nobody@example.com")


def test_sign_in_works_without_scripts(tell: BrowserStage, enter: Enter) -> None:
    page = enter(java_script_enabled=False)
    page.goto("/accounts/login/?next=/ideas/")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.locator("input[name=login]").fill(tell.names["submitter"])
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{tell.address}/ideas/")
