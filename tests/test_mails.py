"""Every kind of mail in both languages: its two parts, its button, its reason; and how one kind is switched off."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts import letters as sign_in
from accounts.models import User
from ideas import letters, notifications, workflow
from ideas.letters import News, Way, news
from ideas.models import Notice, Outcome, OutgoingMail
from ideas.notifications import ARRIVALS, TELLS, kinds
from ideas.outbox.envelope import compose
from ideas.views.sample_mails import Sample, samples
from tests.factories import Cast, make_cast, make_idea, make_user, owner_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SOURCES = Path(letters.__file__).parent
CALL = "video.example.com"
"""Where a talk by video is held; its link is words, not a button."""
HEAVIEST = 102 * 1024
"""Bytes from which on a widespread mail program cuts a mail off."""


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(params=LANGUAGES)
def every(request: Any, db: None) -> list[Sample]:
    return samples(request.param)


class Parts(HTMLParser):
    """What of a mail's HTML leads somewhere or is fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.buttons = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "a":
            self.links.append(known.get("href") or "")
        if tag in ("img", "link", "script", "iframe", "form") or "src" in known or "background" in known:
            self.fetched.append(tag)
        self.buttons += known.get("class") == "btn"


def parts_of(html: str) -> Parts:
    parts = Parts()
    parts.feed(html)
    return parts


# every kind


def test_samples_show_every_kind_of_letter(every: list[Sample]):
    known = {kind for path in SOURCES.glob("*.py") for kind in re.findall(r'kind="(\w+)"', path.read_text())}
    assert known <= {one.kind for one in every}


def test_mails_have_text_and_html(every: list[Sample]):
    for one in every:
        assert one.text.strip(), one.kind
        assert one.html.startswith("<!doctype html>"), one.kind


def test_mails_have_one_button_or_none(every: list[Sample]):
    for one in every:
        wanted = 1 if not one.kind.startswith("sign_in") else parts_of(one.html).buttons
        assert parts_of(one.html).buttons == wanted <= 1, one.kind


def test_mails_say_why_they_come(every: list[Sample]):
    for one in every:
        footer = " ".join(one.text.partition("\n-- \n")[2].split())
        assert re.search(r"You get this|Sie bekommen|You receive", footer), one.kind


def test_mails_name_no_outcome_in_their_subject(every: list[Sample]):
    for one in every:
        for code in LANGUAGES:
            with translation.override(code):
                words = [str(label).lower() for label in Outcome.labels]
            assert not [word for word in words if word in one.subject.lower()], one.subject


def test_mails_are_no_answers(every: list[Sample]):
    assert not [one.subject for one in every if re.match(r"(?i)(re|aw|fwd?|wg):", one.subject)]


def test_mails_lead_only_here_and_fetch_nothing(every: list[Sample]):
    here = urlsplit(settings.SITE_URL).netloc
    for one in every:
        parts = parts_of(one.html)
        assert not parts.fetched, one.kind
        assert {urlsplit(link).netloc for link in parts.links} <= {here}, one.kind
        assert not re.search(r"url\(|@import", one.html), one.kind
        assert {urlsplit(link).netloc for link in re.findall(r"https?://\S+", one.text)} <= {here, CALL}, (
            one.kind
        )


def test_mails_are_short_enough_to_be_shown_whole(every: list[Sample]):
    assert max(len(one.html.encode()) for one in every) < HEAVIEST


def test_text_of_mails_has_short_lines(every: list[Sample]):
    for one in every:
        assert not [line for line in one.text.splitlines() if len(line) > 78 and "://" not in line], one.kind


def test_mails_begin_with_what_a_list_of_mails_shows(every: list[Sample]):
    for one in every:
        first = re.search(r'<div style="display:none[^>]*>([^<]+)</div>', one.html)
        assert first, one.kind
        assert first[1].strip(), one.kind


def test_mails_need_no_style_element(every: list[Sample]):
    for one in every:
        bare = re.sub(r"<style>.*?</style>", "", one.html, flags=re.S)
        assert "max-width:600px" in bare
        assert bare.count("font-family:") >= 3


def test_no_address_in_a_mail_changes_anything_by_looking(client: Client, every: list[Sample]):
    for link in {link for one in every for link in parts_of(one.html).links}:
        before = list(User.objects.values_list("pk", "muted"))
        client.get(urlsplit(link).path)
        assert list(User.objects.values_list("pk", "muted")) == before


def test_mails_of_an_idea_belong_together(cast: Cast):
    idea = make_idea(cast, "conversation")
    heads = [
        compose(mail).decode() for mail in OutgoingMail.objects.filter(idea=idea, to_user=cast.submitter)
    ]
    assert len(heads) > 1
    assert len({re.search(r"References: (\S+)", head)[1] for head in heads}) == 1  # type: ignore[index]
    assert all("Auto-Submitted: auto-generated" in head for head in heads)
    assert all("X-Auto-Response-Suppress: All" in head for head in heads)


def test_sample_mails_are_for_development_alone(client: Client, settings: Any, db: None):
    assert client.get(reverse("sample_mails")).status_code == 404
    assert client.get(reverse("sample_mail", args=["receipt", "en"])).status_code == 404
    settings.DEMO = True
    assert client.get(reverse("sample_mails"), {"language": "de"}).status_code == 200
    answer = client.get(reverse("sample_mail", args=["receipt", "en"]))
    assert "'unsafe-inline'" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert client.get(reverse("sample_mail", args=["nothing", "en"])).status_code == 404
    assert client.get(reverse("sample_mails"), {"language": "xx"}).status_code == 404


# signing in


def test_sign_in_mails_show_their_code_and_their_link():
    for text, context, wanted in (
        ("Hello,\n\nYour code:\n\nAB-12\n\n-- \nTell\nWhy.", {"code": "AB-12"}, 'class="code"'),
        ("Hello,\n\nHere:\n\nhttp://testserver/x/\n\nEnd.", {"link": "x"}, 'href="http://testserver/x/"'),
    ):
        message = sign_in.dressed(EmailMultiAlternatives("Subject", text), context)
        assert wanted in str(message.alternatives[0][0])
        assert "Why." not in str(message.alternatives[0][0]).partition("<h1")[2]


# kinds of news


def test_every_line_of_the_table_is_news_of_a_kind():
    rows = [(kind, tell) for kind, tells in TELLS.items() for tell in tells]
    rows += [("status", tell) for tells in ARRIVALS.values() for tell in tells]
    known = {*News.values, ""}
    assert {kinds.kind_of(kind, tell) for kind, tell in rows} == known - {
        News.REMINDERS,
        News.SOON,
        News.QUIET,
        News.MONDAY,
        News.FOLLOWED,
    }


def test_obligatory_letters_are_of_no_kind():
    for kind, tells in TELLS.items():
        assert not [tell for tell in tells if tell.obligatory and kinds.kind_of(kind, tell)]


@pytest.mark.parametrize("rhythm", ["digest", "single"])
@pytest.mark.parametrize("chosen", list(Way))
def test_what_is_chosen_is_how_it_comes(rhythm: str, chosen: Way):
    user = User(mail_rhythm=rhythm)
    ways = {kind: str(chosen if chosen in news.WAYS[kind] else Way.SINGLE) for kind in News.values}
    ways[News.OWN] = str(Way.DIGEST)
    for name, value in news.choice(ways).items():
        setattr(user, name, value)
    assert {kind: str(news.way(user, kind)) for kind in News.values} == ways


def test_muted_news_stand_in_the_inbox_alone(cast: Cast):
    idea = make_idea(cast)
    boss = owner_of(idea)
    User.objects.filter(pk=boss.pk).update(muted=[News.DUTIES])
    idea = type(idea).objects.get(pk=idea.pk)
    workflow.message(idea, cast.submitter, text="Any news?")
    row = Notice.objects.filter(user=boss, kind="message").latest("pk")
    assert (row.news, row.digest) == (News.DUTIES, False)


def test_what_is_muted_before_the_digest_leaves_is_not_in_it(cast: Cast):
    user = make_user("Nora")
    for kind in (News.DUTIES, News.FOLLOWED):
        Notice.objects.create(
            user=user, kind="x", news=kind, text=f"About {kind}", digest=True, dedupe_key=kind
        )
    User.objects.filter(pk=user.pk).update(muted=[News.FOLLOWED])
    rows = list(Notice.objects.filter(user=user))
    notifications.send_digest(User.objects.get(pk=user.pk), rows, dedupe_key="d")
    text = OutgoingMail.objects.get(to_user=user).text
    assert "About duties" in text
    assert "About followed" not in text
    assert not Notice.objects.filter(user=user, digested_at=None).exists()


# the address in the footer


def off(user: Any, kind: str = News.FOLLOWED) -> str:
    return urlsplit(news.off_address(user, kind)).path


def muted(user: Any) -> list[str]:
    return User.objects.get(pk=user.pk).muted


@pytest.fixture
def anna(db: None) -> User:
    return make_user("Anna")


def test_news_carry_the_headers_of_one_click(cast: Cast, anna: User):
    letter = letters.single(anna, Notice(text="New.", path="/inbox/"))
    mail = letters.mail(letter, anna, dedupe_key="k", news=News.FOLLOWED)
    address = mail.headers["List-Unsubscribe"].strip("<>")
    assert urlsplit(address).path == off(anna)
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in mail.text
    assert address in mail.html


def test_obligatory_mails_have_no_such_address(cast: Cast):
    make_idea(cast, "conversation")
    for mail in OutgoingMail.objects.filter(obligatory=True):
        assert "List-Unsubscribe" not in mail.headers
        assert "/mail/off/" not in mail.text + mail.html


def test_looking_at_the_address_changes_nothing(client: Client, anna: User):
    answer = client.get(off(anna))
    assert answer.status_code == 200
    assert muted(anna) == []
    assert anna.name not in answer.content.decode()
    assert str(anna.email) not in answer.content.decode()


def test_one_click_of_a_mail_program_ends_the_kind(anna: User):
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(off(anna), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert muted(anna) == [News.FOLLOWED]
    stranger.post(off(anna), {"List-Unsubscribe": "One-Click"})
    assert muted(anna) == [News.FOLLOWED]


def test_ended_mails_can_be_had_again(client: Client, anna: User):
    client.post(off(anna))
    client.post(off(anna), {"again": "1"})
    assert muted(anna) == []


def test_ending_the_daily_mail_ends_all_that_came_in_it(client: Client, anna: User):
    client.post(off(anna, news.DIGEST))
    kept = User.objects.get(pk=anna.pk)
    assert not [kind for kind in News.values if news.way(kept, kind) == Way.DIGEST]
    assert news.way(kept, News.REMINDERS) == Way.SINGLE


@pytest.mark.parametrize(
    "broken", ["x", "1:followed", "1:followed:x", "a:b:c", "9" * 30 + ":followed:x", "0:digest:"]
)
def test_addresses_of_nobody_end_nothing(client: Client, anna: User, broken: str):
    for answer in (
        client.get(reverse("mail_off", args=[broken])),
        client.post(reverse("mail_off", args=[broken])),
    ):
        assert answer.status_code == 404
    assert muted(anna) == []


def test_address_of_one_kind_ends_no_other(client: Client, anna: User):
    address = off(anna).replace("followed", "reminders")
    assert client.post(address).status_code == 404
    assert muted(anna) == []


@pytest.mark.parametrize("change", [{"email": "other@example.com"}, {"is_active": False}])
def test_address_ends_with_the_mailbox_and_the_account(client: Client, anna: User, change: dict[str, Any]):
    address = off(anna)
    User.objects.filter(pk=anna.pk).update(**change)
    assert client.post(address).status_code == 404
    assert muted(anna) == []
