"""The Celery application: finds the tasks of the apps; its settings stand in settings.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tell")
app.set_default()  # else other threads than the first (the web server's, the doorbell's) see no settings
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
