"""What lies on an expert's desk: what waits for their view, and one idea with all that a view needs.

Gathers and puts into words; a handful of statements whatever there is. Changes nothing.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas import calendars, clock, days, deadlines, dossier, routing, rules, statements, transitions
from ideas.calendars import Calendar
from ideas.dossier import Papers
from ideas.forms import ReviewForm
from ideas.forms.reviewers import load_words
from ideas.letters import places
from ideas.models import Assignment, Decision, Idea, Review, Status, Support, Thanks
from ideas.routing import Candidate
from ideas.rules import Standing
from ideas.views.home import asked_of

MOST = 100
"""So many lie on a desk at most."""
WORDS_A_MINUTE = 200
FILES_A_MINUTE = 2
FOR_A_VIEW = 2
"""Minutes that a recommendation and two sentences take, reading not counted."""
ENGAGED = ("open", "filed", "handed_over")
COLLEAGUES = 2
"""So many are offered to hand over to."""
VOICES = 10


@dataclass(frozen=True)
class Waiting:
    """One line of the queue: the idea, until when, how long it takes, and what is wanted."""

    idea: Idea
    due_at: datetime
    url: str
    minutes: int = 0
    asked: Assignment | None = None
    wanted: str = ""
    knocked: bool = False

    @property
    def time(self) -> str:
        """How long it takes, in words."""
        return _("%(n)d min") % {"n": self.minutes} if self.minutes else self.wanted

    @property
    def waits(self) -> bool:
        """Whether an answer of the submitter is still out; one may file a view meanwhile, but need not."""
        return self.idea.status == Status.CLARIFICATION


@dataclass(frozen=True)
class Group:
    """Lines of the queue under one heading."""

    heading: str
    rows: list[Waiting]


@dataclass(frozen=True)
class Desk:
    """What waits for one person, the most urgent first; weeks are those of their calendar."""

    reviews: list[Waiting] = field(default_factory=list)
    duties: list[Waiting] = field(default_factory=list)
    calendar: Calendar = field(default_factory=calendars.of_scheme)

    @property
    def groups(self) -> list[Group]:
        """Late, this week, later; what else is theirs to do comes last."""
        late, soon, later = self.by_week
        named = [
            (_("Late"), late),
            (self.week_words, soon),
            (_("Later"), later),
            (_("Yours to answer"), self.duties),
        ]
        return [Group(heading, rows) for heading, rows in named if rows]

    @property
    def by_week(self) -> tuple[list[Waiting], list[Waiting], list[Waiting]]:
        """Late, until the end of this week (when it is over, of the next one), later."""
        last = deadlines.week_until(clock.today(), self.calendar)
        late: list[Waiting] = []
        soon: list[Waiting] = []
        later: list[Waiting] = []
        for row in self.reviews:
            pile = late if days.is_late(row.due_at) else soon if days.local_day(row.due_at) <= last else later
            pile.append(row)
        return late, soon, later

    @property
    def week_words(self) -> str:
        """The week that counts: when this one is over, the next."""
        over = deadlines.week_until(clock.today(), self.calendar) - clock.today() >= timedelta(days=7)
        return _("Next week") if over else _("This week")

    @property
    def sentence(self) -> str:
        """How much it is and where to begin, honestly."""
        if not self.reviews:
            return _("Nothing waits for your view.")
        late, _soon, _later = self.by_week
        return " ".join(filter(None, [amount_words(self.reviews), late_words(len(late))]))

    @property
    def up_next(self) -> Waiting | None:
        """What comes next: the first that is late or due this week and waits for nobody else."""
        late, soon, _later = self.by_week
        return next((row for row in [*late, *soon] if not row.waits), None)

    @property
    def done_words(self) -> str:
        """What is said when nothing presses."""
        if not self.reviews:
            return _("Done. Nothing waits for your view")
        return _("Done. Next due %(day)s") % {"day": days.named(self.reviews[0].due_at)}

    def row_of(self, idea: Idea) -> Waiting | None:
        """The line of an idea."""
        return next((row for row in self.reviews if row.idea.pk == idea.pk), None)

    def after(self, idea: Idea) -> Waiting | None:
        """The line below that of an idea; of one that is not in the queue, what comes next."""
        at = next((n for n, row in enumerate(self.reviews) if row.idea.pk == idea.pk), None)
        if at is None:
            return self.up_next
        return self.reviews[at + 1] if at + 1 < len(self.reviews) else None


def desk_of(user: Any) -> Desk:
    """The queue of one person; two statements."""
    rows = statements.rows(asked_of, user, MOST)
    return Desk(
        [_to_review(asked, user) for asked in rows], duties_of(user), deadlines.calendar_of_person(user)
    )


def _to_review(asked: Any, user: Any) -> Waiting:
    wanted = ""
    if asked.offered_to_id == user.pk:
        wanted = _("%(name)s asks you") % {"name": asked.reviewer.name}
    elif asked.offered_to:
        wanted = _("%(name)s is asked to take it") % {"name": asked.offered_to.name}
    elif asked.idea.status == Status.CLARIFICATION:
        wanted = _("a question is out")
    url = reverse("desk_idea", args=[asked.idea.public_id])
    return Waiting(
        asked.idea, asked.due_at, url, minutes_for(asked.words, asked.files), asked, wanted, asked.knocked
    )


def minutes_for(words: int, files: int) -> int:
    """How long a view takes: reading the words, looking at the files, and writing it."""
    return -(-words // WORDS_A_MINUTE) + -(-files // FILES_A_MINUTE) + FOR_A_VIEW


def duties_of(user: Any) -> list[Waiting]:
    """Ideas that wait for this person's decision, the second voice to a proposal, or their word in a comparison."""
    return [_duty(idea) for idea in statements.rows(_awaiting_word, user)]


def _awaiting_word(user: Any) -> Any:
    return Idea.objects.awaiting_word_of(user).defer("text", "search").order_by("due_at", "pk")[:MOST]


def _duty(idea: Any) -> Waiting:
    """A decision or the second voice, each with a page of its own; or a word where the views differ."""
    if idea.status == Status.DISCUSSION:
        wanted = _("to say where you see it differently")
        return Waiting(idea, idea.due_at, places.idea(idea, "compare"), wanted=wanted, knocked=idea.knocked)
    verb, wanted = ("decide", _("to decide")) if idea.status == Status.DECIDING else ("agree", _("to agree"))
    url = f"{reverse('act', args=[idea.public_id, verb])}?next={reverse('desk')}"
    return Waiting(idea, idea.due_at, url, wanted=wanted, knocked=idea.knocked)


def amount_words(rows: list[Waiting]) -> str:
    """How many, and how long they take in all."""
    minutes = sum(row.minutes for row in rows)
    return ngettext(
        "One idea waits for your view, about %(minutes)d minutes.",
        "%(n)d ideas wait for your view, about %(minutes)d minutes in all.",
        len(rows),
    ) % {"n": len(rows), "minutes": minutes}


def counted_words() -> str:
    """How the minutes are counted, for whoever asks."""
    return _(
        "Counted for each idea: its text at %(words)d words a minute, half a minute for each file, and "
        "%(view)d minutes for your view. Similar ideas and notes are not counted."
    ) % {"words": WORDS_A_MINUTE, "view": FOR_A_VIEW}


def late_words(n: int) -> str:
    """Where to begin, if something is late."""
    if not n:
        return ""
    return ngettext("One is late: start there.", "%(n)d are late: start there.", n) % {"n": n}


@dataclass(frozen=True)
class Twin:
    """An idea that speaks of the same, with what became of it."""

    idea: Idea
    reason: str
    referred: bool = False


@dataclass(frozen=True)
class Open:
    """The idea in the middle of the desk, with what this expert may see of its file."""

    idea: Idea
    reader: Any
    standing: Standing
    papers: Papers
    twins: list[Twin]
    form: ReviewForm | None
    colleagues: list[tuple[Candidate, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """A new key for a request that is to be carried out once."""
        return str(uuid.uuid4())

    @property
    def voices(self) -> list[Support]:
        """What supporters wrote for the experts, the newest first."""
        return self.papers.voices[::-1][:VOICES]

    @property
    def asked(self) -> Assignment | None:
        """The reader's own part in this round: open, offered to them, or filed."""
        mine = [a for a in self._round if a.reviewer_id == self.reader.pk and a.state in ("open", "filed")]
        offered = [a for a in self._round if a.offered_to_id == self.reader.pk and a.state == "open"]
        return (mine or offered or [None])[0]

    @property
    def why(self) -> str:
        """Why the reader was asked, and who else."""
        words = routing.why_words(self.asked, self.reader) if self.asked else ""
        return " ".join(filter(None, [words, self._others_words()]))

    @property
    def filed(self) -> Review | None:
        """The reader's own view, once it is filed."""
        return next((r for r in self.papers.reviews if self.asked and r.assignment_id == self.asked.pk), None)

    @property
    def views(self) -> list[Review]:
        """What the other experts of this round wrote, as far as it is open to the reader."""
        here = [r for r in self.papers.reviews if r.assignment.round_id == self.idea.round_id]
        return [r for r in here if r.assignment.reviewer_id != self.reader.pk]

    @property
    def earlier_views(self) -> list[Review]:
        """What was written in earlier rounds."""
        return [r for r in self.papers.reviews if r.assignment.round_id != self.idea.round_id]

    @property
    def earlier_decisions(self) -> list[Decision]:
        """What was decided in earlier rounds."""
        return [d for d in self.papers.decisions if d.round_id != self.idea.round_id]

    @property
    def sealed(self) -> list[str]:
        """Names of those whose filed view the reader may not read yet."""
        shown = {r.assignment_id for r in self.views}
        return [a.reviewer.name for a in self._others if a.state == "filed" and a.pk not in shown]

    @property
    def may(self) -> list[str]:
        """What the reader may do beside filing a view."""
        verbs = ("ask", "hand_over", "note", "accept_hand_over", "decline_hand_over")
        return [v for v in verbs if transitions.decide(v, self.idea, self.reader, self.standing) is None]

    @property
    def _round(self) -> list[Assignment]:
        return [a for a in self.papers.assignments if a.round_id == self.idea.round_id]

    @property
    def _others(self) -> list[Assignment]:
        return [a for a in self._round if a.reviewer_id != self.reader.pk and a.state in ("open", "filed")]

    def _others_words(self) -> str:
        names = [f"{a.reviewer.name} ({a.department.name})" for a in self._others]
        if not names:
            return ""
        return ngettext("Asked with you: %(names)s.", "Asked with you: %(names)s.", len(names)) % {
            "names": ", ".join(names)
        }


def opened(idea: Idea, reader: Any, typed: ReviewForm | None = None) -> Open:
    """One idea for the desk of somebody who has a part in its review; else `Refused`. Four statements.

    `typed`: the form as it came back, with what is wrong in it.
    """
    standing = rules.standing(reader, idea)
    if not (rules.is_reviewer(standing) or rules.is_offered(standing)):
        raise rules.Refused(_("This is not for you to do."), "forbidden", idea)
    may_file = transitions.decide("review", idea, reader, standing) is None
    form = typed or ReviewForm(None, idea=idea, actor=reader, auto_id="review_%s")
    papers = dossier.papers_of(idea, reader, voices=True)
    return Open(
        idea=idea,
        reader=reader,
        standing=standing,
        papers=papers,
        twins=twins_of(form),
        form=form if may_file else None,
        colleagues=colleagues_for(idea, reader, papers) if may_file else [],
    )


def colleagues_for(idea: Idea, reader: Any, papers: Papers) -> list[tuple[Candidate, str]]:
    """To whom this expert could hand over with one click, the best first, and how much they have to do. One
    statement; none while somebody is asked already."""
    mine = next((a for a in papers.assignments if a.reviewer_id == reader.pk and a.state == "open"), None)
    if mine is None or mine.offered_to_id:
        return []
    found = routing.next_in_turn(idea, mine.department, barred_by(idea, papers), COLLEAGUES)
    return [(one, load_words(one, with_name=False)) for one in found]


def barred_by(idea: Idea, papers: Papers) -> set[int]:
    """Who may not be asked, as its papers say it: `routing.barred_from` without a statement. The verb asks again."""
    joint = {row.user_id for row in papers.cosubmitters if row.state == "accepted"}
    now = {a.reviewer_id for a in papers.assignments if a.round_id == idea.round_id and a.state in ENGAGED}
    before = {a.reviewer_id for a in papers.assignments if a.round_id != idea.round_id and a.state == "filed"}
    before |= {d.decided_by_id for d in papers.decisions if d.round_id != idea.round_id}
    appealed = idea.round is not None and idea.round.cause == "appeal"
    own = {idea.submitter_id, idea.submitter.line_manager_id or idea.submitter_id}
    return own | joint | now | (before if appealed else set())


def twins_of(form: ReviewForm) -> list[Twin]:
    """What is like it, what became of that, and whether the view that is being written refers to it."""
    ticked = form.referred
    return [
        Twin(twin, twin.decision.reason_text if twin.decision else "", str(twin.number) in ticked)
        for twin in form.twins
    ]


@dataclass(frozen=True)
class Filed:
    """An idea on which somebody has filed a view: what they said, and what became of it."""

    idea: Idea
    review: Review
    thanks: list[Thanks]

    @property
    def reason(self) -> str:
        """Why it was decided so; empty until it is."""
        return self.idea.decision.reason_text if self.idea.outcome and self.idea.decision else ""


def what_became(ideas: list[Idea], user: Any) -> list[Filed]:
    """These ideas with this person's latest view on each and the thanks for it; two statements, however many."""
    ids = [idea.pk for idea in ideas]
    mine = Review.objects.filter(assignment__reviewer=user, assignment__idea__in=ids)
    views = {v.assignment.idea_id: v for v in mine.select_related("assignment").order_by("pk")}
    rounds = [view.assignment.round_id for view in views.values()]
    handled = Idea.objects.filter(pk__in=ids).handled_by(user)
    sent = Thanks.objects.filter(Q(round__in=rounds) | Q(round__reviews_of__in=rounds), idea__in=handled)
    thanks = list(sent.select_related("author").order_by("pk"))
    return [Filed(one, views[one.pk], [t for t in thanks if t.idea_id == one.pk]) for one in ideas]


def filed_by(user: Any) -> Any:
    """The ideas on which somebody has filed a view, as far as they may still read them."""
    filed = Assignment.objects.filter(reviewer=user, state=Assignment.State.FILED).values("idea")
    return Idea.objects.visible_to(user).filter(pk__in=filed).with_names().defer("text", "search")
