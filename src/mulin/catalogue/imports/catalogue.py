"""Takes in a file of kinds, in whichever of the three layouts, as a new edition of its scheme."""

from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.actions.make_scheme import make_scheme
from mulin.catalogue.actions.publish_edition import publish_edition
from mulin.catalogue.imports import cells, community, labels, standards
from mulin.catalogue.imports.ladder import house_ladder
from mulin.catalogue.imports.loader import Loader
from mulin.catalogue.kinds import Link
from mulin.catalogue.rules.codes import key_of
from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake, take_in
from mulin.lib.tables import Row, read
from mulin.people.access import Actor

MOST_ROWS = 20_000


class Layout(NamedTuple):
    columns: tuple[str, ...]
    scheme: str
    name: str
    in_use: bool


STANDARDS = Layout(standards.NEEDED, "YC", "数字城管（部件与事件）", True)
LABELS = Layout(labels.NEEDED, "GOV", "留言分类", False)
COMMUNITY = Layout(("code", "name"), "", "", True)


def take_catalogue(
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    scheme: str = "",
    name: str = "",
    doors: str = "",
    by: Actor | None = None,
    from_date: date | None = None,
) -> Intake:
    """All rows make one new edition, in force from today; a file that says what is there makes none."""
    rows = list(islice(read(path), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise BadInput(fields={"file": _("A catalogue has at most %(most)d rows.") % {"most": MOST_ROWS}})
    if not rows:
        raise BadInput(fields={"file": _("The file has no rows.")})
    layout = _layout(rows[0])
    code = (scheme.strip() or layout.scheme or key_of(rows[0]["code"]).split(":")[0]).upper()
    actor = by or Actor.system("import")
    with transaction.atomic():
        made = make_scheme(code, name=name or _named(rows[0], layout, code), by=actor, in_use=layout.in_use)
        loader = Loader(made, actor)
        one, notes = _reader(layout, loader, doors)
        report = take_in(rows, one, dry_run=dry_run, keep_good=keep_good, progress=progress)
        touched = bool(report.counts[Fate.MADE] or report.counts[Fate.CHANGED])
        if report.saved and touched:
            edition = publish_edition(loader.draft, by=actor, from_date=from_date)
            report.notes["edition"] = f"{code} {edition.number}"
        else:
            transaction.set_rollback(True)
    report.notes |= notes()
    return report


def _layout(first: Row) -> Layout:
    for layout in (STANDARDS, LABELS, COMMUNITY):
        if all(column in first.cells for column in layout.columns):
            return layout
    ways = " / ".join(", ".join(layout.columns) for layout in (COMMUNITY, STANDARDS, LABELS))
    raise BadInput(fields={"file": _("The columns are none of the known ones: %(ways)s") % {"ways": ways}})


def _named(first: Row, layout: Layout, code: str) -> str:
    if layout is COMMUNITY and key_of(first["code"]).endswith(":"):
        return first["name"]
    return layout.name or code


def _reader(
    layout: Layout, loader: Loader, doors: str
) -> tuple[Callable[[Row], Fate], Callable[[], dict[str, object]]]:
    if layout is COMMUNITY:
        return community.CommunityRows(loader).one, dict
    if layout is LABELS:
        return labels.LabelRows(loader).one, dict
    if not loader.times[""]:
        loader.put_times(None, house_ladder(), Link)
    taking = standards.StandardRows(loader, cells.doors(doors)[0] if doors else None)
    return taking.one, lambda: {"repeated rows": taking.repeated} if taking.repeated else {}
