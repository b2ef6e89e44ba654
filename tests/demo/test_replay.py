"""The town plays cases through the loop, and what comes of it fits; the same seed plays the same."""

import pytest

from mulin.bench.replay import replay
from mulin.cases.models import Case, Clock
from tests.support.cast import Town


@pytest.mark.proof
@pytest.mark.parametrize("seed", [7])
def test_what_was_played_fits(town: Town, seed: int) -> None:
    played = replay(16, seed)
    told = played.told()
    assert played.faults == []
    assert told["cases"] == 16 and Case.objects.filter(live=False).count() <= 1
    assert {"report", "file", "dispatch"} <= set(played.verbs)
    assert Clock.objects.filter(case__state="closed").exclude(stage="stopped").count() == 0
