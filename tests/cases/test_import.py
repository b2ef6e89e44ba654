"""Cases out of files: history is whole, sleeps, comes once, and comes alive when somebody works on it."""

import csv
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.cases.actions.ask import answer, ask
from mulin.cases.actions.close import reopen
from mulin.cases.actions.decline import decline
from mulin.cases.actions.escalate import decide, escalate
from mulin.cases.actions.file import file
from mulin.cases.actions.place import place
from mulin.cases.actions.urge import urge
from mulin.cases.imports import take_cases
from mulin.cases.imports.drafts import moment
from mulin.cases.kinds import CloseReason, State
from mulin.cases.models import Case, Clock, Closure, Words
from mulin.cases.queries.audit import misfits
from mulin.cases.queries.timeline import description
from mulin.catalogue.models import Kind
from mulin.insight.queries import wrong_tallies
from mulin.lib.clock import LOCAL, Frozen
from mulin.lib.errors import BadInput
from mulin.lib.ids import moment_of, uuid7
from mulin.lib.intake import Fate
from mulin.people.access import Actor
from mulin.people.models import Post, Scope
from mulin.places.models import Area
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_many
from tests.support.world import World

MAP = {"title": "主题", "text": "内容", "at": "时间", "ref": "编号"}
ROWS = [
    {"编号": "1", "时间": "2019/6/8 17:31:20", "主题": "路灯不亮", "内容": "三号楼前的路灯坏了一周。"},
    {"编号": "2", "时间": "2019-06-09", "主题": "长" * 200, "内容": "很长的信。" * 2000},
    {"编号": "1", "时间": "2019/6/8 17:31:20", "主题": "路灯不亮", "内容": "又来一次。"},
]


def sheet(folder: Path, rows: list[dict[str, str]], name: str = "cases.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        out.writeheader()
        out.writerows(rows)
    return path


@pytest.fixture
def history(world: World, tmp_path: Path) -> Case:
    """An open message brought in without a place."""
    take_cases(sheet(tmp_path, ROWS), door="hotline", map=MAP)
    return Case.objects.get(source_ref="1")


def test_nothing_is_lost_doubled_or_set_ticking(world: World, tmp_path: Path) -> None:
    path = sheet(tmp_path, ROWS)
    report = take_cases(path, door="hotline", map=MAP)
    assert (report.counts[Fate.MADE], report.counts[Fate.SAME], report.refused) == (2, 1, 0)
    assert take_cases(path, door="hotline", map=MAP).counts[Fate.MADE] == 0
    first, second = Case.objects.order_by("id")
    assert (first.source_ref, first.live, first.next_due, first.state) == ("1", False, None, State.REPORTED)
    assert first.created_at == datetime(2019, 6, 8, 17, 31, 20, tzinfo=LOCAL)
    assert abs((moment_of(first.pk) - first.created_at).total_seconds()) < 1
    assert first.district_id == world.district.pk and first.area is None
    said = "".join(Words.objects.filter(case=second).order_by("id").values_list("text", flat=True))
    assert said == ROWS[1]["主题"] + "\n" + ROWS[1]["内容"]
    assert description(second) == said
    assert Words.objects.filter(search__isnull=True).count() == 0
    assert not Clock.objects.exists()
    relay_many()
    assert not list(misfits()) and not list(wrong_tallies())


def test_a_row_cannot_pretend_to_come_from_our_own_rounds(world: World, tmp_path: Path) -> None:
    path = sheet(tmp_path, [{**ROWS[0], "编号": f"tour:{uuid7()}"}])
    report = take_cases(path, door="inspection", map=MAP)
    assert [(p.row, p.field) for p in report.problems] == [(2, "ref")]
    assert not Case.objects.exists()


def test_all_or_nothing_unless_the_good_are_kept(world: World, tmp_path: Path) -> None:
    bad = {"编号": "", "时间": "某日", "主题": "", "内容": ""}
    path = sheet(tmp_path, [ROWS[0], bad, {**ROWS[0], "编号": "9", "时间": "2999-01-01"}])
    report = take_cases(path, door="hotline", map=MAP)
    assert not report.saved and report.refused == 2 and not Case.objects.exists()
    assert {(p.row, p.field) for p in report.problems} == {(3, "ref"), (3, "at"), (3, "text"), (4, "at")}
    assert not take_cases(path, door="hotline", map=MAP, keep_good=True, dry_run=True).saved
    assert not Case.objects.exists()
    assert take_cases(path, door="hotline", map=MAP, keep_good=True).saved
    assert Case.objects.get().source_ref == "1"


@pytest.mark.parametrize(
    ("door", "map"), [("window", MAP), ("hotline", {"title": "主题"}), ("hotline", MAP | {"colour": "主题"})]
)
def test_what_cannot_be_meant_is_refused(
    world: World, tmp_path: Path, door: str, map: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        take_cases(sheet(tmp_path, ROWS), door=door, map=map)


def test_ended_placed_and_of_a_kind(world: World, lamp: Kind, tmp_path: Path) -> None:
    common = {"text": "路灯不亮", "at": "2020-01-05 08:00", "area": world.grid.code, "kind": lamp.key}
    rows = [
        {"ref": "a", **common, "status": "办结", "closed": "2020-01-07 09:00", "reply": "已修。"},
        {"ref": "b", **common, "status": "open", "closed": "2020-01-07 09:00", "reply": ""},
        {"ref": "c", **common, "area": "nowhere", "kind": "天外", "closed": "", "status": "", "reply": ""},
    ]
    report = take_cases(sheet(tmp_path, rows), door="hotline")
    assert report.notes == {"placed by code": 2, "unplaced": 1, "ended": 1, "kinds unknown": 1}
    ended, still, lost = Case.objects.order_by("source_ref")
    assert (ended.state, ended.close_reason) == (State.CLOSED, CloseReason.HISTORY)
    assert Closure.objects.get(case=ended).at == datetime(2020, 1, 7, 9, tzinfo=LOCAL)
    assert (still.state, still.kind, still.area, still.grid_id) == (
        State.REPORTED,
        lamp,
        world.grid,
        world.grid.pk,
    )
    assert (lost.kind, lost.area) == (None, None)
    relay_many()
    assert not list(misfits()) and not list(wrong_tallies())


def test_places_are_found_in_words(world: World, tmp_path: Path) -> None:
    Area.objects.filter(pk=world.community.pk).update(short_name=world.community.name)
    rows = [{"ref": "a", "text": f"{world.community.name}的路灯坏了", "at": "2020-01-05 08:00"}]
    assert take_cases(sheet(tmp_path, rows), door="hotline").notes["placed by words"] == 1
    assert Case.objects.get().area == world.community


def test_live_rows_have_clocks(world: World, tmp_path: Path) -> None:
    rows = [
        {"ref": "a", "text": "路灯坏了", "at": "2026-03-02 08:00", "closed": ""},
        {"ref": "b", "text": "路灯坏了", "at": "2026-02-02 08:00", "closed": "2026-02-03"},
    ]
    path = sheet(tmp_path, rows)
    assert take_cases(path, door="hotline", live=True).counts[Fate.MADE] == 2
    assert take_cases(path, door="hotline", live=True).counts[Fate.SAME] == 2
    live, ended = Case.objects.order_by("source_ref")
    assert live.live and live.next_due is not None and live.captured_at is not None
    assert not ended.live and ended.state == State.CLOSED
    assert not list(misfits())


def test_history_comes_alive_when_it_is_filed(history: Case, lamp: Kind, world: World, now: Frozen) -> None:
    clerk = world.post("district_dispatcher", world.district)
    urge(history, by=clerk, note="请快一点")
    history.refresh_from_db()
    assert not history.live
    place(history, by=clerk, area=world.grid)
    done = file(history, by=clerk, kind=lamp)
    assert done.live and done.next_due is not None
    assert not Clock.objects.filter(case=history, link="file").exists()
    assert not list(misfits())


def test_history_that_is_asked_about_answered_and_raised_fits(history: Case, world: World) -> None:
    clerk = world.post("district_dispatcher", world.district)
    ask(history, by=clerk, question="在哪一栋？")
    assert not list(misfits())
    answer(history, by=clerk, text="三号楼")
    history.refresh_from_db()
    assert history.live and history.next_due is not None and not list(misfits())


def test_history_that_rises_and_is_decided_on_fits(history: Case, world: World) -> None:
    leader = world.post("district_leader", world.district)
    clerk = world.post("district_dispatcher", world.district)
    Scope.objects.filter(post=clerk.post_id).update(area=None, everywhere=True)
    clerk = Actor.for_post(Post.objects.get(pk=clerk.post_id))
    escalate(history, by=clerk, reason="无人认领")
    decide(history, by=leader, decision="support", note="请街道牵头")
    history.refresh_from_db()
    assert history.live and history.next_due is not None and not list(misfits())


def test_history_can_be_declined_and_opened_again(world: World, tmp_path: Path) -> None:
    row = {"text": "路灯", "at": "2020-01-05 08:00", "area": world.grid.code}
    rows = [{"ref": "a", **row, "closed": ""}, {"ref": "b", **row, "closed": "2020-01-06"}]
    take_cases(sheet(tmp_path, rows), door="hotline")
    clerk = world.post("district_dispatcher", world.district)
    waiting, ended = Case.objects.order_by("source_ref")
    decline(waiting, by=clerk, reason=CloseReason.OUTSIDE, reply="请找市场监管部门。")
    again = reopen(ended, by=clerk, reason="仍未解决")
    assert again.live and again.state == State.REPORTED
    assert not list(misfits())


def test_the_clockwork_leaves_history_alone(history: Case, now: Frozen) -> None:
    now.move_to(datetime(2027, 3, 2, 9, 0, tzinfo=LOCAL))
    assert tick_all() == 0


@given(st.datetimes(min_value=datetime(1970, 1, 3), max_value=datetime(2026, 1, 1)))
def test_every_usual_way_to_write_a_moment_is_read(at: datetime) -> None:
    at = at.replace(microsecond=0)
    ways = (
        at.isoformat(),
        f"{at:%Y/%m/%d %H:%M:%S}",
        f"{at.year}/{at.month}/{at.day} {at.hour}:{at:%M:%S}",
        f"{at.year}年{at.month}月{at.day}日 {at.hour}时{at.minute}分{at.second}秒",
    )
    assert {moment(way) for way in ways} == {at.replace(tzinfo=LOCAL)}
