"""What the sweep writes to people: reminders, the daily digest, and batches of a broadcast. It decides no date."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.models import User
from ideas import clock, deadlines, letters, outbox
from ideas.letters import Letter, News, Occasion
from ideas.letters.letter import plain_title
from ideas.letters.news import DIGEST as DAILY
from ideas.models import Broadcast, Hazard, Idea, Notice, OutgoingMail
from ideas.notifications.announcing import Rows, in_person, is_muted, speaking_to, wants_single
from ideas.notifications.kinds import kind_for_followers
from ideas.notifications.table import AUDIENCE, DISCUSSION

BATCH = 500


def remind_of_hazard(hazard: Hazard, user: Any) -> None:
    """The day of a hazard is over: by mail at once, whatever the reader prefers, and in the inbox. Once a person."""
    idea, key = hazard.idea, f"hazard:{hazard.pk}:{hazard.due_at:%Y%m%dT%H%M}:{user.pk}"
    if Notice.objects.filter(dedupe_key=f"{key}:inbox").exists():
        return
    rows = Rows()
    with speaking_to(user, deadlines.zone_of(idea)):
        letter = letters.hazard_late(hazard, user)
        rows.notices.append(_notice(idea, user, letter, key))
        if user.email:
            first = OutgoingMail.Priority.SIGN_IN
            mail = letters.mail(
                letter, user, dedupe_key=f"{key}:mail", idea=idea, obligatory=True, priority=first
            )
            rows.mails.append(mail)
        elif idea.coordinator:
            slip = in_person(idea, user, letter, teller=idea.coordinator, dedupe_key=f"{key}:person")
            rows.tasks.append(slip)
    rows.write()


def _notice(idea: Idea, user: Any, letter: Letter, dedupe_key: str, news: str = "") -> Notice:
    return Notice(
        user=user,
        idea=idea,
        kind=letter.kind,
        news=news,
        text=str(letter.paragraphs[0]),
        path=letter.path,
        dedupe_key=f"{dedupe_key}:inbox",
        created_at=clock.now(),
    )


def send_digest(user: Any, notices: Sequence[Notice], *, dedupe_key: str) -> None:
    """One mail with these notices, and marks them as told; in the caller's transaction. Nothing for nobody to read.

    Whoever has no e-mail, or wants no mail of a kind any more, finds them in the inbox alone.
    """
    if not notices:
        return
    shown = [one for one in still_readable(user, notices) if not is_muted(user, one.news)]
    if user.email and shown:
        with translation.override(user.language):
            letter = letters.digest(user, shown)
            outbox.post_many([letters.mail(letter, user, dedupe_key=dedupe_key, news=DAILY)])
    told = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=told).update(digested_at=clock.now())


def still_readable(user: Any, notices: Sequence[Notice]) -> list[Notice]:
    """Without what was said about ideas that this person may no longer read, or became of those they follow; one
    statement where there is any."""
    asked = [notice for notice in notices if notice.kind in DISCUSSION or notice.news == News.FOLLOWED]
    if not asked:
        return list(notices)
    ids = {notice.idea_id for notice in asked}
    readable = set(Idea.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    hidden = {notice.pk for notice in asked if notice.idea_id not in readable}
    return [notice for notice in notices if notice.pk not in hidden]


def expand(broadcast: Broadcast, size: int = BATCH) -> int:
    """Tells the next batch of an audience; how many. Marks the broadcast as done with the last one.

    Leaves out who may no longer read the idea. May run twice: nobody is told twice.
    """
    with transaction.atomic():
        row = (
            Broadcast.objects.select_for_update(skip_locked=True)
            .filter(pk=broadcast.pk, done_at=None)
            .first()
        )
        if row is None:
            return 0
        idea = Idea.objects.select_related("department", "round", "owner", "coordinator").get(
            pk=row.event.idea_id
        )
        people = _next_followers(idea, row.cursor, size)
        _tell_audience(Occasion(row.event, idea), _readers(people, idea))
        row.cursor = people[-1].pk if people else row.cursor
        row.done_at = clock.now() if len(people) < size else None
        row.save(update_fields=["cursor", "done_at"])
    return len(people)


def _next_followers(idea: Idea, after: int, size: int) -> list[User]:
    rows = User.objects.filter(follows__idea=idea, pk__gt=after, is_active=True)
    return list(rows.order_by("pk")[:size])


def _readers(people: list[User], idea: Idea) -> list[User]:
    """Those who may still read it: of a public idea all, of any other each is asked for."""
    if Idea.objects.public().filter(pk=idea.pk).exists():
        return people
    return [user for user in people if Idea.objects.visible_to(user).filter(pk=idea.pk).exists()]


def _tell_audience(o: Occasion, people: Sequence[User]) -> None:
    rows = Rows()
    for user in people:
        if user.pk == o.event.actor_id:
            continue
        with speaking_to(user, o.zone):
            notice = _audience_notice(o, user)
            if wants_single(user, notice):
                notice.digest = False
                rows.mails.append(_audience_mail(user, notice))
        rows.notices.append(notice)
    rows.write()


def _audience_notice(o: Occasion, user: User) -> Notice:
    news = kind_for_followers(o.event.kind)
    return Notice(
        user=user,
        idea=o.idea,
        event=o.event,
        kind=o.event.kind,
        news=news,
        text=str(AUDIENCE[o.event.kind]) % {"title": plain_title(o.idea), "actor": o.actor_name},
        path=o.place("comment" if o.event.kind in DISCUSSION else ""),
        digest=not is_muted(user, news),
        dedupe_key=f"event:{o.event.pk}:{user.pk}:inbox",
        created_at=clock.now(),
    )


def _audience_mail(user: User, notice: Notice) -> OutgoingMail:
    return letters.mail(
        letters.single(user, notice),
        user,
        dedupe_key=f"event:{notice.event_id}:{user.pk}:mail",
        idea=notice.idea,
        event=notice.event,
        news=notice.news,
        priority=OutgoingMail.Priority.AUDIENCE,
    )
