"""The clerk's page: what it shows, what its buttons do, and what it says when something cannot be."""

import pytest
from django.test import Client

from onedoor.hall import actions
from onedoor.hall.models import Sitting, Ticket
from onedoor.hall.queries.window import line_of, places_of


@pytest.fixture
def clerk(hall):
    """A signed-in clerk at window 1, and the browser they work in."""
    actor = hall.town.actor("clerk")
    browser = hall.town.login(Client(), actor)
    actions.sit_down(hall.windows[0], by=actor)
    return actor, browser, f"/hall/windows/{hall.windows[0].pk}/"


def texts(answer) -> str:
    return answer.content.decode()


def press(browser, url, name, ticket, **more):
    return browser.post(f"{url}do/{name}/", {"ticket": str(ticket.pk)}, follow=True, **more)


def test_a_clerk_chooses_a_window_and_sits_down(hall):
    browser = hall.town.login(Client(), hall.town.actor("clerk"))
    shown = texts(browser.get("/hall/windows/"))
    assert [word in shown for word in ("区综治中心", "法律咨询", "入座")] == [True, True, True]
    answer = browser.post(f"/hall/windows/{hall.windows[1].pk}/seat/sit/", follow=True)
    assert (answer.redirect_chain[-1][0], Sitting.objects.get(until=None).window) == (
        f"/hall/windows/{hall.windows[1].pk}/",
        hall.windows[1],
    )
    assert "窗口空闲，没有人在等" in texts(answer)


def test_from_the_call_to_the_end_by_buttons(hall, clerk):
    _actor, browser, url = clerk
    first, second = hall.comes(is_priority=True, people=2), hall.comes()
    called = texts(browser.post(f"{url}call/", follow=True))
    assert [word in called for word in ("A001", "优先", "2人", "第1次叫号", "重呼", "过号")] == [True] * 6
    serving = texts(press(browser, url, "serve", first))
    assert ["办完，叫下一号" in serving, "暂候" in serving, "重呼" in serving] == [True, True, False]
    after = texts(press(browser, url, "finish_next", first))
    assert ["A002" in after, Ticket.objects.get(pk=second.pk).status] == [True, "called"]


def test_nobody_else_waits_when_the_last_is_over(hall, clerk):
    actor, browser, url = clerk
    ticket = hall.comes()
    actions.serve(actions.call_next(hall.windows[0], by=actor), by=actor)
    shown = texts(press(browser, url, "finish_next", ticket))
    assert ["现在没有人等候" in shown, "撤回办完" in shown] == [True, True]
    again = texts(press(browser, url, "reopen", ticket))
    assert ["办理中" in again, Ticket.objects.get(pk=ticket.pk).status] == [True, "serving"]


def test_what_they_still_came_for_is_told_and_comes_next(hall, clerk):
    actor, browser, url = clerk
    ticket = hall.comes(hall.intake, hall.advice)
    actions.serve(actions.call_next(hall.windows[0], by=actor), by=actor)
    assert "还要办" in texts(browser.get(url))
    assert "接着办“法律咨询”" in texts(press(browser, url, "finish", ticket))


def test_passed_on_to_another_window(hall, clerk):
    actor, browser, url = clerk
    hall.seat(3)
    ticket = hall.comes()
    actions.call_next(hall.windows[0], by=actor)
    told = {"ticket": str(ticket.pk), "to-window": hall.windows[2].pk}
    assert "已转出" in texts(browser.post(f"{url}move/", told, follow=True))
    assert Ticket.objects.get(pk=ticket.pk).for_window == hall.windows[2]
    actions.call_next(hall.windows[0], by=actor) if hall.comes() else None
    nowhere = browser.post(f"{url}move/", {"ticket": str(Ticket.objects.last().pk), "to-window": 99})
    assert (nowhere.status_code, "列表" in texts(nowhere)) == (422, True)


def test_two_who_press_at_once_read_why(hall, clerk):
    _actor, browser, url = clerk
    ticket = hall.comes()
    browser.post(f"{url}call/")
    press(browser, url, "miss", ticket)
    again = press(browser, url, "miss", ticket)
    assert (again.status_code, "可能有同事刚刚办理过" in texts(again)) == (409, True)


def test_a_number_is_picked_out_of_turn_and_a_missed_one_stands_again(hall, clerk):
    _actor, browser, url = clerk
    first, second = hall.comes(), hall.comes()
    assert "不按顺序，先叫A002" in texts(browser.get(url))
    press(browser, url, "pick", second)
    press(browser, url, "miss", second)
    assert "过号重排" in texts(press(browser, url, "pick", first))
    press(browser, url, "rejoin", second)
    assert [Ticket.objects.get(pk=one.pk).status for one in (first, second)] == ["called", "issued"]


def test_a_number_of_another_hall_or_none_at_all_is_not_found(hall, clerk):
    _actor, browser, url = clerk
    assert [browser.post(f"{url}do/serve/", {"ticket": key}).status_code for key in ("", "none")] == [
        404,
        404,
    ]
    assert browser.post(f"{url}do/steal/", {"ticket": ""}).status_code == 404
    assert browser.get("/hall/windows/999999/").status_code == 404


def test_whoever_does_not_sit_there_sees_no_buttons(hall, clerk):
    actor, _browser, url = clerk
    hall.comes()
    actions.call_next(hall.windows[0], by=actor)
    other = hall.town.login(Client(), hall.town.actor("dispatcher"))
    shown = texts(other.get(url))
    assert ["A001" in shown, "坐在这里" in shown, "过号" in shown] == [True, True, False]
    assert other.post(f"{url}call/").status_code == 403


def test_the_line_is_of_this_window_alone(hall, clerk):
    actor, browser, url = clerk
    mine, other, sent = hall.comes(), hall.comes(hall.advice), hall.comes(hall.advice)
    Ticket.objects.filter(pk=sent.pk).update(for_window=hall.windows[0])
    assert [one.label for one in line_of(hall.windows[0], actor.staff).waiting] == [mine.label, sent.label]
    part = texts(browser.get(f"{url}line/", headers={"HX-Request": "true"}))
    assert [label in part for label in (mine.label, other.label, "<html")] == [True, False, False]


def test_the_list_of_windows_asks_the_same_number_of_questions_for_many(hall, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert [(one.window.number, one.services) for one in places_of(hall.centre)] == [
            (1, ["综合受理"]),
            (2, ["综合受理", "法律咨询"]),
            (3, ["法律咨询"]),
        ]


def test_pause_and_leave(hall, clerk):
    _actor, browser, url = clerk
    assert "恢复叫号" in texts(browser.post(f"{url}seat/pause/", follow=True))
    browser.post(f"{url}seat/go_on/")
    assert Sitting.objects.get(until=None).paused is False
    browser.post(f"{url}seat/stand/")
    assert not Sitting.objects.filter(until=None).exists()
