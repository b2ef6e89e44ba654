"""The town's care list: made through actions, quickly, with one home that has been still for two days."""

from time import perf_counter

from mulin.care.models import Alert, Delivery, Entry, Mute, Watch
from mulin.care.queries.audit import misfits
from mulin.demo.caring import build_care
from mulin.lib import clock
from tests.support.cast import Town


def test_five_neighbours_are_asked_after(town: Town) -> None:
    started = perf_counter()
    assert build_care(clock.now()) == 5
    seconds = perf_counter() - started
    assert Entry.objects.count() == 5
    assert Watch.objects.count() == 4
    alert = Alert.objects.get()
    assert alert.closed_at is None and alert.tries.count() == 1
    assert Mute.objects.filter(ended_at=None).count() == 1
    assert Delivery.objects.filter(visit="done").count() == 2
    assert list(misfits()) == []
    # Three seconds on a quiet machine.
    assert seconds < 20
