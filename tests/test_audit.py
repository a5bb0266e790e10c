"""The audit finds what is planted: a fault that is known, a package without a hash, one that nobody could look up."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from config import checks, sbom
from tests import audit, book

LOCKED = len(list(sbom.read_lock((audit.ROOT / "requirements.lock").read_text())))
GOOD = {"name": "django", "version": "5.2", "vulns": []}
BAD = {"name": "pillow", "version": "1.0", "vulns": [{"id": "CVE-2026-0001"}]}
UNKNOWN = {"name": "celery", "skip_reason": "Dependency not found"}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The book, elsewhere, and a deployment that was checked."""
    monkeypatch.setattr(book, "PAGE", tmp_path / "proof.md")
    monkeypatch.setattr(book, "QUICK", False)
    monkeypatch.setattr(checks, "deployment", lambda: iter(()))
    return tmp_path / "proof.md"


def says(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """What pip-audit prints."""
    monkeypatch.setenv("PIP_AUDIT", "pip-audit")
    done = subprocess.CompletedProcess([], 0, words, "Nobody is reached.")
    monkeypatch.setattr(audit.subprocess, "run", lambda *_all, **_more: done)


@pytest.mark.parametrize(
    ("rows", "status", "figure"),
    [
        ([GOOD], 0, "0 findings; 1 packages looked up, 0 known faults"),
        ([GOOD, UNKNOWN], 2, "0 findings; known faults of packages NOT looked up for 1 of 2"),
        ([GOOD, BAD], 1, ""),
    ],
)
def test_known_faults_are_findings_and_what_was_skipped_is_said(
    monkeypatch: pytest.MonkeyPatch, page: Path, rows: list[dict[str, Any]], status: int, figure: str
):
    says(monkeypatch, json.dumps({"dependencies": rows}))
    assert audit.main() == status
    assert (figure in page.read_text()) if figure else not page.exists()


def test_where_nobody_is_reached_nothing_counts_as_looked_up(monkeypatch: pytest.MonkeyPatch, page: Path):
    says(monkeypatch, "")
    assert audit.known_faults() == audit.Known(skipped=LOCKED)
    monkeypatch.delenv("PIP_AUDIT")
    monkeypatch.setattr(audit.shutil, "which", lambda _name: None)
    assert audit.known_faults() == audit.Known(skipped=LOCKED)


def test_a_package_without_a_hash_or_of_another_version_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    assert list(audit.of_locks()) == []
    assert list(audit.of_the_bill()) == []
    (tmp_path / "deploy").mkdir()
    for name, version in (("requirements.lock", "5.2.1"), ("deploy/requirements.lock", "5.2.2")):
        (tmp_path / name).write_text(f"django=={version} \\\n    --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    assert list(audit.of_locks()) == ["django 5.2.2 is locked otherwise"]
    (tmp_path / "requirements.lock").write_text("django>=5\n")
    assert len(list(audit.of_locks())) == 1


def test_what_is_locked_and_not_in_the_bill_is_found(monkeypatch: pytest.MonkeyPatch):
    whole = sbom.bill_of_materials()
    fewer = {**whole, "components": [part for part in whole["components"] if part["name"] != "django"]}
    monkeypatch.setattr(sbom, "bill_of_materials", lambda: fewer)
    assert list(audit.of_the_bill()) == ["django is in one of lock file and bill of materials"]
