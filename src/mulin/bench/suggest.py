"""How well kinds are suggested: learnt from one table, asked of another."""

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from mulin.bench.measured import Measured
from mulin.lib.errors import BadInput
from mulin.lib.tables import read
from mulin.words.learn import PRECISION, train
from mulin.words.suggest import Suggestion


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--train", type=Path, required=True, metavar="CSV")
    parser.add_argument("--test", type=Path, required=True, metavar="CSV")
    parser.add_argument(
        "--text", required=True, metavar="COL[,COL]", help="the first of several is the title"
    )
    parser.add_argument("--label", required=True, metavar="COL")
    parser.add_argument("--out", type=Path, metavar="CSV", help="write each prediction with its reasons")


def run(options: argparse.Namespace) -> Measured:
    columns = options.text.split(",")
    texts, labels = table(options.train, columns, options.label)
    asked, truth = table(options.test, columns, options.label)
    if not asked:
        raise BadInput(fields={"test": _("The table holds no row with a text and a label.")})
    started = perf_counter()
    model = train(texts, labels)
    learnt = perf_counter()
    told = [model.suggest(text) for text in asked]
    seconds = perf_counter() - learnt
    if options.out:
        _write(options.out, asked, truth, told, model.calibration.threshold)
    data = {
        "train_rows": len(texts),
        "test_rows": len(asked),
        "labels": len(set(labels)),
        **figures(truth, [best for best, *_others in told], model.calibration.threshold),
        "train_seconds": round(learnt - started, 2),
        "ms_per_text": round(1000 * seconds / len(asked), 2),
        "model_bytes": len(model.to_bytes()),
    }
    lines = [
        f"learnt from {data['train_rows']:,} rows in {data['train_seconds']} s, asked {data['test_rows']:,}",
        f"macro-F1 {data['macro_f1']:.4f}, accuracy {data['accuracy']:.4f}",
        f"{data['share_at_95']:.1%} could be answered at 95 % precision",
        f"the threshold learnt beforehand answers {data['answered']:.1%}, {data['answered_precision']:.1%} right",
        *(f"  {label}: F1 {f1:.3f}" for label, f1 in data["f1"].items()),
    ]
    return Measured(lines, data)


def table(path: Path, columns: Sequence[str], label: str) -> tuple[list[str], list[str]]:
    """Texts (title on the first line) and labels; rows without a label are left out."""
    rows = [row for row in read(path, [*columns, label]) if row[label].strip()]
    return ["\n".join(row[column] for column in columns) for row in rows], [
        row[label].strip() for row in rows
    ]


def figures(truth: Sequence[str], told: Sequence[Suggestion], threshold: float) -> dict[str, Any]:
    """Quality of the best suggestions against the truth."""
    right = [best.label == label for best, label in zip(told, truth, strict=True)]
    answered = [is_right for best, is_right in zip(told, right, strict=True) if best.confidence >= threshold]
    f1 = f1_by_label(truth, [best.label for best in told])
    return {
        "macro_f1": round(sum(f1.values()) / len(f1), 4),
        "accuracy": round(sum(right) / len(right), 4),
        "share_at_95": round(share_at([best.confidence for best in told], right), 4),
        "answered": round(len(answered) / len(right), 4),
        "answered_precision": round(sum(answered) / len(answered), 4) if answered else 0.0,
        "f1": {label: round(value, 4) for label, value in f1.items()},
    }


def f1_by_label(truth: Sequence[str], told: Sequence[str]) -> dict[str, float]:
    hits = Counter(one for one, other in zip(truth, told, strict=True) if one == other)
    asked, given = Counter(truth), Counter(told)
    return {label: 2 * hits[label] / (asked[label] + given[label]) for label in sorted(asked | given)}


def share_at(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """The largest share that can be answered, surest first, with the precision kept."""
    best = hits = 0
    for number, at in enumerate(sorted(range(len(right)), key=lambda at: -confidences[at]), start=1):
        hits += right[at]
        best = number if hits >= PRECISION * number else best
    return best / len(right)


def _write(
    path: Path, asked: Sequence[str], truth: Sequence[str], told: Sequence[list[Suggestion]], threshold: float
) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "title", "label", "predicted", "confidence", "answered", "reasons", "second"])
        for number, (text, label, (best, *others)) in enumerate(
            zip(asked, truth, told, strict=True), start=1
        ):
            answered = int(best.confidence >= threshold)
            second = others[0].label if others else ""
            reasons = " ".join(best.reasons)
            title = text.partition("\n")[0]
            row = [number, title, label, best.label, f"{best.confidence:.3f}", answered, reasons, second]
            writer.writerow(row)
