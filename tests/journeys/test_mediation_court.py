"""法院委派、委托的调解 — it comes with the court's number, before and after filing, fails or is agreed, and goes back by letter."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.config.reactions import LATER
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.models import Mediation, Returned
from onedoor.mediation.papers.facts import Told as Facts
from onedoor.mediation.papers.facts import worded
from onedoor.mediation.tests.conftest import Room
from onedoor.mediation.volume.contents import contents_of
from onedoor.notices.models import Notice

COURT = {"from_org": "秦州区人民法院", "reference": "（2026）甘0502诉前调12号"}


@pytest.fixture
def room(town):
    return Room(town)


class Desk:
    """Pages of one mediation, as the desk or a mediator presses them."""

    def __init__(self, room, client):
        self.room, self.client, self.code = room, client, ""

    def register(self, **more):
        """On one screen, as the court's letter says."""
        self.room.town.login(self.client, self.room.desk)
        form = {
            "type": "0602", "facts": "租房押金不退。", "region": self.room.desk.post.region.pk, "people": 2,
            "scale": "01", "side-TOTAL_FORMS": 2, "side-INITIAL_FORMS": 0,
            "side-0-standing": "applicant", "side-0-name": "周建国",
            "side-1-standing": "respondent", "side-1-name": "李秀英",
        }  # fmt: skip
        return self.client.post(reverse("mediation:new"), form | more)

    def begin(self, way_in):
        sent = self.register(way_in=way_in, **COURT)
        assert sent.status_code == 302
        mediation = Mediation.objects.get()
        self.code = mediation.case.code
        for side in mediation.sides.current():
            told = {"side": side.pk, "about": "mediate", "is_yes": "yes", "how": "signed"}
            assert self.press("one", "say", **told) == 302
        assert self.press("one", "accept", committee=mediation.committee_id) == 302
        assert self.press("one", "assign", mediator=self.room.row(self.room.mediator).pk) == 302
        return Mediation.objects.get()

    def press(self, tab, name, **typed):
        address = reverse(f"mediation:{tab}_step", args=[self.code, name])
        return self.client.post(address, {f"{name}-{key}": value for key, value in typed.items()}).status_code

    def page(self, tab):
        return self.client.get(reverse(f"mediation:{tab}", args=[self.code])).content.decode()


@pytest.fixture
def desk(room, client):
    return Desk(room, client)


def follow(case, verb):
    """What follows by errand from the last event of this kind, twice: an errand must be safe to repeat."""
    event = case.events.filter(verb=verb).order_by("-seq").first()
    for handler in LATER[verb] * 2:
        handler(event)


def letters(mediation):
    return [(one.to, one.reference, one.result) for one in worded(Facts(mediation, None), "reply")]


def lacks(mediation):
    return [line.names[0] for line in contents_of(mediation).missing]


def test_what_a_court_sends_before_filing_fails_and_goes_back_with_its_number(room, desk):
    assert desk.register(way_in="court_before", **COURT | {"reference": ""}).status_code == 422
    assert not Mediation.objects.exists()
    mediation = desk.begin("court_before")
    assert desk.press("agreement", "return", how="face", on=timezone.localdate()) >= 400
    assert (letters(mediation), "调解结果回复函" in lacks(mediation)) == ([], False)
    assert desk.press("agreement", "fail", reason="押金数额谈不拢", sure="on") == 302
    mediation = Mediation.objects.get()
    follow(mediation.case, "mediation.failed")
    waiting = Notice.objects.filter(org=room.desk.post.org, text__contains="回复移送单位")
    assert [one.link for one in waiting] == [f"/mediation/{desk.code}/agreement/"]
    ((to, reference, result),) = letters(mediation)
    assert (to, reference) == (COURT["from_org"], COURT["reference"])
    assert ("没有达成调解协议" in result, "押金" in result) == (True, False)
    sheet = reverse("mediation:sheet", args=[desk.code, "reply", "pdf"])
    assert b"".join(desk.client.get(sheet).streaming_content)[:4] == b"%PDF"
    assert "调解结果回复函" in lacks(mediation)
    with pytest.raises(NotNow, match="调解结果回复函"):
        actions.file(mediation, by=room.desk)
    assert "回复移送单位" in desk.page("agreement")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert desk.press("agreement", "return", how="face", on=yesterday) == 422
    assert desk.press("agreement", "return", how="face", on=timezone.localdate()) == 302
    assert desk.press("agreement", "return", how="face", on=timezone.localdate()) >= 400
    sent = Returned.objects.get()
    assert (sent.result, sent.how, lacks(mediation)) == (
        "failed",
        "face",
        [one for one in lacks(mediation) if one != "调解结果回复函"],
    )
    assert desk.press("volume", "file", reason="其余文书在法院卷内", sure="on") == 302


def test_what_a_court_entrusts_after_filing_is_told_when_it_is_agreed_in_part(room, desk):
    mediation = desk.begin("court_after")
    terms = {"kind": "omission", "words": "不再上门催讨", "owed_by": mediation.sides.get(place=2)}
    actions.write_agreement(mediation, facts="押金", left_open="水电费另行解决", by=room.mediator)
    actions.add_obligation(mediation, by=room.mediator, **terms)
    agreed = actions.agree_by_word(mediation, left_open="水电费另行解决", by=room.mediator)
    ((_to, _reference, result),) = letters(agreed)
    assert "就一部分达成调解协议" in result
    actions.return_to_sender(agreed, how="post", on=timezone.localdate(), by=room.desk)
    assert Returned.objects.get().result == "partial"
    agreed = actions.finish_performance(
        agreed, how="looked", words="问过双方，没有再上门。", by=room.mediator
    )
    # Told that it was agreed, the court may be told that it was performed; the volume does not wait for that.
    assert (len(letters(agreed)), "调解结果回复函" in lacks(agreed)) == (2, False)
    with pytest.raises(NotValid):
        actions.return_to_sender(agreed, how="dove", on=timezone.localdate(), by=room.desk)


def test_who_came_to_the_window_is_answered_there_and_by_no_letter(room):
    mediation = actions.fail(room.mediating(), reason="谈不拢", by=room.mediator)
    assert (letters(mediation), "调解结果回复函" in lacks(mediation)) == ([], False)
    with pytest.raises(NotNow, match="不是移送来的"):
        actions.return_to_sender(mediation, how="face", on=timezone.localdate(), by=room.desk)
