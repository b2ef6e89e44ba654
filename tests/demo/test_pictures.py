"""The pictures are drawn by us, the same each time, and pass as photos."""

import pytest

from mulin.demo.pictures import drawn, photo
from mulin.demo.scenes import SCENES


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_each_scene_shows_before_and_after(scene: str) -> None:
    before, after = photo(scene, 0, mended=False), photo(scene, 0, mended=True)
    assert before.full != after.full
    assert drawn(scene, 0, mended=True) == drawn(scene, 0, mended=True)
    assert len(before.full) < 60_000
