"""Which kind a text is of, how sure that is, and the phrases that say so.

A linear model over the features of `features`, applied in plain Python: no numpy, no scikit-learn, so that any
process may use it. It is learnt in `learn`, and kept as bytes in a row or a file.
"""

import base64
import json
import math
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mulin.words.features import RUN, counts, masked, vectors
from mulin.words.themes import cut

FORMAT = 1
REASONS = 3
NEVER = 2.0  # a threshold no confidence reaches


class Suggestion(NamedTuple):
    """One kind with the chance that it is right and the phrases that speak for it."""

    label: str
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Calibration:
    """How a lead in score becomes a chance of being right; learnt from answers on texts not learnt from."""

    lead: float = 1.0
    top: float = 0.0
    base: float = 0.0
    threshold: float = NEVER

    def chance(self, scores: Sequence[float]) -> float:
        best, *others = sorted(scores, reverse=True)
        second = others[0] if others else -1.0
        value = self.lead * (best - second) + self.top * best + self.base
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


@dataclass(frozen=True)
class SuggestModel:
    """Weights per feature and label; `rarity` and `weights` share their keys block by block."""

    labels: tuple[str, ...]
    vocabulary: frozenset[str]
    rarity: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, Mapping[str, Sequence[float]]]
    biases: tuple[float, ...]
    calibration: Calibration = field(default_factory=Calibration)
    learnt_from: int = 0

    def scores(self, text: str) -> tuple[list[float], dict[str, dict[str, float]]]:
        """The score of each label, and the features that were seen."""
        seen = vectors(counts(text, self.vocabulary), self.rarity)
        totals = list(self.biases)
        for block, features in seen.items():
            known = self.weights.get(block, {})
            for name, value in features.items():
                for at, weight in enumerate(known[name]):
                    totals[at] += value * weight
        return totals, seen

    def suggest(self, text: str, n: int = 3) -> list[Suggestion]:
        """The n likeliest labels, best first; the chances of all labels add to one."""
        if not text.strip():
            return []
        totals, seen = self.scores(text)
        chances = self._chances(totals)
        order = sorted(range(len(totals)), key=lambda at: -totals[at])[:n]
        return [Suggestion(self.labels[at], chances[at], self._reasons(text, seen, at)) for at in order]

    def answer(self, text: str) -> Suggestion | None:
        """The best suggestion where it is right 95 times in 100 by its own past, else None."""
        best = next(iter(self.suggest(text, 1)), None)
        return best if best and best.confidence >= self.calibration.threshold else None

    def _chances(self, totals: Sequence[float]) -> list[float]:
        """The best has its calibrated chance; the others share the rest by their scores."""
        sure = self.calibration.chance(totals)
        best = max(range(len(totals)), key=lambda at: totals[at])
        shares = [math.exp(3 * (score - totals[best])) for score in totals]
        rest = sum(shares) - 1
        sure = max(sure, 1 / (1 + rest)) if rest and sure < 1 / len(totals) else sure
        return [sure if at == best else (1 - sure) * share / rest for at, share in enumerate(shares)]

    def _reasons(self, text: str, seen: Mapping[str, Mapping[str, float]], label: int) -> tuple[str, ...]:
        """Words of the text, each with what its own and its characters' features gave to this label."""
        push: dict[str, float] = {}
        for block, features in seen.items():
            if not block.endswith("_themes"):
                for name, value in features.items():
                    weights = self.weights[block][name]
                    push[name] = push.get(name, 0.0) + value * (weights[label] - sum(weights) / len(weights))
        candidates: dict[str, float] = {}
        for run in RUN.findall(masked(text)):
            for word in [run] if run.isascii() else cut(run, self.vocabulary, 6):
                pairs = {word[at : at + 2] for at in range(len(word) - 1)} | {word}
                if len(word) > 1:
                    candidates[word] = sum(push.get(part, 0.0) for part in pairs)
        ranked = sorted(candidates, key=lambda word: -candidates[word])
        return tuple(word for word in ranked[:REASONS] if candidates[word] > 0)

    def to_bytes(self) -> bytes:
        """For a row or a file; `from_bytes` reads it back. No code is inside."""
        blocks = {
            block: {
                "names": list(known),
                "rarity": _packed(known.values()),
                "weights": _packed(weight for name in known for weight in self.weights[block][name]),
            }
            for block, known in self.rarity.items()
        }
        form = {
            "format": FORMAT,
            "labels": self.labels,
            "vocabulary": sorted(self.vocabulary),
            "blocks": blocks,
            "biases": self.biases,
            "calibration": self.calibration.__dict__,
            "learnt_from": self.learnt_from,
        }
        return zlib.compress(json.dumps(form, ensure_ascii=False).encode())

    @classmethod
    def from_bytes(cls, stored: bytes) -> "SuggestModel":
        form = json.loads(zlib.decompress(stored))
        if form["format"] != FORMAT:
            raise ValueError(f"a model of format {form['format']}, this version reads {FORMAT}")
        labels, rarity, weights = tuple(form["labels"]), {}, {}
        for block, kept in form["blocks"].items():
            names, flat = kept["names"], _unpacked(kept["weights"])
            rarity[block] = dict(zip(names, _unpacked(kept["rarity"]), strict=True))
            width = len(labels)
            weights[block] = {name: flat[at * width : (at + 1) * width] for at, name in enumerate(names)}
        calibration = Calibration(**form["calibration"])
        vocabulary = frozenset(form["vocabulary"])
        return cls(
            labels, vocabulary, rarity, weights, tuple(form["biases"]), calibration, form["learnt_from"]
        )


def _packed(values: Iterable[float]) -> str:
    return base64.b64encode(array("f", values).tobytes()).decode()


def _unpacked(text: str) -> "array[float]":
    values = array("f")
    values.frombytes(base64.b64decode(text))
    return values
