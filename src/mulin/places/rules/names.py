"""Names of places: how they sort and how people write them."""

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

BUILDING_PATTERN = r"(?!00000)\d{5}"

_VILLAGE = re.compile(r"村?(村民委员会|村委会)$")
_OFFICES = re.compile(r"(居民委员会|居委会|街道办事处|办事处)$")
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
    kept = _VILLAGE.sub("村", bare)
    kept = _OFFICES.sub("", kept)
    if bare.endswith("街道办事处") and len(kept) < 3:
        kept += "街道"
    if len(kept) < (2 if kept.endswith("村") else 3):
        return bare
    without_sort = _SORTS.sub("", kept)
    return without_sort if len(without_sort) >= 3 else kept


def stem(name: str) -> str:
    """The name without the sort of division at its end, marked so that it meets other stems only."""
    return "~" + _SORTS.sub("", _OFFICES.sub("", _VILLAGE.sub("村", name.strip())))
