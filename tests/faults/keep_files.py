"""Run by the proofs as a process: `keep_files.py COUNT` gives each of COUNT ideas and its submitter a picture."""

import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from accounts import people  # noqa: E402
from ideas import files  # noqa: E402
from ideas.models import Idea  # noqa: E402
from tests import uploads  # noqa: E402


def main(count: int) -> None:
    ideas = Idea.objects.exclude(status="draft").order_by("pk").select_related("submitter")
    for turn, idea in enumerate(ideas[:count], 1):
        picture = uploads.picture("PNG", size=(turn + 20, 80))
        people.set_portrait(idea.submitter, files.kept_portrait(files.portrait(uploads.sent(picture))))
        with transaction.atomic():
            files.keep(idea, idea.submitter, files.check(uploads.sent(picture, f"{turn}.png", "image/png")))


if __name__ == "__main__":
    main(int(sys.argv[1]))
