"""What callers said: the hotline's three rates, each with its formula, and what was known before."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mulin.insight.queries import Rates, hotline_rates, known_before
from mulin.insight.rules import SMALL_CELL
from mulin.surfaces.screen.where import where
from mulin.ui.http import page


@login_required
def answers(request: HttpRequest) -> HttpResponse:
    """Responses, solutions, satisfaction; nobody is compared by them."""
    here = where(request)
    rates = hotline_rates(here.area, here.since_moment)
    known, orders = known_before(here.area, here.since_moment)
    context = here.context() | {
        "rates": _drawn(rates),
        "counts": rates,
        "few": 0 < rates.asked < SMALL_CELL,
        "known": known,
        "orders": orders,
        "known_share": f"{known / orders:.0%}" if orders else "—",
    }
    return page(request, "screen/answers.html", context)


def _drawn(rates: Rates) -> list[dict[str, Any]]:
    named = (
        (_("Response rate"), _("handler had made contact"), rates.contacted),
        (_("Solution rate"), _("caller says it is solved"), rates.solved),
        (_("Satisfaction rate"), _("very satisfied or satisfied"), rates.satisfied),
    )
    return [
        {"name": name, "part": part, "count": count, "share": _share(rates.share(count))}
        for name, part, count in named
    ]


def _share(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"
