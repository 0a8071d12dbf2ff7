"""A walk-in for legal advice: a number, the next free lawyer, an advice and an application, with one code and nothing typed twice."""

from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from onedoor.aid import actions as aid
from onedoor.aid.applying import Asked, Who
from onedoor.aid.models import Advice, Application, Lawyer
from onedoor.aid.queries.lawyers import offered_for
from onedoor.cases.keys import open_with_pin
from onedoor.cases.slips import pin_of, proof_of
from onedoor.hall import actions as hall_actions
from onedoor.hall.models import Device, Policy, Ticket
from onedoor.hall.tests.people import Hall
from onedoor.kit.problems import NotNow

WORKER = {"name": "周建国", "phone": "13909380001", "identity": "", "card_seen": False}
BOSS = {"name": "王经理", "phone": "13909380002", "identity": "", "card_seen": False}
FACTS = "公司拖欠三个月工资，没有签合同。"


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel("2026-11-23 09:00:00+08:00") as clock:
        yield clock


@pytest.fixture
def hall(town):
    made = Hall(town)
    Policy.objects.create(centre=made.centre, is_always_open=True)
    return made


@pytest.fixture
def lawyers(town, hall):
    """Two on the roster; each sits at a window of the hall that gives legal advice."""
    officer = town.actor("aid_officer")
    both = [town.actor("lawyer", name=name) for name in ("律师甲", "律师乙")]
    for window, lawyer in zip(hall.windows[1:], both, strict=True):
        aid.enrol(post=lawyer.post, staff=lawyer.staff, by=officer)
        hall_actions.sit_down(window, by=lawyer)
    return both


@pytest.fixture
def walk_in(hall, client):
    """Somebody presses “legal advice” at the machine, and says no name."""
    machine = Device.objects.create(centre=hall.centre, kind=Device.Kind.KIOSK, name="大门取号机")

    def comes():
        told = {"service": "legal_advice", "people": "1", "priority": "no", "key": uuid4()}
        assert client.post(reverse("hall:kiosk_take", args=[machine.token]), told).status_code == 302
        return Ticket.objects.select_related("visit__slip").latest("id")

    return comes


def row(lawyer) -> Lawyer:
    return Lawyer.objects.get(staff=lawyer.staff)


def advised(town, lawyer, slip, **told):
    """The sheet of an advice, reached from the window at which the slip's holder stands."""
    browser = town.login(Client(), lawyer)
    address = f"{reverse('aid:advice_new')}?slip={slip.code}&proof={proof_of(slip)}"
    form = browser.get(address).context["form"]
    sent = {"key": form["key"].value(), "slip": form["slip"].value(), "proof": form["proof"].value()}
    sent |= {"topic": "labour", "facts": FACTS, "told": "先申请劳动仲裁。", "next_step": "aid"} | told
    return browser, browser.post(address, sent)


def test_the_next_free_lawyer_calls_and_goes_on_with_the_visitors_code(town, hall, lawyers, walk_in, nine):
    first, second = lawyers
    ticket = walk_in()
    nine.shift(60)
    other = walk_in()
    # Whoever is free calls; the one who sits elsewhere does not have this number.
    present = hall_actions.serve(hall_actions.call_next(hall.windows[2], by=second), by=second)
    assert present.pk == ticket.pk
    assert hall_actions.call_next(hall.windows[1], by=first).pk == other.pk
    window = town.login(Client(), second).get(reverse("hall:window", args=[hall.windows[2].pk]))
    offered = f"{reverse('aid:advice_new')}?slip={ticket.visit.slip.code}"
    assert offered in window.content.decode()

    browser, answer = advised(town, second, ticket.visit.slip, name=WORKER["name"], phone=WORKER["phone"])
    code = ticket.visit.slip.code
    assert (answer.status_code, answer.url) == (302, reverse("aid:advice_one", args=[code]))
    advice = Advice.objects.select_related("case", "lawyer").get()
    assert (advice.case.code, advice.lawyer) == (code, row(second))

    page = browser.get(answer.url).content.decode()
    apply_at = f"{reverse('aid:new')}?advice={code}"
    assert apply_at in page
    form = browser.get(apply_at).context["form"]
    assert (form["facts"].value(), form["kind"].value()) == (FACTS, "labour")
    told = {"key": form["key"].value(), "facts": FACTS, "kind": "labour", "papers": ["identity"]}
    done = browser.post(apply_at, told)
    assert done.status_code == 302
    application = Application.objects.select_related("case").get()
    # One case, one code, one person entered once; the paper they hold opens all of it.
    assert (application.case.code, application.case.parties.count()) == (code, 1)
    opened = open_with_pin(code, pin_of(ticket.visit.slip), address="10.0.0.1")
    assert opened.case == application.case
    assert hall_actions.finish(present, by=second).status in ("done", "turned")


def test_who_comes_without_a_slip_is_given_the_lawyer_who_waited_longest(town, lawyers):
    officer = town.actor("aid_officer", name="值班人")
    told = [aid.advise(Asked("debt", "借条过期了吗"), by=officer)[0].lawyer for _ in range(3)]
    assert told == [row(lawyers[0]), row(lawyers[1]), row(lawyers[0])]


def test_a_lawyer_who_advised_the_other_side_is_not_offered(town, lawyers, walk_in):
    first, second = lawyers
    officer = town.actor("aid_officer", name="值班人")
    aid.advise(Asked("labour", "员工要工资怎么办", who=Who(BOSS)), by=first)
    slip = walk_in().visit.slip
    asked = Asked("labour", FACTS, slip=slip.code, who=Who(WORKER, BOSS))
    # It would be the first one's turn; the visitor is not told why it is the other.
    advice, _pin = aid.advise(asked, by=officer)
    assert advice.lawyer == row(second)
    with pytest.raises(NotNow, match="回避"):
        aid.advise(Asked("labour", FACTS, who=Who(WORKER, BOSS)), by=first)
    with pytest.raises(NotNow, match="回避"):
        aid.advise(Asked("labour", FACTS, who=Who(WORKER, BOSS), lawyer=row(first)), by=officer)


def test_when_every_lawyer_has_to_stand_aside_that_is_said(town, lawyers):
    officer = town.actor("aid_officer", name="值班人")
    for lawyer in lawyers:
        aid.advise(Asked("labour", "员工要工资怎么办", who=Who(BOSS)), by=lawyer)
    before = Advice.objects.count()
    with pytest.raises(NotNow, match="没有空闲的律师"):
        aid.advise(Asked("labour", FACTS, who=Who(WORKER, BOSS)), by=officer)
    assert Advice.objects.count() == before


def test_in_the_application_too_the_other_sides_lawyer_is_left_out(town, lawyers):
    first, second = lawyers
    aid.advise(Asked("labour", "员工要工资怎么办", who=Who(BOSS)), by=first)
    advice, _pin = aid.advise(Asked("labour", FACTS, who=Who(WORKER, BOSS)), by=second)
    browser = town.login(Client(), second)
    address = f"{reverse('aid:new')}?advice={advice.case.code}"
    form = browser.get(address).context["form"]
    told = {"key": form["key"].value(), "facts": FACTS, "kind": "labour"}
    assert browser.post(address, told).status_code == 302
    application = Application.objects.get(case=advice.case)
    assert row(second) in offered_for(application)
    assert row(first) not in offered_for(application)


def test_nobody_goes_on_with_a_slip_that_is_not_before_them(town, hall, lawyers, walk_in):
    slip = walk_in().visit.slip
    browser = town.login(Client(), lawyers[0])
    form = browser.get(reverse("aid:advice_new")).context["form"]
    told = {"key": form["key"].value(), "topic": "labour", "facts": FACTS, "slip": slip.code}
    assert browser.post(reverse("aid:advice_new"), told).status_code == 422
    assert (
        browser.post(reverse("aid:advice_new"), told | {"proof": proof_of(slip)[:-2] + "xx"}).status_code
        == 422
    )
    clerk = town.login(Client(), town.actor("clerk", name="别的窗口"))
    assert clerk.get(reverse("aid:advice_new")).status_code == 403
    assert Advice.objects.count() == 0
