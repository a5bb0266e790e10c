"""The company of the demo in the database: departments, people with a password each knows, duties, routing rules.

Owns the rows that stand before the first idea. Never writes an idea and never looks at the clock twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import DEFAULT_TOPICS, Absence, Department, Membership, Topic, User
from accounts.people import confirm_addresses
from ideas import clock, demo
from ideas.calendars import Calendar
from ideas.demo import company, replay_pictures
from ideas.models import RoutingRule

PASSWORD = "tell-me-more"  # of everybody, where the setting names none  # noqa: S105
TOPIC_RULES_LAST = 100
"""Position of the rules that go by the topic alone: words lead first."""


@dataclass
class Company:
    """The people and departments of the demo, at hand for the whole replay: nobody is loaded twice."""

    people: list[User]
    departments: dict[str, Department]
    topics: dict[str, Topic]
    by_pk: dict[int, User] = field(default_factory=dict)
    in_charge: set[int] = field(default_factory=set)

    def person(self, pk: int | None) -> User:
        """The one object of a person in this replay. Raises KeyError for nobody."""
        return self.by_pk[pk or 0]

    def named(self, name: str) -> User:
        """A person by name."""
        return next(person for person in self.people if person.name == name)

    def without_duty(self, of: User) -> list[User]:
        """Colleagues of somebody who have no part in the scheme, have an address and do not leave this year."""
        barred = self.in_charge | {of.pk, of.line_manager_id}
        same = [p for p in self.people if p.department_id == of.department_id and p.pk not in barred]
        return [p for p in same if p.email and p.name not in company.LEFT_WEEKS_AGO]


def password() -> str:
    """What everybody in the demo signs in with."""
    return settings.DEMO_PASSWORD or PASSWORD


def found() -> Company:
    """Writes everything that is there before the first idea; at the moment of the clock."""
    written = company.people()
    departments = _departments()
    people = _people(written, departments)
    topics = {slug: _topic(slug, str(name)) for slug, name in DEFAULT_TOPICS.items()}
    made = Company(people, departments, topics, {person.pk: person for person in people})
    for row in company.departments():
        _staff(made, row)
    _rules(made)
    return made


def _topic(slug: str, name: str) -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def _departments() -> dict[str, Department]:
    shut = company.days_off(_years())
    made: dict[str, Department] = {}
    for row in company.departments():
        made[row["key"]] = Department.objects.create(
            name=row["name"],
            parent=made[row["parent"]] if row["parent"] else None,
            is_office=row["is_office"],
            takes_ideas=row["takes_ideas"],
            holidays_in=row["region"],
            days_off={day.isoformat(): name for day, name in shut.items()},
        )
    return made


def _years() -> range:
    """From the beginning of the scheme to the year after this one."""
    return range(clock.today().year, clock.today().year + 4)


def kept_calendar() -> Calendar:
    """The days on which somebody is at work in every department."""
    shut = company.days_off(range(clock.today().year - 3, clock.today().year + 2))
    return Calendar(settings.TIME_ZONE, region=company.STRICTEST, days_off=shut)


def _people(written: list[demo.Person], departments: dict[str, Department]) -> list[User]:
    hashed = make_password(password())
    people = User.objects.bulk_create(_user(row, departments[row["department"]], hashed) for row in written)
    for row, person in zip(written, people, strict=True):
        if row["line_manager"] is not None:
            person.line_manager = people[row["line_manager"]]
    User.objects.bulk_update(people, ["line_manager"])
    confirm_addresses(people)
    replay_pictures.give_faces(people)
    return people


def _user(row: demo.Person, department: Department, hashed: str) -> User:
    return User(
        name=row["name"],
        email=row["email"],
        personnel_number=row["personnel_number"],
        language=row["language"],
        phone=row["phone"],
        department=department,
        is_admin=row["is_admin"],
        is_observer=row["is_observer"],
        password=hashed,
        created_at=clock.now(),
    )


def _staff(made: Company, row: demo.Department) -> None:
    department = made.departments[row["key"]]
    department.decider = made.people[row["decider"]]
    department.save()
    roles = Membership.Role
    for index in row["coordinators"]:
        Membership.objects.create(user=made.people[index], department=department, role=roles.COORDINATOR)
    for reviewer in row["reviewers"]:
        part = Membership.objects.create(
            user=made.people[reviewer.person], department=department, role=roles.REVIEWER
        )
        part.topics.set([made.topics[slug] for slug in reviewer.topics])
    indices = [row["decider"], *row["coordinators"], *(reviewer.person for reviewer in row["reviewers"])]
    made.in_charge |= {made.people[index].pk for index in indices}


def _rules(made: Company) -> None:
    rows = company.departments()
    by_words = [
        RoutingRule(
            department=made.departments[row["key"]],
            words=[*row["words"]["de"], *row["words"]["en"]],
            position=10 * place,
        )
        for place, row in enumerate(rows, 1)
    ]
    by_topic = [
        RoutingRule(
            department=made.departments[row["key"]],
            topic=made.topics[slug],
            position=TOPIC_RULES_LAST + place,
        )
        for place, row in enumerate(rows)
        for slug in row["topics"]
    ]
    RoutingRule.objects.bulk_create([*by_words, *by_topic])


def note_absences(made: Company) -> None:
    """Who is, was or will be away; counted from the day of the clock."""
    Absence.objects.bulk_create(
        Absence(
            user=made.people[row["person"]],
            first_day=clock.today() + timedelta(days=row["first_day"]),
            last_day=clock.today() + timedelta(days=row["last_day"]),
            substitute=None if row["substitute"] is None else made.people[row["substitute"]],
        )
        for row in company.absences()
    )


def chosen(people: Iterable[User], count: int, rng: Random) -> list[User]:
    """Some of these people, by chance."""
    among = sorted(people, key=lambda person: person.pk)
    return rng.sample(among, min(count, len(among)))
