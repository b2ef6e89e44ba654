"""The cast of the town: everybody has a place, nobody must check their own work."""

from mulin.demo.geography import geography
from mulin.demo.organisations import organisations, switchboard
from mulin.demo.persons import LEADING, persons
from mulin.demo.posts import EVERYWHERE, post_by_code, posts

LOGINS = [
    "resident",
    "rider",
    "gridworker",
    "gridhead",
    "secretary",
    "dispatcher",
    "hotline",
    "callback",
    "mediator",
    "checker",
    "department",
    "property",
    "leader",
    "district",
    "owner",
]


def test_numbers_of_posts_and_people() -> None:
    assert 340 <= len(posts()) <= 370
    assert len(post_by_code()) == len(posts())
    assert 235 <= len({post.person for post in posts()}) <= 260


def test_everything_named_exists() -> None:
    town, orgs = geography(), {o.code for o in organisations()}
    areas = {a.code for a in town.areas}
    compounds, buildings = {c.code for c in town.compounds}, {b.code for b in town.buildings}
    for post in posts():
        assert post.organisation in orgs and post.person in persons()
        assert set(post.areas) - {EVERYWHERE} <= areas and set(post.compounds) <= compounds
        assert set(post.buildings) <= buildings
        assert post.areas or post.compounds or post.buildings
    assert all(o.area in areas and (o.parent is None or o.parent in orgs) for o in organisations())
    assert {c.firm for c in town.compounds} - {""} <= orgs


def test_superiors_come_before_those_under_them() -> None:
    seen: set[str] = set()
    for organisation in organisations():
        assert organisation.parent is None or organisation.parent in seen
        seen.add(organisation.code)


def test_every_micro_grid_and_grid_has_its_worker() -> None:
    served = {
        area for post in posts() if post.role in ("micro_grid_worker", "grid_worker") for area in post.areas
    }
    town = geography()
    assert {a.code for a in [*town.ranked(6), *town.ranked(7)]} <= served


def test_one_worker_holds_many_grids_and_one_person_several_posts() -> None:
    held: dict[str, set[str]] = {}
    for post in posts():
        held.setdefault(post.person, set()).add(post.role)
    assert {"grid_head", "community_staff"} in held.values()
    assert sum(post.person == "gridworker" for post in posts()) == 2


def test_checkers_and_callers_handle_nothing() -> None:
    handling = {"grid_worker", "micro_grid_worker", "department_worker", "property_worker", "grid_head"}
    apart = {p.person for p in posts() if p.role in ("checker", "hotline_callback", "complaint_officer")}
    assert not apart & {p.person for p in posts() if p.role in handling}


def test_names_and_phones_are_different_and_never_issued() -> None:
    people = persons()
    assert len({p.name for p in people.values()}) == len({p.phone for p in people.values()}) == len(people)
    assert all(p.phone.startswith("1540") and len(p.phone) == 11 for p in people.values())
    assert {key for key, _, _ in LEADING} >= set(LOGINS)


def test_every_office_answers_under_a_number_of_its_own() -> None:
    numbers = switchboard()
    assert set(numbers) == {organisation.code for organisation in organisations()}
    assert len(set(numbers.values())) == len(numbers)
    assert not set(numbers.values()) & {post.phone for post in posts()}
    assert all(number == "12345" or number.startswith("0500-5551") for number in numbers.values())
