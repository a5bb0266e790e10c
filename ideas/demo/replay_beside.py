"""What people do beside the way of an idea in the demo: ask how it stands, thank the experts, are heard on an appeal.

Calls the verbs of the pages. Owns which ideas these are and their words, and no rule. Its chance is its own, so that
nothing else in the year depends on it.
"""

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from accounts.models import User
from ideas import clock, transitions, workflow
from ideas.demo import Language
from ideas.demo.replay_stage import Story
from ideas.models import IN_FAVOUR, AgreedPoint, Likeness, PanelSeat
from ideas.workflow import Agreed, thanking

if TYPE_CHECKING:
    from ideas.demo.replay_story import Tale

STILL_ASKED = {"battery-swap-agv"}
"""Of which somebody has asked just now how it stands."""
CURIOUS = 0.14
"""The share of the others of whose submitters one asks, and is answered."""
HOW_IT_STANDS: dict[Language, list[str]] = {
    "de": [
        "Eine Stellungnahme ist da, die zweite kommt diese Woche; dann wird entschieden.",
        "Wir warten noch auf eine Zahl aus der Instandhaltung, sie ist für Donnerstag zugesagt.",
        "Ihre Idee liegt bei den Fachleuten. Sie waren gestern vor Ort und schreiben jetzt.",
    ],
    "en": [
        "One view is in, the second comes this week; then it is decided.",
        "We still wait for a figure from maintenance, which is promised for Thursday.",
        "Your idea is with the experts. They went to see it yesterday and are writing now.",
    ],
}
THANKS: dict[Language, list[str]] = {
    "de": [
        "Danke, dass Sie es sich vor Ort angesehen haben.",
        "Ich hatte nicht mit einer so gründlichen Antwort gerechnet. Danke an beide.",
        "Jetzt verstehe ich, woran es hängt. Vielen Dank für die Mühe.",
    ],
    "en": [
        "Thank you for coming to the line and looking at it.",
        "I had not expected so thorough an answer. Thanks to both of you.",
        "Now I see what it depends on. Thank you for taking the trouble.",
    ],
}
TRACKED = 0.35
"""The share of agreements that the partner takes on until a day."""
KEPT: dict[Language, list[str]] = {
    "de": ["Erledigt, wie besprochen.", "Ist gemacht; das Ergebnis hängt am Brett der Linie."],
    "en": ["Done, as we agreed.", "It is done; the result hangs on the board of the line."],
}
"""What came of them."""
GLAD = 0.6
"""The share of those who agree to be thanked by name."""
THANKFUL = 0.35
"""The share of those who thank."""
UPHELD: dict[Language, list[str]] = {
    "de": [
        "Die Begründung trägt auch mit dem, was jetzt neu ist.",
        "Ich verstehe den Wunsch, sehe aber nicht, was sich an den Zahlen geändert hat.",
    ],
    "en": [
        "The reasons hold, with what is new as well.",
        "I understand the wish and cannot see what has changed in the figures.",
    ],
}
OVERTURNED: dict[Language, list[str]] = {
    "de": [
        "Das Neue wiegt schwerer als der Aufwand: wenigstens einen Teil sollten wir versuchen.",
        "Beim ersten Mal hat niemand die Nachtschicht gefragt. Das ändert das Bild.",
    ],
    "en": [
        "What is new outweighs the effort: at least a part of it is worth trying.",
        "Nobody asked those who do it every day the first time. That changes the picture.",
    ],
}
"""What people of a panel say."""


def knocked(tale: "Tale") -> Story:
    """Its submitter asks how it stands: just now, or in the second week, and reads it a working day later."""
    rng, calendar = _chance(tale, "asks"), tale.stage.calendar
    if tale.key in STILL_ASKED:
        yield calendar.now - timedelta(minutes=50)
        workflow.knock(tale.row, tale.submitter)
    elif rng.random() < CURIOUS:
        yield calendar.later(clock.now(), 4, rng)
        if transitions.decide("knock", tale.now(), tale.submitter) is None:
            workflow.knock(tale.row, tale.submitter)
            yield calendar.later(clock.now(), 1, rng)
            said = rng.choice(HOW_IT_STANDS[tale.words["lang"]])
            workflow.answer_knock(tale.row, tale.person(tale.now().owner_id), text=said)


def thanked(tale: "Tale") -> None:
    """A line to the experts, from some of those who have talked it through."""
    rng = _chance(tale, "thanks")
    if rng.random() < THANKFUL and thanking.thanked(tale.now()):
        workflow.thank(tale.row, tale.submitter, text=rng.choice(THANKS[tale.words["lang"]]))


def credited(tale: "Tale") -> None:
    """Some agree to be thanked by name for what was adopted."""
    if tale.now().outcome in IN_FAVOUR and _chance(tale, "credit").random() < GLAD:
        workflow.credit(tale.row, tale.submitter)


def agreed(tale: "Tale", partner: User, text: str) -> Agreed:
    """What was agreed: some of it the partner does until a day two weeks on, the rest is only words."""
    if _chance(tale, "agrees").random() >= TRACKED:
        return Agreed(text)
    calendar = tale.stage.calendar
    return Agreed(text, owner=partner, due_on=calendar.add(clock.today(), 10))


def kept_to(tale: "Tale") -> Story:
    """What was agreed is done before its day."""
    rng = _chance(tale, "keeps")
    yield tale.stage.calendar.later(clock.now(), 8, rng)
    for point in AgreedPoint.objects.filter(record__conversation__idea=tale.row.pk, settled_at=None):
        if point.carried_by_id and transitions.decide("settle_point", tale.now(), point.carried_by) is None:
            said = rng.choice(KEPT[tale.words["lang"]])
            workflow.settle_point(tale.row, point.carried_by, point=point, result=said)


def heard(tale: "Tale") -> Story:
    """The panel of an appeal, where the scheme has one: each of it says a word the same hour."""
    said = list((UPHELD if tale.words["outcome"] == "declined" else OVERTURNED)[tale.words["lang"]])
    view = PanelSeat.View.UPHOLD if tale.words["outcome"] == "declined" else PanelSeat.View.OVERTURN
    for seat in PanelSeat.objects.open().filter(idea=tale.row.pk).order_by("pk"):
        yield clock.now() + timedelta(minutes=25)
        workflow.speak(tale.row, tale.person(seat.user_id), view=view, text=said.pop())


def compared() -> None:
    """The likeness found first is confirmed: an idea of somebody else came true. Others still wait."""
    first = Likeness.objects.filter(state=Likeness.State.FOUND).select_related("adopted__coordinator").first()
    if first:
        workflow.confirm_likeness(first.adopted, first.adopted.coordinator, likeness=first)


def _chance(tale: "Tale", what: str) -> Random:
    return Random(f"{what} {tale.key}")  # noqa: S311
