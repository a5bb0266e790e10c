"""What `make lint` checks beyond the tools: templates, migrations, translations, settings as in production.

Reads only. Never touches a database; each check hands back the findings as lines.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.template import TemplateSyntaxError, engines

from config import address

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/de/LC_MESSAGES/django.po")
OF_OURS = ("accounts", "ideas", "templates")
PRODUCTION = {
    "SECRET_KEY": "a long one for this check alone: 0123456789 abcdefghijklmnopqrstuvwxyz",
    "DATABASE_URL": "postgresql://tell@localhost/tell",
    "SITE_URL": "https://ideas.example.com",
    "BEHIND_PROXY": "1",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def templates() -> Iterator[str]:
    """Templates that do not compile."""
    engine = engines["django"]
    for folder in (ROOT / "templates", *ROOT.glob("*/templates")):
        for path in sorted(folder.rglob("*.*")):
            try:
                engine.get_template(str(path.relative_to(folder)))
            except (TemplateSyntaxError, UnicodeDecodeError) as fault:
                yield f"{path.relative_to(ROOT)}: {fault}"


def migrations() -> Iterator[str]:
    """Changes of models without a migration."""
    yield from manage("makemigrations", "--check", "--dry-run")


def deployment() -> Iterator[str]:
    """What Django would warn of in production."""
    yield from manage("check", "--deploy", "--fail-level", "WARNING")


def translations() -> Iterator[str]:
    """Messages without German, German nobody asks for any more, and a compiled catalogue that is not the same."""
    path = ROOT / CATALOGUE
    if not path.exists():
        yield f"{CATALOGUE} is missing"
        return
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if entry.fuzzy or not entry.translated():
            yield f"{CATALOGUE}: {'fuzzy' if entry.fuzzy else 'no German'}: {entry.msgid[:80]!r}"
    yield from compiled_differently(catalogue, path.with_suffix(".mo"))
    if shutil.which("xgettext"):
        yield from out_of_step(catalogue)


def addresses() -> Iterator[str]:
    """German that speaks to its reader in one way only, or in the wrong one."""
    yield from address.findings()


def compiled_differently(catalogue: polib.POFile, path: Path) -> Iterator[str]:
    """Whether the committed .mo says what the .po says."""
    if not path.exists():
        yield f"{path.relative_to(ROOT)} is missing: compile the catalogue (manage.py compilemessages)"
        return
    compiled = {key(entry): said(entry) for entry in polib.mofile(str(path))}
    if compiled != {
        key(entry): said(entry) for entry in catalogue if entry.translated() and not entry.obsolete
    }:
        yield f"{path.relative_to(ROOT)} is older than its .po (manage.py compilemessages)"


def out_of_step(catalogue: polib.POFile) -> Iterator[str]:
    """What the sources say and the catalogue lacks, and the other way round."""
    wanted = {key(entry) for entry in extracted() if not entry.obsolete}
    kept = {key(entry) for entry in catalogue if not entry.obsolete}
    for msgid, _plural, _context in sorted(wanted - kept, key=str):
        yield f"{CATALOGUE} lacks {msgid[:80]!r} (manage.py makemessages -l de)"
    for msgid, _plural, _context in sorted(kept - wanted, key=str):
        yield f"{CATALOGUE} keeps {msgid[:80]!r}, which no source says any more"


def extracted() -> polib.POFile:
    """A catalogue fresh from the sources, made in a copy of them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in OF_OURS:
            ignored = shutil.ignore_patterns("__pycache__", "static", "migrations")
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "de", "--no-wrap", "-v", "0"]
        without_settings = {
            name: value for name, value in os.environ.items() if not name.startswith("DJANGO")
        }
        subprocess.run(command, cwd=copy, env=without_settings, check=True)
        return polib.pofile(str(copy / CATALOGUE))


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    """What makes a message the same message."""
    return (entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def said(entry: polib.POEntry) -> object:
    """The translation, or the translations of a plural."""
    return {int(number): words for number, words in entry.msgstr_plural.items()} or entry.msgstr


def manage(*words: str) -> Iterator[str]:
    """The lines of a management command that failed, under settings as in production."""
    command = [sys.executable, "-W", "ignore::RuntimeWarning", "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env={**without_django(), **PRODUCTION}, capture_output=True, text=True
    )
    if done.returncode:
        yield from (line for line in (done.stdout + done.stderr).splitlines() if line.strip())


def without_django() -> dict[str, str]:
    """The environment without what it says to Django."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}


def main() -> int:
    """Run all of them; status 1 when one finds something."""
    os.environ.update(PRODUCTION)
    django.setup()
    found = 0
    for check in (templates, migrations, translations, addresses, deployment):
        lines = list(check())
        print(f"{check.__name__}: {len(lines)} findings")
        for line in lines:
            print(f"  {line}")
        found += len(lines)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
