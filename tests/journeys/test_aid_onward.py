"""从一次咨询往下走 — to an application, to a mediation, to a court day, from a window or the reception: nothing is typed twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from onedoor.aid import actions
from onedoor.aid.applying import Asked, Told, Who
from onedoor.aid.models import Advice, Application, Hearing, Lawyer
from onedoor.cases.keys import open_with_pin
from onedoor.cases.models import Case
from onedoor.cases.slips import give_out, pin_of, proof_of
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters.models import Matter
from onedoor.reception.actions import receive
from onedoor.reception.arrivals import Arrival

pytestmark = pytest.mark.django_db
NAME = {"name": "周建国", "phone": "13909380001", "identity": "", "card_seen": False}


@pytest.fixture
def officer(town):
    return town.actor("aid_officer")


@pytest.fixture
def lawyer(town, officer):
    actor = town.actor("lawyer", name="律师甲")
    actions.enrol(post=actor.post, staff=actor.staff, by=officer)
    return actor


def advised(by, **more):
    asked = Asked("debt", "邻居借钱三年不还，想请人说和。", who=Who(NAME), **more)
    return actions.advise(asked, by=by)[0]


def text(page):
    return page.content.decode()


def test_an_advice_becomes_a_mediation_under_the_same_code_in_the_same_words(town, officer, lawyer):
    advice = advised(lawyer, told="可以先调解。")
    actions.ask_mediation(advice, by=lawyer)
    matter = Matter.objects.get()
    assert (matter.case_id, matter.kind, matter.body) == (advice.case_id, "dispute", advice.facts)
    assert (matter.desk, matter.case.parties.count(), matter.case.closed_at) == (town.centre, 1, None)
    clerk = town.actor("clerk")
    assert Case.objects.filter(pk=advice.case_id, parties__person__isnull=False).count() == 1
    assert clerk.holds("matter.register")
    with pytest.raises(NotNow):
        actions.ask_mediation(advice, by=lawyer)
    assert Matter.objects.count() == 1


def test_no_mediation_without_a_name_nor_beside_an_application_nor_by_another_post(town, officer, lawyer):
    nameless = actions.advise(Asked("debt", "借条怎么写"), by=lawyer)[0]
    with pytest.raises(NotNow, match="没有留姓名"):
        actions.ask_mediation(nameless, by=lawyer)
    advice = advised(officer)
    told = Told(kind="labour", facts="拖欠工资")
    actions.apply_(told, case=advice.case, by=officer)
    with pytest.raises(NotNow, match="已经有法律援助申请"):
        actions.ask_mediation(advice, by=officer)
    with pytest.raises(NotAllowed):
        actions.ask_mediation(advised(lawyer), by=town.actor("clerk"))
    assert Matter.objects.count() == 0


def test_a_court_day_stands_with_the_person_on_the_slip_and_in_the_lawyers_calendar(client, town, lawyer):
    at = (timezone.now() + timedelta(days=9)).replace(second=0, microsecond=0)
    slip = give_out(town.centre)
    advice = advised(lawyer, slip=slip.code, next_step="court", court="区法院第三法庭", court_at=at)
    hearing = Hearing.objects.get()
    assert (hearing.case_id, hearing.lawyer, hearing.at) == (advice.case_id, advice.lawyer, at)
    town.login(client, lawyer)
    for address in (
        reverse("aid:slip", args=[slip.code]),
        reverse("aid:mine"),
        reverse("aid:advice_one", args=[slip.code]),
    ):
        assert "区法院第三法庭" in text(client.get(address))
    feed = client.get(reverse("aid:feed", args=[advice.lawyer.secret]))
    (event,) = Calendar.from_ical(feed.content).walk("VEVENT")
    assert (event["LOCATION"], event["DTSTART"].dt) == ("区法院第三法庭", at)
    told = feed.content.decode()
    assert [word for word in ("周", slip.code, "借钱") if word in told] == []
    client.logout()
    client.post(reverse("portal:track"), {"code": slip.code, "pin": pin_of(slip)})
    assert "区法院第三法庭" in text(client.get(reverse("portal:aid", args=[slip.code])))


def test_a_court_day_is_called_off_and_the_old_calendar_address_forgets(client, town, lawyer):
    advice = advised(lawyer)
    at = timezone.now() + timedelta(days=3)
    hearing = actions.set_hearing(advice, at=at, place="仲裁庭", by=lawyer)
    for wrong in (
        {"at": at, "place": "仲裁庭"},
        {"at": timezone.now(), "place": "x"},
        {"at": at, "place": ""},
    ):
        with pytest.raises(NotValid):
            actions.set_hearing(advice, **wrong, by=lawyer)
    town.login(client, lawyer)
    address = reverse("aid:feed", args=[advice.lawyer.secret])
    assert "仲裁庭" in text(client.get(address))
    told = {"call_off_hearing-hearing": str(hearing.pk)}
    client.post(reverse("aid:advice_step", args=[advice.case.code, "call_off_hearing"]), told)
    assert "仲裁庭" not in text(client.get(address))
    client.post(reverse("aid:renew"))
    assert (client.get(address).status_code, Lawyer.objects.get().secret in address) == (404, False)


def test_who_stands_at_a_window_with_a_ticket_is_written_down_with_their_code(client, town, officer, lawyer):
    town.login(client, lawyer)
    slip = give_out(town.centre)
    address = f"{reverse('aid:advice_new')}?slip={slip.code}&proof={proof_of(slip)}"
    form = client.get(address).context["form"]
    assert (form["slip"].value(), form["pin"].is_hidden) == (slip.code, True)
    told = {"key": str(uuid4()), "slip": slip.code, "topic": "debt", "facts": "借钱不还", "next_step": "none"}
    assert client.post(address, told).status_code == 422
    assert client.post(address, told | {"proof": proof_of(slip)}).status_code == 302
    assert Advice.objects.get().case.code == slip.code


def test_whom_the_reception_took_down_keeps_code_and_name_at_the_legal_window(town, officer, lawyer):
    slip = give_out(town.centre)
    receive(Arrival(words="工资要不回来", visitors=[NAME], slip=slip.code), by=town.actor("clerk"))
    told = Told(kind="labour", facts="拖欠工资", slip=slip.code, papers=["identity", "facts"])
    application, pin = actions.apply_(told, by=officer)
    assert (application.case.code, pin, application.case.parties.count()) == (slip.code, "", 1)
    assert open_with_pin(slip.code, pin_of(slip), address="10.0.0.1").case == application.case


def test_a_slip_whose_case_others_handle_or_that_is_sealed_opens_no_legal_file(town, officer, lawyer):
    sealed, handled = give_out(town.centre), give_out(town.centre)
    receive(
        Arrival(words="家里的事", visitors=[NAME], slip=sealed.code, secrecy="family"), by=town.actor("clerk")
    )
    advice = actions.advise(Asked("debt", "借钱不还", slip=handled.code, who=Who(NAME)), by=lawyer)[0]
    actions.ask_mediation(advice, by=lawyer)
    advice.case.involvements.create(org=town.water, role="assist", since=timezone.now())
    for slip in (sealed, handled):
        with pytest.raises(NotNow, match="另立一件"):
            actions.apply_(Told(kind="labour", facts="拖欠工资", slip=slip.code, who=Who(NAME)), by=officer)
    assert Application.objects.count() == 0
