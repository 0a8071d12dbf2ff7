"""Sessions from the first summons to the end: what protective steps forbid, and what is let go when a mediation is over."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from onedoor.kit.problems import NotFound, NotNow
from onedoor.mediation import actions
from onedoor.mediation.actions import inviting, sitting
from onedoor.mediation.models import Consent
from onedoor.mediation.queries.guests import invitation_to
from onedoor.mediation.tests.conftest import Room
from onedoor.safety.models import Level


@pytest.fixture
def room(town):
    return Room(town)


@pytest.fixture
def mediation(room):
    found = room.mediating()
    room.agreed_to(found, Consent.About.RIGHTS)
    return found


def planned(room, mediation, **more):
    begin = timezone.now() + timedelta(days=3)
    times = {"starts_at": begin, "ends_at": begin + timedelta(hours=1), "place": "村委会"}
    return sitting.plan(mediation, **times, **more, by=room.mediator)


@pytest.mark.parametrize("grade", ["S2", "S3"])
def test_protective_steps_forbid_one_table_and_not_a_talk_alone(room, mediation, grade):
    session = planned(room, mediation)
    by = {"set_post": room.mediator.post, "set_staff": room.mediator.staff}
    Level.objects.create(case=mediation.case, grade=grade, how="rule", since=timezone.now(), **by)
    present = [(side, None) for side in mediation.sides.current()]
    for refused in (
        lambda: planned(room, mediation),
        lambda: sitting.open_session(mediation, session=session, present=present, by=room.mediator),
    ):
        with pytest.raises(NotNow, match="不安排面对面的会"):
            refused()
    assert planned(room, mediation, side=present[0][0]).side == present[0][0]


def test_when_it_is_over_sessions_to_come_and_guests_are_let_go(room, mediation):
    session, partner = planned(room, mediation), room.town.actor("mediation_partner")
    told = {"post": partner.post, "role": "court", "sees": "shared", "reason": "指导"}
    told |= {"agreed": list(mediation.sides.current()), "how": "oral"}
    guest = inviting.invite(mediation, **told, by=room.mediator)
    actions.withdraw(mediation, side=mediation.sides.get(place=2), by=room.mediator)
    session.refresh_from_db()
    guest.refresh_from_db()
    assert (session.status, guest.until is None) == ("off", False)
    assert not mediation.case.post_parts.filter(post=partner.post, until=None).exists()
    with pytest.raises(NotFound):
        invitation_to(mediation.case.code, partner)


def test_the_record_is_written_on_the_page_and_nothing_typed_is_lost(room, mediation, client):
    session, code = planned(room, mediation), mediation.case.code
    present = [(side, None) for side in mediation.sides.current()]
    with time_machine.travel(session.starts_at):
        sitting.open_session(mediation, session=session, present=present, by=room.mediator)
    room.town.login(client, room.mediator)
    page = reverse("mediation:record", args=[code, session.pk])
    assert client.get(page).status_code == 200
    told = {"said_1": "漏了三个月，写了很久。", "read_back": "1"}
    answer = client.post(page, told)
    assert (answer.status_code, "写了很久" in answer.content.decode()) == (409, True)
    told |= {"said_2": "不知道。", "rights_told": "on", "result": "failed", "outcome": "谈不拢。"}
    assert client.post(page, told).status_code == 302
    shown = client.get(page).content.decode()
    assert "写了很久" in shown and "canvas" in shown
    sheet = reverse("mediation:summons", args=[code, session.pk, 1])
    assert "周建国" in client.get(sheet).content.decode()


def test_a_guest_has_a_page_of_its_own_and_no_other(room, mediation, client):
    planned(room, mediation)
    partner = room.town.actor("mediation_partner")
    told = {"post": partner.post, "role": "police", "sees": "dates", "reason": "到场"}
    told |= {"agreed": list(mediation.sides.current()), "how": "oral"}
    inviting.invite(mediation, **told, by=room.mediator)
    room.town.login(client, partner)
    code = mediation.case.code
    assert code in client.get(reverse("mediation:invited")).content.decode()
    page = client.get(reverse("mediation:guest", args=[code])).content.decode()
    assert "村委会" in page and mediation.facts not in page
    for name in ("one", "sessions", "drawers", "offers", "volume"):
        assert client.get(reverse(f"mediation:{name}", args=[code])).status_code == 403
