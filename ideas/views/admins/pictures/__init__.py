"""The figures in words, tables and shapes: what the page of figures and its exports show. Counts nothing.

A shape is numbers for the attributes of an SVG; the table beside it holds the same figures.
"""

from collections.abc import Callable
from typing import Any

from ideas.views.admins.pictures.ages import age_columns, ageing_table, ageing_words, shades
from ideas.views.admins.pictures.answers import results_bars, results_table, results_words
from ideas.views.admins.pictures.closing import (
    TONES,
    closure_bars,
    closure_table,
    closure_text,
    closure_words,
    settled,
    with_all,
)
from ideas.views.admins.pictures.knocks import knocks_bars, knocks_table, knocks_text, knocks_words
from ideas.views.admins.pictures.promises import kept_last, promise_line, promise_table, promise_words
from ideas.views.admins.pictures.shapes import Table, percent
from ideas.views.admins.pictures.steps import pace_bars, pace_table, pace_words
from ideas.views.admins.pictures.talks import talks_bars, talks_table, talks_words
from ideas.views.admins.pictures.understood import (
    understood_bars,
    understood_table,
    understood_text,
    understood_words,
)

__all__ = [
    "TABLES",
    "TONES",
    "age_columns",
    "ageing_words",
    "closure_bars",
    "closure_table",
    "closure_text",
    "closure_words",
    "kept_last",
    "knocks_bars",
    "knocks_text",
    "knocks_words",
    "pace_bars",
    "pace_words",
    "percent",
    "promise_line",
    "promise_words",
    "results_bars",
    "results_words",
    "settled",
    "shades",
    "talks_bars",
    "talks_words",
    "understood_bars",
    "understood_text",
    "understood_words",
    "with_all",
]

TABLES: dict[str, Callable[[Any, dict[int, str]], Table]] = {
    "closure": lambda figures, names: closure_table(with_all(figures.closure, figures.together)),
    "promise": lambda figures, names: promise_table(figures.promise, names),
    "ageing": lambda figures, names: ageing_table(figures.ageing, names),
    "pace": lambda figures, names: pace_table(figures.pace),
    "knocks": lambda figures, names: knocks_table(figures.knocks, names),
    "talks": lambda figures, names: talks_table(figures.arranged),
    "understood": lambda figures, names: understood_table(figures.understood),
    "results": lambda figures, names: results_table(figures.results),
}
"""The table of each figure, by the name that stands in the address of its export."""
