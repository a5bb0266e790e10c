"""The settings of the tests, but passwords cost what they cost in production: signing in is among what is timed."""

from django.conf import global_settings

from config.settings_test import *  # noqa: F403

PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
