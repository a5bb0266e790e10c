"""The one Markdown renderer: what a person wrote, as HTML that cannot do anything.

CommonMark with tables and strike-through, HTML switched off, then an allow-list. Line breaks are kept, and lines set
in or underlined stay what they are: most people type plain text. Nothing else in the project marks a string as safe.
"""

import re
from collections.abc import Iterator

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_RENDERER = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable(["table", "strikethrough"])
    .disable(["code", "lheading"])
)
_TEXT = {
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "ul",
}
_TABLE = {"table", "tbody", "td", "th", "thead", "tr"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_UNMARKED = re.compile(r"""(?:(?!\ *(?:-|\d+[.)]))(?:[^\W_]|[ .,;:?!()"'“”„‚‘’–…/%€-])*(?:\n|\Z))*""")
"""A text in which nothing can be a mark, as most are: no line begins like an entry, and no sign means anything."""
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}


def render(text: str) -> SafeString:
    """HTML of a text in Markdown: no picture, no script, no form; headings fit below the page's own."""
    tokens = _RENDERER.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    html = _RENDERER.renderer.render(tokens, _RENDERER.options, {})
    return mark_safe(  # noqa: S308 - cleaned by the allow-list in the same expression
        nh3.clean(
            html,
            tags=_TEXT | _TABLE,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener nofollow ugc",
        )
    )


def plain(text: str) -> str:
    """The same words without any marks, a line a paragraph or entry: for mails, lists and titles."""
    if _UNMARKED.fullmatch(text):
        return "\n".join(filter(None, (line.strip(" ") for line in text.split("\n"))))
    return "\n".join(line for line in _lines(_RENDERER.parse(text)) if line.strip())


def _lines(tokens: list[Token]) -> Iterator[str]:
    before = ""
    for token in tokens:
        if token.type == "list_item_open":
            before = f"{token.info}. " if token.info else "- "
        elif token.type == "inline":
            yield before + "".join(_spoken(child) for child in token.children or [])
            before = ""
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n")


def _spoken(token: Token) -> str:
    """The words of one piece of a line; a picture says what it shows."""
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
