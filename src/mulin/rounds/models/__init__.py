"""Rows of rounds."""

from mulin.rounds.models.checklists import Checklist, Item
from mulin.rounds.models.checks import Answer, Check, Seen
from mulin.rounds.models.occurrences import Occurrence, Task
from mulin.rounds.models.plans import Plan, PlanPost, Stop

__all__ = [
    "Answer",
    "Check",
    "Checklist",
    "Item",
    "Occurrence",
    "Plan",
    "PlanPost",
    "Seen",
    "Stop",
    "Task",
]
