"""The whole of an installation in one folder: database and files, with a manifest that says what must be in it.

Owns how a backup is made, how one is checked without a database, and how it comes back. A folder holds
`database.dump` (pg_dump's own form), the files below `files/` and `manifest.json`. Sessions are left out: nobody who
was signed out since is signed in again. It keeps no secret of the settings, and knows no verb.
"""

from ideas.backup.making import make
from ideas.backup.manifest import DUMP, MANIFEST, Manifest, NotGood, faults, read
from ideas.backup.programs import NoProgram
from ideas.backup.restoring import Restored, restore

__all__ = [
    "DUMP",
    "MANIFEST",
    "Manifest",
    "NoProgram",
    "NotGood",
    "Restored",
    "faults",
    "make",
    "read",
    "restore",
]
