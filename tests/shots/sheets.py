"""Contact sheets: all forms of one page side by side on one picture, to look through quickly."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

NARROW, WIDE = 300, 760
IN_A_ROW = 4
TALLEST = 1500
GAP, HEAD = 16, 26
PAPER, INK = "#8a8680", "#ffffff"


def sheet(files: Sequence[Path], target: Path) -> None:
    """The pictures in rows of four, each with its name above it, scaled down and cut at the foot."""
    rows = [_row(files[at : at + IN_A_ROW]) for at in range(0, len(files), IN_A_ROW)]
    whole = Image.new("RGB", (max(row.width for row in rows), sum(row.height for row in rows)), PAPER)
    top = 0
    for row in rows:
        whole.paste(row, (0, top))
        top += row.height
    whole.save(target)


def _row(files: Sequence[Path]) -> Image.Image:
    drawn = [_scaled(file) for file in files]
    width = sum(picture.width + GAP for picture in drawn) + GAP
    row = Image.new("RGB", (width, max(picture.height for picture in drawn) + HEAD + GAP), PAPER)
    pen, left = ImageDraw.Draw(row), GAP
    for file, picture in zip(files, drawn, strict=True):
        pen.text((left, GAP // 2), file.stem, fill=INK, font=ImageFont.load_default(16))
        row.paste(picture, (left, GAP // 2 + HEAD))
        left += picture.width + GAP
    return row


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
