"""Addresses of the idea pages, one block for each audience."""

from django.urls import path

from ideas.views import (
    acts,
    coordinators,
    feeds,
    files,
    health,
    installation,
    listing,
    mail_off,
    metrics,
    on_the_spot,
    people,
    portraits,
    reading,
    reviewers,
    sample_mails,
    styleguide,
    submitters,
    talk_drafts,
    talk_guide,
    talks,
    thanks,
    thread,
    whole_story,
    writing,
)
from ideas.views.admins import (
    absences,
    calendars,
    departments,
    figures,
    leaving,
    mail,
    persons,
    promises,
    routes,
    staff_list,
)

everybody = [
    path("", submitters.home, name="home"),
    path("ideas/", listing.ideas, name="ideas"),
    path("ideas/new/", submitters.new, name="new"),
    path("ideas/new/preview/", writing.preview, name="preview"),
    path("ideas/new/similar/", writing.similar, name="similar"),
    path("thanks/", thanks.thanks, name="thanks"),
    path("colleagues/", writing.colleagues, name="colleagues"),
    path("ideas/draft/", submitters.draft, name="draft"),
    path("ideas/draft/files/", files.draft_files, name="draft_files"),
    path("ideas/<slug:public_id>/", reading.idea, name="idea"),
    path("ideas/<slug:public_id>/files/<slug:file_id>/", files.file, name="file"),
    path("ideas/<slug:public_id>/files/<slug:file_id>/small/", files.small, name="file_small"),
    path("ideas/<slug:public_id>/people/", reading.mentionable, name="mentionable"),
    path("ideas/<slug:public_id>/receipt/", submitters.receipt, name="receipt"),
    path("ideas/<slug:public_id>/do/<slug:verb>/", acts.act, name="act"),
]

experts = [
    path("desk/", reviewers.desk, name="desk"),
    path("desk/filed/", reviewers.filed, name="desk_filed"),
    path("desk/<slug:public_id>/", reviewers.desk_idea, name="desk_idea"),
]

keepers = [
    path("board/", coordinators.board, name="board"),
    path("board/tell/<int:pk>/", coordinators.tell, name="tell_in_person"),
]

talking = [
    path("ideas/<slug:public_id>/story/", whole_story.story, name="story"),
    path("ideas/<slug:public_id>/story.pdf", whole_story.story_pdf, name="story_pdf"),
    path("ideas/<slug:public_id>/talk/", talks.talk, name="talk"),
    path("ideas/<slug:public_id>/talk/guide/", talk_guide.guide, name="talk_guide"),
    path("ideas/<slug:public_id>/talk/here/", on_the_spot.here, name="talk_here"),
    path("ideas/<slug:public_id>/talk/messages/", thread.talk_messages, name="talk_messages"),
    path("ideas/<slug:public_id>/talk/draft/", talk_drafts.talk_draft, name="talk_draft"),
    path("ideas/<slug:public_id>/talk/appointment.ics", talks.appointment, name="appointment"),
    path("calendar/<str:secret>.ics", feeds.feed, name="feed"),
]

everyone = [
    path("inbox/", people.inbox, name="inbox"),
    path("inbox/read/", people.read, name="inbox_read"),
    path("inbox/<int:pk>/read/", people.read, name="notice_read"),
    path("me/", people.me, name="me"),
    path("me/picture/", portraits.my_picture, name="my_picture"),
    path("me/picture/remove/", portraits.no_picture, name="my_picture_remove"),
    path("people/<int:pk>/picture/<slug:token>/", portraits.person_picture, name="person_picture"),
    path("me/data.json", people.my_data, name="my_data"),
    path("me/absence/", people.absence, name="my_absence_new"),
    path("me/absence/<int:pk>/", people.absence, name="my_absence"),
    path("me/absence/<int:pk>/end/", people.end_absence, name="my_absence_end"),
    path("privacy/", people.privacy, name="privacy"),
    path("help/", people.help_page, name="help"),
    path("mail/off/<str:token>/", mail_off.mail_off, name="mail_off"),
]

office = [
    path("scheme/", departments.scheme, name="scheme"),
    path("scheme/departments/new/", departments.new_department, name="department_new"),
    path("scheme/departments/<int:pk>/", departments.department, name="department"),
    path("scheme/departments/<int:pk>/calendar/", calendars.calendar, name="calendar"),
    path("scheme/departments/<int:pk>/members/new/", departments.new_member, name="member_new"),
    path("scheme/members/<int:pk>/", departments.member, name="member"),
    path("scheme/members/<int:pk>/end/", departments.end_member, name="member_end"),
    path("scheme/people/", persons.persons, name="persons"),
    path("scheme/people/new/", persons.new_person, name="person_new"),
    path("scheme/people/invite/", persons.invite, name="person_invite"),
    path("scheme/people/list/", staff_list.person_list, name="person_list"),
    path("scheme/people/<int:pk>/", persons.person, name="person"),
    path("scheme/people/<int:pk>/slip/", persons.slip, name="person_slip"),
    path("scheme/people/<int:pk>/left/", leaving.deactivate, name="person_deactivate"),
    path("scheme/people/<int:pk>/back/", leaving.reactivate, name="person_reactivate"),
    path("scheme/invitations/<int:pk>/end/", persons.end_invitation, name="invitation_end"),
    path("scheme/absences/", absences.absences, name="absences"),
    path("scheme/absences/new/", absences.absence, name="absence_new"),
    path("scheme/absences/<int:pk>/", absences.absence, name="absence"),
    path("scheme/absences/<int:pk>/end/", absences.end_absence, name="absence_end"),
    path("scheme/routing/", routes.routes, name="routes"),
    path("scheme/routing/new/", routes.rule, name="rule_new"),
    path("scheme/routing/<int:pk>/", routes.rule, name="rule"),
    path("scheme/routing/<int:pk>/end/", routes.end_rule, name="rule_end"),
    path("scheme/topics/new/", routes.topic, name="topic_new"),
    path("scheme/topics/<int:pk>/", routes.topic, name="topic"),
    path("scheme/topics/<int:pk>/end/", routes.end_topic, name="topic_end"),
    path("scheme/promises/", promises.promises, name="promises"),
    path("scheme/mail/", mail.mail, name="mail"),
    path("scheme/mail/again/", mail.try_again, name="mail_again"),
    path("insights/", figures.figures, name="insights"),
    path("insights/<slug:name>.csv", figures.export, name="insights_export"),
]

installed = [
    path("manifest.webmanifest", installation.manifest, name="manifest"),
    path("logo", installation.logo_file, name="logo"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/mails/", sample_mails.sample_mails, name="sample_mails"),
    path("styleguide/mails/<str:kind>/<slug:language>/", sample_mails.sample_mail, name="sample_mail"),
]

watchers = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]

urlpatterns = [*everybody, *experts, *keepers, *talking, *everyone, *office, *installed, *watchers]
