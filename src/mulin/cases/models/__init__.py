"""Rows of the loop."""

from mulin.cases.models.answers import Callback, Follow, HotlineOrder, Rating
from mulin.cases.models.case import Case
from mulin.cases.models.clocks import Clock, Extension, OverdueAppeal, Suspension
from mulin.cases.models.deeds import CheckTask, Closure, Handling, Question, VerifyTask
from mulin.cases.models.groups import Group, KindSuggestion
from mulin.cases.models.mediation import Agreement, Party, Sitting
from mulin.cases.models.parts import Assignment, Whistle
from mulin.cases.models.pressure import AgendaItem, Instruction, Oversight, Prompt
from mulin.cases.models.words import Words

__all__ = [
    "AgendaItem",
    "Agreement",
    "Assignment",
    "Callback",
    "Case",
    "CheckTask",
    "Clock",
    "Closure",
    "Extension",
    "Follow",
    "Group",
    "Handling",
    "HotlineOrder",
    "Instruction",
    "KindSuggestion",
    "OverdueAppeal",
    "Oversight",
    "Party",
    "Prompt",
    "Question",
    "Rating",
    "Sitting",
    "Suspension",
    "VerifyTask",
    "Whistle",
    "Words",
]
