"""The key of one talk. It lies sealed under the house's keys; what a talk says is sealed under it and nothing else.

Words are bound to their table, column and row. Without the row of the key they are noise, in a backup of later days too.
"""

import base64
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.counselling.models import TalkKey
from onedoor.kit.problems import NotNow
from onedoor.kit.sealing import (
    KEY_BYTES,
    NONCE_BYTES,
    Place,
    Tampered,
    current_key_id,
    key_id_of,
    open_sealed,
    seal,
)


def fresh_key(talk) -> TalkKey:
    """A key for a new talk, not yet written."""
    key = TalkKey(talk=talk)
    key.key_sealed = seal(base64.b64encode(os.urandom(KEY_BYTES)).decode(), _place(key))
    return key


def put(talk, row, **words: str) -> None:
    """Seal words into the columns of a row (`note="…"` into `note_sealed`); nothing stays nothing."""
    cipher = _cipher(talk.key)
    for name, text in words.items():
        column = f"{name}_sealed"
        nonce = os.urandom(NONCE_BYTES)
        box = nonce + cipher.encrypt(nonce, text.encode(), _bound(row, column)) if text else b""
        vars(row)[column] = box


def read(talk, row, name: str) -> str:
    """The words again. For `actions.looking` only: nothing here is logged."""
    column = f"{name}_sealed"
    key = TalkKey.objects.filter(talk=talk).first()
    if key is None:
        raise NotNow(_("保存期已满，记录已经销毁，打不开了。"))
    box = bytes(vars(row)[column])
    if not box:
        return ""
    try:
        return _cipher(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], _bound(row, column)).decode()
    except (InvalidTag, ValueError) as reason:
        raise Tampered(f"{column} of {row.pk} does not open") from reason


def is_same(talk, row, name: str, text: str) -> bool:
    """Whether these words were sealed here already: sent twice, they are one. They come from whoever asks, and nothing goes back."""
    return hmac.compare_digest(read(talk, row, name).encode(), text.encode())


def blank(rows) -> None:
    """Of a talk whose key is gone: the noise goes, too."""
    columns = {f.name: b"" for f in rows.model._meta.fields if f.name.endswith("_sealed")}
    rows.update(**columns)


@transaction.atomic
def seal_anew() -> int:
    """换密钥 — the keys of all talks under the house's current key; the talks themselves stay as they are."""
    keys = list(TalkKey.objects.select_for_update().order_by("pk"))
    older = [key for key in keys if key_id_of(key.key_sealed) != current_key_id()]
    for key in older:
        key.key_sealed = seal(open_sealed(key.key_sealed, _place(key)), _place(key))
        key.save(update_fields=["key_sealed"])
    return len(older)


def _place(key: TalkKey) -> Place:
    return Place(TalkKey._meta.db_table, "key_sealed", key.talk_id)


def _cipher(key: TalkKey) -> AESGCM:
    return AESGCM(base64.b64decode(open_sealed(key.key_sealed, _place(key))))


def _bound(row, column: str) -> bytes:
    return f"{row._meta.db_table}|{column}|{row.pk}".encode()
