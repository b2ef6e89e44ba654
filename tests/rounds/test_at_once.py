"""Two who begin a draft, or note a line, at once: there is one, and nobody is turned away."""

from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.rounds.actions.draft_checklist import draft_checklist
from mulin.rounds.actions.note_own import note_own
from mulin.rounds.models import Checklist, OwnEntry
from tests.people.cast import cast
from tests.people.test_races import at_once
from tests.rounds.conftest import HOUSE


def test_a_new_list_is_begun_by_two_at_once(fresh_database: str) -> None:
    acts = [lambda: draft_checklist("stairs", name="楼道", by=HOUSE) for _who in range(2)]
    one, two = at_once(*acts)
    assert one == two == Checklist.objects.get()


def test_a_line_that_comes_twice_at_once_is_one(fresh_database: str) -> None:
    worker, number = Actor.for_post(cast().posts["worker"]), uuid7()
    one, two = at_once(*[lambda: note_own("买钥匙牌", id=number, by=worker) for _time in range(2)])
    assert one == two == OwnEntry.objects.get()
