"""The pure rules: order does not matter, base load, allowance, night, join, baseline, gaps."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mulin.care.rules.standing import Change, Standing
from mulin.care.rules.watch import Finding, Rule, add_awake, due_of, judge

T0 = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def fed(rows: list[tuple[int, float]], **how: float) -> Standing:
    (first, total), *rest = rows
    standing = Standing.first(T0 + first * HOUR, total)
    for at, value in rest:
        standing.take(T0 + at * HOUR, value, **how)
    return standing


@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=12).flatmap(
        lambda steps: st.permutations(list(enumerate(steps))).map(lambda order: (steps, order))
    )
)
def test_the_order_of_arrival_does_not_matter(told: tuple[list[int], list[tuple[int, int]]]) -> None:
    steps, order = told
    totals = [float(sum(steps[: place + 1])) for place in range(len(steps))]
    whole = fed(list(enumerate(totals)))
    mixed = fed([(place, totals[place]) for place, _step in order] * 2)
    assert (mixed.last_at, mixed.total, mixed.still_from) == (whole.last_at, whole.total, whole.still_from)


def test_electricity_is_still_at_its_base_load() -> None:
    standing = Standing.first(T0, 100)
    assert standing.take(T0 + HOUR, 100.1, base=0.1) is Change.SAME
    assert standing.take(T0 + 2 * HOUR, 100.9, base=0.1) is Change.ROSE
    assert standing.still_from == T0 + 2 * HOUR


def test_a_little_within_the_window_is_still() -> None:
    standing = fed([(0, 0), (10, 4), (20, 8)], low=10)
    assert standing.still_from == T0
    standing.take(T0 + 30 * HOUR, 12, low=10)
    assert standing.still_from == T0 + 10 * HOUR


def test_masked_hours_do_not_count() -> None:
    evening = datetime(2026, 3, 2, 20, 0, tzinfo=UTC).astimezone(UTC)
    night = (time(22), time(6))
    # 20:00 UTC is 04:00 in Shanghai, two hours before the mask ends.
    assert add_awake(evening, 12 * HOUR, night) == evening + 14 * HOUR
    assert add_awake(evening, 20 * HOUR, night) == evening + 30 * HOUR


def test_all_meters_or_any() -> None:
    water, power = fed([(0, 1), (60, 1)]), fed([(0, 1), (30, 2), (60, 2)])
    now = T0 + 60 * HOUR
    assert judge(Rule(join="and"), [water, power], now).finding is Finding.QUIET
    assert judge(Rule(join="and"), [water, power], now).due == T0 + 78 * HOUR
    assert judge(Rule(join="or"), [water, power], now).finding is Finding.STILL
    assert judge(Rule(join="and"), [water, None], now).finding is Finding.UNKNOWN


def test_without_data_nothing_is_known() -> None:
    silent = fed([(0, 1), (41, 1)])
    assert judge(Rule(), [silent], T0 + 48 * HOUR).finding is Finding.BLIND
    heard = fed([(0, 1), (42, 1)])
    assert judge(Rule(), [heard], T0 + 48 * HOUR).finding is Finding.STILL


@given(st.lists(st.floats(3, 200), max_size=30), st.integers(6, 96))
def test_a_learnt_rule_is_never_later(hours: list[float], window: int) -> None:
    standing = Standing.first(T0, 0)
    at, total = T0, 0.0
    for spell in hours:
        at += timedelta(hours=spell)
        standing.take(at, total, learn=True)
        total += 1
        at += HOUR
        standing.take(at, total, learn=True)
    agreed = Rule(window=timedelta(hours=window))
    learnt = Rule(window=timedelta(hours=window), learnt=True)
    assert due_of(learnt, standing) <= due_of(agreed, standing)
