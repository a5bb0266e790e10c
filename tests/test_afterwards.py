"""After the answer: how it was, a call by somebody else, thanks by name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from accounts.models import User
from ideas import clock, conversation, deadlines, gratitude, transitions, workflow
from ideas.models import Credit, FollowUp, Idea, Notice, OutgoingMail, Survey
from ideas.rules import Refused
from tests.factories import Cast, make_cast, make_idea, make_user
from tests.telling import told, words_of
from tests.visits import MOST_STATEMENTS, browser, page, page_of, statements, words


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def talk_of(idea: Idea) -> str:
    return reverse("talk", args=[idea.public_id])


def post(user: User, idea: Idea, verb: str, **typed: str):
    return browser(user).post(reverse("act", args=[idea.public_id, verb]), typed)


def partner_of(idea: Idea) -> User:
    return idea.conversations.get().partner


# how it was


def test_survey_says_who_reads_it_and_stands_where_the_answer_was_given(cast):
    idea = make_idea(cast, "confirming")
    answer = post(cast.submitter, idea, "confirm", answer="agree", next=talk_of(idea))
    text = words(page(cast.submitter, answer["Location"]))
    assert f"{partner_of(idea).name} and those who look after your idea read it" in text
    assert "never for fewer than five people" in text
    assert text.index("Only count it") < text.index("Please call me about this")


def test_only_counting_asks_nobody_to_get_in_touch(cast):
    idea = make_idea(cast, "closed")
    before = OutgoingMail.objects.count(), Notice.objects.count()
    post(cast.submitter, idea, "answer_survey", understood="1", fair="2", again="0", words="Too long.")
    made = Survey.objects.get()
    assert (made.user, made.understood, made.call_me) == (cast.submitter, 1, False)
    assert not FollowUp.objects.exists()
    assert (OutgoingMail.objects.count(), Notice.objects.count()) == before
    text = words(page(partner_of(idea), talk_of(idea)))
    assert "Too long." in text
    assert "please leave it at that" in text
    assert "Too long." not in page_of(cast.bystander, idea)


def test_nothing_said_is_refused_with_the_form(cast):
    idea = make_idea(cast, "closed")
    answer = post(cast.submitter, idea, "answer_survey", call_me="")
    assert (answer.status_code, Survey.objects.count()) == (200, 0)
    with pytest.raises(Refused, match="one of the questions"):
        conversation.answer_survey(idea, cast.submitter)


def test_once_in_thirty_days_over_all_ideas_and_the_page_shows_nothing_then(cast):
    first, second = make_idea(cast, "closed"), make_idea(cast, "closed")
    conversation.answer_survey(first, cast.submitter, fair=3)
    assert "How was it?" not in page(cast.submitter, talk_of(second))
    assert "How was it?" not in page_of(cast.submitter, second)
    with pytest.raises(Refused, match="already"):
        conversation.answer_survey(second, cast.submitter, fair=3)
    with clock.at(clock.now() + timedelta(days=31)):
        assert "How was it?" in page(cast.submitter, talk_of(second))
        conversation.answer_survey(second, cast.submitter, fair=3)
        with pytest.raises(Refused, match="already"):
            conversation.answer_survey(first, cast.submitter, fair=3)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one():
    cast = make_cast()
    ideas = [make_idea(cast, "closed") for _ in range(2)]

    def answer(idea: Idea) -> bool:
        try:
            conversation.answer_survey(idea, cast.submitter, fair=3)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(answer, ideas)) == [False, True]
    assert Survey.objects.count() == 1


# a call


def test_a_call_goes_to_somebody_who_did_not_hold_the_talk(cast):
    idea = make_idea(cast, "closed")
    post(cast.submitter, idea, "answer_survey", understood="2", call_me="call", next=talk_of(idea))
    owed = FollowUp.objects.get()
    assert (owed.cause, owed.owner) == (
        "call",
        *({cast.coordinator1, cast.coordinator2} - {partner_of(idea)}),
    )
    assert owed.due_at == deadlines.in_working_days(5, deadlines.calendar_of(idea))
    line = Notice.objects.get(user=owed.owner, event__kind="owe_call").text
    assert "asks for a call" in line
    assert not Notice.objects.filter(user=partner_of(idea), event__kind="owe_call").exists()
    assert f"{owed.owner.name} gets in touch with you, as you asked" in words(
        page(cast.submitter, talk_of(idea))
    )
    assert f"{owed.owner.name} gets in touch with you, as you asked" in words(page(cast.submitter, "/"))
    assert "asked for a call" in words(page(owed.owner, "/"))
    assert "A call was asked for" in words(page_of(owed.owner, idea))


def test_the_call_is_noted_and_the_submitter_reads_it(cast):
    idea = make_idea(cast, "closed")
    conversation.answer_survey(idea, cast.submitter, call_me=True)
    owed = FollowUp.objects.get()
    post(owed.owner, idea, "hold_follow_up", kind="written", text="I listened; here is what we change.")
    (mail,) = OutgoingMail.objects.filter(to_user=cast.submitter, kind="followed_up")
    assert "You asked us to get in touch" in mail.text
    assert "not carried out" not in mail.text
    assert "here is what we change" in words(page_of(cast.submitter, idea))
    assert f"{owed.owner.name} gets in touch with you, as you asked" in words_of(told(idea, cast.submitter))


def test_the_submitter_may_do_without_the_call(cast):
    idea = make_idea(cast, "closed")
    conversation.answer_survey(idea, cast.submitter, call_me=True)
    post(cast.submitter, idea, "decline_follow_up")
    assert FollowUp.objects.get().kind == "declined"


@pytest.mark.parametrize("away", [False, True])
def test_a_call_passes_on_but_never_to_who_held_the_talk(cast, away):
    idea = make_idea(cast, "closed")
    conversation.answer_survey(idea, cast.submitter, call_me=True)
    gone = FollowUp.objects.get().owner
    User.objects.filter(pk=gone.pk).update(is_active=away)
    workflow.relieve(User.objects.get(pk=gone.pk))
    owed = FollowUp.objects.get()
    assert owed.owner in {cast.office1, cast.office2}
    assert "has passed to you" in Notice.objects.get(user=owed.owner, event__kind="relieve").text


def test_two_second_talks_are_ended_one_after_the_other(cast):
    idea = make_idea(cast, "closed", outcome="adopted")
    conversation.answer_survey(idea, cast.submitter, call_me=True)
    workflow.report_news(idea, cast.colleague, state="not_carried_out", text="The hall is given up.")
    call, drop = FollowUp.objects.get(cause="call"), FollowUp.objects.get(cause="dropped")
    assert call.owner != drop.owner
    assert "It is not carried out after all: talk" in words(page_of(drop.owner, idea))
    workflow.hold_follow_up(idea, drop.owner, kind="held", text="We looked for another hall.")
    drop.refresh_from_db()
    assert drop.ended_at
    workflow.hold_follow_up(idea, call.owner, kind="held", text="We talked.")
    assert not FollowUp.objects.open().exists()


# thanks by name


def adopted(cast: Cast, state: str = "closed", **fields) -> Idea:
    return make_idea(cast, state, outcome="adopted", **fields)


def test_a_name_stands_on_the_page_of_thanks_only_once_agreed_and_goes_at_once(cast):
    idea = adopted(cast)
    assert "Thanks to a colleague" in words(page(cast.bystander, "/thanks/"))
    assert "May we thank you by name?" in page_of(cast.submitter, idea)
    assert "May we thank you by name?" in page(cast.submitter, talk_of(idea))
    assert "May we thank you by name?" not in page_of(cast.bystander, idea)
    post(cast.submitter, idea, "credit")
    post(cast.submitter, idea, "credit")
    assert Credit.objects.count() == 1
    assert "Thanks to Sam Submitter" in words(page(cast.bystander, "/thanks/"))
    assert "Do not name me any more" in page_of(cast.submitter, idea)
    post(cast.submitter, idea, "uncredit")
    assert "Sam Submitter" not in words(page(cast.bystander, "/thanks/"))
    assert [e.kind for e in idea.events.order_by("-seq")[:2]] == ["uncredit", "credit"]


def test_cosubmitters_agree_for_themselves_and_leavers_are_not_named(cast):
    idea = adopted(cast, "conversation")
    workflow.people.become_cosubmitter(Idea.objects.locked(idea.pk), cast.colleague, cast.colleague, "join")
    workflow.credit(idea, cast.colleague)
    assert "Thanks to Colleague Example and one colleague" in words(page(cast.bystander, "/thanks/"))
    workflow.credit(idea, cast.submitter)
    assert "Thanks to Colleague Example and Sam Submitter" in words(page(cast.bystander, "/thanks/"))
    User.objects.filter(pk=cast.submitter.pk).update(is_active=False)
    assert "Thanks to Colleague Example and one colleague" in words(page(cast.bystander, "/thanks/"))
    workflow.leave(idea, cast.colleague)
    assert "Colleague Example" not in words(page(cast.bystander, "/thanks/"))
    assert list(Credit.objects.values_list("user", flat=True)) == [cast.submitter.pk]


def test_only_submitters_of_what_was_adopted_are_asked(cast):
    idea, declined = adopted(cast), make_idea(cast, "closed")
    may = {n for n, p in cast.people.items() if transitions.decide("credit", idea, p) is None}
    assert may == {"submitter"}
    assert transitions.decide("credit", declined, cast.submitter).kind == "conflict"
    assert "May we thank you" not in page_of(cast.submitter, declined)


def test_page_of_thanks_shows_what_its_reader_may_read_and_not_what_was_given_up(cast):
    shown, hidden, dropped = adopted(cast), adopted(cast, visibility="handlers"), adopted(cast)
    workflow.report_news(dropped, cast.colleague, state="not_carried_out", text="Given up.")
    for reader, seen in ((cast.bystander, {shown}), (cast.coordinator1, {shown, hidden})):
        text = page(reader, "/thanks/")
        assert {i for i in (shown, hidden, dropped) if i.title in text} == seen


def test_page_of_thanks_is_paged_with_a_constant_number_of_statements(cast, monkeypatch):
    adopted(cast)
    statements(cast.bystander, "/thanks/")
    one = statements(cast.bystander, "/thanks/")
    for _ in range(3):
        workflow.credit(adopted(cast), cast.submitter)
    assert statements(cast.bystander, "/thanks/") == one <= MOST_STATEMENTS
    monkeypatch.setattr("ideas.views.listing.ROWS", 3)
    text = page(cast.bystander, "/thanks/")
    older = text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert text.count("Thanks to") == 3
    assert words(page(cast.bystander, "/thanks/" + older)).count("Thanks to") == 1


def test_page_of_thanks_invites_while_nothing_is_adopted(cast):
    assert "The first one could be yours" in page(cast.bystander, "/thanks/")
    assert reverse("thanks") in page(cast.bystander, "/ideas/")


def rows(**people: tuple[int, int]) -> list[dict]:
    return [{"submitter__department__name": k, "n": n, "people": p} for k, (n, p) in people.items()]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (rows(IT=(6, 5), Sales=(2, 9)), [("IT", 75), ("Sales", 25)]),
        (rows(IT=(6, 5), Legal=(1, 1), Sales=(1, 9)), [("Sales", 12.5), ("", 87.5)]),
        (rows(IT=(5, 5), Legal=(2, 2), Tax=(3, 3)), [("IT", 50), ("", 50)]),
        (rows(Legal=(2, 2), Tax=(1, 1)), []),
        (rows(IT=(6, 5)), [("IT", 100)]),
        ([], []),
    ],
)
def test_departments_stand_in_the_alphabet_and_hide_those_who_are_too_few(given, shown):
    assert [(part.name, part.percent) for part in gratitude.shared(given)] == shown


def test_departments_parts_stand_below_the_ideas(cast):
    people = [
        make_user(f"{name} {n}", department=d)
        for d, name in ((cast.it, "A"), (cast.logistics, "B"))
        for n in range(5)
    ]
    for person in people[:-1]:
        adopted(cast, "conversation", submitter=person)
    assert "Where it came from" not in page(cast.bystander, "/thanks/")
    hidden = adopted(cast, "conversation", submitter=people[-1], visibility="handlers")
    cache.clear()
    assert "Where it came from" not in page(cast.bystander, "/thanks/")
    Idea.objects.filter(pk=hidden.pk).update(visibility="everyone")
    cache.clear()
    text = words(page(cast.bystander, "/thanks/"))
    assert text.index("IT: 50 %") < text.index("Logistics: 50 %")
