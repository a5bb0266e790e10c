"""What the page of a verb consists of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ideas import transitions
from ideas.forms import ActForm


@dataclass(frozen=True)
class Act:
    """A verb as a page: the function, what is said when it is done, the form, a sentence, and a heading.

    `to` "home": where it leads when the idea may be out of sight afterwards. `template`: a page of its own.
    `page`: it is handed in with a new idea: the name under which the page for that takes this one. `leads_back_to`:
    the status for which the promise has to leave time.
    """

    perform: Callable[..., Any]
    done: Any
    form: type[ActForm] = ActForm
    intro: Any = ""
    heading: Any = ""
    button: Any = ""
    tone: str = "main"
    to: str = "idea"
    template: str = "ideas/acts/act.html"
    page: str = ""
    undo: str = ""
    leads_back_to: str = ""

    def words(self, verb: str) -> tuple[Any, Any]:
        """Heading and button."""
        label = transitions.TRANSITIONS[verb].label
        return self.heading or label, self.button or label
