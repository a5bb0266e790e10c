"""`manage.py check_promises`: whether anything is forgotten; ends with 1 where something is."""

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand

from ideas import clock, completeness, outbox, watch
from ideas.completeness import Finding, Proof
from ideas.models import Idea


class Command(BaseCommand):
    """Prints what the page of the idea office shows; changes nothing and names ideas by their numbers."""

    help = "Checks that no open idea is without owner, date and next step, and says how the machine runs."

    def handle(self, **_options: Any) -> None:
        """Exit code 1 when there are findings."""
        proof = completeness.prove()
        for line in (*_figures(proof), *_machine()):
            self.stdout.write(line)
        for one in (*proof.findings, *proof.warnings):
            self.stdout.write(f"{one.words}: {_numbers(one)}")
        warned = sum(one.count for one in proof.warnings)
        self.stdout.write(
            f"{len(completeness.MUST_NOT_BE)} checks, {proof.count} findings, {warned} warnings"
        )
        if proof.count:
            sys.exit(1)


def _figures(proof: Proof) -> Iterator[str]:
    late = ", ".join(f"{status} {n}" for status, n in proof.late.items())
    yield f"open ideas: {proof.open}"
    yield from (f"{words}: {n}" for words, n in proof.lines)
    yield f"late now: {proof.late_in_all}{f' ({late})' if late else ''}"
    yield f"promises broken: {proof.broken}, in danger within seven days: {proof.endangered}"


def _machine() -> Iterator[str]:
    yield f"oldest mail that waits: {_age(outbox.health().oldest, 'none')}"
    yield f"last sweep: {_age(watch.last_run(), 'never')}"
    yield f"last checked by the sweep: {_age(watch.last_run(completeness.NAME), 'never')}"


def _age(moment: datetime | None, nothing: str) -> str:
    return f"{int((clock.now() - moment).total_seconds())} s ago" if moment else nothing


def _numbers(found: Finding) -> str:
    numbers = Idea.objects.filter(pk__in=found.ideas).order_by("number").values_list("number", "public_id")
    named = ", ".join(f"no. {number}" if number else public_id for number, public_id in numbers)
    return f"{named} and {found.count - len(found.ideas)} more" if found.count > len(found.ideas) else named
