"""The app for the noun "idea"."""

from django.apps import AppConfig

from ideas import brand

__all__ = ["IdeasConfig", "brand"]  # importing `brand` registers its check


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = "Ideas"
