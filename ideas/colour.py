"""The accent colour in numbers: where CSS cannot work it out, for mails, and to measure contrast.

The lightness and strength of the accent stand in `tokens.css`; the same numbers stand here, and a test holds the
two together. Only the hue is a setting.
"""

import re
from functools import cache
from math import cos, radians, sin
from pathlib import Path

LIGHT = (0.42, 0.15)
DARK = (0.80, 0.095)
"""Lightness and chroma of --accent on light and on dark paper."""
ON_DARK = (0.20, 0.03)
"""Of --on, the words on a filled button, in the dark."""

TOKENS = Path(__file__).resolve().parent / "static/tell/tokens.css"
TEXT, SHAPE = 4.5, 3.0
"""What WCAG 2.2 AA asks for between words, or a shape that means something, and what lies under them."""
PAIRS: dict[tuple[str, str], float] = {
    **{
        (ink, paper): TEXT
        for ink in ("ink", "soft", "accent")
        for paper in ("paper", "sheet", "wash", "tint")
    },
    **{("ink", paper): TEXT for paper in ("you-bg", "good-bg", "bad-bg")},
    **{("accent", paper): TEXT for paper in ("you-bg", "good-bg")},
    **{
        (state, paper): TEXT
        for state in ("you", "good", "bad")
        for paper in ("paper", "sheet", f"{state}-bg")
    },
    **{("on", fill): TEXT for fill in ("accent", "press")},
    ("paper", "ink"): TEXT,
    ("press", "paper"): TEXT,
    ("press", "sheet"): TEXT,
    ("soft", "good-bg"): TEXT,
    ("ink", "heat-2"): TEXT,
    ("on", "heat-3"): TEXT,
    **{("edge", paper): SHAPE for paper in ("paper", "sheet", "wash")},
}
"""Everything that stands on something, by the names of the tokens: (above, below) and the least contrast."""

HEAT = {"heat-2": 0.19, "heat-3": 0.80}
"""How much of the accent the steps of a heat map mix into its tint."""

Rgb = tuple[float, float, float]


@cache
def accent(hue: int, shade: tuple[float, float] = LIGHT) -> str:
    """The accent as #rrggbb."""
    return "#" + "".join(f"{round(255 * part):02x}" for part in _srgb(*shade, hue))


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours given as #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weak_pairs(hue: int) -> list[str]:
    """Every pair that cannot be read well with this hue, in words."""
    schemes = zip(("in light", "in the dark"), palettes(hue), strict=True)
    return [
        f"--{above} on --{below} {scheme} ({ratio:.2f} : 1, {least} needed)"
        for scheme, colours in schemes
        for (above, below), least in PAIRS.items()
        if (ratio := contrast(colours[above], colours[below])) < least
    ]


def palettes(hue: int) -> tuple[dict[str, str], dict[str, str]]:
    """All colours of `tokens.css` with this hue as #rrggbb by name: in light and in the dark."""
    light, dark = (
        {name: _shown(both[scheme], hue) for name, both in _tokens().items()}
        | {name: _mixed(name, scheme, hue) for name in HEAT}
        for scheme in (0, 1)
    )
    return light, dark


def _mixed(name: str, scheme: int, hue: int) -> str:
    """A step of the heat map: accent and tint have the same hue, so mixing them is an average."""
    ends = [[float(part) for part in _tokens()[end][scheme].split()[:2]] for end in ("accent", "tint")]
    lightness, strength = (
        HEAT[name] * one + (1 - HEAT[name]) * other for one, other in zip(*ends, strict=True)
    )
    return accent(hue, (lightness, strength))


@cache
def _tokens() -> dict[str, tuple[str, str]]:
    one = r"oklch\(([^()]*(?:var\(--hue\))?)\)"
    found = re.findall(rf"--([\w-]+): light-dark\({one}, {one}\)", TOKENS.read_text())
    return {name: (light, dark) for name, light, dark in found}


def _shown(parts: str, hue: int) -> str:
    lightness, strength, own_hue = parts.split()
    return accent(hue if "var" in own_hue else int(own_hue), (float(lightness), float(strength)))


def _srgb(lightness: float, chroma: float, hue: int) -> Rgb:
    """OKLCH to sRGB; what a screen cannot show loses strength until it can, as browsers do it."""
    linear = _linear(lightness, chroma, hue)
    while chroma > 0 and not all(-1e-4 <= part <= 1 + 1e-4 for part in linear):
        chroma -= 0.002
        linear = _linear(lightness, chroma, hue)
    red, green, blue = (_encoded(min(1.0, max(0.0, part))) for part in linear)
    return red, green, blue


def _linear(lightness: float, chroma: float, hue: int) -> Rgb:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
