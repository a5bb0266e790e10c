"""Announcing: an event becomes notices, mails, things to tell in person and a broadcast, a statement each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from ideas import clock, letters, outbox, written
from ideas.letters import Letter, Occasion, Way
from ideas.models import Assignment, Broadcast, Event, Idea, InPersonTask, Notice, OutgoingMail
from ideas.notifications.kinds import kind_of
from ideas.notifications.table import AUDIENCE, GATHERED, tells_of
from ideas.notifications.tell import Tell

FOLLOWERS = "followers"
_gathered: ContextVar[list[str] | None] = ContextVar("gathered", default=None)


@dataclass
class Rows:
    """What is to be written, gathered so that each table is written once."""

    notices: list[Notice] = field(default_factory=list)
    mails: list[OutgoingMail] = field(default_factory=list)
    tasks: list[InPersonTask] = field(default_factory=list)

    def write(self) -> None:
        """One statement a table; what is there already stays as it is."""
        written.add_those_new(self.notices)
        outbox.post_many(self.mails)
        written.add_those_new(self.tasks)


def announce(event: Event, idea: Idea, asked: Sequence[Assignment] = ()) -> None:
    """Tells everybody concerned of an event, in the caller's transaction. Called once an event, by the verbs.

    Writes rows for people with a duty or a part in the idea at once, and one broadcast for its followers. Raises
    KeyError for a kind of event that the table does not know.
    """
    o = Occasion(event, idea, asked)
    rows = Rows()
    for user, tell in hearers(o):
        with speaking_to(user, o.zone):
            _tell(o, user, tell, rows)
    rows.write()
    if event.kind in AUDIENCE and idea.followers:
        Broadcast.objects.create(event=event, audience=FOLLOWERS)


def hearers(o: Occasion) -> Iterator[tuple[Any, Tell]]:
    """Each person who is told, once, with what. The one place where the actor is left out."""
    heard: set[int] = set()
    for tell in tells_of(o):
        for user in tell.who(o):
            if user is None or user.pk in heard or (user.pk == o.event.actor_id and not tell.even_actor):
                continue
            heard.add(user.pk)
            yield user, tell


@contextmanager
def speaking_to(user: Any, zone: str) -> Iterator[None]:
    """Inside the block words are in the person's language and times in the zone of the department."""
    with translation.override(user.language), timezone.override(zone):
        yield


def _tell(o: Occasion, user: Any, tell: Tell, rows: Rows) -> None:
    notice = _notice(o, user, tell)
    letter = tell.letter(o, user) if tell.letter else None
    if letter is not None and not _is_gathered(letter, user, notice):
        if not is_muted(user, notice.news):
            _add_letter(o, user, letter, tell.obligatory, rows, news=notice.news, urgent=tell.urgent)
    elif notice.digest and letter is None and wants_single(user, notice):
        notice.digest = False
        _add_letter(o, user, letters.single(user, notice), False, rows, news=notice.news)
    if user.is_active:
        rows.notices.append(notice)


def wants_single(user: Any, notice: Notice) -> bool:
    """Whether this person gets a mail for this notice alone."""
    return bool(user.email and letters.way(user, notice.news) == Way.SINGLE and notice.kind not in GATHERED)


def is_muted(user: Any, news: str) -> bool:
    """Whether this person wants no mail of this kind; what is of no kind always comes."""
    return bool(news) and letters.way(user, news) == Way.INBOX


def _notice(o: Occasion, user: Any, tell: Tell) -> Notice:
    news = kind_of(o.event.kind, tell)
    return Notice(
        user=user,
        idea=o.idea,
        event=o.event,
        kind=tell.kind or o.event.kind,
        news=news,
        text=str(tell.line) % o.facts(user),
        path=o.place(tell.part),
        digest=tell.digest and tell.letter is None and not is_muted(user, news),
        dedupe_key=f"event:{o.event.pk}:{user.pk}:inbox",
        created_at=clock.now(),
    )


def _add_letter(
    o: Occasion,
    user: Any,
    letter: Letter,
    obligatory: bool,
    rows: Rows,
    *,
    news: str = "",
    urgent: bool = False,
) -> None:
    key = f"event:{o.event.pk}:{user.pk}"
    if user.email:
        row = letters.mail(
            letter,
            user,
            dedupe_key=f"{key}:mail",
            obligatory=obligatory,
            news=news,
            idea=o.idea,
            event=o.event,
            priority=OutgoingMail.Priority.SIGN_IN if urgent else OutgoingMail.Priority.DUTY,
        )
        rows.mails.append(row)
    elif obligatory and user.is_active and o.contact is not None:
        task = in_person(o.idea, user, letter, teller=o.contact, dedupe_key=f"{key}:person", event=o.event)
        rows.tasks.append(task)


def in_person(
    idea: Idea, user: Any, letter: Letter, *, teller: Any, dedupe_key: str, event: Event | None = None
) -> InPersonTask:
    """The letter as a task of the coordinator: somebody without e-mail is told in person (I8). Not yet saved."""
    return InPersonTask(
        user=user,
        idea=idea,
        event=event,
        coordinator=teller,
        kind=letter.kind,
        text=letters.as_slip(letter),
        dedupe_key=dedupe_key,
        created_at=clock.now(),
    )


# an import -----------------------------------------------------------------------------------------------------


@contextmanager
def gathering() -> Iterator[None]:
    """Inside the block receipts are gathered: one mail a person at its end, for an import of many ideas.

    Meanwhile they stand as notices for the digest, so that nothing is lost if the import breaks off.
    """
    keys: list[str] = []
    token = _gathered.set(keys)
    try:
        yield
    finally:
        _gathered.reset(token)
        _send_gathered(keys)


def _is_gathered(letter: Letter, user: Any, notice: Notice) -> bool:
    keys = _gathered.get()
    if keys is None or letter.kind != "receipt" or not user.email:
        return False
    notice.digest = True
    keys.append(notice.dedupe_key)
    return True


def _send_gathered(keys: list[str]) -> None:
    with transaction.atomic():
        rows = Notice.objects.filter(dedupe_key__in=keys, digested_at=None).select_for_update(of=("self",))
        by_user: dict[Any, list[Notice]] = {}
        for notice in rows.select_related("user").order_by("pk"):
            by_user.setdefault(notice.user, []).append(notice)
        outbox.post_many(_gathered_mail(user, notices) for user, notices in by_user.items())
        rows.update(digested_at=clock.now())


def _gathered_mail(user: Any, notices: list[Notice]) -> OutgoingMail:
    with translation.override(user.language):
        letter = letters.gathered(user, notices)
        return letters.mail(letter, user, dedupe_key=f"gathered:{notices[0].pk}:{user.pk}", obligatory=True)
