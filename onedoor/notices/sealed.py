"""The sealed addresses of members of staff, and sealing them anew when the key is changed."""

from django.db import transaction

from onedoor.kit.sealing import Place, current_key_id, key_id_of, open_sealed, seal
from onedoor.notices.models import Contact


def _place(contact: Contact) -> Place:
    return Place(Contact._meta.db_table, "address_sealed", contact.pk)


def sealed(contact: Contact, address: str) -> bytes:
    return seal(address, _place(contact))


def opened(contact: Contact) -> str:
    return open_sealed(contact.address_sealed, _place(contact))


@transaction.atomic
def seal_anew() -> int:
    """换密钥 — every address under the current key; how many were under an older one. There is one a person and channel at most."""
    rows = list(Contact.objects.select_for_update().order_by("pk"))
    older = [row for row in rows if key_id_of(row.address_sealed) != current_key_id()]
    for contact in older:
        contact.address_sealed = sealed(contact, opened(contact))
        contact.save(update_fields=["address_sealed"])
    return len(older)
