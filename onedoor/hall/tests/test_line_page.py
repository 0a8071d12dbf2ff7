"""The receptionist's page: everybody who waits, and what is done for whoever went, missed a call or forgot to leave."""

import pytest
from django.test import Client

from onedoor.hall import actions
from onedoor.hall.models import Day, Sitting, Ticket


@pytest.fixture
def browser(hall):
    return hall.town.login(Client(), hall.town.actor("receptionist"))


def texts(answer) -> str:
    return answer.content.decode()


def send(browser, path, hall, ticket=None):
    told = {"hall": hall.centre.pk} | ({"ticket": str(ticket.pk)} if ticket else {})
    return browser.post(f"/hall/line/{path}", told, follow=True)


def test_everybody_is_listed_by_what_they_wait_for(hall, browser):
    window, clerk = hall.seat(1)
    hall.comes()
    actions.call_next(window, by=clerk)
    hall.comes(is_priority=True, people=3)
    hall.comes(hall.advice)
    shown = texts(browser.get("/hall/line/"))
    assert [
        word in shown for word in ("A001", "1号窗口 · 已叫号", "A002", "优先", "3人", "B001", "窗口1")
    ] == [True] * 7


def test_who_went_is_marked_and_who_missed_stands_again(hall, browser):
    window, clerk = hall.seat(1)
    first, second = hall.comes(), hall.comes()
    actions.miss(actions.call_next(window, by=clerk), by=clerk)
    assert "A001 等候" in texts(send(browser, "do/rejoin/", hall, first))
    assert "A002 已离开" in texts(send(browser, "do/leave/", hall, second))
    assert [Ticket.objects.get(pk=one.pk).status for one in (first, second)] == ["issued", "left"]
    assert send(browser, "do/leave/", hall, second).status_code == 409
    assert send(browser, "do/steal/", hall, first).status_code == 404


def test_no_more_numbers_today_and_numbers_again(hall, browser):
    hall.comes()
    assert "已停止取号，大厅里还有1人" in texts(send(browser, "day/close/", hall))
    assert Day.objects.get().closed_at is not None
    assert "已恢复取号" in texts(send(browser, "day/open/", hall))
    assert Day.objects.get().closed_at is None


def test_a_forgotten_sitting_is_ended_unless_somebody_stands_there(hall, browser):
    window, clerk = hall.seat(1)
    hall.comes()
    ticket = actions.call_next(window, by=clerk)
    assert browser.post(f"/hall/line/windows/{window.pk}/stand/").status_code == 409
    actions.miss(ticket, by=clerk)
    assert "1号窗口已离席" in texts(browser.post(f"/hall/line/windows/{window.pk}/stand/", follow=True))
    assert not Sitting.objects.filter(until=None).exists()


def test_of_another_ground_nothing_is_seen(hall):
    elsewhere = hall.town.login(Client(), hall.town.actor("receptionist", org=hall.town.street_centre))
    assert elsewhere.get("/hall/line/").status_code == 404
