"""Forms whose words the submitter reads as the answer: what is refused, and the advice while they are written."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from ideas import reasons, workflow
from ideas.forms.acting import ActForm
from ideas.forms.fields import Words

FACT = _("The fact that decided it")
FACT_HELP = _("The submitter reads it word for word: a number, a rule, a test, and what happens now.")


@dataclass(frozen=True)
class Advice:
    """What could be better about one field; an empty one keeps the place for what comes while somebody types."""

    id: str
    sentences: list[str]


class ReasonsForm(ActForm):
    """Reasons that are refused where they are none, and advised on otherwise. `advised`: field -> who advises."""

    advised: ClassVar[dict[str, Callable[[str, str], list[str]]]] = {"reason_text": reasons.advice_on}

    def demand_reason(self) -> None:
        """Says beside the field why a reason cannot be given so."""
        words = self.cleaned_data.get("reason_text", "")
        if "reason_text" not in self.errors and (refusal := workflow.unfit(self.idea, self.actor, words)):
            self.add_error("reason_text", refusal)

    @cached_property
    def advice(self) -> dict[str, Advice]:
        """The advice on each field, by its name; none before anything was sent."""
        known = f"{self.idea.title}\n{self.idea.text}"
        return {
            name: Advice(f"{self[name].auto_id}_advice", advise(self.typed_in(name), known))
            for name, advise in self.advised.items()
        }

    def typed_in(self, name: str) -> str:
        """What stands in a field that was sent."""
        return str(self[name].value() or "")[: self.fields[name].max_length] if self.is_bound else ""  # type: ignore[attr-defined]


class FullReasonsForm(ReasonsForm):
    """With what a decider says beside the fact."""

    advised = {"reason_text": reasons.advice_on, "would_change": reasons.advice_on_change}

    point = Words(
        _("What the idea is about, in your words"),
        rows=2,
        max_length=1000,
        required=False,
        help_text=_("So they see that it was understood."),
    )
    would_change = Words(
        _("What would change the answer"),
        rows=2,
        required=False,
        help_text=_("Needed for a no: a price, a date, a law, a number of people."),
    )
    alternative = Words(
        _("What was weighed instead"),
        rows=2,
        max_length=2000,
        required=False,
        help_text=_("Another way to the same end, and what comes of it."),
    )
