"""What is owed within a day is late when that day is over, in My day as in the lists it comes from."""

from datetime import timedelta

from mulin.lib import clock
from mulin.surfaces.field.day import Line, evening


def test_a_day_is_late_once_it_is_over() -> None:
    today = clock.local(clock.now()).replace(hour=20)
    with clock.frozen(today) as now:
        owed = Line("visit", "101", "", due=evening(clock.today()), on=clock.today())
        assert not owed.late
        now.tick(timedelta(hours=5))
        assert owed.late
        assert Line("matter", "灯", "", due=clock.now() - timedelta(minutes=1)).late
