"""Why somebody was asked, as a sentence in the reader's language. Decides nothing."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ideas.models import Assignment
from ideas.routing.planning import Pick, Remark

TO_YOU = {
    "expertise": _("You know about %(topic)s in %(department)s, and it is your turn."),
    "department": _("You are an expert of %(department)s, and it is your turn."),
    "substitute": _("You stand in for %(name)s."),
    "parent": _("%(below)s has no further expert free, so %(department)s helps out, and it is your turn."),
    "handed_over": _("%(name)s handed it over to you."),
    "taken_over": _("You look at it now, so that the promised day is kept."),
    "coordinator_choice": _("%(name)s chose you for it."),
}
TO_OTHERS = {
    "expertise": _("%(person)s knows about %(topic)s in %(department)s and is next in turn."),
    "department": _("%(person)s is an expert of %(department)s and next in turn."),
    "substitute": _("%(person)s stands in for %(name)s."),
    "parent": _("%(below)s has no further expert free; %(person)s of %(department)s helps out."),
    "handed_over": _("%(name)s handed it over to %(person)s."),
    "taken_over": _("%(person)s looks at it now, so that the promised day is kept."),
    "coordinator_choice": _("%(name)s chose %(person)s for it."),
}


NOT_ASKED = {
    "later": _("comes later in turn"),
    "full": _("has as many views to give as agreed"),
    "away": _("is away today"),
    "conflict": _("has a part in it"),
}
"""Why an expert would not be asked, said of nobody's work."""


def not_asked_words(why: str) -> str:
    """Why an expert would not be asked."""
    return str(NOT_ASKED[why])


def why_words(asked: Assignment | Pick, reader: Any = None) -> str:
    """Why this person was asked: "You know about ..." to themselves, by their name to everybody else."""
    person = asked.user if isinstance(asked, Pick) else asked.reviewer
    sentences = TO_YOU if reader is not None and reader.pk == person.pk else TO_OTHERS
    data = {**asked.why_data, "person": person.name}
    if data.get("topic"):
        data["topic"] = gettext(data["topic"])
    return str(sentences[asked.why]) % data


def remark_words(remark: Remark) -> str:
    """What is to be said of a plan."""
    if remark.code == "handled_by":
        return (
            gettext("%(department)s has too few people for it at present; %(by)s handles it.") % remark.data
        )
    return gettext("%(found)s of the %(needed)s experts needed are free at present.") % remark.data
