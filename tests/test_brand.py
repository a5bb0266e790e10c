"""Name, accent and logo of a company: refused at the start where something could not be read or shown."""

import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from PIL import Image, ImageChops

from ideas import brand, colour, logo
from ideas.management.commands import draw_icons

ROOT = Path(__file__).resolve().parent.parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120.4 32"><path d="M0 0h9v9z"/></svg>'
SIGN_IN = "/accounts/login/"


@pytest.fixture
def file_of(tmp_path, settings):
    """Writes a logo and names it in the settings."""

    def write(content: str | bytes, name: str = "logo.svg") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        settings.SITE_LOGO = str(path)
        return path

    return write


def faults() -> list[str]:
    return [f"{fault.id} {fault.msg} {fault.hint}" for fault in brand.check_brand()]


# Colours --------------------------------------------------------------------------------------------------------


def test_every_hue_can_be_read_in_light_and_in_the_dark():
    weak = {hue: pairs for hue in range(360) if (pairs := colour.weak_pairs(hue))}
    assert weak == {}


def test_every_hue_can_be_read_where_the_screen_cuts_colours_off(monkeypatch):
    def cut_off(lightness: float, strength: float, hue: int) -> tuple[float, ...]:
        return tuple(
            colour._encoded(min(1.0, max(0.0, part))) for part in colour._linear(lightness, strength, hue)
        )

    monkeypatch.setattr(colour, "_srgb", cut_off)
    colour.accent.cache_clear()
    try:
        assert [pair for hue in range(0, 360, 3) for pair in colour.weak_pairs(hue)] == []
    finally:
        colour.accent.cache_clear()


def test_every_token_of_a_colour_is_weighed_or_only_decorates():
    weighed = {name for pair in colour.PAIRS for name in pair}
    assert set(colour.palettes(266)[0]) - weighed == {"line"}


def test_steps_of_the_heat_map_are_those_of_the_styles():
    css = (ROOT / "ideas/static/tell/tell.css").read_text()
    for share in colour.HEAT.values():
        assert f"color-mix(in oklab, var(--accent) {share:.0%}, var(--tint))" in css


def test_known_colours_have_their_known_contrast():
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    light, _dark = colour.palettes(266)
    assert (light["sheet"], light["paper"]) == ("#ffffff", "#fbfaf7")


def test_hue_that_cannot_be_read_is_refused_with_one_that_can(settings, monkeypatch):
    settings.SITE_ACCENT = 100
    real = colour.weak_pairs
    monkeypatch.setattr(
        colour, "weak_pairs", lambda hue: ["--on on --accent"] if 90 < hue < 130 else real(hue)
    )
    (said,) = faults()
    assert said.startswith("brand.E003 With SITE_ACCENT=100 --on on --accent cannot be read")
    assert "Set SITE_ACCENT=90" in said


@pytest.mark.parametrize("hue", [-1, 361, 1000])
def test_number_that_is_no_hue_is_refused(settings, hue):
    settings.SITE_ACCENT = hue
    (said,) = faults()
    assert "from 0 to 360" in said


@pytest.mark.parametrize("hue", [0, 120, 360])
def test_hue_is_taken(settings, hue):
    settings.SITE_ACCENT = hue
    assert faults() == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_name_that_fits_nowhere_is_refused(settings, name):
    settings.SITE_NAME = name
    (said,) = faults()
    assert "SITE_NAME" in said


# Logo -----------------------------------------------------------------------------------------------------------


def test_logo_stands_in_the_place_of_mark_and_name(client, db, settings, file_of):
    settings.SITE_NAME = 'Ideas & "more"'
    file_of(SVG)
    page = client.get(SIGN_IN).content.decode()
    (shown,) = re.findall(r'<a class="brand" href="/">(.*?)</a>', page)
    address, name = re.fullmatch(
        r'<img src="(/logo\?[0-9a-f]{12}\.svg)" alt="([^"]*)" width="120" height="32">', shown
    ).groups()
    assert name == "Ideas &amp; &quot;more&quot;"
    answer = client.get(address)
    assert answer.content.decode() == SVG
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert "immutable" in answer["Cache-Control"]


def test_logo_of_pixels_is_shown(client, db, file_of, tmp_path):
    Image.new("RGB", (300, 80)).save(tmp_path / "x.png")
    file_of((tmp_path / "x.png").read_bytes(), "logo.png")
    assert 'width="300" height="80"' in client.get(SIGN_IN).content.decode()
    assert client.get("/logo")["Content-Type"] == "image/png"


def test_logo_that_changes_has_another_address(client, db, file_of):
    file_of(SVG)
    before = logo.of(str(file_of(SVG))).name
    assert logo.of(str(file_of(SVG.replace("h9", "h10")))).name != before


def test_no_logo_is_no_fault(client, db):
    assert faults() == []
    assert client.get("/logo").status_code == 404
    assert '<a class="brand" href="/"><svg' in client.get(SIGN_IN).content.decode()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">&a;</svg>'


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (SVG, "logo.gif", "neither an SVG nor a PNG"),
        (SVG, "logo.png", "no PNG picture"),
        ("GIF89a" + "x" * 99, "logo.svg", "no SVG picture"),
        ("<html><body/></html>", "logo.svg", "no SVG picture"),
        (SVG.replace("</svg>", ""), "logo.svg", "no SVG picture"),
        (SVG.replace("<path", "<script>alert(1)</script><path"), "logo.svg", "a script"),
        (SVG.replace("<path", "<path onload='alert(1)'"), "logo.svg", "a script"),
        (SVG.replace("<path", "<image href='https://example.org/x.png'/><path"), "logo.svg", "outside"),
        (BOMB, "logo.svg", "document type"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "logo.svg", "neither viewBox"),
        (SVG + " " * 100_000, "logo.svg", "more than 100,000"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "logo.png", "no PNG picture"),
    ],
)
def test_file_that_is_no_logo_is_refused_with_a_repair(file_of, content, name, why):
    file_of(content, name)
    (said,) = faults()
    assert "SITE_LOGO" in said
    assert why in said


def test_picture_that_would_fill_the_memory_is_refused(file_of):
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 20_000, 3_000, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * 100)
    file_of(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b""), "logo.png"
    )
    (said,) = faults()
    assert "20000 by 3000 pixels" in said


def test_missing_file_is_refused(settings):
    settings.SITE_LOGO = "/no/such/logo.svg"
    (said,) = faults()
    assert "there is no such file" in said


def test_web_server_does_not_start_with_a_fault(settings):
    settings.SITE_LOGO = "/no/such/logo.svg"
    with pytest.raises(ImproperlyConfigured, match="there is no such file"):
        brand.insist()


# The installed app ----------------------------------------------------------------------------------------------


def test_manifest_says_name_and_colours(client, db, settings):
    settings.SITE_NAME, settings.SITE_ACCENT = "Ideas at Nordwerk", 150
    answer = client.get("/manifest.webmanifest", headers={"accept-language": "de"})
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["name"], said["short_name"], said["lang"]) == ("Ideas at Nordwerk", "Ideas", "de")
    assert (said["start_url"], said["display"], said["theme_color"]) == ("/", "standalone", "#fbfaf7")
    assert {icon["purpose"] for icon in said["icons"] if "purpose" in icon} == {"any", "maskable"}
    assert said["shortcuts"][0]["url"] == "/ideas/new/"


def test_manifest_names_pictures_that_are_there(client, db):
    for icon in client.get("/manifest.webmanifest").json()["icons"]:
        path = ROOT / "ideas" / icon["src"].lstrip("/")
        if path.suffix == ".png":
            with Image.open(path) as picture:
                assert "x".join(str(side) for side in picture.size) == icon["sizes"]
        else:
            assert path.read_text().startswith("<svg")


def test_pages_name_manifest_icons_and_the_colour_of_the_paper(client, db):
    page = client.get(SIGN_IN).content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert 'rel="apple-touch-icon"' in page
    assert re.findall(r'media="\(prefers-color-scheme: (\w+)\)" content="(#\w+)"', page) == [
        ("light", "#fbfaf7"),
        ("dark", colour.palettes(266)[1]["paper"]),
    ]


def test_icons_are_drawn_from_the_mark():
    numbers = set(re.findall(r"[\d.]+", (ROOT / "ideas/static/tell/icon.svg").read_text()))
    drawn = (*draw_icons.FROM, *draw_icons.TO, *draw_icons.DOT, draw_icons.WIDTH, draw_icons.DOT_RADIUS)
    assert {str(number) for number in drawn} <= numbers
    for path, fresh in draw_icons.pictures().items():
        with Image.open(path) as kept:
            assert kept.size == fresh.size
            difference = ImageChops.difference(
                kept.convert("RGBA").getchannel("A"), fresh.getchannel("A")
            ).getextrema()
            assert difference[1] <= 64


def test_settings_stop_the_start_with_one_line(tmp_path):
    """As an operator meets it: the check of Django, in a process of its own."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
        "SITE_LOGO": str(tmp_path / "none.svg"),
        "SITE_ACCENT": "400",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "SITE_ACCENT=400 is no hue" in done.stderr
    assert "there is no such file" in done.stderr
