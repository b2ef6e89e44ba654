"""Sealing of personal fields and keyed hashes for looking them up.

A sealed value is: cipher byte, length of the key id, key id, 12-byte nonce, ciphertext with tag.
The header and the context are authenticated, so a value moved to another column does not open.
"""

import hashlib
import hmac as standard_hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

AES, SM4 = "aes", "sm4"
MARKS = {AES: 1, SM4: 2}
KEY_BYTES = {AES: 32, SM4: 16}
NONCE_BYTES = 12
TAG_BYTES = 16


class SealBroken(Exception):
    """A sealed value does not open: other context, missing key, or changed bytes."""


def seal(text: str, context: str) -> bytes:
    """Encrypt under the current key; two seals of one text differ."""
    cipher = _cipher()
    key_id = current_key_id()
    nonce = os.urandom(NONCE_BYTES)
    name = key_id.encode()
    header = bytes([MARKS[cipher], len(name)]) + name
    body = _encrypt(cipher, _derived(key_id, f"seal:{cipher}"), nonce, text.encode(), _bound(header, context))
    return header + nonce + body


def unseal(blob: bytes, context: str) -> str:
    """Open a value sealed under any key that is still configured."""
    cipher, key_id, header, rest = _opened_header(blob)
    key = _derived(key_id, f"seal:{cipher}")
    nonce, body = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    try:
        return _decrypt(cipher, key, nonce, body, _bound(header, context)).decode()
    except InvalidTag as error:
        raise SealBroken("the sealed value was changed or belongs to another field") from error


def is_current(blob: bytes) -> bool:
    """Whether the value is sealed with the key and the cipher in force."""
    cipher, key_id, _, _ = _opened_header(blob)
    return (cipher, key_id) == (_cipher(), current_key_id())


def reseal(blob: bytes, context: str) -> bytes:
    """The same text under the key in force; the very same bytes when it already is."""
    return blob if is_current(blob) else seal(unseal(blob, context), context)


def lookup_hash(text: str, context: str) -> bytes:
    """A keyed hash to find a sealed value by; its key is apart, so it stays when sealing keys rotate.

    A change of settings.CIPHER or settings.LOOKUP_KEY asks for computing every hash anew.
    """
    cipher = _cipher()
    key = _hkdf(settings.LOOKUP_KEY.encode(), "lookup", 32)
    message = context.encode() + b"\0" + text.encode()
    return _keyed_hash(cipher, key, message)


def salted_hash(text: str, salt: bytes) -> bytes:
    """HMAC-SHA256 under a salt of its own: independent of settings, so old chains always verify."""
    return standard_hmac.new(salt, text.encode(), hashlib.sha256).digest()


def new_salt() -> bytes:
    return os.urandom(16)


def current_key_id() -> str:
    """The key that seals: the last one listed."""
    return str(list(settings.FIELD_KEYS)[-1])


def _cipher() -> str:
    name = str(settings.CIPHER)
    if name not in MARKS:
        raise ImproperlyConfigured(f"MULIN_CIPHER is {name!r}; use 'aes' or 'sm4'")
    return name


def _keyed_hash(cipher: str, key: bytes, message: bytes) -> bytes:
    if cipher == AES:
        return standard_hmac.new(key, message, hashlib.sha256).digest()
    keyed = hmac.HMAC(key, hashes.SM3())
    keyed.update(message)
    return keyed.finalize()


def _opened_header(blob: bytes) -> tuple[str, str, bytes, bytes]:
    if len(blob) < 2 or len(blob) < 2 + blob[1] + NONCE_BYTES + TAG_BYTES:
        raise SealBroken("the sealed value is cut short")
    cipher = next((name for name, mark in MARKS.items() if mark == blob[0]), None)
    if cipher is None:
        raise SealBroken("the sealed value names no known cipher")
    end = 2 + blob[1]
    return cipher, blob[2:end].decode(errors="replace"), blob[:end], blob[end:]


def _bound(header: bytes, context: str) -> bytes:
    return header + b"\0" + context.encode()


def _derived(key_id: str, purpose: str) -> bytes:
    master = settings.FIELD_KEYS.get(key_id)
    if master is None:
        raise SealBroken(f"the key {key_id!r} is not configured (MULIN_FIELD_KEYS)")
    size = KEY_BYTES[SM4] if purpose.endswith(SM4) else 32
    return _hkdf(bytes(master), purpose, size)


@lru_cache(maxsize=64)
def _hkdf(master: bytes, purpose: str, size: int) -> bytes:
    return HKDF(hashes.SHA256(), size, salt=None, info=f"mulin:{purpose}".encode()).derive(master)


def _encrypt(cipher: str, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    if cipher == AES:
        return AESGCM(key).encrypt(nonce, plain, bound)
    return sm4_gcm_encrypt(key, nonce, plain, bound)


def _decrypt(cipher: str, key: bytes, nonce: bytes, body: bytes, bound: bytes) -> bytes:
    if cipher == AES:
        return AESGCM(key).decrypt(nonce, body, bound)
    return sm4_gcm_decrypt(key, nonce, body, bound)


def sm4_gcm_encrypt(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    """SM4-GCM as RFC 8998 has it: ciphertext followed by the 16-byte tag."""
    worker = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    worker.authenticate_additional_data(bound)
    return worker.update(plain) + worker.finalize() + worker.tag


def sm4_gcm_decrypt(key: bytes, nonce: bytes, body: bytes, bound: bytes) -> bytes:
    """The inverse; raises InvalidTag before any text is released."""
    plain, tag = body[:-TAG_BYTES], body[-TAG_BYTES:]
    worker = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    worker.authenticate_additional_data(bound)
    return worker.update(plain) + worker.finalize()
