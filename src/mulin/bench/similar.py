"""Whether a repeated report finds the one it repeats among those filed earlier."""

import argparse
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.utils.translation import gettext_lazy as _

from mulin.bench.measured import Measured
from mulin.lib.clock import LOCAL
from mulin.lib.errors import BadInput
from mulin.lib.tables import Row, read
from mulin.words.nearby import Nearby
from mulin.words.similar import OFFERED, Candidate, Rarity, Report, rank

DEPTHS = (1, 3, 5)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cases", type=Path, required=True, metavar="CSV", help="columns as of Open311 answers"
    )
    parser.add_argument("--pairs", type=Path, required=True, metavar="CSV", help="duplicate_id, original_id")


def run(options: argparse.Namespace) -> Measured:
    needed = ["service_request_id", "requested_datetime", "lat", "long"]
    cases = {report.id: report for row in read(options.cases, needed) if (report := _report(row))}
    pairs = [
        (row["duplicate_id"], row["original_id"])
        for row in read(options.pairs, ["duplicate_id", "original_id"])
    ]
    earlier = [
        (cases[new], cases[old])
        for new, old in pairs
        if new in cases and old in cases and cases[old].at < cases[new].at
    ]
    if not earlier:
        raise BadInput(
            fields={"pairs": _("No pair has both cases in the table, the original filed earlier.")}
        )
    ranks, offered, waits, indexed = _looked_up(cases, earlier)
    recalls = {
        f"recall_at_{depth}": round(sum(place <= depth for place in ranks) / len(ranks), 4)
        for depth in DEPTHS
    }
    data = {
        "cases": len(cases),
        "pairs": len(pairs),
        "pairs_original_earlier": len(earlier),
        **recalls,
        "offered": round(offered / len(earlier), 4),
        "index_seconds": round(indexed, 2),
        "ms_per_lookup": round(median(waits), 3),
        "ms_per_lookup_p95": round(quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0], 3),
    }
    lines = [
        f"{len(cases):,} cases, {len(earlier):,} of {len(pairs):,} pairs with the original filed earlier",
        "recall " + ", ".join(f"@{depth} {recalls[f'recall_at_{depth}']:.1%}" for depth in DEPTHS),
        f"{data['ms_per_lookup']} ms a look-up (median), {data['ms_per_lookup_p95']} ms p95",
    ]
    return Measured(lines, data)


def _looked_up(
    cases: dict[str, Report], pairs: list[tuple[Report, Report]]
) -> tuple[list[int], int, list[float], float]:
    """The place of each original, how many were offered, the milliseconds of each look-up, the index's seconds."""
    started = perf_counter()
    nearby, rarity = Nearby(cases.values()), Rarity(cases.values())
    indexed = perf_counter() - started
    ranks, offered, waits = [], 0, []
    for new, old in pairs:
        started = perf_counter()
        found = rank(new, nearby.before(new), rarity)
        waits.append(1000 * (perf_counter() - started))
        ranks.append(_place(old, found))
        offered += any(each.report.id == old.id and each.likeness.score >= OFFERED for each in found[:3])
    return ranks, offered, waits, indexed


def _place(old: Report, found: list[Candidate]) -> int:
    return next(
        (place for place, each in enumerate(found, start=1) if each.report.id == old.id), len(found) + 10
    )


def _report(row: Row) -> Report | None:
    """A row as a report; None when its id or time cannot be read."""
    cells = row.cells
    at = _moment(cells.get("requested_datetime", ""))
    if not cells.get("service_request_id") or at is None:
        return None
    is_closed = cells.get("status", "").lower() == "closed"
    return Report(
        id=cells["service_request_id"],
        at=at,
        lng=_number(cells.get("long", "")),
        lat=_number(cells.get("lat", "")),
        service=cells.get("service_name", "") or cells.get("service_code", ""),
        text=cells.get("description", ""),
        address=cells.get("address", ""),
        closed_at=_moment(cells.get("updated_datetime", "")) if is_closed else None,
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
