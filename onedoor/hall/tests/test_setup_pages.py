"""The pages on which a hall is set up, planned and looked after; the pad at a window."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from onedoor.hall import actions
from onedoor.hall.models import Device, Offer, Policy, PriorityGroup, Rating, Seat, Service, Skill, Window

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel("2026-11-23 09:00:00+08:00") as clock:
        yield clock


@pytest.fixture
def keeper(client, hall):
    hall.town.login(client, hall.town.actor("operator"))
    return client


def words(answer) -> str:
    return answer.content.decode()


def test_everything_of_a_hall_stands_on_one_page(keeper, hall):
    page = words(keeper.get(reverse("hall:setup")))
    assert [word in page for word in ("2号窗口", "综合受理", "七十岁以上老人", "最多叫几次")] == [True] * 4


def test_a_window_is_given_services_with_weights(keeper, hall):
    url = reverse("hall:window_new")
    told = {
        "number": 4,
        "name": "综合",
        "is_open": "on",
        f"weight_{hall.intake.pk}": 2,
        f"weight_{hall.advice.pk}": 0,
    }
    assert keeper.post(url, told).status_code == 302
    new = Window.objects.get(number=4)
    assert list(new.offers.values_list("service", "weight")) == [(hall.intake.pk, 2)]
    again = keeper.post(url, told)
    assert (again.status_code, "已经有4号窗口" in words(again)) == (422, True)
    nothing = keeper.post(url, {**told, "number": 5, f"weight_{hall.intake.pk}": 0})
    assert (nothing.status_code, "有事可办" in words(nothing)) == (422, True)


def test_a_service_people_can_ask_for_keeps_a_window(keeper, hall):
    Offer.objects.filter(window=hall.windows[1], service=hall.advice).delete()
    url = reverse("hall:window_edit", args=[hall.windows[2].pk])
    answer = keeper.post(
        url, {"number": 3, "name": "法律咨询", "is_open": "on", f"weight_{hall.intake.pk}": 1}
    )
    assert (answer.status_code, "“法律咨询”会没有窗口办理" in words(answer)) == (422, True)
    assert hall.windows[2].offers.get().service == hall.advice


def test_services_rules_groups_and_skills_are_kept(keeper, hall):
    told = {
        "name": "诉调对接",
        "code": "court_link",
        "letter": "f",
        "minutes": 20,
        "order": 3,
        "about": "",
        "to_bring": "",
    }
    assert keeper.post(reverse("hall:service_new"), told).status_code == 302
    assert Service.objects.get(code="court_link").letter == "F"
    taken = keeper.post(reverse("hall:service_new"), {**told, "code": "other", "letter": "A"})
    assert (taken.status_code, "字母A已经用于" in words(taken)) == (422, True)
    rules = {"most_calls": 2, "rejoin_after": 5, "head_start": 10, "opens_at": "08:00", "closes_at": "18:00"}
    assert keeper.post(reverse("hall:policy"), rules).status_code == 302
    assert Policy.objects.get(centre=hall.centre).rejoin_after == 5
    assert (
        keeper.post(reverse("hall:group_new"), {"name": "孕妇", "order": 2, "is_active": "on"}).status_code
        == 302
    )
    assert PriorityGroup.objects.count() == 2
    clerk = hall.town.actor("clerk").staff
    assert (
        keeper.post(reverse("hall:skills", args=[clerk.pk]), {"services": [hall.advice.pk]}).status_code
        == 302
    )
    assert list(Skill.objects.values_list("staff", "service")) == [(clerk.pk, hall.advice.pk)]


def test_whoever_was_taught_one_service_is_given_no_other(hall):
    window, clerk = hall.seat(2)
    Skill.objects.create(staff=clerk.staff, service=hall.advice)
    hall.comes(hall.intake)
    advice = hall.comes(hall.advice)
    assert actions.call_next(window, by=clerk).pk == advice.pk


def test_the_plan_is_made_and_everybody_may_read_it(keeper, client, hall):
    clerk = hall.town.actor("clerk", name="窗口甲").staff
    url = reverse("hall:seat", args=[hall.windows[0].pk, MONDAY, "am"])
    assert keeper.post(url, {"staff": clerk.pk, "whole_week": "on", "both_halves": "on"}).status_code == 302
    assert Seat.objects.filter(staff=clerk).count() == 10
    assert "窗口甲" in words(keeper.get(reverse("hall:planning")))
    keeper.post(reverse("hall:planning") + "?week=2026-11-30")
    assert Seat.objects.filter(staff=clerk).count() == 20
    client.logout()
    public = client.get(reverse("hall:plan"), {"week": "2026-12-02"})
    assert (public.status_code, "窗口甲" in words(public)) == (200, True)
    assert "还没有排班" in words(client.get(reverse("hall:plan"), {"week": "2030-01-01"}))
    assert client.get(reverse("hall:plan"), {"week": "nonsense", "hall": "x"}).status_code == 200


def test_a_seat_that_cannot_be_is_refused_whole(keeper, hall):
    clerk = hall.town.actor("clerk", name="窗口甲").staff
    actions.seat(
        hall.windows[1], date(2026, 11, 25), "am", clerk, by=hall.town.actor("operator", name="另一位")
    )
    url = reverse("hall:seat", args=[hall.windows[0].pk, MONDAY, "am"])
    answer = keeper.post(url, {"staff": clerk.pk, "whole_week": "on"})
    assert (answer.status_code, "已经排在2号窗口" in words(answer), Seat.objects.count()) == (422, True, 1)
    assert keeper.get(reverse("hall:seat", args=[hall.windows[0].pk, "2026-13-01", "am"])).status_code == 404


def test_a_device_gets_an_address_and_loses_it(keeper, client, hall):
    made = {"kind": "screen", "name": "大屏", "is_active": "on"}
    assert keeper.post(reverse("hall:device_new"), made).status_code == 302
    device = Device.objects.get()
    assert device.token in words(keeper.get(reverse("hall:devices")))
    old = reverse("hall:device", args=[device.token])
    assert client.get(old).status_code == 200
    keeper.post(reverse("hall:device_renew", args=[device.pk]))
    assert client.get(old).status_code == 404
    wrong = keeper.post(reverse("hall:device_new"), {"kind": "rater", "name": "评价器", "is_active": "on"})
    assert (wrong.status_code, "评价器要选一个窗口" in words(wrong)) == (422, True)


@pytest.fixture
def pad(hall):
    device = Device.objects.create(centre=hall.centre, kind="rater", name="评价器")
    device.windows.set([hall.windows[0]])
    return device


def test_the_pad_asks_whoever_was_just_served_and_only_once(client, hall, pad, nine):
    address = reverse("hall:device", args=[pad.token])
    assert "刚才办得怎么样" not in words(client.get(address))
    window, clerk = hall.seat(1)
    hall.comes()
    actions.finish(actions.serve(actions.call_next(window, by=clerk), by=clerk), by=clerk)
    assert "刚才办得怎么样" in words(client.get(address))
    rate = reverse("hall:pad_rate", args=[pad.token])
    assert "谢谢" in words(client.post(rate, {"stars": 3, "manners": ["hello"]}))
    assert (client.post(rate, {"stars": 1}).status_code, Rating.objects.count()) == (404, 1)


def test_by_the_slip_one_rates_too(client, hall):
    window, clerk = hall.seat(1)
    ticket = hall.comes()
    url = reverse("hall:rate", args=[ticket.secret])
    assert "七天内可以评价" in words(client.get(url))
    actions.finish(actions.serve(actions.call_next(window, by=clerk), by=clerk), by=clerk)
    assert client.post(url, {"stars": "7"}).status_code == 422
    assert "谢谢" in words(client.post(url, {"stars": "2"}))
    assert client.post(url, {"stars": "2"}).status_code == 409


@pytest.mark.parametrize("name", ["hall:setup", "hall:planning", "hall:figures", "hall:devices"])
def test_who_keeps_no_hall_is_shown_none_of_it(client, hall, name):
    hall.town.login(client, hall.town.actor("verifier"))
    assert client.get(reverse(name)).status_code == 403
