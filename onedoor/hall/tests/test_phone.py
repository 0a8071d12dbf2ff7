"""The resident's telephone: what the slip's address tells at every step of the number, and what its holder may do."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from onedoor.cases.slips import pin_of
from onedoor.hall import actions
from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Ticket
from onedoor.kit.problems import NotAllowed
from onedoor.posts.given import resident_actor

NINE = "2026-11-23 09:00:00+08:00"


@pytest.fixture(autouse=True)
def nine():
    cache.clear()
    with time_machine.travel(NINE) as clock:
        yield clock


def page(ticket):
    return reverse("hall:ticket", args=[ticket.secret])


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def status(ticket):
    return Ticket.objects.get(pk=ticket.pk).status


def test_it_tells_how_many_stand_before_how_long_and_where(client, hall, nine):
    hall.seat(1)
    for _n in range(4):
        hall.comes()
        nine.shift(timedelta(seconds=1))
    shown = text(client.get(page(hall.comes())))
    assert ("前面还有4人" in shown, "预计等候：约" in shown, "请在1号窗口附近等候" in shown) == (
        True,
        True,
        True,
    )


def test_where_nobody_serves_no_time_is_promised(client, hall):
    shown = text(client.get(page(hall.comes())))
    assert ("下一个就是您" in shown, "等多久还说不准" in shown, "预计等候" in shown) == (True, True, False)


def test_an_address_that_is_no_slip_shows_nothing(client, hall):
    assert client.get(reverse("hall:ticket", args=["guessed"])).status_code == 404
    assert client.post(reverse("hall:leave", args=["guessed"])).status_code == 404


def test_asked_again_and_unchanged_it_is_not_sent_again(client, hall):
    ticket, part = hall.comes(), {"HX-Request": "true"}
    first = client.get(page(ticket), headers=part)
    assert (first["Cache-Control"], "<html" in first.content.decode()) == ("private, no-cache", False)
    again = client.get(page(ticket), headers={**part, "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    window, clerk = hall.seat(1)
    actions.call_next(window, by=clerk)
    called = client.get(page(ticket), headers={**part, "If-None-Match": first["ETag"]})
    assert (called.status_code, "请到1号窗口" in text(called)) == (200, True)


def test_three_before_one_the_page_says_so_to_its_script(client, hall, nine):
    before = []
    for _n in range(5):
        before.append(hall.comes())
        nine.shift(timedelta(seconds=1))
    mine = hall.comes()
    seen = []
    for one in before[:3]:
        seen.append("data-remind-words" in client.get(page(mine)).content.decode())
        actions.leave(one, by=resident_actor(), secret=one.secret)
    assert seen == [False, False, True]


def test_it_needs_no_cookie_to_be_read(client, hall):
    answer = client.get(page(hall.comes()))
    assert (answer.status_code, "sessionid" in client.cookies, "session" in client.cookies) == (
        200,
        False,
        False,
    )


def test_the_holder_leaves_the_line(client, hall):
    ticket = hall.comes()
    assert "退出排队" in text(client.get(page(ticket)))
    client.post(reverse("hall:leave", args=[ticket.secret]))
    shown = text(client.get(page(ticket)))
    assert (status(ticket), "已经退出排队" in shown, "不等了" in shown) == (TicketStatus.LEFT, True, False)
    assert client.post(reverse("hall:leave", args=[ticket.secret])).status_code == 409


def test_a_missed_number_comes_back_from_the_telephone(client, hall):
    window, clerk = hall.seat(1)
    ticket = hall.comes()
    actions.miss(actions.call_next(window, by=clerk), by=clerk)
    assert "叫过您的号，您不在" in text(client.get(page(ticket)))
    client.post(reverse("hall:rejoin", args=[ticket.secret]))
    assert (status(ticket), "下一个就是您" in text(client.get(page(ticket)))) == (TicketStatus.ISSUED, True)
    assert client.post(reverse("hall:rejoin", args=[ticket.secret])).status_code == 409


@pytest.mark.parametrize("step", [actions.leave, actions.rejoin])
def test_no_other_secret_moves_a_number(hall, step):
    mine, other = hall.comes(), hall.comes()
    for secret in ("", other.secret):
        with pytest.raises(NotAllowed):
            step(mine, by=resident_actor(), secret=secret)
    assert status(mine) == TicketStatus.ISSUED


def test_after_the_end_it_may_be_rated(client, hall):
    window, clerk = hall.seat(1)
    ticket = hall.comes()
    called = actions.call_next(window, by=clerk)
    actions.serve(called, by=clerk)
    assert "正在1号窗口办理" in text(client.get(page(ticket)))
    actions.finish(called, by=clerk)
    shown = client.get(page(ticket)).content.decode()
    assert (reverse("hall:rate", args=[ticket.secret]) in shown, "every 15s" in shown) == (True, False)


def test_code_and_pin_of_the_slip_lead_to_it(client, hall):
    ticket = hall.comes()
    slip, find = ticket.visit.slip, reverse("hall:my_ticket")
    assert slip.code in client.get(find, {"code": slip.code}).content.decode()
    wrong = client.post(find, {"code": slip.code, "pin": "0"})
    assert (wrong.status_code, "编号或查询码不对" in text(wrong)) == (422, True)
    assert client.post(find, {"code": slip.code, "pin": pin_of(slip)}).url == page(ticket)
    assert client.post(find, {}).status_code == 422
