"""What lies in an idea's file, as far as one reader may see it: read in one statement, whatever there is.

Owns which sheets a reader may open (I9, I10) and how they are fetched. Changes nothing. What this reader may not
see is not asked of the database, so that no template can let it slip.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from ideas import comparing, conversation, rules, statements
from ideas.comparing import Difference
from ideas.every_sheet import SHEETS
from ideas.models import (
    DECIDED,
    AgreedPoint,
    Appointment,
    Assignment,
    Attachment,
    Attempt,
    CoAnswer,
    Conversation,
    CoSubmitter,
    Credit,
    Decision,
    Event,
    FollowUp,
    Hazard,
    Idea,
    Knock,
    Message,
    Note,
    PanelSeat,
    Proposal,
    Question,
    ReadMark,
    Record,
    RecordAddition,
    RecordVersion,
    Review,
    Slot,
    Status,
    Support,
    Survey,
    Thanks,
)
from ideas.rules import Standing
from ideas.sheets import ANY_IDEA

REFERRED_TO = ("number", "title", "public_id", "language", "outcome", "decision__reason_text")


@dataclass
class Papers:
    """The file as one reader sees it; what they may not see is an empty list."""

    questions: list[Question] = field(default_factory=list)
    cosubmitters: list[CoSubmitter] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    message_files: list[Attachment] = field(default_factory=list)
    read_marks: list[ReadMark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    thanks: list[Thanks] = field(default_factory=list)
    referred: list[Any] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    public_reviews: list[Review] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    talks: list[Conversation] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    accounts: list[Record] = field(default_factory=list)
    coanswers: list[CoAnswer] = field(default_factory=list)
    points: list[AgreedPoint] = field(default_factory=list)
    versions: list[RecordVersion] = field(default_factory=list)
    additions: list[RecordAddition] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    answered: list[Survey] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    arranged: list[Event] = field(default_factory=list)

    voices: list[Support] = field(default_factory=list)
    hazards: list[Hazard] = field(default_factory=list)
    seats: list[PanelSeat] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    earlier: list[Decision] = field(default_factory=list)
    knocks: list[Knock] = field(default_factory=list)

    @property
    def knock(self) -> Knock | None:
        """The last time somebody asked how it stands."""
        return self.knocks[-1] if self.knocks else None

    @property
    def open_questions(self) -> list[Question]:
        """Those that wait for an answer."""
        return [question for question in self.questions if question.state == "open"]

    def views_of(self, idea: Idea) -> list[Review]:
        """The views that count in the present round, as far as the reader may read them."""
        rounds = {idea.round_id, idea.round.reviews_of_id if idea.round else None}
        written = self.reviews or self.public_reviews
        return [r for r in written if r.assignment.round_id in rounds and not r.set_aside]

    def differences(self, idea: Idea) -> list[Difference]:
        """On what these views differ; scores are only among what handlers read."""
        here = [note for note in self.notes if note.round_id == idea.round_id]
        return comparing.differences(self.views_of(idea), here) if self.reviews else []

    @property
    def talk(self) -> Conversation | None:
        """The latest talk, with its times, appointment and attempts."""
        return self.talks[-1] if self.talks else None


def papers_of(idea: Idea, reader: Any, voices: bool = False) -> Papers:
    """The file of an idea that came through `access_idea`; one statement, none where there is nothing to see.

    `voices`: with what supporters wrote for those who handle it.
    """
    standing = rules.standing(reader, idea)
    names = sheets_for(idea, standing)
    names += ["voices"] if voices and rules.is_handling(standing) else []
    if not names:
        return Papers()
    rows = fetched(names, idea.pk)
    papers = Papers(**{name: SHEETS[name].revive(rows[name]) for name in names})
    _keep_account_back(papers, standing)
    _keep_seats_apart(papers, reader, standing)
    _keep_points_apart(papers, reader, standing)
    _keep_to_this_talk(papers, idea, standing)
    _bind(papers)
    _mark_readable(papers, reader, standing)
    _seal(papers, idea, reader, standing)
    _refer(papers, reader)
    return papers


def fetched(names: list[str], idea_id: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of these sheets, in one statement."""
    parts = [compiled(name) for name in names]
    whole = "SELECT " + ", ".join(f"ARRAY({sql})" for sql, _times in parts)
    with statements.cursor_with_plans() as cursor:
        cursor.execute(whole, [idea_id] * sum(times for _sql, times in parts))
        found = cursor.fetchone()
    return {name: [json.loads(row) for row in rows] for name, rows in zip(names, found, strict=True)}


@cache
def compiled(name: str) -> tuple[str, int]:
    """The statement of a sheet, built once, and how many times it names the idea."""
    sql, params = SHEETS[name].rows_of(ANY_IDEA).query.sql_with_params()
    sql, left = statements.with_constants(sql, params, {"idea": ANY_IDEA})
    return sql, len(left)


def sheets_for(idea: Idea, s: Standing) -> list[str]:
    """Which sheets this reader may open."""
    mine, handling, decided = rules.is_submitting(s), rules.is_handling(s), idea.status in DECIDED
    mine = mine or rules.reads_this_talk_alone(s)
    names: list[str] = []
    panel = rules.is_on_panel(s) and not handling
    if mine or handling:
        names += ["questions", "cosubmitters", "messages", "knocks"]
    if mine or handling or panel:
        names += ["decisions"]
    if mine or handling or panel or (rules.is_second(s) and s.proposed):
        names += ["assignments"]
    if handling:
        names += ["notes", "reviews", "referred", "thanks"]
    elif panel or (mine and decided):
        names += ["public_reviews", "referred", "thanks"]
    if panel or (handling and s.appeal):
        names += ["seats"]
    if rules.is_second(s) or handling:
        names += ["proposals"] if s.proposed else []
    names += _sheets_of_talk(idea, s)
    names += ["hazards"] if rules.reads_hazard(s) else []
    names += ["earlier"] if idea.improves_id and (s.submitter or handling) else []
    return names if idea.status != "draft" else []


def _sheets_of_talk(idea: Idea, s: Standing) -> list[str]:
    """The talk with its record, or the part of it that concerns the reader."""
    if rules.reads_talk(s):
        names = ["talks", "slots", "appointments", "records", "coanswers"]
        names += ["points", "versions", "additions", "message_files", "read_marks"]
        if rules.reads_this_talk_alone(s):
            return [*names, "attempts"]
        names += ["follow_ups", *(["arranged"] if idea.status == Status.CONVERSATION else [])]
        return names + (["answered", "credits"] if rules.is_submitting(s) else ["surveys", "attempts"])
    names = ["points"] if s.point_mine else []
    if rules.is_second_coordinator(s) and idea.status == Status.CONVERSATION:
        names += ["accounts", "attempts"]
    return names


def _bind(papers: Papers) -> None:
    """Rows that belong together find each other."""
    by_id = {assignment.pk: assignment for assignment in papers.assignments}
    for review in (*papers.reviews, *papers.public_reviews):
        review.assignment = by_id[review.assignment_id]
    appointments = {appointment.pk: appointment for appointment in papers.appointments}
    records = {record.conversation_id: record for record in papers.records}
    for record in papers.records:
        _bind_notes(record, papers)
    for said in papers.messages:
        said.lying = [one for one in papers.message_files if one.message_id == said.pk]  # type: ignore[attr-defined]
        said.read_by = [mark for mark in papers.read_marks if mark.message_id == said.pk]  # type: ignore[attr-defined]
    for talk in papers.talks:
        talk.appointment = appointments.get(talk.appointment_id or 0)
        talk.kept = records.get(talk.pk)  # type: ignore[attr-defined]
        talk.times = [slot for slot in papers.slots if slot.conversation_id == talk.pk]  # type: ignore[attr-defined]
        talk.tries = [one for one in papers.attempts if one.conversation_id == talk.pk]  # type: ignore[attr-defined]


def _bind_notes(record: Any, papers: Papers) -> None:
    """With `agreed` (points), `edits` and `added`, each in its order."""
    record.agreed = [point for point in papers.points if point.record_id == record.pk]
    record.agreed.sort(key=lambda point: point.position)
    record.edits = conversation.edits(one for one in papers.versions if one.record_id == record.pk)
    record.added = [one for one in papers.additions if one.record_id == record.pk]


def _mark_readable(papers: Papers, reader: Any, s: Standing) -> None:
    """Whether the reader may open the idea that this one improves; a statement where there is one.

    The reasons are read by who handles the new one, and by a submitter who may read the old one: it may be a
    colleague's, who improved it for them.
    """
    for decision in papers.earlier:
        found = Idea.objects.visible_to(reader).filter(pk=decision.idea.pk).exists()
        decision.idea.readable = found  # type: ignore[attr-defined]
    if not rules.is_handling(s):
        papers.earlier = [one for one in papers.earlier if one.idea.readable]  # type: ignore[attr-defined]


def _refer(papers: Papers, reader: Any) -> None:
    """The earlier ideas to which each view refers, as far as the reader may read them; one statement if any do."""
    views = {review.pk: review for review in (*papers.reviews, *papers.public_reviews)}
    pairs = [(row.review_id, row.idea_id) for row in papers.referred if row.review_id in views]
    keys = list({pk for _view, pk in pairs})
    known = {one.pk: one for one in statements.rows(_referred_to, reader, keys=keys)} if pairs else {}
    for view in views.values():
        view.refers = [known[pk] for at, pk in pairs if at == view.pk and pk in known]  # type: ignore[attr-defined]


def _referred_to(reader: Any, *, keys: list[int]) -> Any:
    rows = Idea.objects.visible_to(reader).answered().filter(Q(pk__any_of=keys))
    return rows.select_related("decision").only(*REFERRED_TO)


def _keep_account_back(papers: Papers, s: Standing) -> None:
    """What was tried to reach the submitter is theirs to read once a second person has confirmed it, not before."""
    if rules.is_submitting(s):
        pending = (Record.Kind.UNREACHABLE, "")
        papers.records = [one for one in papers.records if (one.kind, one.closes_as) != pending]


def _keep_seats_apart(papers: Papers, reader: Any, s: Standing) -> None:
    """Who is heard on an appeal reads their own words; all of them are for those who decide and look after it, and
    experts of the round read none."""
    if not (rules.is_coordinator(s) or rules.is_decider(s) or rules.is_owner(s)):
        papers.seats = [seat for seat in papers.seats if seat.user_id == reader.pk]


def _keep_points_apart(papers: Papers, reader: Any, s: Standing) -> None:
    """Who has agreed to something, and does not read the notes, reads that alone."""
    if not rules.reads_talk(s):
        papers.points = [point for point in papers.points if point.is_open_for(reader.pk)]


def _keep_to_this_talk(papers: Papers, idea: Idea, s: Standing) -> None:
    """A line manager who was asked to talk reads the talks of this round, and what was written since they were."""
    if not rules.reads_this_talk_alone(s):
        return
    papers.talks = [talk for talk in papers.talks if talk.round_id == idea.round_id]
    here = {talk.pk for talk in papers.talks}
    papers.records = [record for record in papers.records if record.conversation_id in here]
    papers.attempts = [one for one in papers.attempts if one.conversation_id in here]
    kept = {record.pk for record in papers.records}
    papers.points = [point for point in papers.points if point.record_id in kept]
    since = papers.talk.manager_asked_at if papers.talk else None
    papers.messages = [said for said in papers.messages if since and said.created_at >= since]


def messages_for(idea: Idea, s: Standing) -> QuerySet[Message]:
    """The messages about an idea that a reader of its talk may read."""
    rows = Message.objects.filter(idea=idea)
    if not rules.reads_this_talk_alone(s):
        return rows
    asked = Conversation.objects.filter(idea=idea, manager_asked_at__isnull=False).exclude(state="done")
    return rows.filter(created_at__gte=asked.values("manager_asked_at")[:1])


def _seal(papers: Papers, idea: Idea, reader: Any, s: Standing) -> None:
    """Reviews of a round that the reader may not read yet are taken out (I9)."""
    if idea.status in DECIDED or rules.reads_all_reviews(s):
        return
    papers.reviews = [
        review
        for review in papers.reviews
        if review.assignment.reviewer_id == reader.pk or review.assignment.round_id != idea.round_id
    ]
    papers.notes = [note for note in papers.notes if not _tells_views(note, idea, reader)]


def _tells_views(note: Note, idea: Idea, reader: Any) -> bool:
    """Whether a note says what others hold: answers to what they differ on, consensus and dissent of this round."""
    compares = note.criterion or note.kind != Note.Kind.NOTE
    return bool(compares) and note.round_id == idea.round_id and note.author.pk != reader.pk
