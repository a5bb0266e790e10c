"""The story of an idea from beginning to end, for its submitters to keep: plain words, on screen and paper.

Owns what stands in it and in which order. It is what a submitter reads, whoever of those who talk with them opens it
(I9, I10): public wording, no scores, no notes, no reason that was meant for colleagues. Reads only, a constant number
of statements.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ideas import colour, days, markdown, story, wording
from ideas.models import (
    DECIDED,
    AgreedPoint,
    CoAnswer,
    Conversation,
    CoSubmitter,
    Decision,
    FollowUp,
    Idea,
    Message,
    Outcome,
    Question,
    Record,
    RecordAddition,
    RecordVersion,
    Review,
)
from ideas.rules import Standing
from ideas.story import Audience

MOST_STEPS = 400
NEWS = ("report_news", "hand_work_on")


@dataclass(frozen=True)
class Said:
    """Words of a person, and what they are."""

    words: str
    label: str = ""
    lang: str = ""
    is_markdown: bool = False


@dataclass(frozen=True)
class Part:
    """One thing in a chapter: heading, who and when, what the system says, what people wrote."""

    title: str = ""
    meta: str = ""
    text: str = ""
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A chapter; `key` names its place on the page."""

    key: str
    title: str
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class WholeStory:
    """The story of one idea."""

    idea: Idea
    summary: list[str]
    chapters: list[Chapter]


def whole_story(idea: Idea, reader: Any, audience: Audience) -> WholeStory:
    """The story of an idea that came through `access_idea`, for its submitters and those who talk with them;
    `audience` is what the reader is to it. Submitters are spoken to as "you"."""
    chapters = [
        Chapter("idea", _("The idea"), list(_idea(idea))),
        Chapter("asked", _("What was asked and answered"), list(_asked(idea))),
        Chapter("views", _("What the experts say"), list(_views(idea))),
        Chapter("answer", _("What decided it"), list(_decided(idea))),
        Chapter("written", _("What was written to each other"), list(_written(idea))),
        Chapter("talk", _("The talk"), list(_talked(idea))),
        Chapter("after", _("What came of it"), list(_after(idea))),
        Chapter("steps", _("Step by step"), list(_steps(idea, reader, audience))),
    ]
    return WholeStory(idea, _summary(idea), [chapter for chapter in chapters if chapter.parts])


def _summary(idea: Idea) -> list[str]:
    """Where it stands, in a few sentences."""
    said = [
        _("Handed in on %(day)s by %(names)s, for %(departments)s.")
        % {
            "day": days.plain(idea.handed_in_at) if idea.handed_in_at else "",
            "names": wording.in_a_row([idea.submitter.name, *_joint(idea)]),
            "departments": wording.in_a_row(wording.department_names(idea)),
        }
    ]
    if idea.outcome:
        said.append(_("The answer: %(outcome)s.") % {"outcome": wording.outcome_words(idea, True)})
    if idea.closed_at:
        said.append(_("Closed on %(day)s.") % {"day": days.plain(idea.closed_at)})
    else:
        said.append(_("How it stands: %(status)s.") % {"status": wording.status_words(idea, True)})
    if idea.is_open and not idea.outcome:
        said.append(f"{wording.promise_words(idea)}.")
    return said


def _joint(idea: Idea) -> list[str]:
    rows = CoSubmitter.objects.filter(idea=idea, state=CoSubmitter.State.ACCEPTED).order_by("pk")
    return list(rows.values_list("user__name", flat=True))


def _idea(idea: Idea) -> Iterator[Part]:
    yield Part(said=(Said(idea.text, lang=idea.language, is_markdown=True),))


def _asked(idea: Idea) -> Iterator[Part]:
    rows = Question.objects.filter(idea=idea).select_related("asked_by", "answered_by")
    for row in rows.order_by("pk"):
        answers = [Said(row.answer, _by(row.answered_by, row.answered_at))] if row.answer else []
        yield Part(
            text="" if row.answer else _("It was not answered."),
            said=(Said(row.text, _by(row.asked_by, row.asked_at)), *answers),
        )


def _views(idea: Idea) -> Iterator[Part]:
    """Views in their public wording, of the rounds that have been decided (I9)."""
    rows = Review.objects.valid().filter(assignment__idea=idea, assignment__state="filed")
    rows = rows.select_related("assignment__reviewer", "assignment__department").order_by("filed_at", "pk")
    decided = set(idea.decisions.values_list("round", flat=True))
    for row in rows:
        if idea.status in DECIDED or row.assignment.round_id in decided:
            who = _by(row.assignment.reviewer, row.filed_at, row.assignment.department.name)
            yield Part(said=(Said(row.public_text, who),))


def _decided(idea: Idea) -> Iterator[Part]:
    rows = Decision.objects.filter(idea=idea).select_related("decided_by", "agreed_by", "passed_to", "target")
    for row in rows.order_by("decided_at", "pk"):
        code = _("The reason in a word: %(reason)s") % {"reason": row.get_reason_code_display()}
        agreed = _("agreed by %(name)s") % {"name": row.agreed_by.name} if row.agreed_by else ""
        where = (row.where, row.passed_to_office or (row.passed_to.name if row.passed_to else ""))
        yield Part(
            title=str(Outcome(row.outcome).label),
            meta=", ".join(filter(None, [_by(row.decided_by, row.decided_at), agreed])),
            text="\n\n".join(filter(None, [code if row.reason_code else "", *where])),
            said=tuple(_reasons(row)),
        )


def _reasons(row: Decision) -> Iterator[Said]:
    labels = {
        "point": _("How we understood it"),
        "reason_text": _("What decided it"),
        "alternative": _("What we weighed instead"),
        "would_change": _("What would change this answer"),
    }
    for name, label in labels.items():
        if words := getattr(row, name):
            yield Said(words, label)


def _written(idea: Idea) -> Iterator[Part]:
    for row in Message.objects.filter(idea=idea).select_related("author").order_by("pk"):
        yield Part(said=(Said(row.text, _by(row.author, row.created_at)),))


def _talked(idea: Idea) -> Iterator[Part]:
    """Each talk: when and how it was booked, its notes with points and additions, and the answers."""
    rows = Conversation.objects.filter(idea=idea).select_related("partner", "appointment", "record__filed_by")
    talks = list(rows.order_by("pk"))
    found = [talk.record for talk in talks if _is_told(getattr(talk, "record", None))]
    notes = _Notes(found)
    for talk in talks:
        yield _booked(talk)
        record = getattr(talk, "record", None)
        if record and _is_told(record):
            yield from notes.of(record, idea)


def _is_told(record: Record | None) -> bool:
    """Whether its submitters may read it: of vain attempts only once a second person has confirmed them."""
    return record is not None and (record.kind != Record.Kind.UNREACHABLE or bool(record.closes_as))


def _booked(talk: Conversation) -> Part:
    booked = talk.appointment
    meta = ", ".join(
        filter(
            None,
            [
                talk.partner.name,
                days.clocked(booked.starts_at) if booked else "",
                str((booked or talk).get_channel_display()),
                booked.place if booked else "",
                str(booked.get_state_display()) if booked else "",
            ],
        )
    )
    unclear = (Said(talk.unclear, _("What was still unclear")),) if talk.unclear else ()
    title = _("Talk no. %(n)d") % {"n": talk.number} if talk.number > 1 else _("Our talk")
    return Part(title=title, meta=meta, said=unclear)


class _Notes:
    """What belongs to the records of an idea, fetched at once."""

    def __init__(self, records: list[Record]) -> None:
        rows = {"record__in": records}
        self.points = list(AgreedPoint.objects.filter(**rows).select_related("owner", "settled_by"))
        self.versions = list(RecordVersion.objects.filter(**rows).order_by("number"))
        self.additions = list(RecordAddition.objects.filter(**rows).select_related("author"))
        self.answers = list(CoAnswer.objects.filter(**rows).select_related("user").order_by("pk"))

    def of(self, record: Record, idea: Idea) -> Iterator[Part]:
        """The notes of one talk."""
        parts = {
            _("What was said"): record.said,
            _("What happens next"): record.next_step,
            _("Thank you"): record.thanks,
        }
        yield Part(
            title=_("Notes of our talk") if record.kind == Record.Kind.HELD else _("How it ended"),
            meta=self._about(record),
            text="" if record.kind == Record.Kind.HELD else str(record.get_kind_display()),
            said=tuple(Said(words, label) for label, words in parts.items() if words),
        )
        yield from self._agreed(record)
        yield from (
            Part(title=_("Added later"), said=(Said(one.text, _by(one.author, one.created_at)),))
            for one in self._in(self.additions, record)
        )
        yield from self._answered(record, idea)

    def _about(self, record: Record) -> str:
        held = days.clocked(record.held_at) if record.held_at else ""
        how = str(record.get_channel_display()) if record.channel else ""
        written = _by(record.filed_by, record.filed_at) if record.filed_by else ""
        versions = self._in(self.versions, record)
        again = _("version %(n)d of the notes") % {"n": versions[-1].number} if len(versions) > 1 else ""
        return ", ".join(filter(None, [held, how, written, again]))

    def _agreed(self, record: Record) -> Iterator[Part]:
        points = sorted(self._in(self.points, record), key=lambda one: one.position)
        if points:
            yield Part(title=_("What was agreed"), said=tuple(self._point(one) for one in points))

    def _point(self, one: AgreedPoint) -> Said:
        who = one.owner.name if one.owner else one.owner_name
        until = _("until %(day)s") % {"day": days.plain(one.due_on)} if one.due_on else ""
        done = _("settled on %(day)s") % {"day": days.plain(one.settled_at)} if one.settled_at else ""
        words = f"{one.text}\n{one.result}" if one.result else one.text
        return Said(words, ", ".join(filter(None, [who, until, done])))

    def _answered(self, record: Record, idea: Idea) -> Iterator[Part]:
        given = str(record.get_answer_display() if record.answer else record.get_closes_as_display())
        if given:
            words = (Said(record.answer_words),) if record.answer_words else ()
            who = idea.submitter if record.answered_at else None
            at = record.answered_at or record.unconfirmed_at
            yield Part(title=_("The answer to the notes"), meta=_by(who, at), text=given, said=words)
        for one in self._in(self.answers, record):
            words = (Said(one.words),) if one.words else ()
            yield Part(meta=_by(one.user, one.answered_at), text=str(one.get_answer_display()), said=words)

    @staticmethod
    def _in(rows: Iterable[Any], record: Record) -> list[Any]:
        return [row for row in rows if row.record_id == record.pk]


def _after(idea: Idea) -> Iterator[Part]:
    track = getattr(idea, "implementation", None)
    if track and idea.outcome in ("adopted", "adopted_in_part"):
        coming = wording.news_words(track.next_news_on) if track.next_news_on else ""
        state = ". ".join(filter(None, [str(track.get_state_display()), coming]))
        said = (Said(track.note),) if track.note else ()
        yield Part(title=state, meta=track.owner.name, said=said)
    for one in FollowUp.objects.filter(idea=idea).select_related("owner", "ended_by").order_by("pk"):
        words = (Said(one.text, _by(one.ended_by, one.ended_at)),) if one.text else ()
        due = _("by %(day)s") % {"day": days.named(one.due_at)}
        text = str(one.get_kind_display()) if one.ended_at else f"{one.owner.name}, {due}"
        yield Part(title=_("A short second talk"), text=text, said=words)


def _steps(idea: Idea, reader: Any, audience: Audience) -> Iterator[Part]:
    """Every event that the submitter reads, and nothing of it that the reader may not."""
    rows = idea.events.exclude(kind="comment").select_related("actor").order_by("seq")[:MOST_STEPS]
    shown = [row for row in rows if audience in story.EVENT_AUDIENCE.get(row.kind, frozenset())]
    asked = list(idea.assignments.select_related("reviewer", "department"))
    as_submitter = Standing(status=idea.status, visible=True, submitter=True)
    for entry in story.sentences(idea, shown, as_submitter, reader=reader, assignments=asked):
        words = () if entry.kind in story.DECIDING else tuple(Said(one) for one in entry.details)
        yield Part(meta=days.clocked(entry.at), text=entry.plain, said=words)


def _by(person: Any, at: Any, more: str = "") -> str:
    """ "Nora Weber, Logistics, 3 May"."""
    day = days.plain(at) if at else ""
    return ", ".join(filter(None, [person.name if person else "", more, day]))


def on_paper(told: WholeStory) -> dict[str, Any]:
    """The same story as the content of a paper."""
    idea = told.idea
    number = _("no. %(number)s") % {"number": idea.number}
    return {
        "lang": (get_language() or "en")[:2],
        "title": idea.title,
        "title_lang": idea.language,
        "site": str(settings.SITE_NAME),
        "accent": colour.accent(settings.SITE_ACCENT, colour.LIGHT),
        "kick": _("The story of idea no. %(number)s") % {"number": idea.number},
        "subtitle": " ".join(told.summary),
        "footer": f"{settings.SITE_NAME} · {number}",
        "page": _("Page {n} of {all}"),
        "note": _(
            "A sign that the paper cannot show stands in brackets or as an empty box; the page shows it."
        ),
        "chapters": [
            {"title": one.title, "parts": [_part_on_paper(part) for part in one.parts]}
            for one in told.chapters
        ],
    }


def _part_on_paper(part: Part) -> dict[str, Any]:
    said = [
        {
            "label": one.label,
            "lang": one.lang,
            "words": markdown.plain(one.words) if one.is_markdown else one.words,
        }
        for one in part.said
    ]
    return {"title": part.title, "meta": part.meta, "text": part.text, "said": said}
