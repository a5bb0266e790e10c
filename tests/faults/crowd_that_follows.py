"""Run by the proof of a fan-out as a process.

`crowd_that_follows.py make COUNT` has COUNT people follow an idea, each of whom wishes a mail for everything, and
decides it then; `crowd_that_follows.py hand_in SECONDS` hands an idea in, again and again, so many seconds apart.
"""

import sys
import time

import django

django.setup()

from django.db import transaction  # noqa: E402

from accounts.models import User  # noqa: E402
from ideas import workflow  # noqa: E402
from ideas.models import Broadcast, Follow, Idea  # noqa: E402
from tests.factories import make_cast, make_decision, make_draft, make_idea  # noqa: E402

PARCEL = 5000


def make(count: int) -> None:
    cast = make_cast()
    idea = make_idea(cast, "deciding")
    for first in range(0, count, PARCEL):
        with transaction.atomic():
            people = [
                User(name=f"Follower {n}", email=f"f{n}@example.com", mail_rhythm=User.MailRhythm.SINGLE)
                for n in range(first, min(first + PARCEL, count))
            ]
            User.objects.bulk_create(people)
            Follow.objects.bulk_create(Follow(idea=idea, user=person) for person in people)
    Idea.objects.filter(pk=idea.pk).update(followers=idea.follow_rows.count())
    make_decision(cast, Idea.objects.get(pk=idea.pk))
    assert Broadcast.objects.get().done_at is None


def hand_in(seconds: float) -> None:
    """One after the other, until this process is ended."""
    submitter = User.objects.get(name="Sam Submitter")
    while True:
        draft = make_draft(submitter, department=submitter.department)
        workflow.hand_in(draft, submitter)
        time.sleep(seconds)


if __name__ == "__main__":
    make(int(sys.argv[2])) if sys.argv[1] == "make" else hand_in(float(sys.argv[2]))
