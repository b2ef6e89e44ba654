"""A residents' tour for the scene of the permission matrix."""

from datetime import timedelta
from typing import Any

from mulin.lib import clock
from mulin.rounds.models import Checklist
from mulin.tours.actions.draw import draw
from mulin.tours.actions.end_tour import publish
from mulin.tours.actions.look import find
from mulin.tours.actions.name_representative import name_representative
from mulin.tours.actions.plan_tour import StopDraft, TourPlan, plan_tour
from tests.support.cast import Town


def of_tours(town: Town) -> dict[str, Any]:
    """A published tour of the grid on its day, and a finding that the water company is to answer."""
    by, moment = town.secretary, clock.now()
    term = name_representative(
        area=town.grid,
        person=town.person("resident"),
        begins=clock.today(),
        ends=None,
        named_by="居民会议",
        by=by,
    )
    with clock.frozen(moment - timedelta(minutes=20)):
        plan = TourPlan(
            title="巡店",
            starts_at=moment - timedelta(minutes=10),
            checklist=Checklist.objects.get(key="shop_tour", valid_to=None),
            lead_post=town.post("P-1201-GW"),
        )
        stops = [StopDraft("供水营业厅", organisation=town.organisation("ORG-WATER"))]
        tour = publish(draw(plan_tour(plan, area=town.grid, stops=stops, by=by), by=by), by=by)
    stop = tour.stops.get()
    finding = find(stop, text="排队没有叫号", addressee="shop", by=town.gridworker)
    return {
        "tour_id": tour.pk,
        "stop_id": stop.pk,
        "finding_id": finding.pk,
        "seat_id": tour.seats.get().pk,
        "representative_id": term.pk,
        "resident:tour": {"code": tour.code},
    }
