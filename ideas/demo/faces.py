"""Pictures of the people of the demo: drawn, calm, each a little different. Nobody real.

Owns how they look. Knows no rows.
"""

import io
from random import Random
from typing import NamedTuple

from PIL import Image, ImageDraw

EDGE, TWICE = 256, 512
"""Drawn twice as large, so that edges come out smooth."""

GROUNDS = ("#d9e3ea", "#e9ddcf", "#dbe5d6", "#e6dbe4", "#e8e2cc", "#d5e2df", "#e3dcd6", "#dadff0")
CLOTHES = ("#3e5c76", "#7a4b4b", "#4f6b53", "#8a6d3b", "#54496b", "#2f4858", "#9a6a4f", "#5b6f86", "#6b6f52")
SKINS = {
    "light": ("#f0cdb4", "#e8bfa3", "#f3d6c1"),
    "tan": ("#d6a17a", "#c98f67"),
    "dark": ("#8a5a3c", "#6f4630"),
}
HAIRS = {
    "light": ("#b98a4e", "#6b4a2f", "#3b2a20", "#8a8a88", "#a3562f"),
    "tan": ("#2b211c", "#3a2a22"),
    "dark": ("#1d1715", "#2a211d"),
}


class Look(NamedTuple):
    """How somebody looks: skin, hair ("short", "bob", "long", "bun", "none", "scarf"), beard, glasses."""

    skin: str = "light"
    hair: str = "short"
    beard: bool = False
    glasses: bool = False


LOOKS: dict[str, Look] = {
    "Monika Engels": Look(hair="bob", glasses=True),
    "Sean Murphy": Look(beard=True),
    "Ayşe Yıldırım": Look("tan", "long"),
    "Holger Lindemann": Look(glasses=True),
    "Grace Owusu": Look("dark", "bun"),
    "Dietmar Krause": Look(hair="none", glasses=True),
    "Beate Wolters": Look(hair="bob"),
    "Daniel Asante": Look("dark", "short", beard=True),
    "Gabriele Frank": Look(hair="bun", glasses=True),
    "Katharina Hellmann": Look(hair="long"),
    "Renate Kühn": Look(hair="bob", glasses=True),
    "Philip Marsh": Look(),
    "Joanna Wiśniewska": Look(hair="long"),
    "Emre Aydın": Look("tan", beard=True),
    "Jürgen Brandt": Look(hair="none"),
    "Marek Kowalski": Look(beard=True),
    "Nadine Pohl": Look(hair="bun"),
    "Vikram Iyer": Look("tan", glasses=True),
    "Andrea Vogt": Look(hair="long", glasses=True),
    "Piotr Nowicki": Look(hair="none", beard=True),
    "Meera Nair": Look("tan", "long"),
    "Claudia Baumgart": Look(hair="bob"),
    "Rolf Esser": Look(glasses=True),
    "Kemal Şahin": Look("tan"),
    "Heike Jansen": Look(hair="bun"),
    "Priya Menon": Look("tan", "bun", glasses=True),
    "Jens Overbeck": Look(beard=True),
    "Fatma Koç": Look("tan", "scarf"),
    "Helen Carter": Look("dark", "bob"),
    "Burak Çelik": Look("tan", beard=True, glasses=True),
    "Simone Keßler": Look(hair="long"),
    "Carlos Mendes": Look("tan", beard=True),
}
"""Who has a picture: those whom the tour meets, and some of those in charge. All others show their initials."""


def face(name: str) -> bytes:
    """A picture of this person; the same in every demo."""
    chance, look = Random(name), LOOKS[name]  # noqa: S311
    image = Image.new("RGB", (TWICE, TWICE), chance.choice(GROUNDS))
    draw = ImageDraw.Draw(image)
    skin, hair, cloth = (
        chance.choice(SKINS[look.skin]),
        chance.choice(HAIRS[look.skin]),
        chance.choice(CLOTHES),
    )
    _behind(draw, look, hair, cloth)
    draw.ellipse((60, 390, 452, 760), fill=cloth)
    draw.rounded_rectangle((212, 300, 300, 430), 40, fill=_darker(skin))
    draw.ellipse((150, 118, 362, 382), fill=skin)
    _beard(draw, look, hair)
    _features(draw, look, skin, chance)
    _hair(draw, look, hair, cloth, skin)
    out = io.BytesIO()
    image.resize((EDGE, EDGE), Image.Resampling.LANCZOS).save(out, "JPEG", quality=95)
    return out.getvalue()


def _behind(draw: ImageDraw.ImageDraw, look: Look, hair: str, cloth: str) -> None:
    """Hair that falls behind the shoulders."""
    if look.hair == "long":
        draw.rounded_rectangle((124, 120, 388, 470), 120, fill=hair)
    elif look.hair == "bob":
        draw.rounded_rectangle((126, 110, 386, 350), 110, fill=hair)
    elif look.hair == "bun":
        draw.ellipse((196, 40, 316, 150), fill=hair)
    elif look.hair == "scarf":
        draw.rounded_rectangle((120, 84, 392, 470), 130, fill=_lighter(cloth))


def _hair(draw: ImageDraw.ImageDraw, look: Look, hair: str, cloth: str, skin: str) -> None:
    """What frames the forehead."""
    if look.hair == "none":
        return
    if look.hair == "scarf":
        draw.chord((140, 92, 372, 330), 196, 344, fill=_lighter(cloth))
        return
    draw.chord((142, 98, 370, 330), 188, 352, fill=hair)
    if look.hair == "short":
        draw.ellipse((146, 92, 366, 200), fill=hair)
        draw.chord((168, 166, 344, 290), 180, 360, fill=skin)
    elif look.hair in ("long", "bob"):
        draw.pieslice((142, 96, 330, 320), 170, 292, fill=hair)


def _beard(draw: ImageDraw.ImageDraw, look: Look, hair: str) -> None:
    if look.beard:
        draw.chord((156, 190, 356, 392), 12, 168, fill=hair)


def _features(draw: ImageDraw.ImageDraw, look: Look, skin: str, chance: Random) -> None:
    """Eyes and a smile, no more."""
    y = 248
    for x in (214, 298):
        draw.ellipse((x - 8, y - 8, x + 8, y + 8), fill="#2b2522")
    draw.line((256, 262, 250, 298, 262, 300), fill=_darker(skin), width=5, joint="curve")
    width = chance.randint(26, 36)
    draw.arc(
        (256 - width, 296, 256 + width, 342), 25, 155, fill="#f2e7e0" if look.beard else "#8c4f45", width=7
    )
    if look.glasses:
        for x in (214, 298):
            draw.ellipse((x - 32, y - 28, x + 32, y + 30), outline="#3a3532", width=6)
        draw.line((246, y, 266, y), fill="#3a3532", width=6)


def _darker(colour: str) -> str:
    return _mixed(colour, 0, 0.12)


def _lighter(colour: str) -> str:
    return _mixed(colour, 255, 0.3)


def _mixed(colour: str, other: int, share: float) -> str:
    parts = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (other - part) * share):02x}" for part in parts)
