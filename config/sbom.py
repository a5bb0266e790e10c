"""The bill of materials (CycloneDX 1.6, JSON): what this version is made of.

Reads the lock file, pyproject.toml, what lies in the tree, and what the installed packages say of themselves; asks no
network and names no host. The same tree in the same .venv gives the same bytes.
"""

import hashlib
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
OURS = "pkg:generic/tell"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
SHIPPED = {"Inter": ("ideas/static/tell", "inter*.woff2", "OFL-1.1")}
"""What lies in the tree and was made by others: folder, files, licence."""


def main() -> int:
    """Write it to the file that is named."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "sbom.cdx.json")
    bill = bill_of_materials()
    path.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n")
    print(f"{path}: {len(bill['components'])} components")
    return 0


def bill_of_materials() -> dict[str, Any]:
    """All of it. What runs in production is required; what only the demo, tests and checks use is excluded."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project, groups = told["project"], told["dependency-groups"].values()
    locked = dict(read_lock((ROOT / "requirements.lock").read_text()))
    direct = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    running = reached(project["dependencies"], set(locked))
    needs = reached([*project["dependencies"], *(line for group in groups for line in group)], set(locked))
    us = {
        "type": "application",
        "bom-ref": f"{OURS}@{project['version']}",
        "name": project["name"],
        "version": project["version"],
        "description": project["description"],
        "licenses": [{"license": {"id": project["license"]}}],
    }
    parts = [component(name, locked[name], name in running) for name in sorted(locked)]
    parts += [shipped(name, *where) for name, where in SHIPPED.items()]
    refs = {name: purl(name, locked[name]["version"]) for name in locked}
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"lifecycles": [{"phase": "build"}], "component": us},
        "components": parts,
        "dependencies": [
            {"ref": us["bom-ref"], "dependsOn": sorted(refs[name] for name in direct & refs.keys())},
            *(
                {"ref": refs[n], "dependsOn": sorted(refs[m] for m in needs.get(n, ()))}
                for n in sorted(locked)
            ),
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(bill, sort_keys=True))
    return {**bill, "serialNumber": f"urn:uuid:{serial}"}


def read_lock(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each package with its version, marker and the hashes of its files. Raises ValueError for one without a hash."""
    for block in re.split(r"\n(?=\S)", text.strip()):
        line = block.splitlines()[0]
        if line.startswith("#"):
            continue
        found = PINNED.match(line)
        hashes = HASH.findall(block)
        if not found or not hashes:
            raise ValueError(f"requirements.lock: {line!r} is not pinned by version and hash")
        name, version, marker = found.groups()
        yield canonicalize_name(name), {"version": version, "marker": marker or "", "hashes": hashes}


def reached(lines: Iterable[str], locked: set[str]) -> dict[str, set[str]]:
    """Everything that these requirements lead to, with what each needs, on any machine, by the extras asked for."""
    needs: dict[str, set[str]] = {}
    done: set[tuple[str, str]] = set()
    ahead = [Requirement(line) for line in lines]
    while ahead:
        asked = ahead.pop()
        name = canonicalize_name(asked.name)
        needs.setdefault(name, set())
        for extra in {"", *asked.extras} - {extra for known, extra in done if known == name}:
            done.add((name, extra))
            further = [one for one in needed_by(name, extra) if canonicalize_name(one.name) in locked]
            needs[name] |= {canonicalize_name(one.name) for one in further}
            ahead += further
    return needs


def needed_by(name: str, extra: str) -> list[Requirement]:
    """What an installed package asks for, "" without extras; nothing for one of another platform."""
    try:
        wanted = [Requirement(line) for line in metadata.requires(name) or []]
    except metadata.PackageNotFoundError:
        return []
    return [one for one in wanted if extra_of(one) == extra]


def extra_of(wanted: Requirement) -> str:
    """The extra that a requirement belongs to, "" for none."""
    found = re.search(r"""extra\s*==\s*["']([^"']+)""", str(wanted.marker or ""))
    return found[1] if found else ""


def component(name: str, pinned: dict[str, Any], is_running: bool) -> dict[str, Any]:
    """One package."""
    ref = purl(name, pinned["version"])
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": ref,
        "name": name,
        "version": pinned["version"],
        "scope": "required" if is_running else "excluded",
        "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(pinned["hashes"])],
        "purl": ref,
    }
    if licence := licence_of(name):
        part["licenses"] = licence
    if pinned["marker"]:
        part["properties"] = [{"name": "tell:only-where", "value": pinned["marker"]}]
    return part


def licence_of(name: str) -> list[dict[str, Any]]:
    """What the installed package says of its licence: the expression, else its classifiers."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    if "License-Expression" in said:
        return [{"expression": said["License-Expression"]}]
    names = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if "License ::" in line]
    return [{"license": {"name": one}} for one in sorted(set(names)) if one != "OSI Approved"] or short(said)


def short(said: metadata.PackageMetadata) -> list[dict[str, Any]]:
    """The old field, where it holds a name and not the whole licence."""
    words = said["License"].strip() if "License" in said else ""
    return [{"license": {"name": words}}] if words and len(words) < 60 and "\n" not in words else []


def shipped(name: str, folder: str, files: str, licence: str) -> dict[str, Any]:
    """Something of others that lies in our tree, by the hashes of its files."""
    paths = sorted((ROOT / folder).glob(files))
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    return {
        "type": "file",
        "bom-ref": f"{folder}/{files}",
        "name": name,
        "scope": "required",
        "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
        "licenses": [{"license": {"id": licence}}],
    }


def purl(name: str, version: str) -> str:
    """The package's address among all packages, which names no host."""
    return f"pkg:pypi/{name}@{version}"


if __name__ == "__main__":
    raise SystemExit(main())
