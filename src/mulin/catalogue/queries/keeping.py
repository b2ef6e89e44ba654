"""What processes keep of published editions: published rows never change, so each is read once."""

from typing import Generic, TypeVar

from django.contrib.postgres.functions import TransactionNow
from django.db import connection

from mulin.catalogue.kinds import EditionState
from mulin.catalogue.models import Edition, Kind

T = TypeVar("T")


class Kept(Generic[T]):
    """Things by their row's id, in this process; emptied when there are `most` of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._things: dict[tuple[str, int], T] = {}

    def get(self, row_id: int) -> T | None:
        return self._things.get(self._key(row_id))

    def put(self, row_id: int, thing: T) -> None:
        if len(self._things) >= self.most:
            self._things.clear()
        self._things[self._key(row_id)] = thing

    @staticmethod
    def _key(row_id: int) -> tuple[str, int]:
        return str(connection.settings_dict["NAME"]), row_id


_kinds: Kept[Kind] = Kept(10_000)


def kept_kind(kind_id: int) -> Kind:
    """The kind with its edition; the instance is shared, so nobody changes it."""
    kind = _kinds.get(kind_id)
    if kind is None:
        kind = Kind.objects.select_related("edition").get(pk=kind_id)
        if is_settled(kind.edition_id):
            _kinds.put(kind_id, kind)
    return kind


def is_settled(edition_id: int) -> bool:
    """Published before this transaction began: what this one publishes may yet be undone."""
    settled = Edition.objects.filter(pk=edition_id, published_at__lt=TransactionNow())
    return settled.exclude(state=EditionState.DRAFT).exists()
