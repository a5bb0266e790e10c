"""News that may be switched off: its kinds, how each comes to a person, and the address that ends one by one click.

What is obligatory (I8) is of no kind and has no such address. It reads a person's choice and writes nothing.
"""

from typing import Any

from django.core import signing
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ideas.letters import places

SALT = "ideas.letters.news"
LONGEST_PK = 19


class News(TextChoices):
    """What a notice or mail is about, seen from its reader."""

    ASKED = "asked", _("A colleague asks something of you")
    OWN = "own", _("Small steps of your ideas")
    FOLLOWED = "followed", _("Ideas that you follow")
    DISCUSSION = "discussion", _("Comments and mentions")
    VIEWS = "views", _("Views that you file as an expert")
    DUTIES = "duties", _("Ideas that you look after")
    REMINDERS = "reminders", _("Reminders of what is due")
    SOON = "soon", _("What is due tomorrow")
    QUIET = "quiet", _("Nothing new about your idea")
    MONDAY = "monday", _("Three lines each Monday")


class Way(TextChoices):
    """How news of a kind comes; the inbox always has it."""

    INBOX = "inbox", _("Inbox only")
    DIGEST = "digest", _("Once a day")
    SINGLE = "single", _("At once")


HINTS: dict[str, Any] = {
    News.ASKED: _("To join an idea, to carry one out, to deal with something."),
    News.OWN: _("Who looks after it now, who has joined, where it has gone."),
    News.FOLLOWED: _("The decision, and how it goes on."),
    News.DISCUSSION: _("Somebody comments on your idea or names you."),
    News.VIEWS: _("Your view is asked for, a question is answered, the decision is there."),
    News.DUTIES: _("New ideas, answers, notes, talks, decisions that wait for you."),
    News.REMINDERS: _("Your step is due today, or late. Several come in one mail."),
    News.SOON: _("A working day before your step is due."),
    News.QUIET: _("Where your idea is, when you have seen nothing new for two weeks."),
    News.MONDAY: _("How the ideas of your departments stand: on time, in danger, waiting longest."),
}
WAYS: dict[str, tuple[Way, ...]] = {
    **{str(kind): tuple(Way) for kind in News},
    News.ASKED: (Way.INBOX, Way.SINGLE),
    News.REMINDERS: (Way.INBOX, Way.SINGLE),
    News.QUIET: (Way.INBOX, Way.SINGLE),
}
"""How news of a kind may come: what cannot wait is in no digest."""
DIGEST = "digest"
"""In an address: the daily mail, which is every kind that comes once a day."""


def way(user: Any, news: str) -> Way:
    """How news of this kind comes to this person."""
    if news in user.muted:
        return Way.INBOX
    if Way.DIGEST not in WAYS.get(news, tuple(Way)):
        return Way.SINGLE
    single = user.mail_rhythm == User.MailRhythm.SINGLE and not_at_once(news) not in user.muted
    return Way.SINGLE if single else Way.DIGEST


def not_at_once(news: str) -> str:
    """How a row says that a kind comes once a day although others come at once."""
    return f"{news}:single"


def choice(ways: dict[str, str]) -> dict[str, Any]:
    """What is kept of a person so that each kind comes as they chose."""
    daily = [news for news, chosen in ways.items() if Way.DIGEST in WAYS[news] and chosen == Way.DIGEST]
    single = any(chosen == Way.SINGLE and Way.DIGEST in WAYS[news] for news, chosen in ways.items())
    muted = [news for news, chosen in ways.items() if chosen == Way.INBOX]
    if single:
        muted += [not_at_once(news) for news in daily]
    rhythm = User.MailRhythm.SINGLE if single else User.MailRhythm.DIGEST
    return {"mail_rhythm": rhythm, "muted": sorted(muted)}


def without(user: Any, news: str) -> dict[str, Any]:
    """What is kept of a person who wants no mail of this kind, or no daily mail, any more."""
    ended = {kind for kind in News if way(user, kind) == Way.DIGEST} if news == DIGEST else {news}
    return {"muted": sorted({*user.muted, *ended})}


def with_again(user: Any, news: str) -> dict[str, Any]:
    """What is kept of a person who wants these mails again."""
    back = set(News) if news == DIGEST else {news}
    return {"muted": sorted(set(user.muted) - back)}


# the address ---------------------------------------------------------------------------------------------------


def off_address(user: Any, news: str) -> str:
    """Where a person ends mails of this kind, signed in or not; works until their address or account changes."""
    return places.absolute(reverse("mail_off", args=[_signer(user.email).sign(f"{user.pk}:{news}")]))


def read_token(token: str) -> tuple[User, str] | None:
    """Whose mails of which kind an address ends; None for one that is not ours or no longer good."""
    pk, news = (*token.split(":"), "")[:2]
    if not (pk.isascii() and pk.isdecimal() and len(pk) < LONGEST_PK) or news not in (*News.values, DIGEST):
        return None
    user = User.objects.filter(pk=int(pk), is_active=True).first()
    try:
        return (user, news) if user and _signer(user.email).unsign(token) else None
    except signing.BadSignature:
        return None


def _signer(email: str | None) -> signing.Signer:
    """Bound to this purpose and to the address: whoever gets a mailbox later cannot speak for who had it before."""
    return signing.Signer(salt=f"{SALT}:{email}")
