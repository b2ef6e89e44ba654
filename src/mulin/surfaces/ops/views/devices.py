"""Phones that carry a copy of somebody's day: whose, when last heard of, and how to block one that is lost."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mulin.devices.actions.revoke import revoke
from mulin.devices.models import Device
from mulin.devices.queries import with_held
from mulin.lib.errors import NotFound
from mulin.people.kinds import Duty
from mulin.surfaces.ops.views.gate import held, needs
from mulin.ui.http import done, onward, page

MOST = 200


@needs(Duty.ACCOUNT_MANAGE)
@require_GET
def devices(request: HttpRequest) -> HttpResponse:
    """The latest heard of first, or those of one login."""
    login = request.GET.get("login", "").strip()[:150]
    found = with_held(Device.objects.order_by("-seen_at"))
    if login:
        found = found.filter(account__login__icontains=login)
    return page(request, "ops/devices.html", {"devices": found[:MOST], "login": login})


@needs(Duty.ACCOUNT_MANAGE)
@require_POST
def block(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """A stolen phone: its session ends now, its copy at its next contact."""
    device = Device.objects.filter(pk=device_id).first()
    if device is None:
        raise NotFound
    revoke(device, by=held(request, Duty.ACCOUNT_MANAGE))
    done(request, _("The phone is blocked. Its copy is deleted as soon as it makes contact."))
    return onward(request, "/ops/devices/")
