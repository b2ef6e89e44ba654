"""What `mulin bench growth` counts was really done, and what it asks again is asked as it was."""

from argparse import Namespace
from urllib.parse import urlsplit

import pytest

from mulin.bench import floor, growth
from mulin.bench.deeds import KIND, LIFE, LOGINS, Reports, acts, case_pages, grounds, lives, sending
from mulin.bench.driver import Browser, Deed, Plan, Played, RefusedError, Request, play
from mulin.bench.fill import fill, stock
from mulin.bench.recorded import Desk, Recorder, flat, life, page, script
from mulin.bench.served import cookies
from mulin.cases.kinds import State
from mulin.cases.models import Case, Rating
from mulin.cases.queries.audit import misfits
from mulin.catalogue.queries import kind_by_key
from mulin.trail.models import Event
from tests.conftest import served
from tests.support.cast import Town

#: Statements that a step may ask of a warm process; more than these is a fault.
MOST = {
    "report": 12,
    "file": 10,
    "dispatch": 12,
    "accept": 11,
    "handle": 15,
    "check": 10,
    "close": 19,
    "rate": 9,
}
pytestmark = pytest.mark.proof


def played(deed: Deed, seconds: float = 1.0, users: int = 2) -> Played:
    known = cookies(LOGINS)
    with served() as address:
        port = urlsplit(address).port or 0
        return play(deed, lambda: Browser(port, known), Plan(users, seconds, warm_up=0.0))


def test_a_life_goes_from_report_to_rating_by_different_people(fresh_town: Town) -> None:
    done = played(lives(Reports()), seconds=8.0, users=1)
    assert (done.refused, len(done.times) > 0) == ({}, True)
    assert set(Case.objects.values_list("state", flat=True)) == {State.CLOSED}
    assert Rating.objects.count() == Case.objects.count()
    assert set(Event.objects.filter(subject_kind="case").values_list("verb", flat=True)) == {
        "case.report",
        *(f"case.{step.verb}" for step in LIFE),
    }
    people = Event.objects.filter(subject_kind="case", person_id__isnull=False).values("person_id")
    assert people.distinct().count() == len(LOGINS) == 5
    assert list(misfits()) == []


def test_reports_differ_so_that_none_is_asked_back(fresh_town: Town) -> None:
    done = played(sending(Reports()), seconds=3.0)
    assert done.refused == {}
    assert Case.objects.count() >= len(done.times) >= 2


def test_a_form_that_comes_back_is_not_done(fresh_town: Town) -> None:
    known = cookies(LOGINS)
    with served() as address:
        browser = Browser(urlsplit(address).port or 0, known)
        with pytest.raises(RefusedError, match="POST report: 400"):
            browser.send(Request("resident", "/report/", {"text": ""}))
        with pytest.raises(RefusedError, match="GET nowhere: 404"):
            browser.send(Request("dispatcher", "/desk/nowhere/"))


def test_stock_waits_at_the_dispatchers_desk_and_no_case_is_asked_twice(fresh_town: Town) -> None:
    fill(50)
    for state in (State.REPORTED, State.FILED):
        stock(6, state, kind_by_key(KIND), grounds())
    assert list(misfits()) == []
    before = Case.objects.count()
    most = 5
    for deed, left in (
        (case_pages(most), State.REPORTED),
        (acts("file", State.REPORTED, most), State.FILED),
        (acts("dispatch", State.FILED, most), State.DISPATCHED),
    ):
        done = played(deed, seconds=20.0)
        assert (done.ran_out, done.refused, len(done.times)) == (True, {}, most)
        assert Case.objects.filter(state=left, live=True, community_id__in=grounds()).count() >= most
    assert Case.objects.count() == before
    assert list(misfits()) == []


def alike(reports: Reports, desk: Desk) -> tuple[dict[str, Recorder], dict[str, Recorder]]:
    """Two lives that ask as much: the first is cold, and what is kept for seconds may run out within another."""
    life(reports, desk)
    once, again = life(reports, desk), life(reports, desk)
    while len(flat(once)) != len(flat(again)):
        once, again = again, life(reports, desk)
    return once, again


def test_pgbench_asks_the_same_again_and_leaves_nothing(fresh_town: Town) -> None:
    inbox = page(Request("dispatcher", "/desk/"))
    desk, reports = Desk(), Reports()
    once, again = alike(reports, desk)
    assert 0 < inbox.statements <= 5
    assert {verb: steps.statements for verb, steps in once.items() if steps.statements > MOST[verb]} == {}
    assert floor.per_second(script(inbox.asked), 2, 1) > 0
    before, lived = Case.objects.count(), Rating.objects.count()
    assert floor.per_second(script(flat(once), flat(again)), 2, 1) > 0
    made = Case.objects.filter(public_code__startswith="floor")
    assert {case.state for case in made} == {State.CLOSED}
    number = made.count()
    assert Rating.objects.count() == lived + number > lived
    assert floor.swept() == number
    assert Case.objects.count() == before
    assert list(misfits()) == []


def test_the_smaller_size_holds_the_same_stock(fresh_town: Town) -> None:
    growth.grow(80, Namespace(seconds=1.0))
    assert Case.objects.count() == 80
    waiting = Case.objects.filter(live=True, community_id__in=grounds())
    assert waiting.filter(state=State.FILED).count() == 20


def test_growth_is_the_largest_over_the_smallest() -> None:
    rows = {"median_ms": 10.0, "cpu_ms": {"web": 4.0, "database": 1.0}}
    more = {"median_ms": 12.0, "cpu_ms": {"web": 4.0, "database": 2.0}}
    sizes = {
        "10": dict.fromkeys(growth.ROUNDS, rows),
        "1000": dict.fromkeys(growth.ROUNDS, more),
    }
    assert growth.ratios(sizes, "10", "1000")["life"] == {"median": 1.2, "cpu": 1.2}
