"""A partner's own post: it sees what it sent, and what was given to it, and nothing else."""

import pytest

from onedoor.api.tests.conftest import Caller
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter

pytestmark = pytest.mark.django_db
URL = "/api/v1/matters"


def test_a_partner_follows_what_it_sent_and_sees_nothing_else(town):
    partner, dispatcher = Caller(town, town.actor("partner")), town.actor("dispatcher")
    sent = partner.post(URL, {"body": "进步巷水管破裂"}).json()["code"]
    matters.register(Draft("别的事", "与水务无关", "window"), by=dispatcher)
    assert [row["code"] for row in partner.get(URL).json()["matters"]] == [sent]


def test_a_partner_that_is_given_its_own_handles_it_as_the_lead(town):
    partner, dispatcher = Caller(town, town.actor("partner")), town.actor("dispatcher")
    code = partner.post(URL, {"body": "进步巷水管破裂"}).json()["code"]
    matter = matters.accept(Matter.objects.get(case__code=code), by=dispatcher)
    matters.dispatch(matter, by=dispatcher, lead=town.water)
    assert partner.post(f"{URL}/{code}/sign", {}).json()["status"] == "handling"
