"""Learns kind suggestions from texts with known kinds. Imports scikit-learn: for jobs and measurements only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from mulin.lib.errors import BadInput
from mulin.words.features import CHARACTERS, THEMES, WORDS, Counts, counts, masked, vectors, vocabulary_of
from mulin.words.suggest import Calibration, SuggestModel
from mulin.words.terms import words_of

HALVES = ((CHARACTERS, 1.0), (WORDS, 0.7))  # averaged: they err on different texts
AT_LEAST = {"characters": 2, "words": 1, "themes": 1}  # texts a feature must occur in
SMOOTHING = 0.1
PRECISION = 0.95
FOLDS = 4
FEWEST_TO_CALIBRATE = 40

Matrix = NDArray[np.float64]


def train(texts: Sequence[str], labels: Sequence[str]) -> SuggestModel:
    """A model with its confidence calibrated on texts it had not seen; the same input gives the same model."""
    if len(texts) != len(labels) or len(set(labels)) < 2:
        raise BadInput(fields={"labels": _("Learning needs one kind for each text, and two kinds at least.")})
    vocabulary = vocabulary_of((words_of(masked(text)) for text in texts), 2)
    found = [counts(text, vocabulary) for text in texts]
    known = np.array(labels)
    model = _fitted(found, known, vocabulary)
    return replace(model, calibration=_calibrated(found, known, vocabulary), learnt_from=len(texts))


def _rarity(found: Sequence[Counts]) -> dict[str, dict[str, float]]:
    made: dict[str, dict[str, float]] = {}
    for block in CHARACTERS | WORDS | THEMES:
        seen: Counter[str] = Counter()
        for text in found:
            seen.update(text[block].keys())
        least = AT_LEAST[block.rpartition("_")[2]]
        made[block] = {name: log((1 + len(found)) / (1 + n)) + 1 for name, n in seen.items() if n >= least}
    return made


def _fitted(found: Sequence[Counts], known: NDArray[np.str_], vocabulary: frozenset[str]) -> SuggestModel:
    rarity = _rarity(found)
    seen = [vectors(text, rarity) for text in found]
    labels = sorted(set(known.tolist()))
    blocks = {block: list(names) for block, names in rarity.items()}
    matrices = {block: _matrix([text[block] for text in seen], names) for block, names in blocks.items()}
    weights = {block: np.zeros((len(names), len(labels))) for block, names in blocks.items()}
    biases = np.zeros(len(labels))
    for half, share in HALVES:
        for at, label in enumerate(labels):
            for block, coefficients in _one_against_rest(matrices, half, known == label, biases, at, share):
                weights[block][:, at] += share * coefficients
    return SuggestModel(
        tuple(labels),
        vocabulary,
        rarity,
        {
            block: dict(zip(names, weights[block].round(5).tolist(), strict=True))
            for block, names in blocks.items()
        },
        tuple(biases.tolist()),
    )


def _one_against_rest(
    matrices: dict[str, csr_matrix],
    half: dict[str, float],
    is_it: NDArray[np.bool_],
    biases: Matrix,
    at: int,
    share: float,
) -> list[tuple[str, Matrix]]:
    """A support vector machine on features scaled by how differently the two sides use them."""
    main = hstack([matrices[block] for block in half]).tocsr()
    inside, outside = (np.asarray(main[side].sum(0)).ravel() + SMOOTHING for side in (is_it, ~is_it))
    ratio = np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum()))
    ratio /= ratio.mean() or 1.0
    scaled = hstack([main.multiply(ratio), *(matrices[block] for block in THEMES)]).tocsr()
    machine = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(scaled, is_it)
    biases[at] += share * float(machine.intercept_[0])
    coefficients = machine.coef_[0]
    coefficients[: len(ratio)] *= ratio
    parts, start = [], 0
    for block in [*half, *THEMES]:
        width = matrices[block].shape[1]
        parts.append((block, coefficients[start : start + width]))
        start += width
    return parts


def _matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> csr_matrix:
    place = {name: at for at, name in enumerate(names)}
    values = [value for row in rows for value in row.values()]
    columns = [place[name] for row in rows for name in row]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((values, columns, starts), shape=(len(rows), len(names)))


def _calibrated(found: Sequence[Counts], known: NDArray[np.str_], vocabulary: frozenset[str]) -> Calibration:
    """Fit chance and threshold on answers given to the fold left out."""
    folds = min(FOLDS, *Counter(known.tolist()).values())
    if folds < 2 or len(found) < FEWEST_TO_CALIBRATE:
        return Calibration()
    facts, right = [], []
    for learn, ask in StratifiedKFold(folds, shuffle=True, random_state=0).split(known, known):
        model = _fitted([found[at] for at in learn], known[learn], vocabulary)
        scores = _scores(model, [found[at] for at in ask])
        ordered = np.sort(scores, axis=1)
        facts.append(np.column_stack([ordered[:, -1] - ordered[:, -2], ordered[:, -1]]))
        right.append(np.array(model.labels)[scores.argmax(axis=1)] == known[ask])
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
    return float(chances[order[enough[-1]]]) if len(enough) else 2.0


def _scores(model: SuggestModel, found: Sequence[Counts]) -> Matrix:
    seen = [vectors(text, model.rarity) for text in found]
    total = np.tile(np.array(model.biases), (len(found), 1))
    for block, known in model.weights.items():
        if known:
            total += _matrix([text[block] for text in seen], list(known)) @ np.array(list(known.values()))
    return total
