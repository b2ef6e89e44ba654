"""Place words are found where they begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.words.folding import fold
from mulin.words.places import find, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我家住在湖滨花园小区3栋", ["湖滨花园小区"]),
        ("长沙市岳麓区坪塘街道莲花山村", ["坪塘街道", "莲花山村"]),
        ("A7县泉塘街道泉星社区小塘路违章停车", ["泉塘街道", "泉星社区", "小塘路"]),
        ("东六路与漓江路口照明太暗", ["东六路", "漓江路"]),
        ("滨江苑·北区业主反映", ["滨江苑"]),
        ("我在城南派出所门口", ["城南派出所"]),
        ("本小区物业不作为，请政府解决，公司没人管", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_areas_are_told_apart() -> None:
    found = find("长沙市岳麓区坪塘街道")
    assert [(word.text, word.kind) for word in found] == [
        ("长沙市", "area"),
        ("岳麓区", "area"),
        ("坪塘街道", "village"),
    ]


@given(st.text(max_size=300))
def test_every_find_stands_where_it_says(text: str) -> None:
    folded = fold(text)
    assert all(folded[word.start : word.end] == word.text for word in find(text))
