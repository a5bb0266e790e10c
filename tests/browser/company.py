"""Run as a process for the browser: makes a company and ideas in many states, prints addresses and ids as JSON.

The canteen is small enough to know who gets what: two experts, two coordinators, a decider.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402

from accounts.models import Department, Membership, User  # noqa: E402
from accounts.people import confirm_address  # noqa: E402
from ideas import clock, conversation, workflow  # noqa: E402
from ideas.models import Idea, Notice, PanelSeat, RoutingRule  # noqa: E402
from tests import factories as f  # noqa: E402
from tests.browser.rich import WORDLESS, make_rich  # noqa: E402
from tests.browser.talks import LINA, make_talks  # noqa: E402
from tests.browser.workshop import make_workshop  # noqa: E402
from tests.browser.yard import make_yard  # noqa: E402
from tests.faults.stage import PASSWORD  # noqa: E402


def make_canteen(office: Department) -> None:
    """A department where everybody is known by name."""
    canteen = f.make_department("Canteen", office)
    people = {
        name: f.make_user(f"{name.title()} {family}", email=f"{name}@example.com", department=canteen)
        for name, family in (
            *(("nora", "Nagel"), ("paul", "Peters"), ("emil", "Ebert"), ("eva", "Ernst")),
            *(("carla", "Cordes"), ("conrad", "Conti"), ("dora", "Dietz"), ("ivo", "Imhof")),
        )
    }
    for name, role in (
        *(("emil", "reviewer"), ("eva", "reviewer")),
        *(("carla", "coordinator"), ("conrad", "coordinator")),
    ):
        Membership.objects.create(user=people[name], department=canteen, role=role)
    User.objects.filter(pk__in=[people["carla"].pk, people["conrad"].pk]).update(phone="0555 44")
    canteen.decider = people["dora"]
    canteen.save()
    RoutingRule.objects.create(department=canteen, words=["canteen", "menu"])


def make_ideas(cast: f.Cast) -> dict[str, Idea]:
    """Ideas of the cast's submitter for Logistics, one in each state that a page shows."""
    paul = User.objects.get(email="paul@example.com")
    made = {status: f.make_idea(cast, status) for status in ("draft", "triage", "in_review", "clarification")}
    made |= {
        status: f.make_idea(cast, status) for status in ("discussion", "deciding", "deferred", "withdrawn")
    }
    made["race"] = f.make_idea(cast, "deciding")
    made["conversation"] = f.make_idea(cast, "conversation", outcome="adopted")
    made["booked"] = f.make_idea(cast, "conversation", outcome="adopted_in_part")
    conversation.book(made["booked"], cast.submitter, slot=first_time(made["booked"]))
    made["confirming"] = f.make_idea(cast, "confirming")
    made["closed"] = f.make_idea(cast, "closed", outcome="adopted")
    made["declined"] = f.make_idea(
        cast,
        "closed",
        title="Zebra crossing before the loading gate",
        text="Paint a zebra crossing before the loading gate: drivers overlook people on foot.",
    )
    made["asked"] = f.make_idea(cast, "in_review", submitter=paul, department=cast.it)
    made["phone"] = f.make_idea(cast, "confirming", submitter=paul, department=cast.it)
    workflow.support(made["in_review"], cast.bystander, sentence="At gate two as well.")
    return made


def make_further_ideas(cast: f.Cast) -> dict[str, Idea]:
    """What single tests change for themselves; made last, so that nobody else's turn shifts."""
    paul = User.objects.get(email="paul@example.com")
    made: dict[str, Idea] = {}
    made["declined_too"] = f.make_idea(
        cast,
        "closed",
        title="A mirror at the corner of hall four",
        text="Hang a mirror at the corner of hall four: drivers cannot see who comes out of the washroom.",
    )
    made["files"] = f.make_idea(cast, "in_review", submitter=paul, department=cast.it)
    made["panel"] = f.make_idea(cast, "in_review", submitter=paul, department=cast.it)
    seat = {"round": made["panel"].round, "user": cast.observer, "due_at": clock.now() + timedelta(days=2)}
    PanelSeat.objects.create(idea=made["panel"], **seat)  # too few experts are free by now for a whole appeal
    stands = {
        "title": "Bicycle stands beneath the southern canopy",
        "text": "Stands for bicycles, out of the rain.",
    }
    f.make_idea(cast, "closed", submitter=cast.bystander, **stands)
    made["alike"] = f.make_idea(cast, "closed", outcome="adopted", submitter=paul, **stands)
    workflow.find_likeness(Idea.objects.select_related("coordinator", "decision").get(pk=made["alike"].pk))
    made["dropped"] = f.make_idea(cast, "closed", outcome="adopted")
    workflow.report_news(
        made["dropped"], cast.colleague, state="not_carried_out", text="The hall is given up."
    )
    made["written"] = f.make_idea(
        cast,
        "conversation",
        title="A second tap in the washroom of hall four",
        text="Put a second tap into the washroom of hall four. At the end of the shift twelve of us wait there.",
        submitter=paul,
        department=cast.it,
    )
    conversation.choose_channel(made["written"], paul, channel="written")
    made["thanked"] = f.make_idea(cast, "confirming", outcome="adopted", submitter=cast.bystander)
    made["apart"] = f.make_idea(
        cast,
        "in_review",
        title="A stool at every packing table",
        text="Put a stool at every packing table: standing for eight hours hurts.",
        submitter=paul,
        department=cast.it,
    )
    return made


def first_time(idea: Idea) -> object:
    """The first time offered."""
    return conversation_of(idea).slots.order_by("starts_at")[0]


def conversation_of(idea: Idea) -> object:
    return idea.conversations.get()


def main() -> None:
    cast = f.make_cast()
    make_canteen(cast.office)
    ideas = make_ideas(cast)
    rich = make_rich(cast) | make_workshop(cast) | make_yard(cast)
    ideas |= make_further_ideas(cast) | make_talks(cast)
    User.objects.exclude(email=WORDLESS).update(password=make_password(PASSWORD))
    for person in User.objects.exclude(email=None):
        confirm_address(person)
    now = clock.now()
    Notice.objects.filter(created_at__gt=now).update(created_at=now)  # some journeys run ahead of their time
    words = {name: person.email for name, person in cast.people.items()}
    words["asking"] = f.experts_of(ideas["asked"])[0].email
    talk = ideas["conversation"].conversations.select_related("partner").get()
    for n, expert in enumerate(f.experts_of(ideas["apart"]), 1):
        words[f"apart_expert{n}"] = expert.email
    words["written_partner"] = f.owner_of(ideas["written"]).email
    keepers = {cast.coordinator1, cast.coordinator2} - {f.owner_of(ideas["thanked"])}
    words["thanked_other"] = keepers.pop().email
    words["apart_contact"] = f.owner_of(ideas["apart"]).email
    words |= {"lina": LINA, "partner": talk.partner.email, "talk": ideas["conversation"].public_id}
    words |= {name: str(one) for name, one in rich.items()}
    sys.stdout.write("\n" + json.dumps(words | {name: idea.public_id for name, idea in ideas.items()}) + "\n")


if __name__ == "__main__":
    main()
