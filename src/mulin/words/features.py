"""What a suggestion looks at: characters, words and themes of the title and of the body, each a block."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from mulin.words.folding import HAN, fold, without_links
from mulin.words.summary import title_and_body
from mulin.words.themes import cut, themes, thesaurus

# Coded areas (A市, A7县), figures and provinces say where, not what; one sign each keeps the sentence's shape.
MASKS = (
    (re.compile(r"[a-z]{1,2}\d{0,2}[市区县州]"), "某"),
    (re.compile(rf"(?<![{HAN}])[{HAN}]{{2,3}}[省市](?=[{HAN}]{{2,4}}[市区县])"), ""),
    (re.compile(r"\d+"), "0"),
)
RUN = re.compile(rf"[{HAN}]+|[a-z0-9]+")
LONGEST_WORD = 6
LONGEST_BODY = 3000
# Block → its weight beside the others of the same half of the model.
CHARACTERS = {"body_characters": 1.0, "title_characters": 0.8}
WORDS = {"body_words": 1.0, "title_words": 0.8}
THEMES = {"body_themes": 0.8, "title_themes": 0.8}

Counts = dict[str, Mapping[str, float]]


def masked(text: str) -> str:
    """Folded, without what tells only the place and the figures."""
    text = without_links(fold(text))
    for pattern, sign in MASKS:
        text = pattern.sub(sign, text)
    return text


def characters(text: str) -> Counter[str]:
    """Single characters and pairs, across signs too: a question mark or a break is a habit worth seeing."""
    text = " ".join(text.split())
    return Counter(text) + Counter(text[at : at + 2] for at in range(len(text) - 1))


def words(text: str, vocabulary: frozenset[str]) -> Counter[str]:
    """Longest-match words; single characters stand for what the vocabulary does not know."""
    found: Counter[str] = Counter()
    for run in RUN.findall(text):
        found.update([run] if run.isascii() else cut(run, vocabulary, LONGEST_WORD))
    return found


def counts(text: str, vocabulary: frozenset[str]) -> Counts:
    """The damped counts of every block for a text whose first line or clause is its title."""
    title, body = (masked(part) for part in title_and_body(text[:LONGEST_BODY]))
    found: Counts = {}
    for name, part in (("body", body), ("title", title)):
        found[f"{name}_characters"] = {sign: 1 + math.log(n) for sign, n in characters(part).items()}
        found[f"{name}_words"] = {word: 1 + math.log(n) for word, n in words(part, vocabulary).items()}
        found[f"{name}_themes"] = {theme: math.log1p(n) for theme, n in themes(part).items()}
    return found


def vectors(found: Counts, rarity: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Counts × rarity, unit length per block, block weight applied; unknown features are left out."""
    made: dict[str, dict[str, float]] = {}
    for block, weight in (CHARACTERS | WORDS | THEMES).items():
        known = rarity.get(block, {})
        raw = {name: n * known[name] for name, n in found[block].items() if name in known}
        length = math.sqrt(sum(value * value for value in raw.values()))
        made[block] = {name: weight * value / length for name, value in raw.items()} if length else {}
    return made


def vocabulary_of(texts: Iterable[list[str]], at_least: int) -> frozenset[str]:
    """Words of several characters that occur in enough texts, and all of the thesaurus."""
    seen = Counter(word for text in texts for word in set(text) if 2 <= len(word) <= LONGEST_WORD)
    return frozenset(word for word, number in seen.items() if number >= at_least) | frozenset(thesaurus())
