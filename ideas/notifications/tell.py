"""What one line of the table says: who is told, in which words, and how it comes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ideas.letters import Letter, Occasion
from ideas.notifications.who import People


@dataclass(frozen=True)
class Tell:
    """Who is told, in which words; with a letter at once, else by inbox and, unless it is idle news, the digest.

    `obligatory` letters go whatever the reader prefers, and are told in person to whoever has no e-mail (I8).
    An `urgent` letter leaves before all others. Who did it is left out, unless `even_actor`: their own receipt and
    calendar are theirs as well. `kind`: where the notice is of another kind than its event.
    """

    who: Callable[[Occasion], People]
    line: Any
    letter: Callable[[Occasion, Any], Letter] | None = None
    obligatory: bool = False
    digest: bool = True
    even_actor: bool = False
    part: str = ""
    kind: str = ""
    urgent: bool = False
