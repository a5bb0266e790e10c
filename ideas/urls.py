"""Addresses of the idea pages, one block for each audience."""

from django.urls import path

from ideas.views import acts, coordinators, reading, reviewers, submitters, talks

everybody = [
    path("", submitters.home, name="home"),
    path("ideas/", reading.ideas, name="ideas"),
    path("ideas/new/", submitters.new, name="new"),
    path("ideas/draft/", submitters.draft, name="draft"),
    path("ideas/<str:public_id>/", reading.idea, name="idea"),
    path("ideas/<str:public_id>/receipt/", submitters.receipt, name="receipt"),
    path("ideas/<str:public_id>/do/<slug:verb>/", acts.act, name="act"),
]

experts = [
    path("desk/", reviewers.desk, name="desk"),
    path("desk/filed/", reviewers.filed, name="desk_filed"),
    path("desk/<str:public_id>/", reviewers.desk_idea, name="desk_idea"),
]

keepers = [
    path("board/", coordinators.board, name="board"),
    path("board/tell/<int:pk>/", coordinators.tell, name="tell_in_person"),
]

talking = [
    path("ideas/<str:public_id>/talk/", talks.talk, name="talk"),
    path("ideas/<str:public_id>/talk/sheet/", talks.sheet, name="talk_sheet"),
    path("ideas/<str:public_id>/talk/appointment.ics", talks.appointment, name="appointment"),
]

urlpatterns = [*everybody, *experts, *keepers, *talking]
