"""Sealed values open only where they belong; keys rotate; the national ciphers match their vectors."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from mulin.lib import crypto

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


@pytest.fixture(params=["aes", "sm4"])
def cipher(request: pytest.FixtureRequest, settings: Settings) -> Iterator[str]:
    settings.FIELD_KEYS = {"k1": OLD}
    settings.CIPHER = request.param
    yield request.param


@pytest.mark.usefixtures("cipher")
def test_a_sealed_text_opens_in_its_context_only() -> None:
    blob = crypto.seal("王小明 13812345678", "people.person.phone")
    assert crypto.unseal(blob, "people.person.phone") == "王小明 13812345678"
    assert "王小明".encode() not in blob
    assert blob != crypto.seal("王小明 13812345678", "people.person.phone")
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(blob, "people.person.name")


@pytest.mark.usefixtures("cipher")
def test_any_changed_byte_is_noticed() -> None:
    blob = crypto.seal("一", "c")
    for place in range(len(blob)):
        changed = bytearray(blob)
        changed[place] ^= 1
        with pytest.raises(crypto.SealBroken):
            crypto.unseal(bytes(changed), "c")
    for length in range(len(blob)):
        with pytest.raises(crypto.SealBroken):
            crypto.unseal(blob[:length], "c")


@pytest.mark.usefixtures("cipher")
def test_keys_rotate_and_lookups_stay(settings: Settings) -> None:
    blob, found = crypto.seal("text", "c"), crypto.lookup_hash("13812345678", "phone")
    settings.FIELD_KEYS = {"k1": OLD, "k2": NEW}
    assert not crypto.is_current(blob)
    renewed = crypto.reseal(blob, "c")
    assert crypto.is_current(renewed)
    assert crypto.reseal(renewed, "c") == renewed
    assert crypto.unseal(renewed, "c") == crypto.unseal(blob, "c") == "text"
    assert crypto.lookup_hash("13812345678", "phone") == found
    settings.FIELD_KEYS = {"k2": NEW}
    with pytest.raises(crypto.SealBroken, match="k1"):
        crypto.unseal(blob, "c")


def test_values_sealed_before_a_change_of_cipher_still_open(settings: Settings) -> None:
    settings.FIELD_KEYS, settings.CIPHER = {"k": OLD}, "aes"
    blob = crypto.seal("text", "c")
    settings.CIPHER = "sm4"
    assert crypto.unseal(blob, "c") == "text"
    assert crypto.unseal(crypto.reseal(blob, "c"), "c") == "text"


@pytest.mark.usefixtures("cipher")
def test_lookup_hashes_differ_by_context_and_key(settings: Settings) -> None:
    one = crypto.lookup_hash("13812345678", "phone")
    assert one == crypto.lookup_hash("13812345678", "phone")
    assert one != crypto.lookup_hash("13812345678", "id")
    settings.LOOKUP_KEY = "another"
    assert one != crypto.lookup_hash("13812345678", "phone")


def test_salted_hashes_do_not_depend_on_settings(settings: Settings) -> None:
    salt = b"0123456789abcdef"
    one = crypto.salted_hash("text", salt)
    settings.CIPHER = "sm4"
    assert crypto.salted_hash("text", salt) == one != crypto.salted_hash("text", crypto.new_salt())


def test_sm4_gcm_is_that_of_rfc_8998() -> None:
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    expected = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert crypto.sm4_gcm_encrypt(key, nonce, plain, bound) == expected
    assert crypto.sm4_gcm_decrypt(key, nonce, expected, bound) == plain


def test_sm3_is_that_of_its_standard() -> None:
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_sm3_lookup_is_a_keyed_sm3(settings: Settings) -> None:
    settings.FIELD_KEYS, settings.CIPHER = {"k": OLD}, "sm4"
    settings.LOOKUP_KEY = OLD.decode()
    plain = hmac.HMAC(OLD, hashes.SM3())
    plain.update(b"phone\x00138")
    # The master key itself is never used to hash: a key of its own is derived from it.
    assert crypto.lookup_hash("138", "phone") != plain.finalize()
    assert len(crypto.lookup_hash("138", "phone")) == 32


@given(text=st.text(), context=st.text(max_size=40))
def test_every_text_comes_back(text: str, context: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    context = context.encode("utf-8", "ignore").decode()
    assert crypto.unseal(crypto.seal(text, context), context) == text
