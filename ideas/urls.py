"""Addresses of the idea pages."""

urlpatterns: list = []
