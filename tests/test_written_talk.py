"""A talk in writing: messages with files and marks of reading, a draft that stays, the same record at the end."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from ideas import clock, conversation, files, integrity, rules, workflow
from ideas.models import (
    Assignment,
    Attachment,
    Event,
    Idea,
    InPersonTask,
    Message,
    Notice,
    OutgoingMail,
    ReadMark,
    TalkDraft,
)
from ideas.rules import Refused
from tests import uploads
from tests.factories import Cast, experts_of, make_cast, make_idea, owner_of, unique
from tests.uploads import SCRIPT, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    """Its submitter asked to talk in writing."""
    idea = make_idea(cast, "conversation")
    conversation.choose_channel(idea, cast.submitter, channel="written")
    return Idea.objects.get(pk=idea.pk)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: User, idea: Idea, name: str = "talk", **asked: object) -> str:
    answer = signed_in(person).get(reverse(name, args=[idea.public_id]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def send(person: User, idea: Idea, **words: object) -> object:
    return signed_in(person).post(reverse("act", args=[idea.public_id, "message"]), words)


def ready(content: bytes = b"A list.", name: str = "list.txt") -> files.Ready:
    return files.check(sent(content, name))


def with_file(idea: Idea, who: User, content: bytes = b"A list.", name: str = "list.txt") -> Attachment:
    made = workflow.message(idea, who, text="Please have a look.", files=[ready(content, name)])
    return Attachment.objects.get(message=made)


def status_of(person: User, row: Attachment, name: str = "file") -> int:
    path = reverse(name, args=[row.idea.public_id, row.public_id])
    answer = signed_in(person).get(path)
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def draft(person: User, idea: Idea, key: object = "", **words: str) -> int:
    path = reverse("talk_draft", args=[idea.public_id])
    kept = {"kind": "message", "key": str(key), **words}
    return signed_in(person).post(path, kept).status_code


def read(person: User, idea: Idea, upto: Message, **headers: str) -> int:
    path = reverse("talk_messages", args=[idea.public_id])
    return signed_in(person).post(path, {"message": upto.pk}, headers=headers).status_code


# files


def test_message_brings_files_for_those_who_read_the_talk_alone(cast, idea):
    word = unique("file")
    answer = send(
        cast.submitter, idea, text="See the photo.", files=[sent(uploads.photograph(), f"{word}.jpg")]
    )
    assert answer.status_code == 302
    row = Attachment.objects.get()
    assert row.message == Message.objects.get()
    for person in (cast.submitter, owner_of(idea), cast.coordinator1, cast.coordinator2, cast.office1):
        assert status_of(person, row) == status_of(person, row, "file_small") == 200
        assert word in page(person, idea)
    outside = [cast.employee, cast.observer, cast.admin, cast.manager, cast.it_coordinator1]
    experts = [
        a.reviewer for a in idea.assignments.select_related("reviewer") if a.reviewer != owner_of(idea)
    ]
    for person in (*outside, *experts):
        assert status_of(person, row) == status_of(person, row, "file_small") == 404
        assert word not in page(person, idea, "idea")
        assert signed_in(person).get(reverse("talk_messages", args=[idea.public_id])).status_code == 403


def test_file_of_a_message_is_none_of_the_idea(cast, idea):
    with_file(idea, cast.submitter)
    for person in (cast.submitter, owner_of(idea), cast.employee):
        assert files.of(rules.access_idea(person, idea.public_id)) == []
    assert files.of(Idea.objects.get(pk=idea.pk)) == []
    assert "Pictures and files</h3>" not in page(cast.submitter, idea, "idea")
    with pytest.raises(Refused):
        workflow.detach(idea, cast.coordinator1, file=Attachment.objects.get())
    again = make_idea(cast, "in_review")
    with_file(again, cast.submitter)
    expert = experts_of(again)[0]
    assert Assignment.objects.of(expert).for_desk().get(idea=again).files == 0


def test_what_the_camera_noted_does_not_come_along(cast, idea):
    row = with_file(idea, cast.submitter, uploads.photograph(), "IMG_1.jpg")
    with files.opened(row) as kept:
        assert not Image.open(io.BytesIO(kept.read())).getexif()


def test_bad_file_keeps_the_words_and_sends_nothing(cast, idea):
    word = unique("words")
    answer = send(cast.submitter, idea, text=word, files=[sent(SCRIPT, "page.html")])
    assert answer.status_code == 200
    assert word in answer.content.decode()
    assert "web page" in answer.content.decode()
    assert not Message.objects.exists()
    assert not Attachment.objects.exists()


def test_messages_take_so_many_files_beside_those_of_the_idea(cast, idea, settings):
    settings.FILES_MAX_AN_IDEA = 2
    files.keep(idea, cast.submitter, ready())
    with_file(idea, cast.submitter)
    with_file(idea, cast.submitter)
    word = unique("words")
    answer = send(cast.submitter, idea, text=word, files=[sent(b"One more.", "more.txt")])
    assert answer.status_code == 409
    assert word in answer.content.decode()
    assert "The messages take 2 files at most." in answer.content.decode()
    assert Message.objects.count() == 2


def test_share_of_a_day_holds_for_messages_too(cast, idea, settings):
    settings.FILES_MAX_BYTES_A_PERSON = 10
    with pytest.raises(Refused, match="within a day"):
        with_file(idea, cast.submitter, b"More than ten letters.")
    assert list(files.bytes_faults()) == []
    assert not Message.objects.exists()


def test_bytes_of_a_message_are_known_to_whoever_sweeps(cast, idea):
    row = with_file(idea, cast.submitter)
    files.forget_orphans()
    assert default_storage.exists(row.file.name)
    assert list(files.bytes_faults(thorough=True)) == []
    assert list(integrity.findings()) == []


# who has read it


def test_reading_is_said_to_the_other_side_and_by_post_alone(cast, idea):
    partner = owner_of(idea)
    first = workflow.message(idea, partner, text="What is still open?")
    assert "Read by" not in page(partner, idea)
    page(cast.submitter, idea)
    page(cast.submitter, idea, "talk_messages")
    assert not ReadMark.objects.exists()
    assert "Mark as read" in page(cast.submitter, idea)
    assert read(cast.submitter, idea, first) == 302
    assert f"Read by {cast.submitter.name}," in page(partner, idea)
    assert "Mark as read" not in page(cast.submitter, idea)
    assert "Read by" not in page(cast.submitter, idea)
    assert read(cast.submitter, idea, first, **{"X-Tell": "1"}) == 204
    assert ReadMark.objects.count() == 1
    assert not Event.objects.filter(kind__contains="read").exists()


def test_whoever_answers_has_read_what_stood_there(cast, idea):
    partner = owner_of(idea)
    first = workflow.message(idea, partner, text="What is still open?")
    workflow.message(idea, cast.submitter, text="The second gate.")
    mark = ReadMark.objects.get()
    assert (mark.user, mark.message) == (cast.submitter, first)
    before = mark.read_at
    workflow.message(idea, cast.submitter, text="And the third one.")
    assert ReadMark.objects.get().read_at == before


def test_reading_does_not_go_back(cast, idea):
    partner = owner_of(idea)
    first = workflow.message(idea, partner, text="One.")
    second = workflow.message(idea, partner, text="Two.")
    for one in (second, first):
        read(cast.submitter, idea, one)
    assert ReadMark.objects.get().message == second


def test_coordinators_who_read_along_leave_no_mark_until_they_write(cast, idea):
    partner = owner_of(idea)
    along = next(
        c
        for c in (cast.coordinator1, cast.coordinator2, cast.office1)
        if c not in (partner, idea.coordinator)
    )
    said = workflow.message(idea, cast.submitter, text="When?")
    assert "Mark as read" not in page(along, idea)
    assert read(along, idea, said) == 302
    assert not ReadMark.objects.exists()
    workflow.message(idea, along, text="I look after it today.")
    assert ReadMark.objects.get().user == along
    assert read(cast.employee, idea, said) == 403


@pytest.mark.parametrize("sent_", ["", "x", "-1", "99999999999", "0", "\0", "٣"])
def test_no_number_is_no_reading(cast, idea, sent_):
    workflow.message(idea, owner_of(idea), text="One.")
    path = reverse("talk_messages", args=[idea.public_id])
    assert signed_in(cast.submitter).post(path, {"message": sent_}).status_code == 302
    assert not ReadMark.objects.exists()


# what is being written


def test_draft_comes_back_to_its_writer_alone_and_goes_with_sending(cast, idea):
    word, key = unique("draft"), uuid.uuid4()
    assert draft(cast.submitter, idea, key, text=word) == 204
    assert word in page(cast.submitter, idea)
    for person in (owner_of(idea), cast.coordinator1, cast.office1):
        assert word not in page(person, idea)
    assert draft(cast.submitter, idea, key, text=f"{word} and more") == 204
    assert TalkDraft.objects.get().facts == {"text": f"{word} and more"}
    assert send(cast.submitter, idea, text=word, key=key).status_code == 302
    assert not TalkDraft.objects.exists()
    assert draft(cast.submitter, idea, key, text=word) == 204
    assert not TalkDraft.objects.exists()


def test_draft_of_nothing_is_none(cast, idea):
    assert draft(cast.submitter, idea, text="Something") == 204
    assert draft(cast.submitter, idea, text="  ") == 204
    assert not TalkDraft.objects.exists()


def test_draft_is_for_those_who_may_send_it(cast, idea):
    partner = owner_of(idea)
    assert draft(cast.employee, idea, text="x") == 403
    assert draft(cast.submitter, idea, text="x", kind="record") == 403
    assert draft(cast.submitter, idea, text="x", kind="diary") == 400
    assert draft(partner, idea, said="x", kind="record") == 204
    assert draft(partner, idea, text="y" * 100_001) == 409
    assert draft(partner, idea, text="a\0b") == 204
    kept = set(TalkDraft.objects.values_list("user", "kind"))
    assert kept == {(partner.pk, "record"), (partner.pk, "message")}
    Idea.objects.filter(pk=idea.pk).update(visibility="handlers")
    assert draft(cast.employee, idea, text="x") == 404
    looked_at = signed_in(partner).get(reverse("talk_draft", args=[idea.public_id]))
    assert looked_at.url == reverse("talk", args=[idea.public_id])


def test_decider_who_may_write_keeps_no_draft_in_a_talk_that_they_do_not_read(cast):
    idea = make_idea(cast, "deferred")
    with clock.at(clock.now() + timedelta(days=90)):
        workflow.come_back(idea)
        decider = owner_of(idea)
        workflow.message(idea, decider, text="I look at it again.")
        with pytest.raises(Refused) as refused:
            workflow.keep_draft(idea, decider, kind=TalkDraft.Kind.MESSAGE, facts={"text": "And now"})
    assert refused.value.kind == "forbidden"
    assert not TalkDraft.objects.exists()


# telling


def test_each_message_is_told_to_the_other_side(cast, idea):
    partner = owner_of(idea)
    Notice.objects.all().delete()
    OutgoingMail.objects.all().delete()
    with_file(idea, partner)
    mail = OutgoingMail.objects.get()
    assert mail.to_user == cast.submitter
    assert "Please have a look." in mail.text
    assert "A file lies with it" in mail.text
    assert f"{reverse('talk', args=[idea.public_id])}#messages" in mail.text
    assert "list.txt" not in mail.text
    workflow.message(idea, cast.submitter, text="I had a look.")
    assert Notice.objects.filter(user=partner, kind="message", digest=True).count() == 1
    assert OutgoingMail.objects.count() == 1


def test_without_an_address_it_is_told_in_person(cast, idea):
    User.objects.filter(pk=cast.submitter.pk).update(email=None, personnel_number=str(cast.submitter.pk))
    workflow.message(idea, owner_of(idea), text="What is still open?")
    task = InPersonTask.objects.get(kind="message")
    assert task.user == cast.submitter
    assert "What is still open?" in task.text


# a long one


def test_long_thread_is_folded_and_goes_far_back_page_by_page(cast, idea):
    partner = owner_of(idea)
    now = clock.now()
    rows = [
        Message(idea=idea, author=partner, text=f"Number {n}.", created_at=now + timedelta(seconds=n))
        for n in range(210)
    ]
    Message.objects.bulk_create(rows)
    text = page(cast.submitter, idea)
    assert "194 earlier messages" in text
    assert "Number 209." in text
    assert "Number 9." not in text
    first = Message.objects.get(text="Number 10.")
    assert f"?before={first.pk}" in text
    earlier = page(cast.submitter, idea, "talk_messages", before=first.pk)
    assert "Number 9." in earlier
    assert "Number 10." not in earlier


def test_short_thread_is_not_folded(cast, idea):
    for n in range(8):
        workflow.message(idea, owner_of(idea), text=f"Number {n}.")
    assert "earlier message" not in page(cast.submitter, idea)


# its end


def test_idea_page_leads_into_the_talk_in_writing(cast, idea):
    workflow.message(idea, owner_of(idea), text="What is still open?")
    text = page(cast.submitter, idea, "idea")
    assert "Go on in our talk" in text
    assert "Write to your contact" not in text


def test_nobody_is_asked_for_a_time_while_they_write(cast, idea):
    partner, client = owner_of(idea), signed_in(cast.submitter)
    home = client.get(reverse("home")).content.decode()
    assert "We talk about it in writing." in home
    assert "Choose a time" not in home
    text = page(cast.submitter, idea, "idea")
    assert "write what you would like to know" in text
    assert "when does it suit you" not in text
    board = signed_in(partner).get(reverse("board")).content.decode()
    assert f"is being talked through in writing by {partner.name}" in board
    assert "Answer what was written." in page(partner, idea, "idea")


def test_notes_of_a_talk_in_writing_begin_with_how_it_went(cast, idea):
    partner = owner_of(idea)
    workflow.message(idea, cast.submitter, text="Why not?")
    workflow.message(idea, partner, text="Because of the yard.")
    found = signed_in(partner).get(reverse("talk", args=[idea.public_id]))
    said = found.context["page"].forms["record"]["said"].value()
    assert said.startswith("We talked in writing, in 2 messages")
    assert "Take over into the notes" in found.content.decode()
    User.objects.filter(pk=cast.submitter.pk).update(language="de")
    found = signed_in(partner).get(reverse("talk", args=[idea.public_id]))
    assert found.context["page"].forms["record"]["said"].value().startswith("Wir haben uns schriftlich")
    assert "Take over into the notes" not in page(cast.submitter, idea)
