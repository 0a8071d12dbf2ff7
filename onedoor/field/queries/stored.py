"""What a phone sent, as it was stored."""

from onedoor.field.models import Upload
from onedoor.field.schemas import ItemIn
from onedoor.kit.sealing import Place, open_sealed


def text_of(upload: Upload) -> str:
    """Nothing, once it was forgotten."""
    return open_sealed(bytes(upload.body_sealed), place_of(upload))


def said_in(upload: Upload) -> ItemIn:
    """The item again, but for its photos."""
    return ItemIn.model_validate_json(text_of(upload))


def place_of(upload: Upload) -> Place:
    return Place(Upload._meta.db_table, "body_sealed", upload.pk)
