"""Addresses of the idea pages, one block for each audience."""

from django.urls import path

from ideas.views import acts, reading, submitters

everybody = [
    path("", submitters.home, name="home"),
    path("ideas/", reading.ideas, name="ideas"),
    path("ideas/new/", submitters.new, name="new"),
    path("ideas/draft/", submitters.draft, name="draft"),
    path("ideas/<str:public_id>/", reading.idea, name="idea"),
    path("ideas/<str:public_id>/receipt/", submitters.receipt, name="receipt"),
    path("ideas/<str:public_id>/do/<slug:verb>/", acts.act, name="act"),
]

urlpatterns = [*everybody]
