"""Views that differ: the questions they raise, who reads and answers them, how it ends, and one more expert."""

import pytest
from django.test import Client
from django.urls import reverse

from ideas import comparing, dossier, rules, workflow
from ideas.models import Idea, Notice, Review
from ideas.rules import Refused
from tests.factories import (
    Cast,
    experts_of,
    held_by,
    make_cast,
    make_decision,
    make_idea,
    make_member,
    make_user,
    owner_of,
    unique,
)
from tests.telling import told, words_of

BENEFIT = "Benefit: 2 and 5. What does each of you see that the other does not?"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def page(user, idea: Idea, verb: str = "", query: str = "") -> str:
    path = reverse("act", args=[idea.public_id, verb]) if verb else reverse("idea", args=[idea.public_id])
    answer = signed_in(user).get(path + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(user, idea: Idea, verb: str, **typed):
    return signed_in(user).post(reverse("act", args=[idea.public_id, verb]), typed)


def fresh(idea: Idea) -> Idea:
    return Idea.objects.get(pk=idea.pk)


def opposed(cast: Cast, *scores: dict[str, int], said=("adopt", "decline"), **fields) -> Idea:
    """An idea on which its two experts differ."""
    idea = make_idea(cast, **fields)
    given = scores or ({"benefit": 5, "effort": 3}, {"benefit": 2, "effort": 3})
    for expert, word, points in zip(experts_of(idea), said, given, strict=True):
        workflow.review(
            idea, expert, recommendation=word, public_text=f"So. {unique('public')}", scores=points
        )
    return fresh(idea)


def filed(idea: Idea):
    return [
        a.reviewer for a in idea.assignments.filter(state="filed").select_related("reviewer").order_by("pk")
    ]


def review(word: str = "adopt", **scores: int) -> Review:
    return Review(recommendation=word, scores=scores)


# the questions -------------------------------------------------------------------------------------------------


def test_question_names_the_values_and_asks_what_the_other_does_not_see():
    found = comparing.differences([review(benefit=5), review(benefit=2)])
    assert [one.prompt for one in found] == [BENEFIT]
    assert found[0].is_wide


def test_questions_begin_with_the_recommendation_then_the_widest():
    views = [review("decline", benefit=3, effort=1), review("adopt_in_part", benefit=4, effort=5)]
    found = comparing.differences(views)
    assert [one.criterion for one in found] == ["recommendation", "effort", "benefit"]
    assert [one.is_wide for one in found] == [True, True, False]
    assert found[0].words == "Recommendation: Adopt in part and Do not adopt"


def test_three_views_are_asked_about_the_others():
    found = comparing.differences([review(benefit=n) for n in (2, 5, 2)])
    assert found[0].prompt == "Benefit: 2 and 5. What does each of you see that the others do not?"


@pytest.mark.parametrize(
    "views",
    [
        [],
        [review(benefit=2)],
        [review(benefit=3), review(benefit=3)],
        [review(benefit=3), review(effort=1)],
        [review("adopt"), review("adopt_in_part")],
        [review("decline"), review("defer")],
    ],
)
def test_nothing_is_asked_where_nobody_differs(views: list[Review]):
    assert comparing.differences(views) == []


# who reads and answers them ------------------------------------------------------------------------------------


def test_experts_coordinator_and_decider_read_the_questions_and_nobody_else(cast: Cast):
    idea = opposed(cast)
    for person in (*filed(idea), owner_of(idea), cast.decider):
        assert BENEFIT in page(person, idea), person
    for person in (cast.submitter, cast.bystander, cast.admin, cast.manager):
        text = page(person, idea)
        assert "Where the views differ" not in text
        assert "Benefit" not in text


def test_expert_answers_a_question_where_it_stands(cast: Cast):
    idea = opposed(cast)
    first, second = filed(idea)
    assert 'href="#compare"' in page(first, idea)
    answer = post(first, idea, "note", criterion="benefit", text="The drivers lose an hour a day.")
    assert answer["Location"].endswith("#compare")
    assert idea.notes.get().criterion == "benefit"
    text = page(second, idea)
    assert text.count("The drivers lose an hour a day.") == 1
    assert 'href="#compare"' not in page(first, idea)
    assert "lose an hour" not in page(cast.submitter, idea)
    assert Notice.objects.filter(user=second, kind="note").exists()


def test_answer_without_words_keeps_its_question(cast: Cast):
    idea = opposed(cast)
    text = post(filed(idea)[0], idea, "note", criterion="benefit", text="").content.decode()
    assert "Your answer: Benefit" in text
    assert 'name="criterion" value="benefit"' in text


def test_question_that_there_is_not_is_not_answered(cast: Cast):
    idea = opposed(cast)
    with pytest.raises(Refused):
        workflow.note(idea, filed(idea)[0], text="Hm.", criterion="colour")
    post(filed(idea)[0], idea, "note", criterion="colour", text="Hm.")
    assert idea.notes.get().criterion == ""


def test_experts_find_the_questions_from_the_notice_and_the_desk(cast: Cast):
    idea = opposed(cast)
    expert = filed(idea)[0]
    notice = Notice.objects.get(user=expert, idea=idea, text__contains="views differ")
    assert notice.path.endswith("#compare")
    desk = signed_in(expert).get(reverse("desk_idea", args=[idea.public_id])).content.decode()
    assert f"{reverse('idea', args=[idea.public_id])}#compare" in desk


# the decider ---------------------------------------------------------------------------------------------------


def test_decider_is_shown_a_spread_and_may_open_a_discussion_about_it(cast: Cast):
    idea = opposed(cast, {"benefit": 5}, {"benefit": 2}, said=("adopt", "adopt_in_part"))
    assert idea.status == "deciding"
    for verb in ("decide", "defer"):
        text = page(cast.decider, idea, verb)
        assert "Benefit: 2 and 5" in text
        assert "far apart" in text
        assert "do/discuss/?criterion=benefit" in text
    assert "Benefit: 2 and 5" in page(cast.decider, idea)
    assert BENEFIT in page(cast.decider, idea, "discuss", "?criterion=benefit")
    assert BENEFIT not in page(cast.decider, idea, "discuss", "?criterion=nonsense").split("<form", 1)[1]
    post(cast.decider, idea, "discuss", why=BENEFIT)
    assert fresh(idea).status == "discussion"
    assert BENEFIT in page(filed(idea)[0], idea)


def test_spread_of_one_is_no_alarm(cast: Cast):
    idea = opposed(cast, {"benefit": 4}, {"benefit": 5}, said=("adopt", "adopt"))
    text = page(cast.decider, idea, "decide")
    assert "Benefit: 4 and 5" in text
    assert "far apart" not in text


@pytest.mark.parametrize("status", ["discussion", "deciding"])
def test_submitter_can_be_asked_while_views_are_compared_and_decided(cast: Cast, status: str):
    idea = make_idea(cast, status)
    asking = filed(idea)[0] if status == "discussion" else cast.decider
    assert reverse("act", args=[idea.public_id, "ask"]) in page(asking, idea)
    workflow.ask(idea, asking, text="Which of the two gates?")
    assert fresh(idea).came_from == status
    workflow.answer(fresh(idea), cast.submitter, text="The second one.")
    assert fresh(idea).status == status


# how it ends ---------------------------------------------------------------------------------------------------


def test_consensus_says_what_they_agree_on(cast: Cast):
    idea = opposed(cast)
    with pytest.raises(Refused):
        workflow.conclude(idea, owner_of(idea), consensus=True, text=" ")
    post(owner_of(idea), idea, "conclude", consensus="yes", text="One gate first.")
    assert idea.notes.get().kind == "consensus"
    assert fresh(idea).status == "deciding"
    assert "One gate first." in page(cast.decider, idea, "decide")


def test_dissent_says_who_holds_what(cast: Cast):
    idea = opposed(cast)
    first, second = filed(idea)
    held = held_by(idea)
    post(
        owner_of(idea),
        idea,
        "conclude",
        consensus="no",
        **{f"holds_{pk}": words for pk, words in held.items()},
    )
    note = idea.notes.get()
    assert note.kind == "dissent"
    assert note.text == f"{first.name}: {held[first.pk]}\n{second.name}: {held[second.pk]}"
    text = page(cast.decider, idea, "decide")
    assert held[first.pk] in text
    assert held[second.pk] in text
    told_of_it = Notice.objects.filter(kind="conclude").exclude(user=cast.decider)
    assert {notice.user for notice in told_of_it} == {first, second}


def test_dissent_without_everybodys_sentence_is_refused_and_keeps_the_others(cast: Cast):
    idea = opposed(cast)
    first, second = filed(idea)
    with pytest.raises(Refused):
        workflow.conclude(idea, owner_of(idea), consensus=False, held={first.pk: "Yes."})
    answer = post(owner_of(idea), idea, "conclude", consensus="no", **{f"holds_{first.pk}": "It pays."})
    text = answer.content.decode()
    assert f'href="#conclude_holds_{second.pk}"' in text
    assert "It pays." in text
    assert fresh(idea).status == "discussion"


def test_coordinator_reads_questions_and_answers_beside_the_form(cast: Cast):
    idea = opposed(cast)
    workflow.note(idea, filed(idea)[0], text="An hour a day is lost.", criterion="benefit")
    text = page(owner_of(idea), idea, "conclude")
    for words in ("Benefit: 2 and 5", "An hour a day is lost.", "If they do not agree: who holds what"):
        assert words in text


# one more expert -----------------------------------------------------------------------------------------------


def test_one_more_expert_of_any_department_is_asked_with_a_reason(cast: Cast):
    idea = opposed(cast)
    boss, expert = owner_of(idea), cast.it_expert1
    text = page(boss, idea, "assign")
    assert "IT Expert 1" in text
    assert "Benefit: 2 and 5" in text
    refused = post(boss, idea, "assign", reviewers=expert.pk)
    assert refused.status_code == 200
    assert 'href="#assign_why"' in refused.content.decode()
    with pytest.raises(Refused):
        workflow.assign(idea, boss, reviewers=[expert])
    post(boss, idea, "assign", reviewers=expert.pk, why="You know what the scanner costs.")
    assert fresh(idea).status == "in_review"
    desk = signed_in(expert).get(reverse("desk_idea", args=[idea.public_id])).content.decode()
    assert "You know what the scanner costs." in desk
    assert "You know what the scanner costs." in words_of(told(idea, boss))
    assert "You know what the scanner costs." not in words_of(told(idea, cast.submitter))
    assert "You know what the scanner costs." not in page(cast.submitter, idea)


def test_experts_are_searched_by_name_or_department_and_words_stay(cast: Cast):
    idea = opposed(cast)
    for n in range(14):
        make_member(cast.office, "reviewer", make_user(f"Office Reviewer {n}"))
    boss = owner_of(idea)
    assert "more could be asked" in page(boss, idea, "assign")
    typed = {"reviewers": [cast.expert4.pk], "why": "One more pair of eyes.", "other": "Colleague"}
    text = post(boss, idea, "assign", search="1", sought="it EXPERT 2", **typed).content.decode()
    assert "IT Expert 2" in text
    assert "IT Expert 3" not in text
    assert "Logistics Expert 4" in text  # ticked before
    for words in ("One more pair of eyes.", 'value="Colleague"', 'value="it EXPERT 2"'):
        assert words in text
    assert 'class="err"' not in text
    assert fresh(idea).status == "discussion"
    assert "Nobody fits" in post(boss, idea, "assign", search="1", sought="zebra").content.decode()


def test_who_is_asked_later_reads_neither_views_nor_what_compares_them(cast: Cast):
    """I9: answers, consensus and dissent tell what the others hold."""
    idea = opposed(cast)
    first, expert = filed(idea)[0], cast.it_expert1
    workflow.note(idea, first, text="Open words.")
    workflow.note(idea, first, text="An hour a day is lost.", criterion="benefit")
    workflow.assign(idea, owner_of(idea), reviewers=[expert], why="You know the scanner.")
    desk = signed_in(expert).get(reverse("desk_idea", args=[idea.public_id])).content.decode()
    for text in (page(expert, idea), desk):
        assert "Open words." in text
        assert "An hour a day is lost." not in text
        assert "Benefit: 2 and 5" not in text
    workflow.review(idea, expert, recommendation="adopt", public_text="Fine.", scores={"benefit": 4})
    assert "An hour a day is lost." in page(expert, idea)


# earlier ideas -------------------------------------------------------------------------------------------------


TWIN = "A roof above the bicycle stands at the northern entrance"


def test_view_refers_to_an_earlier_idea_by_a_tick_on_the_desk(cast: Cast):
    earlier = make_idea(cast, "closed", title=TWIN, text=f"{TWIN}, please.")
    idea = make_idea(cast, title=f"{TWIN} again", text=f"{TWIN}, once more.", submitter=cast.colleague)
    first, second = experts_of(idea)
    browser, address = signed_in(first), reverse("desk_idea", args=[idea.public_id])
    desk = browser.get(address).content.decode()
    assert earlier.decision.reason_text.split(".")[0] in desk
    assert f'name="earlier" value="{earlier.number}"' in desk
    assert TWIN in page(first, idea, "review")
    refused = browser.post(address, {"recommendation": "decline", "earlier": earlier.number}).content.decode()
    assert f'name="earlier" value="{earlier.number}" checked' in refused
    typed = {"recommendation": "adopt", "public_text": "As before.", "earlier": earlier.number}
    assert browser.post(address, typed).status_code == 302
    assert list(Review.objects.get(assignment__idea=idea).earlier.all()) == [earlier]
    workflow.review(idea, second, recommendation="adopt", public_text="Fine.")
    refers = f"No. {earlier.number}: {TWIN}"
    for person in (second, owner_of(idea), cast.decider):
        assert refers in page(person, idea), person
    assert refers in page(cast.decider, idea, "decide")
    assert refers not in page(cast.colleague, idea)
    make_decision(cast, fresh(idea), "deferred")
    assert refers in page(cast.colleague, idea)


def test_submitter_reads_of_earlier_ideas_only_what_they_may(cast: Cast):
    earlier = make_idea(cast, "closed", title=TWIN)
    idea = make_idea(cast, submitter=cast.colleague)
    for expert in experts_of(idea):
        workflow.review(idea, expert, recommendation="adopt", public_text="As before.", earlier=[earlier])
    make_decision(cast, fresh(idea))
    assert TWIN in page(cast.colleague, idea)
    Idea.objects.filter(pk=earlier.pk).update(visibility="handlers")
    assert TWIN not in page(cast.colleague, idea)
    assert TWIN in page(cast.coordinator1, idea)


@pytest.mark.parametrize("which", ["open", "itself", "unseen"])
def test_view_refers_to_answered_ideas_that_one_may_read_alone(cast: Cast, which: str):
    idea = make_idea(cast)
    unseen = make_idea(cast, "closed", glanced=False, department=cast.it)
    other = {"open": make_idea(cast), "itself": idea, "unseen": unseen}[which]
    expert = experts_of(idea)[0]
    with pytest.raises(Refused):
        workflow.review(idea, expert, recommendation="adopt", public_text="Fine.", earlier=[other])
    typed = {"recommendation": "adopt", "public_text": "Fine.", "earlier": other.number}
    answer = signed_in(expert).post(reverse("desk_idea", args=[idea.public_id]), typed)
    assert "cannot be referred to any more" in answer.content.decode()
    assert not Review.objects.filter(assignment__idea=idea).exists()


def test_statements_for_references_do_not_grow(cast: Cast, django_assert_num_queries):
    earlier = [make_idea(cast, "closed") for _n in range(3)]
    idea = make_idea(cast)
    first, second = experts_of(idea)
    workflow.review(idea, first, recommendation="adopt", public_text="Fine.", earlier=earlier)
    workflow.review(idea, second, recommendation="adopt", public_text="Fine.", earlier=earlier[:1])
    seen = rules.access_idea(cast.decider, idea.public_id)
    with django_assert_num_queries(2):
        papers = dossier.papers_of(seen, cast.decider)
    assert [len(view.refers) for view in papers.reviews] == [3, 1]
