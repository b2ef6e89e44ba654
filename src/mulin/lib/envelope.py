"""Envelopes that a phone closes and only the installation opens: what waits on a device is readable by nobody there.

Bytes: format (1), length of the key's id, the id, the sender's passing P-256 point (65), a nonce (12), AES-256-GCM with tag.
The key is HKDF-SHA256 over the shared secret, salted with the point; all that stands before the nonce is authenticated.
"""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from mulin.lib.crypto import SealBroken

FORMAT = 1
POINT_BYTES, NONCE_BYTES, TAG_BYTES = 65, 12, 16
INFO = b"mulin:envelope"
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def current_key() -> tuple[str, bytes]:
    """The id and the public point that phones close with: the last key listed."""
    key_id = str(list(settings.QUEUE_KEYS)[-1])
    point = _private(bytes(settings.QUEUE_KEYS[key_id])).public_key()
    return key_id, point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def close(plain: bytes, key_id: str, point: bytes) -> bytes:
    """As a phone does it; here for tests and programs."""
    passing = ec.generate_private_key(CURVE)
    own = passing.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = passing.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
    header = bytes([FORMAT, len(key_id.encode())]) + key_id.encode() + own
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + AESGCM(_key(shared, own)).encrypt(nonce, plain, header)


def opened(envelope: bytes) -> bytes:
    """What was put in, by any key that is still configured; SealBroken when it is damaged or not for us."""
    if len(envelope) < 2 or envelope[0] != FORMAT:
        raise SealBroken("the envelope has an unknown format")
    end = 2 + envelope[1] + POINT_BYTES
    if len(envelope) < end + NONCE_BYTES + TAG_BYTES:
        raise SealBroken("the envelope is cut short")
    key_id = envelope[2 : 2 + envelope[1]].decode(errors="replace")
    secret = settings.QUEUE_KEYS.get(key_id)
    if secret is None:
        raise SealBroken(f"the key {key_id!r} of envelopes is not here (queue-{key_id})")
    point, header = envelope[2 + envelope[1] : end], envelope[:end]
    nonce, body = envelope[end : end + NONCE_BYTES], envelope[end + NONCE_BYTES :]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = _private(bytes(secret)).exchange(ec.ECDH(), theirs)
        return AESGCM(_key(shared, point)).decrypt(nonce, body, header)
    except (InvalidTag, ValueError) as error:
        raise SealBroken("the envelope was changed") from error


def _key(shared: bytes, point: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=point, info=INFO).derive(shared)


@lru_cache(maxsize=16)
def _private(secret: bytes) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(HKDF(hashes.SHA256(), 48, salt=None, info=INFO).derive(secret)) % (ORDER - 1) + 1
    return ec.derive_private_key(number, CURVE)
