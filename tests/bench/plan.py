"""What is measured and what it has to reach, as the bar says. Knows no server and no database."""

from dataclasses import dataclass

FLOOR = "floor"
PAGE_DEEP = 4000
"""Of the list, by 25 rows; of a smaller one the last but one."""
MOST_STATEMENTS = 8
MOST_IN_TRANSACTION = 16
GROWTH = 1.3
"""So much longer may an answer take with a hundred times as many ideas, the floor's being equal."""
NOISE = 0.65
"""A processor ratio that has fallen below so much of the recorded one has fallen; above, it is the machine."""
MOST_MEMORY, MORE_MEMORY = 220, 1.10
"""Megabytes of the web server's processes, and how much more they may hold after 10,000 requests."""
MOST_HTML, MOST_CODE, MOST_FILES = 10 * 1024, 40 * 1024, 4
SIZES = (10_000, 100_000, 1_000_000)
BAR = 100_000
"""The size for which the figures of the bar hold; smallest and largest of the sizes are for growth."""


@dataclass(frozen=True)
class Measured:
    """A page: its name, its id in the book, how near to the floor it has to come, how many statements it may take.

    `grows`: whether its cost may grow with the number of ideas. `writes`: statements count within the transaction.
    """

    name: str
    book: str
    ratio: float
    statements: int | None = MOST_STATEMENTS
    grows: bool = False
    writes: bool = False


SEARCHES = ("absent de", "absent en", "rare de", "rare en", "common de", "common en")
PAGES = (
    Measured("list", "speed list", 0.40),
    Measured("list, page 1", "speed list", 0.40),
    Measured("list, page 4,000", "speed list", 0.40),
    Measured("home", "speed home", 0.30),
    Measured("idea", "speed idea", 0.30),
    Measured("desk", "speed desk", 0.30),
    Measured("board", "speed board", 0.30),
    *(Measured(f"search, {kind}", "speed search", 0.30) for kind in SEARCHES),
    Measured("search, a number", "speed search", 0.30),
    Measured("similar", "speed similar", 0.30, None),
    Measured("draft", "speed similar", 0.30, None),
    Measured("insights", "speed insights", 0.20, None, grows=True),
    Measured("submit", "speed submit", 0.30, MOST_IN_TRANSACTION, writes=True),
)
"""Similar ideas are looked for while somebody types: alone, and as the browser does it, with the draft kept."""
