"""Who goes looking for the words on the stage, where, and what counts as found.

Looks into all that is answered (headers, cookies, files, papers and packed tokens), all that is sent, and all that is
logged meanwhile. Owns the looking; which words there are and who may read them stands in `canaries`.
"""

import base64
import email
import email.policy
import io
import logging
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdf
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from accounts import feeds
from accounts.models import Invitation, User
from config.logs import JsonLines
from ideas import rules, transitions
from ideas.models import AgreedPoint, Idea, Implementation, InPersonTask, Notice, OutgoingMail, RoutingRule
from ideas.outbox import envelope
from tests.access.canaries import Planted
from tests.access.places import addresses, named_in, patterns
from tests.access.rows import IDEA_PAGES, PAGES, PRIVATE, SWITCHES, THIRD_PARTY
from tests.access.stage import browser_of, page
from tests.factories import unique
from tests.journeys import fresh
from tests.test_transitions import ALLOWED

WORD = re.compile(r"[a-z_]+zq\d+x|2001:db8::[0-9a-f]+")
PACKED = re.compile(r"[A-Za-z0-9_-]{32,}")
"""What may be words in another form: tokens that somebody could unpack."""
TYPED = "typedzq0x"
"""What everybody types: it may come back to whoever typed it, and stands in no log."""
SEEKERS = (
    *("submitter", "colleague", "bystander", "manager", "employee", "admin", "observer", "decider"),
    *("coordinator1", "coordinator2", "office1", "it_coordinator1"),
    *("expert1", "expert2", "expert3", "expert4", "it_expert1", "it_expert2"),
    *("leaver", "nobody", "token"),
)
"""Who goes looking: authors, invited, line manager and expert in conflict, outsiders, the office, all who handle
something, people elsewhere, somebody who has left, nobody, and the holder of the secret of two calendars."""
STRANGERS = ("leaver", "nobody", "token")
LISTS = (
    *("?sort=support", "?sort=answered", "?whose=mine", "?whose=following", "?status=open", "?q=gate"),
    *("?q=Careful", "?outcome=declined", "?after=3"),
)
BOARDS = ("triage", "clarification", "conversation", "deciding")
TABLES = ("closure", "together", "promise", "ageing", "pace", "knocks", "results", "understood", "arranged")
ABOUT = ("report_comment", "remove_comment", "settle_report")
"""Verbs whose pages show one comment."""
BEARERS = {"feed": "employee", "mail_off": "employee", "token": "admin"}
"""Addresses that are keys of the stage: whoever has one may know what it shows, so that only its holder looks."""
OWN_DATA = ("inbox", "my_data")
"""What one was told or has written once stays one's own."""


@dataclass(frozen=True)
class Visit:
    """One request; `holder` has the secret that stands in the address."""

    path: str
    method: str = "get"
    holder: int | None = None


@dataclass
class Party:
    """Everybody who goes looking, with a browser and a device each, and what they were answered so far."""

    planted: Planted
    named: dict[str, Any]
    secrets: dict[str, int]
    browsers: dict[str, Client] = field(default_factory=dict)
    answers: int = 0
    seen: set[str] = field(default_factory=set)
    """All words that anybody has found anywhere."""

    @classmethod
    def of(cls, planted: Planted) -> "Party":
        """With the things that further addresses name, and two calendars whose addresses are known to "token"."""
        cast = planted.cast
        named = addresses(planted.ideas["talked"], {**cast.people, "coordinator": cast.coordinator1})
        fill(planted, named)
        owners = (cast.submitter, cast.coordinator1, cast.coordinator2)
        party = cls(planted, named, {page("feed", feeds.make_feed(one)): one.pk for one in owners})
        party.browsers = {name: party.browser(name) for name in SEEKERS}
        return party

    def browser(self, name: str) -> Client:
        """Signed in where there is somebody to sign in; its device and its session have words of their own."""
        person = self.person(name)
        browser = browser_of(person) if person else Client()
        browser.raise_request_exception = False
        if name == "token":
            secret = next(iter(self.secrets)).rpartition("/")[2].removesuffix(".ics")
            browser.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        if person:
            self.put_down(browser, person)
        return browser

    def put_down(self, browser: Client, person: User) -> None:
        """Gives the session a key, and the device a name and an address, that can be found again."""
        p, old = self.planted, browser.cookies[settings.SESSION_COOKIE_NAME].value
        key = p.keep(unique("session"), [])
        device, place = p.word("device", [person]), f"2001:db8::{int(unique('')[2:-1]):x}"
        p.keep(place, [person])
        Session.objects.filter(session_key=old).update(session_key=key)
        browser.cookies[settings.SESSION_COOKIE_NAME] = key
        browser.defaults |= {"HTTP_USER_AGENT": device, "REMOTE_ADDR": place}
        UserSession.objects.filter(session_key=old).delete()
        UserSession.objects.create(user=person, session_key=key, ip=place, user_agent=device)

    def person(self, name: str) -> User | None:
        """Who it is; None for whoever is nobody."""
        found = self.planted.cast.people.get(name)
        return User.objects.get(pk=found.pk) if found else None

    # where somebody looks

    def general(self, name: str) -> Iterator[Visit]:
        """Every address that is about no single idea, lists, searches, exports and those of signing in."""
        for one, row in PAGES.items():
            if BEARERS.get(row.of, name) == name:
                yield Visit(page(one, *named_in(self.named, row.of)))
        yield from (Visit(page(one)) for one in sorted(SWITCHES))
        for one, place in patterns(get_resolver()):
            if one.startswith(THIRD_PARTY):
                yield Visit(page(one, *([1] if "<int" in place else [])))
        yield from (Visit(page("ideas") + asked) for asked in LISTS)
        yield from (Visit(f"{page('board')}?status={status}") for status in BOARDS)
        yield from (Visit(page("insights_export", table)) for table in TABLES)
        yield from (Visit(page("tell_in_person", task.pk)) for task in InPersonTask.objects.all())
        yield from (Visit(page("person", one.pk)) for one in self.planted.everybody[::5])
        yield Visit(f"{page('person', self.planted.cast.submitter.pk)}?since=1")
        yield Visit(f"{page('colleagues')}?q=Ex")
        yield from (Visit(page(one), "post") for one in ("similar", "preview"))
        if name == "token":
            yield from (Visit(path, holder=pk) for path, pk in self.secrets.items())

    def about(self, name: str, idea: Idea) -> Iterator[Visit]:
        """Every address about an idea, its files and comments, and the pages of verbs that are offered there."""
        for one, row in IDEA_PAGES.items():
            if not row.of:
                yield Visit(page(one, idea.public_id))
        for file in idea.attachments.order_by("pk"):
            yield from (Visit(page(one, idea.public_id, file.public_id)) for one in ("file", "file_small"))
        yield Visit(f"{page('mentionable', idea.public_id)}?q=Ex")
        yield from (Visit(page("act", idea.public_id, verb)) for verb in sorted(self.verbs(name, idea)))
        for comment in idea.comments.order_by("pk"):
            yield Visit(f"{page('idea', idea.public_id)}?comment={comment.public_id}")
            for verb in ABOUT:
                yield Visit(f"{page('act', idea.public_id, verb)}?comment={comment.public_id}")

    def of_verbs(self, name: str, every: int, method: str = "get") -> Iterator[Visit]:
        """Pages of verbs, offered or not, or forms sent there that are empty, wrong, too late or not theirs to send:
        every so manieth verb at each idea, others at the next one and by the next person."""
        for n, idea in enumerate(self.planted.ideas.values(), SEEKERS.index(name)):
            for verb in sorted(ALLOWED)[n % every :: every]:
                yield Visit(page("act", idea.public_id, verb), method)

    def verbs(self, name: str, idea: Idea) -> set[str]:
        """The verbs that somebody is offered, and some that nearly everybody tries."""
        person = self.person(name)
        offered = transitions.offered(idea, person, rules.standing(person, idea)) if person else ()
        return {*offered, "review", "decide", "agree", "support"}

    # what is found

    def ask(self, name: str, visit: Visit) -> HttpResponse:
        """What this person is answered."""
        self.answers += 1
        data = {"text": TYPED, "title": TYPED, "why": TYPED} if visit.method == "post" else None
        return getattr(self.browsers[name], visit.method)(visit.path, data)

    def leaks(self, name: str, visits: Iterator[Visit], readers: Mapping[str, set[int]]) -> list[str]:
        """Where somebody finds words that are not for them."""
        found, person = list[str](), self.person(name)
        own = set(map(page, OWN_DATA))
        mine = person.pk if person and name not in STRANGERS else 0
        for visit in visits:
            answer = self.ask(name, visit)
            may = self.planted.told if visit.path in own else readers
            found += [
                f"{name} {visit.method} {visit.path} ({answer.status_code}) {word}"
                for word in self.noticed(words_in(answer))
                if (visit.holder or mine) not in may[word]
            ]
        return found

    def noticed(self, words: set[str]) -> set[str]:
        """Those that were planted: among thousands of tokens of chance some look like words."""
        planted = words & self.planted.readers.keys()
        self.seen |= planted
        return planted

    def refused(self, name: str, readers: Mapping[str, set[int]], every: int) -> list[str]:
        """What somebody finds in the answers to such forms; whatever one of them changes is taken back."""
        found = list[str]()
        for visit in self.of_verbs(name, every, "post"):
            with transaction.atomic():
                found += self.leaks(name, iter([visit]), readers)
                transaction.set_rollback(True)
        return found


def fill(planted: Planted, named: dict[str, Any]) -> None:
    """Gives the rows that addresses name words of their own, too."""
    p, office = planted, [planted.cast.admin]
    slip = f"Tell Sam. {p.word('slip', p.keepers, [p.cast.submitter])}"
    InPersonTask.objects.filter(pk=named["task"]).update(text=slip)
    RoutingRule.objects.filter(pk=named["rule"]).update(words=["gate", p.word("rule", office)])
    invited = {"name": p.word("name", office), "email": f"{p.word('invited', office)}@example.com"}
    Invitation.objects.filter(pk=named["invitation"]).update(**invited)


def shown_to(planted: Planted, visibility: str) -> tuple[list[str], dict[str, set[int]]]:
    """Narrows or opens all ideas that can be, past the verb. Names of those that changed, and who reads then."""
    rows = {name: fresh(idea) for name, idea in planted.ideas.items()}
    other = {n: i for n, i in rows.items() if i.status not in PRIVATE and i.visibility != visibility}
    Idea.objects.filter(pk__in=[idea.pk for idea in other.values()]).update(visibility=visibility)
    readers = dict(planted.readers)
    for word, name in planted.about.items():
        if name in other and visibility == "handlers":
            readers[word] = readers[word] & with_a_part(planted, other[name])
        elif name in other and word.startswith(OPEN_KINDS):
            readers[word] = {one.pk for one in planted.everybody}
    return [*other], readers


OPEN_KINDS = ("title", "text", "filename", "reason", "change", "point", "alternative", "hidden")
"""What every reader of an idea reads: kinds of words of those ideas that begin for their handlers alone."""


def with_a_part(planted: Planted, idea: Idea) -> set[int]:
    """Who reads an idea that is for its handlers: by hand, from what each is to it."""
    cast = planted.cast
    found = {idea.submitter_id, cast.decider.pk, *(one.pk for one in planted.keepers)}
    found |= set(idea.cosubmitters.values_list("user", flat=True))
    found |= set(idea.assignments.filter(state__in=("open", "filed")).values_list("reviewer", flat=True))
    found |= set(idea.panel.filter(released_at=None, round=idea.round_id).values_list("user", flat=True))
    found |= set(AgreedPoint.objects.open().of_idea(idea).values_list("carried_by", flat=True))
    if track := Implementation.objects.filter(idea=idea).first():
        found.add(track.owner_id)
    if idea.proposals.filter(state="open").exists():
        found |= {one.pk for one in planted.experts}
    return found - {None}


def words_in(answer: HttpResponse) -> set[str]:
    """The words in an answer: body, headers, cookies, and what is packed in them."""
    body = answer.getvalue()
    if answer.get("Content-Type") == "application/pdf":
        body += "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(body)).pages).encode()
    return words_of(f"{body.decode(errors='replace')}\n{answer.headers}\n{answer.cookies}")


def words_of(said: str) -> set[str]:
    """The words in a text, also where its lines are folded, as in calendars, or where they are packed in tokens."""
    unfolded = said.replace("\r\n ", "").replace("\n ", "")
    unpacked = " ".join(unpack(token) for token in PACKED.findall(said))
    return set(WORD.findall(f"{said}\n{unfolded}\n{unpacked}".lower()))


def unpack(token: str) -> str:
    """What a token holds, if it holds a text."""
    raw = base64.urlsafe_b64decode(token[: len(token) // 4 * 4])
    try:
        raw = zlib.decompress(raw)
    except zlib.error:
        pass
    return raw.decode(errors="replace")


def letters() -> Iterator[tuple[str, int | None, str, str]]:
    """All that was sent: what it is, whom it is for (by row and by address), and all its words, as it leaves."""
    for mail in OutgoingMail.objects.exclude(address=""):
        raw = email.message_from_bytes(envelope.compose(mail), policy=email.policy.default)
        parts = [str(part.get_content()) for part in raw.walk() if not part.is_multipart()]
        yield f"mail {mail.kind}", mail.to_user_id, mail.address, "\n".join([*map(str, raw.items()), *parts])
    for notice in Notice.objects.all():
        yield f"notice {notice.kind}", notice.user_id, "", f"{notice.text} {notice.path}"
    for task in InPersonTask.objects.all():
        yield f"slip {task.kind}", task.user_id, "", task.text
        yield f"slip {task.kind}", task.coordinator_id, "", task.text


def leaks_in_letters(planted: Planted) -> tuple[list[str], int]:
    """Which letters tell what is not for their reader, and how many letters there are."""
    found, sent = list[str](), [*letters()]
    for what, reader, address, said in sent:
        words = words_of(said) & planted.told.keys() - planted.by_letter.get(address, set())
        found += [f"{what} tells {reader} {word}" for word in words if reader not in planted.told[word]]
    return found, len(sent)


@dataclass
class Ear(logging.Handler):
    """Hears every line of the log as a machine would read it."""

    planted: Planted
    lines: int = 0
    heard: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())

    __hash__ = logging.Handler.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        said = self.format(record)
        self.lines += 1
        known = self.planted.readers.keys() | {TYPED}
        self.heard |= {f"{word} in {said}" for word in words_of(said) & known}


@contextmanager
def listening(planted: Planted) -> Iterator[Ear]:
    """Inside the block every line that is logged is heard, and none is printed."""
    ear, root = Ear(planted), logging.getLogger()
    before, disabled, others = root.level, root.manager.disable, root.handlers
    logging.disable(logging.NOTSET)
    root.setLevel(logging.INFO)
    root.handlers = [ear]
    try:
        yield ear
    finally:
        root.handlers = others
        root.setLevel(before)
        logging.disable(disabled)
