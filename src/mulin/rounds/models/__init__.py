"""Rows of rounds."""

from mulin.rounds.models.checklists import Checklist, Item
from mulin.rounds.models.checks import Answer, Check, Seen
from mulin.rounds.models.meetings import Decision, Meeting
from mulin.rounds.models.occurrences import Occurrence, Task
from mulin.rounds.models.own import OwnEntry
from mulin.rounds.models.plans import Plan, PlanPost, Stop
from mulin.rounds.models.visits import Calling, Visit, VisitRule

__all__ = [
    "Answer",
    "Calling",
    "Check",
    "Checklist",
    "Decision",
    "Item",
    "Meeting",
    "Occurrence",
    "OwnEntry",
    "Plan",
    "PlanPost",
    "Seen",
    "Stop",
    "Task",
    "Visit",
    "VisitRule",
]
