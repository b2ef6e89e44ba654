"""Taking in a file of areas."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from mulin.lib.actor import ActorLike, System
from mulin.lib.intake import Fate, Intake
from mulin.lib.locks import hold
from mulin.places.access import must_manage
from mulin.places.imports.drafts import rank_named, read_drafts
from mulin.places.imports.fit import fit
from mulin.places.imports.plan import Plan, Planned
from mulin.places.imports.save import first_area, save_known, save_new
from mulin.places.kinds import Rank
from mulin.places.queries.tree import area_by_code
from mulin.trail.record import record


def take_areas(
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    crs: str = "wgs84",
    parent: str | None = None,
    rank: str | None = None,
    map: Mapping[str, str] | None = None,
    by: ActorLike | None = None,
) -> Intake:
    """Take in areas from CSV, XLSX or GeoJSON; the same file again changes nothing.

    The parent is the column mapped to it (code or name), else the area around the outline, else `parent`.
    """
    actor = by or System("import")
    report = Intake()
    with transaction.atomic():
        # Two imports at once would give out the same codes.
        hold("import of areas")
        root = area_by_code(parent) if parent else None
        must_manage(actor, root)
        plan = Plan(root, report)
        plan.make(list(read_drafts(path, map or {}, crs=crs, rank=rank_named(rank or ""), report=report)))
        if keep_good or not report.refused:
            _write(plan, path, crs, actor, progress)
        report.notes |= _notes(plan.planned)
        report.saved = not dry_run and (keep_good or not report.refused)
        if not report.saved:
            transaction.set_rollback(True)
    return report


def _write(plan: Plan, path: Path, crs: str, by: ActorLike, progress: Callable[[int], None]) -> None:
    new = [each for each in plan.planned if each.is_new]
    save_new(new, crs=crs, source=path.name[:100])
    plan.report.count(Fate.MADE, len(new))
    progress(len(new))
    for done, each in enumerate((each for each in plan.planned if not each.is_new), start=len(new) + 1):
        save_known(each, crs=crs, report=plan.report)
        progress(done)
    subject = first_area(plan.planned, plan.root)
    if subject is not None:
        counts = {fate.value: number for fate, number in plan.report.counts.items()}
        record("area.imported", subject, by=by, fields={**counts, "crs": crs})


def _notes(planned: list[Planned]) -> dict[str, Any]:
    """What was taken in, rank by rank, and how the outlines fit."""
    ranks: dict[str, int] = defaultdict(int)
    bare = 0
    for each in planned:
        ranks[Rank(each.area.rank).name.lower()] += 1
        bare += each.area.rank >= Rank.GRID and (each.above is None or each.above.rank < Rank.COMMUNITY)
    notes: dict[str, Any] = {"ranks": dict(ranks)}
    if bare:
        notes["grids_without_community"] = bare
    if any(each.draft.outline for each in planned):
        notes |= fit(planned)
    return notes
