"""Whether a proposed kind was taken, noted once a person has given the case its kind."""

from mulin.cases.actions.suggest import note_kind
from mulin.trail.models import Event


def note_choice(event: Event) -> None:
    """The kind that the case has now stands beside what was proposed."""
    note_kind(event.subject_id)
