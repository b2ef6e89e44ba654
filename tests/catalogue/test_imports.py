"""Files of kinds: every row is accounted for, a repeated file changes nothing, bad rows are named."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from mulin.catalogue.actions.draft_edition import draft_edition
from mulin.catalogue.actions.load_builtin import load_builtin
from mulin.catalogue.imports import CATALOGUE_COLUMNS, take_catalogue
from mulin.catalogue.kinds import Door, EditionState, Link
from mulin.catalogue.models import Edition, Kind, Scheme, Standard
from mulin.catalogue.queries import kind_by_key, limits_for, mapped_key
from mulin.lib.errors import BadInput, WrongState
from mulin.lib.intake import Fate
from mulin.lib.tables import write_template
from mulin.lib.worktime import Unit
from mulin.people.access import Actor
from tests.shared_data import data

HOUSE = Actor.system("test")
pytestmark = pytest.mark.django_db

HEADING = (
    *("kind", "class_code", "class_name", "sub_code", "sub_name", "handler", "supervisor"),
    *("open_condition", "close_condition", "time_limit"),
)
COVER = (
    "部件",
    "1",
    "公用设施",
    "1",
    "上水井盖",
    "节水中心、各产权单位",
    "城管局",
    "缺失、移位",
    "恢复",
    "2紧急工作时",
)
NOISY = (*COVER[:7], "弹跳产生声响", "修复", "2天")
FELLED = (
    "事件",
    "01",
    "市容环境",
    "22",
    "非法伐树",
    "园林中心",
    "城管局",
    "未经审批砍伐",
    "制止",
    "1紧急工作时制止，3天修复",
)


def table(folder: Path, rows: Sequence[Sequence[str]], heading: Sequence[str] = HEADING) -> Path:
    path = folder / "file.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


def test_a_sub_class_is_a_kind_and_its_rows_are_standards(tmp_path: Path) -> None:
    report = take_catalogue(table(tmp_path, [COVER, NOISY, FELLED]))
    assert (report.saved, report.counts[Fate.MADE]) == (True, 3)
    cover = kind_by_key("YC-C0101")
    assert (cover.name, cover.path, cover.parent and cover.parent.name) == (
        "上水井盖",
        "部件/公用设施/上水井盖",
        "公用设施",
    )
    first, second = cover.standards.all()
    assert (first.limit_amount, first.limit_unit) == (2, Unit.URGENT_HOUR)
    assert first.responsible_units == ["节水中心", "各产权单位"]
    assert limits_for(cover, standard=first)[Link.HANDLE][:2] == (Decimal(2), Unit.URGENT_HOUR)
    assert limits_for(cover, standard=second)[Link.HANDLE][:2] == (Decimal(2), Unit.WORK_DAY)
    assert limits_for(cover)[Link.ACCEPT]


def test_a_text_with_two_limits_is_two_standards(tmp_path: Path) -> None:
    take_catalogue(table(tmp_path, [FELLED]))
    standards = kind_by_key("YC:E0122").standards.all()
    assert [(one.limit_note, one.limit_amount, one.limit_unit) for one in standards] == [
        ("制止", 1, Unit.URGENT_HOUR),
        ("修复", 3, Unit.WORK_DAY),
    ]


def test_the_same_file_again_makes_no_edition(tmp_path: Path) -> None:
    path = table(tmp_path, [COVER, NOISY])
    take_catalogue(path)
    again = take_catalogue(path)
    assert (again.saved, again.counts[Fate.SAME]) == (True, 2)
    assert Edition.objects.filter(scheme__code="YC").count() == 1


def test_a_changed_file_is_a_new_edition_and_the_old_one_stays(tmp_path: Path) -> None:
    take_catalogue(table(tmp_path, [COVER, NOISY]))
    old = kind_by_key("YC:C0101")
    report = take_catalogue(table(tmp_path, [COVER, (*NOISY[:-1], "3天")]))
    assert (report.counts[Fate.SAME], report.counts[Fate.CHANGED]) == (1, 1)
    new = kind_by_key("YC:C0101")
    assert (old.edition.number, new.edition.number) == (1, 2)
    assert [one.limit_amount for one in old.standards.all()] == [2, 2]
    assert [one.limit_amount for one in new.standards.all()] == [2, 3]


@pytest.mark.parametrize(
    ("place", "text", "field"),
    [
        (9, "尽快", "time_limit"),
        (0, "东西", "kind"),
        (1, "甲", "class_code"),
        (3, "100", "sub_code"),
        (7, "", "open_condition"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_saved(tmp_path: Path, place: int, text: str, field: str) -> None:
    bad = [*COVER]
    bad[place] = text
    report = take_catalogue(table(tmp_path, [NOISY, bad]))
    assert not report.saved
    assert [(problem.row, problem.field) for problem in report.problems] == [(3, field)]
    assert not Scheme.objects.filter(code="YC").exists()


def test_good_rows_are_kept_when_asked(tmp_path: Path) -> None:
    report = take_catalogue(table(tmp_path, [NOISY, (*COVER[:-1], "尽快")]), keep_good=True)
    assert (report.saved, report.refused) == (True, 1)
    assert kind_by_key("YC:C0101").standards.count() == 1


def test_a_dry_run_saves_nothing(tmp_path: Path) -> None:
    report = take_catalogue(table(tmp_path, [COVER]), dry_run=True)
    assert (report.saved, report.counts[Fate.MADE]) == (False, 1)
    assert not Scheme.objects.filter(code="YC").exists()


def test_an_open_draft_is_not_overrun(tmp_path: Path) -> None:
    take_catalogue(table(tmp_path, [COVER]))
    draft_edition(Scheme.objects.get(code="YC"), by=HOUSE)
    with pytest.raises(WrongState):
        take_catalogue(table(tmp_path, [COVER, NOISY]))


def test_doors_of_a_city_list_may_be_given(tmp_path: Path) -> None:
    take_catalogue(table(tmp_path, [COVER]), doors="resident rider")
    assert kind_by_key("YC:C0101").doors == [Door.RESIDENT, Door.RIDER]


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        take_catalogue(table(tmp_path, [("1", "2")], ("lng", "lat")))
    with pytest.raises(BadInput):
        take_catalogue(table(tmp_path, [], ("code", "name")))


def own(folder: Path, *rows: dict[str, str]) -> Path:
    heading = [column.name for column in CATALOGUE_COLUMNS]
    return table(folder, [[row.get(name, "") for name in heading] for row in rows], heading)


def test_our_layout_inherits_from_the_class_above(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        {
            "code": "TOWN",
            "name": "本镇事项",
            "doors": "all",
            "handle": "5工作日；紧急4紧急工作时",
            "ranks": "4 5",
        },
        {
            "code": "TOWN-01",
            "name": "道路",
            "concern": "thing",
            "secrecy": "public",
            "public": "是",
            "whole": "9天",
        },
        {
            "code": "TOWN-0101",
            "name": "路面破损",
            "keywords": "坑、破损",
            "examples": "门口有坑；路烂了、走不了",
        },
        {
            "code": "TOWN-0102",
            "name": "占路纠纷",
            "concern": "dispute",
            "secrecy": "internal",
            "public": "no",
        },
    )
    assert take_catalogue(path).saved
    hole, quarrel = kind_by_key("TOWN-0101"), kind_by_key("TOWN-0102")
    assert (hole.public, hole.concern, hole.ranks) == (True, "thing", [4, 5])
    assert (hole.keywords, hole.examples) == (["坑", "破损"], ["门口有坑", "路烂了、走不了"])
    assert Door.RIDER in hole.doors and Door.OPEN311 in hole.doors and Door.METER not in hole.doors
    assert Door.RIDER not in quarrel.doors and Door.OPEN311 not in quarrel.doors
    limits = limits_for(hole, "urgent")
    assert limits[Link.HANDLE][:2] == (4, Unit.URGENT_HOUR)
    assert limits[Link.WHOLE][:2] == (9, Unit.WORK_DAY)
    assert not Kind.objects.get(key="TOWN:01").selectable
    assert take_catalogue(path).counts[Fate.SAME] == 4


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"code": "TOWN-0101", "name": ""}, "name"),
        ({"code": "十一", "name": "路"}, "code"),
        ({"code": "TOWN-0101", "name": "路", "track": "fast"}, "track"),
        ({"code": "TOWN-0101", "name": "路", "handle": "很快"}, "handle"),
        ({"code": "TOWN-0101", "name": "路", "handle": "明天5工作日"}, "handle"),
        ({"code": "TOWN-0101", "name": "路", "concern": "dispute", "doors": "rider"}, "doors"),
        ({"code": "TOWN-0101", "name": "路", "doors": "window"}, "doors"),
        ({"code": "TOWN-0101", "name": "路", "public": "yes"}, "public"),
        ({"code": "TOWN-0101", "name": "路", "track": "mediation"}, "secrecy"),
        ({"code": "TOWN-0101", "name": "路", "photos_after": "很多"}, "photos_after"),
        ({"code": "TOWN-0101", "name": "路", "ranks": "9"}, "ranks"),
    ],
)
def test_our_layout_names_the_field(tmp_path: Path, row: dict[str, str], field: str) -> None:
    report = take_catalogue(own(tmp_path, {"code": "TOWN", "name": "本镇"}, row), scheme="TOWN")
    assert not report.saved
    assert [(problem.row, problem.field) for problem in report.problems] == [(3, field)]


def test_the_template_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, CATALOGUE_COLUMNS)
    with pytest.raises(BadInput):
        take_catalogue(path)


@pytest.mark.proof
@pytest.mark.real_data("cn_case_standards")
def test_all_rules_of_the_real_city_are_taken() -> None:
    path = data("cn_case_standards", "case_standards.csv")
    report = take_catalogue(path)
    assert (report.saved, report.refused, sum(report.counts.values())) == (True, 0, 522)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    standards = Standard.objects.filter(kind__scheme_code="YC")
    assert standards.count() == len(rows)
    assert Kind.objects.filter(scheme_code="YC", selectable=True).count() == 190
    assert sorted(standards.values_list("limit_text", flat=True)) == sorted(row["time_limit"] for row in rows)
    assert not standards.filter(limit_amount=None).exists()
    assert standards.filter(limit_text="2紧急工作日", limit_amount=48, limit_unit="urgent_hour").count() == 4
    assert take_catalogue(path).counts[Fate.SAME] == 522
    assert Edition.objects.get(scheme__code="YC").state == EditionState.PUBLISHED


@pytest.mark.proof
@pytest.mark.real_data("cn_gov_messages")
def test_all_labels_of_the_real_messages_are_taken_and_mapped() -> None:
    path = data("cn_gov_messages", "labels.csv")
    load_builtin(by=HOUSE)
    report = take_catalogue(path)
    assert (report.saved, report.counts[Fate.MADE]) == (True, 517)
    labels = Kind.objects.filter(scheme_code="GOV", selectable=True)
    assert labels.count() == 517
    assert not Scheme.objects.get(code="GOV").in_use
    unmapped = [label.path for label in labels if not mapped_key("GOV", label.path)]
    assert unmapped == []
    assert take_catalogue(path).counts[Fate.SAME] == 517
