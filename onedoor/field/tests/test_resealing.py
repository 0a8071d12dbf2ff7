"""After the house's key was changed and the old one thrown away, what phones sent and hold still opens."""

import base64
import os

from django.core.management import call_command

from onedoor.field.actions.photos import _opened
from onedoor.field.models import Phone, Piece, Upload
from onedoor.field.queries.stored import text_of
from onedoor.field.tests.conftest import picture, report
from onedoor.kit.sealing import current_key_id


def key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def test_what_phones_sent_opens_under_the_new_key_alone(hand, settings, capsys):
    photo = picture()
    hand.answers(report(photos=[photo]))
    hand.put(photo, piece=16_384)
    before = text_of(Upload.objects.get()), [_opened(piece) for piece in Piece.objects.all()]
    newest = current_key_id() + 1
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, str(newest): key()}
    call_command("rotate_phones")
    settings.FIELD_KEYS = {str(newest): settings.FIELD_KEYS[str(newest)]}
    assert (text_of(Upload.objects.get()), [_opened(piece) for piece in Piece.objects.all()]) == before
    assert bytes(Phone.objects.get().share_sealed)[0] == newest
    call_command("rotate_phones")
    assert capsys.readouterr().out == "已换3件。\n已换0件。\n"
