"""Contact sheets: all forms of one page side by side on one picture, to look through quickly."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

NARROW, WIDE = 300, 760
TALLEST = 1500
GAP, HEAD = 16, 26
PAPER, INK = "#8a8680", "#ffffff"


def sheet(files: Sequence[Path], target: Path) -> None:
    """The pictures in one row, each with its name above it, scaled down and cut at the foot."""
    drawn = [_scaled(file) for file in files]
    width = sum(picture.width + GAP for picture in drawn) + GAP
    height = max(picture.height for picture in drawn) + HEAD + 2 * GAP
    whole = Image.new("RGB", (width, height), PAPER)
    pen, left = ImageDraw.Draw(whole), GAP
    for file, picture in zip(files, drawn, strict=True):
        pen.text((left, GAP), file.stem, fill=INK, font=ImageFont.load_default(16))
        whole.paste(picture, (left, GAP + HEAD))
        left += picture.width + GAP
    whole.save(target)


def _scaled(file: Path) -> Image.Image:
    with Image.open(file) as taken:
        width = WIDE if taken.width > 1000 else NARROW
        small = taken.convert("RGB").resize(
            (width, taken.height * width // taken.width), Image.Resampling.LANCZOS
        )
    return small.crop((0, 0, width, min(small.height, TALLEST)))


def compact(file: Path) -> None:
    """The same picture in as few bytes as letters stay sharp with."""
    with Image.open(file) as taken:
        few = taken.convert("RGB").quantize(192, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
