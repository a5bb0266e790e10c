"""Delivery: takes due rows one by one and hands them to the mail server, any number of workers side by side.

A row is leased for a minute, its attempt counted and committed before anything dangerous, and `sent` committed
after each. A worker that dies leaves a lease that runs out: the next attempt carries the same Message-ID. Writes
no text and decides no recipient; it only asks once more whether this mail may still go.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from ideas import clock
from ideas.models import Idea, OutgoingMail
from ideas.outbox import breaker
from ideas.outbox.doorbell import kick
from ideas.outbox.envelope import bare, compose, sender
from ideas.outbox.line import TIMEOUT, Answer, Line, NoAnswer, Pending, ServerTrouble
from ideas.outbox.state import WIPED

LEASE = timedelta(seconds=60)
BACK_OFF = tuple(timedelta(seconds=s) for s in (5, 15, 30, 60))
"""The pause after the first, second ... failed attempt; after the last attempt there is none."""
MAX_ATTEMPTS = len(BACK_OFF) + 1
MOST_ASIDE = 8
"""Mails whose answer a run waits for aside, each on a connection of its own, so that they hold no other mail up.

Two workers then hold 18 connections, and mail servers commonly let one sender have 20."""
ROOM = 0.2
"""Seconds between two looks whether one of them is answered, or another mail is due."""
SHARE = 10.0
"""Seconds after which a run makes room for other tasks, and rings for the next run itself."""

LEASE_NEXT = """
    UPDATE ideas_outgoingmail
    SET attempts = attempts + 1, leased_until = %(until)s, next_try_at = %(until)s
    WHERE id = (
        SELECT id FROM ideas_outgoingmail
        WHERE state = 'queued' AND next_try_at <= %(now)s
        ORDER BY priority, next_try_at
        LIMIT 1
        FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""

State, Reason = OutgoingMail.State, OutgoingMail.Reason
log = logging.getLogger(__name__)


def deliver_due(limit: int | None = None, seconds: float = SHARE) -> int:
    """Sends what is due, for some `seconds` and at most `limit` mails; how many were dealt with.

    May run any number of times at once. Changes rows of the outbox and the breaker; raises nothing that has to
    do with mails or the mail server.
    """
    _drop_expired()
    if not _due(clock.now()).exists():
        return 0
    is_probe = breaker.is_open()
    if is_probe and not breaker.claim_probe():
        return 0
    run = _Run(is_probe)
    try:
        run.work(limit, time.monotonic() + seconds)
    except ServerTrouble as trouble:
        log.warning("The mail server is down: %s", trouble)
        breaker.trip(str(trouble))
    finally:
        run.close()
    return run.done


def _due(now: datetime) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(state=State.QUEUED, next_try_at__lte=now)


def _drop_expired() -> None:
    now = clock.now()
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    useless = OutgoingMail.objects.filter(free, state=State.QUEUED, expires_at__lte=now)
    done = {"state": State.WITHHELD, "error": Reason.EXPIRED, "leased_until": None}
    useless.filter(secret=True).update(**done, **WIPED)
    useless.filter(secret=False).update(**done)


class _Run:
    """One run of a worker: a line to the server and how far it came."""

    def __init__(self, is_probe: bool) -> None:
        self.line = Line()
        self.done = 0
        self._is_probe = is_probe
        self._aside: list[tuple[OutgoingMail, Pending]] = []
        self._deadline = 0.0

    def work(self, limit: int | None, deadline: float) -> None:
        """Sends until nothing is due, the limit or the deadline is reached. Raises ServerTrouble.

        While something is pending aside it goes on a little longer, as it has to wait for that anyway.
        """
        self.line.open()
        self._deadline = deadline
        while limit is None or self.done < limit:
            self._look_aside()
            if time.monotonic() > deadline + (2 * TIMEOUT if self._aside else 0):
                kick()
                return
            mail = _lease()
            if mail is not None:
                self._deal_with(mail)
                self.done += 1
            elif self._aside:
                time.sleep(ROOM)
            else:
                return

    def close(self) -> None:
        """Waits for what is pending, and hangs up. Raises nothing: the trouble of one is noted in its row."""
        self.line.close()
        while self._aside:
            time.sleep(ROOM)
            with suppress(ServerTrouble):
                self._look_aside()

    def _look_aside(self) -> None:
        """Settles what is pending no more."""
        for mail, pending in [one for one in self._aside if one[1].is_over]:
            self._aside.remove((mail, pending))
            self._settle_by(mail, pending.answer)

    def _deal_with(self, mail: OutgoingMail) -> None:
        if mail.attempts > MAX_ATTEMPTS:  # it has ended five workers
            mail.attempts = MAX_ATTEMPTS
            _settle(mail, State.QUARANTINED, mail.error or Reason.NO_ANSWER)
        elif reason := _why_not(mail):
            _settle(mail, State.WITHHELD, reason)
        else:
            self._settle_by(mail, lambda: self._send(mail))

    def _send(self, mail: OutgoingMail) -> Pending | None:
        room = len(self._aside) < MOST_ASIDE and time.monotonic() < self._deadline + TIMEOUT
        return self.line.send(sender(), bare(mail.address), compose(mail), aside=room)

    def _settle_by(self, mail: OutgoingMail, answer: Callable[[], Pending | None]) -> None:
        """Notes what the server answers to this mail, or waits for it aside."""
        try:
            pending = answer()
        except ServerTrouble as trouble:
            if not _set_back(mail, str(trouble)):
                raise
        except Answer as answered:
            self._server_answers()
            _fail(mail, str(answered), is_final=answered.is_final)
        except NoAnswer as reason:
            _fail(mail, str(reason))
        except Exception as reason:  # whatever a row does, the others go on
            log.exception("Mail %s has no form that can be sent", mail.pk)
            self.line.close()
            _fail(mail, f"{type(reason).__name__}: {reason}")
        else:
            self._server_answers()
            if pending is None:
                _settle(mail, State.SENT)
            else:
                _hold(mail)
                self._aside.append((mail, pending))

    def _server_answers(self) -> None:
        if self._is_probe:
            breaker.mend()
            self._is_probe = False


def _lease() -> OutgoingMail | None:
    """The next due row, for this worker alone for a minute, with its attempt counted; committed at once."""
    now = clock.now()
    leased = OutgoingMail.objects.raw(LEASE_NEXT, {"now": now, "until": now + LEASE})
    return next(iter(leased), None)


def _hold(mail: OutgoingMail) -> None:
    """A lease anew, and longer: what is waited for aside is looked at after the mail in hand."""
    until = clock.now() + LEASE + timedelta(seconds=TIMEOUT)
    _write(mail, leased_until=until, next_try_at=until)


def _why_not(mail: OutgoingMail) -> str:
    """Why this mail may no longer go, "" if it may."""
    user: Any = mail.to_user
    if user is None:
        return ""
    if not user.is_active:
        return Reason.INACTIVE
    if (user.email or "").lower() != mail.address.lower():
        return Reason.ADDRESS_CHANGED if user.email else Reason.NO_ADDRESS
    if mail.news and mail.news in user.muted:
        return Reason.MUTED
    return "" if _may_see(user, mail) else Reason.NOT_VISIBLE


def _may_see(user: Any, mail: OutgoingMail) -> bool:
    if mail.idea_id is None or mail.obligatory:
        return True
    return Idea.objects.visible_to(user).filter(pk=mail.idea_id).exists()


def _settle(mail: OutgoingMail, state: str, error: str = "") -> None:
    """The mail is done with, one way or the other."""
    wiped = WIPED if mail.secret else {}
    sent = {"sent_at": clock.now()} if state == State.SENT else {}
    _write(mail, state=state, error=error, attempts=mail.attempts, leased_until=None, **sent, **wiped)


def _fail(mail: OutgoingMail, error: str, *, is_final: bool = False) -> None:
    """This attempt failed: once more after a pause, or quarantine."""
    if is_final or mail.attempts >= MAX_ATTEMPTS:
        _settle(mail, State.QUARANTINED, error)
    else:
        _write(mail, error=error, leased_until=None, next_try_at=clock.now() + BACK_OFF[mail.attempts - 1])


def _set_back(mail: OutgoingMail, error: str) -> bool:
    """The server failed over this mail, which is no fault of the mail: it lets others go first, uncounted.

    Unless others went through since it was set back last: then it is the mail after all, which counts (True).
    """
    since = mail.set_back_at
    if since and OutgoingMail.objects.filter(state=State.SENT, sent_at__gt=since).exists():
        _fail(mail, error)
        return True
    now = clock.now()
    _write(
        mail,
        attempts=mail.attempts - 1,
        leased_until=None,
        next_try_at=now + breaker.PROBE_EVERY,
        set_back_at=now,
        error=error,
    )
    return False


def _write(mail: OutgoingMail, **values: Any) -> None:
    OutgoingMail.objects.filter(pk=mail.pk, state=State.QUEUED).update(**values)
