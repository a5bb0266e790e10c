"""How the project is put together and started; nothing in `ideas` or `accounts` imports it."""

from config.celery import app

__all__ = ["app"]
