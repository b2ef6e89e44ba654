"""A round in the hand: its stops, and the checklist of each."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.lib.errors import BadInput
from mulin.lib.ids import known_id
from mulin.rounds.access import may_do, occurrence_for
from mulin.rounds.actions.check import On, check
from mulin.rounds.actions.finish import finish
from mulin.rounds.kinds import MEETINGS, State
from mulin.rounds.models import Occurrence
from mulin.rounds.queries.checklists import checklist_of
from mulin.rounds.queries.lists import checks_of, shown_answers, tasks_of
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.sheets import given, moment_of, said_of, spot_of
from mulin.surfaces.field.stops import on_of
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.sheets import NOTHING, Sheet, cases_seen


@login_required
def round_page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The stops and how far it is, or the checklist at once where there are none."""
    actor = actor_of(request)
    guard(actor)
    occurrence = occurrence_for(actor, round_id)
    open_to = may_do(actor, occurrence) and occurrence.state in (State.OPEN, State.MISSED)
    checks = checks_of(occurrence)
    context: dict[str, Any] = {
        "round": occurrence,
        "tasks": tasks_of(occurrence),
        "may_do": open_to and (occurrence.tasks_made > 0 or not checks),
        "may_finish": open_to
        and occurrence.state == State.OPEN
        and 0 < occurrence.tasks_left < occurrence.tasks_made,
        "meeting": f"/desk/meetings/{occurrence.pk}/" if occurrence.family in MEETINGS else "",
        "checks": [{"check": one, "answers": shown_answers(one)} for one in checks],
        "seen": cases_seen(checks, actor),
    }
    if context["may_do"] and not occurrence.tasks_made and occurrence.checklist_id:
        context["sheet"] = Sheet(checklist_of(occurrence.checklist_id))
        context |= _sent_as(occurrence, 0)
    return page(request, "field/round.html", context)


def _sent_as(occurrence: Occurrence, order: int) -> dict[str, str]:
    """Where a checklist is posted to, and as which act of a phone."""
    subject = f"{occurrence.pk}/{order}"
    return {"action": f"/field/rounds/{subject}/", "act": "round.check", "subject": subject}


class Stop(LoginRequiredMixin, View):
    """The checklist of one stop; stop 0 is the round as a whole."""

    def get(self, request: HttpRequest, round_id: UUID, stop: int) -> HttpResponse:
        actor = actor_of(request)
        guard(actor)
        occurrence, on = on_of(actor, round_id, stop)
        sent = {"code": request.GET.get("code", "")}
        return self._shown(request, occurrence, on, Sheet(checklist_of(on.checklist_id), sent))

    def post(self, request: HttpRequest, round_id: UUID, stop: int) -> HttpResponse:
        actor = actor_of(request)
        guard(actor)
        occurrence, on = on_of(actor, round_id, stop)
        checklist, sent = checklist_of(on.checklist_id), request.POST.dict()
        try:
            made, _new = check(
                on, given(request, checklist), by=actor, id=known_id(sent.get("id", "")),
                spot=spot_of(sent), captured_at=moment_of(sent),
            )  # fmt: skip
        except BadInput as refusal:
            sheet = Sheet(checklist, sent, refusal.fields or {"": refusal.message})
            return self._shown(request, occurrence, on, sheet, status=400)
        done(request, said_of(made))
        occurrence.refresh_from_db()
        ended = occurrence.tasks_left == 0
        return onward(request, "/field/" if ended else f"/field/rounds/{occurrence.pk}/")

    def _shown(
        self, request: HttpRequest, occurrence: Occurrence, on: On, sheet: Sheet, status: int = 200
    ) -> HttpResponse:
        order = on.task.order if on.task else 0
        context = {
            "round": occurrence, "task": on.task, "thing": on.thing, "sheet": sheet, "sent": sheet.sent or NOTHING,
            "proof": occurrence.plan.proof, **_sent_as(occurrence, order),
        }  # fmt: skip
        return page(request, "field/stop.html", context, status=status)


@login_required
@require_POST
def finish_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The rest is left, and why."""
    actor = actor_of(request)
    guard(actor)
    occurrence = occurrence_for(actor, round_id)
    finish(
        occurrence,
        reason=request.POST.get("reason", ""),
        by=actor,
        captured_at=moment_of(request.POST.dict()),
    )
    done(request, _("The round is done."))
    return onward(request, "/field/")
