"""The clock holds still when told; identifiers keep the order of time."""

from datetime import UTC, datetime, timedelta

import pytest

from mulin.lib import clock, ids

NOON = datetime(2026, 2, 16, 4, 0, tzinfo=UTC)


def test_the_clock_is_aware_and_moves() -> None:
    assert clock.now().tzinfo is UTC
    assert clock.now() <= clock.now()


def test_a_held_clock_moves_only_when_told() -> None:
    with clock.frozen(NOON) as held:
        assert clock.now() == NOON
        held.tick(timedelta(hours=13))
        assert clock.now() == NOON + timedelta(hours=13)
        held.move_to(NOON)
        with clock.frozen(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON
    assert clock.now() != NOON


def test_today_is_the_local_day() -> None:
    with clock.frozen(datetime(2026, 2, 16, 16, 30, tzinfo=UTC)):
        assert clock.today().isoformat() == "2026-02-17"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.frozen(datetime(2026, 1, 1)):
        pass


def test_uuid7_is_of_its_kind_ordered_and_dated() -> None:
    with clock.frozen(NOON):
        made = [ids.uuid7() for _ in range(500)]
    assert made == sorted(made)
    assert len(set(made)) == 500
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert ids.moment_of(made[0]) == NOON


def test_public_codes_are_unlike_and_safe() -> None:
    codes = {ids.public_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(code.isalnum() and len(code) == 16 for code in codes)
