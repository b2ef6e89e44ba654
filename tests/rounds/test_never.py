"""Plans that would never come are refused by the field; a rule's last day is one on which it still comes."""

from datetime import date, timedelta

import pytest

from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.rounds.models import Checklist, Plan
from tests.rounds.conftest import patrol
from tests.support.world import World

DAY = timedelta(days=1)
ONCE = "FREQ=DAILY;COUNT=1"
SATURDAY = date(2026, 3, 7)


@pytest.mark.parametrize(
    ("rhythm", "more", "field"),
    [
        ("FREQ=DAILY;UNTIL=20260101", {}, "rhythm"),
        ("FREQ=DAILY;UNTIL=20250601T000000", {}, "rhythm"),
        (ONCE, {"valid_from": SATURDAY}, "rhythm"),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20260401", {}, "rhythm"),
        ("FREQ=YEARLY;INTERVAL=6", {}, "rhythm"),
        ("FREQ=DAILY", {"valid_from": date(1, 1, 1)}, "valid_from"),
        ("FREQ=DAILY", {"valid_to": date(9999, 12, 31)}, "valid_to"),
    ],
)
def test_what_would_never_come_is_refused(
    world: World, checklist: Checklist, worker: Actor, now: Frozen, rhythm: str, more: dict[str, date], field: str
) -> None:  # fmt: skip
    with pytest.raises(BadInput) as refusal:
        patrol(world.grid, worker, rhythm=rhythm, **more)
    assert list(refusal.value.fields) == [field]
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("rhythm", "more"),
    [
        (ONCE, {"valid_from": SATURDAY, "holidays": "next"}),
        ("FREQ=YEARLY;INTERVAL=5", {}),
        ("FREQ=YEARLY;INTERVAL=6;COUNT=2", {}),
        ("FREQ=YEARLY;INTERVAL=6;UNTIL=20261231", {}),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", {"holidays": "keep"}),
    ],
)
def test_what_comes_seldom_comes(
    world: World, checklist: Checklist, worker: Actor, now: Frozen, rhythm: str, more: dict[str, object]
) -> None:
    assert patrol(world.grid, worker, rhythm=rhythm, **more).next_at is not None


def test_a_rule_lasts_to_the_end_of_its_last_day(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    today = clock.today()
    plan = patrol(world.grid, worker, rhythm=f"FREQ=DAILY;UNTIL={today:%Y%m%d}", holidays="keep")
    assert plan.next_at is not None
    assert clock.local(plan.next_at).date() == today
