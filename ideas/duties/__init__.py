"""Duties: what somebody owes by a date, who hears of it at which level, and what is said when nothing happens.

`table` says what there is, `levels` when it is said and to whom, `finding` looks for it batch by batch, `reminding`
writes it, each once. `silence` tells submitters where their idea is when they have seen nothing new, `mondays` tells
coordinators how their departments stand. The sweep calls them; each may run twice, or late.
"""

from ideas.duties.company import Company, hearing_of, may_hear
from ideas.duties.levels import LEVELS, TO_ADMINS_AFTER
from ideas.duties.mondays import tell_how_it_stands
from ideas.duties.reminding import digest_key, one_at_a_time, remind
from ideas.duties.silence import break_silence
from ideas.duties.table import DUTIES, Duty

__all__ = [
    "DUTIES",
    "LEVELS",
    "TO_ADMINS_AFTER",
    "Company",
    "Duty",
    "break_silence",
    "digest_key",
    "hearing_of",
    "may_hear",
    "one_at_a_time",
    "remind",
    "tell_how_it_stands",
]
