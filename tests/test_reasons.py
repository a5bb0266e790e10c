"""A reason that deserves the name: what is refused, what is advised, and where every part of it is read."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ideas import clock, phrases, reasons, workflow
from ideas.models import Decision, Idea, OutgoingMail
from ideas.rules import Refused
from tests import factories as f
from tests.factories import Cast, make_cast, make_idea, owner_of
from tests.telling import told, words_of

FACT = "The count of May shows two lorries a day at this gate, and forty at the other one."
AGAIN = "the COUNT of May shows two lorries a day, at this gate and forty at the other one"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def decide(idea: Idea, **given):
    return workflow.decide(idea, owner_of(idea), outcome="declined", times=[], **f.reasons(**given))


def signed_in(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def post(user, idea: Idea, verb: str, **typed):
    return signed_in(user).post(reverse("act", args=[idea.public_id, verb]), typed)


# refused -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n", "Too dear.", "a" * 39, "a b " + " " * 60, "No.\n" * 9])
def test_reason_that_is_none_is_refused(cast: Cast, text: str):
    idea = make_idea(cast, "deciding")
    with pytest.raises(Refused):
        decide(idea, reason_text=text)
    assert Idea.objects.get(pk=idea.pk).status == "deciding"


def test_reason_of_forty_characters_is_enough(cast: Cast):
    assert decide(make_idea(cast, "deciding"), reason_text="a" * 40).reason_text == "a" * 40


def test_reason_given_lately_is_refused_whatever_its_marks(cast: Cast):
    decide(make_idea(cast, "deciding"), reason_text=FACT)
    with pytest.raises(Refused, match="this very reason"):
        decide(make_idea(cast, "deciding"), reason_text=AGAIN)


def test_reason_may_be_given_again_after_three_others(cast: Cast):
    for text in (FACT, *(f"{FACT} Number {n}." for n in "abc")):
        decide(make_idea(cast, "deciding"), reason_text=text)
    assert decide(make_idea(cast, "deciding"), reason_text=FACT)


def test_reason_of_somebody_else_is_theirs(cast: Cast):
    decide(make_idea(cast, "deciding"), reason_text=FACT)
    assert decide(make_idea(cast, "deciding", department=cast.it), reason_text=FACT)


def test_reasons_at_triage_and_of_decisions_count_together(cast: Cast):
    first, second, third = (make_idea(cast, "triage") for _n in range(3))
    boss = owner_of(first)
    said = f.reasons("out_of_scope", reason_text=FACT)
    workflow.propose(first, boss, outcome="out_of_scope", **said)
    with pytest.raises(Refused, match="this very reason"):
        workflow.propose(second, boss, outcome="out_of_scope", **said)
    with pytest.raises(Refused, match="this very reason"):
        workflow.merge(third, boss, target=first, reason_text=FACT)
    workflow.refuse(
        first, cast.coordinator1 if boss != cast.coordinator1 else cast.coordinator2, why="Not yet."
    )
    assert workflow.propose(
        first, boss, outcome="out_of_scope", **said
    )  # of the same idea it may be the same


def test_plain_yes_needs_no_reason_but_a_given_one_is_held_to_the_same(cast: Cast):
    yes = {"implementer": cast.colleague, "next_news_on": clock.today()}
    idea, other = make_idea(cast, "deciding"), make_idea(cast, "deciding")
    with pytest.raises(Refused):
        workflow.decide(other, owner_of(other), outcome="adopted", reason_text="Good.", **yes)
    made = workflow.decide(idea, owner_of(idea), outcome="adopted", would_change="Nothing", **yes)
    assert (made.reason_text, made.would_change) == ("", "")


def test_no_says_what_would_change_it(cast: Cast):
    idea = make_idea(cast, "deciding")
    with pytest.raises(Refused, match="what would change"):
        decide(idea, would_change=" ")
    made = decide(idea, would_change=" A third gate. ", point="Quiet", alternative="A bell")
    assert (made.would_change, made.point, made.alternative) == ("A third gate.", "Quiet", "A bell")


def test_database_refuses_a_no_that_closes_the_door(cast: Cast):
    idea = make_idea(cast, "deciding")
    with (
        pytest.raises(IntegrityError, match="decision_declined_says_what_would_change_it"),
        transaction.atomic(),
    ):
        Decision.objects.create(
            idea=idea,
            round=idea.round,
            kind="decided",
            outcome="declined",
            decided_by=cast.decider,
            promise_at=idea.promise_at,
            reason_code="timing",
            reason_text=FACT,
        )


@pytest.mark.parametrize("name", ["would_change", "point", "alternative"])
def test_words_of_a_decision_are_kept(cast: Cast, name: str):
    made = make_idea(cast, "conversation").decision
    with (
        pytest.raises(IntegrityError, match="decision_is_kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE ideas_decision SET {name} = 'x' WHERE id = %s", [made.pk])


def test_refused_reason_keeps_every_word_and_says_why_beside_the_field(cast: Cast):
    idea = make_idea(cast, "deciding")
    typed = {"outcome": "declined", "reason_code": "timing", "reason_text": "Nope.", "would_change": "Zebras"}
    answer = post(owner_of(idea), idea, "decide", point="Lions", alternative="Hippos", **typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Nope.", "Zebras", "Lions", "Hippos", "These are 5 characters, 40 are needed"):
        assert words in page
    assert 'href="#decide_reason_text"' in page


@pytest.mark.parametrize("verb", ["propose", "merge"])
def test_answers_without_review_are_held_to_the_same(cast: Cast, verb: str):
    idea, other = make_idea(cast, "triage"), make_idea(cast)
    typed = {"outcome": "out_of_scope", "reason_code": "not_our_task", "target": other.number}
    page = post(owner_of(idea), idea, verb, reason_text="Not ours.", **typed).content.decode()
    assert "These are 9 characters, 40 are needed" in page
    assert idea.proposals.count() == 0


# advised -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Too dear.", "9 of at least 40"),
        (f"{FACT[:60]}", "Short. Which fact"),
        (FACT * 16, "Long."),
        (f"{FACT} Passt leider nicht.", "“passt leider nicht” says little"),
        (f"{FACT} There is NO  CAPACITY for it.", "“no capacity” says little"),
        (f"{FACT} Aus Kostengründen.", "How much is it"),
        (f"{FACT} Leider nicht möglich!!", "shouting"),
        (f"{FACT} The KVB and the ABCD say so.", "KVB, ABCD"),
        (f"{FACT} That is obviously not so.", "“obviously” can hurt"),
        (f"{FACT} Das ist naiv.", "“naiv” can hurt"),
    ],
)
def test_advice_names_what_could_be_better(text: str, hint: str):
    assert hint in "\n".join(reasons.advice_on(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        FACT + " We asked both drivers, and neither would go round the yard for it.",
        FACT + " Zu teuer: 46.000 Euro im Jahr für zwei Wagen am Tag.",
        FACT + " The works council (WC) and the KVB (Kölner Verkehrsbetriebe) agree.",
        FACT + " The BRM that you mention stays as it is until then.",
        FACT + " We, the IT, have no capacitor left for the one that broke.",
    ],
)
def test_advice_is_silent_where_all_is_well(text: str):
    assert reasons.advice_on(text, known="The BRM hangs crooked") == []


def test_advice_never_refuses(cast: Cast):
    text = f"{FACT} Obviously no capacity!!"
    assert reasons.advice_on(text)
    assert decide(make_idea(cast, "deciding"), reason_text=text)


@pytest.mark.parametrize("text", ["Nothing.", "nichts", "N/A", "Keine"])
def test_closed_door_is_advised_on(text: str):
    assert "Is there really nothing?" in reasons.advice_on_change(text)[0]
    assert reasons.advice_on_change("A price below 900 euros.") == []


def test_phrases_stand_once_and_in_both_languages():
    listed = [phrase.casefold() for group in phrases.EMPTY.values() for phrase in group]
    assert len(listed) == len(set(listed))
    assert set(phrases.EMPTY) == set(reasons.ASKED_BACK)
    assert {"no capacity", "passt nicht", "aus kostengründen", "leider nicht"} <= set(listed)


def test_advice_while_typing_changes_nothing_and_knows_the_idea(cast: Cast):
    idea = make_idea(cast, "deciding", text="The BRM hangs crooked.")
    typed = {"reason_text": f"{FACT} The BRM and the XYZ say so.", "would_change": "nothing"}
    page = post(owner_of(idea), idea, "decide", advise="1", **typed).content.decode()
    assert "<html" not in page
    assert "XYZ" in page
    assert "BRM" not in page
    assert "Is there really nothing?" in page
    assert 'id="decide_reason_text_advice"' in page
    assert Decision.objects.count() == 0


def test_advice_is_for_those_who_may_decide(cast: Cast):
    idea = make_idea(cast, "deciding")
    assert post(cast.bystander, idea, "decide", advise="1", reason_text="x").status_code == 403


def test_advice_without_a_script_comes_with_the_check(cast: Cast):
    idea, other = make_idea(cast, "deciding"), make_idea(cast, "triage")
    page = post(
        owner_of(idea), idea, "decide", preview="1", reason_text=f"{FACT} No budget."
    ).content.decode()
    assert "“no budget” says little" in page
    page = post(
        owner_of(other), other, "merge", preview="1", reason_text=f"{FACT} No budget."
    ).content.decode()
    assert "“no budget” says little" in page
    assert "Check my words" in page


def test_advice_speaks_german(cast: Cast):
    with translation.override("de"):
        assert reasons.advice_on("Zu teuer.")


# read ----------------------------------------------------------------------------------------------------------


PARTS = {"point": "Quiet mornings", "would_change": "A second bell", "alternative": "Softer hinges"}


def test_every_part_is_read_wherever_the_answer_is(cast: Cast):
    idea = make_idea(cast, "deciding")
    workflow.decide(idea, owner_of(idea), outcome="declined", **f.reasons(reason_text=FACT, **PARTS))
    sam, partner = signed_in(cast.submitter), signed_in(owner_of(idea))
    address, talk = reverse("idea", args=[idea.public_id]), reverse("talk", args=[idea.public_id])
    pages = [
        sam.get(address),
        sam.get(talk),
        partner.get(talk),
        partner.get(f"{talk}guide/"),
        sam.get(reverse("my_data")),
    ]
    pages.append(signed_in(cast.bystander).get(address))
    for answer in pages:
        page = answer.content.decode()
        for words in (FACT, *PARTS.values()):
            assert words in page, (answer.request["PATH_INFO"], words)
    story = words_of(told(idea, cast.bystander))
    for words in (FACT, *PARTS.values()):
        assert words in story
    kept = json.loads(signed_in(cast.decider).get(reverse("my_data")).content)
    assert kept["decisions"][0] | PARTS == kept["decisions"][0]


def test_result_mail_says_how_the_idea_was_understood_and_no_more(cast: Cast):
    idea = make_idea(cast, "deciding")
    workflow.decide(idea, owner_of(idea), outcome="declined", **f.reasons(reason_text=FACT, **PARTS))
    mail = OutgoingMail.objects.get(to_user=cast.submitter, kind="result")
    assert "Quiet mornings" in mail.text
    for words in (FACT, PARTS["would_change"], PARTS["alternative"]):
        assert words not in mail.text


def test_reasons_of_an_earlier_round_stay_in_the_story(cast: Cast):
    idea = make_idea(cast, "closed")
    reason = idea.decision.reason_text
    workflow.appeal(idea, cast.submitter, why="The gate was moved since.")
    assert reason in words_of(told(idea, cast.submitter))


def test_reason_is_read_before_a_second_attempt(cast: Cast):
    idea = make_idea(cast, "closed")
    page = signed_in(cast.submitter).get(f"{reverse('new')}?improves={idea.public_id}").content.decode()
    assert idea.decision.would_change in page


def test_decider_writes_beside_the_submitters_words_and_the_experts(cast: Cast):
    idea = make_idea(cast, "deciding")
    page = signed_in(owner_of(idea)).get(reverse("act", args=[idea.public_id, "decide"])).content.decode()
    assert idea.title in page
    assert idea.text.split()[-1] in page
    assert idea.assignments.first().review.public_text in page
