"""My data: what is kept of me, who looked at it, what I agreed to; taken away when I ask."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mulin.lib.errors import BadInput, NotFound
from mulin.lib.masking import mask_id_number, mask_name, mask_phone
from mulin.people.actions.change_person import change_person
from mulin.people.actions.erase_person import erase_person
from mulin.people.actions.record_consent import record_consent
from mulin.people.actions.withdraw_consent import withdraw_consent
from mulin.people.kinds import Gender, Means, PersonField, Purpose
from mulin.people.models import Consent, Delegate
from mulin.people.queries import own_data, who_looked_at
from mulin.surfaces.resident.persons import current_person, home_of
from mulin.surfaces.resident.spots import at_home
from mulin.ui.cases.looks import with_cases
from mulin.ui.http import done, onward, page

MASKS = {"name": mask_name, "phone": mask_phone, "id_number": mask_id_number}
#: What a resident gives and withdraws here; care and meters are agreed to with the worker at the door.
OFFERED = (Purpose.CONTACT, Purpose.SHARE_CONTACT, Purpose.PHOTO, Purpose.PUBLISH)


@method_decorator([never_cache, login_required], name="dispatch")
class Me(View):
    """Masked until asked for in full: somebody may be looking over the shoulder."""

    def get(self, request: HttpRequest, status: int = 200, error: str = "") -> HttpResponse:
        person, actor = current_person(request)
        full = request.GET.get("full") == "1"
        home = home_of(actor)
        given = set(Consent.objects.filter(person=person, withdrawn=None).values_list("purpose", flat=True))
        context = {
            "facts": facts(own_data(actor), full=full),
            "full": full,
            "home": at_home(home).name if home else "",
            "looks": with_cases(who_looked_at(person, by=actor), actor),
            "consents": [
                {"purpose": one.value, "words": one.label, "given": one.value in given}
                for one in Purpose
                if one in OFFERED or one.value in given
            ],
            "named": masked_names(
                Delegate.objects.filter(person=person, ended=None).select_related("delegate")
            ),
            "named_me": masked_names(
                Delegate.objects.filter(delegate=person, ended=None).select_related("person")
            ),
            "error": error,
            "name": request.POST.get("name", ""),
            "holds_post": bool(actor.posts),
        }
        return page(request, "resident/me.html", context, status=status)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The name by which one is called."""
        person, actor = current_person(request)
        name = request.POST.get("name", "")
        if not name.strip():
            return self.get(request, 400, _("Please fill in this field."))
        try:
            change_person(person, fields={"name": name}, by=actor)
        except BadInput as refusal:
            return self.get(request, 400, str(refusal.message))
        done(request, _("Kept."))
        return onward(request, "/me/")


def masked_names(rows: Iterable[Delegate]) -> list[dict[str, Any]]:
    """Delegations with the names of both sides, masked."""
    return [
        {
            "pk": row.pk,
            "person_id": row.person_id,
            "delegate": mask_name(row.delegate.name or ""),
            "person": mask_name(row.person.name or ""),
        }
        for row in rows
    ]


def facts(data: dict[str, str], *, full: bool) -> list[dict[str, Any]]:
    """What is kept, field by field of the closed list."""
    found = []
    for field in PersonField:
        value = data.get(field.value, "")
        if field == PersonField.GENDER:
            value = str(Gender(value).label) if value in Gender.values else ""
        elif value and not full and field.value in MASKS:
            value = MASKS[field.value](value)
        elif value and not full and field == PersonField.BIRTH_DATE:
            value = f"{value[:4]}-**-**"
        found.append({"label": field.label, "value": value})
    return found


@require_POST
@login_required
def consent(request: HttpRequest) -> HttpResponse:
    """Given and withdrawn with one press each; refusing costs nothing."""
    person, actor = current_person(request)
    purpose = request.POST.get("purpose", "")
    if purpose not in Purpose.values:
        raise NotFound
    if request.POST.get("give") == "1" and purpose in OFFERED:
        record_consent(person, purpose=purpose, means=Means.ONLINE, by=actor)
        done(request, _("You agreed; take it back here whenever you like."))
    else:
        withdraw_consent(person, purpose=purpose, by=actor)
        done(request, _("Taken back; it counts from now."))
    return onward(request, "/me/")


@require_POST
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """Everything that names me goes; my reports stay, without me."""
    person, actor = current_person(request)
    if request.POST.get("sure") != "1":
        raise BadInput(fields={"sure": _("Tick that you are sure.")})
    erase_person(person, by=actor)
    logout(request)
    done(request, _("What named you has been erased."))
    return onward(request, "/")
