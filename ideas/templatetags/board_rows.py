"""The rows of the board, made here whole, as `rows` makes those of the list, and for the same reason.

They show what is loaded and what `wording` and `days` say; they decide nothing, ask nothing, and escape all that a
person wrote. Of an idea that the reader may not open they say number and department alone.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from ideas.markup import html
from ideas.templatetags import tell

register = template.Library()


@register.simple_tag
def pressing_rows(rows: Iterable[Any]) -> str:
    """What presses: title, where it stands, whose it is and what it waits for, by when."""
    at = reverse("idea", args=["0"]).partition("0")
    return format_html_join("", "<li>{}</li>", ((_pressing(row, at),) for row in rows))


@register.simple_tag
def group_rows(rows: Iterable[Any]) -> str:
    """Ideas below the heading that says where they stand."""
    at = reverse("idea", args=["0"]).partition("0")
    return format_html_join("", "<li>{}</li>", ((_grouped(row, at),) for row in rows))


@register.simple_tag(takes_context=True)
def task_rows(context: Context, tasks: Iterable[Any]) -> str:
    """Things to do, each with the way there; what can be done on the spot has its button."""
    made = ((task.url, _named(task.row, "span"), _on_the_spot(context, task)) for task in tasks)
    return format_html_join("", '<li><h4><a href="{}">{}</a></h4>{}</li>', made)


def _pressing(row: Any, at: tuple[str, str, str]) -> str:
    shown = tell.badge(row.words, row.icon)
    if not row.readable:
        return html(
            '<h3>{} {}</h3>{}<p class="meta">{}</p>',
            tell.icon_tag("lock"),
            _number(row),
            shown,
            row.idea.department.name,
        )
    return html(
        '<h3>{}</h3>{}<p class="meta">{} · {}{}</p><div class="end">{}{}{}</div>',
        _link(row, at),
        shown,
        _number(row),
        row.idea.department.name,
        _waiting(row),
        tell.person(row.idea.owner, phone=False),
        tell.due(row.idea.due_at, row.kind),
        tell.due(row.promise, "answer"),
    )


def _grouped(row: Any, at: tuple[str, str, str]) -> str:
    department = row.idea.department.name
    if not row.readable:
        words = '<p class="ic meta">{}<span>{} · {}</span></p>'
        return html(words, tell.icon_tag("lock"), _number(row), department)
    promise = html('<span class="meta">{}</span>', row.promise_words) if row.promise else ""
    return html(
        '<h3>{}</h3><p class="meta">{} · {}{}</p><p class="row">{}{}</p>',
        _link(row, at),
        row.idea.owner.name if row.idea.owner else "",
        department,
        _waiting(row),
        tell.due(row.idea.due_at, row.kind),
        promise,
    )


def _on_the_spot(context: Context, task: Any) -> str:
    if task.mark == "handed" and task.row.blocked:
        return html('<p class="meta">{}</p>', task.row.blocked)
    if task.mark != "glance":
        return ""
    return html(
        '<form method="post" action="{}" data-once><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="next" value="{}">'
        '<button class="btn">{}{}<span class="sr">: {}</span></button></form>',
        reverse("act", args=[task.row.idea.public_id, "glance"]),
        str(context["csrf_token"]),
        reverse("board"),
        tell.icon_tag("eye"),
        _("Show it to everyone"),
        task.row.idea.title,
    )


def _named(row: Any, tag: str, rest: str = "") -> str:
    """The title in its language, or the number of what the reader may not open."""
    if not row.readable:
        return _number(row)
    lang = html(' lang="{}"', row.idea.language) if row.idea.language else ""
    return html("<{}{}{}>{}</{}>", tag, rest, lang, row.idea.title, tag)


def _link(row: Any, at: tuple[str, str, str]) -> str:
    return _named(row, "a", html(' href="{}{}{}"', at[0], row.idea.public_id, at[2]))


def _number(row: Any) -> str:
    return _("No. %(number)s") % {"number": row.idea.number}


def _waiting(row: Any) -> str:
    words = row.blocked
    return f" · {words}" if words else ""
