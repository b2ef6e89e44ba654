"""Rounds at the desk: the plans and how they are kept, each round, and a new plan."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, known_number, uuid7
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.rounds.access import occurrence_for, oversees, plan_for, reaches, visible_plans
from mulin.rounds.actions.cancel import cancel
from mulin.rounds.actions.make_plan import make_plan
from mulin.rounds.actions.reassign import reassign
from mulin.rounds.actions.set_goers import set_goers
from mulin.rounds.actions.stop_plan import stop_plan
from mulin.rounds.kinds import MEETINGS, Family, State
from mulin.rounds.models import Occurrence
from mulin.rounds.queries.due import coming
from mulin.rounds.queries.lists import checks_of, counts_of, rounds_of, shown_answers, tasks_of
from mulin.surfaces.desk.round_forms import PlanForm, going_posts
from mulin.ui.filters import CHOICE, Filter, FilterBar
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.sheets import cases_seen

SINCE = timedelta(days=30)


def overseer(request: HttpRequest) -> Actor:
    """Whoever plans or oversees rounds; to others these pages do not exist."""
    actor = actor_of(request)
    if not oversees(actor):
        raise NotFound
    return actor


def board(request: HttpRequest) -> HttpResponse:
    """The rounds of the last thirty days, soonest first; what was missed under its own tab."""
    actor = overseer(request)
    bar = FilterBar(
        [
            Filter("state", gettext_lazy("State"), CHOICE, State.choices),
            Filter("family", gettext_lazy("Sort of round"), CHOICE, Family.choices),
        ],
        request.GET,
        page="desk.rounds",
    )
    found = rounds_of(
        actor, since=clock.now() - SINCE, state=bar.values["state"], family=bar.values["family"]
    )
    shown = page_of(found, request.GET.get("cursor"), 25, ("-opens_at", "-id"))
    context = {
        "page": shown,
        "bar": bar,
        "names": names_of(shown.items),
        "may_plan": actor.may(Duty.ROUND_PLAN),
    }
    return page(request, "desk/rounds.html", context)


def plans(request: HttpRequest) -> HttpResponse:
    """The plans in force, each with how its rounds ended."""
    actor = overseer(request)
    shown = page_of(visible_plans(actor).select_related("area"), request.GET.get("cursor"), 25, ("-id",))
    counts = counts_of(plan.pk for plan in shown.items)
    rows = [{"plan": plan, "counts": counts.get(plan.pk, {})} for plan in shown.items]
    context = {"page": shown, "rows": rows, "may_plan": actor.may(Duty.ROUND_PLAN)}
    return page(request, "desk/plans.html", context)


def plan_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One plan, its route and its rounds."""
    actor = overseer(request)
    plan = plan_for(actor, plan_id)
    may_change = plan.next_at is not None and reaches(actor, Duty.ROUND_PLAN, plan)
    rounds = Occurrence.objects.filter(plan=plan).select_related("plan")
    shown = page_of(rounds, request.GET.get("cursor"), 25, ("-opens_at", "-id"))
    context = {
        "plan": plan,
        "posts": Post.objects.filter(pk__in=plan.going.values("post_id")).order_by("name"),
        "coming": coming(plan),
        "stops": plan.stops.select_related("thing"),
        "counts": counts_of([plan.pk]).get(plan.pk, {}),
        "page": shown,
        "names": names_of(shown.items),
        "may_stop": may_change,
        "offered": going_posts(actor) if may_change else [],
    }
    return page(request, "desk/plan.html", context)


@require_POST
def goers(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Others go from the next round on."""
    actor = overseer(request)
    plan, wanted = plan_for(actor, plan_id), request.POST.getlist("posts")
    posts = [post for post in going_posts(actor) if str(post.pk) in wanted]
    set_goers(plan, posts=posts, by=actor)
    done(request, _("From the next round on they go."))
    return onward(request, f"/desk/rounds/plans/{plan.pk}/")


@require_POST
def stop(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """No more rounds by this plan."""
    plan = stop_plan(plan_for(overseer(request), plan_id), by=actor_of(request))
    done(request, _("The plan has ended."))
    return onward(request, f"/desk/rounds/plans/{plan.pk}/")


class NewPlanPage(View):
    """One page; the id is made before, so that sending twice is one plan."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(request, PlanForm(_planner(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = _planner(request)
        form = PlanForm(actor, request.POST)
        if form.is_valid():
            try:
                plan = make_plan(form.plan(), by=actor, id=known_id(request.POST.get("id", "")))
            except BadInput as refusal:
                add_refusal(form, refusal, {"window": "hours"})
            else:
                done(request, _("The round is planned."))
                return onward(request, f"/desk/rounds/plans/{plan.pk}/")
        return self._shown(request, form, 400)

    def _shown(self, request: HttpRequest, form: PlanForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "id": request.POST.get("id") or uuid7()}
        return page(request, "desk/new_plan.html", context, status=status)


def _planner(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may(Duty.ROUND_PLAN):
        raise NotFound
    return actor


class RoundPage(View):
    """One round: what was found; who plans it may give it to somebody else or call it off."""

    def get(self, request: HttpRequest, round_id: UUID) -> HttpResponse:
        return self._shown(request, overseer(request), round_id)

    def post(self, request: HttpRequest, round_id: UUID) -> HttpResponse:
        actor = overseer(request)
        occurrence = occurrence_for(actor, round_id)
        try:
            if request.POST.get("verb") == "cancel":
                cancel(occurrence, reason=request.POST.get("reason", ""), by=actor)
                done(request, _("The round is called off."))
            else:
                reassign(occurrence, post=_post(actor, request.POST.get("post", "")), by=actor)
                done(request, _("The round goes to somebody else."))
        except BadInput as refusal:
            return self._shown(request, actor, round_id, str(refusal.message), 400)
        return onward(request, f"/desk/rounds/{occurrence.pk}/")

    def _shown(
        self, request: HttpRequest, actor: Actor, round_id: UUID, wrong: str = "", status: int = 200
    ) -> HttpResponse:
        occurrence = occurrence_for(actor, round_id)
        may_plan = occurrence.state == State.OPEN and reaches(actor, Duty.ROUND_PLAN, occurrence)
        checks = checks_of(occurrence)
        context: dict[str, Any] = {
            "round": occurrence,
            "tasks": tasks_of(occurrence),
            "checks": [{"check": one, "answers": shown_answers(one)} for one in checks],
            "seen": cases_seen(checks, actor),
            "names": names_of([occurrence]),
            "posts": going_posts(actor) if may_plan else [],
            "may_plan": may_plan,
            "is_meeting": occurrence.family in MEETINGS,
            "wrong": wrong,
        }
        return page(request, "desk/round.html", context, status=status)


def _post(actor: Actor, text: str) -> Post:
    number = known_number(text)
    found = next((post for post in going_posts(actor) if post.pk == number), None)
    if found is None:
        raise BadInput(fields={"post": _("Choose a post that goes on rounds here.")})
    return found


def names_of(rounds: list[Occurrence]) -> dict[int, str]:
    """The posts that go, by their names."""
    ids = {one.post_id for one in rounds if one.post_id}
    return dict(Post.objects.filter(pk__in=ids).values_list("pk", "name"))
