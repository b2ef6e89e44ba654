"""Today's list: what somebody in the field can move now, danger first."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mulin.campaigns.queries import due
from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.cases.queries.lists import rows
from mulin.cases.queries.work import day_list, mine
from mulin.lib.ids import known_number
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.queries.lists import day_rounds
from mulin.surfaces.field.asked import ALL, asked
from mulin.surfaces.field.reach import guard, is_sent_work
from mulin.ui.http import actor_of, page

#: A day's list is read whole, once; what lies beyond is for tomorrow.
MOST, SIZE = 200, 30
CALM = 3


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """Cards in order of danger, then of their limits, with what is asked on each."""
    actor = actor_of(request)
    guard(actor)
    if not is_sent_work(actor):
        return _own(request, actor)
    listed = list(rows(day_list(actor))[: MOST + 1])
    cards = [_card(case, actor) for case in listed[:MOST]]
    counts = Counter(card["asking"].name for card in cards)
    chosen = request.GET.get("asked", "")
    chosen = chosen if chosen in counts else ""
    fitting = [card for card in cards if not chosen or card["asking"].name == chosen]
    size = MOST if request.GET.get("whole") else SIZE
    start = _start(request.GET.get("from", ""), len(fitting))
    context = {
        "may_visit": actor.may(Duty.ROUND_DO) or actor.may(Duty.HOUSEHOLD_SERVE),
        "rounds": list(day_rounds(actor)[:MOST]),
        "cards": fitting[start : start + size],
        "tabs": [
            {"name": one.name, "words": one.tab, "count": counts[one.name], "current": one.name == chosen}
            for one in ALL
            if counts[one.name]
        ],
        "all": {"count": f"{MOST}+" if len(listed) > MOST else len(cards), "current": not chosen},
        "chosen": chosen,
        "late": sum(card["late"] for card in cards),
        "later": start + size if start + size < len(fitting) else 0,
        "earlier": start,
        "before": max(start - size, 0),
        "steps_due": due(actor).count() if actor.may(Duty.CAMPAIGN_DO) else None,
        "looks": actor.may(Duty.ROUND_DO) or actor.may(Duty.THING_KEEP),
        "writes": actor.may(Duty.DIARY_WRITE),
        "leads_tours": actor.may(Duty.TOUR_LEAD),
    }
    return page(request, "field/today.html", context)


def _start(text: str, most: int) -> int:
    number = known_number(text) or 0
    return number if number < most else 0


def _card(case: Case, actor: Actor) -> dict[str, Any]:
    return {
        "case": case,
        "asking": asked(case, actor),
        "late": case.late,
        "danger": getattr(case, "danger", CALM) < CALM,
    }


def _own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who only reports sees what became of it."""
    found = page_of(rows(mine(actor)), request.GET.get("cursor"), 25, ("-id",))
    context = {"page": found, "open": sorted(OPEN), "title": _("My reports")}
    return page(request, "field/own.html", context)
