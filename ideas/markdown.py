"""The one Markdown renderer: what a person wrote, as HTML that cannot do anything.

CommonMark with tables and strike-through, HTML switched off, then an allow-list. Nothing else in the project
marks a string as safe.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_RENDERER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
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
