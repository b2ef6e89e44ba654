"""Who may read in my place who looked at my data, and in whose place I may."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mulin.lib.errors import BadInput, NotFound
from mulin.people.actions.end_delegate import end_delegate
from mulin.people.actions.name_delegate import name_delegate
from mulin.people.models import Delegate, Person
from mulin.people.queries import duplicates_of, who_looked_at
from mulin.surfaces.resident.persons import current_person
from mulin.ui.cases.looks import with_cases
from mulin.ui.http import done, onward, page


@never_cache
@login_required
@require_safe
def looks(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who looked at the data of somebody who named me."""
    _me, actor = current_person(request)
    person = Person.objects.filter(pk=person_id, erased=None).first()
    if person is None:
        raise NotFound
    return page(
        request,
        "resident/looks.html",
        {"looks": with_cases(who_looked_at(person, by=actor), actor), "person": person},
    )


@require_POST
@login_required
def name(request: HttpRequest) -> HttpResponse:
    """By the phone with which they are registered here; a phone that several share names nobody."""
    person, actor = current_person(request)
    found = duplicates_of({"phone": request.POST.get("phone", "")[:30]})
    if len(found) != 1:
        raise BadInput(fields={"phone": _("Nobody is registered here with this number alone.")})
    name_delegate(person, delegate=Person.objects.get(pk=found[0].person.id), by=actor)
    done(request, _("They may now read who looked at your data, and nothing else."))
    return onward(request, "/me/")


@require_POST
@login_required
def end(request: HttpRequest, delegate_id: int) -> HttpResponse:
    """By me who named them, or by the delegate who no longer wants it."""
    person, actor = current_person(request)
    row = Delegate.objects.filter(pk=delegate_id).first()
    if row is None or person.pk not in (row.person_id, row.delegate_id):
        raise NotFound
    end_delegate(row, by=actor)
    done(request, _("Ended."))
    return onward(request, "/me/")
