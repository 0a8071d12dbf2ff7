"""Pages of appointments: booked with nothing but a press, opened with code and PIN, and shown to nobody else."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onedoor.appointments.models import Appointment, BlackOut, Pattern, Provider, Service, Slot, Wait
from onedoor.appointments.tests.people import PHONE, TUESDAY
from onedoor.cases.slips import pin_of
from onedoor.venues.tests.people import at

MINE, WEEK, DAY = (reverse(f"appointments:{name}") for name in ("mine", "week", "day"))


def page(name, *args):
    return reverse(f"appointments:{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_resident_books_sees_moves_and_cancels_without_a_name(office, client):
    assert "心理咨询" in text_of(client.get(page("services")))
    shown = text_of(client.get(page("times", office.legal.pk) + f"?day={TUESDAY}&gender=woman"))
    assert ("周律师" in shown, "吴律师" in shown) == (True, False)
    held = client.post(page("hold", office.slot(office.law).pk))
    assert (held.status_code, held.url) == (302, MINE)
    assert client.post(page("confirm"), {"tell": "none"}).url == page("slip")
    made = Appointment.objects.get()
    slip = text_of(client.get(page("slip")))
    assert (made.slip.code in slip, pin_of(made.slip) in slip, made.person) == (True, True, None)

    other = Client()
    assert "查询码" in text_of(other.get(MINE))
    key = {"code": made.slip.code, "pin": pin_of(made.slip)}
    assert other.post(MINE, key | {"pin": "000000"}).status_code == 422
    assert other.post(MINE, key).status_code == 302
    assert "09:00" in text_of(other.get(MINE))
    assert 'name="move"' in text_of(other.get(page("times", office.legal.pk) + "?move=1"))
    other.post(page("hold", office.slot(office.law, "10:00").pk), {"move": "1"})
    assert Appointment.objects.live().get().slot == office.slot(office.law, "10:00")
    other.post(page("cancel"))
    assert Appointment.objects.live().count() == 0
    other.post(page("leave"))
    assert made.slip.code not in text_of(other.get(MINE))


def test_what_is_taken_meanwhile_is_said(office, client):
    office.booked()
    answer = client.post(page("hold", office.slot(office.law).pk), follow=True)
    assert "这个时间刚刚被约走了，请另选一个时间。" in text_of(answer)


def test_a_number_that_is_none_is_refused_where_it_stands(office, client):
    client.post(page("hold", office.slot(office.law).pk))
    answer = client.post(page("confirm"), {"phone": "123", "tell": "sms"})
    assert (answer.status_code, Appointment.objects.get().status) == (422, "held")
    assert client.post(page("confirm"), {"phone": PHONE, "tell": "sms"}).status_code == 302


def test_whoever_finds_nothing_waits_and_leaves_the_line(office, client):
    answer = client.post(page("wait", office.legal.pk), {"gender": "woman"}, follow=True)
    assert Wait.objects.get().slip.code in text_of(answer)
    assert "候补中" in text_of(client.get(MINE))
    client.post(page("cancel"))
    assert Wait.objects.get().state == "left"


def test_the_desk_books_and_never_sees_what_is_sealed(office, client):
    client = office.town.login(client, office.desk)
    client.post(page("hold", office.slot(office.ear).pk))
    client.post(page("confirm"), {"tell": "none"})
    sealed, plain = Appointment.objects.get(), office.booked()
    shown = text_of(client.get(f"{DAY}?day={TUESDAY}"))
    assert (sealed.slip.code in shown, "心理" in shown, plain.slip.code in shown) == (False, False, True)
    assert client.post(page("step", sealed.pk, "cancel")).status_code == 404
    with time_machine.travel(at("08:50", TUESDAY), tick=False):
        client = office.town.login(Client(), office.desk)
        assert client.post(page("step", plain.pk, "arrive")).status_code == 302
    assert [Appointment.objects.get(pk=one.pk).status for one in (sealed, plain)] == ["booked", "arrived"]


def test_the_slip_reads_itself_aloud_for_whoever_telephones_at_the_desk_alone(office, client):
    client.post(page("hold", office.slot(office.law, "10:00").pk))
    client.post(page("confirm"), {"tell": "none"})
    assert "请对方重复一遍" not in text_of(client.get(page("slip")))
    desk = office.town.login(Client(), office.desk)
    desk.post(page("hold", office.slot(office.law).pk))
    desk.post(page("confirm"), {"tell": "none"})
    shown = text_of(desk.get(page("slip")))
    assert ("请对方重复一遍" in shown, "二六幺幺" in shown) == (True, True)


def test_a_provider_sees_the_week_closes_a_day_and_swaps(office, client):
    made = office.booked(office.ear)
    client = office.town.login(client, office.counsellor)
    assert made.slip.code in text_of(client.get(f"{WEEK}?day={TUESDAY}"))
    assert client.post(page("close"), {"day": str(TUESDAY)}).status_code == 302
    assert (BlackOut.objects.count(), Appointment.objects.live().get().status) == (1, "held")
    assert client.post(page("open_again"), {"day": str(TUESDAY)}).status_code == 302
    assert set(
        Slot.objects.filter(provider=office.ear, starts_at__date=TUESDAY).values_list("state", flat=True)
    ) == {"free"}

    lawyer = office.town.login(Client(), office.lawyer)
    office.comes(office.other_law, office.legal, weekday=3)
    slot = office.slot(office.law)
    office.slot(office.other_law).delete()
    shown = text_of(lawyer.get(page("swap", slot.pk)))
    other = re.search(r'name="other" value="([^"]+)"[^<]*<span class="num">[^<]*11-25 09:00', shown)[1]
    lawyer.post(page("swap", slot.pk), {"other": other})
    assert Slot.objects.get(pk=slot.pk).provider == office.other_law


def test_the_feed_opens_by_its_secret_alone(office, client):
    made = office.booked()
    feed = client.get(page("feed", office.law.secret))
    assert (feed["Content-Type"], b"BEGIN:VEVENT" in feed.content) == ("text/calendar; charset=utf-8", True)
    assert made.slip.code.encode() not in feed.content
    lawyer = office.town.login(Client(), office.lawyer)
    lawyer.post(page("renew"))
    assert client.get(page("feed", office.law.secret)).status_code == 404


def test_the_operator_sets_up_a_service_its_people_and_their_times(office, client):
    client, centre = office.town.login(client, office.keeper), office.centre.pk
    told = {
        "name": "约见",
        "minutes": 20,
        "seats": 1,
        "lead_minutes": 0,
        "cancel_minutes": 0,
        "hold_minutes": 5,
        "a_day": 1,
    }
    assert client.post(page("service_new", centre), told | {"is_open": "on"}).status_code == 302
    assert client.post(page("service_new", centre), told).status_code == 422
    service = Service.objects.get(name="约见")
    post = office.town.actor("lawyer", name="郑律师").post
    person = {
        "post": post.pk,
        "name": "郑律师",
        "services": [service.pk],
        "languages": "普通话、秦安话",
        "is_open": "on",
    }
    assert client.post(page("provider_new", centre), person).status_code == 302
    provider = Provider.objects.get(post=post)
    assert provider.languages == ["普通话", "秦安话"]
    comes = {
        "service": service.pk,
        "weekday": 3,
        "every": 1,
        "begins": "09:00",
        "ends": "10:00",
        "valid_from": str(TUESDAY),
    }
    assert client.post(page("pattern_new", provider.pk), comes | {"break_from": "09:30"}).status_code == 422
    assert client.post(page("pattern_new", provider.pk), comes).status_code == 302
    assert provider.slots.exists()
    assert "郑律师" in text_of(client.get(page("setup")))
    client.post(page("pattern_end", Pattern.objects.get(provider=provider).pk))
    assert not provider.slots.exists()


def test_the_operator_closes_a_day_of_the_whole_centre(office, client):
    client = office.town.login(client, office.keeper)
    client.post(page("black_out", office.centre.pk), {"day": str(TUESDAY)})
    assert BlackOut.objects.filter(provider=None).count() == 1


@pytest.mark.parametrize("name", ["services", "times", "day", "week", "setup", "mine"])
def test_no_page_asks_the_database_more_than_thirty_times(office, client, name):
    for clock in ("09:00", "09:30", "10:00", "10:30"):
        office.booked(clock=clock)
    actor = {"week": office.lawyer, "setup": office.keeper}.get(name, office.desk)
    client = office.town.login(client, actor)
    client.post(page("hold", office.slot(office.other_law).pk))
    address = page(name, office.legal.pk) if name == "times" else page(name)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(f"{address}?day={TUESDAY}")
    assert (answer.status_code, len(asked) <= 30) == (200, True)
