"""A letter: what a mail says, and its form as plain text and as HTML.

It owns the order of the parts, the greeting, the footer and the wrapping at 72 columns. It decides nothing: who
gets which letter is in `notifications`, what the letters say is in the modules beside this one.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ideas import outbox
from ideas.letters import places
from ideas.letters.news import off_address
from ideas.models import Idea, OutgoingMail

COLUMNS = 72
TITLE_LENGTH = 90
PREHEADER = 140
BULK = frozenset({"digest", "single"})
"""Kinds that no absent reader's mail program has to answer."""
WIDEST = 34
"""Where the values of a table begin at the latest."""


@dataclass(frozen=True)
class Quote:
    """What a person wrote, set apart from what the system says."""

    text: str
    language: str = ""


Part = str | Quote
Items = Sequence[tuple[str, str]]
"""Lines, each with the path that it leads to."""


@dataclass(frozen=True)
class Letter:
    """One mail to one person. The first paragraph says what it is about and by when; `why` stands at the foot.

    `on_paper` stands on the slip alone, which leads to no page. `facts` are pairs of name and value; `others`, under
    a heading of their own, come after `items`. `sender`: the person whose letter it is, where it is not the scheme's.
    """

    kind: str
    subject: str
    headline: str
    greeting: str
    paragraphs: tuple[Part, ...]
    button_label: str
    path: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()
    items: Items = ()
    others_title: str = ""
    others: Items = ()
    after: tuple[Part, ...] = ()
    on_paper: tuple[Part, ...] = ()
    attachments: tuple[dict[str, Any], ...] = field(default=(), compare=False)
    sender: Any = field(default=None, compare=False)

    @property
    def preheader(self) -> str:
        """What stands beside the subject in a list of mails: how the letter begins."""
        said = [part for part in self.paragraphs if isinstance(part, str)]
        return textwrap.shorten(" ".join(said), PREHEADER, placeholder=" …") if said else self.headline


def plain_title(idea: Idea) -> str:
    """The title on one line, cut at a word, fit to stand inside a sentence."""
    return textwrap.shorten(idea.title, TITLE_LENGTH, placeholder=" …") or "…"


def hello(user: Any) -> str:
    """How a letter begins."""
    return _("Hello %(name)s,") % {"name": user.name}


def no_button_acts() -> str:
    """What every footer ends with."""
    return _("The link opens a page; nothing happens until you press a button there.")


def in_full(letter: Letter, off: str = "") -> tuple[str, str]:
    """The letter as plain text, wrapped, and as HTML with one button; `off` is the address that ends mails of its
    kind."""
    context = _context(letter, off)
    text = render_to_string("ideas/email/base.txt", context).strip() + "\n"
    return text, render_to_string("ideas/email/base.html", context)


def as_slip(letter: Letter) -> str:
    """What is told in person to somebody without e-mail: the letter without address and footer."""
    parts = [
        letter.greeting,
        *_wrapped(letter.paragraphs),
        *_wrapped(letter.on_paper),
        _fact_lines(letter.facts),
        *_wrapped(letter.after),
    ]
    return "\n\n".join(part for part in parts if part)


def mail(
    letter: Letter, user: Any, *, dedupe_key: str, news: str = "", obligatory: bool = False, **more: Any
) -> OutgoingMail:
    """The letter as a row for the outbox, not yet saved. News of a kind says how to switch the kind off."""
    off = off_address(user, news) if news and not obligatory else ""
    text, html = in_full(letter, off)
    return outbox.letter(
        to_user=user,
        subject=letter.subject,
        text=text,
        html=html,
        kind=letter.kind,
        dedupe_key=dedupe_key,
        news="" if obligatory else news,
        obligatory=obligatory,
        headers=_off_headers(off) | _bulk_headers(letter.kind),
        attachments=letter.attachments,
        sender=letter.sender,
        **more,
    )


def _off_headers(off: str) -> dict[str, str]:
    """What lets a mail program offer a button that ends these mails (RFC 8058)."""
    return (
        {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if off else {}
    )


def _bulk_headers(kind: str) -> dict[str, str]:
    return {"Precedence": "bulk"} if kind in BULK else {}


def _context(letter: Letter, off: str) -> dict[str, Any]:
    return {
        "letter": letter,
        "language": get_language(),
        "site_name": settings.SITE_NAME,
        "url": places.absolute(letter.path),
        "off": off,
        "me": places.absolute(places.notices()),
        "paragraphs": list(_marked(letter.paragraphs)),
        "items": _with_addresses(letter.items),
        "others": _with_addresses(letter.others),
        "after": list(_marked(letter.after)),
        "text": {
            "paragraphs": list(_wrapped(letter.paragraphs)),
            "facts": _fact_lines(letter.facts),
            "items": _item_lines(letter.items),
            "others": _item_lines(letter.others),
            "after": list(_wrapped(letter.after)),
            "why": _fill(letter.why),
        },
    }


def _marked(parts: Iterable[Part]) -> Iterator[dict[str, Any]]:
    for part in parts:
        if isinstance(part, Quote):
            yield {"quote": True, "text": part.text.strip(), "language": part.language}
        else:
            yield {"quote": False, "text": part}


def _wrapped(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield _quoted(part.text) if isinstance(part, Quote) else _fill(part)


def _quoted(words: str) -> str:
    lines = (_fill(line, indent="  ") if line.strip() else "" for line in words.strip().splitlines())
    return "\n".join(lines)


def _fact_lines(facts: Iterable[tuple[str, str]]) -> str:
    rows = list(facts)
    column = min(max((len(label) for label, _value in rows), default=0) + 5, WIDEST)
    return "\n".join(_fact(label, value, column) for label, value in rows)


def _fact(label: str, value: str, column: int) -> str:
    start = f"  {label}  ".ljust(column)
    return _fill(f"{start}{' '.join(value.split())}", later=" " * column, as_it_is=True)


def _with_addresses(items: Items) -> list[tuple[str, str]]:
    return [(line, places.absolute(path)) for line, path in items]


def _item_lines(items: Items) -> str:
    return "\n".join(_item(line, path) for line, path in items)


def _item(line: str, path: str) -> str:
    return f"{_fill(f'- {line}', later='  ')}\n  {places.absolute(path)}"


def _fill(words: str, indent: str = "", later: str | None = None, as_it_is: bool = False) -> str:
    return textwrap.fill(
        words if as_it_is else " ".join(words.split()),
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
