"""Repeats of one matter come out as one group; another matter at the same place does not join it."""

from datetime import UTC, datetime, timedelta

import pytest

from mulin.words.topic_index import TopicIndex, assign
from mulin.words.topics import Message, topics

START = datetime(2026, 3, 1, tzinfo=UTC)
WIRES = [
    ("反对在枫林路架设高压电线", "枫林路两旁小区很多，架空的高压电线离窗户太近，要求改为地下电缆"),
    ("枫林路高压线为什么不入地", "枫林路沿线架设110kv高压电线，居民要求采用地下电缆"),
    ("枫林路高压电线环评有问题", "枫林路架设高压电线没有公示环评，请改成地下电缆"),
    ("枫林路110kv高压线的建议", "建议枫林路的高压电线改用地下电缆，架空线路不安全"),
]
LIFTS = [
    ("碧水湾三栋电梯经常困人", "碧水湾三栋的电梯经常停在半空，物业不维修电梯"),
    ("碧水湾电梯又坏了", "碧水湾三栋电梯坏了一个星期，物业不维修，老人上不了楼"),
    ("碧水湾三栋电梯没人维修", "碧水湾三栋的电梯总是坏，困人三次了，物业拖着不维修"),
]
ALONE = [
    ("枫林路公交车太少", "枫林路上班高峰等公交要半小时，希望增加班次"),
    ("咨询公积金贷款额度", "请问公积金贷款最高额度是多少"),
    ("幼儿园什么时候报名", "想了解公办幼儿园秋季报名时间"),
    ("广场舞太吵", "每天晚上广场舞音响声音很大，孩子没法写作业"),
]


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    told = WIRES + LIFTS + ALONE
    return [Message(str(n), title, body, START + timedelta(days=n)) for n, (title, body) in enumerate(told)]


def test_each_matter_is_one_group(messages: list[Message]) -> None:
    found = topics(messages)
    assert [set(topic.member_ids) for topic in found[:2]] == [{"0", "1", "2", "3"}, {"4", "5", "6"}]
    assert found[0].title in {title for title, _body in WIRES}
    assert any("枫林路" in word or "电线" in word for word in found[0].words)
    assert (found[0].since, found[0].until) == (START, START + timedelta(days=3))


def test_the_order_given_does_not_matter(messages: list[Message]) -> None:
    assert topics(messages[::-1]) == topics(messages)


def test_a_new_message_finds_its_topic_or_none(messages: list[Message]) -> None:
    found = topics(messages)
    index = TopicIndex.of(found, messages)
    fit = assign(Message("new", "枫林路的高压电线", "枫林路的高压电线应改为地下电缆"), index)
    assert fit is not None
    assert fit.topic == found[0]
    assert assign(Message("other", "请问怎样办理护照", "办护照要带什么材料"), index) is None


def test_too_few_to_group() -> None:
    assert topics([]) == []
    assert topics([Message("1", "路灯不亮", "东门的路灯不亮")]) == []
    assert topics([Message("1", "", ""), Message("2", "", "")]) == []


def test_a_matter_over_several_stretches_is_one(
    messages: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    later = [Message(f"later{each.id}", each.title, each.body, None) for each in messages]
    monkeypatch.setattr("mulin.words.topics.AT_ONCE", len(messages))
    assert set(topics(messages + later)[0].member_ids) >= {"0", "1", "2", "3", "later0", "later3"}
