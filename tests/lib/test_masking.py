"""What is masked alone and in free text, and what stays readable."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.lib.masking import mask_address, mask_id_number, mask_name, mask_phone, mask_text
from tests.shared_data import shared


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王**"),
        ("王明", "王*"),
        ("欧阳锋", "欧阳*"),
        ("诸葛", "诸*"),
        ("买买提·艾力", "买*****"),
        ("王", "王*"),
        ("John Smith", "J***"),
        ("𠮷田", "𠮷*"),
        (" ", ""),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("+86 138 1234 5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("0537-2345678", "*******5678"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_id_numbers_show_no_birthday_and_no_sex() -> None:
    assert mask_id_number("37081119900101123X") == "370*************3X"
    assert mask_id_number("123") == "***"


def test_addresses_keep_the_building() -> None:
    assert mask_address("幸福小区3号楼2单元501室") == "幸福小区3号楼***"
    assert mask_address("北关街道") == "北关街道"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("请联系13812345678王女士", "请联系138********王女士"),
        ("手机138-1234-5678。", "手机138********。"),
        ("手机：１３８１２３４５６７８", "手机：138********"),
        ("+8613812345678", "138********"),
        ("座机0537-2345678转12", "座机0537***********"),
        ("电话2345678", "电话*******"),
        ("电话（010）62345678", "电话(010)********"),
        ("打一三八零零一三八零零零", "打***********"),
        ("打一三八0013八零零零", "打***********"),
        ("身份证370811199001011234", "身份证370***************"),
        ("身份证37081119900101123ｘ", "身份证370***************"),
        ("370811 19900101 1234", "370*****************"),
        ("旧证370811900101123", "旧证370************"),
        ("护照E12345678", "护照*********"),
        ("卡号6222 0212 3456 7890 123", "卡号***********************"),
        ("打款到4111111111111111", "打款到************1111"),
        ("鲁H12345挡住车位", "鲁H*****挡住车位"),
        ("鲁HD12345，鲁h·a1234警", "鲁H*****，鲁h*****"),
        ("邮箱wang.xm@example.com", "邮箱w***@example.com"),
        ("微信号wang_2026", "微信号*********"),
        ("QQ：123456789", "QQ：*********"),
    ],
)
def test_free_text(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "拨打12345或110、400-800-1234",
        "2026年3月2日10:30，3号楼2单元501室停水24小时",
        "工单号20260302101112345",
        "编号MUL-0203，共38000000件",
        "充电桩价格316元，一二三楼都停电",
        "新A区的路灯",
        "添加微信qq进行转账",
        "第13812期，页码13800",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert mask_text(text) == text


words = st.text(st.characters(categories=["Lo", "Po", "Zs"]), max_size=20)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(before=words, mobile=mobiles, after=words)
def test_no_mobile_number_survives_any_neighbourhood(before: str, mobile: str, after: str) -> None:
    masked = mask_text(f"{before}{mobile}{after}")
    assert mobile not in masked
    assert mobile[3:] not in masked


@given(st.text(max_size=200))
def test_masking_twice_masks_no_more_and_never_fails(text: str) -> None:
    once = mask_text(text)
    assert mask_text(once) == once


def test_real_messages_lose_their_numbers_and_little_else() -> None:
    path = shared("cn_gov_messages", "messages_hot.csv.gz")
    text = gzip.decompress(path.read_bytes()).decode() if path else "请拨打13900001111，车牌湘A12345\n" * 50
    masked = mask_text(text)
    assert len(masked) == pytest.approx(len(text), rel=0.01)
    kept = sum(one == other for one, other in zip(text.split("\n"), masked.split("\n"), strict=True))
    assert path is None or kept / text.count("\n") > 0.9
