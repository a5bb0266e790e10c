"""Which departments an idea concerns, where a text would go, and the sentence that says why somebody was asked."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from accounts.models import Absence, Membership, User
from ideas import clock, routing
from ideas.models import RoutingRule
from tests.factories import Cast, make_cast, make_idea, make_member, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def make_rule(department, *words, topic=None, position=10):
    return RoutingRule.objects.create(
        department=department, words=list(words), topic=topic, position=position
    )


# departments


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Gabelstapler", "Die Gabelstaplerfahrer brauchen Licht."),
        ("gabelstapler", "GABELSTAPLER!"),
        ("Überstunden", "überstundenkonto sichtbar machen"),
        ("Strasse", "Die Straße ist glatt."),
        ("goods-in", "A ramp at goods-in, please."),
        ("goods in", "A ramp at Goods-In, please."),
        ("Maschine", "Die CNC-Maschinen stehen still."),
        ("Dach", "Das dach ist undicht."),
        ("Dach", "Die Dachrinne läuft über."),
        ("Rad", "Mehr Räder für alle."),
    ],
)
def test_rule_word_begins_a_word_of_the_text(cast, word, text):
    make_rule(cast.it, word)
    assert routing.suggest_departments(text) == [cast.it]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Stapler", "Der Gabelstapler steht."),
        ("Dach", "Ich dachte mir etwas."),
        ("Lohn", "Das lohnt sich."),
        ("Tor", "Eine Torte für alle."),
        ("goods-in", "All goods, in a box."[:10]),
        ("", "Nothing."),
        ("-", "Nothing - at all."),
    ],
)
def test_rule_word_elsewhere_in_a_word_does_not_match(cast, word, text):
    make_rule(cast.it, word)
    assert routing.suggest_departments(text) == [cast.office]


def test_departments_come_by_position_and_once(cast):
    topic = make_topic("Products")
    make_rule(cast.logistics, "palette", position=2)
    make_rule(cast.it, topic=topic, position=1)
    make_rule(cast.it, "palette", position=3)
    assert routing.suggest_departments("Die Palette", topic) == [cast.it, cast.logistics]
    assert routing.suggest_departments("Die Palette") == [cast.logistics, cast.it]


def test_chosen_department_comes_first(cast):
    make_rule(cast.it, "palette")
    assert routing.suggest_departments("Palette", chosen=cast.logistics) == [cast.logistics, cast.it]


def test_long_words_do_not_cost_much(cast):
    make_rule(cast.it, "x" * 60)
    assert routing.suggest_departments("x" * 20_000) == [cast.it]


def test_no_rule_leads_to_the_office(cast):
    assert routing.suggest_departments("Something else") == [cast.office]


# trying a text out


def test_try_out_says_where_a_text_goes_and_why(cast):
    rule = make_rule(cast.it, "scanner", "wlan")
    trial = routing.try_out("Die Scannerbatterie hält nicht, das WLAN auch nicht.")
    assert [(m.rule, m.words, m.by_topic) for m in trial.matches] == [
        (rule, ("Scannerbatterie", "WLAN"), False)
    ]
    assert trial.asked == [cast.it]
    assert (trial.plan.lead, [pick.user for pick in trial.plan.picks]) == (
        cast.it,
        [cast.it_expert1, cast.it_expert2],
    )


def test_try_out_of_a_topic(cast):
    topic = make_topic()
    make_rule(cast.it, topic=topic)
    Membership.objects.get(user=cast.it_expert3).topics.add(topic)
    trial = routing.try_out("x", topic)
    assert trial.matches[0].by_topic
    assert trial.plan.picks[0].why == "expertise"
    assert routing.try_out("x", topic.pk).plan.picks == trial.plan.picks


def test_try_out_without_a_rule_goes_to_the_office(cast):
    trial = routing.try_out("x")
    assert (trial.matches, trial.asked, trial.plan.lead) == ([], [cast.office], cast.office)


def considered(trial):
    return {one.user: one.why for one in trial.considered}


def test_try_out_says_who_would_not_be_asked_and_why(cast):
    make_rule(cast.it, "scanner")
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=cast.it_expert1)
    cast.submitter.refresh_from_db()
    today = clock.today()
    Absence.objects.create(user=cast.it_expert2, first_day=today, last_day=today)
    fifth, sixth = make_member(cast.it), make_member(cast.it, cap=1)
    make_idea(cast, department=cast.it, submitter=cast.employee)
    trial = routing.try_out("A scanner", submitter=cast.submitter)
    assert considered(trial) == {
        cast.it_expert1: "conflict",
        cast.it_expert2: "away",
        cast.it_expert3: "later",
        cast.it_expert4: "asked",
        fifth: "asked",
        sixth: "later",
    }
    loads = {one.user: (one.load, one.cap) for one in trial.considered}
    assert loads[cast.it_expert3] == (1, 6)
    assert {routing.not_asked_words(why) for why in ("later", "full", "away", "conflict")} == {
        *("comes later in turn", "has as many views to give as agreed", "is away today", "has a part in it")
    }
    assert [one.why for one in trial.considered][:2] == ["asked", "asked"]


def test_try_out_knows_caps_stand_ins_and_own_departments(cast):
    Membership.objects.filter(department=cast.logistics).exclude(user=cast.expert1).update(cap=1)
    for _n in range(2):
        make_idea(cast)
    today = clock.today()
    Absence.objects.create(user=cast.expert4, first_day=today, last_day=today, substitute=cast.bystander)
    trial = routing.try_out("Something", submitter=cast.submitter)
    assert trial.asked == [cast.logistics]
    found = considered(trial)
    assert (found[cast.expert2], found[cast.expert3], found[cast.expert4]) == ("full", "full", "away")
    assert (found[cast.expert1], found[cast.bystander]) == ("asked", "asked")
    assert routing.try_out("Something", submitter=cast.submitter, chosen=cast.it).asked == [cast.it]
    assert not cast.bystander.assignments.exists()


def test_try_out_names_an_expert_of_two_departments_once(cast):
    make_rule(cast.logistics, "scanner")
    make_rule(cast.it, "scanner", position=20)
    make_member(cast.it, user=cast.expert2)
    trial = routing.try_out("A scanner")
    assert trial.asked == [cast.logistics, cast.it]
    assert [one.department for one in trial.considered if one.user == cast.expert2] == [cast.logistics]
    assert len(considered(trial)) == len(trial.considered) == 8


# words


@pytest.mark.parametrize(
    ("why", "data", "to_you", "to_others"),
    [
        (
            "expertise",
            {"topic": "Processes", "department": "IT"},
            "You know about Processes in IT, and it is your turn.",
            "Eve Expert knows about Processes in IT and is next in turn.",
        ),
        (
            "parent",
            {"below": "Crew", "department": "IT"},
            "Crew has no further expert free, so IT helps out, and it is your turn.",
            "Crew has no further expert free; Eve Expert of IT helps out.",
        ),
        (
            "coordinator_choice",
            {"name": "Ann"},
            "Ann chose you for it.",
            "Ann chose Eve Expert for it.",
        ),
        ("handed_over", {"name": "Ann"}, "Ann handed it over to you.", "Ann handed it over to Eve Expert."),
    ],
)
def test_why_is_a_sentence(why, data, to_you, to_others):
    eve = make_user("Eve Expert")
    asked = SimpleNamespace(reviewer=eve, why=why, why_data=data)
    with translation.override("en"):
        assert routing.why_words(asked, eve) == to_you
        assert routing.why_words(asked, make_user()) == routing.why_words(asked) == to_others


def test_why_of_real_assignments_is_a_sentence(cast):
    idea = make_idea(cast)
    mine = idea.assignments.get(reviewer=cast.expert1)
    assert routing.why_words(mine, cast.expert1) == "You are an expert of Logistics, and it is your turn."
