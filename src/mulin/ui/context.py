"""What every template may use without asking: the look, the bars, who is here."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mulin.ui.look import look_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Nothing here touches the database; bars and names are worked out by the tags that show them."""
    return {
        "look": look_of(request),
        "demo_town": settings.MULIN_DEMO_TOWN,
        "here": request.get_full_path(),
    }
