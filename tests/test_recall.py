"""An idea that is there already is shown to whoever writes it once more, in other words."""

import pytest

from ideas import likeness
from ideas.demo import ideas_de, ideas_en
from tests.factories import make_cast, make_idea
from tests.rewordings import ENGLISH, GERMAN

pytestmark = pytest.mark.proof
LEAST = 0.9
SHOWN = 5


def test_nine_of_ten_reworded_ideas_are_among_the_first_five(db, proved):
    cast = make_cast()
    written = [*ideas_de.IDEAS, *ideas_en.IDEAS]
    keys = {make_idea(cast, title=one["title"], text=one["text"]).pk: one["key"] for one in written}
    missed = {
        language: [
            key
            for key, words in reworded.items()
            if key not in [keys[one.pk] for one in likeness.similar(cast.bystander, words, limit=SHOWN)]
        ]
        for language, reworded in {"German": GERMAN, "English": ENGLISH}.items()
    }
    asked = len(GERMAN) + len(ENGLISH)
    lost = [*missed["German"], *missed["English"]]
    found = f"{asked - len(lost)} of {asked} reworded ideas ({len(GERMAN)} German, {len(ENGLISH)} English)"
    assert asked >= 60
    assert len(lost) <= (1 - LEAST) * asked, f"{found}; not: {', '.join(lost)}"
    proved(
        "recall",
        f"{found} among the first {SHOWN} of {len(written)}: {1 - len(lost) / asked:.2f};"
        f" not found: {', '.join(lost) or 'none'}",
    )
