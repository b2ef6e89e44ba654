"""Name who may read, in a person's place, who looked at their data."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed
from mulin.people.access import Actor
from mulin.people.actions.assign_post import refuse_erased
from mulin.people.actions.record_consent import speaking_for
from mulin.people.models import Delegate, Person
from mulin.trail.record import record


@transaction.atomic
def name_delegate(person: Person, *, delegate: Person, guardian: bool = False, by: Actor) -> Delegate:
    """By the person; a guardian is written down by a post that keeps the person's data, not by family."""
    acting = speaking_for(person, by)
    if guardian and by.person_id == delegate.pk:
        raise NotAllowed(_("Nobody makes themselves a guardian."))
    if delegate.pk == person.pk:
        raise BadInput(fields={"delegate": _("Choose somebody else.")})
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    refuse_erased(delegate)
    present = Delegate.objects.filter(person=person, delegate=delegate, ended=None).first()
    if present is not None and present.guardian == guardian:
        return present
    if present is not None:
        present.ended = clock.now()
        present.save(update_fields=["ended"])
    named = Delegate.objects.create(person=person, delegate=delegate, guardian=guardian, named=clock.now())
    fields = {"delegate": delegate.pk, "guardian": guardian}
    record("person.delegated", person, by=acting, fields=fields)
    return named
