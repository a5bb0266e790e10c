"""The breaker: when the mail server is down no worker queues up before it; one looks every ten seconds.

Its state is one row, shared by all workers. It knows nothing of mails.
"""

from datetime import timedelta

from django.db.models.functions import Coalesce

from ideas import clock
from ideas.models.mail import MailServer

PROBE_EVERY = timedelta(seconds=10)
NAME = "smtp"


def is_open() -> bool:
    """Whether the mail server is thought to be down."""
    return MailServer.objects.filter(name=NAME, down_since__isnull=False).exists()


def claim_probe() -> bool:
    """Whether the caller, and nobody else, may look now whether the server is back."""
    now = clock.now()
    waiting = MailServer.objects.filter(name=NAME, next_probe_at__lte=now)
    return waiting.update(next_probe_at=now + PROBE_EVERY) == 1


def trip(reason: str) -> None:
    """The server is down, as of now or of before."""
    now = clock.now()
    MailServer.objects.get_or_create(name=NAME)
    MailServer.objects.filter(name=NAME).update(
        down_since=Coalesce("down_since", now), next_probe_at=now + PROBE_EVERY, reason=reason
    )


def mend() -> None:
    """The server has answered."""
    MailServer.objects.filter(name=NAME, down_since__isnull=False).update(
        down_since=None, next_probe_at=None, reason=""
    )
