"""来访人的事 — what a visitor's own code and PIN show at the window: that one matter, within reach, logged, and then forgotten."""

import html
import re

import pytest
from django.test import Client

from onedoor.audit.models import AccessLog
from onedoor.cases.models import Case
from onedoor.hall import actions as hall_actions
from onedoor.hall.tests.people import Hall
from onedoor.hall.visiting import VISITOR
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter

TITLE = "水管破裂"


@pytest.fixture
def hall(town):
    return Hall(town)


@pytest.fixture
def window(hall):
    """A clerk with somebody at window 1: (browser, address, clerk, ticket)."""
    place, clerk = hall.seat(1)
    hall.comes()
    ticket = hall_actions.serve(hall_actions.call_next(place, by=clerk), by=clerk)
    return hall.town.login(Client(), clerk), f"/hall/windows/{place.pk}/", clerk, ticket


def filed(town, **more):
    draft = Draft(
        title=TITLE,
        body="进步巷三天无水。",
        source="portal",
        community=town.community,
        desk=town.centre,
        **more,
    )
    return matters.register(draft, by=town.resident())


def show(window, code, pin):
    browser, url, _clerk, _ticket = window
    return browser.post(f"{url}visitor/", {"code": code, "pin": pin}, follow=True).content.decode()


def panel(window, code):
    return window[0].get(f"/cases/{code}/visitor/", headers={"HX-Request": "true"})


def test_the_matter_of_the_slip_is_shown_logged_and_forgotten(town, window):
    done = filed(town)
    code = done.matter.case.code
    assert f"/cases/{code}/visitor/" in show(window, code, done.pin)
    shown = panel(window, code).content.decode()
    assert [word in shown for word in (TITLE, "已登记", "区综治中心")] == [True] * 3
    log = AccessLog.objects.filter(case_code=code, kind="read", staff=window[2].staff)
    assert [row.fields for row in log] == ["case"]
    window[0].post(f"{window[1]}do/finish/", {"ticket": str(window[3].pk)})
    assert code not in window[0].get(window[1]).content.decode()
    assert VISITOR not in window[0].session


def test_the_next_visitor_sees_nothing_of_the_one_before(town, hall, window):
    done = filed(town)
    show(window, done.matter.case.code, done.pin)
    hall.comes()
    after = window[0].post(f"{window[1]}do/finish_next/", {"ticket": str(window[3].pk)}, follow=True)
    assert ("A002" in after.content.decode(), done.matter.case.code in after.content.decode()) == (
        True,
        False,
    )


def test_only_the_one_matter_is_shown(town, window):
    done, other = filed(town), filed(town)
    shown = show(window, done.matter.case.code, done.pin)
    assert [one.matter.case.code in shown for one in (done, other)] == [True, False]


def test_what_is_secret_answers_nothing_to_a_clerk_without_clearance(town, window):
    done = filed(town)
    Case.objects.update(secrecy=Case.Secrecy.values[-1])
    code = done.matter.case.code
    show(window, code, done.pin)
    assert (panel(window, code).status_code, window[0].get(f"/cases/{code}/visitor/").status_code) == (
        204,
        404,
    )
    assert not AccessLog.objects.filter(case_code=code, kind="read").exists()


def test_registered_with_the_ticket_it_has_one_code_and_stands_on_the_page(town, window):
    browser, url, clerk, ticket = window
    slip = ticket.visit.slip
    (way,) = re.findall(r'"(/desk/[^"]+)"', browser.get(url).content.decode())
    form = browser.get(html.unescape(way)).context["form"]
    assert (form["slip"].value(), form["pin"].is_hidden) == (slip.code, True)
    draft = Draft(title=TITLE, body="进步巷三天无水。", source="window", community=town.community, slip=slip)
    matters.register(draft, by=clerk)
    page = browser.get(url).content.decode()
    assert [word in page for word in ("这张小票已经用过", f"/cases/{slip.code}/visitor/")] == [True, True]
    browser.post(f"{url}do/finish/", {"ticket": str(ticket.pk)})
    ticket.refresh_from_db()
    assert (ticket.status, Matter.objects.get().case.code) == ("turned", slip.code)
