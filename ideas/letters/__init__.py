"""Letters: what every mail says, one small function each, in the language of its reader.

They compose; who gets which letter is decided in `notifications` and, for what is due, in `sweep`.
"""

from ideas.letters.after_yes import came_true, dropped, followed_up
from ideas.letters.colleagues import carrying_out, cosubmission, panel, passed_on
from ideas.letters.gathered import REMINDERS, digest, gathered, single
from ideas.letters.hazards import hazard, hazard_late, hazard_settled
from ideas.letters.knocks import knock, knock_answered
from ideas.letters.letter import Letter, Quote, as_slip, in_full, mail
from ideas.letters.machinery import running_again, something_forgotten, standing_still
from ideas.letters.news import News, Way, way
from ideas.letters.occasion import Occasion
from ideas.letters.recorded import added, agreed, corrected
from ideas.letters.submitters import closed, message, moved, question, receipt, result
from ideas.letters.talks import cancelled, invitation, notes, times, which_times
from ideas.letters.waiting import WAITED_FOR, HowItStands, Waiting, daily, monday, quiet, waiting

__all__ = [
    "REMINDERS",
    "WAITED_FOR",
    "HowItStands",
    "Letter",
    "News",
    "Occasion",
    "Quote",
    "Waiting",
    "Way",
    "added",
    "agreed",
    "as_slip",
    "came_true",
    "cancelled",
    "carrying_out",
    "closed",
    "corrected",
    "cosubmission",
    "daily",
    "digest",
    "dropped",
    "followed_up",
    "gathered",
    "hazard",
    "hazard_late",
    "hazard_settled",
    "in_full",
    "invitation",
    "knock",
    "knock_answered",
    "mail",
    "message",
    "monday",
    "moved",
    "notes",
    "panel",
    "passed_on",
    "question",
    "quiet",
    "receipt",
    "result",
    "running_again",
    "single",
    "something_forgotten",
    "standing_still",
    "times",
    "waiting",
    "way",
    "which_times",
]
