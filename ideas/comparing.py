"""Where the views of a round differ, and what the experts are asked about it, one question for each criterion.

Pure functions on loaded reviews and notes; they ask the database nothing. Who may read them is in `dossier`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.models import Note, Review
from ideas.wording import CRITERIA, in_a_row

RECOMMENDATION = "recommendation"
QUESTIONS = {RECOMMENDATION: gettext_lazy("Recommendation"), **CRITERIA}
"""On what views may differ, by the word that is kept with an answer."""
WIDE = 2
"""From so many steps on the decider is shown how far the views are apart."""
ADOPTING = (Review.Recommendation.ADOPT, Review.Recommendation.ADOPT_IN_PART)


@dataclass(frozen=True)
class Difference:
    """One point on which the experts differ: who says what, the lowest first, and what they answered."""

    criterion: str
    reviews: Sequence[Review]
    answers: Sequence[Note] = field(default_factory=list)

    @property
    def label(self) -> str:
        """On what they differ."""
        return str(QUESTIONS[self.criterion])

    @property
    def said(self) -> list[tuple[Review, str]]:
        """Each review with what it says on this point."""
        return [(review, self._said_in(review)) for review in self.reviews]

    @property
    def is_wide(self) -> bool:
        """Whether the decider has to know: opposite recommendations, or two steps and more between scores."""
        return self.criterion == RECOMMENDATION or self.spread >= WIDE

    @property
    def spread(self) -> int:
        """Steps between the lowest score and the highest."""
        scores = [review.scores.get(self.criterion, 0) for review in self.reviews]
        return max(scores) - min(scores)

    @property
    def words(self) -> str:
        """ "Benefit: 2 and 5"."""
        values = list(dict.fromkeys(said for _review, said in self.said))
        return _("%(criterion)s: %(values)s") % {"criterion": self.label, "values": in_a_row(values)}

    @property
    def prompt(self) -> str:
        """What the experts are asked about it."""
        if self.criterion == RECOMMENDATION:
            return _("%(difference)s. Which fact would make you see it the other way?") % {
                "difference": self.words
            }
        return ngettext(
            "%(difference)s. What does each of you see that the other does not?",
            "%(difference)s. What does each of you see that the others do not?",
            len(self.reviews) - 1,
        ) % {"difference": self.words}

    def _said_in(self, review: Review) -> str:
        if self.criterion == RECOMMENDATION:
            return str(review.get_recommendation_display())
        return str(review.scores[self.criterion])


def differences(reviews: Iterable[Review], notes: Iterable[Note] = ()) -> list[Difference]:
    """Every point on which valid reviews of one round differ: recommendation first, then the widest."""
    reviews, notes = list(reviews), list(notes)
    found = [one for name in CRITERIA if (one := _scored(name, reviews, notes))]
    found.sort(key=lambda one: -one.spread)
    if are_opposed(reviews):
        order = list(Review.Recommendation)
        ranked = sorted(reviews, key=lambda review: order.index(Review.Recommendation(review.recommendation)))
        found.insert(0, Difference(RECOMMENDATION, ranked, answers_to(RECOMMENDATION, notes)))
    return found


def are_opposed(reviews: Iterable[Review]) -> bool:
    """Whether one would adopt it, whole or in part, and another would not."""
    said = {review.recommendation for review in reviews}
    return Review.Recommendation.DECLINE in said and any(word in said for word in ADOPTING)


def answers_to(criterion: str, notes: Iterable[Note]) -> list[Note]:
    """What was noted on this point."""
    return [note for note in notes if note.criterion == criterion]


def _scored(name: str, reviews: list[Review], notes: list[Note]) -> Difference | None:
    given = sorted((r for r in reviews if r.scores.get(name)), key=lambda review: review.scores[name])
    apart = any(a.scores[name] != b.scores[name] for a, b in pairwise(given))
    return Difference(name, given, answers_to(name, notes)) if apart else None
