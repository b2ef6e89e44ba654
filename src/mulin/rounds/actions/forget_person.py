"""What was written of a person on visits goes with the person's data; that somebody called stays."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from mulin.files.actions.remove import remove
from mulin.files.models import Attachment
from mulin.people.access import Actor
from mulin.rounds.models import Answer, Check, OwnEntry, Visit
from mulin.trail.record import record


@transaction.atomic
def forget_person(person_id: int, *, homes: Collection[int], by: Actor) -> int:
    """Words of visits to the person, or to `homes` where nobody else lived, and their own lines; how many went."""
    own, _each = OwnEntry.objects.filter(person_id=person_id).delete()
    called = Q(calling__person_id=person_id) | Q(calling__household_id__in=homes)
    visits = list(Visit.objects.select_for_update(of=("self",)).filter(called, salt__isnull=False))
    Visit.objects.filter(pk__in=[one.pk for one in visits]).update(said=None, salt=None)
    for one in visits:
        record("visit.erased", one, by=by, quiet=True)
    looks = Check.objects.filter(household_id__in=homes, salt__isnull=False)
    checks = list(looks.select_for_update())
    Answer.objects.filter(check_made__in=checks).update(said="", note="", number=None, day=None)
    for photo in Attachment.objects.filter(owner_kind="check", owner_id__in=[one.pk for one in checks]):
        remove(photo, by=by)
    Check.objects.filter(pk__in=[one.pk for one in checks]).update(salt=None)
    for made in checks:
        record("round.erased", made, by=by, quiet=True)
    return own + len(visits) + len(checks)
