"""我的法律援助 — with code and PIN: what is next, what is missing, who the lawyer is, and the objection decided by somebody else."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from onedoor.aid import actions
from onedoor.aid.applying import Told, Who
from onedoor.aid.lifecycle import LIFECYCLE
from onedoor.aid.models import Application, Lawyer
from onedoor.cases.models import Event
from onedoor.kit.problems import NotAllowed
from onedoor.portal.aiding import NOW, letters_of
from onedoor.portal.story import SAID, SILENT
from tests.house.reading import shipped

pytestmark = pytest.mark.django_db
FIRST = datetime.fromisoformat("2026-11-02T09:00:00+08:00")
NAME = {"name": "周建国", "phone": "13909380001", "identity": "", "card_seen": False}


class Person:
    """Somebody who applied, with their slip, at a browser of their own."""

    def __init__(self, client, town, papers=("identity", "facts", "hardship", "work"), **more):
        self.client, self.town = client, town
        self.officer = town.actor("aid_officer")
        self.bureau = town._org("justice", "214", "区司法局", town.water.kind, town.district)
        self.reviewer = town.actor("aid_reviewer", org=self.bureau, name="复核人")
        told = {"kind": "labour", "facts": "公司拖欠三个月工资。", "papers": list(papers)} | more
        self.aid, self.pin = actions.apply_(Told(**told, who=Who(NAME)), by=self.officer)
        self.code = self.aid.case.code

    def open(self, pin=""):
        told = {"code": self.code, "pin": pin or self.pin}
        return self.client.post(reverse("portal:track"), told, follow=True)

    def page(self) -> str:
        return self.client.get(reverse("portal:aid", args=[self.code])).content.decode()

    def act(self, name, **told):
        return self.client.post(reverse("portal:aid_act", args=[self.code, name]), told)

    def given(self):
        lawyer = self.town.actor("lawyer", name="律师甲")
        actions.enrol(post=lawyer.post, staff=lawyer.staff, by=self.officer)
        actions.assign(self.aid, lawyer=Lawyer.objects.get(staff=lawyer.staff), by=self.officer)
        return lawyer


def test_every_event_of_legal_aid_is_told_in_plain_words_or_kept_silent_on_purpose():
    told = {move.event for move in LIFECYCLE.moves.values()}
    written = "".join(text for path, text in shipped().items() if path.startswith("onedoor/aid/actions/"))
    told |= {verb for verb in SAID if verb.startswith("aid.") and f'"{verb}"' in written}
    spoken = {verb for verb in {*SAID, *SILENT} if verb.startswith("aid.")}
    assert (told - spoken, spoken - told) == (set(), set())
    assert set(NOW) == set(LIFECYCLE.statuses)


def test_what_is_missing_stands_there_all_at_once(client, town):
    person = Person(client, town, papers=["identity", "facts"])
    actions.want(person.aid, by=person.officer)
    page = person.open().content.decode()
    assert [
        words in page
        for words in ("经济困难状况说明表", "劳动合同、工资条", "待补充材料", "补充材料告知书.pdf")
    ] == [True] * 4
    assert ("周建国" in page, person.officer.staff.name in page) == (False, False)


def test_nobody_else_opens_it_and_a_wrong_pin_opens_nothing(client, town):
    person = Person(client, town)
    assert client.get(reverse("portal:aid", args=[person.code])).status_code in (302, 403, 404)
    wrong = "000000" if person.pin != "000000" else "111111"
    assert "不对" in person.open(wrong).content.decode()
    other = Person.__new__(Person)
    other.client, other.pin = (
        client,
        actions.apply_(
            Told(kind="pension", facts="抚恤金", who=Who({**NAME, "phone": ""})), by=person.officer
        ),
    )
    assert client.get(reverse("portal:aid", args=[person.code])).status_code in (302, 403, 404)


def test_refused_objected_to_online_and_decided_by_another_within_five_days(client, town):
    with time_machine.travel(FIRST, tick=False) as clock:
        person = Person(client, town)
        person.open()
        assert person.act("object", words="不同意").status_code == 409
        actions.decline(person.aid, reason="劳动关系没有确认。", by=person.officer)
        page = person.page()
        assert ("劳动关系没有确认。" in page, "不同意，提出异议" in page) == (True, True)
        assert person.act("object", words="").status_code == 422
        told = {"words": "有工资条。", "key": str(uuid4())}
        assert [person.act("object", **told).status_code for _ in range(2)] == [302, 409]
        aid = Application.objects.get()
        review = aid.case.deadlines.get(kind="aid_review")
        assert (aid.status, review.days, review.org, review.basis) == (
            *("objected", 5, person.bureau),
            "《法律援助法》第四十九条",
        )
        assert Event.objects.filter(verb="aid.objected", staff=None).count() == 1
        both = town.seat(person.officer.staff, person.reviewer.post)
        with pytest.raises(NotAllowed, match="您本人作出"):
            actions.overturn(aid, reason="应当援助。", by=both)
        clock.move_to(FIRST + timedelta(days=4))
        actions.overturn(aid, reason="请求支付劳动报酬，应当援助。", by=person.reviewer)
        assert aid.case.deadlines.get(kind="aid_review").state == "met"
        person.open()
        page = person.page()
    assert ("责令改正：给予法律援助" in page, "三日内指派律师" in page) == (True, True)
    assert "法律援助异议审查决定书（责令改正）.pdf" in [paper.name for paper in letters_of(aid.case)]


def test_the_lawyer_the_progress_and_the_rating(client, town):
    person = Person(client, town)
    actions.grant(person.aid, by=person.officer)
    lawyer = person.given()
    actions.take_up(person.aid, by=lawyer)
    actions.progress(person.aid, words="已经申请仲裁，十二月开庭。", by=lawyer)
    person.open()
    page = person.page()
    told = ("律师甲", "已经申请仲裁，十二月开庭。", "第五十五条")
    assert ([words in page for words in told], "评价法律援助" in page) == ([True] * 3, False)
    actions.close(person.aid, result="裁决支付工资。", by=lawyer)
    assert "评价法律援助" in person.page()
    assert (person.act("rate", stars=4).status_code, Application.objects.get().stars) == (302, 4)
    assert person.act("rate", stars=1).status_code == 409


def test_a_letter_is_handed_out_to_its_own_and_the_organs_letter_to_nobody(client, town):
    person = Person(client, town)
    actions.grant(person.aid, by=person.officer)
    (paper,) = letters_of(person.aid.case)
    address = reverse("portal:aid_letter", args=[person.code, paper.pk])
    assert client.get(address).status_code in (302, 403, 404)
    person.open()
    answer = client.get(address)
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    word = person.aid.case.papers.get(name__endswith=".docx")
    assert client.get(reverse("portal:aid_letter", args=[person.code, word.pk])).status_code == 404
