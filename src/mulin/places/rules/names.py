"""Names of places: how they sort and how people write them."""

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

BUILDING_PATTERN = r"(?!00000)\d{5}"

_OFFICES = re.compile(r"(居民委员会|村民委员会|居委会|村委会|街道办事处|办事处)$")
_SORTS = re.compile(r"(社区|街道|地区|小区|村|镇|乡|区|县|市|省)$")
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=30_000)
def _sound(letter: str) -> str:
    return lazy_pinyin(letter)[0]


def name_key(name: str) -> str:
    """A key under which names sort by sound, and numbers in them by size."""
    padded = _DIGITS.sub(lambda found: found.group().zfill(6), name.strip())
    return " ".join(_sound(letter) for letter in padded)[:400]


def short_name(name: str) -> str:
    """The name as people write it; never so short that it is found everywhere."""
    bare = name.strip()
    without_office = _OFFICES.sub("", bare)
    if len(without_office) < 2:
        return bare
    if bare.endswith("街道办事处") and len(without_office) < 3:
        return without_office + "街道"
    without_sort = _SORTS.sub("", without_office)
    return without_sort if len(without_sort) >= 3 else without_office


def stem(name: str) -> str:
    """The name without the sort of division at its end, marked so that it meets other stems only."""
    return "~" + _SORTS.sub("", _OFFICES.sub("", name.strip()))
