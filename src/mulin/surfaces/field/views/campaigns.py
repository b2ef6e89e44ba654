"""What my posts answer for in campaigns: what is owed first, then the rest of each list."""

from itertools import groupby
from typing import Any, ClassVar

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from mulin.campaigns.kinds import TargetState
from mulin.campaigns.models import Target
from mulin.campaigns.queries import due, mine, open_steps
from mulin.lib.errors import NotAllowed
from mulin.people.kinds import Duty
from mulin.ui.campaigns.pages import TargetPage, TargetVerb
from mulin.ui.campaigns.shown import row, rows
from mulin.ui.http import actor_of, page

MOST_DUE, MOST = 50, 300


@login_required
def campaigns(request: HttpRequest) -> HttpResponse:
    """Steps and talks due within the week with what was agreed, then every open target by campaign."""
    actor = actor_of(request)
    if not actor.may(Duty.CAMPAIGN_DO):
        raise NotAllowed
    state = request.GET.get("state", "")
    state = state if state in TargetState.values else ""
    owed = list(due(actor)[:MOST_DUE])
    steps = open_steps([target.pk for target in owed])
    found = mine(actor).order_by("campaign__ends", "campaign_id", "number")
    listed = list((found.filter(state=state) if state else found)[:MOST])
    context = {
        "owed": [_owed(target, steps.get(target.pk, [])) for target in owed],
        "campaigns": [
            {"campaign": campaign, "rows": rows(group)}
            for campaign, group in groupby(listed, key=lambda target: target.campaign)
        ],
        "states": [
            (one.value, one.label, one.value == state)
            for one in TargetState
            if one.value not in ("done", "declined")
        ],
        "state": state,
        "kept": bool(request.GET.get("copy")),
    }
    return page(request, "field/campaigns.html", context)


def _owed(target: Target, steps: list[Any]) -> dict[str, Any]:
    first = steps[0].text if steps and steps[0].by_on == target.next_on else ""
    return {**row(target), "first": first or ""}


class FieldTarget(TargetPage):
    """A target on the phone."""

    template: ClassVar[str] = "field/target.html"
    home: ClassVar[str] = "/field/campaigns/"
    phone: ClassVar[bool] = True


class FieldTargetVerb(TargetVerb):
    """A verb on the phone."""

    template: ClassVar[str] = "field/target.html"
    home: ClassVar[str] = "/field/campaigns/"
    phone: ClassVar[bool] = True
