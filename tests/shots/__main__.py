"""Takes pictures of a running demo: `make shots`, or `python -m tests.shots http://localhost:8000 --only home,me`.

Twelve pages x two widths x light and dark x English and German, and a contact sheet of each page, in a folder that
git does not know. With --docs the pictures of the README and the tours as well. Changes nothing in the demo.
"""

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.shots import documents
from tests.shots.camera import FORMS, SCHEMES, Camera, NotThere, camera, settle, whole
from tests.shots.pages import PAGES
from tests.shots.sheets import sheet

FOLDER = Path(__file__).resolve().parents[2] / "test-results/shots"
LANGUAGES = ("en", "de")


def main() -> int:
    """All pictures that the command line asks for; status 1 when one could not be taken."""
    asked = read_words()
    begun, missing = time.monotonic(), []
    asked.out.mkdir(parents=True, exist_ok=True)
    with camera(asked.address.rstrip("/")) as taking:
        for name in asked.only:
            missing += page_in_all_forms(taking, name, asked.languages, asked.out)
        if asked.docs:
            missing += documents.take(taking)
    for line in missing:
        sys.stdout.write(f"{line}: the demo has nobody who sees this page\n")
    sys.stdout.write(f"{asked.out}: {time.monotonic() - begun:.0f} s\n")
    return 1 if missing else 0


def read_words() -> argparse.Namespace:
    """The command line."""
    reading = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
    reading.add_argument("address", nargs="?", default="http://localhost:8000")
    reading.add_argument("--only", type=names, default=list(PAGES), help=f"of {', '.join(PAGES)}")
    reading.add_argument("--languages", type=lambda words: words.split(","), default=LANGUAGES)
    reading.add_argument("--out", type=Path, default=FOLDER)
    reading.add_argument("--docs", action="store_true", help="also the pictures of README and tours")
    return reading.parse_args()


def names(words: str) -> list[str]:
    """The named pages; "none" for none."""
    wanted = [word for word in words.split(",") if word and word != "none"]
    if unknown := set(wanted) - set(PAGES):
        raise argparse.ArgumentTypeError(f"no such page: {', '.join(sorted(unknown))}")
    return wanted


def page_in_all_forms(taking: Camera, name: str, languages: Iterable[str], out: Path) -> list[str]:
    """One page in both languages, widths and schemes, and its contact sheet; what is missing, by name."""
    taken, missing = [], []
    for language in languages:
        for form in FORMS:
            files = [out / f"{name}-{language}-{form}-{scheme}.png" for scheme in SCHEMES]
            if page_in_both_schemes(taking, name, language, form, files):
                taken += files
            else:
                missing.append(f"{name}-{language}-{form}")
    if taken:
        sheet(taken, out / f"sheet-{name}.png")
    return missing


def page_in_both_schemes(taking: Camera, name: str, language: str, form: str, files: list[Path]) -> bool:
    """Light and dark of the same page; False when nobody of the demo sees it."""
    people, reach = PAGES[name]
    for person in people[language]:
        with taking.window(person, form) as page:
            try:
                reach(page)
            except NotThere:
                continue
            for scheme, file in zip(SCHEMES, files, strict=True):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of SCHEMES
                settle(page)
                whole(page, file)
                sys.stdout.write(f"{file.name} {file.stat().st_size // 1024} KB, {person}\n")
            return True
    return False


if __name__ == "__main__":
    raise SystemExit(main())
