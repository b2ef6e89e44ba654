"""Every entry of every bar leads somewhere."""

import pytest
from django.urls import resolve

from mulin.ui import nav


@pytest.mark.parametrize(
    "entry", [one for bar in nav.AUDIENCES.values() for one in bar], ids=lambda one: one.path
)
def test_it_leads_somewhere(entry: nav.Entry) -> None:
    assert resolve(entry.path)


@pytest.mark.parametrize("audience", nav.AUDIENCES)
def test_no_two_entries_share_a_key(audience: str) -> None:
    keys = [entry.key for entry in nav.AUDIENCES[audience] if entry.key]
    assert len(keys) == len(set(keys))
