"""The addresses of invitations; those of signing in are the library's."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("invitation/", views.accept_slip, name="accept_slip"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
]
