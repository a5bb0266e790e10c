"""Words of danger in what somebody types: whether the page says whom to call now. The words are a setting."""

import re
from functools import cache

from django.conf import settings


def speaks_of_danger(text: str) -> bool:
    """Whether one of the words of danger stands in the text, in any case and with a short ending."""
    return bool(settings.DANGER_WORDS and _pattern(tuple(settings.DANGER_WORDS)).search(text))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word.strip()) for word in words if word.strip())
    return re.compile(rf"\b(?:{alternatives})\w{{0,2}}\b", re.IGNORECASE)
