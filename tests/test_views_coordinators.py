"""The board: ideas by status, what presses, what is to do; by number alone where the reader may not read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ideas import clock, conversation, routing, workflow
from ideas.models import Idea, InPersonTask
from tests.factories import Cast, experts_of, make_cast, make_idea, make_user, owner_of, reasons, unique

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def board(person: User, query: str = "") -> str:
    answer = signed_in(person).get(reverse("board") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def group(text: str, heading: str) -> str:
    """The part of the page under one heading of a status."""
    rest = text[text.index('<div class="board') :]
    rest = rest[rest.index(heading) :]
    return rest[: rest.index("</section>")]


def move(idea: Idea, **days: int) -> None:
    """Dates as if time had passed."""
    Idea.objects.filter(pk=idea.pk).update(
        **{name: clock.now() + timedelta(days=n) for name, n in days.items()}
    )


def test_board_shows_each_idea_under_its_status(cast):
    for status, heading in (
        ("triage", "Finding the right experts"),
        ("in_review", "With experts"),
        ("clarification", "A question is out"),
        ("discussion", "Comparing views"),
        ("deciding", "Decision coming up"),
        ("conversation", "To be talked through"),
        ("confirming", "Notes being checked"),
        ("deferred", "On hold"),
    ):
        make_idea(cast, status, title=f"Now {status}")
        assert f"Now {status}" in group(board(cast.coordinator1), heading)
    text = board(cast.coordinator1)
    assert make_idea(cast, "closed", title="Over and done").title not in text


def test_board_shows_what_is_late_and_whose_promise_runs_out(cast):
    late, soon, fine = (make_idea(cast, title=title) for title in ("Late one", "Soon one", "Fine one"))
    move(late, due_at=-2)
    move(soon, promise_at=3)
    text = board(cast.coordinator1)
    head = text[: text.index('<div class="board')]
    assert "1 idea is late" in head
    assert "1 promise runs out within seven days" in head
    assert late.title in head
    assert soon.title in head
    assert fine.title not in head


def test_board_puts_first_what_will_miss_its_promise_within_seven_days(cast):
    titles = (
        "Merely late",
        "Promise in six days",
        "Promise broken",
        "Late and promised soon",
        "Promise in nine days",
    )
    late, six, broken, both, _nine = ideas = [make_idea(cast, title=title) for title in titles]
    for idea, days in zip(ideas, (30, 6, -1, 2, 9), strict=True):
        move(idea, promise_at=days, due_at=-3 if idea in (late, both) else 5)
    text = board(cast.coordinator1)
    head = text[: text.index('<div class="board')]
    assert "1 promise is broken · 2 promises run out within seven days · 2 ideas are late" in head
    places = [head.index(one.title) for one in (broken, both, six, late)]
    assert places == sorted(places)
    assert head.count(both.title) == 1
    assert "Promise in nine days" not in head
    listed = board(cast.coordinator1, "?due=promise")
    assert [title for title in titles if title in listed] == [six.title, broken.title, both.title]


def test_board_without_anything_late_says_so(cast):
    make_idea(cast)
    assert "Nothing is late" in board(cast.coordinator1)


def test_board_is_of_ones_own_departments_and_those_below(cast):
    make_idea(cast, title="Of logistics")
    assert "Of logistics" in board(cast.coordinator2)
    assert "Of logistics" in board(cast.office1)
    assert "Of logistics" not in board(cast.it_coordinator1)


def test_board_is_for_those_who_look_after_ideas(cast, client):
    for person in (cast.employee, cast.submitter, cast.expert1, cast.observer):
        assert signed_in(person).get(reverse("board")).status_code == 403
    assert client.get(reverse("board")).status_code == 302


def test_board_of_the_idea_office_names_hidden_ideas_by_number_alone(cast):
    hidden = make_idea(cast, visibility="handlers", title=unique("hidden"))
    shown = make_idea(cast, title=unique("shown"))
    move(hidden, due_at=-1)
    text = board(cast.admin)
    assert shown.title in text
    assert hidden.title not in text
    assert hidden.public_id not in text
    assert f"No. {hidden.number}" in text
    page = board(cast.admin, "?status=in_review")
    assert hidden.title not in page
    assert f"No. {hidden.number}" in page


def test_board_leaves_out_ideas_in_which_one_has_a_part(cast):
    own = make_idea(cast, submitter=cast.coordinator1, title=unique("own"))
    of_report = make_idea(cast, title=unique("report"))
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=cast.coordinator1)
    joint = make_idea(cast, submitter=cast.colleague, title=unique("joint"))
    workflow.invite_cosubmitter(joint, cast.colleague, user=cast.coordinator1)
    workflow.join(joint, cast.coordinator1)
    text = board(cast.coordinator1)
    for idea in (own, of_report, joint):
        assert idea.title not in text


def test_board_says_what_there_is_to_do(cast):
    unread = make_idea(cast, glanced=False, title="Not looked at yet")
    proposed = make_idea(cast, "triage", title="Proposed to end")
    proposer = owner_of(proposed)
    workflow.propose(
        proposed,
        proposer,
        outcome="out_of_scope",
        **reasons("out_of_scope"),
    )
    other = cast.coordinator2 if proposer == cast.coordinator1 else cast.coordinator1
    text = board(other)
    assert f'action="{reverse("act", args=[unread.public_id, "glance"])}"' in text
    assert f"{reverse('act', args=[proposed.public_id, 'agree'])}?next={reverse('board')}" in text
    assert reverse("act", args=[proposed.public_id, "agree"]) not in board(proposer)


def test_board_shows_a_glance_that_can_be_taken_back(cast):
    idea = make_idea(cast, glanced=False)
    client = signed_in(cast.coordinator1)
    answer = client.post(reverse("act", args=[idea.public_id, "glance"]), {"next": reverse("board")})
    assert (answer.status_code, answer.url) == (302, reverse("board"))
    text = client.get(reverse("board")).content.decode()
    undo = reverse("act", args=[idea.public_id, "unglance"])
    assert f'action="{undo}"' in text
    client.post(undo, {"next": reverse("board")})
    assert Idea.objects.get(pk=idea.pk).glanced_at is None
    assert "Colleagues cannot read it yet" in client.get(reverse("board")).content.decode()


def test_board_says_what_each_idea_waits_for(cast):
    review, asked, talk = make_idea(cast), make_idea(cast, "clarification"), make_idea(cast, "conversation")
    names = [expert.name for expert in experts_of(review)]
    text = board(cast.coordinator1)
    assert f"waits for the view of {names[0]} and {names[1]}" in group(text, "With experts")
    assert "waits for the submitter&#x27;s answer" in group(text, "A question is out")
    assert "waits for the submitter to choose a time" in group(text, "To be talked through")
    assert asked.title in text
    for status, words in (
        ("triage", "waits for %s to find the experts"),
        ("discussion", "waits for %s to bring the views together"),
        ("deciding", "waits for %s to decide"),
    ):
        assert words % owner_of(make_idea(cast, status)).name in board(cast.coordinator1)
    conversation.book(talk, cast.submitter, slot=talk.conversations.get().slots.order_by("starts_at")[0])
    assert "the talk is on" in group(board(cast.coordinator1), "To be talked through")
    elsewhere = group(board(cast.admin), "To be talked through")
    assert "a time to talk is arranged" in elsewhere
    assert "the talk is on" not in elsewhere


def test_board_puts_open_hazards_first_and_reported_comments_to_do(cast):
    idea = make_idea(cast, title="Bent rack")
    quiet = make_idea(cast, title="Bold words")
    workflow.report_hazard(idea, cast.submitter, why="It leans.")
    said = workflow.comment(quiet, cast.colleague, text="Nonsense.")
    workflow.report_comment(quiet, cast.bystander, comment=said, why="Rude.")
    text = board(cast.coordinator1)
    assert text.index("A hazard is open") < text.index("Bent rack") < text.index("To do")
    assert "A comment was reported" in text
    assert f"{reverse('idea', args=[quiet.public_id])}#discussion" in text
    assert "A hazard is open" not in board(cast.it_coordinator1)


def test_hazard_and_report_of_an_idea_in_which_one_has_a_part_stand_on_no_board_of_theirs(cast):
    idea = make_idea(cast, "conversation", title="Bent rack")
    said = workflow.comment(idea, cast.colleague, text="Nonsense.")
    workflow.report_comment(idea, cast.bystander, comment=said, why="Rude.")
    workflow.report_hazard(idea, owner_of(idea), why="It leans.")
    conversation.decline_talk(idea, cast.submitter)
    assert Idea.objects.get(pk=idea.pk).owner is None
    reader = next(one for one in (cast.coordinator1, cast.coordinator2) if one != owner_of(idea))
    assert "Bent rack" in board(reader)
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=reader)
    for path in ("", "?todo=reported"):
        assert "Bent rack" not in board(reader, path)
    assert "was reported" not in signed_in(reader).get("/").content.decode()


def test_report_of_a_joint_idea_is_not_counted_for_who_has_joined(cast):
    idea = make_idea(cast)
    said = workflow.comment(idea, cast.colleague, text="Nonsense.")
    workflow.report_comment(idea, cast.bystander, comment=said, why="Rude.")
    reader = next(one for one in (cast.coordinator1, cast.coordinator2) if one != owner_of(idea))
    assert "1 comment was reported" in signed_in(reader).get("/").content.decode()
    workflow.invite_cosubmitter(idea, cast.submitter, user=reader)
    workflow.join(idea, reader)
    assert "was reported" not in signed_in(reader).get("/").content.decode()


def test_board_names_hand_overs_that_wait(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    workflow.hand_over(
        idea, expert, to=next(c.user for c in routing.eligible_reviewers(idea)), why="Your field"
    )
    assert "A review is being handed over" in board(cast.coordinator1)


def test_board_lists_more_than_a_few_things_to_do_in_full(cast):
    for n in range(6):
        make_idea(cast, glanced=False, title=f"Unread {n}")
    text = board(cast.coordinator1)
    assert "?todo=glance" in text
    page = board(cast.coordinator1, "?todo=glance")
    assert all(f"Unread {n}" in page for n in range(6))


def test_board_filters_by_due_date(cast):
    late, soon, later = (make_idea(cast, title=title) for title in ("Late one", "Soon one", "Later one"))
    for idea, days in ((late, -1), (soon, 3), (later, 30)):
        move(idea, due_at=days)
    text = board(cast.coordinator1, "?due=late")
    assert [title for title in ("Late one", "Soon one", "Later one") if title in text] == ["Late one"]
    text = board(cast.coordinator1, "?due=week&status=in_review")
    assert [title for title in ("Late one", "Soon one", "Later one") if title in text] == [
        "Late one",
        "Soon one",
    ]


def test_board_without_anything_open_says_that_nobody_waits(cast):
    assert "Nobody waits" in board(cast.coordinator1)
    assert "Nobody waits here" in board(cast.coordinator1, "?mine=1")


def test_sheet_for_the_meeting_has_every_open_idea(cast):
    ideas = [make_idea(cast, status) for status in ("triage", "in_review", "confirming")]
    hidden = make_idea(cast, visibility="handlers", title=unique("hidden"))
    text = board(cast.coordinator1, "?sheet=1")
    assert all(idea.title in text for idea in ideas)
    assert hidden.title not in board(cast.admin, "?sheet=1")


def test_board_filters_by_department_status_and_owner(cast):
    here = make_idea(cast, title="Here it is")
    there = make_idea(cast, department=cast.it, title="There it is")
    text = board(cast.office1, f"?department={cast.it.pk}")
    assert there.title in text
    assert here.title not in text
    mine = owner_of(here)
    assert here.title in board(mine, "?mine=1")
    other = cast.coordinator2 if mine == cast.coordinator1 else cast.coordinator1
    assert here.title not in board(other, "?mine=1")
    assert here.title not in board(other, "?status=triage")
    for nonsense in ("?department=x&status=y&mine=z", "?status=in_review&after=x_y", "?after=2026-13-45_1"):
        assert here.title in board(other, nonsense)


def test_group_turns_its_pages_and_misses_nobody(cast):
    ideas = [make_idea(cast) for _n in range(60)]
    Idea.objects.update(due_at=clock.now() + timedelta(days=3))
    client, seen, pages = signed_in(cast.coordinator1), [], 0
    for status in ("in_review", "triage"):
        address = f"{reverse('board')}?status={status}"
        while address:
            page = client.get(address).context["page"]
            assert {row.idea.status for row in page.rows} == {status}
            seen += [row.idea.pk for row in page.rows]
            address, pages = page.after, pages + 1
    assert sorted(seen) == sorted(idea.pk for idea in ideas)
    assert pages > 2


@pytest.mark.parametrize("n", [1, 30])
def test_board_asks_seven_times_however_many_ideas_there_are(cast, n, django_assert_num_queries):
    for _n in range(n):
        idea = make_idea(cast, glanced=False)
        InPersonTask.objects.create(user=cast.submitter, idea=idea, coordinator=cast.coordinator1, text="Hi")
    move(idea, due_at=-1)
    for person in (cast.coordinator1, cast.admin):
        client = signed_in(person)
        with django_assert_num_queries(7):
            assert client.get(reverse("board")).status_code == 200
        with django_assert_num_queries(5):
            assert client.get(reverse("board") + "?status=in_review").status_code == 200


def task_for(cast: Cast, coordinator: User) -> InPersonTask:
    """Somebody without e-mail who is to be told something."""
    person = make_user("Nora Nomail", email=None, personnel_number="P77")
    idea = make_idea(cast, submitter=person)
    InPersonTask.objects.filter(idea=idea).delete()
    return InPersonTask.objects.create(
        user=person, idea=idea, coordinator=coordinator, text=f"Dear Nora,\n\n{unique('slip')}"
    )


def test_tell_in_person_shows_a_slip_and_is_done_once(cast):
    task = task_for(cast, cast.coordinator1)
    assert "Nora Nomail" in board(cast.coordinator1)
    client, address = signed_in(cast.coordinator1), reverse("tell_in_person", args=[task.pk])
    assert task.text.split()[-1] in client.get(address).content.decode()
    assert InPersonTask.objects.get(pk=task.pk).done_at is None
    assert client.post(address).status_code == 302
    done = InPersonTask.objects.get(pk=task.pk)
    assert done.done_by == cast.coordinator1
    client.post(address)
    assert InPersonTask.objects.get(pk=task.pk).done_at == done.done_at
    assert reverse("tell_in_person", args=[task.pk]) not in board(cast.coordinator1)


def test_cards_of_who_is_to_be_told_say_what(cast):
    task = task_for(cast, cast.coordinator1)
    InPersonTask.objects.update(text="Hello Anna,\n\nYour idea has\nbeen decided.\n\nThank you.")
    html = board(cast.coordinator1)
    assert f'<p lang="{task.user.language}">Your idea has been decided.</p>' in html
    assert "Thank you." not in html


def test_tell_in_person_is_open_to_coordinators_of_the_department_alone(cast):
    address = reverse("tell_in_person", args=[task_for(cast, cast.coordinator1).pk])
    for person in (cast.coordinator2, cast.office1):
        assert signed_in(person).get(address).status_code == 200
    for person in (cast.employee, cast.expert1, cast.it_coordinator1, cast.admin):
        assert signed_in(person).get(address).status_code == 404
        assert signed_in(person).post(address).status_code == 404
