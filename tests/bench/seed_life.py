"""The life of one idea: what happens to it when, from the hand-in to where it stands; at last its rows."""

from tests.bench.seed_days import CLOSES, DAY, NULL, OPENS
from tests.bench.seed_talk import IN_FAVOUR, Talk
from tests.bench.seed_world import World, public_id

CONTACT_AT_ONCE = 200
OUTCOMES = (
    *("adopted",) * 22,
    *("adopted_in_part",) * 14,
    *("declined",) * 46,
    *("exists_already",) * 5,
    *("out_of_scope",) * 4,
    *("passed_on",) * 4,
    *("duplicate",) * 5,
)
AT_TRIAGE = ("exists_already", "out_of_scope", "passed_on", "duplicate")
CODES = {
    "adopted": ("",),
    "adopted_in_part": ("covered_in_part",),
    "declined": ("too_costly", "not_feasible", "no_benefit", "safety_or_law", "other_solution"),
    "deferred": ("timing",),
    "duplicate": ("already_exists",),
    "exists_already": ("already_exists",),
    "out_of_scope": ("not_our_task",),
    "passed_on": ("not_our_task",),
}
RECOMMENDED = {
    "adopted": "adopt",
    "adopted_in_part": "adopt_in_part",
    "declined": "decline",
    "deferred": "defer",
}


class Life(Talk):
    """One idea. Moments are minutes; `i` is the number of a working day of its lead department."""

    def __init__(self, world: World, pk: int, status: str, moment: int, number: int) -> None:
        self.world, self.pk, self.status, self.handed_in, self.number = world, pk, status, moment, number
        self.dice, self.rows, self.firm = world.dice, world.rows, world.firm
        self.events: list[tuple[int, str, int | None, str, str, str, str]] = []
        self.last = moment
        self.at_status, self.since = "draft", moment
        self.outcome = self.came_from = self.close_kind = ""
        self.owner: int | None = None
        self.due: int | None = None
        self.decision = self.target = self.decided = self.closed = self.withdrawn = self.glanced = None
        self.supports = self.followers = self.waited = 0
        self.cosubmitter: int | None = None
        self.experts: list[tuple[int, int]] = []
        self.close = self.dice.random()
        leaver = status == "closed" and self.close > 0.985
        self.submitter = world.submitter(status, leaver=leaver)
        self.language = self.firm.language(self.submitter)
        self.speaker = world.speakers[self.language]
        home = self.firm.place(self.submitter)[0]
        self.department = (
            home if self.dice.random() < 0.5 else 1 + int(self.dice.random() * self.firm.departments)
        )
        self.coordinator = self.firm.coordinator(self.department, self.submitter + pk)
        self.topic = int(self.dice.random() * len(world.topics))
        self.days = world.calendar(self.department)
        self.begun = self.days.at_or_after(moment // DAY)
        self.latest = self.days.at_or_before(world.today) - 1
        self.promised = self.days.promise(moment)
        self.round = pk * 2
        self.public_id = public_id(pk)

    # when --------------------------------------------------------------------------------------------------

    def when(self, i: int) -> int:
        """A moment of that working day, after all that has happened, never to come."""
        at = self.days.days[i] * DAY + OPENS + int(self.dice.random() * (CLOSES - OPENS))
        self.last = max(min(at, self.world.now - 3), self.last + 2)
        return self.last

    def within(self, first: int, last: int) -> int:
        return first + int(self.dice.random() * (last - first + 1))

    @property
    def promise(self) -> int:
        return self.days.ends[self.promised]

    def say(self, name: str) -> str:
        return self.speaker.say(name, self.dice)

    def stamp(self, moment: int | None) -> str:
        return NULL if moment is None else self.world.stamp(moment)

    def event(
        self, at: int, kind: str, actor: int | None, to: str = "", *, why: str = "", data: str = "{}"
    ) -> None:
        """Notes an event; with `to` the status changes."""
        self.events.append((at, kind, actor, self.at_status if to else "", to, why, data))
        if to:
            self.at_status, self.since = to, at

    # the way -----------------------------------------------------------------------------------------------

    def live(self) -> None:
        """Everything up to where it stands."""
        if self.status == "draft":
            return
        if self.status == "closed":
            self.outcome = OUTCOMES[int(self.dice.random() * len(OUTCOMES))]
        elif self.status == "deferred":
            self.outcome = "deferred"
        triaged = self.status == "triage" or (self.outcome in AT_TRIAGE and self.dice.random() < 0.6)
        self.hand_in(triaged)
        getattr(self, f"to_{self.status}")()

    def hand_in(self, triaged: bool) -> None:
        self.concern()
        asked = [] if triaged else self.ask_experts(self.handed_in)
        others = "" if self.other is None else f'"{self.world.units[self.other - 1].name}"'
        to = "triage" if triaged else "in_review"
        plan = "triage" if triaged else "review"
        self.event(
            self.handed_in,
            "hand_in",
            self.submitter,
            to,
            data=f'{{"lead": "{self.unit.name}", "plan": "{plan}", "concerned": [{others}], "on_behalf_of": null, '
            f'"assignment_ids": {asked}}}',
        )
        self.owner, self.due = self.coordinator, self.ends(self.begun + (2 if triaged else 7))
        if self.status != "triage" or self.dice.random() < 0.5:
            self.glanced = self.when(self.begun)
            self.event(self.glanced, "glance", self.coordinator)

    @property
    def unit(self):
        return self.world.units[self.department - 1]

    def ends(self, i: int) -> int:
        return self.days.ends[i]

    def concern(self) -> None:
        """Four of ten ideas concern a second department; those that fill the desk of one expert concern theirs."""
        self.other: int | None = None
        if self.dice.random() < 0.4 and self.firm.departments > 1:
            self.other = (
                1
                + (self.department + int(self.dice.random() * (self.firm.departments - 1)))
                % self.firm.departments
            )
        if self.status == "in_review" and self.department != 2 and self.world.desk > 0:
            self.other, self.world.desk = 2, self.world.desk - 1
        if self.other == self.department:
            self.other = None
        if self.other is not None:
            self.rows["ideas_idea_concerned"].append(f"{self.pk}\t{self.other}")

    def ask_experts(self, at: int) -> list[int]:
        """Two experts, the second one of the other department where there is one; gives their assignments."""
        n = self.pk * 13 + int(self.dice.random() * self.firm.experts)
        second = self.other or self.department
        fixed = self.status == "in_review" and second == 2 and self.department != 2
        picked = [(self.department, self.firm.expert(self.department, n))]
        picked.append((second, self.firm.expert(second, 0 if fixed else n + 1)))
        self.experts = picked
        self.asked_at = at
        self.expert_due = self.ends(max(self.days.at_or_after(at // DAY), self.begun) + 7)
        return [self.pk * 4 + k for k in range(2)]

    def file(self, n: int, at: int, word: str) -> int:
        """The n-th expert files a view; gives who."""
        expert = self.experts[n][1]
        key = self.pk * 4 + n
        self.assignment(n, "filed", at)
        benefit, effort, feasible = (1 + int(self.dice.random() * 5) for _k in range(3))
        scores = f'{{"benefit": {benefit}, "effort": {effort}, "feasibility": {feasible}}}'
        self.rows["ideas_review"].append(
            f"{key}\t{word}\t{self.say('REVIEWS')}\t{self.say('NOTES')}\t{scores}\t{self.stamp(at)}\tf\t{key}"
        )
        return expert

    def assignment(self, n: int, state: str, ended: int | None) -> None:
        department, expert = self.experts[n]
        topic, name = self.world.topic_names[self.topic], self.world.units[department - 1].name
        self.rows["ideas_assignment"].append(
            f'{self.pk * 4 + n}\t{state}\t{self.stamp(self.expert_due)}\texpertise\t{{"topic": "{topic}", '
            f'"department": "{name}"}}\t\t\t{self.stamp(self.asked_at)}\t{self.stamp(ended)}'
            f"\t{department}\t{expert}\t{self.pk}\t{self.round}"
        )

    def review_by(self, first: int, second: int, words: tuple[str, str], to: str) -> None:
        """Both views, on these days; the second one moves the idea on."""
        for n, (i, word) in enumerate(zip((first, second), words, strict=True)):
            at = self.when(i)
            expert = self.file(n, at, word)
            key = self.pk * 4 + n
            data = f'{{"review_id": {key}, "assignment_id": {key}}}'
            self.event(at, "review", expert, to if n else "", data=data)

    def ask(self, i: int, answered: int | None, back: str = "in_review") -> None:
        """A question of an expert, with its answer if there is one; the promise moves by the days waited."""
        at, asker = self.when(i), self.experts[0][1]
        self.event(at, "ask", asker, "clarification", data=f'{{"question_id": {self.pk}}}')
        state, answer, by, answered_at = "open", "", NULL, NULL
        if answered is not None:
            then = self.when(answered)
            state, answer, by, answered_at = (
                "answered",
                self.say("ANSWERS"),
                str(self.submitter),
                self.stamp(then),
            )
            self.event(
                then,
                "answer",
                self.submitter,
                back,
                data=f'{{"by_phone": false, "question_ids": [{self.pk}]}}',
            )
            self.waited = min(answered - i, 10)
            if self.waited:
                self.promised += self.waited
                new = self.stamp(self.promise).replace(" ", "T")
                data = f'{{"new": "{new}:00", "days": {self.waited}}}'
                self.event(then, "promise_waited", None, data=data)
        else:
            self.came_from = back
        self.rows["ideas_question"].append(
            f"{self.pk}\t1\t{self.stamp(at)}\t{self.say('QUESTIONS')}\t{state}\t{answer}\t{answered_at}\tf\t{by}"
            f"\t{asker}\t{self.pk}\t{self.round}"
        )

    # where it stands ---------------------------------------------------------------------------------------

    def to_triage(self) -> None:
        """Nothing more has happened."""

    def to_in_review(self) -> None:
        if self.dice.random() < 0.4 and self.latest > self.begun + 1 and self.experts[1][0] != 2:
            at = self.when(self.within(self.begun + 1, self.latest))
            key = self.pk * 4
            self.event(
                at,
                "review",
                self.file(0, at, "adopt"),
                data=f'{{"review_id": {key}, "assignment_id": {key}}}',
            )
        else:
            self.assignment(0, "open", None)
        self.assignment(1, "open", None)

    def to_clarification(self) -> None:
        i = max(self.begun, self.latest - self.within(0, 4))
        self.ask(i, None)
        self.due = self.ends(i + 5)
        for n in range(2):
            self.assignment(n, "open", None)

    def reviewed(self, latest: int, words: tuple[str, str], to: str) -> int:
        """Both views are in; gives the day of the second one."""
        first = self.begun + self.within(1, 3)
        second = max(first, min(self.begun + self.within(3, 7), latest))
        self.review_by(min(first, second), second, words, to)
        return second

    def to_discussion(self) -> None:
        i = self.reviewed(self.latest, ("adopt", "decline"), "discussion")
        self.due = self.ends(i + 3)

    def to_deciding(self) -> None:
        i = self.reviewed(self.latest, ("adopt", "adopt_in_part"), "deciding")
        self.owner, self.due = self.firm.decider(self.department), self.ends(i + 3)

    def to_withdrawn(self) -> None:
        at = self.when(self.begun + self.within(1, 5))
        for n in range(2):
            self.assignment(n, "cancelled", at)
        ids = [self.pk * 4, self.pk * 4 + 1]
        self.event(
            at,
            "withdraw",
            self.submitter,
            "withdrawn",
            why=self.say("WHYS"),
            data=f'{{"assignment_ids": {ids}}}',
        )
        self.withdrawn, self.owner, self.due = at, None, None

    def to_conversation(self) -> None:
        i = self.decide_from(self.latest)
        self.arrange(i)

    def to_confirming(self) -> None:
        i = self.decide_from(self.latest - 2)
        self.hold(i, self.latest)

    def to_deferred(self) -> None:
        i = self.decide_from(self.latest)
        self.hold(i, self.latest)
        self.confirm(self.talked + self.within(0, 3))

    def to_closed(self) -> None:
        self.decided_on = self.triage_answer() if self.outcome in AT_TRIAGE else self.decide_from(self.latest)
        self.end(self.decided_on)
        self.afterwards()

    # the decision ------------------------------------------------------------------------------------------

    def decide_from(self, latest: int) -> int:
        """Review, now and then a question or a discussion, and the decision; gives its day."""
        self.outcome = self.outcome or ("adopted", "declined")[self.pk % 2]
        word = RECOMMENDED[self.outcome]
        late = self.dice.random() < 0.05 and latest - self.begun > 60
        if self.status == "closed" and self.dice.random() < 0.12:
            self.ask(self.begun + 1, self.begun + self.within(2, 4))
        opposed = self.dice.random() < 0.12 and self.status == "closed"
        words = (word, "decline" if word != "decline" else "adopt") if opposed else (word, word)
        i = self.reviewed(latest - 1, words, "discussion" if opposed else "deciding")
        if opposed:
            i = self.conclude(i + self.within(0, 2))
        i = self.begun + self.within(24, 34) if late else min(latest, i + self.within(0, 3))
        self.decided_by_decider(i)
        return i

    def conclude(self, i: int) -> int:
        at = self.when(i)
        kind = "consensus" if self.dice.random() < 0.7 else "dissent"
        self.rows["ideas_note"].append(
            f"{self.pk}\t{kind}\t{self.say('NOTES')}\t{self.stamp(at)}\t{self.coordinator}\t{self.pk}\t{self.round}\t"
        )
        self.event(at, "conclude", self.coordinator, "deciding", data=f'{{"note_id": {self.pk}}}')
        return i

    def decided_by_decider(self, i: int) -> None:
        at, by = self.when(i), self.firm.decider(self.department)
        self.until = self.world.today + self.within(10, 60) if self.status == "deferred" else None
        self.write_decision("decided", by, None, at)
        data = f'{{"slot_count": 3, "decision_id": {self.round}, "conversation_id": {self.round}}}'
        self.event(at, "defer" if self.outcome == "deferred" else "decide", by, "conversation", data=data)
        if self.implementer and self.status != "closed":
            self.plan_work(at)
        self.open_talk(i, at)

    def write_decision(self, kind: str, by: int, agreed: int | None, at: int) -> None:
        code = CODES[self.outcome][self.pk % len(CODES[self.outcome])]
        carried = self.outcome in IN_FAVOUR
        self.implementer = self.firm.expert(self.department, self.pk * 7) if carried else None
        news = self.world.day(min(at // DAY + 30, self.world.today + 40)) if carried else NULL
        until = getattr(self, "until", None)
        self.rows["ideas_decision"].append(
            f"{self.round}\t{kind}\t{self.outcome}\t{code}\t{self.say('REASONS') if code else ''}\t{self.stamp(at)}"
            f"\t{self.stamp(self.promise)}\t{news}\t{self.say('STEPS') if self.outcome == 'exists_already' else ''}"
            f"\t{'Office for purchases' if self.outcome == 'passed_on' else ''}\t{NULL}"
            f"\t{self.world.day(until) if until else NULL}\t{agreed or NULL}\t{by}"
            f"\t{self.implementer or NULL}\t{NULL}\t{self.pk}\t{self.target.pk if self.target else NULL}"
            f"\t{self.round}\t\t\t{self.say('CHANGES') if self.outcome == 'declined' else ''}"
        )
        self.decided, self.decision = at, self.round

    def triage_answer(self) -> int:
        """Proposed by one, agreed by a second; gives the day."""
        self.target = self.world.root_for(self) if self.outcome == "duplicate" else None
        if self.outcome == "duplicate" and self.target is None:
            self.outcome = "out_of_scope"
        proposed, second = (
            self.when(self.begun + self.within(0, 1)),
            self.firm.expert(self.department, self.pk),
        )
        kind = "merge" if self.target else "propose"
        self.event(proposed, kind, self.coordinator, data=f'{{"proposal_id": {self.pk}}}')
        i = self.begun + self.within(1, 2)
        at = self.when(i)
        cancelled = [self.pk * 4 + n for n in range(len(self.experts))]
        for n in range(len(self.experts)):
            self.assignment(n, "cancelled", at)
        self.write_decision("merge" if self.target else "triage", self.coordinator, second, at)
        code = CODES[self.outcome][0]
        self.rows["ideas_proposal"].append(
            f"{self.pk}\t{self.outcome}\t{code}\t{self.say('REASONS')}\t\t\tagreed\t{self.stamp(proposed)}"
            f"\t{self.stamp(at)}\t{second}\t{self.pk}\t{self.coordinator}"
            f"\t{self.target.pk if self.target else NULL}\t{self.round}"
        )
        data = (
            f'{{"slot_count": 3, "decision_id": {self.round}, "proposal_id": {self.pk}, '
            f'"assignment_ids": {cancelled}, "conversation_id": {self.round}}}'
        )
        self.event(at, "agree", second, "conversation", data=data)
        self.open_talk(i, at)
        if self.target:
            self.target.join(self, at)
        return i

    def join(self, duplicate: "Life", at: int) -> None:
        """The submitter of a duplicate comes in beside its own."""
        self.cosubmitter = duplicate.submitter
        self.rows["ideas_cosubmitter"].append(
            f"accepted\t{self.stamp(at)}\t{self.stamp(at)}\t{duplicate.submitter}\t{self.pk}"
        )
        data = (
            f'{{"number": {duplicate.number}, "idea_id": {duplicate.pk}, "user_id": {duplicate.submitter}, '
            f'"user_name": "{self.world.name(duplicate.submitter)}", "appointment_id": null, '
            '"hazard_owner_id": null}'
        )
        self.event(at, "merged_here", duplicate.coordinator, data=data)
