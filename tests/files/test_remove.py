"""Content is swept only when it is certain that no row shows it."""

from pathlib import Path

import pytest
from django.db import transaction

from mulin.files import queries
from mulin.files.actions.remove import remove
from mulin.files.actions.store import store_photo
from mulin.files.models import Attachment
from mulin.lib.errors import NotFound
from tests.files.pictures import jpeg
from tests.support.somebody import Somebody

WORKER = Somebody()


def kept(owner: str = "c1") -> Attachment:
    return store_photo(jpeg(), owner_kind="case", owner_id=owner, stage="before", by=WORKER)


def files(shelf: Path) -> int:
    return sum(path.is_file() for path in shelf.rglob("*"))


def test_content_goes_with_the_last_row_that_shows_it(fresh_database: str, shelf: Path) -> None:
    one, other = kept("c1"), kept("c2")
    remove(one, by=WORKER)
    assert files(shelf) == 2
    remove(other, by=WORKER)
    assert files(shelf) == 0
    with pytest.raises(NotFound):
        queries.content(other)


def test_a_removal_undone_keeps_the_content(fresh_database: str, shelf: Path) -> None:
    photo = kept()
    with transaction.atomic():
        remove(photo, by=WORKER)
        transaction.set_rollback(True)
    with queries.content(photo) as file:
        assert file.read()
