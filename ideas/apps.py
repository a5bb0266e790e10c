"""The app for the noun "idea"."""

from django.apps import AppConfig

from ideas import brand, dangers

__all__ = ["IdeasConfig", "brand", "dangers"]  # importing the two registers their checks


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = "Ideas"
