"""Pictures and files that people of the demo sent with their ideas: sketches, a photograph in the dark, a list.

Owns how they look and to which idea they belong. Knows no rows.
"""

import io
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = (1000, 700)
PAPER, INK, BLUE, RED, GREEN = "#f6f2e7", "#2d2f36", "#2d5f9a", "#b5452f", "#4c7a4f"
Draw = ImageDraw.ImageDraw


def _pen(
    draw: Draw, chance: Random, points: Sequence[tuple[float, float]], colour: str = INK, width: int = 5
) -> None:
    """A line as a hand draws it: not quite straight."""
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = 6
        line = [
            (
                x1 + (x2 - x1) * n / steps + chance.uniform(-2, 2),
                y1 + (y2 - y1) * n / steps + chance.uniform(-2, 2),
            )
            for n in range(steps + 1)
        ]
        draw.line(line, fill=colour, width=width, joint="curve")


def _box(
    draw: Draw, chance: Random, box: tuple[int, int, int, int], colour: str = INK, fill: str = ""
) -> None:
    x1, y1, x2, y2 = box
    if fill:
        draw.rectangle(box, fill=fill)
    _pen(draw, chance, [(x1, y1), (x2, y1 + 3), (x2 - 2, y2), (x1 + 2, y2 - 2), (x1, y1)], colour)


def _say(draw: Draw, at: tuple[int, int], words: str, size: int = 30, colour: str = INK) -> None:
    draw.text(at, words, fill=colour, font=ImageFont.load_default(size))


def _sheet(title: str) -> tuple[Image.Image, Draw, Random]:
    """A sheet of paper with a title."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    for y in range(70, SIZE[1], 35):
        draw.line((0, y, SIZE[0], y), fill="#e6dfcb", width=1)
    _say(draw, (50, 28), title, 40, BLUE)
    return image, draw, Random(title)  # noqa: S311


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def shelf(title: str, labels: tuple[str, ...]) -> bytes:
    """A shelf with a name at each place."""
    image, draw, chance = _sheet(title)
    for row in range(3):
        top = 130 + 170 * row
        _pen(draw, chance, [(90, top + 140), (910, top + 140)], INK, 8)
        for column in range(4):
            x = 120 + 200 * column
            tall = chance.randint(60, 115)
            _box(
                draw,
                chance,
                (x, top + 135 - tall, x + 150, top + 135),
                INK,
                chance.choice(("#dbe4ec", "#e8dcc8")),
            )
            word = labels[(row * 4 + column) % len(labels)]
            _say(draw, (x + 8, top + 146), word, 19, RED if row + column == 2 else INK)
    _pen(draw, chance, [(90, 120), (90, 640)], INK, 8)
    _pen(draw, chance, [(910, 120), (910, 640)], INK, 8)
    return _jpeg(image)


def board(title: str) -> bytes:
    """A board with the outline of each tool."""
    image, draw, chance = _sheet(title)
    _box(draw, chance, (80, 110, 920, 640), INK, "#e3e7e4")
    for n in range(6):
        x, y = 130 + 130 * n, 190
        missing = n == 3
        colour = RED if missing else INK
        draw.rounded_rectangle(
            (x, y, x + 46, y + 300), 22, outline=colour, width=6, fill=None if missing else "#9aa5ad"
        )
        draw.ellipse(
            (x - 12, y - 40, x + 58, y + 30), outline=colour, width=6, fill=None if missing else "#b8c1c7"
        )
        _say(draw, (x - 18, y + 330), f"{20 * (n + 1)} Nm", 26, colour)
    _say(draw, (470, 590), "who has it?", 28, RED)
    return _jpeg(image)


def floor(title: str, place: str, gate: str) -> bytes:
    """A hall from above with marked places."""
    image, draw, chance = _sheet(title)
    _box(draw, chance, (70, 110, 930, 650))
    for row in range(2):
        for column in range(6):
            x, y = 120 + 125 * column, 160 + 250 * row
            _box(draw, chance, (x, y, x + 95, y + 130), "#b98a1f", "#f3e3b1")
            _say(draw, (x + 20, y + 45), f"{place}{row * 6 + column + 1}", 26)
    _pen(draw, chance, [(90, 355), (905, 355)], GREEN, 6)
    _say(draw, (720, 310), f"{gate} >", 30, GREEN)
    return _jpeg(image)


def night() -> bytes:
    """A photograph that shows next to nothing, which is the point of it."""
    image = Image.new("RGB", SIZE, "#0d0f14")
    draw = ImageDraw.Draw(image)
    draw.polygon(((0, 470), (1000, 430), (1000, 700), (0, 700)), fill="#1a1d24")
    draw.rectangle((380, 210, 560, 520), fill="#20242c")
    draw.rectangle((540, 360, 548, 378), fill="#565a5f")
    draw.ellipse((845, 60, 935, 150), fill="#e2bd62")
    image = image.filter(ImageFilter.GaussianBlur(14))
    noise = Image.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 22).resize(SIZE).convert("RGB")
    return _jpeg(Image.blend(image, noise, 0.06))


def tags(title: str, words: tuple[str, ...]) -> bytes:
    """Tags in colours, each with what it says."""
    image, draw, chance = _sheet(title)
    for n, (word, fill) in enumerate(zip(words, ("#e9b7a8", "#f0dc9a", "#b8d3b0", "#b6cbe0"), strict=False)):
        y = 130 + 135 * n
        draw.rounded_rectangle((140, y, 640, y + 105), 24, fill=fill, outline=INK, width=5)
        draw.ellipse((165, y + 35, 200, y + 70), fill=PAPER, outline=INK, width=5)
        _pen(draw, chance, [(182, y + 52), (100, y + 20 + chance.randint(0, 50)), (60, y + 90)], INK, 3)
        _say(draw, (230, y + 32), word, 34)
    return _jpeg(image)


def load(title: str) -> bytes:
    """The power that a compressor takes over a weekend."""
    image, draw, chance = _sheet(title)
    _pen(draw, chance, [(110, 120), (110, 600), (930, 600)], INK, 5)
    watts = [74, 78, 71, 76, 46, 45, 47, 44, 46, 45, 44, 72, 79]
    points = [(130 + 63 * n, 600 - 5.6 * kw) for n, kw in enumerate(watts)]
    _pen(draw, chance, points, RED, 7)
    for n, day in enumerate(("Thu", "Fri", "Sat", "Sun", "Mon")):
        _say(draw, (150 + 170 * n, 615), day, 28)
    _say(draw, (420, 290), "45 kW, and nobody here", 30, RED)
    return _jpeg(image)


def times() -> bytes:
    """A list of when the scanners gave up."""
    rows = [
        "Scanner;Schicht;Akku leer um",
        "S-04;früh;13:10",
        "S-07;früh;12:45",
        "S-02;spät;20:30",
        "S-11;früh;13:25",
    ]
    return "\r\n".join(rows).encode()


def note() -> bytes:
    """A few words of a colleague, typed."""
    return (
        b"Read from the meter of compressor 2, hall 1\n\nSat 06:00  45.2 kW\nSat 18:00  44.9 kW\n"
        b"Sun 06:00  45.1 kW\nSun 18:00  44.7 kW\n\nFull load on a weekday: 76 kW\n"
    )


SENT: dict[str, tuple[tuple[str, Callable[[], bytes]], ...]] = {
    "messmittel-regal": (
        (
            "Regal Messmittel.jpg",
            lambda: shelf(
                "Messmittel: so finde ich sie", ("Mikrometer", "Lehre 12", "Messuhr", "Winkel", "Endmaß")
            ),
        ),
    ),
    "torque-wrench-return": (("shadow board.jpg", lambda: board("Torque wrenches, line 3")),),
    "stellplaetze-markieren": (("Halle 2 von oben.jpg", lambda: floor("Halle 2: Paletten", "P", "Tor 4")),),
    "licht-am-hinterausgang": (("IMG_2231.jpg", night),),
    "scanner-akkus": (("Akku leer.csv", times),),
    "defect-tags-colour": (
        ("tags.jpg", lambda: tags("One colour, one reason", ("measure", "surface", "wrong part", "unclear"))),
    ),
    "weekend-compressor-off": (
        ("compressor weekend.jpg", lambda: load("Compressor 2, last weekend")),
        ("meter readings.txt", note),
    ),
    "service-van-kit": (
        (
            "van shelf.jpg",
            lambda: shelf("The same in every van", ("seals", "bearings", "cables", "tools", "oil")),
        ),
    ),
    "lieferschein-maske": (
        ("Skizze.jpg", lambda: tags("Eine Seite statt drei", ("Kunde", "Position", "Menge", "Versand"))),
    ),
    "kitting-for-specials": (
        (
            "kit trolley.jpg",
            lambda: shelf("Kit for one order", ("flange", "shaft", "screws", "label", "cap")),
        ),
    ),
}
"""Idea -> name and content of what came with it."""
