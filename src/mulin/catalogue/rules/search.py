"""How well typed words fit a kind."""

from collections.abc import Sequence


def pairs(text: str) -> set[str]:
    letters = "".join(letter for letter in text.lower() if letter.isalnum())
    return {letters[place : place + 2] for place in range(len(letters) - 1)}


def score(words: str, name: str, keywords: Sequence[str], examples: Sequence[str]) -> float:
    """0 when nothing fits; keywords inside the words count most, then the name, then like examples."""
    text = words.strip().lower()
    if not text:
        return 0.0
    hits = sum(len(keyword) for keyword in keywords if keyword.lower() in text)
    partly = sum(1 for keyword in keywords if len(text) < len(keyword) and text in keyword.lower())
    typed = pairs(text)
    shared = len(typed & pairs(name))
    alike = max((len(typed & pairs(example)) for example in examples), default=0)
    named = 6 if text in name.lower() else 0
    return 3.0 * hits + 2.0 * partly + 2.0 * shared + named + alike
