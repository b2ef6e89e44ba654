"""Take back who may read in a person's place."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.record_consent import speaking_for
from mulin.people.models import Delegate
from mulin.trail.record import record


@transaction.atomic
def end_delegate(delegate: Delegate, *, by: Actor) -> Delegate:
    """By the person, or the delegate who no longer wants it."""
    delegate = Delegate.objects.select_related("person").select_for_update(of=("self",)).get(pk=delegate.pk)
    acting = by if by.person_id == delegate.delegate_id else speaking_for(delegate.person, by)
    if delegate.ended is not None:
        return delegate
    delegate.ended = clock.now()
    delegate.save(update_fields=["ended"])
    record("person.delegate_ended", delegate.person, by=acting, fields={"delegate": delegate.delegate_id})
    return delegate
