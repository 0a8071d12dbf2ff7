"""只记一次 — what is pressed twice is written once: its key comes with the form, and the same words again are the row that is there."""

from uuid import UUID

from django.utils.translation import gettext as _

from onedoor.counselling import sealing
from onedoor.kit.problems import NotValid


def sent_before(talk, model, key: UUID | None, facts: dict, **words: str):
    """The row of this key, when it says the same; nothing, when there is none. Inside the talk's lock, or nothing is certain."""
    row = model.objects.filter(pk=key).first() if key else None
    if row is None:
        return None
    is_same = row.talk_id == talk.pk and all(vars(row)[name] == told for name, told in facts.items())
    if is_same and all(sealing.is_same(talk, row, name, text) for name, text in words.items()):
        return row
    raise changed()


def changed() -> NotValid:
    """The way back and other words: what is there stays, and sent once more it is a new one."""
    return NotValid(_("这张表刚才已经保存过一次，这次内容不同。要另记一份，请再按一次。"), again=True)
