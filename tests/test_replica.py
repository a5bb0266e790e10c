"""A web server on a replica: the figures are read there without writing a row."""

import pytest
from django.db import InternalError, connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ideas.views.admins.pictures import TABLES
from tests.factories import make_cast, make_idea

pytestmark = pytest.mark.django_db


@pytest.fixture
def replica(settings):
    """From here on no row is written, as on a replica; for this transaction."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "here"}
    }

    def begin() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")

    return begin


def test_figures_and_their_tables_write_nothing(replica):
    cast = make_cast()
    make_idea(cast, "closed")
    visitor = Client()
    visitor.force_login(cast.admin)
    replica()
    for _again in range(2):
        assert visitor.get(reverse("insights")).status_code == 200
    for name in TABLES:
        assert visitor.get(reverse("insights_export", args=[name])).status_code == 200
    assert visitor.get(reverse("healthz")).status_code == 200
    with pytest.raises(InternalError, match="read-only"):
        User.objects.update(name="")
