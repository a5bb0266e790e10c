"""The talk that ends each idea of the demo, and what follows: the answer, a second look, news of the carrying out.

Calls the verbs of the conversation with the catalogue's words. Owns no date and no rule. Ideas whose notes nobody
answers are left to the sweep, as in life.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from accounts.models import User
from ideas import clock, conversation, demo, workflow
from ideas.demo import replay_beside, replay_words
from ideas.demo.replay_plan import Plan
from ideas.demo.replay_stage import Story
from ideas.models import Channel, Conversation
from ideas.workflow import Time

if TYPE_CHECKING:
    from ideas.demo.replay_story import Tale

TRIES = ((3, Channel.PHONE), (2, Channel.WRITTEN), (4, Channel.PHONE))
"""Working days between the attempts to reach somebody, and how."""
WEEKS_TO_EFFECT = (6, 14)


class Talk:
    """One talk of an idea, from the result to the answer."""

    def __init__(self, tale: "Tale", plan: Plan, words: demo.Idea) -> None:
        self.tale = tale
        self.rng = tale.rng
        self.plan = plan
        self.words = words
        self.step = words.get("talk", "")
        self.partner: User = tale.coordinator
        self.record: Any = words.get("record") or {}
        self.channel = self.record.get("channel", Channel.IN_PERSON)

    # the result -----------------------------------------------------------------------------------------------

    def after(self, decide: Callable[..., None]) -> Story:
        """The decision with the times offered, then everything that follows from it."""
        decide(times=self.times())
        self.partner = self.tale.person(self.under_way.partner_id)
        self.tale.stage.begin(self.news())
        self.tale.stage.begin(self.received())
        if self.words.get("manager"):
            yield self.tale.soon()
            conversation.ask_for_manager(self.tale.row, self.tale.submitter)
        if self.step in ("to_invite", "to_book"):
            return
        yield from WAYS[self.record.get("kind", "held_confirmed")](self)

    def times(self) -> list[Time]:
        """Three times on three days, the first one is taken later; none where they are still to be offered."""
        self.day = max(self.plan.talk, self.tale.stage.calendar.add(clock.today(), 1))
        if self.step == "to_invite":
            return []
        days = [self.tale.stage.calendar.add(self.day, n) for n in range(3)]
        return [self.time(day) for day in days]

    def time(self, day: date) -> Time:
        """A quarter of an hour at which the coordinator has offered no other."""
        wanted = self.tale.stage.calendar.at(day, 15 * self.rng.randint(4 * 8 + 1, 4 * 15))
        starts = self.tale.stage.free_time(self.partner.pk, wanted)
        channel = Channel.IN_PERSON if self.channel == Channel.WRITTEN else self.channel
        place = self.tale.said(replay_words.PLACES) if channel == Channel.IN_PERSON else ""
        return Time(starts, channel, place)

    @property
    def under_way(self) -> Conversation:
        """The talk as it is now."""
        return conversation.talk_of(self.tale.row)

    # held -----------------------------------------------------------------------------------------------------

    def held(self) -> Story:
        """Booked, held, recorded, answered; whoever prefers it in writing gets it in writing."""
        if self.channel == Channel.WRITTEN:
            yield from self.in_writing()
        else:
            yield from self.met()
        if self.words["end"] == "conversation":
            return
        self.file()
        yield from self.answered()

    def met(self) -> Story:
        """A time is taken, and comes."""
        slot = self.under_way.slots.order_by("starts_at")[0]
        wanted = self.tale.soon(self.rng.randint(0, 1))
        yield min(wanted, slot.starts_at - timedelta(hours=1))
        conversation.book(self.tale.row, self.tale.submitter, slot=slot)
        self.at = slot.starts_at
        if self.step == "booked":
            return
        yield self.noted()

    def noted(self) -> datetime:
        """When the notes are sent: after the talk, mostly at once."""
        after = self.at + timedelta(minutes=self.rng.randint(18, 40))
        if self.step == "to_record" or self.plan.recorded <= self.tale.stage.calendar.day_of(after):
            return after
        return self.tale.stage.calendar.sometime(self.plan.recorded, self.rng, after=after)

    def in_writing(self) -> Story:
        """The submitter asks for it in writing."""
        yield self.tale.soon()
        words = replay_words.IN_WRITING[self.words["lang"]]
        conversation.choose_channel(self.tale.row, self.tale.submitter, channel=Channel.WRITTEN, words=words)
        yield self.tale.soon(self.rng.randint(1, 2))
        self.at = clock.now()

    def file(self) -> None:
        """The notes of the talk."""
        conversation.record(
            self.tale.row,
            self.partner,
            said=self.record["said"],
            points=[replay_beside.agreed(self.tale, self.partner, self.record["agreed"])],
            thanks=self.record["thanks"],
            next_step=self.record["next_step"],
            channel=self.channel,
            held_at=self.at,
        )
        self.tale.stage.begin(replay_beside.kept_to(self.tale))

    def answered(self) -> Story:
        """The submitter's answer, perhaps the survey, the co-submitters'; then perhaps a second look."""
        if not self.record["answer"]:
            return
        yield self.tale.on(self.plan.confirmed)
        words = self.record["answer_words"]
        if self.record["answer"] == "disagree":
            words = words or self.tale.said(replay_words.NOT_CONVINCED)
        conversation.confirm(self.tale.row, self.tale.submitter, answer=self.record["answer"], words=words)
        self.survey()
        replay_beside.thanked(self.tale)
        replay_beside.credited(self.tale)
        self.others()
        yield from self.tale.appealed()

    def survey(self) -> None:
        """Two of three answer it; whoever got a yes is a little kinder."""
        asked = not conversation.has_answered_lately(self.tale.submitter)
        if self.rng.random() > 0.66 or not asked:
            return
        liked = 1 if self.words["outcome"] in ("adopted", "adopted_in_part", "exists_already") else 0
        cross = 1 if self.record["answer"] == "disagree" else 0
        understood = min(5, self.rng.choice((3, 4, 4, 5, 5)) + liked) - cross
        fair = min(5, self.rng.choice((3, 3, 4, 4, 5)) + liked) - cross
        again = min(10, self.rng.choice((6, 7, 8, 8, 9, 10)) + liked) - 2 * cross
        conversation.answer_survey(
            self.tale.row, self.tale.submitter, understood=understood, fair=fair, again=again
        )

    def others(self) -> None:
        """Co-submitters add their answer."""
        rows = self.tale.row.cosubmitters.filter(state="accepted").order_by("pk")
        for row in rows.select_related("user"):
            conversation.co_answer(self.tale.row, row.user, answer="agree")

    # not held -------------------------------------------------------------------------------------------------

    def declined(self) -> Story:
        """The submitter needs no talk."""
        yield self.tale.soon(self.rng.randint(1, 2))
        words = self.tale.said(replay_words.NO_TALK_WANTED)
        conversation.decline_talk(self.tale.row, self.tale.submitter, words=words)

    def unreachable(self) -> Story:
        """Three attempts on three days in two ways, a written account, and a second person confirms it."""
        called = replay_words.CALLED[self.words["lang"]]
        for (days, channel), note in zip(TRIES, called, strict=True):
            yield self.tale.soon(days)
            conversation.attempt(self.tale.row, self.partner, channel=channel, note=note)
        yield self.tale.soon(1)
        conversation.give_up(self.tale.row, self.partner, account=self.record["said"])
        yield self.tale.soon(1)
        partner = self.partner.pk
        members = self.tale.department.memberships.filter(role="coordinator").exclude(user=partner)
        second = self.tale.person(members.order_by("pk")[0].user_id)
        conversation.second_give_up(self.tale.row, second)

    def to_leaver(self) -> Story:
        """The submitter leaves before the talk; the written result closes it."""
        self.tale.submitter = self.tale.stage.company.person(self.tale.submitter.pk)
        while self.tale.submitter.is_active:
            yield self.tale.soon(1)
        conversation.write_to_leaver(self.tale.row, self.partner, said=self.record["said"])

    # what follows ---------------------------------------------------------------------------------------------

    def received(self) -> Story:
        """What was passed on has arrived."""
        if self.words["outcome"] == "passed_on":
            yield self.tale.soon(self.rng.randint(0, 1))
            workflow.confirm_receipt(self.tale.row, self.tale.coordinator)

    def news(self) -> Story:
        """News of the carrying out, as promised, the last one in the catalogue's words."""
        if "implementation" not in self.words:
            return
        told = self.words["implementation"]
        days = self.tale.news
        for n, (state, day) in enumerate(days, 1):
            yield self.tale.on(day)
            text, following = told["next_step"], self.next_news(told)
            if n < len(days):
                text = self.tale.said(GENERIC[state])
                following = max(days[n][1], clock.today() + timedelta(days=1))
            owner = self.tale.carried_out_by
            workflow.report_news(self.tale.row, owner, state=state, text=text, next_news_on=following)

    def next_news(self, told: demo.Implementation) -> date:
        """When there are news again, from today on."""
        weeks = told["next_news_weeks"] or self.rng.randint(*WEEKS_TO_EFFECT)
        calendar = self.tale.stage.calendar
        return calendar.working(calendar.today, 7 * weeks)


GENERIC = {"in_work": replay_words.BEGUN, "done": replay_words.FINISHED}
WAYS: dict[str, Callable[[Talk], Story]] = {
    "held_confirmed": Talk.held,
    "held_unconfirmed": Talk.held,
    "declined": Talk.declined,
    "unreachable": Talk.unreachable,
    "leaver": Talk.to_leaver,
}
