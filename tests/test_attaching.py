"""Files with an idea: who adds and removes them, how much fits, who gets them back; and pictures of people."""

import io
import os
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts import people
from accounts.models import User
from ideas import files, rules, story, sweep, workflow
from ideas.models import Attachment, Event, Idea, Notice, OutgoingMail
from ideas.rules import Refused
from tests import uploads
from tests.factories import Cast, bring_to, experts_of, make_cast, make_draft, make_idea
from tests.test_races import at_once
from tests.uploads import PDF, SCRIPT, sent
from tests.visits import browser, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def ready(content: bytes = b"A list.", name: str = "list.txt") -> files.Ready:
    return files.check(sent(content, name))


def attached(idea: Idea, who: User, content: bytes = b"A list.", name: str = "list.txt") -> Attachment:
    workflow.attach(idea, who, files=[ready(content, name)])
    return Attachment.objects.latest("pk")


def address(name: str, row: Attachment) -> str:
    return reverse(name, args=[row.idea.public_id, row.public_id])


def stored(row: Attachment) -> bool:
    return default_storage.exists(row.file.name)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


# the verbs -----------------------------------------------------------------------------------------------------


def test_adding_to_an_open_idea_is_told_and_written_down(cast):
    idea = make_idea(cast, "in_review")
    row = attached(idea, cast.submitter, uploads.photograph(), "IMG_1.jpg")
    event = Event.objects.filter(idea=idea).latest("seq")
    assert (event.kind, event.actor, event.data) == ("attach", cast.submitter, {"names": ["IMG_1.jpg"]})
    assert (row.width, row.height, row.uploaded_by) == (80, 120, cast.submitter)
    heard = set(Notice.objects.filter(event=event).values_list("user", flat=True))
    idea = Idea.objects.get(pk=idea.pk)
    assert heard == {idea.owner_id, *(expert.pk for expert in experts_of(idea))}
    assert not OutgoingMail.objects.filter(event=event).exists()


def test_story_says_it_to_those_concerned_alone(cast):
    idea = make_idea(cast, "in_review")
    attached(idea, cast.submitter, name="Shelf.txt")
    for who, told in (
        (cast.submitter, "You added Shelf.txt."),
        (cast.coordinator1, "Sam Submitter added Shelf.txt."),
    ):
        lines = [
            e.plain for e in story.sentences(idea, idea.events.all(), rules.standing(who, idea), reader=who)
        ]
        assert told in lines
    lines = [e.plain for e in story.sentences(idea, idea.events.all(), rules.standing(cast.bystander, idea))]
    assert not any("Shelf" in line for line in lines)


def test_of_a_draft_nobody_hears(cast):
    draft = make_draft(cast.submitter)
    row = attached(draft, cast.submitter)
    workflow.detach(draft, cast.submitter, file=row)
    assert Event.objects.count() == 0
    assert Notice.objects.count() == 0
    assert Idea.objects.get(pk=draft.pk).version == 0


def test_adding_nothing_asks_nothing(cast, django_assert_num_queries):
    draft = make_draft(cast.submitter)
    with django_assert_num_queries(0):
        workflow.attach(draft, cast.submitter, files=[])


def test_discarding_a_draft_removes_the_bytes(cast, django_capture_on_commit_callbacks):
    draft = make_draft(cast.submitter)
    row = attached(draft, cast.submitter, uploads.picture())
    names = [row.file.name, f"{row.file.name}.small"]
    assert all(map(default_storage.exists, names))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.discard(draft, cast.submitter)
    assert not any(map(default_storage.exists, names))


def test_bytes_stay_until_the_commit(cast):
    row = attached(make_draft(cast.submitter), cast.submitter)
    workflow.detach(row.idea, cast.submitter, file=row)
    assert stored(row)


def test_who_added_a_file_removes_it_and_so_does_the_coordinator(cast):
    idea = make_idea(cast, "in_review")
    keeper = Idea.objects.get(pk=idea.pk).coordinator
    mine, theirs = attached(idea, cast.submitter), attached(idea, keeper)
    with pytest.raises(Refused) as caught:
        workflow.detach(idea, cast.submitter, file=theirs)
    assert caught.value.kind == "forbidden"
    workflow.detach(idea, keeper, file=mine)
    workflow.detach(idea, keeper, file=theirs)
    assert not idea.attachments.exists()
    assert list(idea.events.order_by("seq").values_list("kind", flat=True))[-2:] == ["detach", "detach"]


def test_a_file_is_removed_once(cast):
    idea = make_idea(cast, "in_review")
    row = attached(idea, cast.submitter)
    workflow.detach(idea, cast.submitter, file=row)
    with pytest.raises(Refused) as caught:
        workflow.detach(idea, cast.submitter, file=row)
    assert caught.value.kind == "conflict"


def test_a_file_of_another_idea_is_out_of_reach(cast):
    row = attached(make_idea(cast, "in_review", submitter=cast.colleague), cast.colleague)
    mine = make_idea(cast, "in_review")
    with pytest.raises(Refused):
        workflow.detach(mine, cast.submitter, file=row)
    assert Attachment.objects.filter(pk=row.pk).exists()


def test_experts_and_bystanders_add_nothing(cast):
    idea = make_idea(cast, "in_review")
    for who in (*experts_of(idea), cast.bystander, cast.manager, cast.admin):
        with pytest.raises(Refused) as caught:
            attached(idea, who)
        assert caught.value.kind == "forbidden"
    assert not idea.attachments.exists()


@pytest.mark.parametrize("status", ["closed", "withdrawn"])
def test_nothing_is_added_once_it_is_over(cast, status):
    idea = make_idea(cast, status)
    with pytest.raises(Refused) as caught:
        attached(idea, cast.submitter)
    assert caught.value.kind == "conflict"


def test_an_idea_takes_so_many_files(cast, settings):
    settings.FILES_MAX_AN_IDEA = 3
    idea = make_idea(cast, "in_review")
    workflow.attach(idea, cast.submitter, files=[ready()] * 3)
    with pytest.raises(Refused, match="3 files"):
        attached(idea, cast.submitter)
    assert idea.attachments.count() == 3


def test_a_person_adds_so_much_a_day(cast, settings):
    settings.FILES_MAX_BYTES_A_PERSON = 1000
    one, other = make_draft(cast.submitter), make_draft(cast.submitter)
    attached(one, cast.submitter, b"a" * 600)
    with pytest.raises(Refused, match="tomorrow"):
        attached(other, cast.submitter, b"a" * 401)
    attached(other, cast.submitter, b"a" * 400)
    attached(make_draft(cast.colleague), cast.colleague, b"a" * 1000)
    Attachment.objects.update(created_at=timezone.now() - timedelta(days=1))
    attached(one, cast.submitter, b"a" * 1000)


@pytest.mark.django_db(transaction=True)
def test_share_of_a_person_holds_for_requests_at_the_same_time(settings):
    settings.FILES_MAX_BYTES_A_PERSON = 1000
    cast = make_cast()
    drafts = [make_draft(cast.submitter) for _n in range(8)]

    def add(draft: Idea):
        def act() -> bool:
            try:
                attached(draft, cast.submitter, b"a" * 300)
            except Refused:
                return False
            return True

        return act

    for _round in range(3):
        Attachment.objects.all().delete()
        assert sum(at_once(*map(add, drafts))) == 3
        assert Attachment.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_room_of_an_idea_holds_for_requests_at_the_same_time(settings):
    settings.FILES_MAX_AN_IDEA = 2
    cast = make_cast()
    draft = make_draft(cast.submitter)

    def add() -> bool:
        try:
            attached(draft, cast.submitter)
        except Refused:
            return False
        return True

    assert sum(at_once(*[add] * 6)) == 2
    assert draft.attachments.count() == 2


def test_refused_files_are_told_at_the_field_and_the_good_ones_are_kept(cast):
    answer = browser(cast.submitter).post(
        reverse("draft_files"),
        {"key": uuid.uuid4(), "files": [sent(b"good", "a.txt"), sent(SCRIPT, "b.txt"), sent(PDF, "c.pdf")]},
        headers={"HX-Request": "true"},
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "b.txt: This is a web page" in text
    assert [row.name for row in Attachment.objects.all()] == ["a.txt", "c.pdf"]


# sending them with a draft -------------------------------------------------------------------------------------


def send_files(who: User, *sent_files, key: str = "", script: bool = True, **fields):
    headers = {"HX-Request": "true"} if script else {}
    data = {"key": key or str(uuid.uuid4()), "files": list(sent_files), **fields}
    return browser(who).post(reverse("draft_files"), data, headers=headers)


def test_a_photograph_is_enough_to_begin(cast):
    key = str(uuid.uuid4())
    answer = send_files(cast.submitter, sent(uploads.photograph(), "IMG_1.jpg"), key=key)
    draft = Idea.objects.get()
    assert (draft.status, draft.submitter, draft.text) == ("draft", cast.submitter, "")
    assert draft.title == "Draft without words"
    assert "IMG_1.jpg" in answer.content.decode()
    send_files(cast.submitter, sent(PDF, "plan.pdf"), key=key, text="Shelf at gate two")
    draft = Idea.objects.get()
    assert (draft.title, draft.attachments.count()) == ("Shelf at gate two", 2)


def test_a_file_of_a_draft_is_removed_with_every_word_kept(cast):
    key = str(uuid.uuid4())
    send_files(cast.submitter, sent(b"good", "a.txt"), key=key)
    row = Attachment.objects.get()
    answer = send_files(cast.submitter, key=key, script=False, text="Shelf", remove=row.public_id)
    assert not Attachment.objects.exists()
    assert "Shelf" in answer.content.decode()
    assert Idea.objects.get().text == "Shelf"


def test_without_a_script_the_page_comes_back_with_the_files(cast):
    answer = send_files(cast.submitter, sent(uploads.picture(), "a.jpg"), script=False, text="Shelf")
    text = answer.content.decode()
    assert "a.jpg" in text
    assert "Shelf" in text


def test_files_of_others_drafts_are_out_of_reach(cast):
    row = attached(make_draft(cast.colleague), cast.colleague)
    send_files(cast.submitter, draft=row.idea.public_id, remove=row.public_id)
    assert Attachment.objects.get() == row
    assert Idea.objects.filter(submitter=cast.submitter).count() == 1


def test_files_need_somebody_signed_in(client):
    url = reverse("draft_files")
    assert client.post(url, {"files": [sent(PDF)]}).status_code == 302
    assert client.post(url, {"files": [sent(PDF)]}, headers={"HX-Request": "true"}).status_code == 401
    assert not Attachment.objects.exists()


def test_files_after_handing_in_do_not_make_another_draft(cast):
    key = str(uuid.uuid4())
    browser(cast.submitter).post(reverse("new"), {"text": "A shelf at gate two.", "key": key})
    assert send_files(cast.submitter, sent(PDF), key=key).status_code == 409
    assert Idea.objects.count() == 1


def test_too_large_a_file_is_refused_and_not_written_whole(cast, settings, monkeypatch):
    settings.FILE_MAX_BYTES = 3_000_000
    sizes = []
    check = files.check
    monkeypatch.setattr(files, "check", lambda one: sizes.append(one.size) or check(one))
    limit, more = sent(b"a" * 3_000_000, "a.txt"), sent(b"a" * 9_000_000, "b.txt")
    answer = send_files(cast.submitter, limit, more)
    assert "b.txt: This file is larger than" in answer.content.decode()
    assert [row.size for row in Attachment.objects.all()] == [3_000_000]
    assert sizes[0] == 3_000_000
    assert 3_000_000 < sizes[1] < 3_200_000


def test_more_files_than_anybody_needs_are_refused_at_the_door(cast, settings):
    many = [sent(b"a", f"{n}.txt") for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)]
    assert send_files(cast.submitter, *many).status_code == 400
    assert not Attachment.objects.exists()


def test_file_is_added_to_an_open_idea_on_its_page(cast):
    idea = make_idea(cast, "in_review")
    client, url = browser(cast.submitter), reverse("act", args=[idea.public_id, "attach"])
    assert 'enctype="multipart/form-data"' in client.get(url).content.decode()
    answer = client.post(url, {"key": str(uuid.uuid4()), "files": [sent(PDF, "plan.pdf")]})
    assert answer.status_code == 302
    row = Attachment.objects.get()
    answer = client.post(url, {"key": str(uuid.uuid4()), "files": [sent(SCRIPT, "x.pdf")]})
    assert "web page" in answer.content.decode()
    remove = reverse("act", args=[idea.public_id, "detach"])
    assert f'value="{row.pk}"' in client.get(f"{remove}?file={row.public_id}").content.decode()
    assert client.post(remove, {"key": str(uuid.uuid4()), "file": row.pk}).status_code == 302
    assert not Attachment.objects.exists()


# getting them back ---------------------------------------------------------------------------------------------


def test_file_leaves_as_a_download_that_nothing_opens(cast):
    row = attached(make_idea(cast, "in_review"), cast.submitter, b"Gr\xc3\xb6\xc3\x9fe", 'Grö"ße\r\nX: y.txt')
    answer = browser(cast.submitter).get(address("file", row))
    assert body(answer) == "Größe".encode()
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Gr%C3%B6%20%C3%9Fe%20X%20y.txt"
    assert answer["Content-Type"] == "text/plain"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert "X" not in {name for name, _value in answer.items()}


def test_every_kind_leaves_as_a_download(cast):
    idea = make_idea(cast, "in_review")
    for content in (PDF, uploads.office(), uploads.picture("PNG"), b"words"):
        row = attached(idea, cast.submitter, content, "x.html")
        answer = browser(cast.submitter).get(address("file", row))
        assert answer["Content-Disposition"].startswith("attachment;")
        assert "html" not in answer["Content-Type"] + answer["Content-Disposition"]
        assert "svg" not in answer["Content-Type"]
        assert answer.getvalue()


def test_small_picture_is_shown_as_we_made_it(cast):
    row = attached(make_idea(cast, "in_review"), cast.submitter, uploads.photograph(size=(900, 600)))
    answer = browser(cast.submitter).get(address("file_small", row))
    assert answer["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(answer.content)).size == (320, 480)
    assert "sandbox" in answer["Content-Security-Policy"]


def test_what_is_no_picture_has_no_small_one(cast):
    row = attached(make_idea(cast, "in_review"), cast.submitter)
    assert browser(cast.submitter).get(address("file_small", row)).status_code == 404


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
@pytest.mark.parametrize("visibility", ["everyone", "handlers"])
def test_files_are_for_those_who_may_read_the_idea(cast, status, visibility):
    draft = make_draft(cast.submitter, department=cast.logistics, visibility=visibility)
    row = attached(draft, cast.submitter, uploads.picture(), "a.jpg")
    if status != "draft":
        workflow.hand_in(draft, cast.submitter)
        workflow.glance(draft, Idea.objects.get(pk=draft.pk).owner)
        bring_to(cast, draft, status)
    cast.leaver.is_active = False
    everybody = [p for p in cast.people.values() if p.is_active]
    for who in everybody:
        may = Idea.objects.visible_to(who).filter(pk=draft.pk).exists()
        for name in ("file", "file_small"):
            answer = browser(who).get(address(name, row))
            assert answer.status_code == (200 if may else 404), (who, name)
            assert answer.getvalue()
    public = Idea.objects.visible_to(cast.bystander).filter(pk=draft.pk).exists()
    assert public == (status == "in_review" and visibility == "everyone")


def test_files_are_for_nobody_who_is_signed_out_or_has_left(cast):
    row = attached(make_idea(cast, "in_review"), cast.submitter)
    assert Client().get(address("file", row)).status_code == 302
    client = browser(cast.bystander)
    people.deactivate(cast.bystander)
    assert client.get(address("file", row)).status_code == 302


def test_file_is_found_under_its_own_idea_alone(cast):
    row = attached(make_idea(cast, "in_review"), cast.submitter)
    other = make_idea(cast, "in_review")
    url = reverse("file", args=[other.public_id, row.public_id])
    assert browser(cast.submitter).get(url).status_code == 404


def test_file_whose_bytes_are_gone_is_not_found(cast):
    row = attached(make_idea(cast, "in_review"), cast.submitter, uploads.picture())
    for name in (row.file.name, f"{row.file.name}.small"):
        default_storage.delete(name)
    assert browser(cast.submitter).get(address("file", row)).status_code == 404
    assert browser(cast.submitter).get(address("file_small", row)).status_code == 404


def test_pages_show_the_files_without_a_statement_more(cast):
    bare, full = make_idea(cast, "in_review"), make_idea(cast, "in_review")
    workflow.attach(
        full,
        cast.submitter,
        files=[ready(uploads.picture(), "a.jpg"), ready(name="b.txt"), ready(name="c.txt")],
    )
    reader = cast.bystander
    for name in ("idea",):
        pages = [reverse(name, args=[idea.public_id]) for idea in (bare, full)]
        assert statements(reader, pages[0]) == statements(reader, pages[1])
    found = rules.access_idea(reader, full.public_id)
    assert [row.name for row in files.of(found)] == ["a.jpg", "b.txt", "c.txt"]
    assert [row.pk for row in files.of(Idea.objects.get(pk=full.pk))] == [
        row.pk for row in full.attachments.all()
    ]
    assert files.of(found)[0].small_size == (120, 80)


# order ---------------------------------------------------------------------------------------------------------


def age(name: str, days: float) -> None:
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(default_storage.path(name), (then, then))


def test_bytes_without_a_row_go_after_a_day(cast):
    row = attached(make_draft(cast.submitter), cast.submitter, uploads.picture())
    face = files.kept_portrait(files.portrait(sent(uploads.picture())))
    people.set_portrait(cast.submitter, face)
    lost = files.kept_portrait(b"lost")
    fresh = files.kept_portrait(b"fresh")
    for name in (row.file.name, f"{row.file.name}.small", face, lost):
        age(name, 1.1)
    sweep.forget_daily()
    kept = [
        default_storage.exists(name) for name in (row.file.name, f"{row.file.name}.small", face, lost, fresh)
    ]
    assert kept == [True, True, True, False, True]
    age(fresh, 2)
    sweep.forget_daily()
    assert default_storage.exists(fresh)  # once a day is enough


def test_integrity_finds_missing_and_changed_bytes(cast):
    draft = make_draft(cast.submitter)
    gone, changed, longer = (attached(draft, cast.submitter) for _n in range(3))
    default_storage.delete(gone.file.name)
    with open(default_storage.path(changed.file.name), "wb") as out:
        out.write(b"B list.")
    with open(default_storage.path(longer.file.name), "ab") as out:
        out.write(b"more")
    User.objects.filter(pk=cast.submitter.pk).update(portrait="portraits/gone.webp")
    quick, thorough = list(files.bytes_faults()), list(files.bytes_faults(thorough=True))
    assert [line.rpartition(": ")[2] for line in quick] == ["missing", "of another size", "missing"]
    assert [line.rpartition(": ")[2] for line in thorough] == [
        "missing",
        "changed",
        "of another size",
        "missing",
    ]
    with pytest.raises(SystemExit):
        call_command("check_integrity", files=True, stdout=io.StringIO())


def test_my_data_names_files_(cast):
    attached(make_draft(cast.submitter), cast.submitter, name="plan.txt")
    told = browser(cast.submitter).get(reverse("my_data")).json()
    assert [row["name"] for row in told["files"]] == ["plan.txt"]
