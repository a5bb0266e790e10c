"""Run by the proofs as a process: `seed.py COUNT` makes a company, an admin and COUNT people, who can sign in."""

import sys

import django

django.setup()

from accounts import people  # noqa: E402
from tests.factories import make_cast  # noqa: E402
from tests.faults.stage import ADMIN, PASSWORD  # noqa: E402


def main(count: int) -> None:
    cast = make_cast()
    people.add_person(
        name="Olga Office", email=ADMIN, department=cast.office, start_password=PASSWORD, is_admin=True
    )
    for number in range(count):
        people.add_person(
            name=f"Person {number}",
            email=f"person.{number}@example.com",
            department=cast.it,
            start_password=PASSWORD,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
