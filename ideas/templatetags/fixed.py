"""Parts of pages that are the same for everybody: made once for each language, and kept."""

from typing import Any
from weakref import WeakKeyDictionary

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.defaulttags import TemplateIfParser
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation.trans_real import catalog

register = template.Library()


@register.tag
def fixed(parser: Parser, token: Token) -> "Fixed":
    """A part of a page that is the same for everybody who reads it in one language, made once and kept:
    `{% fixed name … when condition %} … {% endfixed %}`.

    What it shows may depend on nothing but the words of the language, the settings, and the values that are named;
    where the condition does not hold it is made as any other part. The words are those of the catalogue that speaks,
    so another wording of the same language has its own.
    """
    named, _when, condition = token.contents.partition(" when ")
    names = [parser.compile_filter(name) for name in named.split()[1:]]
    nodes = parser.parse(("endfixed",))
    parser.delete_first_token()
    return Fixed(nodes, names, TemplateIfParser(parser, condition.split() or ["True"]).parse())


class Fixed(template.Node):
    """See `fixed`. Keeps what it made as long as the catalogue lives."""

    MOST = 64
    """So many sets of values are kept at most."""

    def __init__(self, nodelist: NodeList, names: list[FilterExpression], condition: Any) -> None:
        self.nodelist, self.names, self.condition = nodelist, names, condition
        self.kept: WeakKeyDictionary[Any, dict[Any, SafeString]] = WeakKeyDictionary()

    def render(self, context: Context) -> SafeString:
        if not self.condition.eval(context):
            return self.nodelist.render(context)
        kept = self.kept.setdefault(catalog(), {})
        key = (get_script_prefix(), *(name.resolve(context) for name in self.names))
        if key not in kept:
            if len(kept) >= self.MOST:
                kept.clear()
            kept[key] = self.nodelist.render(context)
        return kept[key]
