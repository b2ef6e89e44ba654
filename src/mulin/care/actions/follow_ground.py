"""The ground was redrawn: care entries that run take the line of their household."""

from mulin.care.models import Entry
from mulin.places.models import Area, Household
from mulin.places.queries import line_of


def follow_ground(area: Area) -> int:
    """How many; the posts named for care reach them by the new line."""
    rows = Entry.objects.filter(ended_at=None, **{area.lineage_column: area.pk})
    return rows.update(**line_of(Household, "household_id"))
