"""Run by the bench as a process: `scene.py fill COUNT` fills a database, `scene.py FILE` writes what is asked of it.

A scene names, for each measured page, who asks for which address. Those who ask are signed in: their sessions are
made here. It is drawn anew from the tables with a fixed seed, so that a kept database gives the same scene.
"""

import json
import random
import sys
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count, Q  # noqa: E402

from accounts.models import Department, User  # noqa: E402
from ideas.models import Idea  # noqa: E402
from ideas.views.board import board_of, choose  # noqa: E402
from ideas.views.desk import desk_of  # noqa: E402
from tests.bench.plan import FLOOR, PAGE_DEEP  # noqa: E402
from tests.bench.seed import fill  # noqa: E402
from tests.bench.seed_text import speakers  # noqa: E402

SEED = 20261122
EACH = 8
"""So many people of each kind ask."""
VIEWS = 2
"""So many views wait for each expert whose desk is asked for, one of them this week, so that an idea lies open beside
the queue: with few ideas many desks are empty, and cost less."""
SHOWN = 24
"""So many ideas stand on each board that is asked for: with few ideas most boards show a handful, and cost less."""
VISITS = 40
ROWS = 25
MANY = 1000
"""Of so many people and ideas the ones that ask and are asked for are drawn."""
Visit = dict[str, Any]


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def filled(ideas: int) -> None:
    """Fills the database, then lets it tidy up as it would by itself over night."""
    started = time.monotonic()
    fill(connection, ideas, seed=SEED, say=say)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(f"{ideas:,} ideas in {time.monotonic() - started:.0f} s")


def has_full_board(user: Any) -> bool:
    """Whether enough ideas stand on somebody's board."""
    return sum(len(group.rows) for group in board_of(choose(user, {}), user).groups) >= SHOWN


class Drawing:
    """The scene of one database."""

    def __init__(self) -> None:
        self.dice = random.Random(SEED)
        self.cookies: dict[int, str] = {}
        self.visits: dict[str, list[Visit]] = {}
        everybody = User.objects.for_request().active()
        plain = everybody.filter(
            memberships=None, is_admin=False, is_observer=False, decided_departments=None
        )
        writers = plain.filter(ideas__number__isnull=False).distinct()
        self.employees = self.some(writers.order_by("pk")[:MANY], EACH)
        self.writers = self.some(writers.order_by("pk")[:MANY], VISITS)
        waiting = Q(assignments__state="open", assignments__idea__status="in_review")
        busy = Count("assignments", filter=waiting)
        reviewers = everybody.filter(memberships__role="reviewer").annotate(n=busy)
        alike = self.some(reviewers.filter(n=VIEWS).order_by("pk")[:MANY], MANY)
        self.experts = list(islice((one for one in alike if desk_of(one).up_next), EACH))
        coordinators = everybody.filter(memberships__role="coordinator").distinct().order_by("pk")[:MANY]
        self.coordinators = list(islice(filter(has_full_board, self.some(coordinators, MANY)), EACH))
        self.admins = self.some(everybody.filter(is_admin=True).order_by("pk")[:MANY], EACH)

    def some(self, among: Iterable[Any], count: int) -> list[Any]:
        """So many of these."""
        known = list(among)
        return self.dice.sample(known, min(count, len(known)))

    def cookie_of(self, user: Any) -> str:
        """The session of a person who has signed in."""
        if user.pk not in self.cookies:
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.save()
            self.cookies[user.pk] = session.session_key
        return self.cookies[user.pk]

    def visit(self, name: str, people: list[Any], paths: Iterable[str], **more: str) -> None:
        """These people in turn ask for these addresses."""
        for n, path in enumerate(paths):
            asks = {"cookie": self.cookie_of(people[n % len(people)]), "path": path, **more}
            self.visits.setdefault(name, []).append(asks)

    def draw(self) -> dict[str, list[Visit]]:
        """Every page, each with its visits in a random order."""
        self.visit(FLOOR, self.employees, ["/bench/floor/"] * EACH)
        self.lists()
        self.visit("home", [*self.employees, *self.experts[:4], *self.coordinators[:4]], ["/"] * 16)
        self.single_ideas()
        self.visit("desk", self.experts, ["/desk/"] * EACH)
        self.visit("board", [*self.coordinators, *self.admins[:1]], ["/board/"] * (EACH + 1))
        self.visit("insights", self.admins, ["/insights/"] * 4)
        self.searches()
        self.typing()
        for visits in self.visits.values():
            self.dice.shuffle(visits)
        return self.visits

    def lists(self) -> None:
        """Filters as they are used; the first page and the one far back, each of the same list."""
        departments = Department.objects.filter(takes_ideas=True).order_by("pk").values_list("pk", flat=True)
        narrow = [f"department={pk}" for pk in self.some(departments, 3)]
        wide = ["status=open", "status=answered", "status=closed", "outcome=declined", "outcome=adopted"]
        filters = [*wide, *narrow, f"status=closed&{narrow[0]}", "sort=support", "sort=answered"]
        self.visit("list", self.employees, [f"/ideas/?{asked}" for asked in filters])
        self.visit("list, page 1", self.employees, ["/ideas/"] * EACH)
        numbers = (
            Idea.objects.filter(number__isnull=False).order_by("-number").values_list("number", flat=True)
        )
        far = min(ROWS * (PAGE_DEEP - 1), max(0, numbers.count() - 3 * ROWS))
        self.visit("list, page 4,000", self.employees, [f"/ideas/?after={numbers[far]}"] * EACH)
        one = Idea.objects.filter(status="closed").order_by("-number").values_list("number", flat=True)[0]
        self.visit("search, a number", self.employees, [f"/ideas/?q={one}"] * EACH)

    def single_ideas(self) -> None:
        """Ideas in every status, read by colleagues and by those who handle them."""
        paths = []
        for status in (*("in_review", "deciding", "conversation", "confirming", "deferred"), "closed"):
            rows = Idea.objects.public().filter(status=status).order_by("-number")
            paths += [
                f"/ideas/{pid}/" for pid in self.some(rows.values_list("public_id", flat=True)[:MANY], 6)
            ]
        self.visit("idea", [*self.employees, *self.coordinators[:2]], paths)

    def searches(self) -> None:
        """Words that hardly an idea has, that many have, and that none has; German and English."""
        for name, words in words_of().items():
            self.visit(
                f"search, {name}", self.employees, [f"/ideas/?q={quote(word)}" for word in words] * EACH
            )

    def typing(self) -> None:
        """The beginning of a text like one that is there already, each typed by somebody else: if all came from one
        department, its experts would be at their cap after a while, and ideas would go another, shorter way."""
        texts = [
            " ".join(idea.text.split()[:40])
            for idea in self.some(Idea.objects.public().order_by("pk")[:MANY], VISITS)
        ]
        for writer, text in zip(self.writers, texts, strict=False):
            self.visit("similar", [writer], ["/ideas/new/similar/"], text=text)
            self.visit("draft", [writer], ["/ideas/draft/"], text=text)
            self.visit("submit", [writer], ["/ideas/new/"], text=text)


def words_of() -> dict[str, list[str]]:
    """Words to look for by language, and by how many ideas have them."""
    found = {}
    for language, speaker in speakers().items():
        kinds = {"rare": speaker.rare, "common": speaker.common, "absent": speaker.absent}
        found |= {f"{kind} {language}": [word] for kind, word in kinds.items()}
    return found


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        filled(int(sys.argv[2]))
    else:
        Path(sys.argv[1]).write_text(json.dumps(Drawing().draw()))
