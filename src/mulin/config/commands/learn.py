"""Learn which kind a text is of, and use it: propose kinds, group repeats."""

import argparse
from dataclasses import asdict
from pathlib import Path

from mulin.cases.queries.suggestions import suggestions_taken
from mulin.config.outcome import Outcome
from mulin.lib.errors import BadInput
from mulin.lib.tables import read
from mulin.reactions.learning import learn, learn_from_cases, look
from mulin.reactions.model_store import Origin


def arguments(parser: argparse.ArgumentParser) -> None:
    told = "kinds: learn from a table or from ended cases; apply: propose kinds and group repeats now"
    parser.add_argument("what", choices=("kinds", "apply"), help=told)
    parser.add_argument("--train", type=Path, metavar="CSV", help="texts whose label is known")
    parser.add_argument("--text", default="title,body", metavar="COL[,COL]", help="the first is the title")
    parser.add_argument("--label", default="label1", metavar="COL")
    parser.add_argument("--scheme", default="GOV", metavar="CODE", help="the list that the labels belong to")
    parser.add_argument("--from-cases", action="store_true", help="learn from this installation's own cases")
    parser.add_argument("--again", action="store_true", help="apply: also where a kind was proposed before")


def run(options: argparse.Namespace) -> Outcome:
    if options.what == "apply":
        looked = look(again=options.again)
        line = f"{looked.suggested} cases with a proposed kind, {looked.grouped} in {looked.groups} groups"
        return Outcome([line, taken_line()], asdict(looked) | {"taken": asdict(suggestions_taken())})
    if options.from_cases:
        return told(learn_from_cases())
    if options.train is None:
        raise BadInput(fields={"train": "--train CSV or --from-cases"})
    columns = options.text.split(",")
    rows = [row for row in read(options.train, [*columns, options.label]) if row[options.label]]
    texts = ["\n".join(row[column] for column in columns) for row in rows]
    return told(learn(texts, [row[options.label] for row in rows], scheme=options.scheme))


def told(origin: Origin) -> Outcome:
    lines = [
        f"learnt {origin.labels} labels from {origin.rows:,} texts",
        f"macro-F1 {origin.macro_f1:.4f}, accuracy {origin.accuracy:.4f} on a fifth that was not learnt from",
        taken_line(),
    ]
    return Outcome(lines, asdict(origin) | {"taken": asdict(suggestions_taken())})


def taken_line() -> str:
    """How the proposals fared with the people who decided."""
    taken = suggestions_taken()
    if not taken.decided:
        return "no proposal has been decided on yet"
    return (
        f"of {taken.decided:,} proposals decided on, the first was taken {taken.first / taken.decided:.1%}, "
        f"one of those shown {taken.shown / taken.decided:.1%}"
    )
