"""Every address: Tell's own, those of sign-in, and Django's admin where the installation asks for it."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

handler500 = "ideas.views.errors.broken"
urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("ideas.urls")),
]
if settings.DJANGO_ADMIN_PATH:
    urlpatterns.insert(0, path(f"{settings.DJANGO_ADMIN_PATH}/", admin.site.urls))
