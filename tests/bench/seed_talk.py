"""From the answer to the end of an idea's life: the talk, its notes, how it closes, what comes after; its rows."""

import uuid
from typing import TYPE_CHECKING, Any

from tests.bench.seed_days import DAY, NULL
from tests.bench.seed_world import public_id

if TYPE_CHECKING:
    from tests.bench.seed_world import World

IN_FAVOUR = ("adopted", "adopted_in_part")
CHANNELS = ("in_person", "in_person", "in_person", "phone", "video", "written")
UNSEEN = frozenset(("note", "propose", "merge", "attempt", "give_up", "comment"))
THEIRS = frozenset(("knock", "withdraw", "book", "decline_talk", "confirm", "answer_survey", "credit"))
"""As `ideas.workflow.signs` has them, of the kinds that occur here."""
MOST_EVENTS = 60
HOURS = (8 * 60, 14 * 60)
"""From when to when people talk, in UTC."""


class Talk:
    """What `Life` does once there is an answer."""

    world: "World"
    pk: int
    number: int
    public_id: str
    submitter: int
    rows: dict[str, list[str]]
    dice: Any
    say: Any
    stamp: Any
    when: Any
    within: Any
    event: Any
    ends: Any

    def open_talk(self, i: int, at: int) -> None:
        """The talk is to be arranged; its partner has offered three times."""
        self.partner = self.owner = self.coordinator
        self.due = self.ends(i + 10)
        self.channel = "written" if self.target else CHANNELS[int(self.dice.random() * 5)]
        self.opened, self.talk_day = at, min(i + self.within(2, 6), len(self.days.days) - 1)
        self.appointment: int | None = None
        self.talk_state = "arranging"
        for k in range(3):
            starts = self.days.days[i + 2 + k] * DAY + (9 + k) * 60
            self.rows["ideas_slot"].append(
                f"{self.stamp(starts)}\t15\t{self.channel}\tMeeting room {1 + self.pk % 9}\t{self.round}\tf"
            )

    def book(self, i: int, day: int, state: str) -> None:
        """The submitter takes a time on that day; each partner's appointments lie at moments of their own."""
        at = self.when(i)
        self.talk_at = self.free_time(day) if state == "booked" else self.days.days[day] * DAY + HOURS[0]
        self.appointment = self.round
        self.rows["ideas_appointment"].append(
            f"{self.round}\t{self.stamp(self.talk_at)}\t15\t{self.channel}\tMeeting room {1 + self.pk % 9}"
            f"\t{uuid.UUID(int=self.dice.getrandbits(128), version=4)}\t0\t{state}\t{self.partner}"
        )
        data = f'{{"appointment_id": {self.round}, "conversation_id": {self.round}}}'
        self.event(at, "book", self.submitter, data=data)

    def free_time(self, day: int) -> int:
        """A quarter of an hour from that day on in which the partner has no other appointment."""
        while True:
            for minute in range(*HOURS, 15):
                at = self.days.days[day] * DAY + minute
                if (self.partner, at) not in self.world.booked:
                    self.world.booked.add((self.partner, at))
                    return at
            day += 1

    def arrange(self, i: int) -> None:
        """Half of them are booked for one of the next days."""
        if self.dice.random() < 0.5:
            self.talk_state = "booked"
            self.book(min(i + 1, self.latest), self.latest + self.within(3, 6), "booked")
        self.converse()

    def converse(self) -> None:
        self.rows["ideas_conversation"].append(
            f"{self.round}\t1\t{self.channel}\t{self.talk_state}\t\t{self.stamp(self.opened)}"
            f"\t{self.appointment or NULL}\t{self.partner}\t{self.pk}\t{self.round}\t{NULL}\t{NULL}"
        )

    def hold(self, i: int, latest: int) -> None:
        """The talk is held, its notes are sent."""
        day = min(max(self.talk_day, i + 1), max(latest, i))
        if self.channel != "written":
            self.book(min(i + 1, day), day, "held")
        at = self.when(day)
        self.held_at, self.talked, self.filed_at = at, day, at
        self.talk_state = "recorded"
        self.said, self.thanks, self.step = self.say("SAID"), self.say("THANKS"), self.say("STEPS")
        points = self.point() if self.dice.random() < 0.5 else ""
        facts = (
            f'{{"held_at": "{self.stamp(at).replace(" ", "T")}:00", "channel": "{self.channel}", '
            f'"said": "{self.said}", "next_step": "{self.step}", "thanks": "{self.thanks}", "points": [{points}]}}'
        )
        self.rows["ideas_recordversion"].append(
            f"1\t{facts}\t{self.stamp(at)}\t\t{self.round}\t{self.partner}"
        )
        ids = f"[{self.round}]" if points else "[]"
        data = f'{{"point_ids": {ids}, "record_id": {self.round}}}'
        self.event(at, "record", self.partner, "confirming", data=data)
        self.due = self.ends(day + 5)
        if self.status == "confirming":
            self.converse()
            self.record("held", "", "", None)

    def point(self) -> str:
        """One thing agreed; the partner sees to half of them, and has done so where that is long ago."""
        words, carried = self.say("NEWS"), self.dice.random() < 0.5
        until = self.last // DAY + 14
        settled = carried and until < self.world.today - 2
        at = self.stamp(until * DAY + 600) if settled else NULL
        who = str(self.partner) if carried else NULL
        self.rows["ideas_agreedpoint"].append(
            f"{self.round}\t1\t{words}\t\t{self.world.day(until) if carried else NULL}\t{at}"
            f"\t{self.say('NEWS') if settled else ''}\t{who}\t{who}\t{self.round}\t{who if settled else NULL}"
        )
        name = self.world.name(self.partner) if carried else ""
        day = f'"{self.world.day(until)}"' if carried else "null"
        return f'{{"text": "{words}", "who": "{name}", "until": {day}}}'

    def record(self, kind: str, answer: str, closes: str, at: int | None, second: int | None = None) -> None:
        """The notes, or what stands in their place."""
        held = kind == "held"
        said = self.said if held else "" if kind == "declined" else self.say("SAID")
        filed_by = NULL if kind == "declined" else str(self.partner)
        answered = at if answer or kind == "declined" else None
        self.rows["ideas_record"].append(
            f"{self.round}\t{kind}\t{self.stamp(self.held_at) if held else NULL}"
            f"\t{self.channel if held else 'written' if kind == 'leaver' else ''}\t{said}"
            f"\t{self.thanks if held else ''}\t{self.step if held else ''}\t{self.stamp(self.filed_at)}\t{answer}"
            f"\t\t{self.stamp(answered)}\t{self.stamp(at) if closes == 'held_unconfirmed' else NULL}\t{closes}"
            f"\t{self.round}\t{filed_by}\t{second or NULL}\tf"
        )

    def confirm(self, i: int) -> None:
        """The submitter's answer: closed, or on hold where that is the outcome."""
        at = self.when(min(i, self.latest))
        answer = "agree" if self.dice.random() < 0.8 else "disagree"
        self.talk_state = "done"
        self.converse()
        self.record("held", answer, "held_confirmed", at)
        data = f'{{"answer": "{answer}", "closes_as": "held_confirmed", "record_id": {self.round}}}'
        self.finish(at, "confirm", self.submitter, "held_confirmed", data)
        if self.dice.random() < 0.4:
            self.survey(at)

    def finish(self, at: int, kind: str, actor: int | None, closes: str, data: str) -> None:
        if self.status == "deferred":
            self.event(at, kind, actor, "deferred", data=data)
            self.owner = self.coordinator
            self.due = self.ends(self.days.at_or_after(self.until))
        else:
            self.event(at, kind, actor, "closed", data=data)
            self.owner = self.due = None
            self.closed, self.close_kind = at, closes

    def survey(self, at: int) -> None:
        roll = [int(5 - 4 * self.dice.random() ** 2.5 + 0.5) for _n in range(2)]
        again = int(10 - 9 * self.dice.random() ** 2 + 0.5)
        self.rows["ideas_survey"].append(
            f"{roll[0]}\t{roll[1]}\t{again}\t\t{self.stamp(at + 4)}\t{self.round}\tf\t{self.submitter}"
        )
        self.event(at + 4, "answer_survey", self.submitter)

    # how it ends -------------------------------------------------------------------------------------------

    def end(self, i: int) -> None:
        """With a record, of one kind or another."""
        if self.close > 0.985:
            self.end_at_once(i, "leaver", "write_to_leaver", self.partner, "leaver")
        elif self.close > 0.965:
            self.vain_attempts(i)
        elif self.close > 0.885:
            self.end_at_once(i, "declined", "decline_talk", self.submitter, "declined")
        else:
            self.hold(i, self.latest)
            if self.close > 0.8:
                self.unconfirmed()
            else:
                self.confirm(self.talked + self.within(0, 4))

    def unconfirmed(self) -> None:
        at = self.when(min(self.talked + 6, self.latest))
        self.talk_state = "done"
        self.converse()
        self.record("held", "", "held_unconfirmed", at)
        data = f'{{"closes_as": "held_unconfirmed", "record_id": {self.round}}}'
        self.finish(at, "close_unconfirmed", None, "held_unconfirmed", data)

    def end_at_once(self, i: int, kind: str, verb: str, actor: int, closes: str) -> None:
        at = self.filed_at = self.when(i + self.within(1, 3))
        self.talk_state = "done"
        self.converse()
        self.record(kind, "", closes, at)
        more = ', "appointment_id": null' if kind == "declined" else ""
        self.finish(at, verb, actor, closes, f'{{"closes_as": "{closes}", "record_id": {self.round}{more}}}')

    def vain_attempts(self, i: int) -> None:
        """Three days, two channels, and a second coordinator."""
        for n, channel in enumerate(("phone", "in_person", "phone")):
            at, key = self.when(i + 1 + n), self.pk * 4 + n
            self.rows["ideas_attempt"].append(
                f"{key}\t{self.stamp(at)}\t{self.world.day(at // DAY)}\t{channel}\t\t{self.partner}\t{self.round}"
            )
            facts = f'"channel": "{channel}", "attempt_id": {key}, "conversation_id": {self.round}'
            data = f'{{"missed": false, {facts}}}'
            self.event(at, "attempt", self.partner, data=data)
        self.filed_at = self.when(i + 4)
        data = f'{{"record_id": {self.round}, "conversation_id": {self.round}}}'
        self.event(self.filed_at, "give_up", self.partner, data=data)
        second = self.firm.coordinator(self.department, self.firm.place(self.partner)[1] - 1)
        at = self.when(i + 5)
        self.talk_state = "done"
        self.converse()
        self.record("unreachable", "", "unreachable", at, second)
        data = f'{{"closes_as": "unreachable", "record_id": {self.round}}}'
        self.finish(at, "second_give_up", second, "unreachable", data)

    # beside and after --------------------------------------------------------------------------------------

    def afterwards(self) -> None:
        """What is carried out, thanks and credits; all of it has happened already."""
        if self.outcome in IN_FAVOUR:
            self.carry_out()
        if self.close < 0.8 and self.dice.random() < 0.1:
            words = self.say("THANKS")
            self.rows["ideas_thanks"].append(
                f"{self.pk}\t{words}\t{self.stamp(self.closed + 6)}\t{self.submitter}\t{self.pk}\t{self.round}"
            )
            ids = [expert for _department, expert in self.experts]
            data = f'{{"thanks_id": {self.pk}, "expert_ids": {ids}}}'
            self.event(self.closed + 6, "thank", self.submitter, why=words, data=data)
        if self.close < 0.8 and self.dice.random() < 0.15:
            self.rows["ideas_credit"].append(f"{self.stamp(self.closed + 8)}\t{self.pk}\t{self.submitter}")
            self.event(self.closed + 8, "credit", self.submitter)

    def carry_out(self) -> None:
        """News as they come; of what is older than half a year it has been said what it brought."""
        age = self.world.today - self.closed // DAY
        steps = ["in_work"]
        if age > 180:
            steps = ["not_carried_out"] if self.pk % 12 == 0 else ["done", "effect_checked"]
        elif age < 20:
            steps = []
        state = steps[-1] if steps else "planned"
        news = self.world.today + self.within(3, 40) if state in ("planned", "in_work") else None
        at = self.closed
        for n, step in enumerate(steps):
            at = self.closed + (10 + n * 95) * DAY + int(self.dice.random() * 60)
            follows = f'"{self.world.day(news)}"' if news else "null"
            data = f'{{"state": "{step}", "follow_up_id": null, "next_news_on": {follows}}}'
            self.event(at, "report_news", self.implementer, why=self.say("NEWS"), data=data)
        done = self.world.day(self.closed // DAY + 10) if state == "effect_checked" else NULL
        self.rows["ideas_implementation"].append(
            f"{state}\t{self.world.day(news) if news else NULL}\t{self.say('NEWS') if steps else ''}"
            f"\t{self.stamp(at)}\t{self.pk}\t{self.implementer}\t{done}"
        )

    def plan_work(self, at: int) -> None:
        """Adopted, and not talked about yet: it is planned."""
        news = self.world.day(self.world.today + 25)
        self.rows["ideas_implementation"].append(
            f"planned\t{news}\t\t{self.stamp(at)}\t{self.pk}\t{self.implementer}\t{NULL}"
        )

    def gather(self) -> None:
        """Supporters, followers and comments, most on few ideas."""
        until = min(self.closed or self.world.now - 5, self.world.now - 5)
        if self.glanced is None or self.glanced >= until - 10 or self.status == "draft":
            return
        roll = self.dice.random
        self.supports = self.some_people("ideas_support", until, roll() < 0.45, "\t%s\t%d\t%d", 12)
        self.followers = self.some_people("ideas_follow", until, roll() < 0.3, "%s\t%d\t%d", 6)
        for n in range(int(3 * roll() * roll() + 0.35)):
            self.comment(n, self.glanced + 1 + int(roll() * (until - self.glanced)))
        if self.decided and roll() < 0.08:
            self.write_messages(until)
        if self.decided and roll() < 0.03:
            self.knock()

    def some_people(self, table: str, until: int, any_at_all: bool, row: str, usual: int) -> int:
        """Different people, none of them the submitters; gives how many."""
        if not any_at_all:
            return 0
        roll = self.dice.random()
        wanted = 1 + int(usual * roll**4 + 150 * roll**200)
        known = set()
        for _n in range(wanted):
            known.add(self.firm.employee(int(self.dice.random() * self.firm.staff)))
        known -= {self.submitter, self.cosubmitter}
        for person in sorted(known):
            at = self.stamp(self.glanced + int(self.dice.random() * (until - self.glanced)))
            pair = (self.pk, person) if table == "ideas_support" else (person, self.pk)
            self.rows[table].append(row % (at, *pair))
        return len(known)

    def comment(self, n: int, at: int) -> None:
        key = self.pk * 8 + n
        author = self.firm.employee(int(self.dice.random() * self.firm.staff))
        address = public_id(key + (1 << 40))
        self.rows["ideas_comment"].append(
            f"{key}\t{address}\t{self.say('COMMENTS')}\t{self.stamp(at)}\t\t{author}\t{self.pk}"
        )
        data = f'{{"comment": "{address}", "comment_id": {key}, "mention_ids": []}}'
        self.event(at, "comment", author, data=data)

    def write_messages(self, until: int) -> None:
        """The contact writes and the submitter answers, once there is an answer to speak of."""
        at = self.decided
        for n, author in enumerate((self.partner, self.submitter)):
            at = min(at + 200 + int(self.dice.random() * 900), until)
            key = self.pk * 4 + n
            words = self.say("MESSAGES")
            self.rows["ideas_message"].append(f"{key}\t{words}\t{self.stamp(at)}\t{author}\t{self.pk}")
            self.event(at, "message", author, data=f'{{"message_id": {key}, "file_count": 0}}')

    def knock(self) -> None:
        """The submitter asks how it stands, and hears it the next day or the one after."""
        asked = self.glanced + 1 + int(self.dice.random() * max(self.decided - self.glanced - 30, 1))
        i = self.days.at_or_after(asked // DAY + 1)
        answered = min(asked + 5 + int(self.dice.random() * 600), self.decided)
        due, words = self.stamp(self.ends(i + 1)), self.say("NEWS")
        self.rows["ideas_knock"].append(
            f"{self.pk}\t{self.stamp(asked)}\t{due}\t{words}\t{self.stamp(answered)}\t{self.coordinator}"
            f"\t{self.submitter}\t{self.pk}\t{self.round}"
        )
        iso = due.replace(" ", "T")
        data = f'{{"knock_id": {self.pk}, "knock_due": "{iso}:00"}}'
        self.event(asked, "knock", self.submitter, data=data)
        self.event(answered, "answer_knock", self.coordinator, why=words, data=f'{{"knock_id": {self.pk}}}')

    # rows --------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """The rows of the idea itself, its round and its events."""
        if self.status == "draft":
            self.write_idea([])
            return
        self.events.sort(key=lambda event: event[0])
        lines = self.rows["ideas_event"]
        for seq, (at, kind, actor, source, to, why, data) in enumerate(self.events, 1):
            lines.append(
                f"{self.pk << 6 | seq}\t{seq}\t{self.stamp(at)}\t{kind}\t{source}\t{to}\t{why}\t{data}\t1"
                f"\t{actor or NULL}\t{self.pk}"
            )
        assert len(self.events) < MOST_EVENTS
        promise = self.stamp(self.promise)
        first = self.stamp(self.ends(self.promised - self.waited))
        self.rows["ideas_round"].append(
            f"{self.round}\t1\thanded_in\t\t\t{self.stamp(self.handed_in)}\t{first}\t{promise}\t{self.waited}"
            f"\t{self.pk}\t{NULL}"
        )
        self.write_idea(self.events)

    def write_idea(self, events: list[Any]) -> None:
        signs = [e[0] for e in events if e[1] not in UNSEEN and e[1] not in THEIRS and not self.is_own(e)]
        updated = events[-1][0] if events else self.handed_in
        text, draft = self.speaker.text(self.dice), self.status == "draft"
        hidden = self.glanced is not None and self.pk % 29 == 0
        outcome = self.outcome if self.decided else ""
        self.rows["ideas_idea"].append(
            f"{self.pk}\t{self.public_id}\t{NULL if draft else self.number}\t{self.say('TITLES')[:140]}"
            f"\t{self.rare()}{text}\t{self.language}\t{self.status}\t{outcome}\t{self.stamp(self.due)}"
            f"\t{NULL if draft else self.stamp(self.promise)}\t{'handlers' if hidden else 'everyone'}"
            f"\t{'f' if self.pk % 9 == 0 else 't'}\t{self.stamp(self.glanced)}\t{self.came_from}\tf"
            f"\t{NULL if draft else self.stamp(self.handed_in)}\t{self.stamp(self.since)}\t{self.stamp(self.decided)}"
            f"\t{self.stamp(self.closed)}\t{self.close_kind}\t{self.stamp(self.closed)}\t{self.stamp(self.withdrawn)}"
            f"\t{self.supports}\t{self.followers}\t{len(events)}\t\t{self.stamp(self.handed_in - 5)}"
            f"\t{self.stamp(updated)}\t{self.decision or NULL}\t{self.department}"
            f"\t{self.coordinator if self.glanced else NULL}\t{self.target.pk if self.target else NULL}"
            f"\t{self.owner or NULL}\t{self.submitter}\t{self.world.topics[self.topic]}"
            f"\t{NULL if draft else self.round}\t{NULL if draft else self.coordinator}"
            f"\t{self.stamp(signs[-1] if signs else self.handed_in)}"
        )

    def is_own(self, event: Any) -> bool:
        return event[1] == "message" and event[2] == self.submitter

    def rare(self) -> str:
        """A handful of ideas, however many there are, hold the rare word of their language."""
        spread = max(1, self.world.seeding.ideas // 7)
        return f"{self.speaker.rare}: " if self.number % spread == 3 else ""
