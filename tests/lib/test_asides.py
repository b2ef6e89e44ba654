"""What fails as a whole rests; a database that does not answer is told at once."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError

from mulin.lib import asides, clock


def test_a_sweep_that_fails_rests_and_a_silent_database_is_told() -> None:
    asked: list[int] = []

    def failing() -> int:
        asked.append(1)
        raise ValueError

    def silent() -> int:
        raise OperationalError

    with clock.frozen(datetime(2026, 3, 2, tzinfo=UTC)) as now:
        assert (asides.sweep(failing), asides.sweep(failing), len(asked)) == (0, 0, 1)
        now.tick(asides.FIRST)
        assert (asides.sweep(failing), len(asked)) == (0, 2)
        now.tick(asides.FIRST)
        assert (asides.sweep(failing), len(asked)) == (0, 2), "each time twice as long"
        for _twice in range(2):
            with pytest.raises(OperationalError):
                asides.sweep(silent)
