"""Reports by place, for measurements: the installation itself asks an SQL index."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from mulin.words.similar import FAR, METRES_A_DEGREE, Report

CELL = FAR / METRES_A_DEGREE  # degrees of latitude; a cell is looked at with its eight neighbours


class Nearby:
    """A grid of cells as wide as the reach; longitudes are widened by the cosine of the first report's latitude."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self.cells: dict[tuple[int, int], list[Report]] = defaultdict(list)
        self.narrowing = 0.0
        for report in sorted(reports, key=lambda each: each.at):
            if report.lat is not None and report.lng is not None:
                self.narrowing = self.narrowing or max(0.05, math.cos(math.radians(report.lat)) * 0.95)
                self.cells[self._cell(report.lng, report.lat)].append(report)

    def _cell(self, lng: float, lat: float) -> tuple[int, int]:
        return math.floor(lng * (self.narrowing or 1.0) / CELL), math.floor(lat / CELL)

    def before(self, new: Report) -> list[Report]:
        """Reports filed earlier in the cells around."""
        if new.lng is None or new.lat is None:
            return []
        column, row = self._cell(new.lng, new.lat)
        found: list[Report] = []
        for across in (-1, 0, 1):
            for up in (-1, 0, 1):
                cell = self.cells.get((column + across, row + up), [])
                found += cell[: bisect_left(cell, new.at, key=lambda each: each.at)]
        return found
