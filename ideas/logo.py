"""The company's logo, from the file that SITE_LOGO names: what it is, how large, and whether it can be shown.

Reads the file once for each change of it. It is served by a view of its own and shown through <img> alone, where no
script in an SVG runs.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.parsers import expat  # of a file that the operator names; documents with entities are refused

from PIL import Image, UnidentifiedImageError

MOST_BYTES = 100_000
MOST_PIXELS = 2_000
KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


class NoLogo(Exception):
    """The file cannot be shown; says why and what to do."""

    def __init__(self, why: str, repair: str) -> None:
        super().__init__(why)
        self.repair = repair


@dataclass(frozen=True)
class Logo:
    """A logo ready to be shown."""

    content: bytes
    kind: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """Changes with the content, so that browsers may keep it for ever."""
        ending = "svg" if "svg" in self.kind else "png"
        return f"{hashlib.sha256(self.content).hexdigest()[:12]}.{ending}"


def of(path: str) -> Logo | None:
    """The logo at the path, None for an empty path; raises NoLogo."""
    if not path:
        return None
    try:
        state = Path(path).stat()
    except OSError:
        raise NoLogo("there is no such file.", "Give the full path of an SVG or PNG file.") from None
    return _read(path, state.st_mtime_ns, state.st_size)


@cache
def _read(path: str, _changed: int, size: int) -> Logo:
    kind = KINDS.get(Path(path).suffix.lower())
    if kind is None or not Path(path).is_file():
        raise NoLogo("it is neither an SVG nor a PNG file.", "Save the logo as .svg or .png.")
    if size > MOST_BYTES:
        raise NoLogo(
            f"it has {size:,} bytes, more than {MOST_BYTES:,}.",
            "Make it smaller: it is shown 32 pixels high on every page.",
        )
    try:
        content = Path(path).read_bytes()
    except OSError:
        raise NoLogo("it cannot be read.", "Let the user that runs Tell read the file.") from None
    width, height = _size_of_svg(content) if kind.endswith("xml") else _size_of_png(path)
    return Logo(content, kind, width, height)


def _size_of_png(path: str) -> tuple[int, int]:
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            width, height = picture.size
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise NoLogo("it is no PNG picture, or a broken one.", "Save it again as PNG.") from None
    if max(width, height) > MOST_PIXELS:
        raise NoLogo(
            f"it is {width} by {height} pixels.", f"Make it at most {MOST_PIXELS} pixels wide and high."
        )
    return width, height


def _size_of_svg(content: bytes) -> tuple[int, int]:
    """From viewBox, else width and height of the outermost element; scripts and foreign addresses are refused."""
    if re.search(
        rb"<!(?:DOCTYPE|ENTITY)|<script|<foreignObject|\son\w+\s*=|href\s*=\s*[\"'](?!#|data:)", content, re.I
    ):
        raise NoLogo(
            "the SVG holds a document type, a script or an address outside of itself.",
            "Export it as plain SVG, with everything inside the file.",
        )
    seen: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: seen.append((name, attributes))
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        seen.clear()
    if not seen or seen[0][0].rpartition(":")[2] != "svg":
        raise NoLogo("it is no SVG picture, or a broken one.", "Export it again as SVG.")
    return _sides(seen[0][1])


def _sides(attributes: dict[str, str]) -> tuple[int, int]:
    box = re.findall(r"[\d.]+", attributes.get("viewBox", ""))[2:4] or [
        (re.match(r"[\d.]+", attributes.get(side, "")) or [""])[0] for side in ("width", "height")
    ]
    try:
        width, height = (max(1, round(float(side))) for side in box)
    except ValueError:
        raise NoLogo(
            "the SVG says neither viewBox nor width and height.", "Export it with a viewBox."
        ) from None
    return width, height
