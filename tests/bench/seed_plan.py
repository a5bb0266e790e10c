"""Which idea ends where and when it was handed in: shares and ages, in the order of the receipts."""

import random
from array import array
from dataclasses import dataclass

from tests.bench.seed_days import CLOSES, DAY, OPENS

STATUSES = (
    *("draft", "triage", "in_review", "clarification", "discussion", "deciding"),
    *("conversation", "confirming", "deferred", "closed", "withdrawn"),
)
SHARES = {
    "draft": 0.008,
    "triage": 0.0015,
    "in_review": 0.008,
    "clarification": 0.002,
    "discussion": 0.001,
    "deciding": 0.0025,
    "conversation": 0.004,
    "confirming": 0.0025,
    "deferred": 0.006,
    "withdrawn": 0.025,
}
"""Of all ideas; the rest is closed."""
AT_LEAST = 4
AGES = {
    "draft": (1, 60),
    "triage": (0, 3),
    "in_review": (1, 11),
    "clarification": (4, 11),
    "discussion": (8, 14),
    "deciding": (9, 17),
    "conversation": (14, 27),
    "confirming": (18, 36),
    "deferred": (60, 300),
}
"""Days since handing in, from and to."""
CLOSED_AFTER, YEARS = 42, 8 * 365
WITHDRAWN_AFTER = 14


@dataclass
class Plan:
    """Status and moment of handing in of each idea by its place; drafts stand last."""

    statuses: bytearray
    moments: "array[int]"
    handed_in: int

    def __len__(self) -> int:
        return len(self.statuses)


def counts(ideas: int) -> dict[str, int]:
    """How many end in each status."""
    found = {status: max(AT_LEAST, round(ideas * share)) for status, share in SHARES.items()}
    return {**found, "closed": ideas - sum(found.values())}


def age_of(status: str, dice: random.Random) -> float:
    """Days since it was handed in. Of what is over there is more from the last years than from the first."""
    if status in AGES:
        least, most = AGES[status]
        return least + dice.random() * (most - least)
    least = CLOSED_AFTER if status == "closed" else WITHDRAWN_AFTER
    return least + (YEARS - least) * (1 - dice.random() ** 0.5)


def make(ideas: int, now: int, seed: int) -> Plan:
    """The plan of so many ideas, seen from this minute."""
    dice = random.Random(f"plan {seed}")
    today = now // DAY
    keys: list[int] = []
    drafts: list[int] = []
    for status, count in counts(ideas).items():
        code = STATUSES.index(status)
        for _n in range(count):
            day = today - int(age_of(status, dice))
            minute = OPENS + int(dice.random() * (CLOSES - OPENS))
            moment = min(day * DAY + minute, now - 90 - int(dice.random() * 30))
            (drafts if status == "draft" else keys).append(moment * 16 + code)
    keys.sort()
    drafts.sort()
    keys += drafts
    return Plan(
        bytearray(key % 16 for key in keys),
        array("q", [key // 16 for key in keys]),
        len(keys) - len(drafts),
    )
