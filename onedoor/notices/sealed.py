"""The sealed address of a member of staff."""

from onedoor.kit.sealing import Place, open_sealed, seal
from onedoor.notices.models import Contact


def _place(contact: Contact) -> Place:
    return Place(Contact._meta.db_table, "address_sealed", contact.pk)


def sealed(contact: Contact, address: str) -> bytes:
    return seal(address, _place(contact))


def opened(contact: Contact) -> str:
    return open_sealed(contact.address_sealed, _place(contact))
