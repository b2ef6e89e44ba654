"""Pictures come out clean or are refused; documents are known by their bytes."""

import contextlib
import io
import time
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mulin.files import rules
from mulin.lib.errors import BadInput
from tests.files.pictures import bad_ones, encoded, jpeg, png, shared_pictures
from tests.support.memory import megabytes_grown


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return bool(pixel[0] > 200 and pixel[2] < 60)


def test_nothing_of_the_camera_stays() -> None:
    photo = rules.clean_photo(jpeg(gps=True))
    for data in (photo.full, photo.thumbnail):
        assert b"SECRET" not in data
        assert b"Exif" not in data
        assert not opened(data).getexif()
        assert set(opened(data).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
    assert photo.taken_at == datetime(2026, 3, 2, 2, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("orientation", "red"),
    [
        (1, (5, 100)),
        (2, (600, 100)),
        (3, (600, 100)),
        (4, (5, 100)),
        (5, (100, 5)),
        (6, (100, 5)),
        (7, (100, 600)),
        (8, (100, 600)),
    ],
)
def test_pictures_stand_upright(orientation: int, red: tuple[int, int]) -> None:
    photo = rules.clean_photo(jpeg(orientation=orientation))
    image = opened(photo.full)
    assert image.size == (photo.width, photo.height) == ((480, 640) if orientation > 4 else (640, 480))
    assert is_red(image.getpixel(red))
    assert not is_red(image.getpixel((image.width - 1 - red[0], image.height - 1 - red[1])))


def test_large_pictures_are_shrunk_and_small_ones_left() -> None:
    photo = rules.clean_photo(jpeg((6000, 3000)))
    assert (photo.width, photo.height) == (2048, 1024)
    assert opened(photo.thumbnail).size == (480, 240)
    assert rules.clean_photo(jpeg((30, 20))).width == 30


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "I;16"),
        ("PNG", "1"),
        ("GIF", "P"),
        ("WEBP", "RGBA"),
        ("BMP", "RGB"),
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
    ],
)
def test_every_common_kind_becomes_plain_colour(kind: str, mode: str) -> None:
    photo = rules.clean_photo(encoded(kind, mode))
    assert opened(photo.full).mode == "RGB"
    assert (photo.width, photo.height) == (40, 30)


@pytest.mark.parametrize("name", sorted(bad_ones()))
def test_bad_pictures_are_refused_in_words(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        rules.clean_photo(rules.read_bounded(bad_ones()[name], rules.MOST_PHOTO_BYTES))
    assert set(caught.value.fields) == {"file"}
    assert str(caught.value.fields["file"])


def test_what_is_too_long_is_never_read_whole() -> None:
    class Endless(io.BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size > 0
            self.given += size
            return bytes(size)

    endless = Endless()
    with pytest.raises(BadInput):
        rules.read_bounded(endless, 1_000_000)
    assert endless.given == 1_000_001


def test_every_shared_picture_is_cleaned_or_refused_quickly() -> None:
    seen = {
        "made": [("made.jpg", jpeg())],
        "shared": [(str(path), path.read_bytes()) for path in shared_pictures()],
    }
    kept, words = 0, []
    for name, data in seen["made"] + seen["shared"]:
        started = time.process_time()
        try:
            photo = rules.clean_photo(rules.read_bounded(data, rules.MOST_PHOTO_BYTES))
        except BadInput as refusal:
            words.append(str(refusal.fields["file"]))
        else:
            kept += 1
            assert max(photo.width, photo.height) <= rules.LONGEST_EDGE
            assert not opened(photo.full).getexif(), name
        assert time.process_time() - started < 3, name
    assert all(words)
    assert kept >= (35 if seen["shared"] else 1)


@pytest.mark.proof
def test_memory_stays_bounded(tmp_path: Path) -> None:
    """In a process of its own: the most it ever grew over all of these."""
    largest = png(7000, 7000, zlib.compress(b"\0" * (1 + 3 * 7000) * 7000, 1))
    for number, data in enumerate((*bad_ones().values(), largest, jpeg((12_000, 9_000)))):
        (tmp_path / str(number)).write_bytes(data)
    assert megabytes_grown("clean_photo(file.read_bytes())", tmp_path) < 400


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def test_documents_are_known_by_their_bytes() -> None:
    assert rules.known_document(b"%PDF-1.7\n...\n%%EOF\n").suffix == "pdf"
    assert rules.known_document(office("[Content_Types].xml", "word/document.xml")).suffix == "docx"
    assert rules.known_document(office("[Content_Types].xml", "xl/workbook.xml")).suffix == "xlsx"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\ncut",
        b"PK\x03\x04rubbish",
        office("a.txt"),
        office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"MZ\x90\0",
        b"<html>",
        "文".encode(),
    ],
)
def test_other_documents_are_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        rules.known_document(data)


def test_file_names_are_only_for_showing() -> None:
    assert rules.clean_name("../../etc/passwd") == "passwd"
    assert rules.clean_name("C:\\居民\\协议.pdf") == "协议.pdf"
    assert rules.clean_name("a\u202egpj.exe\0\n") == "agpj.exe"
    assert len(rules.clean_name("长" * 300 + ".pdf")) == 120


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 4000), value=st.integers(0, 255), cut=st.integers(1, 5000))
def test_no_damage_breaks_the_reader(place: int, value: int, cut: int) -> None:
    data = bytearray(jpeg((64, 48), gps=True))
    data[place % len(data)] = value
    with contextlib.suppress(BadInput):
        rules.clean_photo(bytes(data[:cut]) or b"x")
