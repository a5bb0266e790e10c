"""`make audit`: what a deployment rests on: Django's check of it, the lock file, the bill of materials, known faults.

Known faults of packages are asked of pip-audit, a tool of its own (on the PATH, or the one that PIP_AUDIT names).
It says "No known vulnerabilities found" also where it could ask nobody; so what it skipped is counted, and said.
Status 1 for a finding, 2 where packages could not be looked up. Enters S15.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config import checks, sbom
from tests import book

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "deploy/requirements.lock")
ASKS = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")


@dataclass(frozen=True)
class Known:
    """What is known of the locked packages: faults, and how many were looked up, and how many could not be."""

    faults: tuple[str, ...] = ()
    looked_up: int = 0
    skipped: int = 0

    @property
    def words(self) -> str:
        """As the book says it."""
        if self.skipped:
            return f"known faults of packages NOT looked up for {self.skipped} of {self.looked_up + self.skipped}"
        return f"{self.looked_up} packages looked up, {len(self.faults)} known faults"


def of_locks() -> Iterator[str]:
    """What is not pinned by version and hash, and what a server needs that is not in the whole lock file."""
    found: dict[str, dict[str, str]] = {}
    for name in LOCKS:
        try:
            found[name] = {one: kept["version"] for one, kept in sbom.read_lock((ROOT / name).read_text())}
        except ValueError as fault:
            yield f"{name}: {fault}"
    if len(found) == len(LOCKS):
        whole, server = (found[name] for name in LOCKS)
        yield from (f"{name} {v} is locked otherwise" for name, v in server.items() if whole.get(name) != v)


def of_the_bill() -> Iterator[str]:
    """What is locked and not in the bill of materials, or the other way round."""
    locked = {name for name, _kept in sbom.read_lock((ROOT / LOCKS[0]).read_text())}
    parts = {part["name"] for part in sbom.bill_of_materials()["components"] if part["type"] == "library"}
    yield from (f"{name} is in one of lock file and bill of materials" for name in sorted(locked ^ parts))


def known_faults() -> Known:
    """What pip-audit says of the whole lock file; nothing is looked up where it is not there or reaches nobody."""
    tool = os.environ.get("PIP_AUDIT") or shutil.which("pip-audit")
    locked = len(list(sbom.read_lock((ROOT / LOCKS[0]).read_text())))
    if not tool:
        return Known(skipped=locked)
    done = subprocess.run(
        [tool, "-r", str(ROOT / LOCKS[0]), *ASKS], capture_output=True, text=True, timeout=600
    )
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(done.stderr[-500:])
        return Known(skipped=locked)
    faults = tuple(f"{row['name']}: {one['id']}" for row in rows for one in row.get("vulns", ()))
    skipped = sum("skip_reason" in row for row in rows)
    return Known(faults, len(rows) - skipped, skipped)


def main() -> int:
    """All of it."""
    known = known_faults()
    findings = [*checks.deployment(), *of_locks(), *of_the_bill(), *known.faults]
    print(*findings, sep="\n")
    locked = len(list(sbom.read_lock((ROOT / LOCKS[0]).read_text())))
    figure = (
        f"check --deploy, {locked} packages pinned with hashes, bill of materials: {len(findings)} findings"
    )
    figure = f"{figure}; {known.words}"
    print(figure)
    if findings:
        return 1
    book.enter("S15", figure)
    return 2 if known.skipped else 0


if __name__ == "__main__":
    sys.exit(main())
