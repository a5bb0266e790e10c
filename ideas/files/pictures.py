"""Pictures made anew: turned upright, made smaller, without anything but what one sees.

What the camera notes (place, time, device), comments and bytes behind the picture do not survive, since only the dots
are kept. A picture that is too large to decode is refused by its head, before it is decoded.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from ideas.files.kinds import JPEG, PNG, UNKNOWN, WEBP, Kind, Unfit
from ideas.models.attachment import SMALL_EDGE

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LONGEST_EDGE = 2560
PORTRAIT_EDGE = 256
MOST_DOTS = 64_000_000
MOST_DOTS_AT_ONCE = 32_000_000
"""Only JPEG can be decoded smaller than it is; all others take memory for each of their dots."""
HEAVY = 2 * 1024 * 1024
"""A PNG without transparency that comes out heavier than this is a photograph."""
TOO_LARGE = _("This picture has too many pixels. Please make it smaller and send it again.")
BROKEN = _("This picture cannot be read. Open it on your device and save it as JPEG, then send it again.")

Image.MAX_IMAGE_PIXELS = MOST_DOTS
_at_once = BoundedSemaphore(2)
"""So many pictures are decoded at the same time in one process, for the sake of its memory."""


@dataclass(frozen=True)
class Picture:
    """A picture made anew, and itself small."""

    kind: Kind
    content: bytes
    width: int
    height: int
    small: bytes


def remade(file: IO[bytes]) -> Picture:
    """The picture as it is kept; raises `Unfit` for what is broken or too large."""
    with decoded(file, LONGEST_EDGE) as (image, came_as):
        image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        kind, content = _written(image, came_as)
        small = image.copy()
        small.thumbnail((SMALL_EDGE, SMALL_EDGE))
        return Picture(kind, content, *image.size, _as(small, "WEBP", quality=78))


def portrait(file: IO[bytes]) -> bytes:
    """The middle of the picture as a square for a round frame, WebP."""
    with decoded(file, PORTRAIT_EDGE * 2) as (image, _came_as):
        square = ImageOps.fit(image, (PORTRAIT_EDGE, PORTRAIT_EDGE), centering=(0.5, 0.4))
        return _as(square, "WEBP", quality=82)


@contextmanager
def decoded(file: IO[bytes], edge: int) -> Iterator[tuple[Image.Image, str]]:
    """The first frame, upright, with nothing but its dots, and the format in which it came."""
    file.seek(0)
    try:
        with _at_once, Image.open(file, formats=FORMATS) as image:
            came_as = image.format or ""
            _check_dots(image, came_as)
            yield _bare(image, edge), came_as
    except Unfit:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Unfit(TOO_LARGE) from error
    except Image.UnidentifiedImageError as error:
        raise Unfit(UNKNOWN) from error
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError) as error:
        raise Unfit(BROKEN) from error


def _check_dots(image: Image.Image, came_as: str) -> None:
    dots = image.width * image.height
    if dots > (MOST_DOTS if came_as == "JPEG" else MOST_DOTS_AT_ONCE):
        raise Unfit(TOO_LARGE)


def _bare(image: Image.Image, edge: int) -> Image.Image:
    image.draft("RGB", (edge, edge))
    image.load()
    upright = ImageOps.exif_transpose(image)
    see_through = "A" in upright.getbands() or "transparency" in upright.info
    plain = upright.convert("RGBA" if see_through else "RGB")
    dots = Image.new(plain.mode, plain.size)
    dots.paste(plain)
    return dots


def _written(image: Image.Image, came_as: str) -> tuple[Kind, bytes]:
    """In the format in which it came, as far as that makes sense; a GIF, which may move, as a still PNG."""
    if came_as == "WEBP":
        return WEBP, _as(image, "WEBP", quality=85)
    if came_as != "JPEG":
        content = _as(image, "PNG")
        if image.mode == "RGBA" or len(content) <= HEAVY:
            return PNG, content
    return JPEG, _as(image, "JPEG", quality=86, progressive=True)


def _as(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
