"""Template tags: the small parts of a page, written as HTML here so that a row of a list needs no include.

They show what `wording` and `days` say. They decide nothing, ask the database nothing beyond loaded
relations, and escape whatever a person wrote.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxInput, PasswordInput
from django.forms.boundfield import BoundWidget
from django.template.context import Context
from django.template.defaultfilters import linebreaks_filter
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas import calendar_files, clock, colour, days, files, logo, markdown, watch, wording
from ideas.forms.fields import room_for
from ideas.markup import html
from ideas.models import Attachment, Channel, Idea

register = template.Library()


@register.simple_tag(name="icon")
def icon_tag(name: str, label: str = "") -> str:
    """An icon of the sprite. Silent for screen readers, unless `label` names it."""
    return _icon(name, label)


@register.simple_tag(takes_context=True)
def pill(context: Context, idea: Idea, mine: bool | None = None) -> str:
    """The status as icon, words and colour, in the reader's words. `mine` overrides whose idea it is."""
    is_mine = wording.is_mine(idea, _reader(context)) if mine is None else mine
    words, icon = wording.status_words(idea, is_mine), wording.status_icon(idea, is_mine)
    return _pill(words, icon, wording.status_tone(idea, is_mine))


@register.simple_tag(takes_context=True)
def outcome(context: Context, idea: Idea, mine: bool | None = None) -> str:
    """The outcome alone as a pill; nothing while nothing is decided."""
    if not idea.outcome:
        return ""
    is_mine = wording.is_mine(idea, _reader(context)) if mine is None else mine
    return _pill(wording.outcome_words(idea, is_mine), wording.outcome_icon(idea), wording.outcome_tone(idea))


@register.simple_tag
def badge(words: str, icon: str = "", tone: str = "") -> str:
    """A pill for anything that is not an idea: words, the name of an icon, "", "you", "good" or "still"."""
    return _pill(words, icon, tone)


@register.simple_tag(takes_context=True)
def way(context: Context, idea: Idea, mini: bool = False, names: bool | None = None) -> str:
    """The track across. `mini` is a small bar for lists; `names` as in `wording.knows_owner`."""
    reader = _reader(context)
    steps = wording.steps(idea, reader, names)
    return _mini_track(steps) if mini else track(steps, _("The way of this idea"))


@register.simple_tag
def track(steps: Iterable[wording.Step], label: str) -> str:
    """Any track of (label, words beside it, "past"/"now"/"next"), for implementation and talks too."""
    return html(
        '<ol class="way" aria-label="{}">{}</ol>',
        label,
        format_html_join("", "{}", ((_step(step),) for step in steps)),
    )


@register.simple_tag
def due(
    when: date | datetime | None,
    kind: str = "by",
    icon: str | None = None,
    late: bool | None = None,
    note: str = "",
) -> str:
    """A date with its urgency.

    `kind` is "by", "answer", "yours", "until", "on" or "bare"; `note` stands behind it. `late=False` shows a
    date that nobody needs to keep, because it is over or only informs, without colour.
    """
    if when is None:
        return ""
    is_late = days.is_late(when) if late is None else late
    is_soon = late is not False and not is_late and days.is_soon(when)
    name = icon if icon is not None else "alert" if is_late else "clock" if is_soon else "day"
    return html(
        '<span class="due{}">{}<span>{}{}</span></span>',
        " late" if is_late else " soon" if is_soon else "",
        _icon(name),
        _due_words(when, kind, is_late),
        f" · {note}" if note else "",
    )


@register.simple_tag
def when(moment: datetime | None, time: bool = False) -> str:
    """ "Thursday 14 May", or with the time; everything else on hover and for screen readers."""
    if moment is None:
        return ""
    return _time(moment, days.clocked(moment) if time else days.named(moment))


@register.simple_tag(takes_context=True)
def stands_still(context: Context) -> datetime | None:
    """For the idea office: since when nothing is swept any more, if that is so; then rings as well."""
    swept_at = getattr(context.get("user"), "swept_at", None)
    return swept_at if swept_at and watch.ring_if_it_stands_still(swept_at) else None


@register.simple_tag
def day(value: date | datetime | None) -> str:
    """ "14 May"."""
    return _time(value, days.plain(value)) if value else ""


@register.simple_tag
def hour(moment: datetime | None) -> str:
    """ "14:52"."""
    return _time(moment, days.hour(moment)) if moment else ""


@register.simple_tag
def near(value: date | datetime | None) -> str:
    """ "today", "tomorrow", "yesterday", else "Thursday 14 May"."""
    return _time(value, days.near(value)) if value else ""


@register.simple_tag
def face(user: Any) -> str:
    """The round picture, or the initials; the name always stands beside it."""
    if user is None:
        return ""
    if token := files.portrait_token(user):
        address = reverse("person_picture", args=[user.pk, token])
        return html('<img class="face" src="{}" alt="" width="44" height="44" loading="lazy">', address)
    return html('<span class="face" aria-hidden="true">{}</span>', user.initials)


@register.simple_tag
def person(user: Any, role: str = "", phone: bool = True) -> str:
    """Picture, name, role and telephone."""
    if user is None:
        return ""
    number = _telephone(user.phone) if phone and user.phone else ""
    between = " · " if role and number else ""
    return html(
        '<span class="person">{}<span><b>{}</b>{}{}{}</span></span>',
        face(user),
        user.name,
        role,
        between,
        number,
    )


@register.simple_tag
def how(time: Any) -> str:
    """How and where two talk at a time offered or booked: "in person, break room"; a link for a video call."""
    label = str(Channel(time.channel).label)
    if link := calendar_files.video_link(time):
        return html('{}: <a href="{}" rel="noreferrer">{}</a>', label, link, urlsplit(link).hostname)
    if not time.place:
        return label
    dialled = time.channel == Channel.PHONE and not time.place.strip("+0123456789 /()-")
    return html("{}, {}", label, _telephone(time.place) if dialled else time.place)


@register.filter
def reached(person: Any) -> str:
    """When somebody is best reached, in words."""
    return wording.reach_words(person)


@register.simple_tag
def telephone(number: str) -> str:
    """A number that a phone can dial."""
    return _telephone(number) if number else ""


@register.simple_tag(takes_context=True)
def status_line(context: Context, idea: Idea, user: Any = None, names: bool | None = None) -> str:
    """The pill and, below it, who has it and until when, as far as this reader may know."""
    reader = user or _reader(context)
    words = wording.next_words(idea, reader, names)
    mine = wording.is_mine(idea, reader)
    return html("{}{}", pill(context, idea, mine), html('<p class="meta">{}</p>', words) if words else "")


@register.simple_tag(takes_context=True)
def promise(context: Context, idea: Idea) -> str:
    """The promise of an idea under way, with what belongs to it, as far as this reader may know it."""
    reader = _reader(context)
    if not idea.is_open or idea.outcome or not wording.knows_owner(idea, reader):
        return ""
    words = f"{wording.promise_words(idea)}. {wording.promise_notes(idea, wording.is_mine(idea, reader))}"
    return html('<p class="meta">{}</p>', words.strip())


@register.simple_tag
def promise_notes(idea: Idea, mine: bool) -> str:
    """Why the promise is not the first one any more."""
    return wording.promise_notes(idea, mine)


@register.simple_tag
def said(text: str, lang: str = "", lead: bool = False) -> str:
    """What a person wrote: paragraphs in the book face, escaped, line by line as they wrote it."""
    return html(
        '<div class="{} flow"{}>{}</div>',
        "lead" if lead else "said",
        html(' lang="{}"', lang) if lang else "",
        linebreaks_filter((text or "").strip()),
    )


@register.simple_tag(name="markdown")
def markdown_tag(text: str, lang: str = "", lead: bool = False) -> str:
    """What a person wrote in Markdown, in the book face; `lead` is large, once a page."""
    language = html(' lang="{}"', lang) if lang else ""
    look = "lead" if lead else "said"
    return html('<div class="{} prose"{}>{}</div>', look, language, markdown.render(text or ""))


@register.simple_tag
def accent_hex(shade: str = "light") -> str:
    """The accent as #rrggbb for mails: "light", "dark", or "on" for words on the dark one."""
    shades = {"light": colour.LIGHT, "dark": colour.DARK, "on": colour.ON_DARK}
    return colour.accent(settings.SITE_ACCENT, shades[shade])


@register.simple_tag
def site_hue() -> str:
    """The classes of <html> for the accent, for pages that get no context."""
    return hue(settings.SITE_ACCENT)


@register.simple_tag
def now_clocked() -> str:
    """The moment in full, for whoever is told of it."""
    return days.clocked(clock.now())


@register.simple_tag
def site_name() -> str:
    """The name on screen, for pages that get no context."""
    return str(settings.SITE_NAME)


@register.simple_tag
def brand() -> str:
    """The way home: the company's logo, else our mark with the name."""
    shown = logo.of(settings.SITE_LOGO)
    if shown is None:
        return html('<a class="brand" href="/">{}{}</a>', _icon("mark"), settings.SITE_NAME)
    return html(
        '<a class="brand" href="/"><img src="{}?{}" alt="{}" width="{}" height="{}"></a>',
        reverse("logo"),
        shown.name,
        settings.SITE_NAME,
        shown.width,
        shown.height,
    )


@register.simple_tag
def theme_colours() -> str:
    """The colour of the paper in both schemes, for the frame that a browser draws around the page."""
    papers = zip(("light", "dark"), colour.palettes(settings.SITE_ACCENT), strict=True)
    tag = '<meta name="theme-color" media="(prefers-color-scheme: {})" content="{}">'
    return format_html_join("", tag, ((scheme, colours["paper"]) for scheme, colours in papers))


@register.simple_tag(takes_context=True)
def nav_link(context: Context, name: str, label: str, section: str = "") -> str:
    """A link of the main navigation; marked where its page, or a page of its section, is open.

    A section that ends with an underscore is all pages whose names begin so.
    """
    request = context.get("request")
    match = request.resolver_match if request else None
    here = "page" if match and match.url_name == name else ""
    if not here and context.get("section") == (section or name):
        here = "true"
    if not here and match and section.endswith("_") and str(match.url_name).startswith(section):
        here = "true"
    current = html(' aria-current="{}"', here) if here else ""
    return html('<li><a href="{}"{}>{}</a></li>', reverse(name), current, label)


@register.filter(name="files")
def files_filter(idea: Idea) -> list[Attachment]:
    """The files of an idea; asks nothing where the idea came by `access_idea`."""
    return files.of(idea)


@register.simple_tag
def dots(file: Attachment) -> str:
    """Width and height of a small picture, so that its room is kept while it loads."""
    width, height = file.small_size
    return html(' width="{}" height="{}"', width, height)


@register.filter
def departments(idea: Idea) -> str:
    """ "Logistics and IT"."""
    return wording.in_a_row(wording.department_names(idea))


@register.filter
def reading_time(text: str) -> str:
    """ "3 minutes to read"."""
    return wording.reading_words(text or "")


@register.filter
def dressed(field: BoundField) -> str:
    """The control of a field with the class that gives it its look, and the words for what room is left."""
    given = field.field.widget.attrs
    attrs: dict[str, Any] = {"class": f"{given.get('class', '')} in".strip()}
    if _says_the_label(str(given.get("placeholder", "")), str(field.label)):
        attrs["placeholder"] = False
    if "maxlength" in given:
        attrs["data-left"] = _("{n} characters left")
    return field.as_widget(attrs=attrs)


@register.simple_tag
def room(most: int) -> str:
    """The attributes of a text of several lines for so many characters, where it is no field of a form."""
    return format_html_join("", ' {}="{}"', room_for(most).items())


def _says_the_label(placeholder: str, label: str) -> bool:
    """Whether a grey word in the field only repeats what stands above it, and would have to be read twice."""
    one, other = placeholder.lower(), label.lower()
    return bool(one) and (one in other or other in one)


@register.simple_tag
def tick(choice: BoundWidget) -> str:
    """The control of one of several choices, as its widget draws it by four templates."""
    given = choice.data
    value = html(' value="{}"', given["value"]) if given["value"] is not None else ""
    shown = ((name, said) for name, said in given["attrs"].items() if said is not False)
    attrs = ((name, "" if said is True else html('="{}"', said)) for name, said in shown)
    start = html('<input type="{}" name="{}"{}', given["type"], given["name"], value)
    return html("{}{}>", start, format_html_join("", " {}{}", attrs))


@register.filter
def is_password(field: BoundField) -> bool:
    """Whether the field hides what is typed."""
    return isinstance(field.field.widget, PasswordInput)


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is one checkbox."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def anchor(field: BoundField) -> str:
    """The id to jump to for a field: its control, or the first of a group."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def problems(form: BaseForm) -> int:
    """How many messages the summary of errors has to show."""
    return sum(len(messages) for messages in form.errors.values())


@register.filter
def hue(degrees: int) -> str:
    """The three classes of <html> that add up to the accent's hue, since the policy forbids inline styles."""
    hundreds, rest = divmod(int(degrees) % 360, 100)
    return f"h{hundreds} t{rest // 10} o{rest % 10}"


@register.filter
def device(agent: str) -> str:
    """A browser's own description in two words: "Firefox, Windows"."""
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Android": "Android",
        "Windows": "Windows",
        "Mac OS": "Mac",
        "Linux": "Linux",
    }
    found = [
        next((name for mark, name in known.items() if mark in agent), "") for known in (browsers, systems)
    ]
    return ", ".join(filter(None, found)) or _("another device")


@lru_cache(maxsize=1024)
def _icon(name: str, label: str = "") -> str:
    if not name:
        return ""
    href = f"{static('tell/icons.svg')}#{name}"
    if label:
        return html('<svg class="i" role="img" aria-label="{}"><use href="{}"/></svg>', label, href)
    return html('<svg class="i" aria-hidden="true"><use href="{}"/></svg>', href)


def _reader(context: Context) -> Any:
    request = context.get("request")
    return getattr(request, "user", None)


def _pill(words: str, name: str, tone: str) -> str:
    classes = f" {tone}" if tone else ""
    return html('<span class="pill{}">{}<span>{}</span></span>', classes, _icon(name), words)


def _step(step: wording.Step) -> str:
    label, words, state = step
    return html(
        "<li{}{}><b>{}</b>{}</li>",
        html(' class="{}"', state) if state != "next" else "",
        html(' aria-current="{}"', "step") if state == "now" else "",
        label,
        html("<span>{}</span>", words) if words else "",
    )


def _mini_track(steps: list[wording.Step]) -> str:
    now = next((n for n, step in enumerate(steps, 1) if step.state == "now"), 0)
    if not now:
        now = sum(step.state == "past" for step in steps)
    label = _("Step %(now)d of %(all)d") % {"now": now, "all": len(steps)}
    marks = format_html_join("", '<i class="{}"></i>', ((step.state,) for step in steps))
    return html('<span class="track" role="img" aria-label="{}">{}</span>', label, marks)


BY_WHEN = {
    "by": gettext_lazy("by {day}"),
    "answer": gettext_lazy("Answer by {day}"),
    "yours": gettext_lazy("Yours until {day}"),
    "until": gettext_lazy("until {day}"),
    "on": gettext_lazy("on {day}"),
    "bare": "{day}",
}
SINCE_WHEN = {
    "by": gettext_lazy("since {day}"),
    "yours": gettext_lazy("Late since {day}"),
    "answer": gettext_lazy("Answer late since {day}"),
}


def _due_words(when: date | datetime, kind: str, is_late: bool) -> str:
    return _by_when(when, kind, is_late, days.is_late(when), days.here(when))


@lru_cache(maxsize=4096)
def _by_when(
    when: date | datetime, kind: str, is_late: bool, _is_past: bool, _here: tuple[object, ...]
) -> str:
    pattern = SINCE_WHEN.get(kind, BY_WHEN[kind]) if is_late else BY_WHEN[kind]
    if kind == "by" and days.local_day(when) == clock.today():
        pattern = BY_WHEN["bare"]
    return format_html(str(pattern), day=_time(when, _due_day(when, kind)))


def _due_day(when: date | datetime, kind: str) -> str:
    if kind == "on":
        return days.named(when)
    return days.near(when) if days.is_late(when) or days.is_soon(when) else days.plain(when)


def _time(value: date | datetime, words: str) -> str:
    return _marked(value, words, days.here(value))


@lru_cache(maxsize=4096)
def _marked(value: date | datetime, words: str, _here: tuple[object, ...]) -> str:
    machine = value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
    return html('<time datetime="{}" title="{}">{}</time>', machine, days.full(value), words)


def _telephone(number: str) -> str:
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return html('<a href="tel:{}">{}</a>', digits, number)
