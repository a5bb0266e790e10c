"""The rows of the list of ideas and of what it can be narrowed down to, made here whole: as parts of a template they
cost ten times as much.

They show what is loaded and what `wording` and `days` say; they decide nothing, ask nothing, and escape all that a
person wrote.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ideas import wording
from ideas.markup import html
from ideas.models import Idea, Status
from ideas.templatetags import dossier, tell

register = template.Library()


@register.simple_tag(takes_context=True)
def idea_rows(context: Context, ideas: Iterable[Idea]) -> str:
    """Each idea as an entry of a list: where it is, what came of it, and what the reader can do with it."""
    page = Rows(context)
    return format_html_join("", "{}", ((page.row(idea),) for idea in ideas))


class Rows:
    """What the rows of one page have in common: its reader, its token, its words."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.reader = context["request"].user
        self.words = {
            "number": _("No. %(number)s"),
            "yours": html(" · <b>{}</b>", _("yours")),
            "too": _("Me too"),
            "follow": _("Follow"),
            "followed": _("You follow"),
        }
        self.at = reverse("idea", args=["0"]).partition("0")
        self.act = reverse("act", args=["0", "1"])
        self.bell, self.tick = tell.icon_tag("bell"), tell.icon_tag("done")

    @cached_property
    def common(self) -> str:
        """What each form of the page sends."""
        token = html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', str(self.context["csrf_token"])
        )
        here = self.context["request"].get_full_path()
        return html('{}<input type="hidden" name="next" value="{}">', token, here)

    def row(self, idea: Any) -> str:
        """One idea."""
        mine = wording.is_mine(idea, self.reader)
        return html(
            '<li id="i-{}"><h3><a href="{}"{}>{}</a></h3>{}{}<div class="end"><p class="meta">{}</p>{}{}</div></li>',
            idea.public_id,
            f"{self.at[0]}{idea.public_id}{self.at[2]}",
            html(' lang="{}"', idea.language) if idea.language else "",
            idea.title,
            tell.status_line(self.context, idea),
            self.reason(idea),
            self.facts(idea, mine),
            self.backing(idea),
            "" if mine or idea.status == Status.WITHDRAWN else self.form(idea),
        )

    def reason(self, idea: Any) -> str:
        """The first sentence of the answer."""
        text = idea.decision.reason_text if idea.outcome and idea.decision else ""
        return html('<p class="said">{}</p>', dossier.gist(text)) if text else ""

    def facts(self, idea: Any, mine: bool) -> str:
        """Number, departments, topic, day, and whether it is the reader's own."""
        return html(
            "{} · {}{} · {}{}",
            self.words["number"] % {"number": idea.number},
            tell.departments(idea),
            f" · {idea.topic.label}" if idea.topic else "",
            tell.day(idea.handed_in_at),
            self.words["yours"] if mine else "",
        )

    def backing(self, idea: Any) -> str:
        """How many colleagues say so too."""
        words = dossier.backing(idea)
        return html('<p class="meta">{}</p>', words) if words else ""

    def form(self, idea: Any) -> str:
        """Saying "Me too" while it is open, and following it."""
        may_support = idea.s_supports or (idea.is_open and not idea.outcome)
        return html(
            '<form class="row" method="post" data-once data-swaps="i-{}">{}{}{}</form>',
            idea.public_id,
            self.common,
            self.too(idea) if may_support else "",
            self.follow(idea),
        )

    def too(self, idea: Any) -> str:
        """The button for a colleague who has the same to say."""
        verb, icon = ("unsupport", self.tick) if idea.s_supports else ("support", "")
        return self.button(idea, "too", verb, icon, self.words["too"], pressed=idea.s_supports, kind="btn")

    def follow(self, idea: Any) -> str:
        """The button for whoever wants to hear of it."""
        verb, words = ("unfollow", "followed") if idea.s_follows else ("follow", "follow")
        return self.button(
            idea, "follow", verb, self.bell, self.words[words], pressed=idea.s_follows, kind="btn bare"
        )

    def button(
        self, idea: Any, name: str, verb: str, icon: str, words: str, *, pressed: bool, kind: str
    ) -> str:
        """A button that is down or up, and says of which idea it speaks."""
        return html(
            '<button class="{}" id="{}-{}" formaction="{}" aria-pressed="{}">{}{}'
            '<span class="sr">: {}</span></button>',
            kind,
            name,
            idea.public_id,
            self.verb(idea, verb),
            "true" if pressed else "false",
            icon,
            words,
            idea.title,
        )

    def verb(self, idea: Any, verb: str) -> str:
        """The address of a verb."""
        before, _zero, rest = self.act.partition("/0/")
        return f"{before}/{idea.public_id}/{rest.replace('1', verb, 1)}"


SELECTED = SafeString(" selected")


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: Any) -> str:
    """Choices of a select, by value and words."""
    lines = (
        html('<option value="{}"{}>{}</option>', value, SELECTED if value == chosen else "", words)
        for value, words in choices
    )
    return SafeString("".join(lines))


@register.simple_tag
def table_rows(rows: Iterable[Sequence[Any]]) -> str:
    """Rows of a table of numbers, each headed by its first cell."""
    return SafeString("".join(_table_row(head, numbers) for head, *numbers in rows))


def _table_row(head: Any, numbers: Iterable[Any]) -> str:
    cells = "".join(html('<td class="num">{}</td>', localize(number)) for number in numbers)
    return html('<tr><th scope="row">{}</th>{}</tr>', localize(head), SafeString(cells))
