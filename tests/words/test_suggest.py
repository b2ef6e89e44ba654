"""Kinds are learnt from few examples, with reasons a person can read; a model survives being stored."""

import pytest

from mulin.lib.errors import BadInput
from mulin.words.keywords import suggest_by_keywords
from mulin.words.learn import train
from mulin.words.suggest import NEVER, SuggestModel

LAMPS = ["东门路灯不亮", "楼下路灯坏了很黑", "广场的路灯不亮了", "路灯闪烁", "整条街路灯没亮", "路灯杆歪了"]
NOISE = [
    "夜里烧烤摊很吵",
    "楼上装修噪音大",
    "广场舞音响太吵",
    "工地夜间施工扰民",
    "酒吧噪音睡不着",
    "狗叫扰民",
]


@pytest.fixture(scope="module")
def model() -> SuggestModel:
    return train(LAMPS + NOISE, ["路灯"] * 6 + ["噪声"] * 6)


def test_the_likelier_kind_comes_first_with_its_words(model: SuggestModel) -> None:
    best, other = model.suggest("小区门口的路灯又坏了，晚上不亮")
    assert best.label == "路灯"
    assert "路灯" in best.reasons
    assert best.confidence > other.confidence
    assert best.confidence + other.confidence == pytest.approx(1)


def test_the_same_examples_give_the_same_model(model: SuggestModel) -> None:
    again = train(LAMPS + NOISE, ["路灯"] * 6 + ["噪声"] * 6)
    assert again.to_bytes() == model.to_bytes()


def test_stored_and_read_back_it_says_the_same(model: SuggestModel) -> None:
    read = SuggestModel.from_bytes(model.to_bytes())
    for text in ("路灯不亮", "太吵", "早上好", ""):
        told, again = model.suggest(text), read.suggest(text)
        assert [each.label for each in told] == [each.label for each in again]
        assert [each.confidence for each in told] == pytest.approx(
            [each.confidence for each in again], abs=1e-4
        )


def test_nothing_is_said_of_nothing(model: SuggestModel) -> None:
    assert model.suggest("  ") == []
    assert model.answer("") is None


def test_too_few_examples_never_answer_by_themselves(model: SuggestModel) -> None:
    assert model.calibration.threshold == NEVER
    assert model.answer("路灯不亮") is None


def test_learning_needs_two_kinds() -> None:
    with pytest.raises(BadInput):
        train(["路灯不亮", "路灯坏了"], ["路灯", "路灯"])
    with pytest.raises(BadInput):
        train(["路灯不亮"], [])


def test_keywords_help_before_there_is_anything_to_learn() -> None:
    kinds = {"路灯": ["路灯", "照明"], "噪声": ["噪音", "扰民"], "电梯": ["电梯", "困人"]}
    best = suggest_by_keywords("楼下路灯坏了，照明很差", kinds)[0]
    assert (best.label, best.reasons) == ("路灯", ("路灯", "照明"))
    assert suggest_by_keywords("请问今天星期几", kinds) == []
