"""How it was: the voluntary questions at the end, and the call that somebody may ask for with them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ideas import clock
from ideas.conversation.recording import last_record
from ideas.deadlines import SURVEY_DAYS
from ideas.models import Idea, Survey
from ideas.rules import Refused
from ideas.workflow import acting, note_down, owe_call


def answer_survey(
    idea: Idea,
    actor: Any,
    *,
    understood: int | None = None,
    fair: int | None = None,
    again: int | None = None,
    words: str = "",
    call_me: bool = False,
) -> Survey:
    """Understood why and treated fairly (1 to 5), would hand in again (0 to 10), words; at least one of them.

    The submitter, of the last record, once in 30 days over all ideas. `call_me`: somebody who held none of its talks
    gets in touch within five working days; else nobody is asked to. Refused where all of it is empty.
    """
    marks = {"understood": understood, "fair": fair, "again": again}
    if not call_me and not words.strip() and all(mark is None for mark in marks.values()):
        raise Refused(_("Please answer one of the questions at least."))
    with acting("answer_survey", idea, actor) as locked:
        _hold(actor)
        last = last_record(locked)
        if has_answered_lately(actor) or Survey.objects.filter(record=last).exists():
            raise Refused(_("Thank you, you have answered already."), "conflict", locked)
        made = Survey.objects.create(
            record=last,
            user=actor,
            words=words.strip(),
            call_me=call_me,
            answered_at=clock.now(),
            **marks,
        )
        note_down(locked, "answer_survey", actor)
        if call_me:
            owe_call(locked, actor)
    return made


def has_answered_lately(person: Any) -> bool:
    """Whether this person has answered within 30 days, on whatever idea."""
    since = clock.now() - timedelta(days=SURVEY_DAYS)
    return Survey.objects.filter(user=person, answered_at__gt=since).exists()


def _hold(person: Any) -> None:
    """Keeps other answers of this person waiting to the end of the transaction, so that two at once are one."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
