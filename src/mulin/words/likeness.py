"""How alike two messages are: the words they share, weighed by how rare these are here and in Chinese at large."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import jieba.analyse
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mulin.words.folding import HAN, fold, without_links
from mulin.words.places import KINDS
from mulin.words.stopwords import COURTESY
from mulin.words.terms import is_listed, words_of

LONGEST_BODY = 600  # what comes later is history and law
TITLE_COUNTS = 2  # a word of the title counts as so many of the body
PRIOR = 1500  # how many messages the general rarity of a word is worth
FEW = 500  # messages; among fewer every word counts, even one that only one of them uses
COMMON_SHARE = 0.2  # words in more messages than this say nothing
CODED_AREA = re.compile(r"[a-z]\d{0,2}[市区县州]|西地省")
# 伊景园·滨河苑 and 伊景园.滨河苑 are one name.
LOOSE = re.compile(
    r"[的是之于为了在以及和与等该此个有要将被对一二三几不跟自到后].*|.*[的是之于为了在以及和与等将被对后前时]$"
)
NAME_DOTS = re.compile(rf"(?<=[{HAN}])[·.•・‧](?=[{HAN}])")


class Reading(NamedTuple):
    """A message as counted words, and as the set of words and pairs that may anchor a topic."""

    words: Counter[str]
    terms: frozenset[str]


def read(title: str, body: str) -> Reading:
    """Take the words and terms of one message."""
    heads, bodies = (
        words_of(CODED_AREA.sub(" ", NAME_DOTS.sub("", without_links(fold(part)))))
        for part in (title, body[: LONGEST_BODY * 2])
    )
    telling = Counter(word for word in bodies[:LONGEST_BODY] if _tells(word))
    for word in heads:
        if _tells(word):
            telling[word] += TITLE_COUNTS
    return Reading(telling, frozenset(_terms(heads)) | frozenset(_terms(bodies)))


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in COURTESY


def _terms(words: Sequence[str]) -> set[str]:
    pairs = {one + two for one, two in pairwise(words) if one not in COURTESY}
    return pairs | {word for word in words if _tells(word)}


@cache
def _general_rarity() -> tuple[Mapping[str, float], float]:
    known: Mapping[str, float] = jieba.analyse.default_tfidf.idf_loader.idf_freq
    return known, jieba.analyse.default_tfidf.idf_loader.median_idf


def rarity(readings: Sequence[Reading]) -> dict[str, float]:
    """Each word's weight: rare among these messages, with its general rarity as what was known before."""
    total, (general, usual) = len(readings), _general_rarity()
    uses = Counter(word for reading in readings for word in reading.words)
    return {
        word: -math.log((n + PRIOR * math.exp(-0.75 * general.get(word, usual))) / (total + PRIOR))
        for word, n in uses.items()
        if (1 < n <= COMMON_SHARE * total) or total < FEW
    }


def likeness(readings: Sequence[Reading]) -> NDArray[np.float32]:
    """Each with each, 0 to 1; with itself 0, so that sums are over the others."""
    weights = rarity(readings)
    place = {word: at for at, word in enumerate(weights)}
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for reading in readings:
        vector = weighed(reading, weights)
        values += vector.values()
        columns += [place[word] for word in vector]
        starts.append(len(values))
    matrix = csr_matrix(
        (np.array(values, dtype=np.float32), columns, starts), shape=(len(readings), len(place))
    )
    alike: NDArray[np.float32] = (matrix @ matrix.T).toarray()
    np.clip(alike, 0, 1, out=alike)
    np.fill_diagonal(alike, 0)
    return alike


def weighed(reading: Reading, weights: Mapping[str, float]) -> dict[str, float]:
    """The words of a message as a vector of length one."""
    raw = {word: (1 + math.log(n)) * weights[word] for word, n in reading.words.items() if word in weights}
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def is_named(term: str) -> bool:
    """Whether a term names something: ends like a place, holds a figure or letters, or is in no dictionary."""
    if any(character.isascii() for character in term):
        return any(not character.isascii() for character in term)
    if any(term.endswith(ending) and len(term) > len(ending) + 1 for ending in KINDS):
        return not is_listed(term)
    words = words_of(term)
    return any(len(word) > 2 and not is_listed(word) for word in words)


def readable(terms: Sequence[str], most: int = 5) -> tuple[str, ...]:
    """The terms a person would name it by: no figures alone, no loose particles, none that repeats a chosen one."""
    chosen: list[str] = []
    for term in terms:
        is_loose = term.isdigit() or LOOSE.match(term) or COURTESY & set(words_of(term))
        pairs = {term[at : at + 2] for at in range(len(term) - 1)}
        if not is_loose and not any(pair in other for pair in pairs for other in chosen):
            chosen.append(term)
    return tuple(chosen[:most])
