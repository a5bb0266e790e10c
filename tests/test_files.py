"""What may come in, and what is left of it: pictures made anew, documents looked into, names made plain."""

import io
import random
import unicodedata
import zipfile

import pytest
from django.http import FileResponse
from PIL import Image

from ideas import files
from ideas.files import Unfit
from tests import uploads
from tests.uploads import PDF, SCRIPT, sent


def content_of(ready) -> bytes:
    ready.content.seek(0)
    return ready.content.read()


def refusal(content: bytes, name: str = "photo.jpg") -> str:
    with pytest.raises(Unfit) as caught:
        files.check(sent(content, name, "image/jpeg"))
    return " ".join(caught.value.messages)


GOOD = {
    "jpeg": (uploads.picture("JPEG"), "image/jpeg", "jpg"),
    "png": (uploads.picture("PNG"), "image/png", "png"),
    "webp": (uploads.picture("WEBP"), "image/webp", "webp"),
    "gif": (uploads.picture("GIF"), "image/png", "png"),
    "pdf": (PDF, "application/pdf", "pdf"),
    "text": ("Größe: 3 m²\nÄnderung".encode(), "text/plain", "txt"),
    "old text": ("Größe;Menge\nBänder;3\n".encode("cp1252"), "text/plain", "txt"),
    "docx": (
        uploads.office(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    "xlsx": (
        uploads.office("xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    "pptx": (
        uploads.office("ppt/presentation.xml"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
    "odt": (uploads.open_document(), "application/vnd.oasis.opendocument.text", "odt"),
    "ods": (uploads.open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet", "ods"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_type_comes_from_the_content_whatever_the_name_says(kind):
    content, content_type, ending = GOOD[kind]
    for name in ("evil.html", "photo.svg", "noending", "a.exe"):
        ready = files.check(sent(content, name))
        assert (ready.content_type, ready.name.rpartition(".")[2]) == (content_type, ending)
        assert ready.size == len(content_of(ready))


def test_a_list_keeps_its_ending():
    assert files.check(sent(b"a;b\n1;2\n", "list.csv")).name == "list.csv"


REFUSED = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg with a head": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "html": b"<!DOCTYPE html><html><body>" + SCRIPT,
    "html further down": b"Dear all,\n" * 200 + b"\n< IFRAME src=//x>",
    "html over two pieces": b"a" * (1024 * 1024 - 3) + SCRIPT,
    "xml": b'<?xml version="1.0"?><a/>',
    "windows program": b"MZ\x90\0" + b"\0" * 80,
    "linux program": b"\x7fELF" + b"\0" * 80,
    "script": b"#!/bin/sh\nrm -rf /\n",
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 80,
    "plain zip": uploads.packed({"a.txt": b"hello"}),
    "rar": b"Rar!\x1a\x07\0" + b"\0" * 80,
    "gzip": b"\x1f\x8b\x08" + b"\0" * 80,
    "noise": bytes(range(256)) * 9,
    "empty": b"",
    "utf-16": "Größe".encode("utf-16"),
    "half a jpeg": uploads.picture(size=(900, 900))[:900],
    "half a png": uploads.picture("PNG", size=(900, 900))[:60],
    "head of a gif alone": b"GIF89a",
    "gif that is a script": b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//",
    "zip bomb": uploads.bomb(),
    "too many parts": uploads.packed({**uploads.DOCX_PARTS, **{f"word/{n}.xml": b"" for n in range(3001)}}),
    "way out of the zip": uploads.packed({**uploads.DOCX_PARTS, "../../etc/cron.d/x": b"x"}),
    "macros": uploads.packed({**uploads.DOCX_PARTS, "word/vbaProject.bin": b"x"}),
    "macros by word": uploads.packed(
        {
            **uploads.DOCX_PARTS,
            "[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml",
        }
    ),
    "template from elsewhere": uploads.packed(
        {
            **uploads.DOCX_PARTS,
            "word/_rels/settings.xml.rels": b'Type="x/attachedTemplate" TargetMode="External"',
        }
    ),
    "program in a document": uploads.packed({**uploads.DOCX_PARTS, "word/embeddings/oleObject1.bin": b"MZ"}),
    "macros of libreoffice": uploads.packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"",
            "Basic/Standard/M.xml": b"x",
        }
    ),
    "page behind a document": uploads.office() + SCRIPT * 9,
    "document that is cut": uploads.office()[:-30],
    "document with torn parts": uploads.torn(),
    "document packed in a strange way": uploads.office(packing=zipfile.ZIP_LZMA),
    "pdf with a page in it": PDF.replace(b"1 0 obj", b"<html>" + SCRIPT + b"\n1 0 obj"),
    "page behind a pdf": PDF + SCRIPT,
    "pdf with a program": PDF.replace(b"/Type /Catalog", b"/OpenAction << /S /JavaScript /JS (x) >>"),
    "pdf with a hidden program": PDF.replace(b"/Type /Catalog", b"/S /J#61vaScript"),
    "pdf with a file": PDF.replace(b"/Type /Catalog", b"/Names << /EmbeddedFiles 3 0 R >>"),
    "pdf without an end": PDF[:60],
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_taken_is_refused_in_a_sentence(kind):
    for name in ("photo.jpg", "a.pdf", "a.docx", "a.txt"):
        assert len(refusal(REFUSED[kind], name)) > 15


def test_heic_says_what_to_send_instead():
    assert "JPEG" in refusal(REFUSED["heic"])


@pytest.mark.parametrize("size", [(50_000, 50_000), (10_000, 10_000), (2**31 - 1, 2), (1, 60_000_000)])
def test_pixel_flood_is_refused_by_its_head(size):
    assert "pixels" in refusal(uploads.claims(*size))


def test_pixel_flood_of_a_jpeg_is_refused():
    assert "pixels" in refusal(uploads.jpeg_that_claims(50_000, 50_000))
    assert "pixels" in refusal(uploads.jpeg_that_claims(9000, 9000))


def test_picture_loses_all_that_the_camera_noted():
    before = uploads.photograph()
    assert b"SECRETDEVICE" in before
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825)
    ready = files.check(sent(before, "IMG_1.jpg"))
    for content in (content_of(ready), ready.small):
        image = Image.open(io.BytesIO(content))
        assert not dict(image.getexif())
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)
        assert b"SECRET" not in content
        assert b"Exif" not in content


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_notes_in_other_formats_go_too(form):
    exif = Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    options = {"exif": exif, "xmp": b"<x>SECRETPLACE</x>", "icc_profile": b"SECRETPROFILE" * 20}
    before = uploads.picture(form, **options)
    ready = files.check(sent(before))
    assert b"SECRET" in before
    assert b"SECRET" not in content_of(ready) + ready.small


def test_picture_is_turned_upright():
    ready = files.check(sent(uploads.photograph(size=(120, 80), orientation=6)))
    assert (ready.width, ready.height) == (80, 120)
    top = Image.open(io.BytesIO(content_of(ready))).getpixel((40, 5))
    assert top[2] > top[0] + 40  # what was left is on top: navy


def test_large_picture_is_made_smaller_and_has_a_small_one():
    ready = files.check(sent(uploads.picture(size=(4000, 1000))))
    assert (ready.width, ready.height) == (2560, 640)
    small = Image.open(io.BytesIO(ready.small))
    assert (small.format, small.size) == ("WEBP", (480, 120))


def test_small_picture_is_not_blown_up():
    ready = files.check(sent(uploads.picture(size=(30, 20))))
    assert (ready.width, ready.height) == (30, 20)
    assert Image.open(io.BytesIO(ready.small)).size == (30, 20)


def test_transparency_stays():
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(content_of(files.check(sent(out.getvalue()))))).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK"])
def test_pictures_of_all_modes_are_taken(mode):
    out = io.BytesIO()
    uploads.drawn().convert(mode).save(out, "JPEG" if mode in ("L", "CMYK") else "PNG")
    assert files.check(sent(out.getvalue())).width == 120


def test_moving_picture_stands_still():
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    ready = files.check(sent(out.getvalue()))
    kept = Image.open(io.BytesIO(content_of(ready)))
    assert getattr(kept, "n_frames", 1) == 1
    assert kept.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize(
    "content",
    [
        uploads.picture("JPEG", comment=SCRIPT),
        uploads.picture("JPEG") + SCRIPT,
        uploads.picture("GIF", comment=b"*/=1;" + SCRIPT),
        uploads.picture("GIF") + SCRIPT,
        uploads.picture("PNG") + SCRIPT,
        uploads.picture("PNG") + uploads.office(),
        uploads.picture("WEBP") + SCRIPT,
    ],
)
def test_picture_that_is_also_something_else_comes_out_as_picture_alone(content):
    ready = files.check(sent(content, "x.html"))
    for kept in (content_of(ready), ready.small):
        assert b"script" not in kept
        assert b"PK\x03\x04" not in kept


def test_limit_passes_and_a_byte_more_does_not(settings):
    settings.FILE_MAX_BYTES = 5000
    assert files.check(sent(b"a" * 5000)).size == 5000
    assert "larger than" in refusal(b"a" * 5001)


def test_portrait_is_a_small_square_without_notes():
    content = files.portrait(sent(uploads.photograph(size=(900, 600))))
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("WEBP", (256, 256))
    assert not dict(image.getexif())
    assert len(content) < 20_000


@pytest.mark.parametrize("content", [PDF, b"just words", b"", uploads.claims(50_000, 50_000), REFUSED["svg"]])
def test_portrait_of_what_is_no_picture_is_refused(content):
    with pytest.raises(Unfit):
        files.portrait(sent(content))


NAMES = {
    "../../etc/passwd": "passwd.jpg",
    "..\\..\\boot.ini": "boot.jpg",
    "C:\\Users\\x\\shelf.jpg": "shelf.jpg",
    "shelf.php.jpg": "shelf.php.jpg",
    "shelf.html": "shelf.jpg",
    "SHELF.JPEG": "SHELF.jpeg",
    "a\r\nSet-Cookie: x=1.jpg": "a Set-Cookie x=1.jpg",
    'say "hello"; filename=x.html': "say hello filename=x.jpg",
    "gpj.\u202egnp.exe": "gpj. gnp.jpg",
    "\u200b\u200e.jpg": "picture.jpg",
    "....": "picture.jpg",
    "": "picture.jpg",
    ".htaccess": "htaccess.jpg",
    "Regal\u2028links.jpg": "Regal links.jpg",
    "Gro\u0308ße.jpg": "Größe.jpg",
    "棚.jpg": "棚.jpg",
    "v1.2": "v1.2.jpg",
    "x" * 300 + ".jpg": "x" * 116 + ".jpg",
}


@pytest.mark.parametrize("name", NAMES)
def test_name_is_made_plain(name):
    assert files.cleaned(name, ("jpg", "jpeg"), "picture") == NAMES[name]


BAD_SIGNS = [
    *(
        "\r",
        "\n",
        "\r\n",
        "\0",
        '"',
        "'",
        ";",
        "\\",
        "/",
        "../",
        "\u202e",
        "\u2028",
        "\x85",
        "\x7f",
        "\t",
        " ",
    ),
    *("%0d%0a", "=?utf-8?q?", "é", "ä", "😀", "\ud800", ".", "<script>", "filename*=UTF-8''x.html"),
    "\r\nSet-Cookie: a=b\r\n\r\n",
]


def names_in_variants(n: int) -> list[str]:
    chance = random.Random(11)
    return [
        "".join(chance.choices([*BAD_SIGNS, "shelf", "regal", "x"], k=chance.randint(1, 12)))
        for _n in range(n)
    ]


def test_no_name_adds_a_header():
    for name in names_in_variants(500):
        clean = files.cleaned(name + ".jpg", ("jpg", "jpeg"), "picture")
        assert 5 <= len(clean) <= 120
        assert clean.endswith((".jpg", ".jpeg"))
        assert not any(unicodedata.category(sign)[0] == "C" for sign in clean)
        assert not set(clean) & set('/\\"\r\n<>:|*?;')
        answer = FileResponse(io.BytesIO(b"x"), as_attachment=True, filename=clean, content_type="image/jpeg")
        raw = answer.serialize_headers().decode("ascii")
        assert [line.partition(":")[0] for line in raw.split("\r\n")] == [
            "Content-Type",
            "Content-Length",
            "Content-Disposition",
        ]
        assert "filename" in answer["Content-Disposition"]
        assert answer["Content-Disposition"].startswith("attachment;")
