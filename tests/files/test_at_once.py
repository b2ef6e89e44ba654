"""Two phones, one photo: repeated or shared content is kept once, whoever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID

from django.db import connection

from mulin.files.actions.remove import remove
from mulin.files.actions.store import store_photo
from mulin.files.models import Attachment
from mulin.files.queries import content
from mulin.lib import ids
from mulin.trail.models import Event
from tests.files.pictures import jpeg
from tests.support.somebody import Somebody

WORKER = Somebody()
PICTURE = jpeg()


def together(*acts: Callable[[], object]) -> list[object]:
    """Run all at the same moment, each on a connection of its own."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_id_sent_twice_at_once_is_one_photo(fresh_database: str, shelf: Path) -> None:
    for _round in range(5):
        name = ids.uuid7()

        def send(name: UUID = name) -> object:
            return store_photo(
                PICTURE, owner_kind="case", owner_id="c1", stage="before", by=WORKER, id=name
            ).pk

        assert together(send, send, send) == [name] * 3
    assert Attachment.objects.count() == 5
    assert Event.objects.filter(verb="file.stored").count() == 5


def test_a_removal_never_sweeps_what_another_is_storing(fresh_database: str, shelf: Path) -> None:
    for number in range(8):
        old = store_photo(PICTURE, owner_kind="case", owner_id=f"old{number}", stage="before", by=WORKER)

        def take(old: Attachment = old) -> object:
            return remove(old, by=WORKER)

        def keep(number: int = number) -> object:
            return store_photo(PICTURE, owner_kind="case", owner_id=f"new{number}", stage="near", by=WORKER)

        together(take, keep)
        kept = Attachment.objects.get(owner_id=f"new{number}")
        with content(kept) as file:
            assert file.read()
        remove(kept, by=WORKER)
        assert not any(path.is_file() for path in shelf.rglob("*"))
