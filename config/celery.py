"""The Celery application: finds the tasks of the apps; its settings stand in settings.py."""

import logging.config
import os
import signal
from typing import Any

from celery import Celery, signals
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import processes
from ideas import dangers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

LAST_TASK = 60
"""Seconds that a child whose worker was killed may go on with its task."""

app = Celery("tell")
app.set_default()  # else other threads than the first (the web server's, the doorbell's) see no settings
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_init.connect
@signals.beat_init.connect
def refuse_dangers(**_rest: Any) -> None:
    """Ends a worker or beat that would run under dangerous settings; Celery lets nothing less than this through."""
    try:
        dangers.insist()
    except ImproperlyConfigured as fault:
        raise SystemExit(str(fault)) from None


@signals.worker_process_init.connect
def outlive_the_worker(**_rest: Any) -> None:
    """Has a child whose worker was killed finish its task, where Celery would have it killed as well (Linux only):
    between a mail that was handed over and the note of it, so that it would leave once more."""
    signal.signal(signal.SIGUSR2, lambda *_: leave_after_the_task())
    processes.die_with_parent(signal.SIGUSR2)


def leave_after_the_task() -> None:
    """Ends this process, once its task has ended or `LAST_TASK` is over."""
    if app.current_task:
        signal.alarm(LAST_TASK)
        signals.task_postrun.connect(leave, weak=False)
    else:
        leave()


def leave(**_rest: Any) -> None:
    """Ends this process at once; nobody is left who would hear from it."""
    os._exit(0)


def lines_as_json(**_rest: Any) -> None:
    """Has worker and beat log in our form; as a receiver it keeps Celery from adding a form of its own."""
    logging.config.dictConfig(settings.LOGGING)


if os.environ.get("LOG_FORMAT") == "json":
    signals.setup_logging.connect(lines_as_json)
