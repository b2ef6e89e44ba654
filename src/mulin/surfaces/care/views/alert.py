"""One alert: the door first, whom to call in order, what came of it, how it ended."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from mulin.care.access import alert_for
from mulin.care.actions.close_alert import close_alert, follow_up
from mulin.care.actions.going import go
from mulin.care.actions.log_try import log_try
from mulin.care.actions.open_parts import look_at
from mulin.care.actions.raise_alert import address_of
from mulin.care.kinds import CallResult, CallStep
from mulin.care.models import Alert, Contact
from mulin.care.queries.chain import chain_of
from mulin.cases.models import Case
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.surfaces.care.forms import CloseForm, FollowForm, TryForm
from mulin.surfaces.care.gate import for_care
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

FORMS = {"try": TryForm, "close": CloseForm, "follow": FollowForm}


@method_decorator(for_care, name="dispatch")
class AlertPage(View):
    """A live alert opens name, phone and address of the person and the contacts to who must call."""

    def get(self, request: HttpRequest, alert_id: UUID) -> HttpResponse:
        return self._shown(request, alert_for(actor_of(request), alert_id), {})

    def post(self, request: HttpRequest, alert_id: UUID) -> HttpResponse:
        actor, verb = actor_of(request), request.POST.get("verb", "")
        alert = alert_for(actor, alert_id)
        if verb == "go":
            go(alert, by=actor)
        elif verb in FORMS:
            form = FORMS[verb](request.POST, auto_id=f"{verb}-%s")
            if not self._did(verb, alert, form, actor):
                return self._shown(request, alert, {verb: form}, 400)
        else:
            raise NotFound
        done(request, _("Noted."))
        return onward(request, f"/care/alerts/{alert.pk}/")

    def _did(self, verb: str, alert: Alert, form: Any, actor: Actor) -> bool:
        if not form.is_valid():
            return False
        given = form.cleaned_data
        try:
            if verb == "try":
                contact = _contact(alert, given.pop("contact"))
                log_try(alert, contact=contact, **given, by=actor)
            elif verb == "close":
                close_alert(alert, **given, by=actor)
            else:
                follow_up(alert, **given, by=actor)
        except (BadInput, NotAllowed, WrongState) as refusal:
            add_refusal(form, refusal)
            return False
        return True

    def _shown(
        self, request: HttpRequest, alert: Alert, filled: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        # Drawn again after a refusal it shows what the page shows, so every drawing is a look.
        look_at(alert.entry, by=actor_of(request))
        live = alert.closed_at is None
        case = Case.objects.filter(pk=alert.case_id).first() if alert.case_id else None
        context = {
            "alert": alert,
            "live": live,
            "case": case,
            "name": alert.entry.person.name if live else "",
            "address": address_of(alert.entry.household),
            "chain": chain_of(alert) if live else [],
            "tries": alert.tries.select_related("contact").order_by("at"),
            "results": CallResult.choices,
            "steps": CallStep,
            # Called by the page once for each form, so that a button pressed twice is one try.
            "new_id": uuid7,
            "close": filled.get("close") or CloseForm(auto_id="close-%s"),
            "follow": filled.get("follow") or FollowForm(auto_id="follow-%s"),
            "wrong": filled.get("try"),
        }
        return page(request, "care/alert.html", context, status=status)


def _contact(alert: Alert, contact_id: int | None) -> Contact | None:
    if contact_id is None:
        return None
    contact = alert.entry.contacts.filter(pk=contact_id).first()
    if contact is None:
        raise NotFound
    return contact
