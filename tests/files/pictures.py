"""Pictures good and bad: made here, and the shared ones where they are at hand."""

import io
import struct
import zlib
from functools import cache
from pathlib import Path

from PIL import Image

from tests.shared_data import shared


def jpeg(size: tuple[int, int] = (640, 480), *, orientation: int = 1, gps: bool = False) -> bytes:
    """Left half red, right half blue, with EXIF."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETMAKER"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:02 10:11:12"
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (35.0, 24.0, 36.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return out.getvalue()


def noise(width: int, height: int) -> bytes:
    """What does not shrink by itself."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def encoded(kind: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, kind)
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, body: bytes, *extra: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + b"".join(extra)
        + _chunk(b"IDAT", body)
        + _chunk(b"IEND", b"")
    )


@cache
def bad_ones() -> dict[str, bytes]:
    """Bombs, cut and empty files; each must be refused."""
    whole = jpeg()
    zeros = zlib.compress(b"\0" * 50_000_000, 9)
    return {
        "pixel bomb": png(60_000, 60_000, zlib.compress(b"")),
        "wide bomb": png(2_000_000_000, 1, zlib.compress(b"")),
        "text bomb": png(8, 8, zlib.compress(b"\0" * 200), _chunk(b"zTXt", b"a\0\0" + zeros)),
        "cut jpeg": whole[: len(whole) // 2],
        "cut png": encoded("PNG")[:60],
        "many scans": whole[:-2] + b"\xff\xda" * 1000 + whole[-2:],
        "gif bomb": b"GIF89a\xff\xff\xff\xff\xf0\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x08\x00",
        "empty": b"",
        "text": "这不是照片".encode(),
        "html": b"<html><script>alert(1)</script></html>",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "heic head": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64,
    }


def shared_pictures() -> list[Path]:
    folders = (shared("photos"), shared("odd_inputs", "images"))
    return sorted(
        path for folder in folders if folder for path in folder.rglob("*") if path.suffix not in {"", ".md"}
    )
