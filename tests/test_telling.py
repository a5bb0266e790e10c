"""Which words of a text are looked for, and in which language."""

import pytest

from ideas import telling

GERMAN, ENGLISH = telling.CONFIGS


@pytest.mark.parametrize(
    ("text", "configs"),
    [
        ("Die Fahrräder stehen im Regen.", (GERMAN,)),
        ("The bicycles stand in the rain.", (ENGLISH,)),
        ("Fahrräder im Regen, the rain", (GERMAN, ENGLISH)),
        ("Software", (GERMAN, ENGLISH)),
        ("", (GERMAN, ENGLISH)),
    ],
)
def test_the_language_is_that_of_most_common_words(text, configs):
    assert telling.of(text).configs == configs


def test_the_longest_words_tell_most_and_common_ones_nothing():
    told = telling.of(
        "Während der Frühschicht sollten wir die Werkzeugausgabe besetzen, die Werkzeugausgabe!"
    )
    assert told.words == ("werkzeugausgabe", "frühschicht", "besetzen")


def test_no_more_than_six_words_of_a_long_text_are_looked_for():
    words = [f"{letter}{'wort' * 2}" for letter in "abcdefghij"]
    assert telling.of(" ".join(words)).words == tuple(words[: telling.MOST])
    assert telling.of(" " * telling.READ + "Werkzeug").words == ()
