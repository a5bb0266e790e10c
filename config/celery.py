"""The Celery application: finds the tasks of the apps; its settings stand in settings.py."""

import logging.config
import os
from typing import Any

from celery import Celery, signals
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ideas import dangers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

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


def lines_as_json(**_rest: Any) -> None:
    """Has worker and beat log in our form; as a receiver it keeps Celery from adding a form of its own."""
    logging.config.dictConfig(settings.LOGGING)


if os.environ.get("LOG_FORMAT") == "json":
    signals.setup_logging.connect(lines_as_json)
