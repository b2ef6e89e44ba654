"""Our small thesaurus: which theme a word speaks of, so that rare words help where few examples are known."""

from functools import cache
from importlib.resources import files


@cache
def thesaurus() -> dict[str, tuple[str, ...]]:
    """Word → its themes, from data/themes.txt (a theme a line, then its words)."""
    found: dict[str, tuple[str, ...]] = {}
    lines = files("mulin.words").joinpath("data/themes.txt").read_text("utf-8").splitlines()
    for name, *words in (line.split() for line in lines if line.strip()):
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


def cut(text: str, vocabulary: frozenset[str], longest: int) -> list[str]:
    """Longest-match segmentation: words of the vocabulary, else single characters."""
    words, at = [], 0
    while at < len(text):
        for size in range(min(longest, len(text) - at), 1, -1):
            if text[at : at + size] in vocabulary:
                break
        else:
            size = 1
        words.append(text[at : at + size])
        at += size
    return words


@cache
def _vocabulary() -> tuple[frozenset[str], int]:
    words = frozenset(thesaurus())
    return words, max(map(len, words))


def themes(text: str) -> dict[str, float]:
    """How strongly a folded text speaks of each theme; a word of several themes is shared among them."""
    vocabulary, longest = _vocabulary()
    weights: dict[str, float] = {}
    for word in cut(text, vocabulary, longest):
        of = thesaurus().get(word, ())
        for theme in of:
            weights[theme] = weights.get(theme, 0.0) + 1 / len(of)
    return weights
