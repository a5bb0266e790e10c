"""Files as somebody with bad intent sends them, over HTTP and back: nothing that runs comes back, the share holds."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ideas import workflow
from ideas.files import check
from ideas.models import Attachment
from ideas.rules import Refused
from ideas.views import files as views
from tests import uploads
from tests.book import QUICK
from tests.conftest import Proved
from tests.factories import Cast, make_cast, make_draft
from tests.test_files import GOOD, REFUSED
from tests.test_races import at_once
from tests.uploads import PDF, SCRIPT, sent
from tests.visits import browser

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]

POLYGLOTS = {
    "jpeg and page": uploads.picture("JPEG", comment=SCRIPT) + SCRIPT,
    "gif and script": uploads.picture("GIF", comment=b"*/=1;" + SCRIPT) + b"*/alert(1)//",
    "png and zip": uploads.picture("PNG") + uploads.office(),
    "png and page": uploads.picture("PNG") + b"<!DOCTYPE html><html>" + SCRIPT,
    "webp and page": uploads.picture("WEBP") + SCRIPT,
    "pdf and page": PDF + b"<html>" + SCRIPT,
    "words and page": b"Dear all,\n" + SCRIPT,
    "svg": REFUSED["svg"],
    "wide flood": uploads.claims(50_000, 50_000),
    "long flood": uploads.claims(1, 60_000_000),
    "jpeg flood": uploads.jpeg_that_claims(50_000, 50_000),
}
NAMES = (
    *(
        "photo.jpg",
        "../../../etc/cron.d/x.html",
        "..\\..\\x.svg",
        "/etc/passwd",
        "x.html",
        "x.svg",
        "x.xhtml",
    ),
    *(
        'a"; filename="b.html',
        "a\r\nContent-Type: text/html\r\n\r\n<script>1</script>.jpg",
        "x.php.jpg",
        ".htaccess",
    ),
    "\u202egpj.lmth",
)
ACTIVE = re.compile(r"html|svg|xml|javascript|ecmascript|flash|multipart|mhtml", re.IGNORECASE)
SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif"}
OFFICE = re.compile(r"^application/vnd\.(openxmlformats|oasis)")


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.FILES_MAX_AN_IDEA = 10_000
    settings.FILES_MAX_BYTES_A_PERSON = 1 << 40
    return make_cast()


def send(client: Client, content: bytes, name: str) -> int:
    """Sends one file with a draft of its own; how many were kept."""
    before = Attachment.objects.count()
    file = sent(content)
    file._name = name  # as it comes over the line: the class of Django would clean it first
    answer = client.post(
        reverse("draft_files"), {"key": str(uuid.uuid4()), "files": [file]}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    return Attachment.objects.count() - before


def dangers(client: Client, row: Attachment) -> list[str]:
    """What a browser could make of a file and of its small picture that it should not."""
    found = []
    for name in ("file", "file_small"):
        answer = client.get(reverse(name, args=[row.idea.public_id, row.public_id]))
        if name == "file_small" and answer.status_code == 404:
            continue
        kind, policy = answer["Content-Type"], answer["Content-Security-Policy"]
        body = answer.getvalue()
        found += [f"{name} is {kind}"] if ACTIVE.search(kind) and not OFFICE.match(kind) else []
        found += [f"{name} may be sniffed"] if answer.get("X-Content-Type-Options") != "nosniff" else []
        if "default-src 'none'" not in policy or "sandbox" not in policy:
            found.append(f"{name} may do more than nothing: {policy}")
        if name == "file" and not answer.get("Content-Disposition", "").startswith("attachment;"):
            found.append("file is shown, not kept")
        if re.search(r'[\r\n/\\]|\.\.[/"]', answer.get("Content-Disposition", "").partition("filename")[2]):
            found.append(f"file is called {answer['Content-Disposition']}")
        if kind in SHOWN and (b"<script" in body or b"PK\x03\x04" in body):
            found.append(f"{name} holds more than a picture")
    if ".." in row.file.name or row.file.name.startswith("/"):
        found.append(f"lies at {row.file.name}")
    return found


def sent_and_back(
    cast: Cast, kinds: dict[str, bytes], names: tuple[str, ...]
) -> Iterator[tuple[int, list[str]]]:
    """Sends every kind under every name; how many were kept, and what is wrong with them."""
    client = browser(cast.submitter)
    for kind, content in kinds.items():
        for name in names:
            if not send(client, content, name):
                yield 0, []
                continue
            row = Attachment.objects.select_related("idea").latest("pk")
            yield 1, [f"{kind} as {name!r}: {one}" for one in dangers(client, row)]


def kept_at_once(cast: Cast, settings: Any) -> int:
    """How many of eight files of 300 bytes are kept that come at the same time where 1,000 are a person's share."""
    settings.FILES_MAX_BYTES_A_PERSON = 1000
    Attachment.objects.all().delete()
    drafts = [make_draft(cast.submitter) for _n in range(8)]

    def add(draft: Any) -> bool:
        try:
            workflow.attach(draft, cast.submitter, files=[check(sent(b"a" * 300, "a.txt"))])
        except Refused:
            return False
        return True

    kept = sum(at_once(*[lambda draft=draft: add(draft) for draft in drafts]))
    assert kept == Attachment.objects.count()
    return int(kept)


def test_what_comes_back_as_a_page_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    client = browser(cast.submitter)
    assert send(client, b"Only words.", "x.html") == 1
    row = Attachment.objects.select_related("idea").get()
    assert dangers(client, row) == []
    right = views.FileResponse
    monkeypatch.setattr(
        views, "FileResponse", lambda kept, **_said: right(kept, content_type="text/html; charset=utf-8")
    )
    assert {"file is text/html; charset=utf-8", "file is shown, not kept"} <= set(dangers(client, row))


def test_a_byte_more_than_the_limit_is_not_kept(cast: Cast, settings: Any):
    settings.FILE_MAX_BYTES = 5000
    client = browser(cast.submitter)
    assert [send(client, b"a" * size, "a.txt") for size in (4999, 5000, 5001)] == [1, 1, 0]


@pytest.mark.proof
def test_nothing_that_runs_comes_back(cast: Cast, settings: Any, proved: Proved):
    kinds = {**REFUSED, **POLYGLOTS, **{kind: content for kind, (content, _type, _end) in GOOD.items()}}
    kinds = dict(list(kinds.items())[::9]) if QUICK else kinds
    came = list(sent_and_back(cast, kinds, NAMES[:2] if QUICK else NAMES))
    assert [one for _kept, wrong in came for one in wrong] == []
    kept = sum(n for n, _wrong in came)
    assert 0 < kept < len(came)
    rounds = 3 if QUICK else 20
    assert [kept_at_once(cast, settings) for _n in range(rounds)] == [3] * rounds
    proved(
        "S11",
        f"{len(kinds)} kinds of files under {len(NAMES)} names, {len(came)} sent, {kept} kept: 0 active content "
        f"inline; limit + 1 byte refused; the share of a person held in {rounds} rounds of 8 at once",
    )
