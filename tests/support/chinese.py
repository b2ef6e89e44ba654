"""Finds English words left over in pages that should read Chinese."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

SPOKEN_ATTRIBUTES = (
    "alt",
    "title",
    "placeholder",
    "aria-label",
    "data-confirm",
    "data-key-label",
    "data-offline",
    "data-close",
)
UNREAD = {"script", "style", "template", "code", "kbd", "svg"}
VOID = {"img", "input", "br", "hr", "meta", "link", "use", "path", "source", "col", "area", "wbr", "embed"}
# Names that stay as they are in Chinese pages.
USUAL = {
    "Enter",
    "English",
    "QR",
    "PIN",
    "PDF",
    "API",
    "CSV",
    "XLSX",
    "GPS",
    "SMS",
    "WeCom",
    "TOTP",
    "ID",
    "OK",
    "App",
    "APP",
    "GeoJSON",
    "JSON",
    "PNG",
    "JPG",
    "HEIC",
    "km",
    "kB",
    "MB",
    "m",
}
NAMES = re.compile(r"Open311")
WORD = re.compile(r"[A-Za-z]{2,}")


class _Reader(HTMLParser):
    """Gathers what is seen or read aloud; parts marked with another language are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def silent(self) -> bool:
        return any(silent for _tag, silent in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        foreign = bool(found.get("lang")) and not (found["lang"] or "").startswith("zh")
        if tag not in VOID:
            self.open.append((tag, tag in UNREAD or foreign))
        if not self.silent:
            self.said += [value for name in SPOKEN_ATTRIBUTES if (value := found.get(name))]

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def english_in(html: str, allow: Iterable[str] = ()) -> list[str]:
    """The English words a reader of this page would meet."""
    reader = _Reader()
    reader.feed(html)
    known = USUAL | set(allow)
    return [word for text in reader.said for word in WORD.findall(NAMES.sub("", text)) if word not in known]


def assert_no_english(html: str | bytes, allow: Iterable[str] = ()) -> None:
    """`allow` are codes and logins that the page shows on purpose."""
    text = html.decode() if isinstance(html, bytes) else html
    left = english_in(text, allow)
    assert not left, f"English on a Chinese page: {sorted(set(left))}"
