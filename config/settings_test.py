"""The settings of the tests: the same, on throw-away servers, with cheap passwords and plain static files."""

import os

os.environ.setdefault(
    "SECRET_KEY", "only for tests, long enough for the checks: 0123456789 abcdefghijklmnopqrstuvwxyz"
)
os.environ.setdefault("DATABASE_URL", "postgresql://tell@localhost/tell")
os.environ.setdefault("SITE_URL", "http://testserver")

from config.settings import *  # noqa: F403
from config.settings import DATABASES, MIDDLEWARE, STORAGES

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SIGNUP_DOMAINS = ["example.com"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
if servers := os.environ.get("TELL_TEST_SERVERS"):
    # each worker's database is a copy of one that is migrated already; its files go with the servers
    DATABASES["default"]["TEST"] = {"TEMPLATE": "tell"}
    MEDIA_ROOT = os.path.join(servers, "media", os.environ.get("PYTEST_XDIST_WORKER", "one"))
HOLIDAYS_IN = ""  # a day of a test is a working day unless the test says otherwise
