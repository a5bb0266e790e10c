"""The accent colour in numbers: where CSS cannot work it out, for mails, and to measure contrast.

The lightness and strength of the accent stand in `tokens.css`; the same numbers stand here, and a test holds the
two together. Only the hue is a setting.
"""

from functools import cache
from math import cos, radians, sin

LIGHT = (0.42, 0.15)
DARK = (0.80, 0.095)
"""Lightness and chroma of --accent on light and on dark paper."""
ON_DARK = (0.20, 0.03)
"""Of --on, the words on a filled button, in the dark."""

Rgb = tuple[float, float, float]


@cache
def accent(hue: int, shade: tuple[float, float] = LIGHT) -> str:
    """The accent as #rrggbb."""
    return "#" + "".join(f"{round(255 * part):02x}" for part in _srgb(*shade, hue))


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours given as #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


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
