"""Reading the loop: lists, timelines, what is similar, what is owed. Nothing here writes."""

from mulin.cases.queries.lists import CaseFilter, bounded_count, filtered
from mulin.cases.queries.timeline import Entry, public_steps, timeline
from mulin.cases.queries.work import (
    agenda,
    assigned,
    day_list,
    followed,
    mine,
    oversights_open,
    supervision,
    unplaced,
)

__all__ = [
    "CaseFilter",
    "Entry",
    "agenda",
    "assigned",
    "bounded_count",
    "day_list",
    "filtered",
    "followed",
    "mine",
    "oversights_open",
    "public_steps",
    "supervision",
    "timeline",
    "unplaced",
]
