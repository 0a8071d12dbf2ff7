"""What was agreed is kept, seen from the pages of the sides; and a volume is bound whatever became of whoever filed it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from onedoor.config.binding import bind_filed
from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due, Performance, Proof
from onedoor.mediation.tests.test_agreeing import all_sign, drawn_up
from onedoor.mediation.tests.test_volumes import photo
from tests.journeys.test_mediation_parties import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(town):
    house = House(town)
    room, mediation = house.room, house.mediation
    room.agreed_to(mediation)
    mediation = actions.accept(mediation, by=room.desk)
    mediation = actions.assign(mediation, room.row(room.mediator), by=room.desk)
    house.mediation = all_sign(room, drawn_up(room, mediation))
    return house


def test_whoever_owes_hands_in_a_receipt_and_whoever_is_owed_says_that_it_came(house):
    due = Due.objects.get()
    assert ("交付款凭证" in house.page(2), "确认收到" in house.page(2)) == (True, False)
    assert ("交付款凭证" in house.page(1), "确认收到" in house.page(1)) == (False, True)
    assert house.act(2, "proof", due=str(due.pk), upload=photo()).status_code == 302
    assert Proof.objects.get().side == house.side(2)
    assert not Performance.objects.exists()
    told = {"due": str(due.pk), "done_on": timezone.localdate().isoformat()}
    assert "还差3000.00元" in house.form(1, "received")
    refused = house.act(1, "received", amount="3000.01", **told)
    assert (refused.status_code, Performance.objects.exists()) == (422, False)
    assert house.act(1, "received", amount="3000", **told).status_code == 302
    house.mediation.refresh_from_db()
    assert (house.mediation.status, Performance.objects.get().amount) == (Status.PERFORMED, Decimal(3000))
    assert "协议已经全部履行" in house.page(2)


def test_nobody_confirms_what_is_not_theirs(house):
    due = Due.objects.get()
    told = {"due": str(due.pk), "done_on": timezone.localdate().isoformat(), "amount": "3000"}
    assert house.act(2, "received", **told).status_code in (404, 409)
    assert house.act(1, "proof", due=str(due.pk), upload=photo()).status_code in (404, 409)
    assert not (Performance.objects.exists() or Proof.objects.exists())


def test_a_volume_is_bound_when_the_post_that_filed_it_has_another_unit(house, town):
    room = house.room
    actions.perform(
        house.mediation,
        by=room.desk,
        due=Due.objects.get(),
        done_on=timezone.localdate(),
        seen="receipt",
        amount=Decimal(3000),
    )
    mediation = actions.file(house.mediation, by=room.desk, reason="没有纸质材料")
    post = room.desk.post
    post.org = town.actor("clerk").post.org
    post.save()
    bind_filed(mediation.case.events.get(verb="mediation.filed"))
    mediation.volume.refresh_from_db()
    assert mediation.volume.bound_at is not None
