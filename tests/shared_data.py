"""Where the real data of tests lie: MULIN_DATA, or `shared/data` beside the checkout or above it, else nowhere."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMED = os.environ.get("MULIN_DATA", "")  # read here: the suite's ground takes our settings away afterwards


def folder() -> Path | None:
    """The folder of all data sets."""
    if NAMED:
        return Path(NAMED)
    return next((found for above in ROOT.parents if (found := above / "shared" / "data").is_dir()), None)


def shared(*parts: str) -> Path | None:
    """A path among the data where it is there: for tests that only reach wider with it."""
    home = folder()
    return home.joinpath(*parts) if home and home.joinpath(*parts).exists() else None


def data(*parts: str) -> Path:
    """A path that must be there: for tests marked `real_data`, which are collected only where it is."""
    found = shared(*parts)
    assert found is not None, f"{'/'.join(parts)} is missing among the data"
    return found


def wanting(item: pytest.Item) -> list[str]:
    """The data sets that a test is marked with and that are not here."""
    return [name for mark in item.iter_markers("real_data") for name in mark.args if shared(name) is None]
