"""Masks for names, numbers and plates, alone and inside free text."""

import re
from collections.abc import Callable

from stdnum import luhn

STAR = "*"
COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳上官司马诸葛东方皇甫尉迟公孙慕容令狐司徒司空夏侯轩辕端木南宫西门独孤宇文长孙鲜于",
    )
)
# One letter for one, so that places found in the plain form hold in the original.
WIDE = str.maketrans("０１２３４５６７８９－—（）＋　Ｘｘ", "0123456789--()+ Xx")
SPOKEN = WIDE | str.maketrans("零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?\d{4}[- ]?\d{4}(?!\d)")
_FIXED = re.compile(
    r"(?<!\d)(\(?0(?:10|2\d|[3-9]\d{2})\)?)[- ]?[2-9]\d{2,3}[- ]?\d{4}(?:(?:-|转)\d{1,6})?(?!\d)"
)
_LOCAL = re.compile(
    r"((?:电话|座机|联系方式|致电|拨打|来电|tel|phone)\D{0,4})([2-9]\d{6,7})(?!\d)", re.IGNORECASE
)
_ID_18 = re.compile(
    r"(?<!\d)([1-9]\d{2})\d{3}[- ]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[- ]?\d{3}[\dXx](?![\dA-Za-z])"
)
_ID_15 = re.compile(r"(?<!\d)([1-9]\d{2})\d{3}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_PAPER = re.compile(
    r"((?:护照|通行证|证件|身份证)\D{0,6})([A-Za-z]{1,2}\d{7,9}|\d{15,18}[Xx]?)(?![\dA-Za-z])"
)
_CARD = re.compile(r"(?<![\d])\d{4}(?:[- ]?\d{4}){2}[- ]?\d{3,7}(?!\d)")
_CARD_NAMED = re.compile(r"((?:卡号|账号|帐号|账户|银行卡)\D{0,4})(\d[\d -]{8,24}\d)(?!\d)")
_PLATE = re.compile(
    rf"([{PROVINCES}][A-HJ-NP-Z])[·•.\- ]?"
    r"(?:[A-HJ-NP-Z0-9]{5,6}[挂学警港澳]?|[A-HJ-NP-Z0-9]{4}[挂学警港澳])(?![A-Za-z0-9])",
    re.IGNORECASE | re.ASCII,
)
_MAIL = re.compile(r"(?<![\w.+-])(\w)[\w.+-]*@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
_CHAT = re.compile(
    r"((?:微信号?|qq号?|wechat|vx)\s*(?:是|为|:|：)?\s*)([A-Za-z0-9][\w-]{4,19})", re.IGNORECASE | re.ASCII
)

Masker = Callable[[re.Match[str]], str]


def mask_name(name: str) -> str:
    """The surname stays: 王小明 → 王**, 欧阳锋 → 欧阳*, John Smith → J***."""
    name = name.strip()
    if not name:
        return ""
    if not _is_han(name[0]):
        return name[0] + STAR * 3
    kept = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:kept] + STAR * max(1, len(name) - kept)


def mask_phone(phone: str) -> str:
    """138****5678; of other numbers the last four digits stay."""
    digits = re.sub(r"\D", "", phone.translate(WIDE))
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if len(digits) == 11 and digits[0] == "1":
        return f"{digits[:3]}{STAR * 4}{digits[-4:]}"
    if len(digits) < 7:
        return STAR * len(digits)
    return STAR * (len(digits) - 4) + digits[-4:]


def mask_id_number(number: str) -> str:
    """Only the first three letters (province and city) and the last two stay: no birthday, no sex."""
    number = number.strip()
    if len(number) < 8:
        return STAR * len(number)
    return number[:3] + STAR * (len(number) - 5) + number[-2:]


def mask_address(address: str) -> str:
    """The flat goes: 幸福小区3号楼2单元501室 → 幸福小区3号楼***."""
    cut = re.search(r"(号楼|栋|幢|楼|座|弄)(?=.*\d)", address)
    return address[: cut.end()] + STAR * 3 if cut else address


def mask_text(text: str) -> str:
    """Free text without phones, ids, cards, plates, mail and chat addresses; public numbers stay.

    Short service numbers (110, 12345) and 400/800 lines are not personal and remain readable.
    """
    for pattern, masker in _RULES:
        text = _replaced(pattern, masker, text, WIDE)
    # Numbers written out, wholly or partly: 一三八1234五六七八.
    return _replaced(_MOBILE, _whole, text, SPOKEN)


def _replaced(pattern: re.Pattern[str], masker: Masker, text: str, plain: dict[int, int]) -> str:
    parts: list[str] = []
    done = 0
    for match in pattern.finditer(text.translate(plain)):
        parts += [text[done : match.start()], masker(match)]
        done = match.end()
    parts.append(text[done:])
    return "".join(parts)


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"


def _after_first_group(match: re.Match[str]) -> str:
    kept = match.group(1)
    return kept + STAR * (len(match.group()) - len(kept))


def _mobile(match: re.Match[str]) -> str:
    return match.group(1) + STAR * 8


def _card(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    if 13 <= len(digits) <= 19 and digits[0] in "3456" and luhn.is_valid(digits):
        return STAR * (len(match.group()) - 4) + digits[-4:]
    return match.group()


def _whole(match: re.Match[str]) -> str:
    return STAR * len(match.group())


def _plate(match: re.Match[str]) -> str:
    return match.group(1) + STAR * 5


def _mail(match: re.Match[str]) -> str:
    return f"{match.group(1)}{STAR * 3}@{match.group(2)}"


_RULES: tuple[tuple[re.Pattern[str], Masker], ...] = (
    (_ID_18, _after_first_group),
    (_CARD, _card),
    (_CARD_NAMED, _after_first_group),
    (_ID_15, _after_first_group),
    (_PAPER, _after_first_group),
    (_MOBILE, _mobile),
    (_FIXED, _after_first_group),
    (_LOCAL, _after_first_group),
    (_PLATE, _plate),
    (_MAIL, _mail),
    (_CHAT, _after_first_group),
)
