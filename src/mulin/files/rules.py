"""Hostile bytes to clean pictures and known documents: pure, bounded in memory and time."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from mulin.lib import clock
from mulin.lib.errors import BadInput, Text

MEGA = 1_000_000
MOST_PHOTO_BYTES = 30 * MEGA
MOST_DOCUMENT_BYTES = 20 * MEGA
# A JPEG is decoded at a fraction of its size, others whole: four bytes a pixel.
MOST_PIXELS_JPEG = 130 * MEGA
MOST_PIXELS = 50 * MEGA
# A progressive JPEG is decoded once a scan; cameras write about ten.
MOST_SCANS = 64
LONGEST_EDGE = 2048
THUMBNAIL_EDGE = 480
QUALITY, THUMBNAIL_QUALITY = 82, 75
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "HEIF")
MOST_PROFILE_BYTES = MEGA
LONGEST_NAME = 120
#: What a PDF runs or carries beside its pages, where it says so openly; its reader decides about the rest.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)\b")

ORIENTATION, TAKEN, TAKEN_OFFSET, EXIF_PART = 0x0112, 0x9003, 0x9011, 0x8769
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
OFFICE = {
    "word/": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

pillow_heif.register_heif_opener()


@dataclass(frozen=True)
class CleanPhoto:
    """A picture drawn anew: upright, sRGB, without any metadata."""

    full: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_at: datetime | None
    content_type: str = "image/jpeg"
    suffix: str = "jpg"


@dataclass(frozen=True)
class KnownDocument:
    data: bytes
    content_type: str
    suffix: str


def read_bounded(upload: IO[bytes] | bytes, most: int) -> bytes:
    """The bytes of an upload, never more than `most` of them in memory."""
    data = upload if isinstance(upload, bytes) else upload.read(most + 1)
    if len(data) > most:
        raise refused(
            _("The file is larger than %(megabytes)s MB; send a smaller one.") % {"megabytes": most // MEGA}
        )
    if not data:
        raise refused(_("The file is empty; please choose it again."))
    return data


def clean_photo(data: bytes) -> CleanPhoto:
    """Decode, turn upright, shrink and encode anew; BadInput says what is wrong with it."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(image, data)
            taken_at = _taken_at(image)
            upright = _upright(image)
        full = _encoded(upright, LONGEST_EDGE, QUALITY)
        width, height = upright.size
        return CleanPhoto(full, _encoded(upright, THUMBNAIL_EDGE, THUMBNAIL_QUALITY), width, height, taken_at)
    except BadInput:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise refused(
            _("This is not a picture we can read; send a JPEG, PNG, WebP or HEIC photo.")
        ) from error
    except Exception as error:  # decoders of hostile files raise of every kind
        raise refused(_("The picture is damaged or cut short; please take or send it again.")) from error


def is_pdf(data: bytes) -> bool:
    """By its first bytes."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def known_document(data: bytes) -> KnownDocument:
    """What the bytes are, by themselves and not by their name; BadInput when it is nothing we keep."""
    if is_pdf(data):
        if b"%%EOF" not in data[-4096:]:
            raise refused(_("The PDF is cut short; please save and send it again."))
        if ACTIVE.search(data):
            raise refused(_("The PDF carries programs or other files; print it as a new PDF."))
        return KnownDocument(data, "application/pdf", "pdf")
    if data.startswith(b"PK\x03\x04"):
        suffix, content_type = _office_kind(data)
        return KnownDocument(data, content_type, suffix)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(_("Old Office files may carry programs; save it as PDF, DOCX or XLSX."))
    raise refused(_("Only PDF, DOCX, XLSX and photos are kept; save it as PDF."))


def clean_name(name: str) -> str:
    """A file name to show: no folders, no control or direction marks, not long."""
    name = re.split(r"[\\/]", name)[-1]
    shown = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C").strip()
    stem, dot, suffix = shown.rpartition(".")
    if not dot or len(suffix) > 8:
        return shown[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"


def refused(message: Text) -> BadInput:
    return BadInput(fields={"file": message})


def _too_large() -> BadInput:
    return refused(_("The picture has too many pixels; send it in a smaller size."))


def _check_size(image: Image.Image, data: bytes) -> None:
    is_jpeg = image.format in {"JPEG", "MPO"}
    if image.width * image.height > (MOST_PIXELS_JPEG if is_jpeg else MOST_PIXELS):
        raise _too_large()
    if is_jpeg and data.count(b"\xff\xda") > MOST_SCANS:
        raise refused(_("The picture is built in an unusual way; save it again as a plain JPEG."))


def _upright(image: Image.Image) -> Image.Image:
    """The first frame in RGB, shrunk before it is turned so that only one large copy ever lives."""
    turn = TURNS.get(_orientation(image))
    profile = image.info.get("icc_profile")
    if isinstance(image, JpegImageFile):
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    image.load()
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    plain = _in_standard_colours(_flat(image), profile)
    return plain if turn is None else plain.transpose(turn)


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a broken EXIF block of a good picture is no reason to refuse it
        return 1
    return value if isinstance(value, int) else 1


def _flat(image: Image.Image) -> Image.Image:
    """RGB over white; deep grey is scaled to eight bits first."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"I", "F"}:
        image = ImageOps.autocontrast(image.convert("L"))
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("RGB")
    return image.convert("RGB")


def _in_standard_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or len(profile) > MOST_PROFILE_BYTES:
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return turned or image


def _encoded(image: Image.Image, edge: int, quality: int) -> bytes:
    """A JPEG without metadata: a bare new image carries none."""
    small = image
    if max(image.size) > edge:
        small = image.copy()
        small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", small.size)
    bare.paste(small)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _taken_at(image: Image.Image) -> datetime | None:
    """When the camera says it was taken; local time when it names no zone; never the place."""
    try:
        part = image.getexif().get_ifd(EXIF_PART)
        text, offset = (str(part.get(tag, "")).strip("\0 ") for tag in (TAKEN, TAKEN_OFFSET))
        day, clock_time = text.split(" ")
        written = datetime.fromisoformat(f"{day.replace(':', '-')}T{clock_time}{offset}")
        taken = written if written.tzinfo else written.replace(tzinfo=clock.LOCAL)
    except Exception:  # noqa: BLE001 - cameras write anything here; without a readable time there is none
        return None
    return taken if taken <= clock.now() + timedelta(days=1) else None


def _office_kind(data: bytes) -> tuple[str, str]:
    """By the archive's own list; nothing is unpacked. zipfile says NotImplementedError of a packing it does not know."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(_("The document is damaged; please save and send it again.")) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refused(_("The document carries programs (macros); save it without them."))
    if "[Content_Types].xml" in names:
        for folder, kind in OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return kind
    raise refused(_("Only PDF, DOCX, XLSX and photos are kept; save it as PDF."))
