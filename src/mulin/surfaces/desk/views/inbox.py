"""One inbox over all doors, by what is to be done next."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.accounts.queries import saved_views
from mulin.cases.kinds import OPEN, State
from mulin.cases.queries.lists import CaseFilter, filtered, rows
from mulin.cases.queries.work import extensions_open, instructions_open, oversights_open
from mulin.catalogue.kinds import Door, Urgency
from mulin.insight.queries import Ground, grounds
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.surfaces.desk.reach import sees_groups
from mulin.surfaces.desk.views.rows import drawn
from mulin.ui.filters import CHOICE, FLAG, TEXT, Filter, FilterBar
from mulin.ui.http import actor_of, page

S = State
TABS: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "new": (_("To file"), frozenset({S.REPORTED, S.VERIFYING})),
    "send": (_("To dispatch"), frozenset({S.FILED})),
    "way": (_("Under way"), frozenset({S.DISPATCHED, S.HANDLING})),
    "check": (_("To check"), frozenset({S.HANDLED})),
    "close": (_("To close"), frozenset({S.CHECKED})),
    "rest": (_("Resting"), frozenset({S.ASKING, S.SUSPENDED})),
    "ended": (_("Ended"), frozenset({S.CLOSED, S.DECLINED, S.MERGED, S.WITHDRAWN})),
}
MOST_SHOWN, MOST_WAITING = 999, 5
Counts = dict[str, tuple[int, int]]


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """The desk's first page: half a dozen statements, whatever the number of cases."""
    actor = actor_of(request)
    if not actor.may(Duty.CASE_SEE):
        return HttpResponseRedirect("/desk/work/")
    areas = own_areas(actor)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "new"
    bar = FilterBar(_filters(areas), request.GET, keep=("tab",), page="desk.inbox")
    area = next((a for a in areas if str(a.pk) == bar.values["area"]), areas[0] if len(areas) == 1 else None)
    wanted = CaseFilter(
        area=area,
        states=TABS[tab][1],
        door=bar.values["door"],
        urgency=bar.values["urgency"],
        late=bool(bar.values["late"]),
        words=bar.values["words"],
    )
    by_due = bar.values["order"] == "due" and tab != "ended"
    found = page_of(
        rows(filtered(actor, wanted)),
        request.GET.get("cursor"),
        25,
        ("next_due", "id") if by_due else ("-id",),
    )
    counts = _counted([area] if area else areas)
    context = {
        "tabs": [_tab(name, label, states, counts, tab) for name, (label, states) in TABS.items()],
        "bar": bar,
        "saved": saved_views(actor.account_id, "desk.inbox"),
        "page": found,
        "rows": drawn(found.items, tick=tab in ("new", "send")),
        "ticks": tab in ("new", "send"),
        "tab": tab,
        "waiting": _waiting(actor),
        "may_report": actor.may(Duty.CASE_REPORT),
        "sees_groups": sees_groups(actor),
    }
    return page(request, "desk/inbox.html", context)


def own_areas(actor: Actor) -> list[Ground]:
    """The areas of the actor's posts, largest first, with what stands open there."""
    return grounds(
        {area_id for post in actor.posts_with(Duty.CASE_SEE) for _rank, area_id in post.area_scopes}
    )


def _counted(areas: list[Ground]) -> Counts:
    found: Counts = {}
    for area in areas:
        for state, (number, late) in area.counts.items():
            before = found.get(state, (0, 0))
            found[state] = (before[0] + number, before[1] + late)
    return found


def _filters(areas: list[Ground]) -> list[Filter]:
    chosen = [Filter("area", _("Area"), CHOICE, [(str(a.pk), a.name) for a in areas])]
    return [
        *(chosen if len(areas) > 1 else [Filter("area", _("Area"), CHOICE)]),
        Filter("door", _("Door"), CHOICE, Door.choices),
        Filter("urgency", _("Urgency"), CHOICE, Urgency.choices),
        Filter("late", _("Only late"), FLAG),
        Filter("order", _("Order"), CHOICE, [("due", _("by limit"))]),
        Filter("words", _("Words or number"), TEXT, wide=True),
    ]


def _tab(
    name: str, label: str | Promise, states: frozenset[str], counts: Counts, tab: str
) -> dict[str, object]:
    number = sum(counts.get(state, (0, 0))[0] for state in states)
    late = sum(counts.get(state, (0, 0))[1] for state in states)
    shown = "" if name == "ended" else f"{MOST_SHOWN}+" if number > MOST_SHOWN else str(max(number, 0))
    return {"name": name, "label": label, "count": shown, "late": late, "current": name == tab}


def _waiting(actor: Actor) -> list[dict[str, object]]:
    """What waits for this person's own word, above the list."""
    found: list[dict[str, object]] = []
    if actor.may(Duty.CASE_OVERSEE):
        found += _asked(oversights_open(actor), "decide_by", _("risen to you"), "decide")
    if actor.may(Duty.CASE_INSTRUCT):
        found += _secretary_owes(actor)
    if actor.may(Duty.CASE_DISPATCH):
        found += _asked(extensions_open(actor), "clock__due_at", _("asks for more time"), "grant")
    return found


def _asked(
    waiting: QuerySet[Any], until: str, words: str | Promise, verb: str
) -> Iterator[dict[str, object]]:
    for case, title, due in waiting.values_list("case_id", "case__title", until)[:MOST_WAITING]:
        yield {"case": case, "title": title, "due": due, "words": words, "verb": verb}


def _secretary_owes(actor: Actor) -> Iterator[dict[str, object]]:
    """To say what is to be done when nothing was said yet, then to accept what was done."""
    rows = instructions_open(actor).values_list("case_id", "case__title", "answer_by", "at", "case__state")
    for case, title, due, at, state in rows[:MOST_WAITING]:
        to_say = at is None and state in OPEN
        yield {
            "case": case,
            "title": title,
            "due": due,
            "words": _("written to you") if to_say else _("your instruction"),
            "verb": "instruct" if to_say else "fulfil",
        }
