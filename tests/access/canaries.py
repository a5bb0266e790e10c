"""Ideas with a word of its own in every sensitive field, and by hand for each word who may ever read it.

Owns what is planted and who may find it; looking for the words is the test's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from accounts.models import User
from ideas import clock, conversation, files, workflow
from ideas.models import Idea, TalkDraft
from ideas.workflow import Time
from tests.factories import (
    Cast,
    experts_of,
    free_time,
    make_cast,
    make_decision,
    make_draft,
    make_idea,
    owner_of,
    unique,
)
from tests.journeys import book, fresh, working_day
from tests.uploads import sent

OUT_OF_PLAY = ("leaver", "office2", "it_coordinator2", "it_expert3", "it_expert4", "it_decider")
"""Doubles of people who are on the stage already."""


@dataclass
class Planted:
    """The words, with those who may read each of them on pages, and those whom a letter may have told before."""

    cast: Cast
    ideas: dict[str, Idea] = field(default_factory=dict)
    readers: dict[str, set[int]] = field(default_factory=dict)
    told: dict[str, set[int]] = field(default_factory=dict)
    titles: dict[str, Idea] = field(default_factory=dict)
    by_letter: dict[str, set[str]] = field(default_factory=dict)
    """What a letter may tell whoever has this address and is nobody here yet."""
    about: dict[str, str] = field(default_factory=dict)
    """The words that stand with an idea, with its name."""

    def word(self, kind: str, readers: list[User], told: list[User] = ()) -> str:  # type: ignore[assignment]
        """A new word; `told` may have it in letters and in their own data beside the readers."""
        return self.keep(unique(kind), readers, told)

    def keep(self, made: str, readers: list[User], told: list[User] = ()) -> str:  # type: ignore[assignment]
        """Who may read a word that is there."""
        self.readers[made] = {user.pk for user in readers}
        self.told[made] = self.readers[made] | {user.pk for user in told}
        return made

    def plant(self, ideas: "dict[str, Callable[[Planted], Idea]]") -> "Planted":
        """Makes these ideas, each with its words."""
        for name, make in ideas.items():
            before = set(self.readers)
            self.ideas[name] = fresh(make(self))
            self.about |= dict.fromkeys(self.readers.keys() - before, name)
        return self

    @property
    def people(self) -> dict[str, User]:
        """Everybody who goes looking."""
        return {name: user for name, user in self.cast.people.items() if name not in OUT_OF_PLAY}

    @property
    def everybody(self) -> list[User]:
        return list(self.cast.people.values())

    @property
    def keepers(self) -> list[User]:
        """Coordinators of the department and of those above it."""
        c = self.cast
        return [c.coordinator1, c.coordinator2, c.office1, c.office2]

    @property
    def experts(self) -> list[User]:
        """All experts of the department."""
        c = self.cast
        return [c.expert1, c.expert2, c.expert3, c.expert4]

    @property
    def authors(self) -> list[User]:
        """Who hands in."""
        return [self.cast.submitter, self.cast.colleague]


def plant_everything() -> Planted:
    """All the ideas, one for each kind of secret."""
    return Planted(make_cast()).plant(SECRETS)


def begun(planted: Planted, name: str, readers: list[User], **fields: Any) -> Idea:
    """An idea in review whose title and text only these may read; the colleague is co-submitter."""
    told = [] if fields.get("visibility") == "handlers" else planted.everybody
    title, text = planted.word("title", readers, told), planted.word("text", readers, told)
    idea = make_idea(planted.cast, "in_review", title=f"Gate {title}", text=f"A gate. {text}", **fields)
    planted.titles |= {title: idea, text: idea}
    planted.ideas[name] = idea
    if name != "alone":
        workflow.invite_cosubmitter(idea, planted.cast.submitter, user=planted.cast.colleague)
        workflow.join(idea, planted.cast.colleague)
    return fresh(idea)


def with_view(planted: Planted, idea: Idea, expert: User, recommendation: str, readers: list[User]) -> None:
    """A filed review with a word in each part; `readers` of the public one, handlers of the internal one."""
    handlers = [*planted.keepers, planted.cast.decider, expert]
    workflow.review(
        idea,
        expert,
        recommendation=recommendation,
        public_text=f"It would help. {planted.word('public', [*handlers, *readers])}",
        internal_note=planted.word(
            "internal", [*handlers, *(r for r in readers if r not in planted.authors)]
        ),
        scores={"benefit": 4, "effort": 2},
    )


def with_a_question(planted: Planted) -> Idea:
    """For its handlers alone: one view filed, one offered to somebody else, a question open, notes and messages."""
    cast, p = planted.cast, planted
    handlers = [*p.keepers, cast.decider]
    anyone = [*handlers, *p.experts, *p.authors, cast.bystander, cast.it_expert2]
    idea = begun(p, "asked", anyone, visibility="handlers")
    boss, (first, second) = owner_of(idea), experts_of(idea)
    third = next(e for e in p.experts if e not in (first, second))
    for word in p.titles:
        idle = {e.pk for e in p.experts if e not in (first, second)}
        p.readers[word] -= idle
    handlers += [first, second, cast.it_expert2]
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.bystander)
    workflow.assign(idea, boss, reviewers=[third], why=f"You know it. {p.word('choice', handlers, [third])}")
    extra = idea.assignments.get(reviewer=third, state="open")
    workflow.release(idea, boss, assignment=extra, why=f"Enough. {p.word('release', handlers, [third])}")
    with_view(p, idea, first, "adopt", [])
    workflow.hand_over(idea, second, to=cast.it_expert2, why=p.word("handover", handlers))
    both = [*handlers, *p.authors]
    shown = p.word("filename", [])
    p.readers[shown] = p.told[shown] = set(p.readers[next(w for w, i in p.titles.items() if i.pk == idea.pk)])
    workflow.attach(
        idea, cast.submitter, files=[files.check(sent(f"A list. {shown}".encode(), f"{shown}.txt"))]
    )
    workflow.note(idea, boss, text=f"Careful. {p.word('note', handlers)}")
    workflow.message(idea, boss, text=f"We are on it. {p.word('message', both)}")
    workflow.move_due(
        idea, boss, on=clock.today() + timedelta(days=12), why=f"Closed yard. {p.word('moved', both)}"
    )
    workflow.ask(idea, boss, text=f"Which gate? {p.word('question', both)}")
    workflow.answer(idea, cast.submitter, text=f"The one at the back. {p.word('answer', both)}")
    workflow.ask(idea, second, text=f"How often? {p.word('question', both)}")
    to = cast.coordinator1 if boss != cast.coordinator1 else cast.coordinator2
    workflow.entrust(idea, boss, to=to, why=f"Away. {p.word('entrust', handlers)}")
    return idea


ENOUGH = "It is too much for what it brings."
"""A reason has some length."""
SHOWN = ("title", "text", "reason", "change", "point", "alternative")
"""Words of an idea and its answer."""


def back_to_triage(planted: Planted, idea: Idea) -> None:
    """All experts are released, each with a reason that handlers read."""
    for row in idea.assignments.filter(state="open").select_related("reviewer"):
        why = planted.word("release", [*planted.keepers, planted.cast.decider, *planted.experts])
        workflow.release(idea, owner_of(idea), assignment=row, why=f"Enough. {why}")


def proposed(planted: Planted) -> Idea:
    """For its handlers alone, at triage: a proposal that was refused and one that waits for its second."""
    cast, p = planted.cast, planted
    handlers = [*p.keepers, cast.decider]
    idea = begun(p, "proposed", [*handlers, *p.experts, *p.authors], visibility="handlers")
    back_to_triage(p, idea)
    boss = owner_of(idea)
    second = cast.coordinator1 if boss != cast.coordinator1 else cast.coordinator2
    what = {"outcome": "out_of_scope", "reason_code": "not_our_task"}
    workflow.propose(idea, boss, reason_text=f"{ENOUGH} {p.word('refused', handlers, p.experts)}", **what)
    workflow.refuse(idea, second, why=p.word("refusal", handlers, p.experts))
    workflow.propose(
        idea, boss, reason_text=f"{ENOUGH} {p.word('proposal', [*handlers, *p.experts])}", **what
    )
    return idea


def disputed(planted: Planted) -> Idea:
    """Everybody may read it; the experts compare views of which nobody else knows yet."""
    cast, p = planted.cast, planted
    idea = begun(p, "disputed", p.everybody)
    first, second = experts_of(idea)
    workflow.support(
        idea,
        cast.employee,
        sentence=p.word("sentence", [*p.keepers, *p.authors, first, second, cast.decider, cast.employee]),
    )
    involved = [*p.keepers, *p.authors, first, second, cast.decider]
    workflow.report_hazard(idea, first, why=f"It falls shut. {p.word('hazard', involved)}")
    workflow.settle_hazard(idea, cast.office1, done=f"It is locked. {p.word('settled', involved)}")
    workflow.knock(idea, idea.submitter)
    workflow.answer_knock(idea, owner_of(idea), text=f"It is measured. {p.word('stands', involved)}")
    with_view(p, idea, first, "adopt", [second])
    with_view(p, idea, second, "decline", [first])
    comparing = [*p.keepers, first, second, cast.decider]
    workflow.note(idea, first, text=f"An hour. {p.word('compared', comparing)}", criterion="recommendation")
    return idea


def decided(planted: Planted, name: str, **fields: Any) -> tuple[Idea, User]:
    """An idea with its result; the partner of its talk."""
    cast, p = planted.cast, planted
    handlers = [*p.keepers, cast.decider]
    readers = [*handlers, *p.experts, *p.authors] if fields else p.everybody
    idea = begun(p, name, readers, **fields)
    first, second = experts_of(idea)
    with_view(p, idea, first, "adopt", [second, *p.authors])
    with_view(p, idea, second, "adopt_in_part", [first, *p.authors])
    workflow.decide(
        idea,
        owner_of(idea),
        outcome="declined",
        reason_code="too_costly",
        reason_text=f"{ENOUGH} {p.word('reason', readers)}",
        would_change=f"If it cost half. {p.word('change', readers)}",
        point=f"A quiet gate. {p.word('point', readers)}",
        alternative=f"A second bell. {p.word('alternative', readers)}",
        times=[Time(clock.now() + timedelta(days=2))],
    )
    return fresh(idea), owner_of(idea)


def talked_through(planted: Planted) -> Idea:
    """Everybody may read it; it is closed, with notes, answers and a survey that few may read."""
    cast, p = planted.cast, planted
    idea, partner = decided(p, "closed")
    talking = [*p.keepers, *p.authors]
    colleagues = [*p.keepers, *p.experts, cast.decider]
    workflow.note(idea, partner, text=p.word("note", colleagues))
    workflow.thank(idea, cast.submitter, text=f"Good. {p.word('thanked', [*p.authors, *colleagues])}")
    book(idea)
    conversation.cancel_booking(idea, cast.submitter, why=p.word("cancel", [*talking, *colleagues]))
    other = cast.coordinator1 if partner != cast.coordinator1 else cast.coordinator2
    conversation.change_partner(idea, other, to=other, why=p.word("partner", colleagues))
    conversation.attempt(idea, other, channel="phone", note=p.word("attempt", p.keepers))
    shown, within = p.word("lyingname", talking), p.word("lyingfile", talking)
    lying = files.check(sent(f"A plan. {within}".encode(), f"{shown}.txt"))
    said = p.word("message", [*talking, *colleagues])
    workflow.message(idea, cast.submitter, text=f"See the plan. {said}", files=[lying])
    begun_ = {"text": f"Or rather. {p.word('begun', [cast.submitter])}"}
    workflow.keep_draft(idea, cast.submitter, kind=TalkDraft.Kind.MESSAGE, facts=begun_)
    parts = {name: f"We looked. {p.word(name, talking)}" for name in ("said", "thanks", "next_step")}
    bell = f"A bell. {p.word('agreed', [*talking, cast.employee], [cast.employee])}"
    parts["points"] = [workflow.Agreed(bell, cast.employee, due_on=clock.today() + timedelta(days=9))]
    conversation.record(idea, other, **parts)
    corrected = parts | {"said": f"We looked twice. {p.word('said', talking)}"}
    why = p.word("corrected", talking)
    conversation.revise_record(idea, other, **corrected, why=f"One word. {why}")
    words = p.word("answer", talking)
    conversation.confirm(idea, cast.submitter, answer="disagree", words=f"Hm. {words}")
    conversation.co_answer(idea, cast.colleague, answer="agree", words=f"Yes. {p.word('coanswer', talking)}")
    conversation.add_to_record(idea, cast.colleague, text=f"Both gates. {p.word('added', talking)}")
    survey = p.word("survey", talking)
    conversation.answer_survey(idea, cast.submitter, understood=5, fair=5, again=9, words=f"Good. {survey}")
    return idea


def dropped(planted: Planted) -> Idea:
    """Everybody may read it; adopted, and not carried out after all: few read what was said of that."""
    cast, p = planted.cast, planted
    idea = begun(p, "dropped", p.everybody)
    first, second = experts_of(idea)
    with_view(p, idea, first, "adopt", [second, *p.authors])
    with_view(p, idea, second, "adopt", [first, *p.authors])
    when, talking = clock.today() + timedelta(days=30), [*p.keepers, *p.authors]
    yes = {"implementer": cast.employee, "next_news_on": when, "times": []}
    workflow.decide(idea, owner_of(idea), outcome="adopted", **yes)
    conversation.decline_talk(idea, cast.submitter)
    why = p.word("handed", [*p.keepers, *p.experts, cast.decider], [cast.employee])
    workflow.hand_work_on(idea, cast.employee, to=cast.bystander, why=f"Ill. {why}")
    text = f"Given up. {p.word('dropped', p.everybody)}"
    workflow.report_news(idea, cast.bystander, state="not_carried_out", text=text)
    owed = idea.follow_ups.get()
    said = f"The new hall has it. {p.word('again', talking)}"
    workflow.hold_follow_up(idea, owed.owner, kind="held", text=said)
    return idea


def not_reached(planted: Planted) -> Idea:
    """For its handlers alone: what was tried to reach the submitter waits for a second person."""
    p, before = planted, set(planted.readers)
    idea, partner = decided(p, "unreached", visibility="handlers")
    shown = [word for word in p.readers.keys() - before if word.startswith(SHOWN)]
    readers = [*p.keepers, p.cast.admin]
    for days, channel in ((0, "phone"), (1, "written"), (2, "phone")):
        with clock.at(working_day(1 + days)):
            conversation.attempt(idea, partner, channel=channel, note=p.word("attempt", readers))
    with clock.at(working_day(5)):
        conversation.give_up(idea, partner, account=f"Called. {p.word('account', readers)}")
    for word in shown:  # the idea office reads what it is asked to confirm
        p.readers[word].add(p.cast.admin.pk)
        p.told[word].add(p.cast.admin.pk)
    return idea


def talked_about(planted: Planted) -> Idea:
    """Everybody may read it and what colleagues say below it; of what was removed few read the words."""
    cast, p = planted.cast, planted
    idea = begun(p, "talked", p.everybody)
    boss, author = owner_of(idea), cast.employee
    workflow.comment(idea, author, text=f"Gate two as well. {p.word('said', p.everybody)}")
    rude = workflow.comment(idea, author, text=f"Rude. {p.word('removed', [*p.keepers, author])}")
    workflow.remove_comment(idea, boss, comment=rude, why=p.word("removal", [*p.keepers, author]))
    back = workflow.comment(idea, cast.submitter, text=f"Hm. {p.word('takenback', [cast.submitter])}")
    workflow.remove_comment(idea, cast.submitter, comment=back)
    odd = workflow.comment(idea, author, text=f"@Colleague Example, odd. {p.word('said', p.everybody)}")
    told = p.word("reported", p.keepers, [cast.decider])
    workflow.report_comment(idea, cast.decider, comment=odd, why=f"Odd. {told}")
    return idea


def narrowed(planted: Planted) -> Idea:
    """Talked about in public, then narrowed to its handlers: nobody reads any more what was said."""
    cast, p = planted.cast, planted
    handlers = [*p.keepers, cast.decider, *p.experts, *p.authors]
    idea = begun(p, "narrowed", handlers)
    both = experts_of(idea)
    for word, about in p.titles.items():
        if about.pk == idea.pk:
            p.readers[word] -= {e.pk for e in p.experts if e not in both}
            p.told[word] |= {user.pk for user in p.everybody}
    workflow.comment(idea, cast.submitter, text=f"Come and see. {p.word('hidden', [], [cast.submitter])}")
    workflow.set_visibility(idea, cast.submitter, visibility="handlers")
    return idea


def half_written(planted: Planted) -> Idea:
    """A draft: nobody but who writes it."""
    p = planted
    title, text = p.word("draft", [p.cast.submitter]), p.word("draft", [p.cast.submitter])
    idea = make_draft(p.cast.submitter, title=f"Gate {title}", text=text, department=p.cast.logistics)
    p.titles |= {title: idea, text: idea}
    return idea


def taken_back(planted: Planted) -> Idea:
    """Withdrawn: submitters and coordinators; whoever was asked to join before no longer reads it."""
    p = planted
    idea = begun(p, "withdrawn", [*p.keepers, *p.authors])
    workflow.invite_cosubmitter(idea, p.cast.submitter, user=p.cast.bystander)
    why = p.word("withdrawn", [*p.keepers, *p.authors], p.experts)
    workflow.withdraw(idea, p.cast.submitter, why=f"No longer needed. {why}")
    return idea


SECRETS = {
    "asked": with_a_question,
    "proposed": proposed,
    "disputed": disputed,
    "closed": talked_through,
    "dropped": dropped,
    "unreached": not_reached,
    "talked": talked_about,
    "narrowed": narrowed,
    "draft": half_written,
    "withdrawn": taken_back,
}


def plant_more(planted: Planted) -> None:
    """Ideas that need no words of their own: with a talk that is booked, without a name, and joined with another."""
    cast, ideas = planted.cast, planted.ideas
    place = [Time(free_time(), place="break room")]
    booked = make_idea(cast, "deciding")
    make_decision(cast, booked, times=place)
    book(booked)
    unnamed = make_idea(cast, submitter=cast.it_expert3, show_name=False)
    workflow.invite_cosubmitter(fresh(unnamed), cast.it_expert3, user=cast.people["it_expert1"])
    joined = make_idea(cast, submitter=cast.it_expert4, visibility="handlers")
    workflow.merge(
        joined,
        owner_of(joined),
        target=fresh(unnamed),
        reason_text="It is about the same gate, seen from inside.",
    )
    workflow.agree(joined, next(one for one in planted.keepers if one != owner_of(joined)))
    workflow.follow(ideas["talked"], cast.manager)
    ideas |= {"booked": fresh(booked), "unnamed": fresh(unnamed), "joined": fresh(joined)}
