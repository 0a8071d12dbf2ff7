"""A key of its own for one thing that must be readable apart from everything else, and gone when its key is gone.

The key lies sealed under the house's keys in a row of its own (`key_sealed`); words are sealed under it and bound to their
table, column and row. Without the row of the key they are noise, in a backup of later days too.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.kit.sealing import KEY_BYTES, NONCE_BYTES, Place, Tampered, open_sealed, seal


def fresh(row) -> bytes:
    """What belongs into the `key_sealed` of a new row, which is not yet written."""
    return seal(base64.b64encode(os.urandom(KEY_BYTES)).decode(), place_of(row))


def renewed(row) -> bytes:
    """The same key under the house's current one."""
    return seal(open_sealed(row.key_sealed, place_of(row)), place_of(row))


def put(key, row, **words: str) -> None:
    """Seal words into the columns of a row (`note="…"` into `note_sealed`); nothing stays nothing."""
    for name, text in words.items():
        vars(row)[f"{name}_sealed"] = sealed_bytes(key, row, name, text.encode()) if text else b""


def read(key, row, name: str) -> str:
    """The words again. Whoever calls it has asked who reads, and logged it."""
    box = bytes(vars(row)[f"{name}_sealed"])
    return opened_bytes(key, row, name, box).decode() if box else ""


def sealed_bytes(key, row, name: str, content: bytes) -> bytes:
    """A file's content, sealed for one column of one row."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, content, _bound(row, f"{name}_sealed"))


def opened_bytes(key, row, name: str, box: bytes) -> bytes:
    """The content again; Tampered when it was not sealed for this place under this key."""
    try:
        return _cipher(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], _bound(row, f"{name}_sealed"))
    except (InvalidTag, ValueError) as reason:
        raise Tampered(f"{name} of {row.pk} does not open") from reason


def place_of(row) -> Place:
    """Where the key of this row belongs."""
    return Place(row._meta.db_table, "key_sealed", row.pk)


def _cipher(key) -> AESGCM:
    """Of a key that was destroyed there is nothing to open, and nothing is broken either."""
    if not key.key_sealed:
        raise NotFound(_("保存期已满，内容已经销毁，不能再打开或者写入。"))
    return AESGCM(base64.b64decode(open_sealed(key.key_sealed, place_of(key))))


def _bound(row, column: str) -> bytes:
    return f"{row._meta.db_table}|{column}|{row.pk}".encode()
