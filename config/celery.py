"""The Celery application: finds the tasks of the apps; its settings stand in settings.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tell")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
