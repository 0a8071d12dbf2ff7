"""The key of one talk. It lies sealed under the house's keys; what a talk says is sealed under it and nothing else
(`kit.keyring`). Without the row of the key the words are noise, in a backup of later days too.
"""

import hmac

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.counselling.models import TalkKey
from onedoor.kit import keyring
from onedoor.kit.problems import NotNow
from onedoor.kit.sealing import current_key_id, key_id_of


def fresh_key(talk) -> TalkKey:
    """A key for a new talk, not yet written."""
    key = TalkKey(talk=talk)
    key.key_sealed = keyring.fresh(key)
    return key


def put(talk, row, **words: str) -> None:
    """Seal words into the columns of a row (`note="…"` into `note_sealed`); nothing stays nothing."""
    keyring.put(talk.key, row, **words)


def read(talk, row, name: str) -> str:
    """The words again. For `actions.looking` only: nothing here is logged."""
    key = TalkKey.objects.filter(talk=talk).first()
    if key is None:
        raise NotNow(_("保存期已满，记录已经销毁，打不开了。"))
    return keyring.read(key, row, name)


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
        key.key_sealed = keyring.renewed(key)
        key.save(update_fields=["key_sealed"])
    return len(older)
