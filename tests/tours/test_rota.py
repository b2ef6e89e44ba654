"""The rota is fair, and anybody can draw again."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mulin.tours.rules import Candidate, commitment, in_turn, lot

FIRST = date(2026, 1, 2)
WEEK = timedelta(days=7)


class Rota:
    """Many tours in a row over the pure rule."""

    def __init__(self, names: list[str]) -> None:
        self.turns = dict.fromkeys(names, 0)
        self.last: dict[str, date | None] = dict.fromkeys(names)
        self.gone = dict.fromkeys(names, 0)
        self.day = FIRST

    def join(self, name: str) -> None:
        self.turns[name], self.last[name], self.gone[name] = 0, None, 0

    def tour(self, size: int, seed: str, unwilling: frozenset[str] = frozenset()) -> list[str]:
        order = in_turn([Candidate(one, self.turns[one], self.last[one]) for one in self.turns], seed)
        going = [place for place in order if place.id not in unwilling][:size]
        for place in going:
            self.turns[place.id], self.last[place.id] = place.turns + 1, self.day
            self.gone[place.id] += 1
        self.day += WEEK
        return [place.id for place in going]


names = st.integers(1, 24).map(lambda count: [f"r{number}" for number in range(count)])


@settings(max_examples=150, deadline=None)
@given(names, st.lists(st.integers(1, 12), min_size=1, max_size=40), st.text(max_size=8), st.data())
def test_nobody_who_always_comes_goes_twice_more_often_than_another(
    names: list[str], sizes: list[int], seed: str, data: st.DataObject
) -> None:
    """Though some decline now and then, and the size changes from tour to tour."""
    rota = Rota(names)
    willing = set(names[: max(1, len(names) // 2)])
    others = sorted(set(names) - willing)
    for number, size in enumerate(sizes):
        unwilling = data.draw(st.frozensets(st.sampled_from(others))) if others else frozenset()
        rota.tour(size, f"{seed}{number}", unwilling)
        counts = [rota.gone[one] for one in willing]
        assert max(counts) - min(counts) <= 1


@settings(max_examples=60, deadline=None)
@given(st.integers(4, 20), st.integers(1, 6), st.integers(1, 30), st.integers(5, 30))
def test_who_joins_late_or_stayed_away_need_not_catch_up(
    count: int, size: int, before: int, after: int
) -> None:
    rota = Rota([f"r{number}" for number in range(count)])
    for number in range(before):
        rota.tour(size, str(number), frozenset({"r0"}))
    rota.join("new")
    began = dict(rota.gone)
    for number in range(after):
        rota.tour(size, f"x{number}")
    gone = [rota.gone[one] - began[one] for one in rota.gone]
    assert max(gone) - min(gone) <= 2


def test_the_order_follows_from_turns_then_days_then_lots() -> None:
    rows = [
        Candidate("often", 3, FIRST),
        Candidate("lately", 2, FIRST + WEEK),
        Candidate("long-ago", 2, FIRST),
        Candidate("new-a"),
        Candidate("new-b"),
    ]
    order = [place.id for place in in_turn(rows, "seed")]
    news = sorted(["new-a", "new-b"], key=lambda one: lot("seed", one))
    assert order == [*news, "long-ago", "lately", "often"]
    again = in_turn([Candidate(one.id, one.turns, one.last_on) for one in in_turn(rows, "seed")], "seed")
    assert [place.id for place in again] == order
    assert in_turn([], "seed") == []


def test_a_seed_is_checked_by_what_was_told_before() -> None:
    assert commitment("a") != commitment("b")
    assert len(commitment("a")) == 64
