"""Titles made of what was written."""

from hypothesis import given
from hypothesis import strategies as st

from mulin.words.summary import LONGEST_TITLE, title_and_body, title_of


def test_greetings_are_no_title() -> None:
    assert (
        title_of("尊敬的领导：您好！我们小区东门的路灯坏了半个月，晚上很黑。")
        == "我们小区东门的路灯坏了半个月"
    )


def test_a_short_first_clause_takes_the_next_along() -> None:
    assert title_of("停电了。整栋楼从昨晚到现在都没电。") == "停电了，整栋楼从昨晚到现在都没电"


def test_a_first_line_is_the_title() -> None:
    assert title_and_body("路灯坏了\n东门的路灯坏了半个月") == ("路灯坏了", "东门的路灯坏了半个月")
    assert title_and_body("尊敬的领导：\n东门路灯坏了")[0] == "东门路灯坏了"


@given(st.text(max_size=500))
def test_titles_are_short(text: str) -> None:
    title = title_of(text)
    assert len(title) <= LONGEST_TITLE
    assert bool(title) or not any(letter.isalnum() for letter in text)
