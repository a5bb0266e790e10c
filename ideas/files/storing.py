"""Where bytes lie: in the file storage, under names of chance, each picture with its small one beside it.

Bytes are written before their row and removed after the commit that removes it. What a crash leaves behind, bytes
without a row, is removed a day later.
"""

import hashlib
import logging
import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from ideas import clock
from ideas.files.checking import Ready
from ideas.models import Attachment, Idea, Message

log = logging.getLogger(__name__)

SMALL = ".small"
ORPHAN_AFTER = timedelta(days=1)
FOLDERS = ("attachments", "portraits")
AT_ONCE = 500


def of(idea: Idea) -> list[Attachment]:
    """The files of an idea, not those of a talk about it; asks nothing where `access_idea` gave the idea."""
    rows = vars(idea).get("file_rows")
    if rows is None:
        return list(Attachment.objects.of(idea))
    return [Attachment(idea=idea, **row) for row in rows]


def keep(idea: Idea, actor: Any, ready: Ready, message: Message | None = None) -> Attachment:
    """Writes the bytes and the row, of an idea or of a message about it. In the caller's transaction."""
    row = Attachment(
        idea=idea,
        message=message,
        uploaded_by=actor,
        name=ready.name,
        content_type=ready.content_type,
        size=ready.size,
        width=ready.width,
        height=ready.height,
        sha256=ready.sha256,
        created_at=clock.now(),
    )
    row.file.save(secrets.token_hex(16), ready.content, save=False)
    if ready.small:
        default_storage.save(f"{row.file.name}{SMALL}", ContentFile(ready.small))
    row.save()
    return row


def opened(row: Attachment, *, small: bool = False) -> File:
    """The bytes to read; raises FileNotFoundError where they are gone."""
    return default_storage.open(f"{row.file.name}{SMALL if small else ''}")


def small_of(row: Attachment) -> bytes:
    """The bytes of the small picture; raises FileNotFoundError where they are gone."""
    with opened(row, small=True) as kept:
        return kept.read()


def drop_after_commit(rows: Iterable[Attachment]) -> None:
    """Removes the bytes of rows that are being deleted, once that is certain."""
    names = [f"{row.file.name}{end}" for row in rows for end in ("", SMALL)]

    def drop() -> None:
        for name in names:
            default_storage.delete(name)

    if names:
        transaction.on_commit(drop, robust=True)


def kept_portrait(content: bytes) -> str:
    """Writes the picture of a person under a new name, and gives the name."""
    return default_storage.save(f"portraits/{secrets.token_hex(16)}.webp", ContentFile(content))


def portrait_token(person: User) -> str:
    """What the address of a person's picture ends with; empty without one. Asks the database nothing."""
    if "portrait" in person.get_deferred_fields() or not person.is_active:
        return ""
    return PurePosixPath(person.portrait.name or "").stem


def forget_orphans() -> int:
    """Removes bytes that no row names and that have lain for more than a day; gives how many."""
    gone = 0
    for names in _in_parcels(stored()):
        for name in set(names) - _named(names):
            if default_storage.get_modified_time(name) < clock.now() - ORPHAN_AFTER:
                default_storage.delete(name)
                gone += 1
    return gone


def stored() -> Iterator[str]:
    """Every name below the folders of ours."""
    waiting = list(FOLDERS)
    while waiting:
        folder = waiting.pop()
        if not default_storage.exists(folder):
            continue
        folders, names = default_storage.listdir(folder)
        waiting += [f"{folder}/{name}" for name in folders]
        yield from (f"{folder}/{name}" for name in names)


def _in_parcels(names: Iterable[str]) -> Iterator[list[str]]:
    parcel: list[str] = []
    for name in names:
        parcel.append(name)
        if len(parcel) == AT_ONCE:
            yield parcel
            parcel = []
    if parcel:
        yield parcel


def _named(names: list[str]) -> set[str]:
    """Those of the names that a row has, small pictures with their large ones."""
    asked = {name: name.removesuffix(SMALL) for name in names}
    rows = Attachment.objects.filter(file__in=set(asked.values())).values_list("file", flat=True)
    faces = User.objects.filter(portrait__in=names).values_list("portrait", flat=True)
    known = {*rows, *faces}
    return {name for name, large in asked.items() if large in known}


def bytes_faults(*, thorough: bool = False) -> Iterator[str]:
    """Files whose bytes are missing or, if asked to read them all, are not those that came."""
    for row in Attachment.objects.select_related("idea").order_by("pk").iterator(AT_ONCE):
        if fault := _fault(row, thorough):
            yield f"file {row.public_id} of idea {row.idea.number or row.idea.public_id}: {fault}"
    for pk, name in User.objects.exclude(portrait="").values_list("pk", "portrait"):
        if not default_storage.exists(name):
            yield f"picture of person {pk}: missing"


def _fault(row: Attachment, thorough: bool) -> str:
    try:
        with opened(row) as kept:
            if kept.size != row.size:
                return "of another size"
            if thorough and hashlib.file_digest(kept, "sha256").hexdigest() != row.sha256:
                return "changed"
    except FileNotFoundError:
        return "missing"
    return ""
