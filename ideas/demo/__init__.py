"""The words of the demo company: who works there and what they proposed in a year, as plain data.

Owns the format (the types below). Imports nothing of Django and never touches the database: the command that
replays the year through the workflow's verbs reads `company` and `catalogue`. All words of an idea (reviews,
reasons, notes) are in the idea's own language.
"""

from typing import Literal, NamedTuple, NotRequired, TypedDict

Language = Literal["de", "en"]
TopicSlug = Literal["company", "processes", "products", "services"]
Recommendation = Literal["adopt", "adopt_in_part", "decline", "defer"]
Outcome = Literal[
    "",
    "adopted",
    "adopted_in_part",
    "declined",
    "deferred",
    "duplicate",
    "exists_already",
    "out_of_scope",
    "passed_on",
]
End = Literal[
    "draft",
    "triage",
    "in_review",
    "clarification",
    "discussion",
    "deciding",
    "conversation",
    "confirming",
    "deferred",
    "closed",
    "withdrawn",
]
RecordKind = Literal["held_confirmed", "held_unconfirmed", "declined", "unreachable", "leaver"]
Channel = Literal["in_person", "phone", "video", "written"]
ImplementationState = Literal["planned", "in_work", "done", "effect_checked", "not_carried_out"]
ReasonCode = Literal[
    "",
    "already_exists",
    "too_costly",
    "not_feasible",
    "safety_or_law",
    "no_benefit",
    "not_our_task",
    "timing",
    "other_solution",
    "covered_in_part",
]


class Person(TypedDict):
    """Someone on the payroll; `index` is the place in the list of `company.people()`."""

    index: int
    name: str
    email: str | None  # about 15 % have none and are told in person
    personnel_number: str
    language: Language
    phone: str
    department: str  # key of a Department
    line_manager: int | None
    is_admin: bool
    is_observer: bool
    left_weeks_ago: int | None  # set for the one who has left since


class Reviewer(NamedTuple):
    """A person's index and the topics they know most about."""

    person: int
    topics: list[TopicSlug]


class Department(TypedDict):
    """A department with its people in charge (indices of people) and the words that lead ideas to it."""

    key: str
    name: str
    parent: str | None
    is_office: bool
    takes_ideas: bool
    region: str  # whose public holidays are kept there
    decider: int
    coordinators: list[int]
    reviewers: list[Reviewer]
    words: dict[Language, list[str]]
    topics: list[TopicSlug]  # topics that alone are enough to lead an idea here


class Absence(TypedDict):
    """Days counted from today; negative ones are past."""

    person: int
    first_day: int
    last_day: int
    substitute: int | None


class Scores(TypedDict, total=False):
    """1 to 5, 5 always good for the company; a missing one is "cannot say"."""

    benefit: int
    effort: int
    feasibility: int
    customers: int


class Review(NamedTuple):
    """One expert's view: two sentences for the submitter, and perhaps a note for the experts only."""

    recommendation: Recommendation
    public_text: str
    scores: Scores
    internal_note: str = ""


class Question(NamedTuple):
    """A question to the submitter; an empty answer is still waited for."""

    text: str
    answer: str = ""


class Record(TypedDict):
    """The notes of the talk. For `declined` they are short, for `unreachable` and `leaver` a written account."""

    kind: RecordKind
    channel: Channel
    said: str
    agreed: str
    thanks: str
    next_step: str
    answer: Literal["", "agree", "disagree"]  # "" where nobody answered or nothing was asked
    answer_words: str


class Implementation(TypedDict):
    """What becomes of a yes. `next_news_weeks` counts from today; None where no more news is due."""

    state: ImplementationState
    next_step: str
    next_news_weeks: int | None


class Appeal(TypedDict):
    """A second look: the submitter's words and everything of the second round."""

    words: str
    after_days: int  # days between the closing and the appeal, at most 30
    reviews: list[Review]
    outcome: Outcome
    reason_code: ReasonCode
    reason_text: str
    would_change: NotRequired[str]
    alternative: NotRequired[str]
    record: Record
    implementation: NotRequired[Implementation]


class TakenUp(TypedDict):
    """Withdrawn once and taken up again; the rest of the idea describes what followed."""

    why_withdrawn: str
    withdrawn_after_days: int  # days after handing in
    again_after_days: int  # days after withdrawing
    words: str


class Idea(TypedDict):
    """One idea and where it stands at the end. With an appeal, `outcome` is the first round's.

    `outcome` is set for conversation, confirming, deferred and closed. `reviews` and `questions` hold what was filed
    so far: an idea in review may have none, one in clarification has a question without an answer.
    """

    key: str
    lang: Language
    title: str
    text: str
    department: str
    topic: TopicSlug
    submitter: int | None
    week: int  # weeks ago it was handed in (or begun, for a draft)
    end: End
    outcome: Outcome
    supports: int
    cosubmitters: int
    reviews: list[Review]
    questions: NotRequired[list[Question]]
    consensus: NotRequired[str]  # note that ended the experts' discussion
    dissent: NotRequired[str]  # or the recorded disagreement
    reason_code: NotRequired[ReasonCode]
    reason_text: NotRequired[str]  # also where adopted: what the submitter reads first
    would_change: NotRequired[str]  # declined: what would change the answer
    point: NotRequired[str]  # the idea in the decider's own words
    alternative: NotRequired[str]  # what was weighed beside it
    where: NotRequired[str]  # exists_already
    passed_to: NotRequired[str]  # passed_on: the person or office
    duplicate_of: NotRequired[str]  # key of an older idea
    defer_weeks: NotRequired[int]  # deferred: weeks from the decision
    talk: NotRequired[Literal["to_invite", "to_book", "booked", "to_record"]]  # end == "conversation"
    manager: NotRequired[
        bool
    ]  # end == "conversation": the submitter asked for their line manager to hold the talk
    record: NotRequired[Record]
    implementation: NotRequired[Implementation]
    appeal: NotRequired[Appeal]
    taken_up: NotRequired[TakenUp]
    why_withdrawn: NotRequired[str]


def final_outcome(idea: Idea) -> Outcome:
    """The outcome the idea ends with: the appeal's where there was one."""
    return idea["appeal"]["outcome"] if "appeal" in idea else idea["outcome"]
