"""A care case is read where cases are read: a look that the person sees, as at their entry."""

from django.db import transaction

from mulin.care.models import Alert
from mulin.cases.access import audience_of
from mulin.cases.actions.turn import place_of
from mulin.cases.kinds import Audience
from mulin.cases.models import Case
from mulin.people.access import Actor
from mulin.people.actions.note_look import note_look
from mulin.people.kinds import CareSight, Duty, LookReason
from mulin.people.models import Person


def see_case(case: Case, *, by: Actor) -> None:
    """The actor is somebody to whom the case is open; who only reads their own report leaves no look."""
    if case.cared_for_id is not None and not by.part and audience_of(by, case) is Audience.STAFF:
        _look(case, case.cared_for_id, by)


@transaction.atomic
def _look(case: Case, person_id: int, by: Actor) -> None:
    live = Alert.objects.filter(case_id=case.pk, closed_at=None).exists()
    note_look(
        Person.objects.get(pk=person_id),
        fields=[CareSight.ENTRY],
        reason=LookReason.EMERGENCY if live else LookReason.CARE,
        case_id=case.pk,
        by=by.acting_for(Duty.CARE_SEE, place_of(case)) or by,
    )
