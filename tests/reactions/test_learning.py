"""Kinds are learnt, proposed with reasons, taken with one press; repeats become one group."""

import argparse
import csv
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from mulin.cases.actions.file import reclassify
from mulin.cases.actions.suggest import note_kind
from mulin.cases.imports import take_cases
from mulin.cases.kinds import State
from mulin.cases.models import Case, Group, KindSuggestion
from mulin.cases.queries.audit import misfits
from mulin.cases.queries.suggestions import Taken, suggestions_taken
from mulin.catalogue.actions.load_builtin import load_builtin
from mulin.catalogue.models import Kind
from mulin.config.commands import learn as command
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.reactions import model_store
from mulin.reactions.learning import learn_from_cases, look
from mulin.reactions.relay import relay_all
from tests.support.cast import Town

TOLD = {
    "城乡建设": ("小区{}号楼的物业不清运垃圾", "物业公司收了{}元却不修电梯", "{}栋的停车位被物业锁了"),
    "教育文体": ("小学{}年级的学位不够分", "中学补课费{}元", "幼儿园{}班的老师换了三次"),
    "劳动和社会保障": ("工厂拖欠{}个月工资", "公司{}月没有交社保", "退休金{}元迟迟不发"),
}
REPEATED = [
    ("丽湖苑捆绑销售车位", "我在丽湖苑买了房，开发商捆绑销售车位，不买车位不给签合同。"),
    ("投诉丽湖苑强制捆绑车位", "丽湖苑的开发商强制业主捆绑购买车位，一个车位十八万元。"),
    ("丽湖苑开发商捆绑销售车位何时能管", "丽湖苑开发商捆绑销售车位，业主不买车位就不能签购房合同。"),
    ("公交线路太绕", "希望公交线路直达火车站。"),
    ("广场舞噪声", "广场上每天晚上跳舞的声音很大，老人睡不着。"),
]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)


def table(path: Path, heading: list[str], rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(heading)
        out.writerows(rows)
    return path


def asked(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return parser.parse_args(words)


@pytest.fixture
def messages(town: Town, tmp_path: Path) -> None:
    """Five messages without a place or kind, three of one matter."""
    load_builtin(by=Actor.system("tests"))
    rows = [(str(at), f"2026-03-0{at + 1} 08:00", *told) for at, told in enumerate(REPEATED)]
    take_cases(table(tmp_path / "in.csv", ["ref", "at", "title", "text"], rows), door="hotline")


def trained(tmp_path: Path) -> Path:
    rows = [
        (text.format(n), f"请问{text.format(n)}，什么时候解决？", label)
        for label, texts in TOLD.items()
        for text in texts
        for n in range(1, 9)
    ]
    return table(tmp_path / "train.csv", ["title", "body", "label1"], rows)


def test_learnt_measured_and_proposed(town: Town, messages: None, tmp_path: Path) -> None:
    outcome = command.run(asked("kinds", "--train", str(trained(tmp_path))))
    assert outcome.data["rows"] == 72 and outcome.data["labels"] == 3 and outcome.data["macro_f1"] > 0.8
    assert model_store.kept() is not None
    done = command.run(asked("apply")).data
    assert done["suggested"] == 5
    proposed = KindSuggestion.objects.get(case__source_ref="0").choices
    assert proposed[0]["kind_id"] and proposed[0]["name"] and 0 < proposed[0]["percent"] <= 100
    assert any(one["reasons"] for one in proposed)
    assert look().suggested == 0
    assert look(again=True).suggested == 5
    assert KindSuggestion.objects.count() == 5


def test_without_anything_learnt_keywords_speak(town: Town, messages: None) -> None:
    assert look().suggested == 5
    noise = KindSuggestion.objects.get(case__source_ref="4").choices
    assert noise and "噪声" in " ".join([one["name"] for one in noise])


def test_repeats_are_one_group_that_grows(town: Town, messages: None, tmp_path: Path) -> None:
    look()
    group = Group.objects.get(cases__source_ref="0")
    assert (group.size, group.district_id) == (3, town.district.pk) and "丽湖苑" in group.title
    assert not Case.objects.filter(source_ref__in=["3", "4"]).exclude(group=None).exists()
    row = (
        "9",
        "2026-03-09 08:00",
        "丽湖苑车位捆绑销售",
        "丽湖苑捆绑销售车位，开发商不买车位不签合同，请管一管。",
    )
    take_cases(table(tmp_path / "more.csv", ["ref", "at", "title", "text"], [row]), door="hotline")
    look()
    group.refresh_from_db()
    assert (Group.objects.filter(size__gt=0).count(), group.size) == (1, 4)
    assert not list(misfits())


def test_the_desk_takes_a_proposal_with_one_press(town: Town, messages: None) -> None:
    look()
    case = Case.objects.get(source_ref="4")
    desk = town.client("district")
    page = desk.get(f"/desk/cases/{case.pk}/").content.decode()
    choice = KindSuggestion.objects.get(case=case).choices[0]
    assert f'action="/desk/cases/{case.pk}/reclassify/"' in page and choice["name"] in page
    given = {"kind": choice["kind_id"], "expected_version": case.version}
    assert desk.post(f"/desk/cases/{case.pk}/reclassify/", given).status_code == 302
    case.refresh_from_db()
    assert case.kind_id == choice["kind_id"] and case.state == State.REPORTED
    assert 'reclassify/"><input' not in desk.get(f"/desk/cases/{case.pk}/").content.decode()


def test_what_people_chose_stands_beside_what_was_proposed(town: Town, messages: None) -> None:
    look()
    assert suggestions_taken() == Taken(0, 0, 0)
    desk, told = (
        town.actor("district"),
        KindSuggestion.objects.exclude(choices=[]).order_by("case__source_ref"),
    )
    first, other = told[0], told[1]
    reclassify(first.case, by=desk, kind=Kind.objects.get(pk=first.choices[0]["kind_id"]))
    elsewhere = Kind.objects.filter(key="MUL:1301").first() or Kind.objects.filter(selectable=True).last()
    assert elsewhere is not None and elsewhere.key not in [one["key"] for one in other.choices]
    reclassify(other.case, by=desk, kind=elsewhere)
    relay_all()
    first.refresh_from_db()
    assert first.accepted_key == first.choices[0]["key"]
    assert suggestions_taken() == Taken(decided=2, first=1, shown=1)
    note_kind(first.case_id)
    assert suggestions_taken().percent == 50
    assert look(again=True).suggested == 3
    assert "50.0%" in command.run(asked("apply")).lines[1]


def test_too_little_to_learn_from_is_refused(town: Town, tmp_path: Path) -> None:
    with pytest.raises(WrongState):
        learn_from_cases()
    with pytest.raises(BadInput):
        command.run(asked("kinds"))
    few = table(tmp_path / "few.csv", ["title", "body", "label1"], [("一", "二", "三")])
    with pytest.raises(BadInput):
        command.run(asked("kinds", "--train", str(few)))
    assert model_store.kept() is None


@pytest.mark.proof
def test_pages_and_the_relay_never_load_what_learns() -> None:
    code = (
        "import sys, django; django.setup(); import mulin.config.urls, mulin.reactions.loop, mulin.reactions.schedule;"
        "sys.exit('sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
