"""Files to send: good ones, and those with which somebody tries something. Built in memory, none is stored here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SCRIPT = b"<script>alert(document.domain)</script>"


def sent(content: bytes, name: str = "file.bin", said: str = "text/html") -> SimpleUploadedFile:
    """A file as a browser sends it; what it says of itself is not to be believed."""
    return SimpleUploadedFile(name, content, content_type=said)


def drawn(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    """Something to see: left dark, right light."""
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="navy")
    return image


def picture(form: str = "JPEG", size: tuple[int, int] = (120, 80), **options: object) -> bytes:
    """A picture in this format."""
    out = io.BytesIO()
    drawn(size).save(out, form, **options)
    return out.getvalue()


def photograph(size: tuple[int, int] = (120, 80), orientation: int = 6) -> bytes:
    """A JPEG with all that a camera notes: place, device, how it was held, a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110] = "Camera maker", "Model SECRETDEVICE"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 34.0, 16.0), 3: "E", 4: (8.0, 6.0, 20.0)})
    return picture(size=size, exif=exif, comment=b"SECRETCOMMENT")


def claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head says that it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def jpeg_that_claims(width: int, height: int) -> bytes:
    """A JPEG whose head says that it is this large."""
    content = bytearray(picture())
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"

DOCX_PARTS = {
    "[Content_Types].xml": b'<Types xmlns="x"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "word/document.xml": b"<w:document>A shelf at gate two.</w:document>",
}


def packed(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(kind: str = "word/document.xml", packing: int = zipfile.ZIP_DEFLATED, **more: bytes) -> bytes:
    """An Office file with this main part."""
    parts = {"[Content_Types].xml": DOCX_PARTS["[Content_Types].xml"], kind: b"<x/>"}
    return packed({**parts, **more}, packing)


def torn() -> bytes:
    """An Office file whose first part does not unpack, although its frame is whole."""
    whole, at = office(), 30 + len("[Content_Types].xml")
    return whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 6]) + whole[at + 6 :]


def open_document(kind: str = "text") -> bytes:
    """A file of LibreOffice."""
    said = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed({"mimetype": said, "content.xml": b"<x/>", "META-INF/manifest.xml": b"<x/>"})


def bomb() -> bytes:
    """A small zip that unpacks to 300 MB."""
    return packed({**DOCX_PARTS, "word/media/a.xml": b"\0" * (60 * 1024 * 1024)})
