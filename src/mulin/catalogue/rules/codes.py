"""Codes of kinds (MUL-0203), keys that name them over all editions (MUL:0203) and who stands above whom."""

import re
from collections.abc import Iterable

CODE = re.compile(r"^(?P<scheme>[A-Z][A-Z0-9]{0,14})(?:[-:](?P<rest>[A-Za-z0-9_.-]{0,16}))?$")


def key_of(code: str, scheme: str = "") -> str:
    """MUL-0203, MUL:0203 and MUL:MUL-0203 are one key; with a scheme given, 0203 is too. Empty when it is none."""
    text = code.strip()
    if scheme and text == scheme:
        return f"{scheme}:"
    for start in (f"{scheme}:", f"{scheme}-") if scheme else ():
        text = text.removeprefix(start)
    if scheme:
        text = f"{scheme}:{text}"
    found = CODE.match(text)
    if not found:
        return ""
    rest = found["rest"] or ""
    return f"{found['scheme']}:{rest.removeprefix(found['scheme'] + '-')}"


def code_of(key: str) -> str:
    scheme, rest = key.split(":", 1)
    return f"{scheme}-{rest}" if rest else scheme


def scheme_key(key: str) -> str:
    """The key under which a whole scheme's duties stand."""
    return key.split(":", 1)[0] + ":"


def parent_key(key: str, known: Iterable[str]) -> str:
    """The longest known key that begins this one."""
    shorter = [other for other in known if other != key and key.startswith(other) and not other.endswith(":")]
    return max(shorter, key=len, default="")


def split_names(text: str) -> list[str]:
    """Organisation names written in one cell: 、，, and spaces part them, a leading 及 or 和 does not count."""
    parts = re.split(r"[、，,；;\s]+", text)
    names = [re.sub(r"^[及和与](?=各|其)", "", part.strip()) for part in parts]
    return list(dict.fromkeys(name for name in names if name))


def split_list(text: str, marks: str = "；;、") -> list[str]:
    """Words or sentences of one cell, parted by these marks or new lines."""
    parts = re.split(f"[{marks}\\n]+", text)
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
