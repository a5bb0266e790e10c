"""Run by the proofs as a process: `post_mails.py PREFIX COUNT A_SECOND` posts mails, some at a time.

Writes how many seconds the slowest transaction took, its commit and the ring included.
"""

import sys
import time

import django

django.setup()

from django.db import transaction  # noqa: E402

from ideas import outbox  # noqa: E402

PARCEL = 5


def main(prefix: str, count: int, a_second: float) -> None:
    started = time.monotonic()
    slowest = 0.0
    for first in range(0, count, PARCEL):
        began = time.monotonic()
        with transaction.atomic():
            outbox.post_many(
                outbox.letter(
                    address=f"{prefix}.{number}@example.com",
                    subject=f"Nummer {number}: Bitte lesen",
                    text="Guten Tag,\n\nzu Ihrer Idee gibt es etwas Neues.\n\nGrüße\n" * 4,
                    html="<p>Guten Tag,</p><p>zu Ihrer Idee gibt es etwas Neues.</p><p>Grüße</p>" * 4,
                    kind="proof",
                    dedupe_key=f"{prefix}:{number}",
                )
                for number in range(first, min(first + PARCEL, count))
            )
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(max(0.0, started + (first + PARCEL) / a_second - time.monotonic()))
    sys.stdout.write(f"{slowest:.3f}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
