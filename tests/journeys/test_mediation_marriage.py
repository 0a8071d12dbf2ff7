"""婚姻纠纷 — one is in danger: the pages arrange no meeting, take no hand and put no seal, and tell nobody at the table why; it takes
two people and a reason until they do again, and what the police were told is written down."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Mediation, Session
from onedoor.mediation.tests.conftest import Room
from onedoor.mediation.tests.test_agreeing import drawn_up, hands_on, scan
from onedoor.safety import actions as safety
from onedoor.safety.models import Lowering, Report
from onedoor.safety.queries import level_of
from onedoor.safety.tests.cast import QUIET

WHY = "她已经搬到亲戚家住，男方在外地打工，情况缓和了。"
TOLD = ("安全", "保护", "紧急", "核对", "危险")


class Marriage:
    """A marriage in mediation, two who mediate it, a supervisor, and a form that somebody filled in."""

    def __init__(self, town):
        self.town, self.room = town, Room(town)
        self.supervisor = town.actor("safety_supervisor", name="督导员")
        for name in ("审阅甲", "审阅乙"):
            told = {"calling": "lawyer", "read_on": date(2026, 1, 5)}
            safety.confirm_review(by=self.supervisor, name=name, **told)
        self.begun = self.room.mediating(type="0101", facts="夫妻闹离婚。")
        self.room.agreed_to(self.begun, "rights")
        second = self.room.row(self.room.other_mediator)
        actions.add_second(self.begun, mediator=second, by=self.room.desk)
        self.code = self.begun.case.code
        self.browsers = {}

    @property
    def mediation(self) -> Mediation:
        return Mediation.objects.get(pk=self.begun.pk)

    def at(self, actor) -> Client:
        if actor not in self.browsers:
            self.browsers[actor] = Client()
            self.town.login(self.browsers[actor], actor)
        return self.browsers[actor]

    def press(self, actor, tab, step, **told):
        address = reverse(f"mediation:{tab}_step", args=[self.code, step])
        return self.at(actor).post(address, {f"{step}-{name}": value for name, value in told.items()})

    def check(self, **answers):
        """The form on the screen; somebody is preparing something makes it urgent."""
        told = {"source": "own", "on": timezone.localdate()} | QUIET | answers
        return self.at(self.room.mediator).post(reverse("safety:check", args=[self.code]), told)

    def act(self, actor, name, **told):
        return self.at(actor).post(reverse("safety:act", args=[self.code, name]), told)

    def plan(self):
        day = timezone.localdate() + timedelta(days=5)
        told = {"day": day, "begin": "09:00", "until": "10:00", "place": "居委会"}
        return self.press(self.room.mediator, "sessions", "plan", **told)

    def sign(self):
        side = self.begun.sides.get(place=1).pk
        return self.press(self.room.mediator, "agreement", "sign", side=side, how="hand")

    def seal(self):
        return self.press(self.room.desk, "agreement", "seal", sure="on")

    def answer(self, actor):
        asked = Lowering.objects.get(answered_at=None)
        address = reverse("safety:answer", args=[self.code, asked.pk])
        return self.at(actor).post(address, {"agree": "yes"})


@pytest.fixture
def marriage(town):
    return Marriage(town)


def tells_nothing(response) -> list[str]:
    """Which words of danger stand in what the page says; its menus name the rooms to whoever may enter them."""
    said = response.context["steps"] + response.context["more"]
    errors = [str(error) for _name, _step, form, _open in said for error in form.errors.values()]
    return [word for word in TOLD for text in errors if word in text]


def test_urgent_no_meeting_is_arranged_nothing_signed_and_nothing_sealed(marriage):
    drawn_up(marriage.room, marriage.begun)
    assert marriage.check(A4="yes").status_code == 302
    assert level_of(marriage.begun.case) == "S3"
    met, signed = marriage.plan(), marriage.sign()
    assert (met.status_code, signed.status_code) == (409, 409)
    assert (tells_nothing(met), tells_nothing(signed)) == ([], [])
    assert Session.objects.filter(mediation=marriage.begun).count() == 0
    by_word = marriage.press(marriage.room.mediator, "agreement", "oral", sure="on")
    assert (by_word.status_code, marriage.mediation.status) == (409, Status.MEDIATING)


def test_found_urgent_after_every_hand_the_seal_is_not_put(marriage):
    hands_on(marriage.room, drawn_up(marriage.room, marriage.begun))
    marriage.check(A4="yes")
    refused = marriage.seal()
    assert (refused.status_code, marriage.mediation.status) == (409, Status.MEDIATING)
    assert tells_nothing(refused) == []
    assert "暂时不办" in refused.content.decode()


def test_lowering_takes_a_reason_and_a_second_person(marriage):
    marriage.check(A4="yes")
    first, second = marriage.room.mediator, marriage.room.other_mediator
    assert marriage.act(first, "lower", to="S1", reason="没事了").status_code == 422
    assert marriage.act(first, "lower", to="S1", reason=WHY).status_code == 302
    assert marriage.answer(first).status_code == 403
    assert level_of(marriage.begun.case) == "S3"
    assert marriage.plan().status_code == 409
    assert marriage.answer(second).status_code == 302
    assert level_of(marriage.begun.case) == "S1"
    assert marriage.plan().status_code == 302


def test_lowered_it_is_signed_scanned_and_sealed_like_any_other(marriage):
    drawn_up(marriage.room, marriage.begun)
    marriage.check(A4="yes")
    marriage.act(marriage.room.mediator, "lower", to="S1", reason=WHY)
    marriage.answer(marriage.room.other_mediator)
    for place in (1, 2):
        side = marriage.begun.sides.get(place=place).pk
        assert (
            marriage.press(marriage.room.mediator, "agreement", "sign", side=side, how="hand").status_code
            == 302
        )
    assert marriage.press(marriage.room.mediator, "agreement", "sign_mediator", how="hand").status_code == 302
    assert marriage.press(marriage.room.mediator, "agreement", "scan", upload=scan()).status_code == 302
    assert marriage.press(marriage.room.mediator, "agreement", "seal", sure="on").status_code == 403
    assert marriage.seal().status_code == 302
    assert marriage.mediation.status == Status.AGREED


def test_what_the_police_were_told_is_written_down_and_hidden_from_the_rest(marriage):
    marriage.check(A4="yes")
    told = {"law": "violence", "to_whom": "police", "words": "男方买了刀，扬言报复。"}
    assert marriage.act(marriage.room.mediator, "report", **(told | {"words": ""})).status_code == 422
    assert marriage.act(marriage.room.mediator, "report", **told).status_code == 302
    row = Report.objects.get(case=marriage.begun.case)
    assert (row.law, row.to_whom, row.made_staff) == ("violence", "police", marriage.room.mediator.staff)
    leader = marriage.town.actor("leader")
    assert marriage.at(leader).get(reverse("safety:case", args=[marriage.code])).status_code in (403, 404)
    assert (
        "扬言报复"
        not in marriage.at(marriage.room.desk)
        .get(reverse("mediation:one", args=[marriage.code]))
        .content.decode()
    )
