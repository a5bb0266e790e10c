"""Template tags for what lies in an idea's file. They show what is loaded, decide nothing and ask nothing."""

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas import days
from ideas.comparing import QUESTIONS
from ideas.markdown import plain
from ideas.models import Idea, Note, Review
from ideas.wording import CRITERIA, in_a_row

register = template.Library()


@register.filter
def scores(review: Review) -> str:
    """ "Benefit 4, Little effort 2"."""
    given = ((label, review.scores.get(name)) for name, label in CRITERIA.items())
    return ", ".join(f"{label} {score}" for label, score in given if score)


@register.filter
def question(note: Note) -> str:
    """On what a note answers: "Benefit"."""
    return str(QUESTIONS.get(note.criterion, ""))


@register.filter
def backing(idea: Idea) -> str:
    """ "14 colleagues say “Me too”, 6 follow"; empty when nobody does yet."""
    parts = []
    if idea.supports:
        parts.append(
            ngettext("%(n)d colleague says “Me too”", "%(n)d colleagues say “Me too”", idea.supports)
            % {"n": idea.supports}
        )
    if idea.followers:
        parts.append(ngettext("%(n)d follows it", "%(n)d follow it", idea.followers) % {"n": idea.followers})
    return in_a_row(parts)


@register.filter
def gist(text: str, most: int = 150) -> str:
    """The first sentence of what somebody wrote, cut at a word where it is long, in quotation marks."""
    first = " ".join(plain(text).split())
    end = min((at + 1 for mark in ".!?" if (at := first.find(f"{mark} ")) > 20), default=len(first))
    short = first[:end]
    if len(short) > most:
        short = short[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    # Translators: quotation marks around what somebody wrote
    return _("“%(words)s”") % {"words": short} if short else ""


@register.simple_tag
def danger_words() -> str:
    """The words of danger, for the page to look for while somebody types."""
    return "|".join(word.strip() for word in settings.DANGER_WORDS if word.strip())


@register.filter
def people(rows: list[Any]) -> str:
    """The names of co-submitters who have said yes."""
    return in_a_row([row.user.name for row in rows if row.state == "accepted"])


@register.filter
def asked(rows: list[Any]) -> str:
    """The names of colleagues who were asked to join, whether they have said yes or not."""
    return in_a_row([row.user.name for row in rows])


@register.filter
def is_late(value: date) -> bool:
    """Whether a day has passed."""
    return days.is_late(value)
