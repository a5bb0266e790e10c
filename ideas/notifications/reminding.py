"""What the sweep says of duties and of silence: notices, one mail a person, and slips for those without e-mail.

It composes rows and saves none of them; which are wanted, and that each is written once, is the caller's to see to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from ideas import clock, deadlines, letters
from ideas.letters import Letter, News, Waiting, Way
from ideas.letters.news import DIGEST as DAILY
from ideas.models import Idea, Notice, OutgoingMail
from ideas.notifications.announcing import Rows, in_person, is_muted, speaking_to
from ideas.notifications.sweeping import still_readable


@dataclass(frozen=True)
class Said:
    """One reminder to one person. `key` occurs once. `at_once`: with a mail of its own; else with the daily one.

    `slip`: whoever has no e-mail is told in person.
    """

    key: str
    waiting: Waiting
    at_once: bool = True
    slip: bool = False

    @property
    def news(self) -> str:
        """Which kind of news it is to its reader."""
        return News.REMINDERS if self.at_once else News.SOON


@dataclass(frozen=True)
class Day:
    """What else is for a person today: `waiting` notices for the daily mail, and whether that has left already."""

    key: str
    waiting: Sequence[Notice] = ()
    told: bool = False


def remind(user: Any, all_of_it: Sequence[Said], day: Day, rows: Rows) -> list[Notice]:
    """Adds what one person is told to the rows: a notice each, and all that cannot wait in one mail.

    Unless the daily mail has left today, that one mail is the daily mail as well. Gives the waiting notices that went
    with it.
    """
    now: list[Said] = []
    rest: list[Said] = []
    for said in all_of_it:
        (now if letters.way(user, said.news) == Way.SINGLE else rest).append(said)
    joined = list(day.waiting) if now and user.email and not day.told else []
    later = [_notice(user, said) for said in rest]
    if now and user.email and not day.told:
        for notice in later:
            notice.digested_at = clock.now() if notice.digest else None
    rows.notices += [_notice(user, said) for said in now] + later
    others = [*still_readable(user, joined), *(one for one in later if one.digested_at)]
    if now and user.email:
        rows.mails.append(_mail(user, now, [one for one in others if not is_muted(user, one.news)], day))
    elif not user.email:
        rows.tasks += [_slip(user, said) for said in all_of_it if said.slip and _teller(said.waiting.idea)]
    return joined


def _mail(user: Any, now: Sequence[Said], others: Sequence[Notice], day: Day) -> OutgoingMail:
    key = f"{now[0].key}:mail" if day.told else day.key
    if len(now) == 1 and not others:
        one = now[0].waiting
        with speaking_to(user, deadlines.zone_of(one.idea)):
            letter = letters.waiting(user, one)
            idea = one.idea if one.named else None
            return letters.mail(letter, user, dedupe_key=key, idea=idea, news=now[0].news)
    with translation.override(user.language):
        letter = letters.daily(user, [said.waiting for said in now], others)
        return letters.mail(letter, user, dedupe_key=key, news=DAILY if others else News.REMINDERS)


def _notice(user: Any, said: Said) -> Notice:
    one = said.waiting
    with speaking_to(user, deadlines.zone_of(one.idea)):
        return Notice(
            user=user,
            idea=one.idea if one.named else None,
            kind=one.kind,
            news=said.news,
            text=one.line,
            path=one.path,
            digest=letters.way(user, said.news) == Way.DIGEST,
            dedupe_key=said.key,
            created_at=clock.now(),
        )


def _teller(idea: Idea) -> Any:
    return idea.coordinator or idea.owner


def _slip(user: Any, said: Said) -> Any:
    idea = said.waiting.idea
    with speaking_to(user, deadlines.zone_of(idea)):
        letter = letters.waiting(user, said.waiting)
        return in_person(idea, user, letter, teller=_teller(idea), dedupe_key=f"{said.key}:person")


def tell_quiet(idea: Idea, user: Any, weeks: int, *, key: str, by_mail: bool, rows: Rows) -> None:
    """Adds the line that says where an idea is; `by_mail`: with a letter, or a slip for whoever has no e-mail."""
    with speaking_to(user, deadlines.zone_of(idea)):
        letter = letters.quiet(idea, user, weeks)
        rows.notices.append(_line(idea, user, letter, key))
        if by_mail and user.email and not is_muted(user, News.QUIET):
            rows.mails.append(
                letters.mail(letter, user, dedupe_key=f"{key}:mail", idea=idea, news=News.QUIET)
            )
        elif by_mail and not user.email:
            rows.tasks.append(in_person(idea, user, letter, teller=_teller(idea), dedupe_key=f"{key}:person"))


def _line(idea: Idea, user: Any, letter: Letter, key: str) -> Notice:
    return Notice(
        user=user,
        idea=idea,
        kind=letter.kind,
        news=News.QUIET,
        text=str(letter.paragraphs[0]),
        path=letter.path,
        dedupe_key=key,
        created_at=clock.now(),
    )


def tell_how_it_stands(user: Any, stands: letters.HowItStands, zone: str, *, key: str, rows: Rows) -> None:
    """Adds the three lines of a week: they go with the daily mail, or in one of their own to whoever wants it so."""
    way = letters.way(user, News.MONDAY)
    with speaking_to(user, zone):
        for n, (line, path) in enumerate(stands.lines(), 1):
            rows.notices.append(
                Notice(
                    user=user,
                    kind="monday",
                    news=News.MONDAY,
                    text=line,
                    path=path,
                    digest=way == Way.DIGEST,
                    dedupe_key=f"{key}:{n}",
                    created_at=clock.now(),
                )
            )
        if way == Way.SINGLE and user.email:
            letter = letters.monday(user, stands)
            rows.mails.append(letters.mail(letter, user, dedupe_key=f"{key}:mail", news=News.MONDAY))
