"""The public discussion: who may say, report, remove and settle what, who hears of it, what nobody reads any more."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from ideas import clock, integrity, mentions, notifications, sweep, workflow
from ideas.discussion import SHOWN
from ideas.models import Broadcast, Comment, CommentReport, Event, Idea, Notice, OutgoingMail
from ideas.rules import Refused
from ideas.views.my_data import data_of
from tests.factories import Cast, make_cast, make_idea, make_user, owner_of
from tests.visits import browser, page, page_of, statements, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    return make_idea(cast)


def said(idea: Idea, who: User, text: str = "Gate two as well.", **more: object) -> Comment:
    return workflow.comment(idea, who, text=text, **more)


def later(**time: int):
    return clock.at(clock.now() + timedelta(**time))


def act(who: User, idea: Idea, verb: str, **typed: object):
    typed.setdefault("key", str(uuid.uuid4()))
    return browser(who).post(reverse("act", args=[idea.public_id, verb]), typed)


# saying something


@pytest.mark.parametrize(
    "name", ["employee", "submitter", "manager", "admin", "observer", "expert1", "decider"]
)
def test_comment_is_for_whoever_may_read_a_public_idea(cast, idea, name):
    made = said(idea, getattr(cast, name))
    for reader in (cast.bystander, cast.submitter):
        assert "Gate two as well." in page_of(reader, idea)
    event = Event.objects.get(idea=idea, kind="comment")
    assert (event.data["comment_id"], event.why) == (made.pk, "")


@pytest.mark.parametrize("closed_to_others", [{"visibility": "handlers"}, {"glanced": False}])
def test_no_comment_where_not_everybody_may_read(cast, closed_to_others):
    idea = make_idea(cast, **closed_to_others)
    with pytest.raises(Refused) as refused:
        said(idea, owner_of(idea))
    assert refused.value.kind == "conflict"
    with pytest.raises(Refused) as refused:
        said(idea, cast.bystander)
    assert refused.value.kind == "unseen"


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_no_comment_on_drafts_and_withdrawn_ideas(cast, status):
    with pytest.raises(Refused):
        said(make_idea(cast, status), cast.submitter)
    assert not Comment.objects.exists()


def test_closed_idea_is_talked_about_for_thirty_days(cast):
    idea = make_idea(cast, "closed")
    with later(days=29):
        said(idea, cast.bystander)
    with later(days=31):
        with pytest.raises(Refused, match="more than 30 days ago"):
            said(idea, cast.bystander)
        text = words(page_of(cast.bystander, idea))
        assert "Gate two as well." in text
        assert "The discussion is over" in text


def test_department_without_discussion_shows_none(cast, idea):
    said(idea, cast.bystander)
    cast.logistics.discussion = False
    cast.logistics.save()
    with pytest.raises(Refused, match="no public discussion"):
        said(idea, cast.bystander)
    for reader in (cast.bystander, cast.submitter, owner_of(idea)):
        assert "Gate two as well." not in page_of(reader, idea)
    assert "Logistics has switched public discussion off." in page_of(owner_of(idea), idea)
    assert "switched" not in page_of(cast.bystander, idea)


def test_too_many_comments_within_an_hour_are_refused_with_the_words_kept(cast, idea):
    for n in range(20):
        said(idea, cast.bystander, f"And another thing, number {n}.")
    answer = act(cast.bystander, idea, "comment", text="One more thing.")
    assert answer.status_code == 409
    assert "20 comments within an hour" in answer.content.decode()
    assert "One more thing." in answer.content.decode()
    with later(minutes=61):
        said(idea, cast.bystander)


def test_double_click_makes_one_comment_and_leads_to_it(cast, idea):
    typed = {"key": str(uuid.uuid4()), "text": "Once."}
    first, second = (act(cast.bystander, idea, "comment", **typed) for _n in range(2))
    made = Comment.objects.get()
    assert first["Location"] == second["Location"]
    assert first["Location"].endswith(f"?comment={made.public_id}#c-{made.public_id}")


def test_comment_is_markdown_that_cannot_do_anything(cast, idea):
    said(idea, cast.bystander, "**Yes** <script>alert(1)</script> [x](javascript:alert(1))")
    html = page_of(cast.submitter, idea)
    assert "<strong>Yes</strong>" in html
    assert "<script>alert" not in html
    assert 'href="javascript:' not in html


def test_long_discussion_comes_page_by_page(cast, idea):
    made = [
        said(idea, cast.people[name], f"Word {n:02}.")
        for n, name in enumerate(["bystander", "employee"] * 19)
    ]
    latest = page_of(cast.submitter, idea)
    assert re.findall(r"Word (\d\d)", latest) == [f"{n:02}" for n in range(38 - SHOWN, 38)]
    before = re.search(r'href="\?before=(\w+)#discussion"', latest)[1]
    client = browser(cast.submitter)
    path = reverse("idea", args=[idea.public_id])
    first = client.get(path, {"before": before}).content.decode()
    assert re.findall(r"Word (\d\d)", first) == [f"{n:02}" for n in range(38 - SHOWN)]
    assert "Show the latest comments" in first
    named = client.get(path, {"comment": made[1].public_id}).content.decode()
    assert f'id="c-{made[1].public_id}" class="here"' in named


def test_role_stands_beside_a_name_as_far_as_the_reader_may_know(cast, idea):
    expert = idea.assignments.first().reviewer
    said(idea, expert)
    said(idea, cast.submitter, "I count on it.")
    assert "· expert ·" in words(page_of(cast.submitter, idea))
    assert "· expert ·" not in words(page_of(cast.bystander, idea))
    assert "· handed it in ·" in words(page_of(cast.bystander, idea))
    workflow.set_visibility(idea, cast.submitter, visibility="everyone", show_name=False)
    assert "handed it in" not in words(page_of(cast.bystander, idea))


# mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Sean Murphy, look", ["Sean Murphy"]),
        ("look, @sean murphy!", ["Sean Murphy"]),
        ("(@Sean Murphy)", ["Sean Murphy"]),
        ("**@Sean Murphy**", ["Sean Murphy"]),
        ("@Sean O'Neill-Weiß and @Sean Murphy", ["Sean O'Neill-Weiß", "Sean Murphy"]),
        ("@Ann Lee Smith too", ["Ann Lee Smith"]),
        ("@Ann Lee knows", ["Ann Lee"]),
        ("@Sean Murphyson", []),
        ("@Sean", []),
        ("sean@Sean Murphy", []),
        ("@Gone Person", []),
        ("@ Sean Murphy", []),
        ("nothing here", []),
    ],
)
def test_exact_names_behind_an_at_sign_are_found(text, found):
    for name in ("Sean Murphy", "Sean O'Neill-Weiß", "Ann Lee", "Ann Lee Smith"):
        make_user(name)
    make_user("Gone Person", is_active=False)
    assert [person.name for person in mentions.named_in(text)] == found


def test_of_two_with_one_name_the_one_picked_is_meant():
    first, second = make_user("Sean Murphy"), make_user("Sean Murphy")
    assert mentions.named_in("@Sean Murphy") == [first, second]
    assert mentions.named_in("@Sean Murphy", picked=[second.pk]) == [second]


def test_colleagues_are_offered_by_the_beginning_of_a_name(cast, idea):
    make_user("Sean Murphy", department=cast.it)
    make_user("Murdo Sean", is_active=False)
    path = reverse("mentionable", args=[idea.public_id])
    answer = browser(cast.bystander).get(path, {"q": "mur"}).content.decode()
    assert 'data-name="Sean Murphy"' in answer
    assert "Murdo" not in answer
    assert browser(cast.bystander).get(path, {"q": ""}).content.strip() == b""
    hidden = make_idea(cast, glanced=False)
    assert browser(cast.bystander).get(reverse("mentionable", args=[hidden.public_id])).status_code == 404
    own = browser(owner_of(hidden)).get(reverse("mentionable", args=[hidden.public_id]), {"q": "mur"})
    assert own.content.strip() == b""


def test_mention_is_told_and_stands_out(cast, idea):
    made = said(idea, cast.bystander, "@Colleague Example knows the yard.")
    assert list(made.mentions.all()) == [cast.colleague]
    notice = Notice.objects.get(user=cast.colleague)
    assert notice.kind == "mention"
    assert notice.text.startswith("Bystander Example mentions you in the discussion of")
    assert notice.path.endswith(f"?comment={made.public_id}#c-{made.public_id}")
    assert "<strong>@Colleague Example</strong>" in page_of(cast.submitter, idea)


# who hears of it


def test_submitter_and_followers_get_a_line_and_never_a_mail_of_its_own(cast, idea):
    User.objects.update(mail_rhythm="single")
    workflow.follow(idea, cast.employee)
    idea.refresh_from_db()
    OutgoingMail.objects.all().delete()
    said(idea, cast.bystander)
    for broadcast in Broadcast.objects.filter(done_at=None):
        notifications.expand(broadcast)
    rows = Notice.objects.filter(kind="comment").order_by("user__name")
    assert [(row.user, row.digest) for row in rows] == [(cast.employee, True), (cast.submitter, True)]
    assert not OutgoingMail.objects.exists()
    assert not any("Gate two" in row.text for row in Notice.objects.all())


def test_digest_tells_of_comments_until_the_reader_may_no_longer_read_the_idea(cast, idea):
    other = make_idea(cast)
    for one in (idea, other):
        said(one, cast.bystander, "@Colleague Example, you know this.")
    workflow.set_visibility(idea, cast.submitter, visibility="handlers")
    with clock.at(clock.now().replace(hour=12) + timedelta(days=(7 - clock.today().weekday()) % 7 + 1)):
        sweep.digests()
    mail = OutgoingMail.objects.get(to_user=cast.colleague, kind="digest")
    assert other.title.split()[1] in mail.text
    assert idea.title.split()[1] not in mail.text
    assert "you know this" not in mail.text


def test_idea_narrowed_to_its_handlers_hides_the_discussion_at_once(cast, idea):
    made = said(idea, cast.bystander, "Rhinoceros.")
    workflow.set_visibility(idea, cast.submitter, visibility="handlers")
    path = reverse("idea", args=[idea.public_id])
    assert browser(cast.bystander).get(path, {"comment": made.public_id}).status_code == 404
    for reader in (cast.submitter, owner_of(idea)):
        assert "Rhinoceros" not in page_of(reader, idea)
    assert act(cast.bystander, idea, "report_comment", comment=made.public_id, why="Rude.").status_code == 404
    for verb in ("report_comment", "remove_comment", "settle_report"):
        address = f"{reverse('act', args=[idea.public_id, verb])}?comment={made.public_id}"
        assert "Rhinoceros" not in browser(owner_of(idea)).get(address).content.decode()


# reporting and settling


def test_report_shows_to_coordinators_alone(cast, idea):
    made = said(idea, cast.bystander)
    workflow.report_comment(idea, cast.employee, comment=made, why="Okapi is no word for it.")
    owner = owner_of(idea)
    assert "Somebody reported this comment." in page_of(owner, idea)
    assert "You reported it" in page_of(cast.employee, idea)
    settle = f"{reverse('act', args=[idea.public_id, 'settle_report'])}?comment={made.public_id}"
    assert "Okapi" in browser(owner).get(settle).content.decode()
    assert browser(cast.submitter).get(settle).status_code == 403
    for reader in (cast.bystander, cast.submitter, idea.assignments.first().reviewer, cast.admin):
        html = page_of(reader, idea)
        assert "Okapi" not in html
        assert "reported this comment" not in html
    told = set(Notice.objects.filter(kind="report_comment").values_list("user__name", flat=True))
    assert told == {"Logistics Coordinator 1", "Logistics Coordinator 2"}


def test_report_waits_on_home_and_board_of_coordinators(cast, idea):
    made = said(idea, cast.bystander)
    workflow.report_comment(idea, cast.employee, comment=made, why="Rude.")
    for reader, waits in ((cast.coordinator1, True), (cast.it_coordinator1, False), (cast.submitter, False)):
        assert ("1 comment was reported" in words(page(reader, "/"))) is waits
    assert "A comment was reported" in page(cast.coordinator1, "/board/")
    workflow.settle_report(idea, owner_of(idea), comment=made)
    assert "1 comment was reported" not in page(cast.coordinator1, "/")


def test_report_is_made_once_a_person_with_a_reason(cast, idea):
    made = said(idea, cast.bystander)
    with pytest.raises(Refused):
        workflow.report_comment(idea, cast.employee, comment=made, why=" ")
    workflow.report_comment(idea, cast.employee, comment=made, why="Rude.")
    with pytest.raises(Refused, match="already"):
        workflow.report_comment(idea, cast.employee, comment=made, why="Rude.")
    with pytest.raises(Refused, match="your own"):
        workflow.report_comment(idea, cast.bystander, comment=made, why="Rude.")
    assert CommentReport.objects.count() == 1


def test_settled_report_leaves_the_comment_and_tells_who_reported(cast, idea):
    made = said(idea, cast.bystander)
    workflow.report_comment(idea, cast.employee, comment=made, why="Rude.")
    workflow.settle_report(idea, owner_of(idea), comment=made)
    assert "It stays." in Notice.objects.get(user=cast.employee, kind="settle_report").text
    assert "Gate two as well." in page_of(cast.bystander, idea)
    assert "reported this comment" not in page_of(owner_of(idea), idea)
    with pytest.raises(Refused, match="already"):
        workflow.settle_report(idea, owner_of(idea), comment=made)


def test_coordinator_does_not_settle_what_is_said_of_their_own_words(cast, idea):
    owner = owner_of(idea)
    made = said(idea, owner)
    workflow.report_comment(idea, cast.employee, comment=made, why="Rude.")
    assert not Notice.objects.filter(user=owner, kind="report_comment").exists()
    with pytest.raises(Refused, match="Somebody else"):
        workflow.settle_report(idea, owner, comment=made)


# removing


@pytest.mark.parametrize(
    ("minutes", "why", "goes"), [(14, "", True), (16, "", False), (16, "Mistaken.", True)]
)
def test_author_takes_back_at_once_without_a_reason(cast, idea, minutes, why, goes):
    made = said(idea, cast.bystander)
    with later(minutes=minutes):
        answer = act(cast.bystander, idea, "remove_comment", comment=made.public_id, why=why)
    made.refresh_from_db()
    assert answer.status_code == (302 if goes else 200)
    assert bool(made.removed_at) is goes


def test_removed_words_are_for_the_author_and_coordinators_alone(cast, idea):
    made = said(idea, cast.bystander, "Wolverine.")
    workflow.report_comment(idea, cast.employee, comment=made, why="Rude.")
    owner = owner_of(idea)
    workflow.remove_comment(idea, owner, comment=made, why="Aardvarks are not to blame.")
    for reader in (cast.bystander, owner):
        html = page_of(reader, idea)
        assert "Wolverine." in html
        assert "Aardvarks" in html
    for reader in (
        cast.employee,
        cast.submitter,
        cast.admin,
        cast.decider,
        idea.assignments.first().reviewer,
    ):
        html = page_of(reader, idea)
        assert f"A comment was removed by {owner.name}." in html
        assert "Wolverine" not in html
        assert "Aardvarks" not in html
    assert "Aardvarks" in Notice.objects.get(user=cast.bystander, kind="remove_comment").text
    assert "gone" in Notice.objects.get(user=cast.employee, kind="remove_comment").text
    assert not CommentReport.objects.filter(settled_at=None).exists()


def test_what_an_author_takes_back_is_nobody_elses(cast, idea):
    made = said(idea, cast.bystander, "Wolverine.")
    workflow.remove_comment(idea, cast.bystander, comment=made)
    assert "Wolverine" in page_of(cast.bystander, idea)
    for reader in (cast.employee, owner_of(idea), cast.submitter):
        html = page_of(reader, idea)
        assert "Bystander Example took a comment back." in html
        assert "Wolverine" not in html


@pytest.mark.parametrize("name", ["employee", "submitter", "manager", "admin", "it_coordinator1", "expert1"])
def test_nobody_else_removes(cast, idea, name):
    made = said(idea, cast.bystander)
    answer = act(getattr(cast, name), idea, "remove_comment", comment=made.public_id, why="I do not like it.")
    assert answer.status_code == 403
    made.refresh_from_db()
    assert made.removed_at is None


def test_second_removal_is_told_so_and_keeps_the_words(cast, idea):
    made = said(idea, cast.bystander)
    workflow.remove_comment(idea, cast.bystander, comment=made)
    answer = act(owner_of(idea), idea, "remove_comment", comment=made.public_id, why="It names a customer.")
    assert answer.status_code == 409
    assert "It names a customer." in answer.content.decode()
    assert Event.objects.filter(kind="remove_comment").count() == 1


def test_comment_of_another_idea_is_not_reached_through_this_one(cast, idea):
    made = said(make_idea(cast), cast.bystander)
    act(owner_of(idea), idea, "remove_comment", comment=made.public_id, why="Rude.")
    made.refresh_from_db()
    assert made.removed_at is None


def test_database_asks_for_who_and_why_of_a_removal(cast, idea):
    made = said(idea, cast.bystander)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=made.pk).update(removed_at=clock.now(), removed_by=owner_of(idea))


def test_own_data_has_own_comments_and_those_of_nobody_else(cast, idea):
    made = said(idea, cast.bystander, "Mine.")
    said(idea, cast.employee, "Not mine.")
    workflow.remove_comment(idea, cast.bystander, comment=made)
    rows = data_of(cast.bystander)["comments"]
    assert [(row["text"], row["removed_why"]) for row in rows] == [("Mine.", "")]


# what it costs


def test_discussion_costs_one_statement_however_long(cast, idea):
    readers = (cast.bystander, cast.submitter, owner_of(idea))
    path = reverse("idea", args=[idea.public_id])
    none = [statements(reader, path) for reader in readers]
    for n in range(12):
        made = said(idea, cast.people[f"expert{n % 4 + 1}"], f"@Colleague Example, word {n}.")
        workflow.report_comment(idea, cast.employee, comment=made, why="Rude.")
    many = [statements(reader, path) for reader in readers]
    assert many == none
    assert max(many) <= 8
    assert list(integrity.findings()) == []
