"""A thing whose code was read: what it is, what was found last, and its checklist."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.views import View

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.lib.ids import known_id
from mulin.people.kinds import Duty
from mulin.rounds.kinds import TaskState
from mulin.rounds.models import Task
from mulin.rounds.queries.lists import history_of, mine
from mulin.surfaces.field.looking import checklist_for, looked_at
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.sheets import EDITION, moment_of, photos, said_of
from mulin.surfaces.field.views.rounds import Stop
from mulin.things.access import thing_for, to_look_at
from mulin.things.models import Thing
from mulin.things.queries import soon_due
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.sheets import NOTHING, Sheet, cases_seen

MOST = 200


@login_required
def things(request: HttpRequest) -> HttpResponse:
    """What stands on my ground and is looked at, the soonest due first."""
    actor = actor_of(request)
    guard(actor)
    if not (actor.may(Duty.ROUND_DO) or actor.may(Duty.THING_KEEP)):
        raise NotAllowed
    found, soon = to_look_at(actor), bool(request.GET.get("soon"))
    if soon:
        found = soon_due(found, clock.today())
    context = {"things": list(found[:MOST]), "soon": soon, "copied": bool(request.GET.get("copy"))}
    return page(request, "field/things.html", context)


class ThingPage(LoginRequiredMixin, View):
    """Reading the code opens the checklist and proves the place; a stop of one's own open round is done by it.

    Who comes by the list proves nothing: only the way from the code carries it.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        thing, task = self._found(request, code)
        if task is not None and request.GET.get("copy"):
            # Without network nothing leads on, so the stop's own checklist stands here.
            return Stop().get(request, task.occurrence_id, task.order)
        read = {"code": thing.code} if request.GET.get("code") == thing.code else {}
        if task is not None:
            there = f"/field/rounds/{task.occurrence_id}/{task.order}/"
            return onward(request, f"{there}?{urlencode(read)}" if read else there)
        checklist = checklist_for(thing)
        return self._shown(request, thing, Sheet(checklist, read) if checklist else None)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        thing, _task = self._found(request, code)
        sent = request.POST.dict()
        checklist = checklist_for(thing, sent.get(EDITION, ""))
        if checklist is None:
            raise NotFound
        try:
            made = looked_at(
                thing, sent, photos(request, checklist), actor_of(request),
                id=known_id(sent.get("id", "")), captured_at=moment_of(sent),
            )  # fmt: skip
        except BadInput as refusal:
            return self._shown(request, thing, Sheet(checklist, sent, refusal.fields), status=400)
        done(request, said_of(made))
        return onward(request, f"/field/things/{thing.code}/")

    def _found(self, request: HttpRequest, code: str) -> tuple[Thing, Task | None]:
        actor = actor_of(request)
        guard(actor)
        thing = thing_for(actor, code)
        tasks = Task.objects.filter(thing=thing, state=TaskState.OPEN, occurrence__in=mine(actor))
        return thing, tasks.order_by("occurrence__due_at").first()

    def _shown(
        self, request: HttpRequest, thing: Thing, sheet: Sheet | None, status: int = 200
    ) -> HttpResponse:
        actor = actor_of(request)
        checks = history_of(thing.pk)
        context = {
            "thing": thing,
            "sheet": sheet if actor.may(Duty.ROUND_DO) or actor.may(Duty.THING_KEEP) else None,
            "sent": sheet.sent if sheet else NOTHING,
            "proof": "offered",
            "checks": checks,
            "seen": cases_seen(checks, actor),
            "action": f"/field/things/{thing.code}/",
            "act": "thing.check",
            "subject": thing.code,
        }
        return page(request, "field/thing.html", context, status=status)
