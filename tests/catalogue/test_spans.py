"""Time limits as written are read exactly, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.catalogue.rules.spans import NAMES, BadSpan, Span, parse_span, parse_spans, say
from mulin.lib.worktime import Unit

MINUTE, URGENT, HOUR, DAY, NATURAL = (
    Unit.MINUTE,
    Unit.URGENT_HOUR,
    Unit.WORK_HOUR,
    Unit.WORK_DAY,
    Unit.NATURAL_DAY,
)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "note"),
    [
        ("1天", 1, DAY, ""),
        ("4小时", 4, HOUR, ""),
        ("4工作时", 4, HOUR, ""),
        ("2紧急工作时", 2, URGENT, ""),
        ("2紧急工作日", 48, URGENT, ""),
        ("1工作日", 1, DAY, ""),
        ("1紧急工作时制止", 1, URGENT, "制止"),
        ("种植季节15工作日", 15, DAY, "种植季节"),
        ("种植季节：15个工作日内", 15, DAY, "种植季节"),
        ("７自然日", 7, NATURAL, ""),
        ("三十分钟以内", 30, MINUTE, ""),
        ("两个工作日", 2, DAY, ""),
        ("十五天", 15, DAY, ""),
        ("一百二十分钟", 120, MINUTE, ""),
        ("半天", "0.5", DAY, ""),
        ("1.5小时", "1.5", HOUR, ""),
        ("一般5天", 5, DAY, "一般"),
    ],
)
def test_one_limit(text: str, amount: int | str, unit: Unit, note: str) -> None:
    assert parse_span(text) == Span(Decimal(amount), unit, note)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1紧急工作时制止，3天修复", [(1, URGENT, "制止"), (3, DAY, "修复")]),
        ("1紧急工作时制止3天修复", [(1, URGENT, "制止"), (3, DAY, "修复")]),
        ("在建2紧急工作日；已建成15天", [(48, URGENT, "在建"), (15, DAY, "已建成")]),
        ("5天，种植季节15工作日", [(5, DAY, ""), (15, DAY, "种植季节")]),
    ],
)
def test_several_limits(text: str, expected: list[tuple[int, Unit, str]]) -> None:
    assert [(int(span.amount), span.unit, span.note) for span in parse_spans(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "立即",
        "视情况而定",
        "天",
        "0天",
        "-1天",
        "1-3天",
        "1~3天",
        "1至3天",
        "一到三天",
        "每3天",
        "第3天",
        "至少2天",
        "3天以上",
        "2天，3天",
        "1周",
        "2个月",
        "1天2小时",
        "99999999天",
        "0.001天",
        "1..5天",
        "先2天修复后3天验收",
        "一二天",
    ],
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(BadSpan):
        parse_spans(text)


spans = st.builds(
    Span,
    st.decimals(min_value="0.01", max_value="9999", places=2),
    st.sampled_from(list(NAMES)),
    st.sampled_from(["", "制止", "种植季节", "已建成", "紧急"]),
)


@given(spans)
def test_what_is_said_is_read_back(span: Span) -> None:
    assert parse_span(say(span)) == span


@given(st.lists(spans, min_size=2, max_size=4, unique_by=lambda span: span.note), st.sampled_from("，；;、,"))
def test_several_are_read_back(several: list[Span], separator: str) -> None:
    assert parse_spans(separator.join(map(say, several))) == tuple(several)


@given(st.text(alphabet="0123456789.一二三十百半天日工作时紧急小内制止，；- 个月每", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_spans(text)
    except BadSpan:
        return
    assert all(0 < span.amount < 10_000 for span in found)
    assert len({span.note for span in found}) == len(found)
