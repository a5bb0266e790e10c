"""A second look: with something new or a point left open, by others, and where the scheme wants that with a panel."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Absence, User
from ideas import clock, deadlines, dossier, integrity, rules, sweep, transitions, workflow
from ideas.models import Idea, Knock, Notice, OutgoingMail, PanelSeat
from ideas.rules import Refused
from tests.factories import (
    Cast,
    experts_of,
    file_reviews,
    make_cast,
    make_decision,
    make_department,
    make_idea,
    make_member,
    make_user,
    owner_of,
    unique,
)
from tests.telling import told, words_of
from tests.visits import browser, page, page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    """Declined and closed."""
    return make_idea(cast, "closed", visibility="handlers")


def fresh(idea: Idea) -> Idea:
    return Idea.objects.with_names().get(pk=idea.pk)


def brought_to_decision(idea: Idea, why: str = "The gate was moved since.") -> Idea:
    """Appealed, and reviewed by others."""
    workflow.appeal(idea, idea.submitter, why=why)
    file_reviews(idea, "adopt", "adopt")
    return fresh(idea)


def seats_of(idea: Idea) -> list[PanelSeat]:
    return list(idea.panel.select_related("user").order_by("pk"))


# what it needs --------------------------------------------------------------------------------------------------


def test_points_are_the_sentences_that_the_submitter_has_read(cast, idea):
    partner = idea.conversations.get().partner
    Knock.objects.create(
        idea=idea,
        round=idea.round,
        asked_by=cast.submitter,
        due_at=clock.now(),
        answer="It is with the experts. They look at gate two.",
        answered_by=partner,
        answered_at=clock.now(),
    )
    found = {point.text: point.source for point in workflow.points_of(idea)}
    assert found["Two gates cost more than they bring."] == "our answer"
    assert found["We looked at both gates."] == "notes of our talk"
    assert found["They look at gate two."] == partner.name
    names = {row.reviewer.name for row in idea.assignments.filter(state="filed")}
    assert names <= set(found.values())
    said = " ".join(found)
    assert "internalzq" not in said
    assert "publiczq" in said


@pytest.mark.parametrize("given", [{}, {"why": "  "}, {"why": "x"}, {"points": ["Nobody ever said this."]}])
def test_without_anything_new_and_any_point_of_the_record_it_is_refused(cast, idea, given):
    with pytest.raises(Refused):
        workflow.appeal(idea, cast.submitter, **given)
    assert fresh(idea).status == "closed"


def test_a_point_alone_is_enough_and_stands_with_the_round(cast, idea):
    points = [point.text for point in workflow.points_of(idea)][:2]
    workflow.appeal(idea, cast.submitter, points=points)
    round_ = fresh(idea).round
    assert (round_.cause, round_.why, round_.point.splitlines()) == ("appeal", "", points)
    assert points[0] in words_of(told(idea, cast.submitter))


def test_page_asks_for_one_of_both_and_keeps_every_word(cast, idea):
    at = reverse("act", args=[idea.public_id, "appeal"])
    html = page(cast.submitter, at)
    point = workflow.points_of(idea)[0]
    assert point.text in html
    empty = browser(cast.submitter).post(at, {"why": " "})
    assert empty.status_code == 200
    assert "Say what is new, or choose what was left unanswered." in empty.content.decode()
    kept = browser(cast.submitter).post(at, {"why": "Hippos. " * 600, "points": point.pk}).content.decode()
    assert "Hippos." in kept
    assert f'value="{point.pk}" id="appeal_points_0" checked' in kept
    assert browser(cast.submitter).post(at, {"points": point.pk}).status_code == 302
    assert fresh(idea).round.point == point.text


def test_experts_and_decider_see_what_is_new_at_the_top(cast, idea):
    new = f"The gate was moved. {unique('why')}"
    point = workflow.points_of(idea)[0].text
    workflow.appeal(idea, cast.submitter, why=new, points=[point])
    expert = experts_of(idea)[0]
    desk = words(page(expert, reverse("desk_idea", args=[idea.public_id])))
    assert desk.index(new) < desk.index(fresh(idea).text.split()[-1])
    assert point in desk
    file_reviews(idea, "adopt", "adopt")
    decider = owner_of(idea)
    deciding = words(page(decider, reverse("act", args=[idea.public_id, "decide"])))
    for said in (new, point, "The first answer"):
        assert said in deciding
        assert said in words(page_of(decider, idea))


def test_small_department_borrows_from_its_parent(cast):
    yard = make_department("Yard", cast.logistics)
    mine = [make_member(yard, "reviewer") for _n in range(2)]
    boss = [make_member(yard, "coordinator") for _n in range(2)]
    idea = make_idea(cast, "closed", department=yard)
    assert {row.reviewer for row in idea.assignments.filter(state="filed")} == set(mine)
    workflow.appeal(idea, cast.submitter, why="The gate was moved since.")
    borrowed = experts_of(idea)
    logistics = {cast.expert1, cast.expert2, cast.expert3, cast.expert4}
    assert fresh(idea).status == "in_review"
    assert len(borrowed) == 2
    assert set(borrowed) <= logistics
    file_reviews(idea, "adopt", "adopt")
    first = idea.decisions.get().decided_by
    assert owner_of(idea) != first
    assert owner_of(idea) in {*boss, cast.decider, cast.coordinator1, cast.coordinator2}


# the panel ------------------------------------------------------------------------------------------------------


def test_without_the_setting_nobody_else_is_heard(cast, idea):
    idea = brought_to_decision(idea)
    assert not PanelSeat.objects.exists()
    assert transitions.decide("decide", idea, owner_of(idea)) is None


def test_seats_go_to_people_without_a_part_and_to_observers(cast, idea, settings):
    settings.APPEAL_PANEL = 50
    idea = brought_to_decision(idea)
    it = {n: p for n, p in cast.people.items() if n.startswith("it_") and n != "it_decider"}
    assert {seat.user for seat in seats_of(idea)} == {*it.values(), cast.observer}
    due = {seat.due_at for seat in seats_of(idea)}
    assert due == {min(deadlines.in_working_days(2, deadlines.calendar_of(idea)), idea.due_at)}
    assert max(due) <= idea.promise_at


def test_first_decisions_have_no_panel(cast, settings):
    settings.APPEAL_PANEL = 2
    make_idea(cast, "deciding")
    assert not PanelSeat.objects.exists()


def test_whoever_is_away_in_conflict_or_had_a_part_is_passed_over(cast, idea, settings):
    settings.APPEAL_PANEL = 50
    today = clock.today()
    Absence.objects.create(user=cast.it_expert1, first_day=today, last_day=today)
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=cast.it_expert2)
    workflow.appeal(idea, cast.submitter, why="The gate was moved.")
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.it_expert3)
    expert = experts_of(idea)[0]
    workflow.hand_over(idea, expert, to=cast.it_expert4, why="He knows the gates.")
    workflow.accept_hand_over(idea, cast.it_expert4)
    file_reviews(idea, "adopt", "adopt")
    people = {seat.user for seat in seats_of(idea)}
    assert people == {cast.it_coordinator1, cast.it_coordinator2, cast.observer}


def test_seats_go_round_in_fair_turn(cast, settings):
    settings.APPEAL_PANEL = 2
    seated: list[User] = []
    for _n in range(3):
        idea = brought_to_decision(make_idea(cast, "closed"))
        seated += [seat.user for seat in seats_of(idea)]
    assert len(set(seated)) == 6


def test_whoever_is_seated_is_told_at_once_with_the_day(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    (seat,) = seats_of(idea)
    (mail,) = OutgoingMail.objects.filter(to_user=seat.user)
    assert (mail.kind, mail.news) == ("panel", "asked")
    assert idea.title.split()[-1] in mail.text
    assert "on the panel" in words(page(seat.user, "/"))


def test_panel_reads_idea_appeal_first_answer_and_views_and_no_more(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    outside = page_status(cast.observer, idea)
    assert outside == 404
    note = f"Careful. {unique('note')}"
    new = f"The gate was moved. {unique('why')}"
    idea = brought_to_decision(idea, why=new)
    workflow.note(idea, owner_of(idea), text=note)
    (seat,) = seats_of(idea)
    text = words(page_of(seat.user, idea))
    first = idea.decisions.get().reason_text
    views = [a.review.public_text for a in idea.assignments.filter(round=idea.round_id, state="filed")]
    for said in (idea.text, new, first, *views, "Adopt"):
        assert said in text
    for hidden in (note, "internalzq", "saidzq", "releasezq"):
        assert hidden not in text
    standing = rules.standing(seat.user, idea)
    assert (rules.is_on_panel(standing), rules.is_handling(standing)) == (True, False)
    papers = dossier.papers_of(fresh(idea), seat.user)
    assert papers.notes == papers.reviews == papers.messages == papers.records == []
    assert (
        page_status(
            next(p for p in (cast.observer, cast.it_expert1, cast.it_expert2) if p != seat.user), idea
        )
        == 404
    )


def page_status(person: User, idea: Idea) -> int:
    return browser(person).get(reverse("idea", args=[idea.public_id])).status_code


def test_decision_waits_until_all_have_spoken_or_their_day_is_over(cast, idea, settings):
    settings.APPEAL_PANEL = 2
    idea = brought_to_decision(idea)
    decider, (one, two) = owner_of(idea), seats_of(idea)
    for verb in ("decide", "defer"):
        refusal = transitions.decide(verb, idea, decider)
        assert "2 people of the panel are heard first" in str(refusal.reason)
    workflow.speak(idea, one.user, view="overturn", text="It was moved.")
    assert "1 person of the panel is heard first" in str(transitions.decide("decide", idea, decider).reason)
    with pytest.raises(Refused, match="panel"):
        make_decision(cast, idea)
    with clock.at(two.due_at + timedelta(minutes=1)):
        assert transitions.decide("decide", fresh(idea), decider) is None
        make_decision(cast, idea, "adopted")
    assert fresh(idea).outcome == "adopted"
    two.refresh_from_db()
    assert two.released_at is not None


def test_decider_is_told_when_all_are_heard_and_sees_all_views(cast, idea, settings):
    settings.APPEAL_PANEL = 2
    idea = brought_to_decision(idea)
    decider, (one, two) = owner_of(idea), seats_of(idea)
    said = [f"It was moved. {unique('panel')}" for _n in range(2)]
    workflow.speak(idea, one.user, view="overturn", text=said[0])
    heard = Notice.objects.filter(user=decider, text__contains="the panel has been heard")
    assert not heard.exists()
    workflow.speak(idea, two.user, view="uphold", text=said[1])
    assert heard.count() == 1
    html = words(page(decider, reverse("act", args=[idea.public_id, "decide"])))
    assert all(words_ in html for words_ in said)
    assert said[1] not in page_of(one.user, idea)
    for reader in (cast.submitter, *(r.reviewer for r in idea.assignments.filter(round=idea.round_id))):
        assert "panelzq" not in page_of(reader, idea)


@pytest.mark.parametrize("given", [{"view": "perhaps", "text": "Hm."}, {"view": "uphold", "text": " "}])
def test_speaking_needs_a_view_and_words(cast, idea, settings, given):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    (seat,) = seats_of(idea)
    with pytest.raises(Refused):
        workflow.speak(idea, seat.user, **given)
    seat.refresh_from_db()
    assert seat.heard_at is None


def test_nobody_else_speaks_and_nobody_twice(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    (seat,) = seats_of(idea)
    may = {p.pk for p in cast.people.values() if transitions.decide("speak", fresh(idea), p) is None}
    assert may == {seat.user_id}
    at = reverse("act", args=[idea.public_id, "speak"])
    assert "should the first answer stand?" in words(page(seat.user, at))
    sent = {"view": "overturn", "text": "It was moved."}
    assert browser(seat.user).post(at, sent).status_code == 302
    assert browser(seat.user).post(at, sent).status_code in (403, 409)
    assert page_status(seat.user, idea) == 200


def test_sweep_goes_on_without_those_whose_time_is_over(cast, idea, settings):
    settings.APPEAL_PANEL = 2
    idea = brought_to_decision(idea)
    one, two = seats_of(idea)
    workflow.speak(idea, one.user, view="overturn", text="It was moved.")
    sweep.close_panels()
    assert PanelSeat.objects.open().count() == 1
    with clock.at(two.due_at + timedelta(minutes=1)):
        sweep.close_panels()
        sweep.close_panels()
    assert not PanelSeat.objects.open().exists()
    assert Notice.objects.filter(user=owner_of(idea), text__contains="the panel has been heard").count() == 1
    assert page_status(two.user, idea) == 404
    assert page_status(one.user, idea) == 200


def test_panel_is_not_closed_before_its_time(cast, idea, settings):
    settings.APPEAL_PANEL = 2
    idea = brought_to_decision(idea)
    with pytest.raises(Refused, match="not time yet"):
        workflow.close_panel(idea)
    assert PanelSeat.objects.open().count() == 2
    assert fresh(idea).version == idea.version


def test_seat_whose_day_is_over_passes_to_nobody(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    (seat,) = seats_of(idea)
    User.objects.filter(pk=seat.user_id).update(is_active=False)
    with clock.at(seat.due_at + timedelta(minutes=1)):
        sweep.relieve_leavers()
        assert transitions.decide("decide", fresh(idea), owner_of(idea)) is None
    (left,) = seats_of(idea)
    assert left.released_at is not None
    assert "seat_ids" not in idea.events.get(kind="relieve").data


@pytest.mark.parametrize("road", ["leaves", "joins"])
def test_seat_passes_on_with_the_same_day(cast, idea, settings, road):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    (seat,) = seats_of(idea)
    if road == "leaves":
        User.objects.filter(pk=seat.user_id).update(is_active=False)
        sweep.relieve_leavers()
    else:
        workflow.invite_cosubmitter(idea, cast.submitter, user=seat.user)
        workflow.join(idea, seat.user)
    old, new = seats_of(idea)
    assert old.released_at is not None
    assert new.user_id != old.user_id
    assert new.due_at == old.due_at
    assert OutgoingMail.objects.filter(to_user=new.user, kind="panel").count() == 1
    assert list(integrity.findings()) == []


def test_withdrawn_appeal_needs_no_panel(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    workflow.withdraw(idea, cast.submitter)
    (seat,) = seats_of(idea)
    assert seat.released_at is not None
    assert page_status(seat.user, idea) == 404


def test_database_refuses_a_seat_for_somebody_with_a_part_in_the_idea(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    expert = idea.assignments.filter(round=idea.round_id).first().reviewer
    first = idea.decisions.get().decided_by
    for person in (cast.submitter, cast.manager, expert, first):
        with pytest.raises(IntegrityError, match="no part"), transaction.atomic():
            PanelSeat.objects.create(idea=idea, round=idea.round, user=person, due_at=clock.now())


def test_panel_is_seated_once_a_round_however_often_it_comes_to_the_decision(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    workflow.discuss(idea, owner_of(idea), why="Once more.")
    workflow.conclude(idea, fresh(idea).coordinator, text="Yes.", consensus=True)
    assert len(seats_of(idea)) == 1


def test_story_tells_submitters_of_a_panel_and_nobody_s_view(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    (seat,) = seats_of(idea)
    workflow.speak(idea, seat.user, view="overturn", text="It was moved.")
    mine = words_of(told(idea, cast.submitter))
    assert "people without a part in it so far are heard; asked: 1." in mine
    assert seat.user.name not in mine
    handled = words_of(told(idea, cast.coordinator1))
    assert f"{seat.user.name} was heard on the appeal." in handled


def test_people_are_as_many_as_there_are(cast, idea, settings):
    settings.APPEAL_PANEL = 3
    keep = [cast.observer.pk]
    gone = User.objects.filter(name__startswith="IT ").exclude(pk__in=keep)
    gone.update(is_active=False)
    make_user("Nobody Inparticular")
    idea = brought_to_decision(idea)
    assert [seat.user for seat in seats_of(idea)] == [cast.observer]


def test_coordinator_has_somebody_else_heard_by_the_same_day(cast, idea, settings):
    settings.APPEAL_PANEL = 2
    idea = brought_to_decision(idea)
    boss, (kept, gone) = fresh(idea).coordinator, seats_of(idea)
    at = reverse("act", args=[idea.public_id, "replace_seat"])
    form = words(page(boss, at))
    assert kept.user.name in form
    assert gone.user.name in form
    assert browser(boss).post(at, {"seat": gone.pk, "why": ""}).status_code == 200
    assert browser(boss).post(at, {"seat": gone.pk, "why": "On a journey."}).status_code == 302
    _kept, gone, new = seats_of(idea)
    assert (gone.released_at is not None, new.due_at) == (True, gone.due_at)
    assert new.user_id not in (kept.user_id, gone.user_id)
    assert OutgoingMail.objects.filter(to_user=new.user, kind="panel").count() == 1
    notice = Notice.objects.filter(user=gone.user).latest("pk")
    assert "your view is not needed any more" in notice.text
    assert (page_status(gone.user, idea), page_status(new.user, idea)) == (404, 200)
    for reader in (gone.user, new.user, cast.submitter):
        assert not Notice.objects.filter(user=reader, text__contains="On a journey").exists()
    assert "On a journey" not in page_of(new.user, idea) + page_of(cast.submitter, idea)
    assert f"somebody else to be heard in place of {gone.user.name}" in words(page_of(boss, idea))


def test_seat_is_replaced_by_coordinators_alone_while_it_waits_and_somebody_is_free(cast, idea, settings):
    settings.APPEAL_PANEL = 1
    idea = brought_to_decision(idea)
    (seat,) = seats_of(idea)
    may = {p.pk for p in cast.people.values() if transitions.decide("replace_seat", fresh(idea), p) is None}
    assert may == {cast.coordinator1.pk, cast.coordinator2.pk, cast.office1.pk, cast.office2.pk}
    boss = fresh(idea).coordinator
    with clock.at(seat.due_at + timedelta(minutes=1)), pytest.raises(Refused, match="Nobody waits"):
        workflow.replace_seat(idea, boss, seat=seat, why="On a journey.")
    everybody_away = User.objects.exclude(pk=boss.pk)
    active = list(everybody_away.filter(is_active=True).values_list("pk", flat=True))
    everybody_away.update(is_active=False)
    with pytest.raises(Refused, match="free to be heard"):
        workflow.replace_seat(idea, boss, seat=seat, why="On a journey.")
    seat.refresh_from_db()
    assert seat.released_at is None
    User.objects.filter(pk__in=active).update(is_active=True)
    workflow.speak(idea, seat.user, view="overturn", text="It was moved.")
    with pytest.raises(Refused):
        workflow.replace_seat(idea, boss, seat=seat, why="On a journey.")
