"""One spelling for what people type: width, case, breaks and leftovers of other programs."""

import re
import unicodedata

LINKS = re.compile(r"(?:https?://|www\.)[\w\-./?%&=#:~+@!,;]+")
SPACES = re.compile(r"[^\S\n]+")
BREAKS = re.compile(r"\s*\n\s*")
# What spreadsheets and forms leave behind: an escaped carriage return, zero-width marks, a byte-order mark.
LEFTOVERS = re.compile(r"_x000[0-9a-dA-D]_|[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3005\u3007"


def tidy(text: str) -> str:
    """The text as written, without leftovers, with single spaces and breaks."""
    text = LEFTOVERS.sub("\n", text) if "_x000" in text else LEFTOVERS.sub("", text)
    return BREAKS.sub("\n", SPACES.sub(" ", text)).strip()


def fold(text: str) -> str:
    """Half width, lower case, tidy: equal for a reader means equal here."""
    return tidy(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()))


def without_links(text: str) -> str:
    """The text without web addresses, which say nothing about the matter."""
    return LINKS.sub(" ", text)


def squeeze(text: str) -> str:
    """Folded text of letters and figures only: 伊景园·滨河苑 equals 伊景园滨河苑."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
