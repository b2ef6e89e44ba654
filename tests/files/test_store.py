"""Photos and documents are kept once, found by their owner, and opened by who may read the owner."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from mulin.files import access, queries
from mulin.files.actions.check_public import check_public
from mulin.files.actions.store import prepare_photo, store_document, store_photo
from mulin.files.kinds import Stage
from mulin.files.models import Attachment
from mulin.lib import ids
from mulin.lib.errors import BadInput, Conflict, NotFound, WrongState
from tests.files.pictures import bad_ones, jpeg
from tests.support.somebody import Somebody

pytestmark = pytest.mark.django_db
WORKER, OTHER = Somebody(), Somebody(person_id=2, post_id=22)
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def kept(owner: str = "c1", stage: Stage = Stage.BEFORE) -> Attachment:
    return store_photo(jpeg(gps=True), owner_kind="case", owner_id=owner, stage=stage, by=WORKER)


def files(shelf: Path) -> int:
    return sum(path.is_file() for path in shelf.rglob("*"))


def test_a_photo_is_kept_clean_with_its_thumbnail() -> None:
    photo = kept()
    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.content_type) == (640, 480, "image/jpeg")
    assert (photo.person_id, photo.post_id, photo.public_checked) == (1, 11, False)
    assert photo.taken_at is None
    with queries.content(photo) as whole, queries.content(photo, thumbnail=True) as small:
        assert len(whole.read()) == photo.bytes > len(small.read())


def test_the_time_is_kept_only_when_asked() -> None:
    photo = store_photo(jpeg(), owner_kind="case", owner_id=1, stage="near", by=WORKER, keep_time=True)
    assert photo.taken_at is not None


def test_one_picture_lies_there_once(shelf: Path) -> None:
    one, other = kept("c1"), kept("c2")
    assert one.pk != other.pk
    assert one.path == other.path
    assert files(shelf) == 2


def test_a_repeated_id_is_the_same_photo(shelf: Path) -> None:
    name = ids.uuid7()
    first, again = (
        store_photo(jpeg(), owner_kind="case", owner_id="c1", stage="before", by=WORKER, id=name)
        for _ in range(2)
    )
    assert first.pk == again.pk == name
    assert first.created_at == again.created_at
    assert Attachment.objects.count() == 1


def test_an_id_cannot_be_taken_over() -> None:
    name = kept().pk
    for owner, by in (("c2", WORKER), ("c1", OTHER)):
        with pytest.raises(Conflict):
            store_photo(jpeg(), owner_kind="case", owner_id=owner, stage="before", by=by, id=name)
    assert Attachment.objects.get().owner_id == "c1"


@pytest.mark.parametrize("name", sorted(bad_ones()))
def test_a_refused_picture_leaves_nothing(name: str, shelf: Path) -> None:
    with pytest.raises(BadInput):
        store_photo(bad_ones()[name], owner_kind="case", owner_id="c1", stage="before", by=WORKER)
    assert Attachment.objects.count() == 0
    assert files(shelf) == 0


def test_an_unknown_stage_is_refused() -> None:
    with pytest.raises(BadInput, match="stage"):
        store_photo(jpeg(), owner_kind="case", owner_id="c1", stage="secret", by=WORKER)


def test_the_slow_part_can_be_done_beforehand() -> None:
    ready = prepare_photo(jpeg())
    with transaction.atomic():
        assert store_photo(ready, owner_kind="case", owner_id="c1", stage="far", by=WORKER).width == 640


def test_a_document_keeps_its_bytes_and_a_harmless_name() -> None:
    document = store_document(PDF, owner_kind="case", owner_id="c1", by=WORKER, name="../协议\u202e.pdf")
    assert (document.name, document.stage, document.is_photo) == ("协议.pdf", Stage.DOCUMENT, False)
    with queries.content(document) as file:
        assert file.read() == PDF


def test_files_are_found_by_owner() -> None:
    photo = kept("c1")
    kept("c2", Stage.AFTER)
    document = store_document(PDF, owner_kind="case", owner_id="c1", by=WORKER)
    assert list(queries.attachments_of("case", "c1")) == [photo, document]
    assert list(queries.photos_of("case", "c1")) == [photo]
    assert list(queries.public_photos_of("case", "c1")) == []
    assert queries.stages_present("case", "c1") == {Stage.BEFORE: 1, Stage.DOCUMENT: 1}
    assert set(queries.photos_of_many("case", ["c1", "c2", "c3"])) == {"c1", "c2"}


def test_only_who_may_read_the_owner_may_open_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_checkers", {})
    photo = kept()
    with pytest.raises(NotFound):
        access.attachment_for(WORKER, photo.pk)

    def own(actor: object, attachment: Attachment) -> bool:
        return getattr(actor, "person_id", None) == attachment.person_id

    access.register("case", own)
    access.register("case", own)
    assert access.attachment_for(WORKER, photo.pk) == photo
    for stranger, name in ((OTHER, photo.pk), (WORKER, uuid4())):
        with pytest.raises(NotFound):
            access.attachment_for(stranger, name)
    with pytest.raises(ValueError, match="checker"):
        access.register("case", lambda _actor, _attachment: True)


def test_a_photo_is_public_only_once_checked() -> None:
    photo = kept()
    check_public(photo, is_clean=True, by=WORKER)
    check_public(photo, is_clean=True, by=WORKER)
    assert list(queries.public_photos_of("case", "c1")) == [photo]
    check_public(photo, is_clean=False, by=WORKER)
    assert not queries.public_photos_of("case", "c1").exists()
    document = store_document(PDF, owner_kind="case", owner_id="c1", by=WORKER)
    with pytest.raises(WrongState):
        check_public(document, is_clean=True, by=WORKER)
