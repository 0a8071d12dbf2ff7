"""当事人的页面 — what a side may still do on its own page: take its offer back, say that nothing is left to do."""

import pytest
from django.urls import reverse

from onedoor.mediation import actions
from onedoor.mediation.actions import offering
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Consent, Mediation, Offer
from onedoor.mediation.standing import may_read_file
from onedoor.mediation.tests.test_agreeing import all_sign, scan
from onedoor.mediation.tests.test_settling import keep_quiet
from tests.journeys.test_mediation_parties import House

pytestmark = pytest.mark.django_db
BACK = "收回我的方案"


@pytest.fixture
def house(town):
    return House(town)


def offered(house, words="我出二千元"):
    for place in (1, 2):
        assert house.act(place, "online", is_yes="yes").status_code == 302
    assert house.act(1, "offer", kind="act", words=words).status_code == 302
    return Offer.objects.latest("offered_at")


def test_a_side_takes_its_own_offer_back_and_nobody_can_accept_it_any_more(house):
    house.begun()
    offer = offered(house, "我来修，三天内修好")
    offering.tell_offer(house.fresh(), offer=offer, by=house.room.mediator)
    assert (BACK in house.page(1), BACK in house.page(2)) == (True, False)
    assert "我来修，三天内修好" in house.form(1, "back")
    # The other side's key of it opens nothing.
    assert house.act(2, "back", offer=str(offer.pk)).status_code == 409
    assert house.act(1, "back", offer=str(offer.pk)).status_code == 302
    offer.refresh_from_db()
    assert (offer.status, offer.ended_at is not None) == (Offer.Status.BACK, True)
    assert BACK not in house.page(1)
    assert house.act(2, "answer", offer=str(offer.pk), is_yes="yes").status_code == 409
    assert house.act(1, "back", offer=str(offer.pk)).status_code == 409


def test_of_two_sides_each_takes_back_only_its_own(house):
    house.begun()
    offer = offered(house)
    assert house.act(2, "offer", kind="act", words="请你来修").status_code == 302
    refused = house.act(2, "back", offer=str(offer.pk))
    offer.refresh_from_db()
    assert (refused.status_code, offer.status) == (422, Offer.Status.KEPT)


def test_both_say_on_their_pages_that_nothing_is_left_to_do(house):
    house.begun()
    mediation, room = house.fresh(), house.room
    actions.write_agreement(mediation, by=room.mediator, facts="夜里太吵。")
    keep_quiet(room, mediation)
    assert "还有没有要办的" not in house.page(1)
    all_sign(room, mediation)
    assert "没有写明日期的，说好的一直要做到" in house.page(1)
    for place in (1, 2):
        assert house.act(place, "done", is_yes="yes").status_code == 302
    said = Consent.objects.filter(about=Consent.About.DONE).values_list("how", flat=True)
    assert list(said) == ["online", "online"]
    actions.finish_performance(Mediation.objects.get(), how="sides", by=room.mediator)
    assert (house.fresh().status, house.act(1, "done", is_yes="no").status_code) == (Status.PERFORMED, 409)
    assert house.browsers[1].get(reverse("portal:mediation", args=[house.code])).status_code == 200


def test_scans_that_may_tell_an_address_are_kept_from_the_other_side_once_it_asked(house):
    """What is signed on paper names where both live; what was handed in for everybody, and what comes later, stays."""
    house.begun()
    mediation, room = house.fresh(), house.room
    actions.write_agreement(mediation, by=room.mediator, facts="夜里太吵。")
    keep_quiet(room, mediation)
    all_sign(room, mediation)
    scanned = mediation.files.get(kind="agreement")
    bill = actions.keep_file(mediation, scan(), kind="performance", by=room.mediator)
    assert opens(house, scanned) == opens(house, bill) == {1: 200, 2: 200}
    actions.protect(house.fresh(), side=house.side(1), contact="单位传达室", by=room.mediator)
    assert (opens(house, scanned), opens(house, bill)) == ({1: 200, 2: 404}, {1: 200, 2: 200})
    later = actions.keep_file(house.fresh(), scan(), kind="agreement", by=room.mediator)
    assert opens(house, later) == {1: 200, 2: 200}
    assert [bool(may_read_file(scanned, room.resident(mediation, place))) for place in (1, 2)] == [
        False,
        True,
    ]
    # Whoever mediates still has it.
    assert not may_read_file(scanned, room.mediator)


def opens(house, file) -> dict:
    """The answer that each side gets for a paper; what is not opened does not stand on the page either."""
    url = reverse("portal:mediation_paper", args=[house.code, file.pk])
    answers = {place: house.browsers[place].get(url).status_code for place in (1, 2)}
    assert {place: url in house.page(place) for place in (1, 2)} == {
        place: status == 200 for place, status in answers.items()
    }
    return answers
