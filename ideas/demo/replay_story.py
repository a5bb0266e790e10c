"""The way of one idea through the demo's year: handed in, looked at, asked about, reviewed, decided.

Calls the verbs that the pages call, with the people whom routing really chose, and the words of the catalogue in
their order. Owns no date (those are in `replay_plan`) and no rule; the talk and what follows it are in `replay_talk`.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, cast

from django.db.models import F

from accounts.models import User
from ideas import clock, demo, routing, workflow
from ideas.demo import (
    company,
    replay_beside,
    replay_discussion,
    replay_pictures,
    replay_plan,
    replay_talk,
    replay_words,
)
from ideas.demo.replay_company import chosen
from ideas.demo.replay_stage import Stage, Story
from ideas.models import Follow, Idea, Status, Support

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"

NAMELESS = 0.08
"""The share of ideas whose submitter does not want their name to stand there."""
AT_A_TIME = 13
"""Supporters written down together."""
ONCE = (
    *("appeal", "consensus", "dissent", "questions", "implementation", "taken_up"),
    *("would_change", "point", "alternative"),
)
"""What belongs to the first round alone."""


class Tale:
    """One idea of the catalogue on its way: its words, its chance, its row in the database."""

    def __init__(self, stage: Stage, words: demo.Idea, seed: str) -> None:
        self.stage = stage
        self.words = words
        self.rng = Random(f"{seed} {words['key']}")  # noqa: S311
        self.plan = replay_plan.first_plan(words, stage.calendar, self.rng)
        self.submitter = stage.company.people[words["submitter"] or 0]
        self.department = stage.company.departments[words["department"]]
        self.row = Idea()
        self.writer = self.carried_out_by = self.submitter

    # what it needs to know ------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The name of the idea in the catalogue."""
        return self.words["key"]

    def now(self) -> Idea:
        """The idea as it stands at this moment."""
        self.row = Idea.objects.defer("search").get(pk=self.row.pk)
        return self.row

    def person(self, pk: int | None) -> User:
        """Somebody of the company."""
        return self.stage.company.person(pk)

    @property
    def coordinator(self) -> User:
        """Who looks after it."""
        return self.person(Idea.objects.values_list("coordinator", flat=True).get(pk=self.row.pk))

    def said(self, words: dict[demo.Language, list[str]]) -> str:
        """One of the sentences in the idea's language."""
        return self.rng.choice(words[self.words["lang"]])

    def on(self, day: date) -> datetime:
        """Somewhen on that day, later than now."""
        return self.stage.calendar.sometime(day, self.rng, after=clock.now())

    def soon(self, days: int = 0) -> datetime:
        """Somewhen so many working days from now."""
        return self.stage.calendar.later(clock.now(), days, self.rng)

    # the way --------------------------------------------------------------------------------------------------

    def run(self) -> Story:
        """From the first word to where the catalogue says that it stands."""
        yield self.stage.calendar.sometime(self.plan.handed_in, self.rng)
        self.write()
        if self.words["end"] == "draft":
            return
        yield clock.now() + timedelta(minutes=self.rng.randint(2, 9))
        self.hand_in()
        self.stage.begin(self.joined())
        self.stage.begin(self.dangerous())
        self.stage.begin(self.glanced())
        self.stage.begin(replay_beside.knocked(self))
        if "taken_up" in self.words:
            yield from self.taken_up(self.words["taken_up"])
        if self.words["end"] == "withdrawn":
            yield self.soon(self.rng.randint(1, 3))
            workflow.withdraw(self.row, self.submitter, why=self.words["why_withdrawn"])
        elif self.words["end"] == "triage":
            yield from self.without_experts(self.said(replay_words.WRONG_FIELD))
        elif self.words["outcome"] in replay_plan.WITHOUT_REVIEW:
            yield from self.settled_at_triage()
        else:
            yield from self.reviewed(self.words["reviews"], self.words.get("questions", []))

    def dangerous(self) -> Story:
        """A hazard is reported with it, and seen to within hours; one that is open was reported just now."""
        done = replay_plan.HAZARDS.get(self.key)
        if done is None:
            return
        yield clock.now() if done else self.stage.calendar.now - timedelta(minutes=40)
        hazard = workflow.report_hazard(self.row, self.submitter if done else self.coordinator)
        if done:
            yield clock.now() + timedelta(hours=2)
            workflow.settle_hazard(self.row, hazard.owner, done=done)

    def second_attempt(self) -> Idea | None:
        """The idea of the same person that this one improves."""
        before = replay_plan.IMPROVES.get(self.key)
        if before is None:
            return None
        old = self.stage.ideas[before]
        self.submitter = self.person(old.submitter_id)
        return old

    def write(self) -> None:
        """The draft, with an address that is the same in every demo."""
        old = self.second_attempt()
        public_id = "".join(self.rng.choice(ALPHABET) for _n in range(10))
        visibility = "handlers" if self.key in replay_plan.FOR_HANDLERS else "everyone"
        self.writer = (
            self.helper() if not self.submitter.email and self.rng.random() < 0.5 else self.submitter
        )
        self.row = workflow.save_draft(
            self.writer,
            title=self.words["title"],
            text=self.words["text"],
            language=self.words["lang"],
            department=self.department,
            topic=self.stage.company.topics[self.words["topic"]],
            visibility=visibility,
            show_name=self.rng.random() > NAMELESS,
            public_id=public_id,
            improves=old,
            created_at=clock.now(),
        )
        replay_pictures.attach(self.row, self.key, self.writer)
        self.stage.ideas[self.key] = self.row

    def helper(self) -> User:
        """A colleague who writes for somebody without a computer."""
        return chosen(self.stage.company.without_duty(self.submitter), 1, self.rng)[0]

    def hand_in(self) -> None:
        """By its submitter, or by the colleague for them."""
        behalf = None if self.writer == self.submitter else self.submitter
        workflow.hand_in(self.row, self.writer, on_behalf_of=behalf)

    def glanced(self) -> Story:
        """The coordinator has a look, and everybody may read it; then supporters come by and by."""
        if self.key in replay_plan.NOT_GLANCED:
            return
        yield self.soon(0 if self.words["end"] == "withdrawn" else self.rng.choice((0, 0, 0, 1)))
        workflow.glance(self.row, self.coordinator)
        self.stage.begin(replay_discussion.discussed(self.stage, self.key, self.row))
        yield from self.supported()

    def supported(self) -> Story:
        """In the first weeks, most of them in the first days; nobody who has to judge it."""
        if self.words["end"] == "withdrawn" or self.key in replay_plan.FOR_HANDLERS:
            return
        people = [
            p for p in self.stage.company.people if p.is_active and p.pk not in self.stage.company.in_charge
        ]
        barred = {self.submitter.pk, self.submitter.line_manager_id, self.writer.pk}
        fans = chosen([p for p in people if p.pk not in barred], self.words["supports"], self.rng)
        spread = 1 if self.words["outcome"] == "duplicate" or self.words["week"] < 2 else 20
        moments = sorted((self.soon(int(spread * self.rng.random() ** 2)), fan.pk) for fan in fans)
        for place in range(0, len(moments), AT_A_TIME):
            some = moments[place : place + AT_A_TIME]
            yield some[-1][0]
            if "taken_up" not in self.words or self.now().status != Status.WITHDRAWN:
                self.support(some)

    def support(self, some: list[tuple[datetime, int]]) -> None:
        """Several people's support at once, each at their moment: the rows that the verb writes one by one."""
        authors = {self.row.submitter_id, *self.row.cosubmitters.values_list("user", flat=True)}
        rows = [{"idea": self.row, "user_id": pk, "created_at": at} for at, pk in some if pk not in authors]
        Support.objects.bulk_create(Support(**row) for row in rows)
        followed = set(self.row.follow_rows.values_list("user", flat=True))
        follows = [Follow(**row) for row in rows if row["user_id"] not in followed]
        Follow.objects.bulk_create(follows)
        Idea.objects.filter(pk=self.row.pk).update(
            supports=F("supports") + len(rows), followers=F("followers") + len(follows)
        )

    def joined(self) -> Story:
        """Co-submitters, who have no duty anywhere."""
        among = [p for p in self.stage.company.without_duty(self.submitter) if p != self.writer]
        for colleague in chosen(among, self.words["cosubmitters"], self.rng):
            yield self.soon()
            workflow.invite_cosubmitter(self.row, self.submitter, user=colleague)
            yield self.soon(self.rng.randint(0, 1))
            workflow.join(self.row, colleague)

    def taken_up(self, words: demo.TakenUp) -> Story:
        """Withdrawn once, and taken up again after some weeks."""
        yield self.on(self.stage.calendar.working(self.plan.handed_in, words["withdrawn_after_days"]))
        workflow.withdraw(self.row, self.submitter, why=words["why_withdrawn"])
        again = self.stage.calendar.working(
            self.stage.calendar.day_of(clock.now()), words["again_after_days"]
        )
        yield self.on(again)
        workflow.take_up(self.row, self.submitter, why=words["words"])
        yield self.soon()
        workflow.route(
            self.row,
            self.coordinator,
            department=self.department,
            why=replay_words.BACK_TO_EXPERTS[self.words["lang"]],
        )
        self.plan = replay_plan.forward(
            self.words, self.stage.calendar.day_of(clock.now()), self.stage.calendar, self.rng
        )

    # without review -------------------------------------------------------------------------------------------

    def without_experts(self, why: str) -> Story:
        """The coordinator takes the reviews off the experts: triage."""
        for assignment in list(self.row.assignments.filter(state="open").order_by("pk")):
            yield self.soon()
            workflow.release(self.row, self.coordinator, assignment=assignment, why=why)

    def settled_at_triage(self) -> Story:
        """Proposed by the coordinator, agreed by a second person."""
        yield self.on(self.plan.reviewed)
        if self.words["outcome"] != "duplicate":
            yield from self.without_experts(self.said(replay_words.NOT_FOR_REVIEW))
        yield self.soon()
        self.propose()
        yield self.on(self.plan.decided)
        yield from replay_talk.Talk(self, self.plan, self.words).after(self.agree)

    def propose(self) -> None:
        """An answer without review, or joining with an older idea."""
        words = self.words
        if words["outcome"] == "duplicate":
            target = Idea.objects.get(pk=self.stage.ideas[words["duplicate_of"]].pk)
            workflow.merge(self.row, self.coordinator, target=target, reason_text=words["reason_text"])
            return
        workflow.propose(
            self.row,
            self.coordinator,
            outcome=words["outcome"],
            reason_code=words["reason_code"],
            reason_text=words["reason_text"],
            where=words.get("where", ""),
            passed_to_office=words.get("passed_to", ""),
        )

    def agree(self, **talk: Any) -> None:
        """A second person: an expert or the other coordinator."""
        first = self.coordinator
        members = self.department.memberships.exclude(user=first).order_by("pk")
        barred = {self.submitter.line_manager_id, self.submitter.pk}
        seconds = [m.user_id for m in members if m.user_id not in barred]
        workflow.agree(self.row, self.person(self.rng.choice(seconds)), **talk)

    # review ---------------------------------------------------------------------------------------------------

    def experts(self) -> list[User]:
        """Whose view is open, in the order in which they were asked."""
        rows = self.row.assignments.filter(state="open").order_by("pk")
        return [self.person(pk) for pk in rows.values_list("reviewer", flat=True)]

    def reviewed(self, reviews: list[demo.Review], questions: list[demo.Question]) -> Story:
        """Asked, answered and reviewed in the order of the days; then compared, decided and talked through."""
        yield from self.staffed(len(reviews))
        for day, act in self.acts(reviews, questions):
            yield self.on(day)
            act()
        if self.words["end"] in ("in_review", "clarification", "discussion"):
            return
        yield from self.compared()
        yield from replay_beside.heard(self)
        if self.words["end"] != "deciding":
            yield self.on(self.plan.decided)
            yield from replay_talk.Talk(self, self.plan, self.words).after(self.decide)

    def staffed(self, views: int) -> Story:
        """Experts enough for the views, and the hand-overs that some ideas see before anybody files."""
        while self.now().status == Status.TRIAGE or len(self.experts()) < min(views, 3):
            yield self.soon()
            self.ask_another()
        if self.key in replay_plan.REPLACED:
            yield self.soon(5)
            self.replace()
        if self.key in replay_plan.HANDED_OVER | replay_plan.NOT_TAKEN_OVER | replay_plan.FOR_THE_PERSONA:
            yield self.soon()
            yield from self.handed_over()

    def ask_another(self) -> None:
        """The coordinator asks one more expert."""
        workflow.assign(self.row, self.coordinator, reviewers=[self.candidates()[0]])

    def candidates(self) -> list[User]:
        """Who could be asked as well, the best first."""
        found = routing.eligible_reviewers(self.now())
        return [self.person(c.user.pk) for c in found if not c.absent and not c.over_cap]

    def replace(self) -> None:
        """Somebody is ill for longer."""
        gone = self.row.assignments.filter(state="open").order_by("-pk")[0]
        why = replay_words.ILL_FOR_LONGER[self.words["lang"]]
        self.ask_another()
        workflow.release(self.row, self.coordinator, assignment=gone, why=why)

    def handed_over(self) -> Story:
        """An expert offers the review to another one, who takes it or does not."""
        persona = self.stage.company.named(company.PERSONAS["reviewer"])
        wanted = self.key in replay_plan.FOR_THE_PERSONA
        if wanted and persona in self.experts():
            return
        to = persona if wanted else self.candidates()[0]
        workflow.hand_over(self.row, self.experts()[-1], to=to, why=self.said(replay_words.HAND_OVER))
        yield self.soon()
        if self.key in replay_plan.NOT_TAKEN_OVER:
            workflow.decline_hand_over(self.row, to, why=replay_words.NO_TIME[self.words["lang"]])
        else:
            workflow.accept_hand_over(self.row, to)

    def acts(self, reviews: list[demo.Review], questions: list[demo.Question]) -> Iterator[tuple[date, Any]]:
        """What is done until all views are there, each with its day, in order."""
        plan = self.plan
        acts: list[tuple[date, int, Any]] = []
        first = plan.answered if questions and self.words["end"] != "clarification" else plan.handed_in
        span = max((plan.reviewed - first).days, 0)
        for n, review in enumerate(reviews, 1):
            day = first + timedelta(days=span * n // len(reviews))
            acts.append((day, 3 + n, lambda review=review: self.review(review)))
        for question in questions:
            acts.append((plan.asked, 1, lambda question=question: self.ask(question)))
            if question.answer:
                acts.append((plan.answered, 2, lambda question=question: self.answer(question)))
        if self.key in replay_plan.PROMISE_MOVED:
            acts.append((plan.handed_in + timedelta(days=25), 0, self.move_promise))
        acts.sort(key=lambda act: (act[0], act[1]))
        yield from ((self.stage.calendar.working(day, 0), act) for day, _place, act in acts)

    def review(self, words: demo.Review) -> None:
        """The next expert files."""
        workflow.review(
            self.row,
            self.experts()[0],
            recommendation=words.recommendation,
            public_text=words.public_text,
            internal_note=words.internal_note,
            scores=cast(dict[str, int], words.scores),
        )

    def ask(self, words: demo.Question) -> None:
        """The expert who files last asks."""
        workflow.ask(self.row, self.experts()[-1], text=words.text)

    def answer(self, words: demo.Question) -> None:
        """Its submitter, by telephone who has no address."""
        question = self.row.questions.filter(state="open").order_by("pk").first()
        by_phone = not self.submitter.email
        actor = self.coordinator if by_phone else self.submitter
        workflow.answer(self.row, actor, text=words.answer, question=question, by_phone=by_phone)

    def move_promise(self) -> None:
        """Three weeks more, with the reason."""
        on = clock.today() + timedelta(days=21)
        workflow.move_promise(
            self.row, self.coordinator, on=on, why=replay_words.MORE_TIME[self.words["lang"]]
        )

    def compared(self) -> Story:
        """The discussion ends with what they agree on, or with the disagreement on record."""
        text = self.words.get("consensus") or self.words.get("dissent")
        if text and self.now().status == Status.DISCUSSION:
            yield self.on(self.plan.concluded)
            held = {} if "consensus" in self.words else self.held()
            workflow.conclude(self.row, self.coordinator, text=text, consensus=not held, held=held)

    def held(self) -> dict[int, str]:
        """What each expert holds, in the first sentence of their view."""
        views = workflow.valid_reviews(self.now())
        return {view.assignment.reviewer_id: f"{view.public_text.split('. ')[0]}." for view in views}

    # second look ----------------------------------------------------------------------------------------------

    def appealed(self) -> Story:
        """The submitter asks for a second look: other experts, another decider, a talk of its own."""
        asked: demo.Appeal | None = self.words.get("appeal")
        if asked is None:
            return
        calendar = self.stage.calendar
        yield self.on(calendar.working(calendar.day_of(clock.now()), asked["after_days"]))
        workflow.appeal(self.row, self.submitter, why=asked["words"])
        first = {name: value for name, value in self.words.items() if name not in ONCE}
        again: Any = {
            **first,
            **{name: value for name, value in asked.items() if name not in ("words", "after_days")},
        }
        self.words = again
        self.plan = replay_plan.forward(self.words, calendar.day_of(clock.now()), calendar, self.rng)
        yield from self.reviewed(asked["reviews"], [])

    # decision -------------------------------------------------------------------------------------------------

    def decide(self, **talk: Any) -> None:
        """The decider, with the words of this round."""
        words = self.words
        decider = self.person(self.now().owner_id)
        reasons: dict[str, Any] = {
            "reason_code": words.get("reason_code", ""),
            "reason_text": words["reason_text"],
            **{name: words.get(name, "") for name in ("would_change", "point", "alternative")},
        }
        if words["outcome"] == "deferred":
            until = clock.today() + timedelta(weeks=words["defer_weeks"])
            until = max(until, self.stage.calendar.today + timedelta(days=10))
            workflow.defer(self.row, decider, until=until, **reasons, **talk)
            return
        if "implementation" in words:
            self.carried_out_by = self.implementer()
            talk |= {"implementer": self.carried_out_by, "next_news_on": self.first_news()}
        workflow.decide(self.row, decider, outcome=words["outcome"], **reasons, **talk)

    def implementer(self) -> User:
        """A colleague of the department that carries it out."""
        head = self.person(self.department.decider_id)
        return chosen(self.stage.company.without_duty(head), 1, self.rng)[0]

    def first_news(self) -> date:
        """When there is news of the carrying out."""
        self.news = replay_plan.news_days(
            self.words["implementation"],
            self.stage.calendar.day_of(clock.now()),
            self.stage.calendar,
            self.rng,
        )
        return self.news[0][1]
