"""短信要不要 — said at filing or afterwards, by the resident alone, for their own number."""

import pytest
from django.test import Client

from onedoor.cases.models import Party
from onedoor.notices.models import OptOut
from onedoor.notices.queries.sending import has_refused
from onedoor.portal.tests.conftest import Door, text

CONTACT = {"name": "李阿姨", "phone": "13838001234"}


def person_of(code):
    return Party.objects.select_related("person").get(case__code=code).person


def test_whoever_says_nothing_is_told_and_may_say_no_afterwards(door):
    code, _pin = door.file(contact=CONTACT)
    assert "不要再发短信" in text(door.get("case", code))
    assert door.post("sms", code, wanted="no").status_code == 302
    assert (has_refused(person_of(code)), "请发短信告诉我" in text(door.get("case", code))) == (True, True)
    door.post("sms", code, wanted="yes")
    assert (has_refused(person_of(code)), "不要再发短信" in text(door.get("case", code))) == (False, True)


def test_whoever_says_no_at_filing_is_not_told(door):
    code, _pin = door.file(contact={**CONTACT, "no_sms": "on"})
    assert has_refused(person_of(code))


@pytest.mark.parametrize("contact", [{}, {"name": "李阿姨"}])
def test_whoever_left_no_number_is_not_asked(door, contact):
    code, _pin = door.file(contact=contact)
    assert 'id="sms"' not in text(door.get("case", code))
    assert (door.post("sms", code, wanted="no").status_code, OptOut.objects.count()) == (302, bool(contact))


def test_nobody_chooses_for_another(door):
    code, _pin = door.file(contact=CONTACT)
    stranger = Door(Client())
    assert stranger.post("sms", code, wanted="no").status_code in (302, 404)
    assert not has_refused(person_of(code))
