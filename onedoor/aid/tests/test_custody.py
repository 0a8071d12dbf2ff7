"""Notices of court, procuratorate and police; applications out of custody: each with its clock (第三十六、三十九条)."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from onedoor.aid import actions
from onedoor.aid.applying import Notice, Who
from onedoor.aid.models import Application
from onedoor.aid.queries.applications import list_of
from onedoor.aid.queries.lawyers import offered_for
from onedoor.aid.tests.conftest import person, row
from onedoor.kit.problems import NotAllowed, NotNow, NotValid

pytestmark = pytest.mark.django_db


def notice(**more):
    told = {
        "ground": "child",
        "organ": "秦州区人民法院",
        "facts": "盗窃案，审判阶段",
        "notice_no": "（2026）通援12号",
    }
    return Notice(**told | more, who=Who(person("小李")))


def notified(room, **more):
    return actions.notify(notice(**more), by=room.officer)[0]


def clock(application, kind):
    return application.case.deadlines.get(kind=kind)


def test_a_notice_is_not_decided_and_three_days_run_from_its_arrival(room):
    arrived = timezone.now() - timedelta(days=1)
    application = notified(room, arrived_at=arrived)
    assert (application.status, application.kind, application.missing) == ("granted", "notified", [])
    running = clock(application, "aid_notice")
    assert (running.days, running.basis, running.started_at) == (3, "《法律援助法》第三十六条", arrived)
    assert application.case.deadlines.count() == 1
    actions.assign(application, lawyer=row(room.lawyer), by=room.officer)
    assert clock(application, "aid_notice").state == "met"


def test_assigned_on_the_fourth_day_it_is_late_and_says_so(room):
    application = notified(room, arrived_at=timezone.now() - timedelta(days=5))
    actions.assign(application, lawyer=row(room.lawyer), by=room.officer)
    assert clock(application, "aid_notice").state == "late"


def test_the_organ_is_told_who_was_assigned_and_nothing_of_means(room):
    application = actions.assign(notified(room), lawyer=row(room.lawyer), by=room.officer)
    word = application.case.papers.get(name="法律援助指派通知书.docx")
    said = "\n".join(line.text for line in Document(io.BytesIO(word.file.read())).paragraphs)
    told = [words in said for words in ("秦州区人民法院：", "（2026）通援12号", "律师甲", "第三十六条")]
    assert (told, "小李" in said) == ([True] * 4, False)


def test_the_gravest_cases_take_three_years_of_practice(room):
    young = room.enrol("律师乙", licensed_on=timezone.localdate() - timedelta(days=900))
    old = room.enrol("律师丙", licensed_on=timezone.localdate() - timedelta(days=1500))
    application = notified(room, ground="grave")
    assert [lawyer.staff.name for lawyer in offered_for(application)] == ["律师丙"]
    for lawyer in (young, room.lawyer):
        with pytest.raises(NotNow, match="三年|3年"):
            actions.assign(application, lawyer=row(lawyer), by=room.officer)
    assert actions.assign(application, lawyer=row(old), by=room.officer).status == "assigned"
    assert len(offered_for(notified(room))) == 3


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"ground": ""}, "通知的情形"),
        ({"organ": " "}, "机关"),
        ({"facts": ""}, "案由"),
        ({"arrived_at": timezone.now() + timedelta(days=30)}, "不能晚于现在"),
    ],
)
def test_what_a_notice_lacks_is_said_and_nothing_is_written(room, told, words):
    with pytest.raises(NotValid, match=words):
        notified(room, **told)
    assert Application.objects.count() == 0


def test_only_the_officer_takes_a_notice_and_a_forced_treatment_is_one(room):
    with pytest.raises(NotAllowed):
        actions.notify(notice(), by=room.lawyer)
    assert notified(room, ground="treatment").kind == "treatment"


def test_a_duty_lawyer_hands_on_within_a_day_and_then_the_seven_days_run(room):
    duty = room.enrol("值班律师", org=room.town.labour)
    told = room.told(
        kind="defence", via="duty", organ="区看守所", custody_at=timezone.now() - timedelta(hours=2)
    )
    application = actions.apply_(told, by=duty)[0]
    assert (application.status, list(list_of(room.officer))) == ("forwarding", [])
    held = clock(application, "aid_forward")
    assert (held.state, held.days, held.unit) == ("running", 24, "hours")
    with pytest.raises(NotAllowed):
        actions.forward(application, by=room.town.actor("clerk"))
    application = actions.forward(application, by=duty)
    assert (application.status, list(list_of(room.officer))) == ("applied", [application])
    states = {one.kind: one.state for one in application.case.deadlines.all()}
    assert states == {"aid_forward": "met", "aid_decide": "running"}


def test_what_a_prison_forwarded_late_is_seen_to_be_late(room):
    old = timezone.now() - timedelta(hours=30)
    application = room.apply(kind="defence", via="custody", organ="区看守所", custody_at=old)
    assert (application.status, clock(application, "aid_forward").state) == ("applied", "late")
    with pytest.raises(NotValid, match="本人提出申请的时间"):
        room.apply(kind="defence", via="custody")
    with pytest.raises(NotValid, match="不能晚于现在"):
        room.apply(kind="defence", via="custody", custody_at=timezone.now() + timedelta(hours=1))


def test_a_notice_is_one_screen_and_pressed_twice_it_is_one(client, room):
    room.town.login(client, room.officer)
    told = {"key": str(uuid4()), "ground": "mind", "organ": "区公安分局", "facts": "侦查阶段", "name": "小李"}
    assert client.post(reverse("aid:notice"), told | {"organ": ""}).status_code == 422
    assert [client.post(reverse("aid:notice"), told).status_code for _ in range(2)] == [302, 302]
    code = Application.objects.get().case.code
    page = client.get(reverse("aid:one", args=[code])).content.decode()
    assert ("不能完全辨认自己行为的成年人" in page, "还缺的材料" in page) == (True, False)
    assert reverse("aid:notice") in client.get(reverse("aid:desk")).content.decode()
