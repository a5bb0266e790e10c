"""Every part of the face in every state, for whoever builds pages; on development and demo installations only.

The ideas shown are made up here and never saved; the page asks the database nothing.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.models import Department, User
from ideas import clock, colour, wording
from ideas.models import Decision, Idea, Implementation, Outcome, Status

ICONS = (
    *(
        "mark",
        "pen",
        "tray",
        "people",
        "ask",
        "scales",
        "fork",
        "talk",
        "note",
        "pause",
        "done",
        "part",
        "no",
    ),
    *("back", "join", "place", "pass", "beyond", "check", "clock", "day", "alert", "lock", "phone", "video"),
    *(
        "photo",
        "plus",
        "bell",
        "find",
        "print",
        "more",
        "next",
        "person",
        "out",
        "mail",
        "key",
        "bin",
        "hand",
    ),
    *("eye", "device", "filter", "file"),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("Taken from your first line.")
    )
    text = forms.CharField(
        label=gettext_lazy("What should be better?"), widget=forms.Textarea({"rows": 3}), max_length=400
    )
    recommendation = forms.ChoiceField(
        label=gettext_lazy("What would you do?"),
        choices=wording.RECOMMENDATIONS.choices,
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        label=gettext_lazy("On hold until"), required=False, widget=forms.DateInput({"type": "date"})
    )
    department = forms.ChoiceField(
        label=gettext_lazy("Department"),
        required=False,
        choices=[("", gettext_lazy("Let us find out")), ("1", "Logistics")],
    )
    show_name = forms.BooleanField(
        label=gettext_lazy("Show my name with the idea"),
        required=False,
        help_text=gettext_lazy("You can change this while it is open."),
    )


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """The page; 404 where neither DEBUG nor DEMO is on."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "ideas/styleguide.html", _parts())


def _parts() -> dict[str, Any]:
    now = clock.now()
    return {
        "statuses": [_idea(status, *_outcome_for(status)) for status in Status],
        "outcomes": [_idea(Status.CLOSED, outcome) for outcome in Outcome if outcome != Outcome.DEFERRED],
        "works": [_idea(Status.CLOSED, Outcome.ADOPTED, work) for work in wording.IMPLEMENTATION],
        "person": _person(),
        "pairs": _pairs(),
        "late": now - timedelta(days=2),
        "soon": now + timedelta(days=2),
        "far": now + timedelta(days=20),
        "form": SampleForm(),
        "refused": SampleForm({"refused-recommendation": "?", "refused-text": "x" * 401}, prefix="refused"),
        "icons": ICONS,
        "talk_steps": [
            wording.Step(_("Invited"), "", "past"),
            wording.Step(_("Booked"), "", "now"),
            wording.Step(_("Talk and notes"), "", "next"),
        ],
        "menu": [
            {"url": "#status", "words": _("Hand over"), "icon": "pass"},
            {"url": "#status", "words": _("Print the story"), "icon": "print"},
        ],
        "bars": [
            {"label": "Jul", "value": "95 %", "parts": [{"tone": "a", "x": 0, "width": 87}]},
            {"label": "Aug", "value": "97 %", "parts": [{"tone": "a", "x": 0, "width": 89}]},
        ],
        "columns": [{"words": _("Month")}, {"words": _("Ideas"), "num": True}],
        "rows": [["Jul", 38], ["Aug", 64]],
        "key": [{"tone": "a", "words": _("talk held and confirmed")}, {"tone": "goal", "words": _("goal")}],
    }


def _pairs() -> list[dict[str, str]]:
    light, dark = colour.palettes(settings.SITE_ACCENT)
    return [
        {
            "above": above,
            "below": below,
            "light": f"{colour.contrast(light[above], light[below]):.1f}",
            "dark": f"{colour.contrast(dark[above], dark[below]):.1f}",
            "least": f"{least:.1f}",
        }
        for (above, below), least in colour.PAIRS.items()
    ]


def _outcome_for(status: Status) -> tuple[str, ...]:
    outcomes = {Status.DEFERRED: Outcome.DEFERRED, Status.CONFIRMING: Outcome.ADOPTED}
    if status in (Status.CONVERSATION, Status.CLOSED):
        return (Outcome.DECLINED,)
    return (outcomes[status],) if status in outcomes else ()


def _person() -> User:
    return User(pk=2, name="Anna Weber", email="anna@example.com", phone="02921 555 0231")


def _idea(status: str, outcome: str = "", work: str = "in_work") -> Idea:
    now = clock.now()
    idea = Idea(
        pk=1,
        number=1284,
        title=_("Show the gate number on the delivery note"),
        status=status,
        outcome=outcome,
        submitter=User(pk=1, name="Samira Haddad"),
        department=Department(pk=1, name=_("Logistics")),
        handed_in_at=now - timedelta(days=12),
        promise_at=now + timedelta(days=18),
    )
    idea.__dict__["concerned_list"] = ["IT"]
    if status not in (Status.DRAFT, Status.CLOSED, Status.WITHDRAWN):
        idea.owner, idea.due_at = _person(), now + timedelta(days=4)
    if status == Status.CLOSED:
        idea.closed_at = now
    if status == Status.WITHDRAWN:
        idea.withdrawn_at = now
    return _decided(idea, work) if outcome else idea


def _decided(idea: Idea, work: str) -> Idea:
    today = clock.today()
    idea.decision = Decision(
        pk=1,
        outcome=idea.outcome,
        decided_at=clock.now() - timedelta(days=3),
        defer_until=today + timedelta(days=100) if idea.outcome == Outcome.DEFERRED else None,
        passed_to_office=_("Facilities") if idea.outcome == Outcome.PASSED_ON else "",
    )
    if idea.outcome in (Outcome.ADOPTED, Outcome.ADOPTED_IN_PART):
        idea.implementation = Implementation(
            state=work, owner=_person(), next_news_on=today + timedelta(days=60)
        )
    if idea.outcome == Outcome.DUPLICATE:
        idea.merged_into = Idea(pk=2, number=1102)
    return idea
