"""Words about safety, under a key of their case: gone with it, and read in no backup of later days."""

from django.db import transaction

from onedoor.kit import keyring
from onedoor.kit.sealing import current_key_id, key_id_of
from onedoor.safety.models import Vault


def put(case, row, **words: str) -> None:
    """Seal words into the columns of a row (`note="…"` into `note_sealed`); nothing stays nothing."""
    keyring.put(_vault(case), row, **{name: text.strip() for name, text in words.items()})


def read(row, name: str, case_id=None) -> str:
    """The words again: whoever calls it has asked who reads, and logged it."""
    if not vars(row)[f"{name}_sealed"]:
        return ""
    return keyring.read(Vault.objects.get(pk=case_id or row.case_id), row, name)


def opener(case):
    """`read` for a page that shows many words of one case: the key is asked for once."""
    vault = Vault.objects.filter(pk=case.pk).first()
    return lambda row, name: keyring.read(vault, row, name) if vars(row)[f"{name}_sealed"] else ""


def _vault(case) -> Vault:
    """Of a case that is held: made where there is none yet."""
    found = Vault.objects.filter(pk=case.pk).first()
    if found is None:
        found = Vault(case=case)
        found.key_sealed = keyring.fresh(found)
        found.save(force_insert=True)
    return found


@transaction.atomic
def seal_anew() -> int:
    """换密钥 — the keys of all cases under the house's current key; the words stay as they are."""
    vaults = list(Vault.objects.select_for_update().order_by("pk"))
    older = [one for one in vaults if key_id_of(bytes(one.key_sealed)) != current_key_id()]
    for vault in older:
        vault.key_sealed = keyring.renewed(vault)
        vault.save(update_fields=["key_sealed"])
    return len(older)
