"""The doorbell: tells the workers that mail is due, and never makes anybody wait for it.

One daemon thread a process publishes one task when the flag is set. The broker may be down, frozen or
flushed: the periodic `deliver_due` is the guarantee, this is only for speed.
"""

import logging
import os
import threading
import time
from collections.abc import Callable

from celery import current_app
from kombu.exceptions import OperationalError

TASK = "ideas.deliver_due"
PATIENCE = 1.0
"""Seconds that one attempt to reach the broker may take."""
PAUSE = 30.0
"""Seconds without a further attempt after a failed one."""
USELESS_AFTER = 60
"""Seconds after which a ring that no worker has heard may be forgotten."""

log = logging.getLogger(__name__)


def limits() -> dict[str, float]:
    """How long the broker is waited for, in the words of its transport."""
    return {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "max_retries": 0}


def publish() -> bool:
    """Puts one task into the broker; whether it worked. Takes about `PATIENCE` at most."""
    try:
        with current_app.connection_for_write(
            connect_timeout=PATIENCE, transport_options=limits()
        ) as connection:
            current_app.send_task(TASK, connection=connection, retry=False, expires=USELESS_AFTER)
    except (OperationalError, OSError) as reason:
        log.warning("The broker does not answer, mail waits for the periodic run: %s", reason)
        return False
    return True


class Doorbell:
    """A flag and, from the first ring on, the thread of this process that watches it."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """As new: a forked child has its parent's memory, but not its threads."""
        self._flag = threading.Event()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def ring(self) -> None:
        """Sets the flag; returns at once."""
        if self._thread is None:
            with self._start:
                self._watch()
        self._flag.set()

    def _watch(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="doorbell", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        while True:
            self._flag.wait()
            self._flag.clear()
            heard = publish()
            _do_beside()
            if not heard:
                time.sleep(PAUSE)


_beside: list[Callable[[], None]] = []


def after_each_ring(job: Callable[[], None]) -> None:
    """Has the doorbell's thread do something after each ring, whether or not the broker has heard it. A job that
    fails is logged."""
    _beside.append(job)


def _do_beside() -> None:
    for job in _beside:
        try:
            job()
        except Exception:
            log.exception("The doorbell's thread could not do what it does beside.")


_bell = Doorbell()
os.register_at_fork(after_in_child=_bell.renew)


def kick() -> None:
    """Lets the workers know that mail is due. Costs nothing, raises nothing, may be called at will."""
    _bell.ring()
