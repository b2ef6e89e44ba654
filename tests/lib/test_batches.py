"""Portions together are the whole, in order, none too large."""

from hypothesis import given
from hypothesis import strategies as st

from mulin.lib.batches import batches


@given(st.lists(st.integers()), st.integers(1, 7))
def test_portions_are_the_whole(values: list[int], size: int) -> None:
    made = list(batches(values, size))
    assert [value for batch in made for value in batch] == values
    assert all(0 < len(batch) <= size for batch in made)
