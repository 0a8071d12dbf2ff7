"""Sealing single values of a table, so that the database alone tells nobody anything.

AES-256-GCM. A sealed value is bound to its table, column, row and key: moved elsewhere it no longer opens.
The keys live outside the database (`docs/keys.md`); the blind index has a key of its own.
"""

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES, NONCE_BYTES = 32, 12


class Tampered(Exception):
    """The sealed value was changed, or belongs to another row, column, table or key."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value is at home."""

    table: str
    column: str
    row: UUID

    def bound(self, key_id: int) -> bytes:
        return f"{self.table}|{self.column}|{self.row}|{key_id}".encode()


def seal(text: str, place: Place) -> bytes:
    """`text` sealed under the current key: key id (1 byte), nonce (12), ciphertext and tag. Nothing stays nothing."""
    if not text:
        return b""
    key_id, nonce = current_key_id(), os.urandom(NONCE_BYTES)
    return bytes([key_id]) + nonce + _cipher(key_id).encrypt(nonce, text.encode(), place.bound(key_id))


def open_sealed(box: bytes, place: Place) -> str:
    """The text again, or Tampered."""
    box = bytes(box)
    if not box:
        return ""
    nonce, sealed = box[1 : 1 + NONCE_BYTES], box[1 + NONCE_BYTES :]
    try:
        return _cipher(box[0]).decrypt(nonce, sealed, place.bound(box[0])).decode()
    except (InvalidTag, ValueError, KeyError) as reason:
        raise Tampered(f"{place.table}.{place.column} of {place.row} does not open") from reason


def key_id_of(box: bytes) -> int:
    return bytes(box)[0]


def current_key_id() -> int:
    """The highest number in FIELD_KEYS: adding a key makes it the one in use."""
    highest = max(map(int, settings.FIELD_KEYS))
    if not 1 <= highest <= 255:
        raise ImproperlyConfigured("The numbers of FIELD_KEYS run from 1 to 255.")
    return highest


def blind_index(text: str, column: str) -> bytes:
    """A keyed fingerprint for exact look-up; equal texts in different columns look different."""
    return keyed_digest(f"index|{column}", text.encode())


def keyed_digest(use: str, content: bytes) -> bytes:
    """HMAC-SHA256 under the index key, kept apart by `use`."""
    return hmac.new(settings.INDEX_KEY.encode(), use.encode() + b"\0" + content, hashlib.sha256).digest()


def _cipher(key_id: int) -> AESGCM:
    return _cipher_of(settings.FIELD_KEYS[str(key_id)])


@lru_cache(maxsize=16)
def _cipher_of(text: str) -> AESGCM:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as reason:
        raise ImproperlyConfigured("A key of FIELD_KEYS is not valid base64.") from reason
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"A key of FIELD_KEYS must be {KEY_BYTES} bytes, not {len(key)}.")
    return AESGCM(key)
