"""The guide to a talk: its agenda out of the idea, sentences in the submitter's language, first what is unclear."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from ideas import conversation
from ideas.conversation import guiding
from ideas.models import Decision, Idea, Outcome, Review
from tests.factories import Cast, make_cast, make_idea, owner_of, unique

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def guide(person: User, idea: Idea) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(reverse("talk_guide", args=[idea.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def status_for(person: User, idea: Idea) -> int:
    client = Client()
    client.force_login(person)
    return client.get(reverse("talk_guide", args=[idea.public_id])).status_code


def in_order(text: str, *parts: str) -> bool:
    places = [text.index(part) for part in parts]
    return places == sorted(places)


def test_agenda_stands_in_the_five_steps(cast):
    idea = make_idea(cast, "conversation", text="A second gate at the yard. It saves ten minutes a day.")
    text = guide(owner_of(idea), idea)
    view = Review.objects.filter(assignment__idea=idea).first()
    assert view is not None
    assert "internalzq" not in text
    assert in_order(
        text,
        *("Approach", "A second gate at the yard.", "Probe", "Who looked at it", "What they said"),
        *(view.public_text.split()[-1], "Present", "Not adopted", idea.decision.reason_text),
        *("What would change this answer", idea.decision.would_change, "Listen", "If it is hard to hear"),
        *("End", "What happens next", "Thank you for your idea, and for the time", "To the notes"),
    )
    assert "It saves ten minutes" not in text


def test_sentences_are_in_the_language_of_whoever_handed_it_in(cast):
    User.objects.filter(pk=cast.submitter.pk).update(language="de")
    idea = make_idea(cast, "conversation")
    text = guide(owner_of(idea), idea)
    for words in (*guiding.OPENING[Outcome.DECLINED], *guiding.HARD[Outcome.DECLINED]):
        with translation.override("de"):
            german = str(words) % {"name": idea.submitter.name, "title": idea.title}
        assert german in text
    assert text.count('lang="de"') == 3
    assert "If it is hard to hear" in text


def test_each_outcome_has_three_sentences_to_begin_and_two_for_the_hard_moment():
    for outcome in Outcome:
        assert len(set(map(str, guiding.OPENING[outcome]))) == 3, outcome
        assert len(set(map(str, guiding.HARD[outcome]))) == 2, outcome
    assert len({str(words[1]) for words in guiding.OPENING.values()}) == len(Outcome)
    assert len({str(words[0]) for words in guiding.HARD.values()}) == len(Outcome)


def test_what_stayed_unclear_comes_first_in_the_next_talk(cast):
    idea = make_idea(cast, "confirming")
    word = unique("unclear")
    conversation.confirm(idea, cast.submitter, answer="not_understood", words=word)
    text = guide(owner_of(idea), idea)
    assert in_order(text, "what is still unclear", word, "Approach")


def test_guide_is_for_whoever_holds_the_talk(cast):
    idea = make_idea(cast, "conversation")
    assert [status_for(person, idea) for person in (cast.coordinator1, cast.coordinator2)] == [200, 200]
    for person in (cast.submitter, cast.employee, cast.admin, cast.observer, cast.manager):
        assert status_for(person, idea) == 403
    early = make_idea(cast, "deciding")
    assert status_for(cast.coordinator1, early) == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One gate is too few for the yard. We wait.", "One gate is too few for the yard."),
        ("Am 3. Mai stand das Tor zu. Das kostet Zeit.", "Am 3. Mai stand das Tor zu."),
        ("Mehr Licht, z. B. am Tor und im Hof! Es ist dunkel.", "Mehr Licht, z. B. am Tor und im Hof!"),
        ("More light. It is dark at the gate. We stumble.", "More light. It is dark at the gate."),
        (
            "**A gate** for the [yard](https://example.com), please\n\nIt is full.",
            "A gate for the yard, please",
        ),
        ("", "The title"),
        ("a" * 300, f"{'a' * 200} …"),
    ],
)
def test_proposal_is_said_in_one_sentence(text, said):
    assert guiding.in_one_sentence(Idea(text=text, title="The title")) == said


def test_the_point_that_the_decider_named_goes_before_its_beginning():
    idea = Idea(text="A long beginning that says little.", decision=Decision(point="A second gate."))
    assert guiding.in_one_sentence(idea) == "A second gate."
