"""How German speaks to its readers: `locale/du` and `locale/sie`, one of which lies over all other catalogues.

The main catalogue says "Sie"; `locale/du` holds a familiar version of each of its messages that speaks to somebody,
and of those of Django and the sign-in library. That library mixes both, so `locale/sie` sets its familiar ones right.
`python -m config.address` gathers what is missing and compiles; the check of `make lint` finds what is wrong.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import polib

ROOT = Path(__file__).resolve().parent.parent
MAIN = Path("locale/de/LC_MESSAGES/django.po")
LIBRARIES = ("django.conf", "django.contrib.auth", "allauth")
NEVER_SHOWN = ("socialaccount", "templates/socialaccount", "idp", "templates/idp", "templates/account/email")
"""Places in the libraries whose words no page or mail of ours shows."""
FORMAL = re.compile(r"\b(Sie|Ihr(?:e[mnrs]?)?|Ihnen)\b")
FAMILIAR = re.compile(r"\b([Dd]u|[Dd]ein(?:e[mnrs]?)?|[Dd]ir|[Dd]ich|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?)\b")
OF_OTHERS = "she, they, or several: not the reader alone"
"""The comment of an entry that may begin a sentence with "Sie" or "Ihr" all the same."""
INSIDE = re.compile(r"(?<![.:!?“”\"] )(?<!^)\b(Sie|Ihr(?:e[mnrs]?)?|Ihnen)\b")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
Key = tuple[str, str, str]


class Overlay(NamedTuple):
    """A catalogue that lies over the others, and which words it is there to replace."""

    name: str
    replaces: re.Pattern[str]
    main: bool

    @property
    def path(self) -> Path:
        """Its file."""
        return ROOT / f"locale/{self.name}/de/LC_MESSAGES/django.po"


OVERLAYS = (Overlay("du", FORMAL, main=True), Overlay("sie", FAMILIAR, main=False))


def findings() -> Iterator[str]:
    """What is wrong with either overlay, a line each."""
    for overlay in OVERLAYS:
        place = str(overlay.path.relative_to(ROOT))
        if not overlay.path.exists():
            yield f"{place} is missing (python -m config.address)"
            continue
        kept = polib.pofile(str(overlay.path))
        for finding in (
            *_out_of_step(overlay, kept),
            *_wrong_words(overlay, kept),
            *_not_compiled(overlay, kept),
        ):
            yield f"{place}: {finding}"


def _out_of_step(overlay: Overlay, kept: polib.POFile) -> Iterator[str]:
    wanted, present = wanted_by(overlay), {key(entry): entry for entry in kept}
    for lacking in wanted.keys() - present.keys():
        yield f"lacks {lacking[0][:80]!r} (python -m config.address)"
    for left in present.keys() - wanted.keys():
        yield f"keeps {left[0][:80]!r}, which speaks to nobody any more"
    for both in wanted.keys() & present.keys():
        for theirs, ours in zip(forms(wanted[both]), forms(present[both]), strict=False):
            if sorted(PLACEHOLDER.findall(theirs)) != sorted(PLACEHOLDER.findall(ours)) and ours:
                yield f"other placeholders: {ours[:80]!r}"


def _wrong_words(overlay: Overlay, kept: polib.POFile) -> Iterator[str]:
    for entry in kept:
        for words in forms(entry):
            if not words:
                yield f"no words for {entry.msgid[:80]!r}"
            elif _speaks_otherwise(overlay, entry, words):
                yield f"still speaks the other way: {words[:80]!r}"


def _speaks_otherwise(overlay: Overlay, entry: polib.POEntry, words: str) -> bool:
    if overlay.replaces is FAMILIAR:
        return bool(FAMILIAR.search(words))
    return bool((INSIDE if entry.tcomment == OF_OTHERS else FORMAL).search(words))


def _not_compiled(overlay: Overlay, kept: polib.POFile) -> Iterator[str]:
    path = overlay.path.with_suffix(".mo")
    said = {key(entry): forms(entry) for entry in kept if all(forms(entry))}
    if not path.exists() or {key(entry): forms(entry) for entry in polib.mofile(str(path))} != said:
        yield "its .mo is older (python -m config.address)"


def wanted_by(overlay: Overlay) -> dict[Key, polib.POEntry]:
    """The messages of the other catalogues that it has to say in its own way."""
    main = {key(entry): entry for entry in polib.pofile(str(ROOT / MAIN)) if not entry.obsolete}
    found = {place: entry for place, entry in _of_libraries() if place not in main}
    found |= main if overlay.main else {}
    return {place: entry for place, entry in found.items() if any(map(overlay.replaces.search, forms(entry)))}


def _of_libraries() -> Iterator[tuple[Key, polib.POEntry]]:
    for library in LIBRARIES:
        spec = find_spec(library)
        folder = Path(str(spec.origin)).parent if spec and spec.origin else Path("nowhere")
        path = folder / "locale/de/LC_MESSAGES/django.po"
        for entry in polib.pofile(str(path)) if path.exists() else ():
            shown = not entry.occurrences or not all(
                at.startswith(NEVER_SHOWN) for at, _line in entry.occurrences
            )
            if shown and entry.translated():
                yield key(entry), entry


def gather() -> None:
    """Brings both in step with the others, new messages without words beside what the other way says; compiles."""
    for overlay in OVERLAYS:
        known = {}
        if overlay.path.exists():
            known = {key(entry): entry for entry in polib.pofile(str(overlay.path))}
        fresh = polib.POFile(wrapwidth=0)
        fresh.metadata = dict(polib.pofile(str(ROOT / MAIN)).metadata)
        for place, other in sorted(wanted_by(overlay).items()):
            fresh.append(_beside(other, known.get(place)))
        overlay.path.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(overlay.path))
        fresh.save_as_mofile(str(overlay.path.with_suffix(".mo")))


def _beside(other: polib.POEntry, known: polib.POEntry | None) -> polib.POEntry:
    """An entry with the words that were there, and above them what the other way says."""
    entry = polib.POEntry(
        msgid=other.msgid,
        msgid_plural=other.msgid_plural,
        msgctxt=other.msgctxt,
        comment=" / ".join(forms(other)),
        tcomment=known.tcomment if known else "",
        flags=[flag for flag in other.flags if flag.endswith("-format")],
    )
    if other.msgid_plural:
        entry.msgstr_plural = known.msgstr_plural if known else dict.fromkeys((0, 1), "")
    else:
        entry.msgstr = known.msgstr if known else ""
    return entry


def key(entry: polib.POEntry) -> Key:
    """What makes a message the same message."""
    return (entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def forms(entry: polib.POEntry) -> list[str]:
    """Its words, or those of singular and plural."""
    return [words for _number, words in sorted(entry.msgstr_plural.items())] or [entry.msgstr]


if __name__ == "__main__":
    gather()
