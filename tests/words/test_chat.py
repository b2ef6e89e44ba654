"""What was pasted out of a chat group becomes one report without names, phones and stickers."""

from hypothesis import given
from hypothesis import strategies as st

from mulin.words.chat import parse_chat

PASTED = """业主王姐 下午 3:21
@物业小李 3栋2单元电梯又坏了
[图片]
[图片]
李叔: 对，昨天就困过人 13812345678
张三：我家老人上不去楼
李叔: 什么时候修
[抱拳]
"赵六"邀请"钱七"加入了群聊"""


def test_a_group_s_talk_becomes_one_report() -> None:
    report = parse_chat(PASTED)
    assert report.lines == ("3栋2单元电梯又坏了", "对，昨天就困过人", "我家老人上不去楼", "什么时候修")
    assert report.title == "3栋2单元电梯又坏了"
    assert (report.pictures, report.speakers, report.phones_removed) == (2, 3, 1)
    assert "13812345678" not in report.text


def test_lines_with_the_moment_first() -> None:
    report = parse_chat("2024-05-01 12:30 小王: 垃圾三天没人清\n2024-05-01 12:31 小李: 臭得开不了窗")
    assert report.text == "垃圾三天没人清\n臭得开不了窗"
    assert report.speakers == 2


def test_a_plain_text_stays_as_it_is() -> None:
    text = "地址：湖滨花园3栋\n问题：楼道灯不亮"
    assert parse_chat(text).text == text
    assert parse_chat("楼下烧烤摊半夜还在吵，睡不着").text == "楼下烧烤摊半夜还在吵，睡不着"


def test_the_same_line_twice_is_said_once() -> None:
    assert parse_chat("小王: 停水了\n小李: 停水了").lines == ("停水了",)


def test_nothing_pasted() -> None:
    assert parse_chat(" \n[图片]").text == ""
    assert parse_chat("[图片][图片]").pictures == 2


@given(st.text(max_size=400))
def test_nothing_breaks_it_and_no_mobile_stays(text: str) -> None:
    assert "13900001111" not in parse_chat(f"{text} 13900001111 ").text.replace(" ", "").split("\n")
