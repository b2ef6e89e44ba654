"""Reactions are tested on the small district of the loop's tests."""

from tests.cases.conftest import case, dispatcher, lamp, now, plumber, resident, worker, world

__all__ = ["case", "dispatcher", "lamp", "now", "plumber", "resident", "worker", "world"]
