"""Pictures and files that people send: found by their content, made harmless, kept under names of chance.

Owns what may come in, how pictures are made anew, and where bytes lie. Knows no verb: who may add what to which idea
is in `workflow`, what the rows say is in `models`.
"""

from ideas.files.checking import ACCEPTED, Ready, check, portrait
from ideas.files.kinds import Unfit
from ideas.files.names import cleaned
from ideas.files.storing import (
    FOLDERS,
    bytes_faults,
    drop_after_commit,
    forget_orphans,
    keep,
    kept_portrait,
    of,
    opened,
    portrait_token,
    small_of,
    stored,
)

__all__ = [
    "ACCEPTED",
    "FOLDERS",
    "Ready",
    "Unfit",
    "bytes_faults",
    "check",
    "cleaned",
    "drop_after_commit",
    "forget_orphans",
    "keep",
    "kept_portrait",
    "of",
    "opened",
    "portrait",
    "portrait_token",
    "small_of",
    "stored",
]
