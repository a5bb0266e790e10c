"""Every field that can hold words says who may read them, or why they are no secret."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.access import fields
from tests.access.fields import Place, Plain, rows, wordy

WHAT_TO_DO = """
Fields that can hold words and say nowhere who may read them: {missing}.
For each a row in tests/access/fields.py: a Secret, and a verb in tests/access/canaries.py or canaries_beside.py that
fills it with a word; or Plain with the reason why anybody may read it. Who sees the table stands in
docs/works-council.md (and .de.md).
Rows without a field: {left}.
"""


def unsaid() -> tuple[list[Place], list[Place]]:
    """Fields without a row, and rows without a field."""
    known, there = set(rows()), {place for place, _field in wordy()}
    return sorted(there - known), sorted(known - there)


def test_every_field_with_words_says_who_may_read_them():
    missing, left = unsaid()
    assert (missing, left) == ([], []), WHAT_TO_DO.format(missing=missing, left=left)


@isolate_apps("ideas")
def test_a_new_field_would_be_missed(monkeypatch: pytest.MonkeyPatch):
    class Diary(models.Model):  # noqa: DJ008
        words = models.TextField()
        colour = models.CharField(max_length=5, choices=[("red", "red")])
        pages = models.PositiveIntegerField()

        class Meta:
            app_label = "ideas"

    there = [*apps.get_models(), Diary]
    monkeypatch.setattr(fields.apps, "get_models", lambda: there)
    assert unsaid() == ([("ideas", "Diary", "words")], [])


def test_every_plain_field_has_a_reason():
    assert [place for place, row in rows().items() if isinstance(row, Plain) and len(row.why) < 12] == []
