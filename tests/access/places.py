"""Every address there is: those of the resolver, and what the ones with a hole in them are filled with on a stage."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from accounts import feeds, people
from accounts.models import Absence, Membership, Topic
from ideas import clock, files
from ideas.letters.news import News, off_address
from ideas.models import Idea, InPersonTask, Notice, RoutingRule, SweepRun
from tests.access.rows import IDEA_PAGES, PAGES, SWITCHES, THIRD_PARTY
from tests.access.stage import Stage, page
from tests.test_transitions import ALLOWED
from tests.uploads import photograph, sent


def patterns(resolver: Any, before: str = "") -> list[tuple[str, str]]:
    """Name and address of everything that the resolver knows."""
    found = []
    for one in resolver.url_patterns:
        place = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found += patterns(one, place)
        elif isinstance(one, URLPattern):
            found.append((one.name or "", place))
    return found


def addresses(idea: Idea, cast: dict[str, Any]) -> dict[str, Any]:
    """What the addresses of the rows name."""
    submitter, admin = cast["submitter"], cast["admin"]
    logistics, today = idea.department, clock.today()
    task = InPersonTask.objects.create(
        user=submitter, idea=idea, coordinator=cast["coordinator"], text="Tell Sam."
    )
    day = today + timedelta(days=3)
    absence = Absence.objects.create(user=submitter, first_day=day, last_day=day)
    invited = people.invite(email="new@example.com", name="Nia New", invited_by=admin, department=logistics)
    rule = RoutingRule.objects.create(position=1, words=["gate"], department=logistics)
    SweepRun.objects.create(name="sweep", finished_at=clock.now())
    return {
        "task": task.pk,
        "notice": Notice.objects.filter(user=submitter).latest("pk").pk,
        "absence": absence.pk,
        "department": logistics.pk,
        "member": Membership.objects.filter(department=logistics).latest("pk").pk,
        "person": cast["employee"].pk,
        "gone": cast["leaver"].pk,
        "invitation": invited.invitation.pk,
        "token": invited.secret,
        "rule": rule.pk,
        "topic": Topic.objects.latest("pk").pk,
        "table": "closure",
        "portrait": portrait_of(cast["employee"]),
        "mail_off": off_address(cast["employee"], News.FOLLOWED).rsplit("/", 2)[1],
        "feed": feeds.make_feed(cast["employee"]),
        "sample_mail": ("receipt", "en"),
    }


def portrait_of(person: Any) -> tuple[int, str]:
    """Gives somebody a picture; what its address names."""
    people.set_portrait(person, files.kept_portrait(files.portrait(sent(photograph()))))
    return person.pk, files.portrait_token(person)


def named_in(named: dict[str, Any], of: str) -> tuple[Any, ...]:
    """What an address names beside its page."""
    thing = named.get(of, ())
    return thing if isinstance(thing, tuple) else (thing,)


def every_address(stage: Stage) -> Iterator[tuple[str, str]]:
    """Name and address of every page: about the idea, its verbs, about no idea, and those of the library."""
    named = addresses(stage.idea, stage.people)
    yield from ((name, stage.address(name, row.of)) for name, row in IDEA_PAGES.items())
    yield from ((verb, page("act", stage.idea.public_id, verb)) for verb in sorted(ALLOWED))
    yield from ((name, page(name, *named_in(named, row.of))) for name, row in PAGES.items())
    yield from ((name, page(name)) for name in sorted(SWITCHES))
    for name, place in patterns(get_resolver()):
        if name.startswith(THIRD_PARTY):
            yield name, page(name, *([1] if "<int" in place else []))
