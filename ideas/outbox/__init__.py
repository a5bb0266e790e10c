"""How mail leaves: a row is posted in the caller's transaction, `deliver_due()` hands it to the mail server.

The database is the queue, Redis is the doorbell: with Redis down, frozen or flushed nothing is lost and
nobody waits. It owns leases, attempts, the breaker, the mail's form on the wire and the e-mail backend for
sign-in mail. It never decides who hears of what, and never renders a text.
"""

from ideas.outbox.backend import OutboxBackend
from ideas.outbox.broker import answers as broker_answers
from ideas.outbox.delivery import deliver_due
from ideas.outbox.doorbell import after_each_ring, kick
from ideas.outbox.posting import calendar_file, file, letter, post, post_many
from ideas.outbox.state import Health, health, mark_past_sent, quarantined, try_again, withheld

__all__ = [
    "Health",
    "OutboxBackend",
    "after_each_ring",
    "broker_answers",
    "calendar_file",
    "deliver_due",
    "file",
    "health",
    "kick",
    "letter",
    "mark_past_sent",
    "post",
    "post_many",
    "quarantined",
    "try_again",
    "withheld",
]
