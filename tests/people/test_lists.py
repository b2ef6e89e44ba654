"""Lists show what the actor may see, page by page, in few statements."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.appoint_deputy import appoint_deputy
from mulin.people.actions.charge_households import charge_households
from mulin.people.actions.end_tenure import end_tenure
from mulin.people.actions.plan_shift import plan_shift
from mulin.people.models import Tenure
from mulin.people.queries import (
    households_without_charge,
    organisations_seen,
    persons_seen,
    posts_seen,
    shifts_seen,
    spells_of,
)
from tests.people.cast import HOUSE, Cast


def test_posts_are_listed_with_holders_deputies_and_places(town: Cast) -> None:
    town.post("pm", "property_worker", town.compounds["k2"], holder="物业")
    today, owner = clock.today(), town.actor("owner")
    appoint_deputy(town.posts["worker"], person=town.person("替班"), since=today, until=today, by=HOUSE)
    with CaptureQueriesContext(connection) as seen:
        rows = posts_seen(owner)
    assert len(seen) <= 4
    assert [row.post.code for row in rows] == ["dispatcher", "head", "owner", "pm", "staff", "worker"]
    assert (rows[-1].holders, rows[-1].deputies, rows[-1].places) == (("周晓燕",), ("替班",), ("g11",))
    assert [row.post.code for row in posts_seen(owner, after="head", limit=2)] == ["owner", "pm"]
    assert [row.post.code for row in posts_seen(owner, area=town.areas["c2"])] == ["pm"]
    assert [row.post.code for row in posts_seen(owner, role="grid_head")] == ["head"]
    assert [row.post.code for row in posts_seen(owner, words="wor")] == ["worker"]
    assert [row.post.code for row in posts_seen(town.actor("worker"))] == ["worker"]
    assert "pm" not in [row.post.code for row in posts_seen(town.actor("dispatcher"))]
    assert posts_seen(Actor.resident(None)) == []


def test_the_past_of_a_post_is_kept(town: Cast) -> None:
    tenure = Tenure.objects.get(post=town.posts["head"])
    with clock.frozen(clock.now() + timedelta(days=9)):
        end_tenure(tenure, by=HOUSE)
        spells = spells_of(town.posts["head"])
        assert [(spell.name, spell.until, spell.deputy) for spell in spells] == [
            ("马立军", clock.today(), False)
        ]


def test_organisations_are_listed_where_one_manages(town: Cast) -> None:
    assert [found.code for found in organisations_seen(town.actor("owner"), kind="utility")] == ["water"]
    assert organisations_seen(town.actor("owner"), words="电力") == []
    assert organisations_seen(town.actor("worker")) == []
    assert organisations_seen(town.actor("owner"), area=town.areas["s1"]) == []


def test_persons_are_listed_masked_and_found_by_whole_words(town: Cast) -> None:
    person = town.person("梁秀兰", phone="13800138000", id_number="370102195803210023")
    add_household_member(town.doors["11-1"], person=person, by=HOUSE)
    worker = town.actor("worker")
    assert "梁**" in [shown.name for shown in persons_seen(worker)]
    for words in ("梁秀兰", "138 0013 8000", "370102195803210023"):
        assert [shown.id for shown in persons_seen(worker, words=words)] == [person.pk]
    assert persons_seen(worker, words="梁") == []
    assert persons_seen(worker, area=town.areas["g12"]) == []
    assert persons_seen(worker, after=person.pk) == []


def test_the_roster_and_unserved_doors_are_listed(town: Cast) -> None:
    start, by = clock.now(), town.actor("dispatcher")
    (shift,) = plan_shift(town.posts["staff"], starts=start, ends=start + timedelta(hours=8), by=by)
    later = start + timedelta(days=2)
    assert shifts_seen(by, since=start, until=later, area=town.areas["c1"]) == [shift]
    assert shifts_seen(by, since=later, until=later + timedelta(days=1)) == []
    assert shifts_seen(town.actor("worker"), since=start, until=later) == []
    charge_households([town.doors["11-1"]], post=town.posts["worker"], by=by)
    assert len(households_without_charge(town.areas["g11"])) == 11
    assert len(households_without_charge(town.areas["c1"], limit=5)) == 5
