"""The record: versions, corrections, additions, what was agreed; what is confirmed stays, by whatever road."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ideas import clock, conversation, days, deadlines, duties, rules, sweep, transitions, workflow
from ideas.models import (
    AgreedPoint,
    Idea,
    Notice,
    OutgoingMail,
    Record,
    RecordVersion,
    TalkDraft,
)
from ideas.rules import Refused
from ideas.workflow import Agreed
from tests.factories import (
    Cast,
    experts_of,
    make_cast,
    make_idea,
    make_record,
    notes,
    owner_of,
    unique,
)
from tests.journeys import fresh, some_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="accounts.backends.SignInBackend")
    return client


def at(idea: Idea, name: str = "talk", *more: str) -> str:
    return reverse(name, args=[idea.public_id, *more])


def text_of(person: User, idea: Idea, name: str = "talk") -> str:
    answer = browser(person).get(at(idea, name))
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_is_agreed_for_a_day_that_is_over_but_what_stood_there_stays(cast):
    idea = make_idea(cast, "conversation")
    gone = Agreed("Count the lorries.", cast.employee, due_on=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="still to come"):
        make_record(idea, points=[gone])
    kept = Agreed("Count the lorries.", cast.employee, due_on=clock.today() + timedelta(days=1))
    make_record(idea, points=[kept])
    with clock.at(clock.now() + timedelta(days=3)):
        corrected = notes(said="We looked at the third gate as well.", points=[kept])
        conversation.revise_record(idea, owner_of(idea), why="I had forgotten it.", **corrected)
        with pytest.raises(Refused, match="still to come"):
            conversation.revise_record(idea, owner_of(idea), why="Earlier.", **notes(points=[gone]))


def recorded(cast: Cast, *points: Agreed, **fields: Any) -> Idea:
    """Notes that wait for the submitter's answer."""
    idea = make_idea(cast, "conversation", **fields)
    make_record(idea, points=points)
    return fresh(idea)


def counting(who: User, due_on: date | None = None) -> Agreed:
    return Agreed(f"Count the lorries. {unique('agreed')}", who, due_on=due_on or some_day())


def kept(idea: Idea) -> Record:
    return Record.objects.get(conversation__idea=idea)


def expert_of(idea: Idea) -> User:
    """One of those who were asked for a view."""
    return idea.assignments.order_by("pk").first().reviewer


# what was agreed


def test_what_was_agreed_is_told_followed_up_and_settled(cast):
    idea = recorded(
        cast, counting(cast.employee), Agreed("Send an offer.", owner_name="The painter", due_on=some_day(3))
    )
    mine, painters = AgreedPoint.objects.order_by("position")
    partner = owner_of(idea)
    assert (mine.carried_by, painters.carried_by, painters.owner) == (cast.employee, partner, None)
    assert Notice.objects.filter(user=cast.employee, event__kind="record").exists()
    home = browser(cast.employee).get(reverse("home"))
    assert mine.text in home.content.decode()
    assert "Say what came of it" in text_of(cast.employee, idea, "idea")
    assert painters.text not in text_of(cast.employee, idea, "idea")
    result = unique("result")
    sent = {"point": mine.pk, "result": result}
    assert browser(cast.employee).post(at(idea, "act", "settle_point"), sent).status_code == 302
    mine.refresh_from_db()
    assert (mine.settled_by, mine.result) == (cast.employee, result)
    assert Notice.objects.filter(user=cast.submitter, event__kind="settle_point").exists()
    for reader in (cast.submitter, partner):
        assert result in text_of(reader, idea)
        assert result in text_of(reader, idea, "idea")
    assert mine.text not in browser(cast.employee).get(reverse("home")).content.decode()


def test_who_settles_and_who_hands_on(cast):
    idea = recorded(cast, counting(cast.employee), counting(cast.it_expert1))
    partner = owner_of(idea)
    other = next(c for c in (cast.coordinator1, cast.coordinator2) if c != partner)
    people = {"carrier": cast.employee, "partner": partner, "coordinator": other, "submitter": cast.submitter}
    people |= {"bystander": cast.bystander, "expert": expert_of(idea), "admin": cast.admin}
    for verb, may in (
        ("settle_point", {"carrier", "partner", "coordinator"}),
        ("hand_point_on", {"carrier", "partner", "coordinator"}),
    ):
        let = {name for name, one in people.items() if transitions.decide(verb, fresh(idea), one) is None}
        assert let == may, verb
    theirs = AgreedPoint.objects.get(carried_by=cast.it_expert1)
    with pytest.raises(Refused) as refusal:
        workflow.settle_point(idea, cast.employee, point=theirs, result="Not mine.")
    assert refusal.value.kind == "forbidden"
    workflow.settle_point(idea, partner, point=theirs, result="Done for her.")
    with pytest.raises(Refused, match="settled already"):
        workflow.settle_point(idea, partner, point=theirs, result="Once more.")


def test_a_point_is_handed_on_and_the_new_carrier_reads_the_idea(cast):
    idea = recorded(cast, counting(cast.it_expert1), visibility="handlers")
    point, to = AgreedPoint.objects.get(), cast.bystander
    assert not Idea.objects.visible_to(to).filter(pk=idea.pk).exists()
    sent = {"point": point.pk, "to": to.email, "why": "She counts anyway."}
    assert browser(cast.it_expert1).post(at(idea, "act", "hand_point_on"), sent).status_code == 302
    point.refresh_from_db()
    assert (point.carried_by, point.owner) == (to, cast.it_expert1)
    assert Notice.objects.filter(user=to, event__kind="hand_point_on").exists()
    page = text_of(to, idea, "idea")
    assert point.text in page
    assert kept(idea).said not in page
    assert not rules.reads_talk(rules.standing(to, fresh(idea)))
    assert browser(to).get(at(idea)).status_code == 403
    workflow.settle_point(idea, to, point=point, result="Forty.")
    assert browser(to).get(at(idea, "idea")).status_code == 404


def test_what_a_leaver_agreed_to_passes_to_the_partner(cast):
    idea = recorded(cast, counting(cast.employee))
    conversation.confirm(idea, cast.submitter, answer="agree")
    partner = kept(idea).conversation.partner
    User.objects.filter(pk=cast.employee.pk).update(is_active=False)
    sweep.relieve_leavers()
    assert AgreedPoint.objects.get().carried_by == partner
    assert Notice.objects.filter(user=partner, event__kind="relieve").exists()


def test_reminders_come_before_on_and_after_the_day(cast):
    day = deadlines.add_working_days(clock.today(), 5, deadlines.calendar_of(make_idea(cast)))
    idea = recorded(cast, counting(cast.employee, day))
    conversation.confirm(idea, cast.submitter, answer="agree")
    calendar = deadlines.calendar_of(fresh(idea))
    for ahead, level in ((-1, "soon"), (0, "due"), (1, "overdue")):
        morning = deadlines.end_of(
            deadlines.add_working_days(day, ahead, calendar) if ahead else day, calendar
        )
        with clock.at(morning - timedelta(hours=8)):
            duties.remind()
        key = f"reminder:point:{AgreedPoint.objects.get().pk}:"
        told = Notice.objects.filter(user=cast.employee, dedupe_key__startswith=key)
        assert any(f":{level}:" in notice.dedupe_key for notice in told), level


# versions


def test_each_sending_keeps_a_version_and_the_submitter_sees_what_differs(cast):
    idea = recorded(cast, counting(cast.employee))
    first = kept(idea)
    with clock.at(fresh(idea).due_at - timedelta(hours=1)):
        why, said = unique("corrected"), f"We looked at gate two. {unique('said')}"
        points = [
            counting(cast.employee),
            Agreed("Send an offer.", owner_name="The painter", due_on=some_day()),
        ]
        conversation.revise_record(idea, owner_of(idea), why=why, **notes(said=said, points=points))
        two_days = deadlines.in_working_days(2, deadlines.calendar_of(idea))
        assert fresh(idea).due_at == two_days
    assert [v.facts["said"] for v in RecordVersion.objects.all()] == [first.said, said]
    page = text_of(cast.submitter, idea)
    for words in (first.said, said, why, "The painter"):
        assert words in page
    mail = OutgoingMail.objects.get(to_user=cast.submitter, kind="corrected")
    assert mail.obligatory
    assert why in mail.text


def test_notes_that_are_corrected_begin_with_who_agreed_to_what(cast):
    painter = Agreed("Send an offer.", owner_name="The painter", due_on=some_day())
    idea = recorded(cast, counting(cast.employee), painter, Agreed("Meet again."))
    answer = browser(owner_of(idea)).get(at(idea, "act", "revise_record"))
    assert answer.status_code == 200
    form = answer.context["form"]
    shown = [form[f"point_{n}"].value() for n in (1, 2, 3)]
    assert [point["who"] for point in shown] == [cast.employee.name, "The painter", ""]
    assert cast.employee.name in answer.content.decode()


def test_corrected_day_way_and_points_are_read_before_and_after(cast):
    idea = recorded(cast)
    first = kept(idea)
    held_at = first.held_at - timedelta(days=1)
    point = Agreed("Send an offer.", owner_name="The painter", due_on=some_day())
    corrected = notes(points=[point], held_at=held_at, channel="phone")
    conversation.revise_record(idea, owner_of(idea), why="It was the day before.", **corrected)
    before, after = RecordVersion.objects.order_by("number")
    differs = {one.label: (one.old, one.new) for one in conversation.changes(before.facts, after.facts)}
    assert differs["When"] == (days.clocked(first.held_at), days.clocked(held_at))
    assert differs["How"] == ("in person", "by phone")
    assert differs["What was agreed"] == ("", f"Send an offer. · The painter · {days.plain(some_day())}")
    page = text_of(cast.submitter, idea)
    for words in (days.clocked(first.held_at), days.clocked(held_at), "by phone", "The painter"):
        assert words in page


def test_a_correction_far_from_the_day_leaves_the_day(cast):
    idea = recorded(cast)
    due = idea.due_at
    conversation.revise_record(idea, owner_of(idea), why="One word.", **notes())
    assert fresh(idea).due_at == due
    made = kept(idea)
    same = {name: getattr(made, name) for name in ("said", "thanks", "next_step")}
    with pytest.raises(Refused, match="Nothing is different"):
        conversation.revise_record(idea, owner_of(idea), why="No word.", **same)


def test_what_is_carried_by_somebody_else_by_now_stays_with_them(cast):
    point = counting(cast.it_expert1)
    idea = recorded(cast, point)
    workflow.hand_point_on(
        idea, cast.it_expert1, point=AgreedPoint.objects.get(), to=cast.employee, why="Hers."
    )
    conversation.revise_record(idea, owner_of(idea), why="One word.", **notes(points=[point]))
    assert AgreedPoint.objects.get().carried_by == cast.employee


def test_an_answer_to_notes_that_were_corrected_meanwhile_is_asked_again(cast):
    idea = recorded(cast)
    client = browser(cast.submitter)
    form = client.get(at(idea)).context["page"].forms["confirm"]
    sent = {"answer": "agree", "words": unique("answer"), "version": form["version"].value()}
    conversation.revise_record(idea, owner_of(idea), why="One word.", **notes())
    answer = client.post(at(idea, "act", "confirm"), sent)
    assert answer.status_code == 200
    assert "corrected meanwhile" in answer.content.decode()
    assert kept(idea).said in answer.content.decode()
    with pytest.raises(Refused, match="corrected meanwhile"):
        conversation.confirm(idea, cast.submitter, answer="agree", version=1)
    sent["version"] = answer.context["form"]["version"].value()
    assert client.post(at(idea, "act", "confirm"), sent).status_code == 302
    assert kept(idea).answer_words == sent["words"]


# additions


def test_who_adds_and_who_is_told(cast):
    idea = make_idea(cast, "in_review")
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    workflow.join(idea, cast.colleague)
    assert transitions.decide("add_to_record", fresh(idea), cast.submitter) is not None
    from_review(cast, idea)
    partner = kept(idea).conversation.partner
    other = next(c for c in (cast.coordinator1, cast.coordinator2) if c != partner)
    for author in (cast.submitter, cast.colleague, partner, other):
        text = unique("added")
        answer = browser(author).post(at(idea, "act", "add_to_record"), {"text": text})
        assert answer.status_code == 302
        for reader in {cast.submitter, cast.colleague, partner}:
            assert text in text_of(reader, idea)
            told = Notice.objects.filter(user=reader, event__kind="add_to_record", event__actor=author)
            assert told.exists() == (reader != author)
    for stranger in (cast.employee, expert_of(idea), cast.admin):
        assert transitions.decide("add_to_record", fresh(idea), stranger) is not None


def from_review(cast: Cast, idea: Idea) -> None:
    from_there = fresh(idea)
    for expert in experts_of(from_there):
        workflow.review(
            idea, expert, recommendation="decline", public_text=f"No room for it. {unique('public')}"
        )
    decided = fresh(idea)
    workflow.decide(
        decided,
        owner_of(decided),
        outcome="declined",
        reason_code="too_costly",
        reason_text=f"It costs more than it brings. Says the count. {unique('reason')}",
        would_change=f"If it cost half. {unique('change')}",
        times=[],
    )
    make_record(idea)
    conversation.confirm(idea, cast.submitter, answer="agree")


# not understood, and silence


def test_what_stayed_unclear_leads_the_next_talk_and_the_third_has_two_answers(cast):
    idea = recorded(cast)
    first = owner_of(idea)
    for n in (1, 2):
        word = unique("unclear")
        conversation.confirm(idea, cast.submitter, answer="not_understood", words=word)
        page = text_of(owner_of(idea), idea)
        assert page.index("First of all") < page.index(word) < page.index('id="agenda"')
        assert word in text_of(cast.submitter, idea)
        assert (owner_of(idea) == first) == (n == 1)
        make_record(idea)
    form = browser(cast.submitter).get(at(idea)).context["page"].forms["confirm"]
    assert [key for key, _words in form.fields["answer"].choices] == ["agree", "disagree"]
    with pytest.raises(Refused, match="third talk"):
        conversation.confirm(idea, cast.submitter, answer="not_understood")


def test_silence_is_reminded_of_twice_closed_on_the_fifth_day_and_reopened_by_one_click(cast):
    idea = recorded(cast)
    calendar = deadlines.calendar_of(idea)
    begun = idea.status_since
    told = Notice.objects.filter(user=cast.submitter, dedupe_key__startswith="reminder:notes:")
    for day, seen in ((1, 0), (2, 1), (3, 1), (4, 2)):
        with clock.at(deadlines.in_working_days(day, calendar, begun) - timedelta(hours=7)):
            duties.remind()
            sweep.close_unconfirmed()
        assert (told.count(), fresh(idea).status) == (seen, "confirming"), day
    assert fresh(idea).due_at == deadlines.in_working_days(5, calendar, begun)
    with clock.at(fresh(idea).due_at - timedelta(minutes=1)):
        sweep.close_unconfirmed()
    assert fresh(idea).status == "confirming"
    with clock.at(fresh(idea).due_at + timedelta(minutes=1)):
        sweep.close_unconfirmed()
        assert (fresh(idea).status, fresh(idea).first_close_kind) == ("closed", "held_unconfirmed")
        page = text_of(cast.submitter, idea)
        button = f'action="{at(idea, "act", "reopen")}"'
        assert button in page
        assert browser(cast.submitter).post(at(idea, "act", "reopen"), {"next": at(idea)}).status_code == 302
    assert fresh(idea).status == "conversation"


# the form


def test_rows_of_what_was_agreed_and_errors_beside_them(cast):
    idea = make_idea(cast, "conversation")
    client = browser(owner_of(idea))
    form = client.get(at(idea, "act", "record")).context["form"]
    sent = {name: form[name].value() or "" for name in ("said", "thanks", "next_step", "channel")}
    sent["held_at"] = form["held_at"].value().strftime("%Y-%m-%dT%H:%M")
    day = some_day().isoformat()
    sent |= {"point_1_what": "Count them.", "point_1_who": "Expert", "point_1_until": day}
    sent |= {"point_3_what": "No name and no day."}
    page = client.post(at(idea, "act", "record"), sent)
    assert page.status_code == 200
    first, third = page.context["form"]["point_1"], page.context["form"]["point_3"]
    assert first.errors == ["Whom do you mean?"]
    assert third.errors == ["Say who does it. Say until when."]
    words = page.content.decode()
    assert words.index('id="record_point_1_0"') < words.index(
        "Whom do you mean?</span>", words.index('id="record_point_1_0"')
    )
    assert "No name and no day." in words
    token = words.split('name="point_1_is" value="')[1].split('"')[0]
    sent |= {"point_1_is": token, "point_3_who": "The painter", "point_3_until": day}
    sent |= {"point_2_what": "Ask her.", "point_2_who": cast.it_expert1.name, "point_2_until": day}
    sent |= {"point_4_what": "Ask him.", "point_4_who": "Expert", "point_4_is": "-", "point_4_until": day}
    assert client.post(at(idea, "act", "record"), sent).status_code == 302
    made = list(AgreedPoint.objects.order_by("position"))
    assert [p.text for p in made] == ["Count them.", "Ask her.", "No name and no day.", "Ask him."]
    assert [p.owner_name for p in made] == ["", "", "The painter", "Expert"]
    assert made[1].owner == cast.it_expert1
    assert made[0].owner is not None


@pytest.mark.parametrize("outcome", ["adopted", "adopted_in_part", "declined"])
def test_what_was_said_stands_there_already(cast, outcome):
    idea = make_idea(cast, "conversation", outcome=outcome)
    form = browser(owner_of(idea)).get(at(idea, "act", "record")).context["form"]
    label = fresh(idea).get_outcome_display()
    assert label in form["said"].value()
    assert (fresh(idea).decision.get_reason_code_display() in form["said"].value()) == (outcome != "adopted")


def test_first_words_of_the_notes_are_in_the_language_of_whoever_reads_them(cast):
    idea = make_idea(cast, "conversation", outcome="declined")
    same = text_of(owner_of(idea), idea)
    User.objects.filter(pk=cast.submitter.pk).update(language="de")
    html = text_of(owner_of(idea), idea)
    hint = "The first words are in the language of"
    assert (hint in same, hint in html) == (False, True)
    assert "What was said?" in html
    assert "Wir sind das Ergebnis" in html
    assert "Danke für" in html
    assert "Es ist nichts mehr zu tun" in html


def test_the_draft_of_the_notes_comes_back_anywhere_and_goes_with_sending(cast):
    idea = make_idea(cast, "conversation")
    partner = owner_of(idea)
    typed = {"said": unique("typed"), "point_1_what": unique("point"), "point_1_who": "The painter"}
    sent = browser(partner).post(at(idea, "talk_draft"), {"kind": "record", **typed})
    assert sent.status_code == 204
    for name, more in (("talk", ()), ("act", ("record",))):
        page = browser(partner).get(at(idea, name, *more)).content.decode()
        for words in typed.values():
            assert words in page
    assert typed["said"] not in text_of(cast.submitter, idea)
    key = "5f0c2a52-0b52-4c3e-9a4e-5f6c2a520b52"
    form = browser(partner).get(at(idea, "act", "record")).context["form"]
    full = {name: form[name].value() or "" for name in ("said", "thanks", "next_step", "channel")}
    full |= {"held_at": form["held_at"].value().strftime("%Y-%m-%dT%H:%M"), "key": key}
    assert browser(partner).post(at(idea, "act", "record"), full).status_code == 302
    late = browser(partner).post(at(idea, "talk_draft"), {"kind": "record", "key": key, **typed})
    assert late.status_code < 500
    assert not TalkDraft.objects.exists()
    connection.check_constraints()
