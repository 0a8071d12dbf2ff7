"""The ticket machine's pages: choosing, the one question, the number, and what is left on the machine afterwards."""

import re
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from onedoor.hall.actions import call_next, close_day, serve
from onedoor.hall.models import Device, Policy, Printer, PrintJob, Ticket
from onedoor.posts.given import resident_actor

NINE = "2026-11-23 09:00:00+08:00"


@pytest.fixture(autouse=True)
def nine():
    cache.clear()
    with time_machine.travel(NINE) as clock:
        yield clock


@pytest.fixture
def kiosk(hall):
    return Device.objects.create(centre=hall.centre, kind=Device.Kind.KIOSK, name="取号机一")


def start(kiosk, **asked):
    return reverse("hall:device", args=[kiosk.token]) + (f"?{urlencode(asked)}" if asked else "")


def take(kiosk):
    return reverse("hall:kiosk_take", args=[kiosk.token])


def said(**more):
    return {"service": "intake", "people": "1", "priority": "no", "key": uuid4(), **more}


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_start_shows_every_service_with_those_who_wait(client, hall, kiosk):
    hall.comes()
    hall.comes()
    page = client.get(start(kiosk))
    assert ("综合受理" in text(page), "等候2人" in text(page), "没有人排队" in text(page)) == (
        True,
        True,
        True,
    )
    part = client.get(start(kiosk), headers={"HX-Request": "true"})
    assert ("<html" in part.content.decode(), "等候2人" in text(part)) == (False, True)


def test_where_nobody_stands_but_windows_are_busy_it_says_why_it_takes_a_while(client, hall, kiosk):
    window, clerk = hall.seat(3)
    hall.comes(hall.advice)
    free = text(client.get(start(kiosk)))
    serve(call_next(window, by=clerk), by=clerk)
    cache.clear()
    busy = text(client.get(start(kiosk)))
    assert ("没有人排队 · 窗口在办，约" in busy, "窗口在办" in free) == (True, False)


def test_whoever_has_a_quarrel_is_shown_the_page_to_apply_on_and_may_take_a_number_instead(
    client, hall, kiosk
):
    page = client.get(start(kiosk))
    assert ("申请调解纠纷" in text(page), "没有手机的，按上面取号" in text(page)) == (True, True)
    assert re.search(r'src="data:image/svg[^"]+" alt="申请调解的网页"', page.content.decode())


def test_an_address_that_is_no_machine_shows_nothing(client, hall, kiosk):
    assert client.get(reverse("hall:device", args=["guessed"])).status_code == 404
    assert client.post(take(Device(token="guessed")), said()).status_code == 404
    Device.objects.update(is_active=False)
    assert client.get(start(kiosk)).status_code == 404
    assert client.post(take(kiosk), said()).status_code == 404
    assert Ticket.objects.count() == 0


def test_a_screen_gives_out_no_numbers(client, hall):
    screen = Device.objects.create(centre=hall.centre, kind=Device.Kind.SCREEN, name="屏")
    assert client.post(take(screen), said()).status_code == 404


def test_choosing_asks_one_question_and_gives_a_number(client, hall, kiosk):
    page = client.get(take(kiosk), {"service": "intake"})
    assert ("七十岁以上老人" in text(page), "是，取优先号" in text(page)) == (True, True)
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]
    answer = client.post(take(kiosk), said(key=key), follow=True)
    ticket = Ticket.objects.get()
    assert (ticket.label, ticket.visit.key, ticket.visit.door) == ("A001", UUID(key), "kiosk")
    assert answer.redirect_chain[-1][0] == reverse("hall:kiosk_ticket", args=[kiosk.token, ticket.secret])
    shown = text(answer)
    assert all(one in shown for one in ("A001", ticket.visit.slip.code, "请在1、2号窗口附近等候，听叫号"))


def test_a_double_tap_is_one_number_and_one_slip_of_paper(client, hall, kiosk):
    Printer.objects.create(centre=hall.centre, name="打印机", host="127.0.0.1", port=9).devices.add(kiosk)
    sent = said()
    first, second = client.post(take(kiosk), sent), client.post(take(kiosk), sent)
    assert (first.url, Ticket.objects.count(), PrintJob.objects.count()) == (second.url, 1, 1)


def test_priority_is_kept_and_its_reason_is_asked_nowhere(client, hall, kiosk):
    client.post(take(kiosk), said(priority="yes", reason="孕妇"))
    ticket = Ticket.objects.select_related("visit").get()
    assert ticket.visit.is_priority
    kept = [str(value) for row in (ticket, ticket.visit) for value in vars(row).values()]
    assert [value for value in kept if "孕妇" in value] == []
    page = client.get(take(kiosk), {"service": "intake"}).content.decode()
    assert re.findall(r'name="([a-z]+)"', page.split("<form")[-1]).count("priority") == 2


def test_without_an_answer_to_the_question_there_is_no_number(client, hall, kiosk):
    answer = client.post(take(kiosk), {"service": "intake", "key": uuid4()})
    assert (answer.status_code, "请回答是否属于优先对象" in text(answer)) == (422, True)
    assert Ticket.objects.count() == 0


def test_several_services_are_one_number_in_the_order_chosen(client, hall, kiosk):
    client.post(take(kiosk), said(service=["legal_advice", "intake"]))
    ticket = Ticket.objects.get()
    assert (ticket.label, [need.service.code for need in ticket.visit.needs.all()]) == (
        "B001",
        ["legal_advice", "intake"],
    )


def test_several_services_are_added_and_dropped_before(client, hall, kiosk):
    page = client.get(take(kiosk), {"service": ["intake"]}).content.decode()
    assert f"{take(kiosk)}?service=intake&amp;service=legal_advice" in page
    page = client.get(take(kiosk), {"service": ["intake", "legal_advice"]}).content.decode()
    assert f'{take(kiosk)}?service=legal_advice"' in page


@pytest.mark.parametrize(
    ("people", "many", "status", "count"),
    [
        ("3", "", 302, 3),
        ("more", "12", 302, 12),
        ("more", "", 422, None),
        ("more", "4", 422, None),
        ("", "", 302, 1),
    ],
)
def test_a_group_is_one_number_with_how_many_they_are(client, hall, kiosk, people, many, status, count):
    answer = client.post(take(kiosk), said(people=people, many=many))
    found = Ticket.objects.select_related("visit").first()
    assert (answer.status_code, found and found.visit.people) == (status, count)


def test_the_guide_comes_back_with_a_service(client, hall, kiosk):
    answer = client.get(start(kiosk, service="legal_advice", m="l"))
    assert answer.url == f"{take(kiosk)}?service=legal_advice&m=l"
    assert client.get(take(kiosk), {"service": "nothing"}).url == start(kiosk)


def test_a_service_of_another_hall_or_one_that_is_shut_gives_no_number(client, hall, kiosk):
    hall.intake.is_open = False
    hall.intake.save()
    assert client.post(take(kiosk), said()).status_code == 302
    assert client.post(take(kiosk), said(service="elsewhere")).url == start(kiosk)
    assert Ticket.objects.count() == 0


def test_outside_its_hours_the_machine_says_so(client, hall, kiosk, nine):
    nine.move_to("2026-11-23 19:00:00+08:00")
    shown = text(client.get(start(kiosk)))
    assert ("每天08:00到18:00可以取号" in shown, "综合受理" in shown) == (True, False)
    assert client.get(take(kiosk), {"service": "intake"}).url == start(kiosk)
    assert client.post(take(kiosk), said()).url == start(kiosk)
    assert Ticket.objects.count() == 0
    Policy.objects.create(centre=hall.centre, is_always_open=True)
    assert client.get(take(kiosk), {"service": "intake"}).status_code == 200


def test_the_second_press_at_closing_time_still_shows_the_number(client, hall, kiosk, nine):
    sent = said()
    first = client.post(take(kiosk), sent)
    nine.move_to("2026-11-23 18:00:01+08:00")
    assert client.post(take(kiosk), sent).url == first.url


def test_a_day_that_was_closed_gives_no_more_numbers(client, hall, kiosk):
    close_day(hall.centre, by=hall.town.actor("clerk"))
    assert "今天已经停止取号" in text(client.get(start(kiosk)))
    client.post(take(kiosk), said())
    assert Ticket.objects.count() == 0


def test_how_it_is_shown_stands_in_the_address_alone(client, hall, kiosk):
    page = client.get(start(kiosk, m="lbd")).content.decode()
    assert ("device-dark kiosk kiosk-low" in page, 'data-type="large"' in page) == (True, True)
    plain = client.get(start(kiosk)).content.decode()
    assert ("device-light kiosk" in plain, "kiosk-low" in plain, 'data-type="large"' in plain) == (
        True,
        False,
        False,
    )
    assert set(client.cookies) <= {"csrftoken"}


def test_what_the_printer_made_of_it_is_told(client, hall, kiosk):
    Printer.objects.create(centre=hall.centre, name="打印机", host="127.0.0.1", port=9).devices.add(kiosk)
    client.post(take(kiosk), said())
    ticket = Ticket.objects.get()
    asked = reverse("hall:kiosk_printing", args=[kiosk.token, ticket.secret])
    waiting = client.get(asked)
    assert ("正在打印小票" in text(waiting), "hx-trigger" in waiting.content.decode()) == (True, True)
    PrintJob.objects.update(state="failed", reason="缺纸", ended_at="2026-11-23 09:00+08:00")
    failed = client.get(asked)
    assert "小票没有打出（缺纸）。号码有效，请记下号码，或扫码、拍照。" in text(failed)
    assert "hx-trigger" not in failed.content.decode()
    assert client.get(reverse("hall:kiosk_ticket", args=[kiosk.token, ticket.secret])).status_code == 200


def test_a_machine_shows_only_tickets_of_its_own_hall(client, hall, kiosk):
    ticket = hall.comes()
    other = Device.objects.create(centre=_other(hall), kind=Device.Kind.KIOSK, name="别处")
    assert client.get(reverse("hall:kiosk_ticket", args=[kiosk.token, ticket.secret])).status_code == 200
    assert client.get(reverse("hall:kiosk_ticket", args=[other.token, ticket.secret])).status_code == 404


def _other(hall):
    town = hall.town
    return type(hall.centre).objects.create(org=town.town_centre, region=town.town, name="玉泉镇综治中心")


def test_the_desk_gives_numbers_with_the_same_questions(client, hall):
    hall.town.login(client, hall.town.actor("clerk"))
    page = client.get(reverse("hall:desk_take"))
    assert ("七十岁以上老人" in text(page), "综合受理" in text(page)) == (True, True)
    sent = said(people="2")
    answer = client.post(reverse("hall:desk_take"), sent, follow=True)
    client.post(reverse("hall:desk_take"), sent)
    ticket = Ticket.objects.select_related("visit").get()
    assert (ticket.visit.door, ticket.visit.people, "A001" in text(answer)) == ("desk", 2, True)
    assert client.post(reverse("hall:desk_take"), {"key": uuid4()}).status_code == 422


def test_the_panel_of_printers_is_there_only_when_one_fails(client, hall):
    hall.town.login(client, hall.town.actor("clerk"))
    one = Printer.objects.create(centre=hall.centre, name="取号机一", host="127.0.0.1", port=9)
    address, part = reverse("hall:printers"), {"HX-Request": "true"}
    assert client.get(address, headers=part).status_code == 204
    checked = client.post(reverse("hall:printer_check", args=[one.pk]), {"back": reverse("hall:desk_take")})
    assert checked.url == reverse("hall:desk_take")
    shown = client.get(address, headers=part)
    assert ("取号机一" in text(shown), "连不上" in text(shown)) == (True, True)
    assert client.post(reverse("hall:printer_test", args=[one.pk]), {"back": "//elsewhere/"}).url == address
    assert PrintJob.objects.get().kind == "test"


def test_residents_are_no_receptionists(client, hall):
    for name in ("hall:desk_take", "hall:printers"):
        assert client.get(reverse(name)).status_code == 302
    assert resident_actor().holds("hall.receive") is False
