"""What was said of a finding, and what was answered, is erased with its salt; the history still verifies."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.tours.access import keeper
from mulin.tours.actions.turn import locked_finding, said_of
from mulin.tours.models import Finding, Reply


@transaction.atomic
def erase_finding(finding: Finding, *, by: Actor) -> Finding:
    """The finding stands without a word; again changes nothing."""
    found = locked_finding(finding)
    acting = keeper(by, found.tour)
    if found.erased_at is not None:
        return found
    moment = clock.now()
    found.text, found.salt, found.erased_at = None, None, moment
    Reply.objects.filter(finding=found).update(text=None, salt=None, erased_at=moment)
    return said_of(found, "erased", "text", "salt", "erased_at", by=acting, was=found.state)
