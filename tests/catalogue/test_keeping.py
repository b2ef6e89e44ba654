"""A process keeps kinds of published editions, and of those only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.catalogue.actions.change_kind import change_kind
from mulin.catalogue.actions.draft_edition import draft_edition
from mulin.catalogue.queries import kept_kind
from mulin.lib import clock
from tests.catalogue.town import HOUSE, kind, published

pytestmark = pytest.mark.django_db


def test_a_published_kind_is_read_once() -> None:
    with clock.frozen(clock.now() - timedelta(days=1)):
        of = kind(published())
    assert kept_kind(of.pk) == of
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert kept_kind(of.pk).edition.pk == of.edition_id
    assert len(asked) == 0


def test_a_draft_is_read_each_time_for_it_may_change() -> None:
    of = kind(draft_edition(published().scheme, by=HOUSE))
    assert kept_kind(of.pk).name == of.name
    change_kind(of, name="新名", by=HOUSE)
    assert kept_kind(of.pk).name == "新名"
