"""HTML put together of a pattern and values."""

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy, override

from ideas.markup import html

SAFE = mark_safe("<b>bold</b>")


@pytest.mark.parametrize(
    "value",
    ["<script>", "\"'&", SAFE, 7, None, 1.5, gettext_lazy("Draft"), "{}", mark_safe("{0}")],
)
def test_values_are_escaped_as_django_does_it(value):
    with override("de"):
        assert html('<a title="{}">{}</a>', value, value) == format_html('<a title="{}">{}</a>', value, value)
        assert isinstance(html("{}", value), SafeString)


def test_what_was_made_is_not_escaped_again():
    assert html("<p>{}</p>", html("{}", "a < b")) == "<p>a &lt; b</p>"
