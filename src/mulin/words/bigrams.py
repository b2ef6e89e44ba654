"""Chinese text as bigrams, so that PostgreSQL's `simple` configuration can index and find it.

A run of Chinese gives its overlapping pairs and its last character alone: every character then begins some
token, and a one-character query finds by prefix. Latin words and numbers stay whole, lower-cased.
"""

import re

from mulin.words.folding import HAN, fold

LONGEST_TEXT = 20_000  # characters; a tsvector holds at most 1 MB
LONGEST_WORD = 64  # a lexeme holds at most 2 kB
PAIRED = f"{HAN}\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af"  # kana and hangul have no spaces to rely on either
RUNS = re.compile(rf"[{PAIRED}]+|[^\W_{PAIRED}]+")
IS_PAIRED = re.compile(rf"[{PAIRED}]")


def _runs(text: str) -> list[str]:
    # Numerals that are no digits and letters of which folding leaves nothing searchable drop out here.
    return [run for run in RUNS.findall(fold(text[:LONGEST_TEXT])) if run.isalnum()]


def bigrams(text: str) -> str:
    """What to hand to `to_tsvector('simple', ...)`."""
    tokens: list[str] = []
    for run in _runs(text):
        if IS_PAIRED.match(run):
            tokens += [run[at : at + 2] for at in range(len(run) - 1)]
            tokens.append(run[-1])
        else:
            tokens.append(run[:LONGEST_WORD])
    return " ".join(tokens)


def query(text: str) -> str:
    """What to hand to `to_tsquery('simple', ...)`: all of it must occur; empty when nothing can be looked for."""
    terms: dict[str, None] = {}
    for run in _runs(text[:200]):
        if not IS_PAIRED.match(run):
            terms[f"{run[:LONGEST_WORD]}:*"] = None
        elif len(run) == 1:
            terms[f"{run}:*"] = None
        else:
            terms |= dict.fromkeys(run[at : at + 2] for at in range(len(run) - 1))
    return " & ".join(terms)
