"""How the web server runs: two processes of four threads, each keeping its connection to the database.

Read by gunicorn (`gunicorn -c config/gunicorn.py`); owns no setting of Django's.
"""

import gc
import os
from typing import Any

from django.urls import get_resolver

wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True  # the workers share the code's memory
timeout = 30
graceful_timeout = 10
keepalive = 5
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = None
if os.environ.get("LOG_FORMAT") == "json":
    logconfig_dict = {
        "formatters": {"generic": {"()": "config.logs.JsonLines"}},
        "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["error_console"], "propagate": False}},
    }
control_socket_disable = True


def when_ready(_server: Any) -> None:
    """Before the first worker is made: what all of them would load for themselves at the first request is loaded
    once, and the collector, which would write to it, leaves it alone, so that they go on sharing it. It looks again
    after a few pages instead of in the midst of each."""
    get_resolver().url_patterns  # noqa: B018  (the pages)
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000)
