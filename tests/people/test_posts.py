"""Posts are filled, handed over, deputised and left; the database refuses two holders of one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from mulin.people.access import EVERYWHERE, Actor, actor_for
from mulin.people.actions.appoint_deputy import appoint_deputy
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.change_post import change_post
from mulin.people.actions.charge_households import charge_households
from mulin.people.actions.close_post import close_post
from mulin.people.actions.create_post import create_post
from mulin.people.actions.end_deputy import end_deputy
from mulin.people.actions.end_tenure import end_tenure
from mulin.people.actions.hand_over import hand_over
from mulin.people.actions.set_scope import set_scope
from mulin.people.models import Tenure
from mulin.people.queries import holder_of, holders_of, responsible_for_household
from mulin.trail.models import Event
from tests.people.cast import HOUSE, Cast


def verbs() -> list[str]:
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


def test_a_post_gives_its_rights_from_the_day_it_is_assigned(town: Cast) -> None:
    person = town.person("新人")
    assert not actor_for(person.account).posts
    tenure = assign_post(town.posts["worker"], person=person, by=town.actor("owner"))
    assert [post.code for post in actor_for(person.account).posts] == ["worker"]
    assert verbs()[-1] == "post.assigned"
    assert Event.objects.last().post_id == town.posts["owner"].pk
    again = assign_post(town.posts["worker"], person=person, by=town.actor("owner"))
    assert (again.pk, verbs().count("post.assigned")) == (tenure.pk, 6)


def test_a_one_holder_post_is_refused_to_a_second(town: Cast) -> None:
    with pytest.raises(Conflict):
        assign_post(town.posts["head"], person=town.person("二号"), by=town.actor("owner"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.create(
            post=town.posts["head"],
            person=town.person("二号"),
            during=DateRange(clock.today()),
            one_holder=True,
        )
    assert [person.name for person in holders_of(town.posts["head"])] == ["马立军"]


def test_only_who_manages_the_place_assigns_and_never_to_themselves(town: Cast) -> None:
    town.post("local", "owner", town.areas["s2"], holder="另一个")
    for actor in (town.actor("worker"), town.actor("local"), Actor.resident(None)):
        with pytest.raises(NotAllowed):
            assign_post(town.posts["worker"], person=town.person("新人"), by=actor)
    with pytest.raises(NotAllowed):
        assign_post(town.posts["worker"], person=town.person("何一凡"), by=town.actor("owner"))


def test_nobody_hands_out_managing_duties_they_lack(town: Cast) -> None:
    local = town.post("local", "owner", town.areas["s1"], holder="另一个")
    with pytest.raises(NotAllowed):
        create_post(code="x", name="x", role="owner", scopes=[EVERYWHERE], by=Actor.for_post(local))
    made = create_post(
        code="x", name="x", role="grid_worker", scopes=[town.areas["g12"]], by=Actor.for_post(local)
    )
    assert made.scopes.get().area == town.areas["g12"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "worker"}, "code"),
        ({"code": "汉字"}, "code"),
        ({"name": "  "}, "name"),
        ({"role": "king"}, "role"),
        ({"scopes": []}, "scopes"),
        ({"named_duties": ["post:manage"]}, "named_duties"),
        ({"phone": "call me"}, "phone"),
    ],
)
def test_a_wrong_post_is_refused_by_field(town: Cast, wrong: dict[str, object], field: str) -> None:
    right: dict[str, object] = {
        "code": "new",
        "name": "新岗",
        "role": "grid_worker",
        "scopes": [town.areas["g12"]],
    }
    with pytest.raises(BadInput) as refused:
        create_post(**(right | wrong), by=HOUSE)  # type: ignore[arg-type] # wrong on purpose
    assert set(refused.value.fields) == {field}


def test_a_tenure_ends_rights_at_once_and_twice_is_harmless(town: Cast) -> None:
    person = town.person("周晓燕")
    tenure = Tenure.objects.get(post=town.posts["worker"])
    with pytest.raises(NotAllowed):
        end_tenure(tenure, by=town.actor("worker"))
    end_tenure(tenure, by=town.actor("owner"))
    assert not actor_for(person.account).posts
    assert holder_of(town.posts["worker"]) is None
    count = len(verbs())
    end_tenure(tenure, by=town.actor("owner"))
    assert len(verbs()) == count
    assert assign_post(town.posts["worker"], person=person, by=HOUSE).during.lower == clock.today()


def test_a_tenure_with_households_is_handed_over_first(town: Cast) -> None:
    homes = [town.doors["11-1"], town.doors["11-2"]]
    charge_households(homes, post=town.posts["worker"], by=town.actor("staff"))
    with pytest.raises(WrongState):
        end_tenure(Tenure.objects.get(post=town.posts["worker"]), by=town.actor("owner"))
    with pytest.raises(WrongState):
        close_post(town.posts["worker"], by=town.actor("owner"))
    new = town.person("接替")
    hand_over(town.posts["worker"], to=new, by=town.actor("owner"))
    assert holders_of(town.posts["worker"]) == [new]
    for home in homes:
        charge = responsible_for_household(home)
        assert charge is not None
        assert charge.person == new
    event = Event.objects.last()
    assert (event.verb, event.data["households"]) == ("post.handed_over", 2)
    hand_over(town.posts["worker"], to=new, by=town.actor("owner"))
    assert Event.objects.last() == event


def test_hand_over_is_refused_without_a_holder_or_with_several(town: Cast) -> None:
    empty = town.post("empty", "grid_worker", town.areas["g12"])
    with pytest.raises(WrongState):
        hand_over(empty, to=town.person("接替"), by=town.actor("owner"))
    assign_post(town.posts["worker"], person=town.person("同事"), by=HOUSE)
    with pytest.raises(BadInput):
        hand_over(town.posts["worker"], to=town.person("接替"), by=town.actor("owner"))
    hand_over(town.posts["worker"], to=town.person("接替"), of=town.person("同事"), by=town.actor("owner"))
    assert {person.name for person in holders_of(town.posts["worker"])} == {"周晓燕", "接替"}


def test_a_deputy_has_the_rights_and_is_marked(town: Cast) -> None:
    today, deputy = clock.today(), town.person("替班")
    holder = actor_for(town.person("周晓燕").account)
    with pytest.raises(NotAllowed):
        appoint_deputy(
            town.posts["worker"], person=deputy, since=today, until=today, by=town.actor("dispatcher")
        )
    row = appoint_deputy(
        town.posts["worker"], person=deputy, since=today, until=today + timedelta(days=3), by=holder
    )
    actor = actor_for(deputy.account)
    assert [(post.code, post.deputy) for post in actor.posts] == [("worker", True)]
    assert actor.acting(actor.posts[0]).is_deputy
    assert holder_of(town.posts["worker"]) == town.person("周晓燕")
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert not actor_for(deputy.account).posts
    with pytest.raises(Conflict):
        appoint_deputy(town.posts["worker"], person=town.person("另一"), since=today, until=today, by=holder)
    end_deputy(row, by=holder)
    end_deputy(row, by=holder)
    assert not actor_for(deputy.account).posts


def test_scopes_are_set_as_a_whole(town: Cast) -> None:
    worker = town.posts["worker"]
    set_scope(worker, scopes=[town.areas["g11"], town.areas["g12"]], by=town.actor("owner"))
    count = len(verbs())
    set_scope(worker, scopes=[town.areas["g12"], town.areas["g11"]], by=town.actor("owner"))
    assert len(verbs()) == count
    set_scope(
        worker,
        scopes=[town.compounds["k1"], town.buildings["11"], town.doors["11-1"], town.areas["g12"]],
        by=town.actor("owner"),
    )
    held = Actor.for_post(worker).posts[0]
    assert held.area_scopes == ((6, town.areas["g12"].pk),)
    assert held.compound_ids == (town.compounds["k1"].pk,)
    assert held.building_ids == (town.buildings["11"].pk,)
    assert held.household_ids == (town.doors["11-1"].pk,)


def test_a_closed_post_gives_nothing_and_takes_nothing(town: Cast) -> None:
    person = town.person("周晓燕")
    for _turn in range(2):
        close_post(town.posts["worker"], by=town.actor("owner"))
    assert not actor_for(person.account).posts
    with pytest.raises(WrongState):
        assign_post(town.posts["worker"], person=person, by=town.actor("owner"))
    with pytest.raises(WrongState):
        change_post(town.posts["worker"], name="新名", by=town.actor("owner"))


def test_duties_given_by_name_come_with_the_post(town: Cast) -> None:
    assert not town.actor("staff").may("care:see")
    change_post(town.posts["staff"], named_duties=["care:see"], by=town.actor("owner"))
    assert town.actor("staff").may("care:see")
    assert Event.objects.last().data["named_duties"] == ["care:see"]
