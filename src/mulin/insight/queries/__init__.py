"""Figures of dashboards; every one from tallies or from an index, none by a scan of cases."""

from mulin.insight.queries.kinds import top_kinds
from mulin.insight.queries.tallies import day_sums, open_counts, wrong_tallies

__all__ = ["day_sums", "open_counts", "top_kinds", "wrong_tallies"]
