"""Figures of dashboards; every one from tallies or from an index, none by a scan of cases."""

from mulin.insight.queries.answers import Rates, hotline_rates, known_before
from mulin.insight.queries.areas import AreaCount, area_counts
from mulin.insight.queries.kinds import KindCount, repeated_kinds, top_kinds
from mulin.insight.queries.links import LinkTime, link_times
from mulin.insight.queries.queues import Queue, late_queues
from mulin.insight.queries.ranks import settled_by_rank
from mulin.insight.queries.repeats import repeats
from mulin.insight.queries.tallies import Ground, day_series, day_sums, grounds, open_counts, wrong_tallies

__all__ = [
    "AreaCount",
    "Ground",
    "KindCount",
    "LinkTime",
    "Queue",
    "Rates",
    "area_counts",
    "day_series",
    "day_sums",
    "grounds",
    "hotline_rates",
    "known_before",
    "late_queues",
    "link_times",
    "open_counts",
    "repeated_kinds",
    "repeats",
    "settled_by_rank",
    "top_kinds",
    "wrong_tallies",
]
