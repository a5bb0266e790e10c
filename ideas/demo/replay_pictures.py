"""Pictures in the replay: people get their faces, ideas what their writers sent; through the checks of all files."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from ideas import files, workflow
from ideas.demo import faces, sketches
from ideas.models import Idea


def give_faces(people: list[User]) -> None:
    """Some of the people have a picture, in one statement."""
    shown = [person for person in people if person.name in faces.LOOKS]
    for person in shown:
        drawn = SimpleUploadedFile("face.png", faces.face(person.name))
        person.portrait = files.kept_portrait(files.portrait(drawn))
    User.objects.bulk_update(shown, ["portrait"])


def attach(draft: Idea, key: str, writer: Any) -> None:
    """What the writer sent with this idea, if anything."""
    ready = [_ready(name, content) for name, content in sketches.SENT.get(key, ())]
    workflow.attach(draft, writer, files=ready)


def _ready(name: str, content: Callable[[], bytes]) -> files.Ready:
    return files.check(SimpleUploadedFile(name, content()))
