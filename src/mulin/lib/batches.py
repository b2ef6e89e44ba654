"""Many values in portions: a statement takes 65,535 parameters at most."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
SIZE = 10_000


def batches(values: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """Lists of `size` values, the last one shorter; none of nothing."""
    left = iter(values)
    while batch := list(islice(left, size)):
        yield batch
