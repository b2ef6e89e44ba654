"""Summaries and reviews: what is stuck, who decides by when, and what came of it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, known_number
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor, visible_posts
from mulin.people.models import Post
from mulin.rounds.access import occurrence_for
from mulin.rounds.actions.hold_meeting import NewDecision, hold_meeting
from mulin.rounds.actions.settle import settle
from mulin.rounds.kinds import MEETINGS, State
from mulin.rounds.models import Meeting, Occurrence
from mulin.rounds.queries.lists import counts_of
from mulin.rounds.queries.meetings import decisions, stuck_cases
from mulin.surfaces.desk.views.rounds import overseer
from mulin.ui.http import actor_of, done, onward, page

FREE_ROWS, USUAL = 5, timedelta(days=14)
MOST_POSTS = 300


class MeetingPage(View):
    """What is stuck beside what is decided; held once, it is read only."""

    def get(self, request: HttpRequest, round_id: UUID) -> HttpResponse:
        return self._shown(request, _meeting(overseer(request), round_id))

    def post(self, request: HttpRequest, round_id: UUID) -> HttpResponse:
        actor = overseer(request)
        occurrence = _meeting(actor, round_id)
        try:
            given = _given(request, actor)
            hold_meeting(occurrence, minutes=request.POST.get("minutes", ""), decisions=given, by=actor)
        except BadInput as refusal:
            return self._shown(request, occurrence, str(refusal.message), 400)
        done(request, _("The meeting is written down."))
        return onward(request, "/desk/decisions/")

    def _shown(
        self, request: HttpRequest, occurrence: Occurrence, wrong: str = "", status: int = 200
    ) -> HttpResponse:
        actor = actor_of(request)
        held = Meeting.objects.filter(occurrence=occurrence).first()
        open_to = held is None and occurrence.state in (State.OPEN, State.MISSED)
        cases = stuck_cases(actor, occurrence) if open_to else []
        rows: list[dict[str, Any]] = [{"case": case, "about": case.title} for case in cases]
        rows += [{"case": None, "about": ""} for _n in range(FREE_ROWS)] if open_to else []
        context = {
            "round": occurrence,
            "held": held,
            "decisions": held.decisions.select_related("post").order_by("by_on") if held else [],
            "rows": list(enumerate(rows)),
            "posts": _posts(actor) if open_to else [],
            "usual": clock.today() + USUAL,
            "counts": counts_of([occurrence.plan_id]).get(occurrence.plan_id, {}),
            "minutes": request.POST.get("minutes", ""),
            "wrong": wrong,
        }
        return page(request, "desk/meeting.html", context, status=status)


def _meeting(actor: Actor, round_id: UUID) -> Occurrence:
    found = occurrence_for(actor, round_id)
    if found.family not in MEETINGS:
        raise NotFound
    return found


def _posts(actor: Actor) -> list[Post]:
    return list(visible_posts(actor).filter(closed_on=None).order_by("name", "code")[:MOST_POSTS])


def _given(request: HttpRequest, actor: Actor) -> list[NewDecision]:
    """The rows for which somebody was named."""
    posts = {post.pk: post for post in _posts(actor)}
    found = []
    for number in range(100):
        post = posts.get(known_number(request.POST.get(f"post-{number}", "")) or 0)
        if post is None:
            continue
        try:
            day = date.fromisoformat(request.POST.get(f"by-{number}", ""))
        except ValueError as fault:
            raise BadInput(fields={"decisions": _("Give each decision its day.")}) from fault
        case_id = known_id(request.POST.get(f"case-{number}", ""))
        found.append(NewDecision(request.POST.get(f"about-{number}", ""), post, day, case_id))
    return found


class Decisions(View):
    """All that was to be decided, the soonest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = decisions(overseer(request))
        shown = page_of(found, request.GET.get("cursor"), 25, ("-id",))
        return page(request, "desk/decisions.html", {"page": shown})

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = overseer(request)
        wanted = known_id(request.POST.get("decision", ""))
        row = decisions(actor).filter(pk=wanted).first() if wanted is not None else None
        if row is None:
            raise NotFound
        settle(row, answer=request.POST.get("answer", ""), by=actor)
        done(request, _("Kept."))
        return onward(request, "/desk/decisions/")
