"""A line of progress on a terminal; silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 100


@contextmanager
def bar(what: str) -> Iterator[Callable[[int], None]]:
    shown = sys.stderr.isatty()

    def progress(done: int) -> None:
        if shown and done % EVERY == 0:
            print(f"\r{what}: {done:,}", end="", file=sys.stderr, flush=True)

    yield progress
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
