"""收据 — doing a thing once, however often it is sent: a double press, a lost answer, a retry."""

import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Receipt
from onedoor.kit.keys import uuid7
from onedoor.kit.prepared import sent
from onedoor.kit.problems import NotValid

KEPT = timedelta(days=30)
CLAIM = """
INSERT INTO cases_receipt (id, post_id, key, fingerprint, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (post_id, key) DO NOTHING
"""
FILL = "UPDATE cases_receipt SET answer = %s WHERE id = %s"


def fingerprint(said) -> str:
    """A digest of what was sent, so that a key used again for something else shows. Under the house's key: whoever reads the
    table finds no amount or date by trying."""
    words = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.new(settings.PIN_KEY.encode(), f"receipt|{words}".encode(), "sha256").hexdigest()


@transaction.atomic
def once(key: UUID, said, do: Callable[[], dict], *, by) -> tuple[dict, bool]:
    """Do it and keep its answer, or give the answer of the first time; True when it was done now.

    Two at the same time: the second waits at the unique key until the first has ended.
    """
    mark, receipt = fingerprint(said), uuid7()
    with sent(CLAIM, [receipt, by.post.pk, key, mark, timezone.now()]) as cursor:
        is_new = bool(cursor.rowcount)
    if is_new:
        answer = do()
        with sent(FILL, [json.dumps(answer, ensure_ascii=False), receipt]):
            return answer, True
    kept = Receipt.objects.get(post=by.post, key=key)
    if kept.fingerprint != mark:
        raise NotValid(_("这个幂等键已经用于另一份内容，请换一个新的键。"), key=str(key))
    return kept.answer or {}, False


def was_done(key: UUID, *, by) -> bool:
    """Whether what bears this key was done before."""
    return Receipt.objects.filter(post=by.post, key=key).exists()


def forget_old() -> int:
    """Drop the receipts that are past their time."""
    return Receipt.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
