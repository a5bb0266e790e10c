"""The entrance for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from ideas import brand, dangers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
brand.insist()
dangers.insist()
