"""换密钥 — what phones sent, and their halves of a key, under the house's current key; what is forgotten holds none."""

from django.db import transaction
from django.db.models import BinaryField, Model
from django.db.models.functions import Substr

from onedoor.field.models import Phone, Piece, Upload
from onedoor.kit.sealing import Place, current_key_id, open_sealed, seal

SEALED: tuple[tuple[type[Model], str], ...] = (
    (Phone, "share_sealed"),
    (Upload, "body_sealed"),
    (Piece, "content_sealed"),
)
BATCH = 500


def seal_anew() -> int:
    """How many were under an older key; a batch a transaction, so that it may be broken off and run again."""
    return sum(_all_of(model, column) for model, column in SEALED)


def _all_of(model: type[Model], column: str) -> int:
    done = 0
    while batch := _batch(model, column):
        done += batch
    return done


@transaction.atomic
def _batch(model: type[Model], column: str) -> int:
    rows = model._default_manager.exclude(**{column: b""})
    first = Substr(column, 1, 1, output_field=BinaryField())
    older = rows.annotate(key=first).exclude(key=bytes([current_key_id()]))
    batch = list(older.select_for_update(no_key=True).order_by("pk")[:BATCH])
    for row in batch:
        place = Place(model._meta.db_table, column, row.pk)
        vars(row)[column] = seal(open_sealed(bytes(vars(row)[column]), place), place)
    model._default_manager.bulk_update(batch, [column])
    return len(batch)
