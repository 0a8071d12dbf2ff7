"""换密钥 — every key of this room under the house's current one; what the keys open stays as it is."""

from onedoor.cases.moving import holding
from onedoor.kit import keyring
from onedoor.kit.sealing import current_key_id, key_id_of
from onedoor.mediation.emptying import way_to_mediation
from onedoor.mediation.models import Mediation

COLUMN = "key_sealed"


def keepers() -> list[type]:
    """Every table of the room that has a key of its own, found from the tables themselves: a new one cannot be forgotten."""
    models = Mediation._meta.app_config.get_models()
    return [model for model in models if COLUMN in {field.name for field in model._meta.concrete_fields}]


def rotate_all() -> int:
    """How many were sealed anew; the large contents are never read."""
    return sum(_rotated(model, pk, case) for model in keepers() for pk, case in _older(model))


def _older(model) -> list[tuple]:
    """With the case that each belongs to."""
    case = f"{way_to_mediation(model)}__case"
    with_key = model.objects.exclude(key_sealed=b"").order_by("pk").values_list("pk", case, COLUMN)
    return [(pk, held) for pk, held, sealed in with_key.iterator() if key_id_of(sealed) != current_key_id()]


def _rotated(model, pk, case) -> int:
    """Under the lock of the case, like every other change: whoever writes the row meanwhile would put the old key back. One that
    was emptied or thrown away since has nothing to seal."""
    with holding(case):
        row = model.objects.only("pk", COLUMN).filter(pk=pk).exclude(key_sealed=b"").first()
        if row is None:
            return 0
        row.key_sealed = keyring.renewed(row)
        row.save(update_fields=[COLUMN])
    return 1
