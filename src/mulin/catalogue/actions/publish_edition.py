"""Put a draft in force from a day on; the edition before it ends there."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.kinds import EditionState
from mulin.catalogue.models import Edition, Scheme
from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def publish_edition(edition: Edition, *, by: Actor, from_date: date | None = None) -> Edition:
    """A published edition published again stays as it is. Only a scheme's first edition may begin in the past."""
    acting = manager(by)
    scheme = Scheme.objects.select_for_update().get(pk=edition.scheme_id)
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    if row.state == EditionState.PUBLISHED:
        return row
    if row.state != EditionState.DRAFT:
        raise WrongState(_("This edition has been replaced."))
    if not row.kinds.filter(selectable=True).exists():
        raise WrongState(_("An edition without kinds cannot be put in force."))
    day = from_date or clock.today()
    before = scheme.editions.select_for_update().filter(state=EditionState.PUBLISHED).first()
    if before is not None:
        _end(before, day)
    row.state, row.valid_from = EditionState.PUBLISHED, day
    row.published_at, row.published_by_id = clock.now(), acting.post_id
    row.save(update_fields=["state", "valid_from", "published_at", "published_by"])
    record(
        "catalogue.edition_published",
        row,
        by=acting,
        fields={
            "scheme": scheme.code,
            "number": row.number,
            "from": day.isoformat(),
            "replaces": before.pk if before else None,
        },
    )
    return row


def _end(before: Edition, day: date) -> None:
    if day < clock.today():
        raise BadInput(fields={"from_date": _("A new edition begins today or later.")})
    if before.valid_from is not None and day < before.valid_from:
        raise BadInput(
            fields={"from_date": _("The edition before it begins on %(day)s.") % {"day": before.valid_from}}
        )
    before.state, before.valid_to = EditionState.RETIRED, day
    before.save(update_fields=["state", "valid_to"])
