"""换密钥 — sealing every value anew under the current key, a batch at a time, while others go on working."""

from uuid import UUID

from django.db import transaction
from django.db.models import BinaryField, Q
from django.db.models.functions import Substr

from onedoor.kit.sealing import current_key_id, key_id_of, open_sealed, seal
from onedoor.persons.cards import LABELS, place
from onedoor.persons.models import Person

COLUMNS = [f"{field}_sealed" for field in LABELS]


def rotate_batch(after: UUID | None, size: int) -> UUID | None:
    """Take the next `size` persons that hold an older key; returns the last one taken, None at the end.

    Each batch is one transaction: an interruption loses at most the batch under way, and the next run finds it again.
    """
    with transaction.atomic():
        rows = _outdated().select_for_update().order_by("pk")
        batch = list((rows.filter(pk__gt=after) if after else rows)[:size])
        for person in batch:
            _seal_anew(person)
        Person._base_manager.bulk_update(batch, COLUMNS)
    return batch[-1].pk if batch else None


def under_older_keys() -> int:
    """How many persons an older key is still needed for; at none it may be taken out of FIELD_KEYS."""
    return _outdated().count()


def _outdated():
    current = bytes([current_key_id()])
    older = Q()
    rows = Person._base_manager.annotate(
        **{f"{column}_key": Substr(column, 1, 1, output_field=BinaryField()) for column in COLUMNS}
    )
    for column in COLUMNS:
        older |= ~Q(**{column: b""}) & ~Q(**{f"{column}_key": current})
    return rows.filter(older)


def _seal_anew(person: Person) -> None:
    current = current_key_id()
    for field, column in zip(LABELS, COLUMNS, strict=True):
        box = vars(person)[column]
        if box and key_id_of(box) != current:
            vars(person)[column] = seal(open_sealed(box, place(person, field)), place(person, field))
