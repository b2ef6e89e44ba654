"""Learns kind suggestions from texts with known kinds. Imports scikit-learn: for jobs and measurements only."""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from mulin.lib.errors import BadInput
from mulin.words.features import CHARACTERS, THEMES, WORDS, Counts, counts, masked, vectors, vocabulary_of
from mulin.words.suggest import NEVER, Calibration, SuggestModel
from mulin.words.terms import words_of

HALVES = ((CHARACTERS, 1.0), (WORDS, 0.7))  # averaged: they err on different texts
AT_LEAST = {"characters": 2, "words": 1, "themes": 1}  # texts a feature must occur in
SMOOTHING = 0.1
PRECISION = 0.95
FOLDS = 4
FEWEST_TO_CALIBRATE = 40

Matrix = NDArray[np.float64]
Rows = NDArray[np.intp]


def train(texts: Sequence[str], labels: Sequence[str]) -> SuggestModel:
    """A model with its confidence calibrated on texts it had not seen; the same input gives the same model."""
    if len(texts) != len(labels) or len(set(labels)) < 2:
        raise BadInput(fields={"labels": _("Learning needs one kind for each text, and two kinds at least.")})
    vocabulary = vocabulary_of((words_of(masked(text)) for text in texts), 2)
    ground = _Ground([counts(text, vocabulary) for text in texts])
    known = np.array(labels)
    learnt = ground.learn(np.arange(len(known)), known)
    return SuggestModel(
        labels=tuple(learnt.labels),
        vocabulary=vocabulary,
        rarity=ground.rarity,
        weights={
            block: dict(zip(names, learnt.weights[block].round(5).tolist(), strict=True))
            for block, names in ground.names.items()
        },
        biases=tuple(learnt.biases.tolist()),
        calibration=_calibrated(ground, known),
        learnt_from=len(texts),
    )


class _Learnt(NamedTuple):
    """Weights per block (feature × label) and one bias a label."""

    labels: list[str]
    weights: dict[str, Matrix]
    biases: Matrix


class _Ground:
    """All texts as one sparse matrix a block; learning takes some of the rows."""

    def __init__(self, found: Sequence[Counts]) -> None:
        self.rarity = _rarity(found)
        self.names = {block: list(known) for block, known in self.rarity.items()}
        seen = [vectors(text, self.rarity) for text in found]
        self.matrices = {
            block: _matrix([text[block] for text in seen], names) for block, names in self.names.items()
        }

    def learn(self, rows: Rows, known: NDArray[np.str_]) -> _Learnt:
        """One machine a label and half, their weights added up."""
        labels = sorted(set(known.tolist()))
        weights = {block: np.zeros((len(names), len(labels))) for block, names in self.names.items()}
        biases = np.zeros(len(labels))
        themes = [self.matrices[block][rows] for block in THEMES]
        for half, share in HALVES:
            main = hstack([self.matrices[block][rows] for block in half]).tocsr()
            for at, label in enumerate(labels):
                coefficients, bias = _one_against_rest(main, themes, known == label)
                biases[at] += share * bias
                start = 0
                for block in [*half, *THEMES]:
                    width = len(self.names[block])
                    weights[block][:, at] += share * coefficients[start : start + width]
                    start += width
        return _Learnt(labels, weights, biases)

    def scores(self, learnt: _Learnt, rows: Rows) -> Matrix:
        """Texts × labels."""
        total = np.tile(learnt.biases, (len(rows), 1))
        for block, matrix in self.matrices.items():
            total += matrix[rows] @ learnt.weights[block]
        return total


def _rarity(found: Sequence[Counts]) -> dict[str, dict[str, float]]:
    made: dict[str, dict[str, float]] = {}
    for block in CHARACTERS | WORDS | THEMES:
        seen: Counter[str] = Counter()
        for text in found:
            seen.update(text[block].keys())
        least = AT_LEAST[block.rpartition("_")[2]]
        made[block] = {name: log((1 + len(found)) / (1 + n)) + 1 for name, n in seen.items() if n >= least}
    return made


def _one_against_rest(
    main: csr_matrix, themes: list[csr_matrix], is_it: NDArray[np.bool_]
) -> tuple[Matrix, float]:
    """A support vector machine on features scaled by how differently the two sides use them."""
    inside, outside = (np.asarray(main[side].sum(0)).ravel() + SMOOTHING for side in (is_it, ~is_it))
    ratio = np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum()))
    ratio /= ratio.mean() or 1.0
    scaled = hstack([main.multiply(ratio), *themes]).tocsr()
    machine = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(scaled, is_it)
    coefficients: Matrix = machine.coef_[0]
    coefficients[: len(ratio)] *= ratio
    return coefficients, float(machine.intercept_[0])


def _matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> csr_matrix:
    place = {name: at for at, name in enumerate(names)}
    values = [value for row in rows for value in row.values()]
    columns = [place[name] for row in rows for name in row]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((values, columns, starts), shape=(len(rows), len(names)))


def _calibrated(ground: _Ground, known: NDArray[np.str_]) -> Calibration:
    """Fit chance and threshold on answers given to the fold left out."""
    folds = min(FOLDS, *Counter(known.tolist()).values())
    if folds < 2 or len(known) < FEWEST_TO_CALIBRATE:
        return Calibration()
    facts, right = [], []
    for learn, ask in StratifiedKFold(folds, shuffle=True, random_state=0).split(known, known):
        learnt = ground.learn(learn, known[learn])
        scores = ground.scores(learnt, ask)
        ordered = np.sort(scores, axis=1)
        facts.append(np.column_stack([ordered[:, -1] - ordered[:, -2], ordered[:, -1]]))
        right.append(np.array(learnt.labels)[scores.argmax(axis=1)] == known[ask])
    told, truth = np.vstack(facts), np.concatenate(right)
    if truth.all() or not truth.any():
        return Calibration()
    fit = LogisticRegression(C=100.0).fit(told, truth)
    (lead, top), base = fit.coef_[0].tolist(), float(fit.intercept_[0])
    return Calibration(lead, top, base, threshold_for(fit.predict_proba(told)[:, 1], truth))


def threshold_for(chances: Matrix, truth: NDArray[np.bool_]) -> float:
    """The lowest confidence from which on the answers were right often enough; beyond all where none is."""
    order = np.argsort(-chances)
    precision = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= PRECISION)
    return float(chances[order[enough[-1]]]) if len(enough) else NEVER
