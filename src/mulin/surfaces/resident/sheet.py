"""The service card drawn on paper: big letters, a QR code, the numbers of danger."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import segno
from django.utils.translation import gettext as _
from fpdf import FPDF

from mulin.people.queries import ServiceCard
from mulin.surfaces.resident.shown import chain_words, house_words, serving

SIZES = {"a6": (105.0, 148.0), "a4": (210.0, 297.0)}
FONT_PACKAGE, FONT_FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
TEAL, INK, SOFT, RED = (12, 107, 99), (20, 30, 28), (84, 98, 94), (168, 32, 22)
MOST_LINES = 7


@lru_cache(maxsize=1)
def _font() -> Path:
    found = find_spec(FONT_PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(f"the package {FONT_PACKAGE} is not installed")
    return Path(found.origin).parent / FONT_FILE


class _Sheet(FPDF):
    """One page; lengths are given as on A6 and grow with the paper."""

    def __init__(self, size: str) -> None:
        width, height = SIZES[size]
        super().__init__(unit="mm", format=(width, height))
        self.k_ = width / SIZES["a6"][0]
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.add_font("sans", "", _font())
        self.add_page()

    def write_at(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        points: float,
        colour: tuple[int, int, int] = INK,
        align: str = "L",
    ) -> None:
        """One line, made smaller until it fits its width."""
        self.set_text_color(*colour)
        size = points * self.k_
        self.set_font("sans", size=size)
        while size > 5 and self.get_string_width(text) > width * self.k_ - 0.5:
            size -= 0.5
            self.set_font("sans", size=size)
        self.set_xy(x * self.k_, y * self.k_)
        self.cell(w=width * self.k_, h=points * 0.5 * self.k_, text=text, align=align)

    def block(self, x: float, y: float, width: float, height: float, colour: tuple[int, int, int]) -> None:
        self.set_fill_color(*colour)
        self.rect(x * self.k_, y * self.k_, width * self.k_, height * self.k_, style="F")

    def qr(self, x: float, y: float, side: float, text: str) -> None:
        """Dark squares joined along each row, so that no hairlines show between them."""
        code = segno.make(text, error="m")
        rows = [list(row) for row in code.matrix_iter(border=0)]
        unit = side / len(rows)
        for down, row in enumerate(rows):
            start = None
            for across, dark in enumerate([*row, 0]):
                if dark and start is None:
                    start = across
                elif not dark and start is not None:
                    self.block(
                        x + start * unit, y + down * unit, (across - start) * unit, unit * 1.02, (0, 0, 0)
                    )
                    start = None


@lru_cache(maxsize=200)
def draw(card: ServiceCard, address: str, size: str, language: str) -> bytes:
    """The card of one entrance as a PDF; a card that has not changed is drawn once."""
    paper = _Sheet(size)
    paper.set_title(_("Service card"))
    paper.set_lang(language)
    paper.block(0, 0, 105, 27, TEAL)
    paper.write_at(7, 5, 91, _("Who serves you here"), 19, (255, 255, 255))
    paper.write_at(7, 17, 91, house_words(card), 11, (226, 240, 237))
    paper.write_at(7, 30, 91, chain_words(card), 9, SOFT)
    _lines(paper, card)
    _foot(paper, card, address)
    return bytes(paper.output())


def _lines(paper: _Sheet, card: ServiceCard) -> None:
    """Those nearest to the door first."""
    top = 37.0
    shown = serving(card)[:MOST_LINES]
    step = min(10.5, 68.0 / max(len(shown), 1))
    for line in shown:
        paper.write_at(7, top, 27, line.role_name, 8, SOFT)
        paper.write_at(34, top - 0.6, 28, line.name, 12)
        paper.write_at(62, top - 0.6, 36, line.phone or card.community_phone, 12, TEAL, "R")
        paper.block(7, top + step - 3.1, 91, 0.15, (205, 215, 211))
        top += step
    if not shown:
        paper.write_at(7, top, 91, _("Nobody is named here yet; please call the community."), 10)


def _foot(paper: _Sheet, card: ServiceCard, address: str) -> None:
    paper.qr(7, 110, 28, address)
    paper.write_at(39, 110, 60, _("Scan to report from here"), 12)
    paper.write_at(39, 117, 60, _("The place is filled in already."), 8, SOFT)
    if card.community_phone:
        paper.write_at(39, 122.5, 60, _("Community office"), 8, SOFT)
        paper.write_at(39, 126, 60, card.community_phone, 14, TEAL)
    paper.write_at(39, 133, 60, _("Government hotline 12345"), 9, SOFT)
    paper.block(0, 140, 105, 8, RED)
    paper.write_at(
        0, 141.3, 105, _("In danger first: 110 police · 119 fire · 120 ambulance"), 10, (255, 255, 255), "C"
    )
