"""The service card of an entrance: a page, and a sheet to print for the stairwell."""

import segno
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.lib.errors import BadInput
from mulin.people.queries import service_card
from mulin.surfaces.resident.persons import remember_place
from mulin.surfaces.resident.sheet import SIZES, draw
from mulin.surfaces.resident.shown import card_context
from mulin.surfaces.resident.spots import entrance_by_code
from mulin.ui.http import page


@require_safe
def card(request: HttpRequest, code: str) -> HttpResponse:
    """Who serves this door and how to reach them; nothing about who lives here."""
    entrance = entrance_by_code(code)
    address = request.build_absolute_uri(f"/card/{code}/")
    context = card_context(service_card(entrance)) | {
        "code": code,
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=6, border=2),
    }
    answer = page(request, "resident/card.html", context)
    remember_place(request, answer, entrance.building.community_id)
    return answer


@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The card as a PDF of A6 (default) or A4."""
    entrance = entrance_by_code(code)
    size = request.GET.get("size", "a6").lower()
    if size not in SIZES:
        raise BadInput(fields={"size": _("Choose a6 or a4.")})
    data = draw(
        service_card(entrance),
        request.build_absolute_uri(f"/card/{code}/"),
        size,
        get_language() or "zh-hans",
    )
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="card-{code}-{size}.pdf"'
    return answer
