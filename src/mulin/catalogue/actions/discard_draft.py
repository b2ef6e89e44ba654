"""Throw a draft away."""

from django.db import transaction

from mulin.catalogue.access import manager
from mulin.catalogue.actions._drafts import locked_draft
from mulin.catalogue.models import Edition, Kind, Scheme
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def discard_draft(edition: Edition, *, by: Actor) -> Scheme:
    """Gone already is no fault; a published edition is refused."""
    acting = manager(by)
    scheme = edition.scheme
    if not Edition.objects.filter(pk=edition.pk).exists():
        return scheme
    draft = locked_draft(edition.pk)
    Kind.objects.filter(edition=draft).update(parent=None)
    Kind.objects.filter(edition=draft).delete()
    record(
        "catalogue.draft_discarded", draft, by=acting, fields={"scheme": scheme.code, "number": draft.number}
    )
    draft.delete()
    return scheme
