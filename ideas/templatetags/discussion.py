"""The words of a comment, with the people whom it mentions set off. Shows what is loaded and asks nothing."""

import re

from django import template

from ideas.discussion import Said
from ideas.templatetags.tell import markdown_tag

register = template.Library()


@register.simple_tag
def comment_text(said: Said) -> str:
    """The comment as HTML; names behind an "@" are strong where they tell somebody."""
    return markdown_tag(emphasised(said.words, said.comment.names))


def emphasised(text: str, names: list[str]) -> str:
    """The Markdown with each mention in bold."""
    if not names:
        return text
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<![\w@])@({either})(?!\w)", r"**@\1**", text, flags=re.IGNORECASE)
