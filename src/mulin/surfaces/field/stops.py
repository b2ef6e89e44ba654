"""The stop of a round that somebody stands before, and whose checklist it has."""

from uuid import UUID

from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.rounds.access import may_do, occurrence_for
from mulin.rounds.actions.check import On
from mulin.rounds.models import Occurrence, Task


def on_of(actor: Actor, round_id: UUID, stop: int) -> tuple[Occurrence, On]:
    """Stop 0 is a round without stops as a whole; NotFound for what is not the actor's to do."""
    occurrence = occurrence_for(actor, round_id)
    if not may_do(actor, occurrence):
        raise NotFound
    if stop == 0 and occurrence.tasks_made == 0 and occurrence.checklist_id is not None:
        return occurrence, On(occurrence.checklist_id, occurrence)
    tasks = Task.objects.select_related("stop__building__area", "stop__thing", "thing__kind")
    task = tasks.filter(occurrence=occurrence, order=stop).first()
    if task is None:
        raise NotFound
    checklist_id = task.checklist_id or occurrence.checklist_id
    if checklist_id is None:
        raise NotFound
    return occurrence, On(checklist_id, occurrence, task, task.thing)
