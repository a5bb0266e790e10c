"""`manage.py draw_icons`: the mark as pictures, for home screens, tabs and old browsers.

The same lines as in `icon.svg`: an open ring and a full stop. Run when the mark changes; the pictures are committed.
"""

from math import atan2, cos, degrees, radians, sin
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "ideas/static/tell"
INK, PAPER = "#5a78d8", "#fbfaf7"
CENTRE, RADIUS, WIDTH = (16.0, 15.4), 12.0, 4.5
FROM, TO = (19.4, 26.9), (27.8, 17.3)
DOT, DOT_RADIUS = (26.2, 24.4), 3.8
GRID, FINER = 32, 8
"""The mark is drawn on a grid of 32; eight times as large and then made smaller, so that edges are smooth."""


def picture(side: int, mark: float, paper: str | None) -> Image.Image:
    """The mark in the middle, as large a part of the side as said, on paper or on nothing."""
    full = side * FINER
    image = Image.new("RGBA", (full, full), paper or (0, 0, 0, 0))
    scale = full * mark / GRID
    shift = full * (1 - mark) / 2
    _draw(ImageDraw.Draw(image), scale, shift)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def _draw(pen: ImageDraw.ImageDraw, scale: float, shift: float) -> None:
    def disc(centre: tuple[float, float], radius: float) -> None:
        x, y = (shift + scale * part for part in centre)
        pen.ellipse(
            (x - scale * radius, y - scale * radius, x + scale * radius, y + scale * radius), fill=INK
        )

    start, end = (degrees(atan2(y - CENTRE[1], x - CENTRE[0])) for x, y in (FROM, TO))
    for step in range(721):  # a round pen along the ring
        angle = radians(start + (end + 360 - start) * step / 720)
        disc((CENTRE[0] + RADIUS * cos(angle), CENTRE[1] + RADIUS * sin(angle)), WIDTH / 2)
    disc(DOT, DOT_RADIUS)


def pictures() -> dict[Path, Image.Image]:
    """Every picture by its place. A maskable one keeps the mark inside the circle that telephones cut out."""
    return {
        STATIC / "icon-192.png": picture(192, 0.86, None),
        STATIC / "icon-512.png": picture(512, 0.86, None),
        STATIC / "icon-maskable-512.png": picture(512, 0.56, PAPER),
        STATIC / "apple-touch-icon.png": picture(180, 0.66, PAPER),
        ROOT / "config/root/favicon.ico": picture(32, 1.0, None),
    }


class Command(BaseCommand):
    """Writes the pictures."""

    help = "Draws the icons of ideas/static/tell and the favicon from the mark."

    def handle(self, **options: Any) -> None:
        """Writes each and names it."""
        for path, image in pictures().items():
            if path.suffix == ".ico":
                image.save(path, sizes=[(16, 16), (32, 32)])
            else:
                image.quantize(64).save(path, optimize=True)
            self.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")
