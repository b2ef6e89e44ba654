"""Search text: what is written can be found, whatever its width or case, and nothing breaks the query."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mulin.words.bigrams import bigrams, query

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=30)


def found(wanted: str, text: str) -> bool:
    tokens = bigrams(text).split()
    terms = [term for term in query(wanted).split(" & ") if term]
    return all(
        any(token.startswith(term[:-2]) if term.endswith(":*") else token == term for token in tokens)
        for term in terms
    )


def test_pairs_and_words() -> None:
    assert bigrams("小区停车位") == "小区 区停 停车 车位 位"
    assert bigrams("３号楼 WiFi") == "3 号楼 楼 wifi"
    assert query("停车位") == "停车 & 车位"
    assert query("水") == "水:*"
    assert query("Ａ12") == "a12:*"


def test_nothing_to_look_for() -> None:
    assert query("") == query("！？ 、") == ""
    assert bigrams("…… \x00\n") == ""


def test_a_single_character_finds_the_end_of_a_run() -> None:
    assert found("水", "三栋停水")


@given(HAN, HAN, HAN)
def test_every_part_of_a_text_is_found(before: str, part: str, after: str) -> None:
    assert found(part, before + part + after)


@given(st.text(max_size=300))
def test_a_text_finds_itself(text: str) -> None:
    assert found(text[:200], text) or len(text) > 200


@given(st.text(max_size=300))
def test_a_query_has_no_operators_of_its_own(text: str) -> None:
    assert re.fullmatch(r"|\w+(:\*)?( & \w+(:\*)?)*", query(text))


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=200))
def test_width_and_case_do_not_matter(text: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    assert bigrams(text) == bigrams(wide) == bigrams(text.upper())
