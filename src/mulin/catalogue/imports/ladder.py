"""The house's own default times, for schemes whose files give a limit of handling only."""

from decimal import Decimal
from pathlib import Path

from mulin.catalogue.imports import cells
from mulin.catalogue.kinds import Link
from mulin.lib.tables import read
from mulin.lib.worktime import Unit

DATA = Path(__file__).resolve().parents[1] / "data"


def house_ladder() -> list[tuple[Link, str, Decimal, Unit]]:
    """The times in the first row of our own list."""
    first = next(read(DATA / "community.csv"))
    return [
        (link, urgency, span.amount, span.unit)
        for link in Link
        if first[link]
        for urgency, span in cells.by_urgency(link, first[link])
    ]
