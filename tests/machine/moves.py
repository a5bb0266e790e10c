"""What each verb is given: believable words and people, now and then unfit ones, drawn by chance.

Knows the verbs by name and what they ask for; who may and when is none of its business. Never judges.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ideas import clock, conversation, files, workflow
from ideas.models import (
    AT_TRIAGE,
    AgreedPoint,
    Attachment,
    FollowUp,
    Idea,
    Implementation,
    Outcome,
    PanelSeat,
    Question,
    Reason,
    Record,
    Slot,
    Visibility,
)
from ideas.models.conversation import Channel
from tests.factories import Cast, unique

Given = dict[str, Any]


@dataclass
class Chance:
    """One step's draws, and the company in which it happens."""

    dice: random.Random
    cast: Cast
    ideas: Sequence[Idea]

    def one(self, things: Sequence[Any]) -> Any:
        """One of several things, or nothing where there are none."""
        return self.dice.choice(list(things)) if things else None

    def person(self) -> Any:
        return self.one(list(self.cast.people.values()))

    def unfit(self) -> bool:
        """Now and then something that must be refused."""
        return self.dice.randint(1, 15) == 1

    def words(self, kind: str) -> str:
        """A sentence with a word of its own, seldom none."""
        return " " if self.unfit() else f"It would help us at gate two. {unique(kind)}"

    def day(self, most: int = 60) -> Any:
        """A day to come, seldom one gone by."""
        return clock.today() + timedelta(days=-3 if self.unfit() else self.dice.randint(1, most))

    def times(self) -> list[workflow.Time]:
        hours = self.dice.sample(range(1, 200), self.dice.randint(0, 3))
        return [workflow.Time(clock.now() + timedelta(hours=-5 if self.unfit() else n)) for n in hours]


def reasons(c: Chance, _idea: Idea) -> Given:
    said = f"{c.words('reason')} Says the count of May." if not c.unfit() else "Too dear."
    return {"reason_code": c.one(Reason.values), "reason_text": said}


def deciding(c: Chance, idea: Idea) -> Given:
    outcome = c.one([Outcome.ADOPTED, Outcome.ADOPTED_IN_PART, Outcome.DECLINED])
    yes = {"implementer": c.person(), "next_news_on": c.day()} if outcome != Outcome.DECLINED else {}
    no = {"would_change": c.words("change")} if outcome == Outcome.DECLINED else {}
    beside = {"point": c.words("point"), "alternative": c.words("alternative")}
    return {"outcome": outcome, "times": c.times(), **yes, **no, **beside, **reasons(c, idea)}


def proposing(c: Chance, idea: Idea) -> Given:
    outcome = c.one([o for o in AT_TRIAGE if o != Outcome.DUPLICATE])
    where = {"where": "In hall two"} if outcome == Outcome.EXISTS_ALREADY else {}
    to = {"passed_to": c.person()} if outcome == Outcome.PASSED_ON else {}
    return {"outcome": outcome, **where, **to, **reasons(c, idea)}


def reviewing(c: Chance, idea: Idea) -> Given:
    word = c.one(["adopt", "adopt_in_part", "decline", "defer"])
    return {
        "recommendation": word,
        "public_text": c.words("public"),
        "internal_note": unique("internal"),
        "scores": {"benefit": c.dice.randint(1, 5)},
        "earlier": [one for one in c.ideas if c.unfit() or (one.outcome and one.pk != idea.pk)],
    }


def concluding(c: Chance, idea: Idea) -> Given:
    held = {a.reviewer_id: c.words("held") for a in idea.assignments.filter(state="filed")}
    return {"text": c.words("note"), "consensus": c.dice.random() < 0.5, "held": held}


def a_question(c: Chance, idea: Idea) -> Any:
    return c.one(list(Question.objects.filter(idea=idea))) or Question(pk=-1)


def a_slot(c: Chance, idea: Idea) -> Any:
    return c.one(list(Slot.objects.filter(conversation__idea=idea))) or Slot(pk=-1)


def some_beside(c: Chance, idea: Idea) -> list[Idea]:
    """Further ideas to talk about at the same time, fitting or not."""
    others = list(Idea.objects.filter(submitter=idea.submitter_id).exclude(pk=idea.pk).order_by("pk"))
    return [one for one in (c.one(others), c.one(others)) if one]


def an_assignment(c: Chance, idea: Idea) -> Any:
    rows = list(idea.assignments.all())
    return c.one(rows) or idea.assignments.model(pk=-1)


def a_comment(c: Chance, idea: Idea) -> Given:
    return {"comment": c.one(list(idea.comments.all())) or idea.comments.model(pk=-1)}


def report(c: Chance, _idea: Idea) -> Given:
    return {"state": c.one(Implementation.State.values), "text": c.words("news"), "next_news_on": c.day()}


def notes(c: Chance, _idea: Idea) -> Given:
    said = {"said": c.words("said"), "thanks": c.words("thanks"), "next_step": c.words("next")}
    return {**said, "points": agreed(c)}


def agreed(c: Chance) -> list[workflow.Agreed]:
    """What somebody agrees to do: a colleague, a stranger, or nobody by name."""
    if c.dice.random() < 0.5:
        return []
    return [
        c.one(
            [
                workflow.Agreed(c.words("agreed"), c.person(), due_on=c.day()),
                workflow.Agreed(c.words("agreed"), owner_name="The supplier", due_on=c.day()),
                workflow.Agreed(c.words("agreed")),
            ]
        )
    ]


def a_point(c: Chance, idea: Idea) -> Any:
    return c.one(list(AgreedPoint.objects.of_idea(idea))) or AgreedPoint(pk=-1)


def answer(c: Chance, _idea: Idea) -> Given:
    return {"answer": c.one(Record.Answer.values), "words": c.words("answer")}


def survey(c: Chance, _idea: Idea) -> Given:
    marks = {"understood": [1, 3, 5, None], "fair": [1, 5, None], "again": [0, 10, None]}
    return {"call_me": c.dice.random() < 0.3, **{name: c.one(some) for name, some in marks.items()}}


def words(**kinds: str) -> Callable[[Chance, Idea], Given]:
    """A verb that is given sentences only."""
    return lambda c, _idea: {name: c.words(kind) for name, kind in kinds.items()}


def somebody(name: str, **kinds: str) -> Callable[[Chance, Idea], Given]:
    """A verb that is given a person, and sentences."""
    return lambda c, _idea: {name: c.person(), **{key: c.words(kind) for key, kind in kinds.items()}}


def nothing(_c: Chance, _idea: Idea) -> Given:
    return {}


GIVEN: dict[str, Callable[[Chance, Idea], Given]] = {
    "hand_in": nothing,
    "discard": nothing,
    "withdraw": words(why="why"),
    "take_up": words(why="why"),
    "appeal": words(why="appeal"),
    "improve": lambda c, i: {"by": c.one([one for one in c.ideas if one.number and one.pk != i.pk]) or i},
    "comment": words(text="comment"),
    "report_comment": lambda c, i: {**a_comment(c, i), "why": c.words("why")},
    "remove_comment": lambda c, i: {**a_comment(c, i), "why": c.words("why")},
    "settle_report": a_comment,
    "report_hazard": words(why="why"),
    "settle_hazard": words(done="done"),
    "answer": words(text="reply"),
    "answer_knock": words(text="stands"),
    "attach": lambda c, _i: {"files": [files.check(SimpleUploadedFile("a.txt", c.words("file").encode()))]},
    "detach": lambda c, i: {"file": c.one(list(i.attachments.all())) or Attachment(pk=-1)},
    "set_visibility": lambda c, _i: {"visibility": c.one(Visibility.values)},
    "invite_cosubmitter": somebody("user"),
    "support": words(sentence="sentence"),
    "review": reviewing,
    "hand_over": somebody("to", why="why"),
    "decline_hand_over": words(why="why"),
    "ask": words(text="question"),
    "take_back_question": lambda c, i: {"question": a_question(c, i)},
    "note": lambda c, _i: {
        "text": c.words("note"),
        "criterion": c.one(["", "benefit", "recommendation", "?"]),
    },
    "message": words(text="message"),
    "route": lambda c, _i: {
        "department": c.one([c.cast.logistics, c.cast.it, c.cast.office]),
        "why": c.words("why"),
    },
    "assign": lambda c, _i: {
        "reviewers": [c.person()],
        "over_cap_reason": c.words("why"),
        "why": c.words("why"),
    },
    "release": lambda c, i: {"assignment": an_assignment(c, i), "why": c.words("why")},
    "conclude": concluding,
    "thank": words(text="thanks"),
    "propose": proposing,
    "merge": lambda c, i: {"target": c.one(c.ideas), "reason_text": reasons(c, i)["reason_text"]},
    "agree": lambda c, _i: {"times": c.times()},
    "refuse": words(why="why"),
    "entrust": somebody("to", why="why"),
    "move_due": lambda c, _i: {"on": c.day(), "why": c.words("why")},
    "move_promise": lambda c, _i: {"on": c.day(), "why": c.words("why")},
    "report_news": report,
    **dict.fromkeys(
        ("confirm_likeness", "refuse_likeness"),
        lambda _c, i: {"likeness": i.came_true_from.first() or i.came_true_from.model(pk=-1)},
    ),
    "speak": lambda c, _i: {"view": c.one(PanelSeat.View.values), "text": c.words("said")},
    "replace_seat": lambda c, i: {
        "seat": c.one(list(PanelSeat.objects.open().filter(idea=i))) or PanelSeat(pk=-1),
        "why": c.words("why"),
    },
    "hand_work_on": somebody("to", why="why"),
    "hold_follow_up": lambda c, _i: {"kind": c.one(FollowUp.Kind.values), "text": c.words("said")},
    "decline_follow_up": words(words="words"),
    "discuss": words(why="why"),
    "decide": deciding,
    "defer": lambda c, i: {"until": c.day(400), "times": c.times(), **reasons(c, i)},
    "offer_slots": lambda c, _i: {"times": c.times()},
    "suggest_slots": lambda c, _i: {"times": c.times()},
    "book": lambda c, i: {"slot": a_slot(c, i), "also": some_beside(c, i)},
    "cancel_booking": words(why="why"),
    "choose_channel": lambda c, _i: {"channel": c.one(Channel.values)},
    "change_partner": somebody("to", why="why"),
    "attempt": lambda c, _i: {"channel": c.one(Channel.values), "note": c.words("note")},
    "record": notes,
    "decline_talk": words(words="words"),
    "give_up": words(account="account"),
    "write_to_leaver": words(said="said"),
    "confirm": answer,
    "co_answer": answer,
    "revise_record": lambda c, i: {**notes(c, i), "why": c.words("why")},
    "add_to_record": words(text="added"),
    "settle_point": lambda c, i: {"point": a_point(c, i), "result": c.words("result")},
    "hand_point_on": lambda c, i: {"point": a_point(c, i), "to": c.person(), "why": c.words("why")},
    "reopen": words(words="words"),
    "answer_survey": survey,
}
"""What a verb is given beside the idea and who does it."""
GIVEN |= dict.fromkeys(
    (
        *(
            "unsupport",
            "follow",
            "unfollow",
            "join",
            "knock",
            "decline_joining",
            "leave",
            "accept_hand_over",
            "glance",
        ),
        *(
            "confirm_receipt",
            "second_give_up",
            "unglance",
            "credit",
            "uncredit",
            "invite_to_suggest",
            "ask_for_partner",
            "ask_for_manager",
            "back_to_contact",
        ),
    ),
    nothing,
)

OF_THE_SWEEP = {
    "expire_questions",
    "note_unbooked",
    "close_unconfirmed",
    "come_back",
    "close_panel",
    "find_likeness",
    "relieve",
    "take_over",
}


def perform(verb: str, c: Chance, idea: Idea, actor: Any) -> None:
    """Does it, or raises what it raises."""
    do = getattr(workflow, verb, None) or getattr(conversation, verb)
    do(idea, actor, **GIVEN[verb](c, idea))
