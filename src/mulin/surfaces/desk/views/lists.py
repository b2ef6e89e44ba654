"""The desk's other lists: assigned work, unplaced, joint work, call-backs, supervision, search, repeats."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.cases.access import visible_to
from mulin.cases.kinds import OPEN, State
from mulin.cases.models import AgendaItem, Case, Group, Whistle
from mulin.cases.queries import work as owed
from mulin.cases.queries.lists import CaseFilter, bounded_count, filtered, rows, with_words
from mulin.catalogue.kinds import Door, Secrecy, Urgency
from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.lib.paging import page as page_of
from mulin.people.access import within
from mulin.people.kinds import Duty
from mulin.surfaces.desk.reach import sees_groups
from mulin.surfaces.desk.views.rows import drawn, promised
from mulin.ui.filters import CHOICE, DATE, FLAG, TEXT, Filter, FilterBar
from mulin.ui.http import actor_of, page

BY_DUE, NEWEST = ("next_due", "id"), ("-id",)
MOST_COUNTED = 1000


def _listed(
    request: HttpRequest,
    found: QuerySet[Case],
    *,
    title: str | Promise,
    nothing: str | Promise,
    hint: str | Promise,
    order: tuple[str, ...] = NEWEST,
    bar: FilterBar | None = None,
    until: Callable[[Case], datetime | None] = promised,
    **counts: int,
) -> HttpResponse:
    if bar is not None:
        found = _narrowed(found, bar)
    if bar is not None and bar.active:
        nothing, hint = _("Nothing was found"), _("Take a filter off, or try fewer words.")
    shown = page_of(rows(found), request.GET.get("cursor"), 25, order)
    context: dict[str, Any] = {
        "title": title, "nothing": nothing, "hint": hint, "page": shown, "bar": bar,
        "rows": drawn(shown.items, until=until), **counts,
    }  # fmt: skip
    return page(request, "desk/list.html", context)


def _bar(request: HttpRequest, name: str, *only: str) -> FilterBar:
    offered = [
        Filter("door", _("Door"), CHOICE, Door.choices),
        Filter("urgency", _("Urgency"), CHOICE, Urgency.choices),
        Filter("state", _("State"), CHOICE, [(s.value, s.label) for s in State if s in OPEN]),
        Filter("words", _("Words or number"), TEXT, wide=True),
    ]
    kept = [one for one in offered if not only or one.name in (*only, "words")]
    return FilterBar(kept, request.GET, page=name)


def _narrowed(found: QuerySet[Case], bar: FilterBar) -> QuerySet[Case]:
    for name in ("door", "urgency", "state"):
        if value := bar.values.get(name):
            found = found.filter(**{name: value})
    return with_words(found, words) if (words := bar.values.get("words")) else found


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """What my organisations owe, soonest first."""
    found = owed.assigned(actor_of(request)).exclude(next_due=None)
    return _listed(
        request, found, title=_("Our work"), order=BY_DUE, bar=_bar(request, "desk.work"),
        nothing=_("Nothing is assigned to you"),
        hint=_("What is dispatched to your organisation appears here with its limit."),
    )  # fmt: skip


@login_required
def unplaced(request: HttpRequest) -> HttpResponse:
    """Cases that nobody has put on the map yet."""
    return _listed(
        request, owed.unplaced(actor_of(request)), title=_("Unplaced"), bar=_bar(request, "desk.unplaced"),
        nothing=_("Every case has its place"),
        hint=_("A report whose place could not be told from its words waits here for you to place it."),
    )  # fmt: skip


@login_required
def whistles(request: HttpRequest) -> HttpResponse:
    """Joint work under way in my area or with my organisations."""
    called = Whistle.objects.filter(ended_at=None).values("case_id")
    found = visible_to(actor_of(request)).filter(pk__in=called, state__in=sorted(OPEN))
    return _listed(
        request, found, title=_("Joint work"), bar=_bar(request, "desk.whistles"),
        nothing=_("No whistle is under way"),
        hint=_("When a matter needs several organisations, blow the whistle on its page."),
    )  # fmt: skip


@login_required
def callbacks(request: HttpRequest) -> HttpResponse:
    """Closed hotline cases whose caller has not been asked yet."""
    found = owed.callbacks(actor_of(request))
    late = bounded_count(found.filter(next_due__lt=clock.now()), MOST_COUNTED)
    return _listed(
        request, found, title=_("Call-backs"), bar=_bar(request, "desk.callbacks", "urgency"), nothing=_("Everybody has been called back"),
        order=BY_DUE, until=lambda case: case.next_due, waiting=bounded_count(found, MOST_COUNTED), late=late,
        hint=_("A closed hotline order waits here until its caller has been asked."),
    )  # fmt: skip


@login_required
def supervision(request: HttpRequest) -> HttpResponse:
    """Past their limit, longest first."""
    found = owed.supervision(actor_of(request))
    return _listed(
        request, found, title=_("Supervision"), order=BY_DUE, bar=_bar(request, "desk.supervision"),
        nothing=_("Nothing is late"), hint=_("A case past its next limit appears here, the longest late first."),
    )  # fmt: skip


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Any case the actor may see, by number, words, dates and state."""
    states = [(s.value, s.label) for s in State]
    bar = FilterBar(
        [
            Filter("words", _("Words or number"), TEXT, wide=True),
            Filter("state", _("State"), CHOICE, states),
            Filter("door", _("Door"), CHOICE, Door.choices),
            Filter("since", _("From"), DATE),
            Filter("until", _("To"), DATE),
            Filter("late", _("Only late"), FLAG),
        ],
        request.GET,
        page="desk.search",
    )
    wanted = CaseFilter(
        words=bar.values["words"],
        states=frozenset({bar.values["state"]} - {""}),
        door=bar.values["door"],
        since=_day(bar.values["since"]),
        until=_day(bar.values["until"]),
        late=bool(bar.values["late"]),
    )
    actor = actor_of(request)
    found = filtered(actor, wanted) if bar.active else Case.objects.none()
    hint = _("Take a filter off, or try fewer words.") if bar.active else _("Two letters are enough.")
    nothing = _("Nothing was found") if bar.active else _("Search by number, words, state or date")
    shown = page_of(rows(found), request.GET.get("cursor"), 25, NEWEST)
    context = {
        "title": _("Search"), "nothing": nothing, "hint": hint, "page": shown,
        "rows": drawn(shown.items), "bar": bar,
    }  # fmt: skip
    return page(request, "desk/list.html", context)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """Repeats of one matter, largest first."""
    actor = actor_of(request)
    if not sees_groups(actor):
        raise NotFound
    mine = visible_to(actor).exclude(group=None).values("group_id")
    found = Group.objects.filter(size__gt=1, pk__in=mine).order_by("-size", "pk")
    shown = page_of(found, request.GET.get("cursor"), 25, ("-size", "id"))
    return page(request, "desk/groups.html", {"page": shown})


@login_required
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """The cases of one group, newest first."""
    actor = actor_of(request)
    found = visible_to(actor).filter(group_id=group_id)
    heading = Group.objects.filter(pk=group_id).first()
    if heading is None or not found.exists():
        raise NotFound
    return _listed(
        request,
        found,
        title=heading.title,
        nothing=_("Nothing is in this group"),
        hint=_("It has been taken apart."),
    )


@login_required
def agenda(request: HttpRequest) -> HttpResponse:
    """What waits for the next council of the actor's communities."""
    actor = actor_of(request)
    bar = _bar(request, "desk.agenda", "urgency")
    found = (
        AgendaItem.objects.filter(within(actor, Duty.CASE_SEE, "case__"), taken_off_at=None)
        .exclude(case__secrecy=Secrecy.CONFIDENTIAL)
        .select_related("case", "case__kind", "case__area")
        .order_by("community_id", "pk")
    )
    if bar.active:
        found = found.filter(case__in=_narrowed(Case.objects.all(), bar).values("pk"))
    return page(request, "desk/agenda.html", {"items": found[:200], "bar": bar})
