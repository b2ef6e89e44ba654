"""Bring in a file of cases: as history in large bites, or live, one by one, with clocks."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.report import Place, report
from mulin.cases.imports.columns import columns_needed, columns_of
from mulin.cases.imports.drafts import Draft, draft_of
from mulin.cases.imports.ground import Kinder, Placer
from mulin.cases.imports.save import known_refs, save_history
from mulin.catalogue.kinds import Door
from mulin.lib.errors import BadInput, Refusal
from mulin.lib.intake import Fate, Intake, take_in
from mulin.lib.tables import Row, read
from mulin.people.access import Actor
from mulin.places.models import Area
from mulin.places.queries import area_by_code, common_ground

CHUNK = 2000
IMPORT = Actor.system("import")
Progress = Callable[[int], None]


def quiet(_done: int) -> None:
    """Nobody watches."""


def take_cases(
    path: Path,
    *,
    door: str,
    map: Mapping[str, str] | None = None,
    area: str | None = None,
    crs: str = "wgs84",
    live: bool = False,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Progress = quiet,
    by: Actor = IMPORT,
) -> Intake:
    """The same reference through the same door is one case, however often the file comes."""
    if door not in Door.values:
        raise BadInput(
            fields={
                "door": _("There is no such door. There are: %(doors)s.") % {"doors": ", ".join(Door.values)}
            }
        )
    home = area_by_code(area) if area else None
    taking = _Taking(door, columns_of(map or {}), crs, home, by)
    rows = read(path, columns_needed(map or {}))
    if live:
        done = take_in(rows, taking.one, dry_run=dry_run, keep_good=keep_good, progress=progress)
    else:
        done = taking.history(rows, dry_run=dry_run, keep_good=keep_good, progress=progress)
    done.notes |= taking.notes()
    return done


class _Taking:
    """One run: what is known of the ground is read once."""

    def __init__(self, door: str, columns: Mapping[str, str], crs: str, home: Area | None, by: Actor) -> None:
        self.door, self.columns, self.crs, self.by = door, columns, crs, by
        self.home = home or common_ground()
        self.placer, self.kinder = Placer(home), Kinder()
        self.ended = 0

    def history(self, rows: Iterator[Row], *, dry_run: bool, keep_good: bool, progress: Progress) -> Intake:
        """Chunk by chunk in one transaction, so that the memory stays small and nothing is half there."""
        report_of = Intake()
        done = 0
        with transaction.atomic():
            while chunk := list(islice(rows, CHUNK)):
                self._chunk(chunk, report_of)
                done += len(chunk)
                progress(done)
            report_of.saved = not dry_run and (keep_good or not report_of.refused)
            if not report_of.saved:
                transaction.set_rollback(True)
        return report_of

    def _chunk(self, rows: list[Row], report_of: Intake) -> None:
        drafts: list[Draft] = []
        for row in rows:
            try:
                drafts.append(draft_of(row, self.columns, self.crs))
            except Refusal as refusal:
                report_of.refuse(row.number, refusal)
        fresh = self._fresh(drafts)
        report_of.count(Fate.SAME, len(drafts) - len(fresh))
        self._save(fresh)
        report_of.count(Fate.MADE, len(fresh))

    def _fresh(self, drafts: list[Draft]) -> list[Draft]:
        """The first of each reference that has not come before."""
        first = {draft.ref: draft for draft in reversed(drafts)}
        for ref in known_refs(self.door, list(first)):
            del first[ref]
        return [draft for draft in drafts if first.get(draft.ref) is draft]

    def _save(self, drafts: list[Draft]) -> None:
        self.placer.settle(drafts)
        self.kinder.settle(drafts)
        self.ended += sum(draft.ended_at is not None for draft in drafts)
        save_history(drafts, door=self.door, home=self.home, by=self.by)

    def one(self, row: Row) -> Fate:
        """A live row is reported now; what has ended elsewhere is history all the same."""
        draft = draft_of(row, self.columns, self.crs)
        if known_refs(self.door, [draft.ref]):
            return Fate.SAME
        if draft.ended_at is not None:
            self._save([draft])
            return Fate.MADE
        self.placer.settle([draft])
        self.kinder.settle([draft])
        kind = draft.kind if draft.kind and (not draft.kind.doors or self.door in draft.kind.doors) else None
        report(
            by=self.by,
            door=self.door,
            text=draft.text,
            title=draft.title,
            kind=kind,
            place=Place(
                lng=draft.lng,
                lat=draft.lat,
                address=draft.address,
                area=draft.area,
                compound_id=draft.compound_id,
            ),
            captured_at=draft.at,
            source_ref=draft.ref,
        )
        return Fate.MADE

    def notes(self) -> dict[str, object]:
        """How many were placed by what, what waits, what had ended."""
        placed = {name: self.placer.told[name] for name in ("point", "code", "words")}
        return {
            **{f"placed by {name}": number for name, number in placed.items() if number},
            "unplaced": self.placer.told["unplaced"],
            "ended": self.ended,
            **({"kinds unknown": self.kinder.told["unknown"]} if self.kinder.told["unknown"] else {}),
        }
