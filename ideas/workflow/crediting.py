"""Being thanked by name: a submitter agrees to it for one idea, and may take it back at any time."""

from typing import Any

from ideas import clock
from ideas.models import Credit, Idea
from ideas.workflow.moving import acting, note_down


def credit(idea: Idea, actor: Any) -> Credit:
    """Agrees to be thanked by name. Submitter and co-submitters of an adopted idea; a second time changes nothing.

    Whoever may read the idea reads the name on the page of thanks from then on.
    """
    with acting("credit", idea, actor) as locked:
        made, new = Credit.objects.get_or_create(idea=locked, user=actor, defaults={"given_at": clock.now()})
        if new:
            note_down(locked, "credit", actor)
    return made


def uncredit(idea: Idea, actor: Any) -> Idea:
    """Takes that back: the name is gone from the page at once. Submitter and co-submitters, whatever has become of
    the idea."""
    with acting("uncredit", idea, actor) as locked:
        gone, _rows = Credit.objects.filter(idea=locked, user=actor).delete()
        if gone:
            note_down(locked, "uncredit", actor)
    return locked
