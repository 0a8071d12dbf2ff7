"""楼上漏水 — two neighbours, through the pages alone: applied for, accepted, given to a mediator, agreed by word, told, paid."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due, Mediation
from onedoor.mediation.tests.conftest import Room

OWED = "赔天花板的维修费"


class Walk:
    """Each at a browser of their own; a press is a POST to the step's own address."""

    def __init__(self, town):
        self.town, self.room = town, Room(town)
        self.code, self.browsers = "", {}

    def at(self, actor) -> Client:
        if actor not in self.browsers:
            self.browsers[actor] = Client()
            self.town.login(self.browsers[actor], actor)
        return self.browsers[actor]

    def page(self, actor, tab):
        return self.at(actor).get(reverse(f"mediation:{tab}", args=[self.code]))

    def press(self, actor, tab, step, **told):
        address = reverse(f"mediation:{tab}_step", args=[self.code, step])
        return self.at(actor).post(address, {f"{step}-{name}": value for name, value in told.items()})

    def apply(self):
        """At the window, with both neighbours on one screen; whoever applied takes the slip along."""
        form = {
            "type": "0201", "facts": "楼上漏水，天花板坏了。", "claims": "修好并赔偿。", "people": 2, "scale": "01",
            "region": self.town.community.pk, "way_in": "window", "committee": self.room.committee.pk,
            "side-TOTAL_FORMS": 2, "side-INITIAL_FORMS": 0, "side-0-standing": "applicant", "side-0-name": "周建国",
            "side-1-standing": "respondent", "side-1-name": "李秀英",
        }  # fmt: skip
        desk = self.at(self.room.desk)
        refused = desk.post(reverse("mediation:new"), form | {"facts": ""})
        sent = desk.post(reverse("mediation:new"), form)
        self.code = self.mediation.case.code
        return refused, desk.get(sent.url).context["pin"]

    @property
    def mediation(self) -> Mediation:
        return Mediation.objects.select_related("case").get()

    def side(self, place):
        return self.mediation.sides.get(place=place).pk

    def slip_of(self, place) -> str:
        desk = self.at(self.room.desk)
        sent = desk.post(reverse("mediation:side_slip", args=[self.code, place]))
        return desk.get(sent.url).context["pin"]

    def own_page(self, pin) -> str:
        """What a side reads at home by its own slip."""
        browser = Client()
        browser.post(reverse("portal:track"), {"code": self.code, "pin": pin})
        return browser.get(reverse("portal:mediation", args=[self.code])).content.decode()

    def all_say_yes(self):
        for place in (1, 2):
            told = {"side": self.side(place), "how": "signed"}
            self.press(self.room.desk, "one", "say", about="mediate", is_yes="yes", **told)
            self.press(self.room.desk, "one", "tell_rights", **told)

    def be_mediating(self):
        room = self.room
        self.all_say_yes()
        self.press(room.desk, "one", "accept", committee=room.committee.pk)
        self.press(room.desk, "one", "assign", mediator=room.row(room.mediator).pk)

    def write(self):
        self.press(self.room.mediator, "agreement", "write", facts="楼上漏水，天花板坏了。")
        owed = {"owed_by": self.side(2), "owed_to": self.side(1), "words": OWED, "amount": "1200"}
        told = owed | {"instalments": 2, "first_day": "2099-01-31", "every": 1, "unit": "months"}
        return self.press(self.room.mediator, "agreement", "add_money", **told)


@pytest.fixture
def walk(town):
    return Walk(town)


def test_two_neighbours_agree_by_word_are_told_and_one_pays(walk):
    room = walk.room
    refused, pin = walk.apply()
    assert (refused.status_code, walk.mediation.status) == (422, Status.ASKED)
    early = walk.press(room.desk, "one", "accept", committee=room.committee.pk)
    assert (early.status_code, walk.mediation.status) == (409, Status.ASKED)
    walk.be_mediating()
    assert walk.mediation.status == Status.MEDIATING
    assert walk.write().status_code == 302
    by_word = {"left_open": ""}
    assert walk.press(room.mediator, "agreement", "oral", **by_word).status_code == 422
    assert walk.press(room.mediator, "agreement", "oral", sure="on", **by_word).status_code == 302
    assert (walk.mediation.status, walk.mediation.agreements.get().is_oral) == (Status.AGREED, True)
    for own in (pin, walk.slip_of(2)):
        assert OWED in walk.own_page(own)
    _pay_both(walk)
    assert walk.mediation.status == Status.PERFORMED
    page = walk.own_page(pin)
    assert [words in page for words in ("都履行完了", "还没有履行的", "到这里结束")] == [True, False, False]


def _pay_both(walk):
    """Neither more than is owed, nor what was paid tomorrow."""
    first, second = Due.objects.order_by("due_on")
    assert [str(one.due_on) for one in (first, second)] == ["2099-01-31", "2099-02-28"]
    paid = {"done_on": timezone.localdate(), "seen": "receiver"}
    too_much = walk.press(walk.room.mediator, "agreement", "performed", due=first.pk, amount="900", **paid)
    assert (too_much.status_code, walk.mediation.status) == (422, Status.AGREED)
    for due in (first, second):
        sent = walk.press(walk.room.mediator, "agreement", "performed", due=due.pk, amount="600", **paid)
        assert sent.status_code == 302


def test_nobody_else_reads_or_presses_anything(walk):
    walk.apply()
    walk.be_mediating()
    walk.write()
    others = (walk.room.other_mediator, walk.room.clerk, walk.town.actor("leader"))
    for other in others:
        assert walk.page(other, "agreement").status_code in (403, 404)
        assert walk.press(other, "agreement", "oral", sure="on").status_code in (403, 404)
    assert walk.mediation.status == Status.MEDIATING


def test_what_the_desk_may_not_do_in_the_mediators_place_is_refused(walk):
    walk.apply()
    walk.be_mediating()
    walk.write()
    refused = walk.press(walk.room.desk, "agreement", "oral", sure="on")
    assert (refused.status_code, walk.mediation.status) == (403, Status.MEDIATING)
    page = walk.page(walk.room.mediator, "agreement").content.decode()
    assert page.count('<details class="mediation-step">') > 3
    assert page.index("mediation-more") > page.index('<details class="mediation-step">')


def test_a_neighbour_who_takes_the_yes_back_stops_the_agreement(walk):
    walk.apply()
    walk.be_mediating()
    walk.write()
    pin = walk.slip_of(2)
    browser = Client()
    browser.post(reverse("portal:track"), {"code": walk.code, "pin": pin})
    sent = browser.post(reverse("portal:mediation_act", args=[walk.code, "stop"]))
    assert sent.status_code == 302
    refused = walk.press(walk.room.mediator, "agreement", "oral", sure="on")
    assert (refused.status_code, walk.mediation.status) == (409, Status.MEDIATING)
    assert "没有同意调解" in refused.content.decode()


def test_a_side_sees_where_it_ended_and_no_step_after_that(walk):
    _refused, pin = walk.apply()
    walk.be_mediating()
    actions.fail(walk.mediation, by=walk.room.mediator, reason="差得太远")
    page = walk.own_page(pin)
    labels = [
        page.count(f'steps-label">{label}<') for label in ("申请", "受理", "到这里结束", "协议", "履行完")
    ]
    assert labels == [1, 1, 1, 0, 0]
