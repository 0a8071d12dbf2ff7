"""Somebody from outside takes part when every side said yes, and no longer when one says no (人民调解法 第二十条)."""

import pytest
import time_machine
from django.urls import reverse

from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.actions import inviting
from onedoor.mediation.models import GuestWord, Side
from onedoor.mediation.queries.guests import invitation_to
from onedoor.mediation.standing import guest_of
from onedoor.mediation.tests.conftest import who
from onedoor.mediation.tests.sitting import MONDAY, invited, ready


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def partner(room):
    return room.town.actor("mediation_partner")


def admitted(mediation, partner):
    """Whether they reach anything of it, as their pages ask and as what they open asks."""
    try:
        shown = bool(invitation_to(mediation.case.code, partner))
    except NotFound:
        shown = False
    assert (guest_of(mediation, partner) is not None) == shown
    return shown


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_is_asked_in_while_a_side_has_not_said_yes(room, partner, count):
    mediation = ready(room)
    agreed = list(mediation.sides.current())[:count]
    with pytest.raises(NotNow, match="第二十条"):
        invited(room, mediation, partner, agreed=agreed)
    assert (mediation.guests.count(), admitted(mediation, partner)) == (0, False)


def test_what_each_side_said_and_how_is_kept(room, partner):
    mediation = ready(room)
    with pytest.raises(NotValid):
        invited(room, mediation, partner, how="")
    guest = invited(room, mediation, partner)
    said = list(
        GuestWord.objects.order_by("side__place").values_list("guest", "side__place", "is_yes", "how")
    )
    assert said == [(guest.pk, 1, True, "oral"), (guest.pk, 2, True, "oral")]
    assert admitted(mediation, partner)


def test_one_who_says_no_later_shuts_the_door_and_opens_it_again(room, partner):
    mediation = ready(room)
    guest = invited(room, mediation, partner)
    told = {"guest": guest, "side": mediation.sides.get(place=2), "how": "phone", "by": room.mediator}
    inviting.hear_of_guest(mediation, is_yes=False, **told)
    assert not admitted(mediation, partner)
    with time_machine.travel(MONDAY.replace(hour=10), tick=False):
        inviting.hear_of_guest(mediation, is_yes=True, **told)
        assert admitted(mediation, partner)


def test_a_side_that_comes_later_is_asked_too(room, partner):
    mediation = ready(room)
    guest = invited(room, mediation, partner)
    actions.join_side(mediation, who=who("王小明", Side.Standing.THIRD), by=room.desk)
    assert not admitted(mediation, partner)
    side = mediation.sides.get(place=3)
    inviting.hear_of_guest(mediation, guest=guest, side=side, is_yes=True, how="signed", by=room.desk)
    assert admitted(mediation, partner)


def test_the_police_who_mediate_by_law_are_not_asked_for(room, partner):
    mediation = ready(room)
    invited(room, mediation, partner, agreed=(), how="", leads=True)
    assert admitted(mediation, partner)


def test_a_side_of_another_mediation_says_nothing_here(room, partner):
    mediation, another = ready(room), ready(room, who("王五"), who("赵六", Side.Standing.RESPONDENT))
    with pytest.raises(NotValid):
        invited(room, mediation, partner, agreed=list(another.sides.current()))
    guest = invited(room, mediation, partner)
    with pytest.raises(NotValid):
        inviting.hear_of_guest(
            mediation, guest=guest, side=another.sides.get(place=1), is_yes=False, how="oral", by=room.desk
        )


def test_the_page_asks_who_agreed_and_says_who_waits(room, partner, client):
    mediation = ready(room)
    room.town.login(client, room.mediator)
    step = reverse("mediation:sessions_step", args=[mediation.case.code, "invite"])
    told = {"invite-post": partner.post.pk, "invite-role": "police", "invite-sees": "dates"}
    told |= {"invite-reason": "到场", "invite-how": "oral"}
    sides = [str(side.pk) for side in mediation.sides.current()]
    assert client.post(step, told | {"invite-agreed": sides[:1]}).status_code == 409
    assert client.post(step, told | {"invite-agreed": sides}).status_code == 302
    assert admitted(mediation, partner)
    page = reverse("mediation:sessions", args=[mediation.case.code])
    waits = "还有一方没有同意，现在看不到"
    assert waits not in client.get(page).content.decode()
    GuestWord.objects.filter(side=sides[0]).update(is_yes=False)
    assert waits in client.get(page).content.decode()
