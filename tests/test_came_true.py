"""It came true: an adopted idea that resembles one declined before, confirmed, and told to who had it first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ideas import clock, integrity, sweep, transitions, workflow
from ideas.models import Idea, Likeness, Notice, OutgoingMail
from ideas.rules import Refused
from tests.factories import Cast, make_cast, make_idea
from tests.telling import told, words_of
from tests.visits import browser, page, page_of, words

pytestmark = pytest.mark.django_db

MIRROR = {
    "title": "A mirror at the corner of hall four",
    "text": "Drivers overlook people on foot at the corner of hall four; a mirror would show who comes.",
}
ALIKE = {
    "title": "Mirror for hall four",
    "text": "Hang a mirror where drivers overlook people at the corner.",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def declined(cast: Cast, **fields) -> Idea:
    fields = {"submitter": cast.bystander, **MIRROR, **fields}
    return make_idea(cast, "closed", **fields)


def adopted(cast: Cast, **fields) -> Idea:
    return fresh(make_idea(cast, "closed", outcome="adopted", **{**ALIKE, **fields}))


def fresh(idea: Idea) -> Idea:
    return Idea.objects.with_names().get(pk=idea.pk)


def likeness(cast: Cast, first: Idea | None = None, then: Idea | None = None) -> Likeness:
    """Found by the sweep."""
    first, then = first or declined(cast), then or adopted(cast)
    sweep.find_likenesses()
    return Likeness.objects.select_related("adopted", "declined").get(adopted=then, declined=first)


def confirmed(cast: Cast, **parts: Idea) -> Likeness:
    row = likeness(cast, **parts)
    return workflow.confirm_likeness(row.adopted, row.adopted.coordinator, likeness=row)


# finding --------------------------------------------------------------------------------------------------------


def test_sweep_finds_it_once_and_asks_the_coordinator(cast):
    row = likeness(cast)
    assert row.state == "found"
    sweep.find_likenesses()
    assert Likeness.objects.count() == 1
    (notice,) = Notice.objects.filter(event__kind="find_likeness")
    assert notice.user == row.adopted.coordinator
    assert str(row.declined.number) in notice.text


@pytest.mark.parametrize("case", ["other words", "adopted too", "long ago", "own", "unreadable"])
def test_what_is_no_likeness_is_not_found(cast, case):
    more = {
        "other words": {
            "title": "Longer opening of the canteen",
            "text": "Open until three in the afternoon.",
        },
        "adopted too": {"outcome": "adopted"},
        "own": {"submitter": cast.submitter},
        "unreadable": {"department": cast.it, "visibility": "handlers"},
    }.get(case, {})
    past = clock.now() - timedelta(days=800 if case == "long ago" else 60)
    with clock.at(past):
        declined(cast, **more)
    adopted(cast)
    sweep.find_likenesses()
    assert not Likeness.objects.exists()


def test_sweep_asks_little_when_nothing_was_adopted(cast, django_assert_max_num_queries):
    sweep.find_likenesses()
    with django_assert_max_num_queries(6):
        sweep.find_likenesses()


def test_declined_later_does_not_count_as_before(cast):
    then = adopted(cast)
    declined(cast)
    sweep.find_likenesses()
    assert not Likeness.objects.filter(adopted=then).exists()


# answering ------------------------------------------------------------------------------------------------------


def test_confirmed_it_names_and_tells_who_had_it_first(cast):
    row = confirmed(cast)
    (mail,) = OutgoingMail.objects.filter(to_user=cast.bystander, kind="came_true")
    assert str(row.adopted.number) in mail.text
    assert "you are named" in " ".join(mail.text.split())
    assert "adopted" not in mail.subject
    assert Notice.objects.filter(user=cast.bystander, idea=row.declined, event__kind="came_true").count() == 1
    for reader in (cast.employee, cast.submitter):
        text = words(page_of(reader, row.adopted))
        assert "First handed in by Bystander Example." in text
        assert row.declined.title in text
    assert "Something like it was adopted." in words(page_of(cast.bystander, row.declined))
    assert row.adopted.title in words(page_of(cast.bystander, row.declined))
    assert "Bystander Example had this idea before." in words_of(told(row.adopted, cast.employee))
    assert "Your idea came true" in words_of(told(row.declined, cast.bystander))
    assert list(integrity.findings()) == []


@pytest.mark.parametrize("hidden", [{"show_name": False}, {"visibility": "handlers"}])
def test_who_does_not_show_their_name_is_a_colleague(cast, hidden):
    row = confirmed(cast, first=declined(cast, **hidden))
    text = words(page_of(cast.employee, row.adopted))
    assert "First handed in by a colleague." in text
    assert "Bystander" not in text
    assert "Bystander" not in words_of(told(row.adopted, cast.employee))
    assert "a colleague had this idea before" in words_of(told(row.adopted, cast.employee))
    (mail,) = OutgoingMail.objects.filter(to_user=cast.bystander, kind="came_true")
    assert "your name does not stand there" in " ".join(mail.text.split())


def test_submitter_learns_no_more_than_they_may_read(cast):
    row = confirmed(cast, first=declined(cast), then=adopted(cast, visibility="handlers"))
    (mail,) = OutgoingMail.objects.filter(to_user=cast.bystander, kind="came_true")
    assert f"no. {row.adopted.number}," not in mail.text
    assert row.adopted.title not in mail.text
    text = page_of(cast.bystander, row.declined)
    assert "Something like it was adopted." in words(text)
    assert row.adopted.public_id not in text
    assert "It came true" not in words(page_of(cast.employee, row.declined))


def test_refused_nobody_is_told_and_it_is_not_asked_again(cast):
    row = likeness(cast)
    workflow.refuse_likeness(row.adopted, row.adopted.coordinator, likeness=row)
    sweep.find_likenesses()
    assert Likeness.objects.get().state == "refused"
    assert not OutgoingMail.objects.filter(kind="came_true").exists()
    assert "It came true" not in words(page_of(cast.employee, row.adopted))


def test_it_is_answered_once(cast):
    row = confirmed(cast)
    for verb in (workflow.confirm_likeness, workflow.refuse_likeness):
        with pytest.raises(Refused):
            verb(row.adopted, row.adopted.coordinator, likeness=row)
    assert OutgoingMail.objects.filter(kind="came_true").count() == 1


def test_one_of_two_is_answered_once_while_the_other_waits(cast):
    first, other = declined(cast), declined(cast, title="Mirrors at the corner of hall four")
    then = adopted(cast)
    row = likeness(cast, first, then)
    workflow.refuse_likeness(then, then.coordinator, likeness=row)
    with pytest.raises(Refused, match="answered already"):
        workflow.confirm_likeness(then, then.coordinator, likeness=row)
    states = dict(Likeness.objects.values_list("declined", "state"))
    assert states == {first.pk: "refused", other.pk: "found"}
    assert not OutgoingMail.objects.filter(kind="came_true").exists()


def test_only_coordinators_answer_who_may_read_both(cast):
    first = declined(cast, department=cast.it)
    row = likeness(cast, first=first)
    may = {
        n
        for n, p in cast.people.items()
        if transitions.decide("confirm_likeness", fresh(row.adopted), p) is None
    }
    assert may == {"coordinator1", "coordinator2", "office1", "office2"}
    Idea.objects.filter(pk=first.pk).update(visibility="handlers")
    with pytest.raises(Refused, match="both"):
        workflow.confirm_likeness(row.adopted, cast.coordinator1, likeness=row)
    at = reverse("act", args=[row.adopted.public_id, "confirm_likeness"])
    assert browser(cast.coordinator1).get(at)["Location"] == reverse("idea", args=[row.adopted.public_id])
    workflow.confirm_likeness(row.adopted, cast.office1, likeness=row)


# pages ----------------------------------------------------------------------------------------------------------


def test_both_texts_stand_side_by_side_and_a_click_answers(cast):
    row = likeness(cast)
    keeper = row.adopted.coordinator
    at = reverse("act", args=[row.adopted.public_id, "confirm_likeness"])
    text = words(page(keeper, at))
    for said in (row.adopted.text, row.declined.text, row.declined.decision.reason_text):
        assert said in text
    assert "Did it come true?" in words(page_of(keeper, row.adopted))
    assert at in page(keeper, "/board/")
    assert browser(keeper).post(at, {"likeness": row.pk}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answered_by) == ("confirmed", keeper)


def test_of_several_one_is_chosen(cast):
    first, second = declined(cast), declined(cast, title="Mirrors at the corner of hall four")
    then = adopted(cast)
    sweep.find_likenesses()
    at = reverse("act", args=[then.public_id, "refuse_likeness"])
    assert browser(then.coordinator).post(at, {}).status_code == 200
    chosen = Likeness.objects.get(declined=second)
    assert browser(then.coordinator).post(at, {"likeness": chosen.pk}).status_code == 302
    assert set(Likeness.objects.values_list("declined", "state")) == {
        (first.pk, "found"),
        (second.pk, "refused"),
    }
