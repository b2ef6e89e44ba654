"""The town's tours are told through the actions and fit their histories."""

from django.test import Client

from mulin.demo.tours import build_tours
from mulin.lib import clock
from mulin.notices.models import Notice
from mulin.reactions.relay import relay_all
from mulin.tours.access import own_seats
from mulin.tours.models import Finding, Reply, Tour
from mulin.tours.queries.audit import misfits
from tests.support.cast import Town


def test_one_tour_was_and_one_comes(town: Town) -> None:
    build_tours(clock.now())
    assert list(Tour.objects.order_by("starts_at").values_list("state", flat=True)) == ["ended", "drawn"]
    assert (Finding.objects.count(), Reply.objects.count()) == (3, 2)
    relay_all()
    assert Notice.objects.filter(template="tour_asked", person_id=town.resident.person_id).exists()
    assert own_seats(town.resident).get().state == "asked"
    for tour in Tour.objects.all():
        assert Client().get(f"/tours/{tour.code}/").status_code == 200
    assert list(misfits()) == []
