"""A submitter's one line of thanks to the experts of a round, once it is decided."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, wording
from ideas.models import Idea, Review, Thanks
from ideas.rules import Refused
from ideas.workflow.moving import acting, note_down, told

LONGEST = Thanks._meta.get_field("text").max_length


def thank(idea: Idea, actor: Any, *, text: str) -> Thanks:
    """Thanks the experts in one line, once a round. Submitters, after the decision; the experts find it in the inbox.

    Refused where nobody has filed a view, as after an answer without review.
    """
    words = wording.in_one_line(told(text))
    if len(words) > LONGEST:
        raise Refused(_("One line, please: 300 characters at most."))
    with acting("thank", idea, actor) as locked:
        experts = thanked(locked)
        if not experts:
            raise Refused(_("No expert has filed a view on it."), "conflict", locked)
        if Thanks.objects.filter(round=locked.round, author=actor).exists():
            raise Refused(_("You have thanked them already."), "conflict", locked)
        made = Thanks.objects.create(
            idea=locked, round=locked.round, author=actor, text=words, created_at=clock.now()
        )
        note_down(locked, "thank", actor, why=words, thanks_id=made.pk, expert_ids=experts)
    return made


def thanked(idea: Idea) -> list[int]:
    """Whose views count in this round, each once."""
    rows = Review.objects.of_round(idea.round).valid().filter(assignment__state="filed")
    return list(dict.fromkeys(rows.order_by("pk").values_list("assignment__reviewer", flat=True)))
