"""A browser reaches a page: styles and scripts load, and the content security policy has nothing to object to."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_sign_in_page_opens_without_a_complaint(page, live_server):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    answer = page.goto(f"{live_server.url}/accounts/login/")
    assert answer.status == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert page.get_by_label("Password", exact=True).count() == 1
    assert complaints == []
