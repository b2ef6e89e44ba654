"""Kinds suggested by their keywords alone: for an installation that has nothing to learn from yet."""

from collections.abc import Mapping, Sequence

from mulin.words.folding import fold
from mulin.words.suggest import Suggestion
from mulin.words.summary import title_and_body
from mulin.words.themes import themes

TITLE_COUNTS = 2.0
THEME_COUNTS = 0.25
DOUBT = 1.0  # what speaks for none of the kinds


def suggest_by_keywords(text: str, kinds: Mapping[str, Sequence[str]], n: int = 3) -> list[Suggestion]:
    """The kinds whose words occur, or whose words are of the same themes as the text, best first."""
    title, body = (fold(part) for part in title_and_body(text))
    meant = themes(f"{title}\n{title}\n{body}")
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    for label, words in kinds.items():
        hits = tuple(word for word in map(fold, words) if word and (word in title or word in body))
        points = sum(len(word) * (TITLE_COUNTS if word in title else 1.0) / 2 for word in hits)
        own = themes(" ".join(words))
        points += THEME_COUNTS * sum(min(strength, meant.get(theme, 0.0)) for theme, strength in own.items())
        if points > 0:
            found[label] = (points, hits)
    total = DOUBT + sum(points for points, _hits in found.values())
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:n]
    return [Suggestion(label, points / total, hits[:3]) for label, (points, hits) in ranked]
