"""What follows a yes: news, the effect check, other hands, and a short second talk if it is dropped."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from ideas import clock, deadlines, integrity, rules, sweep, transitions, workflow
from ideas.models import FollowUp, Idea, Implementation, Notice, OutgoingMail
from ideas.rules import Refused
from ideas.views.home import home_of
from tests.factories import Cast, make_cast, make_idea, unique
from tests.telling import told, words_of
from tests.visits import browser, page, page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    """Adopted, talked about and closed; the colleague carries it out."""
    return make_idea(cast, "closed", outcome="adopted")


def fresh(idea: Idea) -> Idea:
    return Idea.objects.with_names().get(pk=idea.pk)


def mails_to(user: User, kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to_user=user, kind=kind))


def drop(idea: Idea, by: User, text: str = "The hall is given up.") -> FollowUp:
    workflow.report_news(idea, by, state="not_carried_out", text=text)
    return FollowUp.objects.get(idea=idea, ended_at=None)


# the track ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "refused"),
    [
        (("in_work", "done", "effect_checked"), ()),
        (("done", "in_work", "done"), ()),
        (("done", "effect_checked"), ("in_work", "done", "not_carried_out", "planned")),
        (("not_carried_out",), ("planned", "in_work", "done", "effect_checked")),
        ((), ("effect_checked",)),
        (("done",), ("planned", "not_carried_out")),
    ],
)
def test_it_goes_on_step_by_step_until_it_ends(cast, idea, way, refused):
    soon = clock.today() + timedelta(days=20)
    for state in way:
        workflow.report_news(idea, cast.colleague, state=state, text="So far.", next_news_on=soon)
        assert fresh(idea).implementation.state == state
    for state in refused:
        with pytest.raises(Refused):
            workflow.report_news(idea, cast.colleague, state=state, text="No.", next_news_on=soon)


def test_effect_check_is_due_ninety_days_after_done_whatever_day_was_given(cast, idea):
    track = workflow.report_news(
        idea, cast.colleague, state="done", text="It stands.", next_news_on=clock.today()
    )
    assert track.done_on == clock.today()
    check = track.next_news_on
    assert check == deadlines.effect_check_on(idea)
    assert timedelta(days=90) <= check - clock.today() <= timedelta(days=95)


def test_effect_check_put_off_needs_a_day_and_keeps_the_day_of_done(cast, idea):
    done = workflow.report_news(idea, cast.colleague, state="done", text="It stands.").done_on
    with clock.at(clock.now() + timedelta(days=91)):
        with pytest.raises(Refused, match="news again"):
            workflow.report_news(idea, cast.colleague, state="done", text="Too early to say.")
        later = clock.today() + timedelta(days=30)
        track = workflow.report_news(
            idea, cast.colleague, state="done", text="Too early.", next_news_on=later
        )
        assert (track.done_on, track.next_news_on) == (done, later)
        track = workflow.report_news(idea, cast.colleague, state="effect_checked", text="Two hours a week.")
        assert (track.done_on, track.next_news_on) == (done, None)


def test_what_turned_out_not_to_be_done_has_no_day_of_done(cast, idea):
    workflow.report_news(idea, cast.colleague, state="done", text="It stands.")
    soon = clock.today() + timedelta(days=20)
    track = workflow.report_news(idea, cast.colleague, state="in_work", text="It fell.", next_news_on=soon)
    assert track.done_on is None


def test_news_that_are_due_are_found_and_those_of_others_are_not(cast, idea):
    other = make_idea(cast, "closed", outcome="adopted_in_part")
    day = fresh(idea).implementation.next_news_on
    assert set(Implementation.objects.due_by(day)) == {idea.implementation, fresh(other).implementation}
    assert not Implementation.objects.due_by(day - timedelta(days=1)).exists()
    workflow.appeal(other, cast.submitter, why="The other half, too.")
    drop(idea, cast.colleague)
    assert not Implementation.objects.due_by(day).exists()


def test_news_reach_submitter_and_followers_in_the_digest(cast, idea):
    workflow.follow(idea, cast.bystander)
    soon = clock.today() + timedelta(days=20)
    workflow.report_news(idea, cast.colleague, state="in_work", text="The signs are here.", next_news_on=soon)
    sweep.broadcasts()
    rows = Notice.objects.filter(event__kind="report_news", user__in=[cast.submitter, cast.bystander])
    assert {(n.user, n.digest) for n in rows} == {(cast.submitter, True), (cast.bystander, True)}


def test_page_shows_the_news_the_newest_first_to_everybody(cast, idea):
    first, second = (f"{n} signs are here. {unique('news')}" for n in ("Ten", "All"))
    soon = clock.today() + timedelta(days=20)
    workflow.report_news(idea, cast.colleague, state="in_work", text=first, next_news_on=soon)
    workflow.report_news(idea, cast.colleague, state="done", text=second)
    for reader in (cast.submitter, cast.bystander):
        text = words(page_of(reader, idea))
        assert text.index(second) < text.index(first)
        assert "done on" in text


# an adopted idea is never just closed --------------------------------------------------------------------------


def test_adopted_idea_never_shows_a_bare_closed(cast, idea):
    day = clock.today() + timedelta(days=45)
    workflow.report_news(idea, cast.colleague, state="in_work", text="We began.", next_news_on=day)
    at = reverse("idea", args=[idea.public_id])
    for reader in (cast.submitter, cast.bystander):
        for path in ("/", "/ideas/", at):
            text = words(page(reader, path))
            assert "Adopted: in work, next news" in text, path
            assert "Closed: adopted" not in text
    (mail,) = mails_to(cast.submitter, "closed")
    assert "Adopted: planned, next news" in mail.text


# other hands ----------------------------------------------------------------------------------------------------


def test_work_is_handed_to_somebody_who_has_agreed(cast, idea):
    day = fresh(idea).implementation.next_news_on
    workflow.hand_work_on(idea, cast.colleague, to=cast.it_expert1, why=f"She is nearer. {unique('why')}")
    track = fresh(idea).implementation
    assert (track.owner, track.next_news_on) == (cast.it_expert1, day)
    (mail,) = mails_to(cast.it_expert1, "carrying_out")
    assert "You have agreed to carry out" in mail.text
    assert "carries it out now" in Notice.objects.get(user=cast.submitter, event__kind="hand_work_on").text
    with pytest.raises(Refused):
        workflow.report_news(idea, cast.colleague, state="in_work", text="Mine?", next_news_on=day)


@pytest.mark.parametrize("who", ["colleague", "leaver"])
def test_work_is_not_handed_to_the_same_or_to_somebody_who_left(cast, idea, who):
    with pytest.raises(Refused, match="somebody else"):
        workflow.hand_work_on(idea, cast.colleague, to=getattr(cast, who), why="You do it.")


def test_who_may_hand_it_on_and_until_when(cast, idea):
    def may() -> set[str]:
        return {
            name
            for name, one in cast.people.items()
            if transitions.decide("hand_work_on", fresh(idea), one) is None
        }

    keepers = {"coordinator1", "coordinator2", "office1", "office2"}
    assert may() == {"colleague", *keepers}
    drop(idea, cast.colleague)
    assert may() == set()


def test_somebody_who_left_passes_it_to_the_contact_and_somebody_away_keeps_it(cast, idea):
    workflow.relieve(cast.colleague)
    assert fresh(idea).implementation.owner == cast.colleague
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    assert "carried out by somebody who has left" in {f.check for f in integrity.findings()}
    sweep.relieve_leavers()
    now = fresh(idea)
    assert now.implementation.owner == now.coordinator
    assert len(mails_to(now.coordinator, "carrying_out")) == 1
    assert list(integrity.findings()) == []


# dropped --------------------------------------------------------------------------------------------------------


def test_dropping_needs_a_reason(cast, idea):
    with pytest.raises(Refused):
        workflow.report_news(idea, cast.colleague, state="not_carried_out", text=" ")
    assert not FollowUp.objects.exists()
    assert fresh(idea).implementation.state == "planned"


def test_dropping_owes_a_talk_within_ten_working_days_and_tells_everybody_once(cast, idea):
    why = f"The hall is given up. {unique('dropped')}"
    owed = drop(idea, cast.colleague, why)
    partner = idea.conversations.get().partner
    assert (owed.owner, owed.cause) == (partner, "dropped")
    assert owed.due_at == deadlines.in_working_days(10, deadlines.calendar_of(idea))
    (mail,) = mails_to(cast.submitter, "dropped")
    assert why in mail.text
    assert mail.obligatory
    assert "dropped" not in mail.subject
    assert Notice.objects.filter(user=cast.submitter, created_at__gte=owed.asked_at).count() == 1
    assert Notice.objects.filter(user=partner, event__kind="owe_follow_up").count() == 1
    assert why in words(page_of(cast.bystander, idea))


def test_partner_who_may_not_talk_gives_way_to_the_contact(cast, idea):
    partner = idea.conversations.get().partner
    User.objects.filter(pk=partner.pk).update(is_active=False)
    owed = drop(idea, cast.colleague)
    assert owed.owner in {cast.coordinator1, cast.coordinator2} - {partner}


def test_while_the_first_talk_is_to_come_no_second_one_is_owed(cast):
    idea = make_idea(cast, "conversation", outcome="adopted")
    workflow.report_news(idea, cast.colleague, state="not_carried_out", text="The hall is given up.")
    assert not FollowUp.objects.exists()
    assert Notice.objects.filter(user=cast.submitter, event__kind="report_news").exists()


def test_nobody_talks_with_somebody_who_left(cast, idea):
    User.objects.filter(pk=cast.submitter.pk).update(is_active=False)
    workflow.report_news(idea, cast.colleague, state="not_carried_out", text="The hall is given up.")
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("kind", ["held", "written"])
def test_second_talk_is_noted_and_the_submitter_reads_it(cast, idea, kind):
    owed = drop(idea, cast.colleague)
    text = f"The new hall has it. {unique('again')}"
    workflow.hold_follow_up(idea, owed.owner, kind=kind, text=text)
    (mail,) = mails_to(cast.submitter, "followed_up")
    assert text in mail.text
    assert text in words(page_of(cast.submitter, idea))
    assert text not in page_of(cast.bystander, idea)
    assert fresh(idea).status == "closed"
    assert transitions.decide("hold_follow_up", idea, owed.owner) is not None


@pytest.mark.parametrize("facts", [{"kind": "declined", "text": "Fine."}, {"kind": "held", "text": " "}])
def test_second_talk_needs_its_kind_and_words(cast, idea, facts):
    owed = drop(idea, cast.colleague)
    with pytest.raises(Refused):
        workflow.hold_follow_up(idea, owed.owner, **facts)
    assert FollowUp.objects.open().exists()


def test_submitter_needs_no_talk_and_says_so_by_one_click(cast, idea):
    owed = drop(idea, cast.colleague)
    answer = browser(cast.submitter).post(reverse("act", args=[idea.public_id, "decline_follow_up"]))
    assert answer.status_code == 302
    owed.refresh_from_db()
    assert (owed.kind, owed.ended_by) == ("declined", cast.submitter)
    assert Notice.objects.filter(user=owed.owner, event__kind="decline_follow_up").exists()


def test_who_may_note_the_second_talk_and_who_needs_none(cast, idea):
    drop(idea, cast.colleague)
    people = cast.people.items()
    noting = {name for name, one in people if transitions.decide("hold_follow_up", idea, one) is None}
    clicking = {name for name, one in people if transitions.decide("decline_follow_up", idea, one) is None}
    assert noting == {"coordinator1", "coordinator2", "office1", "office2"}
    assert clicking == {"submitter"}


@pytest.mark.parametrize("road", ["leaves", "away", "joins"])
def test_second_talk_passes_on_with_the_other_duties(cast, idea, road):
    owed = drop(idea, cast.colleague)
    due, gone = owed.due_at, owed.owner
    if road == "joins":
        workflow.people.become_cosubmitter(Idea.objects.locked(idea.pk), gone, gone, "join")
    else:
        User.objects.filter(pk=gone.pk).update(is_active=road == "away")
        workflow.relieve(User.objects.get(pk=gone.pk))
    owed.refresh_from_db()
    assert owed.owner in {cast.coordinator1, cast.coordinator2} - {gone}
    assert owed.due_at == due
    assert Notice.objects.filter(user=owed.owner, text__contains="talk about it briefly").count() == 1
    assert list(integrity.findings()) == []


def test_database_refuses_a_second_talk_by_somebody_with_a_part_in_the_idea(cast, idea):
    owed = drop(idea, cast.colleague)
    for person in (cast.submitter, cast.manager):
        with pytest.raises(IntegrityError, match="no part"), transaction.atomic():
            FollowUp.objects.filter(pk=owed.pk).update(owner=person)


def test_second_talk_waits_on_home_page_and_board(cast, idea):
    owed = drop(idea, cast.colleague)
    assert "talk about it briefly with Sam Submitter" in words(page(owed.owner, "/"))
    assert "talks with you about it, briefly" in words(page(cast.submitter, "/"))
    board = words(page(owed.owner, "/board/"))
    assert "a short second talk" in board
    assert idea.title in board
    text = words(page_of(owed.owner, idea))
    assert "What did you say?" in text
    assert "We talk about it once more" in words(page_of(cast.submitter, idea))
    assert "We talk about it once more" not in words(page_of(cast.bystander, idea))


def test_effect_check_and_late_news_wait_where_they_are_seen(cast, idea):
    workflow.report_news(idea, cast.colleague, state="done", text="It stands.")
    with clock.at(clock.now() + timedelta(days=100)):
        assert "what did it bring?" in words(page(cast.colleague, "/"))
        text = words(page_of(cast.colleague, idea))
        assert "Effect check" in text
        keeper = fresh(idea).coordinator
        assert "News of the work is late" in words(page(keeper, "/board/"))
        form = words(page(cast.colleague, reverse("act", args=[idea.public_id, "report_news"])))
        assert "What did it bring?" in form


def test_story_tells_both_sides(cast, idea):
    owed = drop(idea, cast.colleague)
    workflow.hold_follow_up(idea, owed.owner, kind="held", text=f"So it is. {unique('again')}")
    mine, others = words_of(told(idea, cast.submitter)), words_of(told(idea, cast.bystander))
    assert f"{owed.owner.name} talks about that with you" in mine
    assert f"{owed.owner.name} noted our second talk." in mine
    assert "News: not carried out." in others
    assert "second talk" not in others
    assert "againzq" not in others


def test_form_keeps_its_words_when_a_day_is_missing(cast, idea):
    at = reverse("act", args=[idea.public_id, "report_news"])
    answer = browser(cast.colleague).post(at, {"state": "in_work", "text": "Hippos came."})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Hippos came." in html
    assert "Say when there will be news again." in html
    assert browser(cast.colleague).post(at, {"state": "done", "text": "It stands."}).status_code == 302


def test_home_takes_no_more_statements_with_a_second_talk(cast, idea, django_assert_max_num_queries):
    owed = drop(idea, cast.colleague)
    reader = User.objects.for_request().get(pk=owed.owner.pk)
    with django_assert_max_num_queries(6):
        home_of(reader)


def test_standing_knows_who_owes_the_talk(cast, idea):
    owed = drop(idea, cast.colleague)
    assert rules.is_following_up(rules.standing(owed.owner, idea))
    assert not rules.is_following_up(rules.standing(cast.submitter, idea))
