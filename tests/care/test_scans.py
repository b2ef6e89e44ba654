"""The signed consent, as photo or PDF: known by its bytes, opened with a reason for a while, saved and never shown as a page."""

import io

import pytest
from fpdf import FPDF

from mulin.care.actions.end_entry import end_entry
from mulin.care.actions.keep_scan import keep_scan
from mulin.care.actions.open_parts import open_parts
from mulin.files.models import Attachment
from mulin.files.rules import MEGA
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed
from mulin.lib.ids import uuid7
from mulin.notices.models import Notice
from mulin.reactions.relay import relay_all
from tests.care.conftest import HOUR, Home
from tests.support.scene import picture


def paper() -> bytes:
    made = FPDF()
    made.add_page()
    return bytes(made.output())


def sent(data: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


def opened(home: Home, *parts: str) -> None:
    open_parts(home.entry, parts=parts, reason="visit", note="约好周五上门", by=home.town.actor("gridworker"))


def test_a_pdf_is_kept_as_it_is_and_only_saved(home: Home, now: Frozen) -> None:
    client, path, signed = home.town.client("gridworker"), f"/care/{home.entry.pk}/", paper()
    answer = client.post(path, {"verb": "scan", "scan": sent(signed, "同意书.pdf")})
    assert answer.status_code == 302
    scan = Attachment.objects.get(owner_kind="care")
    assert (scan.content_type, scan.name, scan.thumbnail_path) == ("application/pdf", "同意书.pdf", "")
    address = f"/photo/{scan.pk}/"
    assert client.get(address).status_code == 404
    opened(home, "scan")
    relay_all()
    assert Notice.objects.filter(person_id=home.person.pk, template="care_opened").exists()
    assert "同意书.pdf" in client.get(path).content.decode()
    got = client.get(address)
    assert b"".join(got) == signed
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in got["Cache-Control"] and "max-age" not in got["Cache-Control"]
    assert home.town.client("checker").get(address).status_code == 404
    now.tick(HOUR)
    assert client.get(address).status_code == 404


def test_a_photo_stays_in_no_browser_either(home: Home) -> None:
    scan = keep_scan(home.entry, picture(), by=home.worker)
    opened(home, "scan")
    got = home.town.client("gridworker").get(f"/photo/{scan.pk}/")
    assert got["Content-Type"] == "image/jpeg"
    assert "no-store" in got["Cache-Control"]


def test_another_part_that_is_open_does_not_open_it(home: Home) -> None:
    scan = keep_scan(home.entry, paper(), by=home.worker)
    opened(home, "keys")
    assert home.town.client("gridworker").get(f"/photo/{scan.pk}/").status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\ncut short",
        b"%PDF-1.7\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF",
        b"%PDF-1.7\n<< /Type /EmbeddedFile >>\n%%EOF",
        b"PK\x03\x04 a workbook",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n" + b"0" * (21 * MEGA) + b"%%EOF",
    ],
    ids=["empty", "cut", "program", "carrier", "office", "page", "large"],
)
def test_what_is_no_scan_is_refused(home: Home, data: bytes) -> None:
    with pytest.raises(BadInput):
        keep_scan(home.entry, data, by=home.worker)
    assert not Attachment.objects.filter(owner_kind="care").exists()


def test_sent_twice_it_is_one_and_a_stranger_keeps_none(home: Home) -> None:
    name = uuid7()
    for _again in range(2):
        keep_scan(home.entry, paper(), id=name, by=home.worker)
    assert Attachment.objects.filter(owner_kind="care").count() == 1
    with pytest.raises(NotAllowed):
        keep_scan(home.entry, paper(), by=home.town.actor("leader"))
    end_entry(home.entry, by=home.worker)
    assert not Attachment.objects.filter(owner_kind="care").exists()
