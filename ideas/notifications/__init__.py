"""Who hears of what: every event is announced here, once, in the transaction of its verb.

`table` says for each kind of event who is told what; `announcing` writes the rows: inbox notices, mails for the
outbox, things to tell in person, broadcasts. Nobody else addresses a person on behalf of an idea, but the sweep with
its reminders and digests, by `remind`, `tell_quiet`, `tell_how_it_stands`, `send_digest` and `expand`.
"""

from ideas.notifications import who
from ideas.notifications.announcing import Rows, announce, gathering
from ideas.notifications.reminding import Day, Said, remind, tell_how_it_stands, tell_quiet
from ideas.notifications.standing_in import nobody_free
from ideas.notifications.sweeping import BATCH, expand, remind_of_hazard, send_digest
from ideas.notifications.table import ARRIVALS, AUDIENCE, TELLS
from ideas.notifications.tell import Tell

__all__ = [
    "ARRIVALS",
    "AUDIENCE",
    "BATCH",
    "TELLS",
    "Day",
    "Rows",
    "Said",
    "Tell",
    "announce",
    "expand",
    "gathering",
    "nobody_free",
    "remind",
    "remind_of_hazard",
    "send_digest",
    "tell_how_it_stands",
    "tell_quiet",
    "who",
]
