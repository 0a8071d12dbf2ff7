"""What a phone sent, after a fall of the house: done within minutes, and a month later only its answer is left."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from onedoor.config import errands
from onedoor.field.actions.taking import _stored
from onedoor.field.models import Upload
from onedoor.field.schemas import ItemIn
from onedoor.field.tests.conftest import Hand, report
from onedoor.matters.models import Matter


def test_the_house_finishes_every_ten_minutes_and_forgets_every_night(town):
    hand = Hand(Client(), town.actor("grid_worker"))
    _stored(hand.phone, ItemIn.model_validate(report()), hand.actor)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        errands.finish_uploads(timestamp=0)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        errands.forget_uploads(timestamp=0)
    upload = Upload.objects.get()
    assert (upload.state, bytes(upload.body_sealed)) == ("received", b"")
    assert Matter.objects.get().case == upload.case
