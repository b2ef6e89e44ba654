"""Files of organisations, posts, people and households: taken in once, told by row, all or nothing."""

import csv
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake
from mulin.lib.tables import write_template
from mulin.people.imports import (
    HOUSEHOLDS,
    ORGANISATIONS,
    PEOPLE,
    POSTS,
    take_households,
    take_organisations,
    take_people,
    take_posts,
)
from mulin.people.models import Organisation, Person, Post
from mulin.people.queries import holders_of, responsible_for_household
from mulin.places.models import Household
from mulin.trail.models import Event
from tests.people.cast import HOUSE, Cast
from tests.shared_data import data


def table(path: Path, *rows: dict[str, str]) -> Path:
    heading = list(dict.fromkeys(name for row in rows for name in row))
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(heading)
        for row in rows:
            sheet.append([row.get(name, "") for name in heading])
        book.save(path)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heading)
        writer.writeheader()
        writer.writerows(rows)
    return path


def counts(report: Intake) -> tuple[int, int, int, int]:
    return (*(report.counts[fate] for fate in Fate), report.refused)


def test_organisations_come_in_once_and_change_where_the_file_says(town: Cast, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    rows = [
        {"编码": "gov", "名称": "区政府", "类型": "政府", "区域": "d", "电话": ""},
        {"编码": "bureau", "名称": "城管局", "类型": "department", "区域": "d", "电话": "12345"},
    ]
    assert counts(take_organisations(table(file, *rows))) == (2, 0, 0, 0)
    events = Event.objects.count()
    assert counts(take_organisations(file)) == (0, 0, 2, 0)
    assert Event.objects.count() == events
    rows[1]["电话"] = "0531-12345"
    assert counts(take_organisations(table(file, *rows))) == (0, 1, 1, 0)
    assert Organisation.objects.get(code="bureau").phone == "0531-12345"


def test_one_wrong_row_undoes_all_unless_asked_otherwise(town: Cast, tmp_path: Path) -> None:
    file = table(
        tmp_path / "a.csv",
        {"code": "a", "name": "甲", "kind": "firm", "area": "d"},
        {"code": "b", "name": "", "kind": "firm", "area": "d"},
        {"code": "c", "name": "丙", "kind": "guild", "area": "nowhere"},
    )
    report = take_organisations(file)
    assert [(problem.row, problem.field) for problem in report.problems] == [(3, "name"), (4, "kind")]
    assert not report.saved
    assert not Organisation.objects.filter(code="a").exists()
    assert not take_organisations(file, dry_run=True, keep_good=True).saved
    assert not Organisation.objects.filter(code="a").exists()
    assert take_organisations(file, keep_good=True).saved
    assert Organisation.objects.filter(code="a").exists()


@pytest.mark.parametrize("name", ["code,name\n1,2\n", "code,name,kind,shoe\n1,2,firm,3\n"])
def test_missing_and_strange_columns_are_named(town: Cast, tmp_path: Path, name: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(name, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        take_organisations(file)
    assert "file" in refused.value.fields


def test_posts_come_in_with_their_holders(town: Cast, tmp_path: Path) -> None:
    first = {
        "code": "P1",
        "name": "1网格员",
        "role": "grid_worker",
        "areas": "g11 g12",
        "organisation": "water",
    }
    held = first | {"holder_name": "周晓燕二", "holder_phone": "15400000100", "phone": "0531-1"}
    file = table(tmp_path / "a.csv", held, held | {"code": "P2", "name": "2网格员", "areas": "g21"})
    assert counts(take_posts(file)) == (2, 0, 0, 0)
    assert counts(take_posts(file)) == (0, 0, 2, 0)
    one, two = (holders_of(Post.objects.get(code=code))[0] for code in ("P1", "P2"))
    assert one == two
    assert Post.objects.get(code="P1").scopes.count() == 2
    table(tmp_path / "b.csv", held | {"areas": "g11"})
    assert counts(take_posts(tmp_path / "b.csv")) == (0, 1, 0, 0)
    assert Post.objects.get(code="P1").scopes.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "king"}, "role"),
        ({"areas": "nowhere"}, "areas"),
        ({"areas": ""}, "areas"),
        ({"organisation": "none"}, "organisation"),
        ({"holder_phone": "12"}, "holder_phone"),
        ({"holder_phone": ""}, "holder_phone"),
    ],
)
def test_a_wrong_post_row_names_the_field(
    town: Cast, tmp_path: Path, wrong: dict[str, str], field: str
) -> None:
    row = {
        "code": "P1",
        "name": "员",
        "role": "grid_worker",
        "areas": "g11",
        "organisation": "water",
        "holder_name": "某人",
        "holder_phone": "15400000100",
    }
    report = take_posts(table(tmp_path / "a.csv", row | wrong))
    assert [(problem.row, problem.field) for problem in report.problems] == [(2, field)]
    assert not Post.objects.filter(code="P1").exists()


def test_an_import_takes_no_post_from_its_one_holder(town: Cast, tmp_path: Path) -> None:
    row = {
        "code": "head",
        "name": "head",
        "role": "grid_head",
        "holder_name": "新人",
        "holder_phone": "15400000100",
    }
    report = take_posts(table(tmp_path / "a.csv", row | {"areas": "g11"}))
    assert report.refused == 1
    assert [person.name for person in holders_of(town.posts["head"])] == ["马立军"]


DOOR = {"grid": "g11", "building": "11号楼", "entrance": "1单元", "door": "101"}


def test_people_come_in_once_with_their_homes(town: Cast, tmp_path: Path) -> None:
    file = table(
        tmp_path / "a.xlsx",
        {"name": "王小明", "phone": "15400000101", "id_number": "370102195803210023", "relation": "户主"}
        | DOOR,
        {"name": "王小红", "phone": "15400000101", "relation": "child"} | DOOR,
        {"name": "无号老人"} | DOOR,
    )
    report = take_people(file)
    assert counts(report) == (3, 0, 0, 0), report.problems
    offered = report.notes["duplicates"]
    assert [(each["row"], each["name"], each["alike"]) for each in offered] == [(3, "王**", ["phone"])]  # type: ignore[attr-defined] # a note is any JSON
    events, people = Event.objects.count(), Person.objects.count()
    assert counts(take_people(file)) == (0, 0, 3, 0)
    assert (Event.objects.count(), Person.objects.count()) == (events, people)
    assert town.doors["11-1"].members.count() == 3
    more = table(tmp_path / "b.csv", {"name": "王小红", "phone": "15400000101", "birth_date": "1990年2月3日"})
    assert counts(take_people(more)) == (0, 1, 0, 0)
    assert Person.objects.count() == people


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"phone": "1"}, "phone"),
        ({"id_number": "370102195803210022"}, "id_number"),
        ({"phone": "", "id_number": ""}, "name"),
        ({"name": "冒名者"}, "id_number"),
        ({"grid": "g11"}, "door"),
        ({"birth_date": "昨天"}, "birth_date"),
        ({"relation": "boss"}, "relation"),
    ],
)
def test_a_wrong_person_row_names_the_field(
    town: Cast, tmp_path: Path, wrong: dict[str, str], field: str
) -> None:
    right = {"name": "王小明", "phone": "15400000101", "id_number": "370102195803210023"}
    take_people(table(tmp_path / "a.csv", right))
    people = Person.objects.count()
    report = take_people(table(tmp_path / "b.csv", right | wrong))
    assert [problem.field for problem in report.problems] == [field]
    assert Person.objects.count() == people


def test_households_come_in_with_who_answers_for_them(town: Cast, tmp_path: Path) -> None:
    new = DOOR | {"building": "新楼", "door": "501", "compound": "k1", "post": "worker"}
    file = table(
        tmp_path / "a.csv", DOOR | {"post": "worker"}, new, new | {"door": "502", "person": "周晓燕"}
    )
    report = take_households(file)
    assert counts(report) == (2, 1, 0, 0), report.problems
    home = Household.objects.get(door="502", entrance__building__name="新楼")
    charge = responsible_for_household(home)
    assert charge is not None
    assert charge.post == town.posts["worker"]
    events = Event.objects.count()
    assert counts(take_households(file)) == (0, 0, 3, 0)
    assert Event.objects.count() == events
    wrong = table(
        tmp_path / "b.csv",
        new | {"post": "dispatcher"},
        new | {"post": "worker", "person": "别人"},
        new | {"door": ""},
    )
    assert [problem.field for problem in take_households(wrong).problems] == ["post", "person", "door"]


@pytest.mark.parametrize("columns", [ORGANISATIONS, POSTS, PEOPLE, HOUSEHOLDS])
def test_a_template_is_understood_by_its_import(town: Cast, tmp_path: Path, columns: list[object]) -> None:
    file = tmp_path / "t.xlsx"
    write_template(file, columns)  # type: ignore[arg-type] # parametrised
    for take in (take_organisations, take_posts, take_people, take_households):
        assert counts(take(file, by=HOUSE))[0] == 0


@pytest.mark.real_data("odd_inputs")
def test_odd_files_are_refused_or_reported_and_save_nothing(town: Cast) -> None:
    people = Person.objects.count()
    for file in sorted(data("odd_inputs", "spreadsheets").glob("*")):
        for take in (take_organisations, take_posts, take_people, take_households):
            with suppress(BadInput):
                assert not take(file, dry_run=True).saved
    assert Person.objects.count() == people
