"""Take in a file: all or nothing unless --keep-good, with a report that names rows."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.module_loading import import_string

from mulin.config.outcome import Outcome
from mulin.config.progress import bar
from mulin.lib.intake import Fate, Intake
from mulin.lib.tables import Column, write_template


def mapping(text: str) -> dict[str, str]:
    """`title=主题,text=内容` as a mapping."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    if not all(name.strip() and column.strip() for name, _sign, column in pairs):
        raise argparse.ArgumentTypeError("write FIELD=COLUMN,FIELD=COLUMN")
    return {name.strip(): column.strip() for name, _sign, column in pairs}


# An option of some kinds only: how argparse reads it. It reaches the function under the same name.
OPTIONS: dict[str, dict[str, Any]] = {
    "crs": {"choices": ("wgs84", "gcj02", "bd09"), "default": "wgs84", "help": "coordinates of the file"},
    "parent": {"metavar": "CODE", "help": "the area that the file's areas lie in"},
    "rank": {"metavar": "RANK", "help": "the rank of the file's areas"},
    "map": {"metavar": "FIELD=COLUMN,...", "type": mapping, "default": {}},
    "door": {"metavar": "DOOR", "required": True, "help": "the door that the cases came through"},
    "scheme": {"metavar": "CODE", "default": "", "help": "the scheme that the kinds belong to"},
    "name": {"metavar": "NAME", "default": "", "help": "the name of a new scheme"},
    "doors": {
        "metavar": "DOORS",
        "default": "",
        "help": "doors of a city's kinds, like 'patrol hotline' or all",
    },
    "area": {"metavar": "CODE", "help": "the area that all of it concerns"},
    "supplier": {"metavar": "CODE", "required": True, "help": "the organisation whose meters they are"},
    "live": {"action": "store_true", "help": "start clocks, send notices"},
}


class Kind(NamedTuple):
    """`take(path, *, dry_run, keep_good, progress, **options) -> Intake`; `columns` a list of lib.tables.Column.

    `after` is called when something was saved.
    """

    take: str
    help: str
    columns: str = ""
    options: tuple[str, ...] = ()
    after: str = ""


KINDS: dict[str, Kind] = {
    "areas": Kind(
        "mulin.places.imports.take_areas",
        "areas of the tree, from CSV, XLSX or GeoJSON",
        "mulin.places.imports.COLUMNS",
        ("crs", "parent", "rank", "map"),
    ),
    "catalogue": Kind(
        "mulin.catalogue.imports.take_catalogue",
        "kinds of matter: our layout, a city's filing standards, or a list of labels",
        "mulin.catalogue.imports.CATALOGUE_COLUMNS",
        ("scheme", "name", "doors"),
    ),
    "cases": Kind(
        "mulin.cases.imports.take_cases",
        "cases: messages, orders, requests of other systems",
        "mulin.cases.imports.COLUMNS",
        ("door", "map", "area", "crs", "live"),
        after="mulin.reactions.relay.relay_many",
    ),
    "duties": Kind(
        "mulin.catalogue.imports.take_duties",
        "who leads and who assists, by kind and area",
        "mulin.catalogue.imports.DUTY_COLUMNS",
    ),
    "organisations": Kind(
        "mulin.people.imports.take_organisations",
        "organisations on the tree, from CSV or XLSX",
        "mulin.people.imports.ORGANISATIONS",
    ),
    "posts": Kind(
        "mulin.people.imports.take_posts",
        "posts, what they reach and who holds them, from CSV or XLSX",
        "mulin.people.imports.POSTS",
    ),
    "readings": Kind(
        "mulin.care.imports.take_file",
        "readings of the meters of watched homes, from CSV or XLSX",
        "mulin.care.imports.COLUMNS",
        ("supplier",),
    ),
    "people": Kind(
        "mulin.people.imports.take_people",
        "persons and where they live, from CSV or XLSX",
        "mulin.people.imports.PEOPLE",
    ),
    "households": Kind(
        "mulin.people.imports.take_households",
        "doors and who answers for them, from CSV or XLSX",
        "mulin.people.imports.HOUSEHOLDS",
    ),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for name, kind in KINDS.items():
        sub = kinds.add_parser(name, help=kind.help, description=kind.help)
        sub.add_argument("file", type=Path, metavar="FILE")
        sub.add_argument("--dry-run", action="store_true", help="report, save nothing")
        sub.add_argument("--keep-good", action="store_true", help="save the good rows, report the others")
        sub.add_argument("--json", action="store_true", help="report in JSON", default=argparse.SUPPRESS)
        if kind.columns:
            sub.add_argument("--template", action="store_true", help="write an empty table to FILE instead")
        for option in kind.options:
            sub.add_argument(f"--{option}", **OPTIONS[option])


def run(options: argparse.Namespace) -> Outcome:
    kind = KINDS[options.kind]
    if getattr(options, "template", False):
        columns: Sequence[Column] = import_string(kind.columns)
        write_template(options.file, columns)
        return Outcome([f"{options.file}"], {"template": str(options.file)})
    take: Callable[..., Intake] = import_string(kind.take)
    with bar(options.kind) as progress:
        report = take(
            options.file,
            dry_run=options.dry_run,
            keep_good=options.keep_good,
            progress=progress,
            **{name: getattr(options, name) for name in kind.options},
        )
    if kind.after and report.saved:
        import_string(kind.after)()
    return told(report, dry_run=options.dry_run)


def told(report: Intake, *, dry_run: bool) -> Outcome:
    counts = {fate.value: report.counts[fate] for fate in Fate}
    lines = [str(problem) for problem in report.problems]
    if report.refused > len(report.problems):
        lines.append(f"... and {report.refused - len(report.problems)} more rows refused")
    lines += [f"{name}: {value}" for name, value in report.notes.items()]
    summary = ", ".join(f"{number} {name}" for name, number in counts.items())
    ending = "" if report.saved else " (dry run: nothing saved)" if dry_run else " (nothing saved)"
    lines.append(f"{summary}, {report.refused} refused{ending}")
    data = {
        **counts,
        "refused": report.refused,
        "saved": report.saved,
        "problems": [problem.__dict__ for problem in report.problems],
        **report.notes,
    }
    return Outcome(lines, data, ok=not report.refused)
