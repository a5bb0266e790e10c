"""What an admin reads over HTTP of mails that could not be sent."""

import html
import re

from django.urls import reverse

from tests.faults.stage import ADMIN, PASSWORD, Stage
from tests.faults.visitor import Visitor

STUCK = re.compile(r'<section[^>]*aria-labelledby="stuck">(.*?)</section>', re.S)
ROW = re.compile(r"<li>.*?</li>", re.S)
ADDRESS = re.compile(r"[\w.+-]+@example\.com")


def read_stuck(stage: Stage) -> dict[str, str]:
    """By address what the page of the idea office says of each mail that could not be sent."""
    visitor = Visitor(f"http://localhost:{stage.port}/")
    page = visitor.submit(reverse("account_login"), login=ADMIN, password=PASSWORD)
    assert page.status == 200, page.text
    page = visitor.get(reverse("mail"))
    assert page.status == 200, page.text
    (section,) = STUCK.findall(page.text)
    rows = [html.unescape(re.sub(r"<[^>]+>", " ", row)) for row in ROW.findall(section)]
    return {ADDRESS.findall(row)[0]: " ".join(row.split()) for row in rows}
