"""Code and PIN at the window: tried and counted like anywhere, refused when nobody is there, forgotten with the visitor."""

import pytest
from django.test import Client

from onedoor.cases.models import KeyTry
from onedoor.cases.slips import pin_of
from onedoor.hall import actions
from onedoor.hall.window_forms import KeyForm


@pytest.fixture
def served(hall):
    """(browser, address, ticket): a clerk with somebody at window 1."""
    window, clerk = hall.seat(1)
    ticket = hall.comes()
    ticket = actions.serve(actions.call_next(window, by=clerk), by=clerk)
    return hall.town.login(Client(), clerk), f"/hall/windows/{window.pk}/", ticket


def give(served, code, pin):
    browser, url, _ticket = served
    return browser.post(f"{url}visitor/", {"code": code, "pin": pin}, follow=True)


def test_a_wrong_pin_is_counted_and_refused_in_words(served):
    answer = give(served, served[2].visit.slip.code, "000000")
    assert (answer.status_code, "编号或查询码不对" in answer.content.decode(), KeyTry.objects.count()) == (
        422,
        True,
        1,
    )
    for _n in range(4):
        give(served, served[2].visit.slip.code, "000000")
    assert give(served, served[2].visit.slip.code, pin_of(served[2].visit.slip)).status_code == 429


def test_a_slip_with_nothing_behind_it_yet_is_a_good_one(served):
    slip = served[2].visit.slip
    assert "小票有效，还没有用它登记过事项" in give(served, slip.code, pin_of(slip)).content.decode()


def test_without_anybody_at_the_window_nothing_is_opened(served):
    slip = served[2].visit.slip
    served[0].post(f"{served[1]}do/finish/", {"ticket": str(served[2].pk)})
    assert give(served, slip.code, pin_of(slip)).status_code == 409


def test_who_does_not_sit_there_opens_nothing(hall, served):
    other = hall.town.login(Client(), hall.town.actor("dispatcher"))
    slip = served[2].visit.slip
    answer = other.post(f"{served[1]}visitor/", {"code": slip.code, "pin": pin_of(slip)})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("261123-000-0001", "261123-000-0001"),
        ("https://centre.example/track/?code=261123-000-0001", "261123-000-0001"),
        (" 2611230000001 ", "2611230000001"),
    ],
)
def test_what_a_scanner_reads_from_the_slip_is_understood(typed, code):
    form = KeyForm({"code": typed, "pin": "1"})
    assert (form.is_valid(), form.cleaned_data["code"]) == (True, code)
