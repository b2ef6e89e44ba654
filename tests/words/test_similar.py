"""Two reports of one matter come together; distance, age, closing and other words keep them apart."""

from datetime import UTC, datetime, timedelta

import pytest

from mulin.words.nearby import Nearby
from mulin.words.similar import OFFERED, Report, rank, score

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
METRE = 1 / 111_195


def report(
    name: str, *, hours: float = 0, metres: float = 0, service: str = "路灯", **more: object
) -> Report:
    at = NOON - timedelta(hours=hours)
    told = {"text": "东门路灯不亮", "address": "湖滨路12号"} | more
    return Report(name, at, 112.9, 28.2 + metres * METRE, service, **told)  # type: ignore[arg-type]


NEW = report("new")
OLD = report("old", hours=20, metres=8, text="东门的路灯坏了不亮")


def test_the_same_lamp_is_offered_with_reasons() -> None:
    likeness = score(NEW, OLD)
    assert likeness.score >= OFFERED
    assert {"near", "same_service", "still_open", "recent"} <= set(likeness.reasons)
    assert likeness.metres == pytest.approx(8, abs=0.1)
    assert likeness.hours == pytest.approx(20)


@pytest.mark.parametrize(
    "other",
    [
        report("far", hours=20, metres=140, text="东门的路灯坏了不亮"),
        report("old", hours=24 * 60, metres=8, text="东门的路灯坏了不亮"),
        report("closed", hours=20, metres=8, closed_at=NOON - timedelta(hours=2)),
        report("another", hours=20, metres=8, service="噪声", text="烧烤摊半夜吵闹"),
    ],
)
def test_what_speaks_against(other: Report) -> None:
    assert score(NEW, other).score < score(NEW, OLD).score


def test_ranking_leaves_out_the_later_the_far_and_itself() -> None:
    later, away = report("later", hours=-1), report("away", hours=1, metres=900)
    ranked = rank(NEW, [later, away, NEW, OLD])
    assert [candidate.report.id for candidate in ranked] == ["old"]


def test_of_several_of_one_matter_the_first_stands_first() -> None:
    first, second = report("first", hours=20), report("second", hours=19)
    assert [candidate.report.id for candidate in rank(NEW, [second, first])] == ["first", "second"]


def test_without_a_point_nothing_is_near() -> None:
    nowhere = Report("nowhere", NOON, None, None, "路灯", "东门路灯不亮")
    assert rank(nowhere, [OLD]) == []
    assert Nearby([OLD, nowhere]).before(nowhere) == []


def test_the_grid_finds_what_is_in_reach() -> None:
    others = [report(f"{metres}", hours=1, metres=metres) for metres in (-290, -5, 0, 120, 290)]
    assert {each.id for each in Nearby(others).before(NEW)} >= {each.id for each in others}
