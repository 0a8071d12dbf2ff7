"""Applications: what the law lets in, papers told all at once, urgent help first, letters, objections, ratings."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

from onedoor.aid import actions
from onedoor.aid.applying import Told, Who
from onedoor.aid.models import Application
from onedoor.aid.queries.applications import list_of
from onedoor.aid.tests.conftest import person, row
from onedoor.audit.models import AccessLog
from onedoor.cases.keys import open_with_pin
from onedoor.cases.models import Case
from onedoor.cases.slips import give_out, pin_of
from onedoor.kit.problems import NotAllowed, NotNow, NotValid

pytestmark = pytest.mark.django_db


def test_an_application_takes_the_slip_of_the_visitor_and_its_days_run(room):
    slip = give_out(room.town.centre)
    told = Told(kind="labour", facts="拖欠工资", slip=slip.code, who=Who(person("周建国")))
    application, pin = actions.apply_(told, by=room.officer)
    assert (application.case.code, pin) == (slip.code, "")
    assert open_with_pin(slip.code, pin_of(slip), address="10.0.0.1").case == application.case
    clock = application.case.deadlines.get()
    assert (clock.kind, clock.days, clock.basis) == ("aid_decide", 7, "《法律援助法》第四十三条")


def test_who_comes_without_a_slip_is_given_one(room):
    told = Told(kind="labour", facts="拖欠工资", who=Who(person("周建国")))
    application, pin = actions.apply_(told, by=room.officer)
    assert open_with_pin(application.case.code, pin, address="10.0.0.1").case == application.case


@pytest.mark.parametrize(
    ("told", "words"),
    [({"facts": " "}, "请写明"), ({"kind": "quarrel"}, "请选择援助事项"), ({"name": ""}, "姓名")],
)
def test_what_is_missing_is_said_and_nothing_is_written(room, told, words):
    with pytest.raises(NotValid, match=words):
        room.apply(**told)
    assert (Application.objects.count(), Case.objects.count()) == (0, 0)


def test_a_post_without_the_verb_takes_nothing_down(room):
    told = Told(kind="labour", facts="拖欠工资", who=Who(person("周建国")))
    with pytest.raises(NotAllowed):
        actions.apply_(told, by=room.town.actor("clerk"))


def test_missing_papers_are_told_all_at_once_and_the_days_stand_still(room):
    application = actions.want(room.apply(papers=["identity", "facts"]), by=room.officer)
    assert application.wanted == ["hardship", "work"]
    assert application.case.deadlines.get(kind="aid_decide").state == "paused"
    with pytest.raises(NotNow):
        actions.grant(application, by=room.officer)
    application = actions.supply(application, papers=["work", "hardship"], by=room.officer)
    assert (application.missing, application.wanted) == ([], [])
    assert application.case.deadlines.get(kind="aid_decide").state == "running"
    assert actions.grant(application, by=room.officer).status == "granted"


def test_nothing_is_granted_while_a_paper_is_missing_and_nothing_wanted_when_none_is(room):
    with pytest.raises(NotNow, match="还缺材料：身份证明"):
        actions.grant(room.apply(papers=["facts", "hardship", "work"]), by=room.officer)
    with pytest.raises(NotNow, match="材料已经齐全"):
        actions.want(room.apply(), by=room.officer)


def test_what_cannot_wait_is_helped_first_and_stands_first(room):
    calm = room.apply()
    urgent = room.apply(papers=[], urgency="expiring")
    assert list(list_of(room.officer)) == [urgent, calm]
    with pytest.raises(NotNow, match="没有登记紧急情形"):
        actions.advance(calm, by=room.officer)
    urgent = actions.advance(urgent, by=room.officer)
    assert (urgent.status, urgent.wanted) == ("granted", ["identity", "facts", "hardship", "work"])


def test_hardship_is_measured_by_the_standard_unless_the_law_does_not_ask(room, standard):
    rich = {"household": 2, "income": 1802}
    with pytest.raises(NotNow, match="人均月收入901元，超过经济困难标准900元"):
        actions.grant(room.apply(**rich), by=room.officer)
    papers = ["identity", "facts", "exempt", "work"]
    assert (
        actions.grant(room.apply(**rich, exempt="migrant", papers=papers), by=room.officer).status
        == "granted"
    )
    violence = room.apply(**rich, kind="violence")
    assert actions.grant(violence, by=room.officer).status == "granted"
    assert room.granted(household=2, income=1800).status == "granted"


def test_an_application_from_custody_shows_whether_it_came_within_a_day(room):
    now = timezone.now()
    soon = room.apply(kind="defence", custody_at=now - timedelta(hours=20))
    late = room.apply(kind="defence", custody_at=now - timedelta(hours=30))
    states = [one.case.deadlines.get(kind="aid_forward").state for one in (soon, late)]
    assert states == ["met", "late"]


def test_the_letter_is_kept_as_word_and_as_pdf_with_the_name_opened_and_logged(room):
    application = actions.decline(room.apply(), reason="已经委托了律师。", by=room.officer)
    word, pdf = application.case.papers.order_by("name")
    assert (word.name, pdf.content_type) == ("不予法律援助决定书.docx", "application/pdf")
    said = "\n".join(line.text for line in Document(io.BytesIO(word.file.read())).paragraphs)
    for words in ("周建国：", "《法律援助法》第三十一条第五项", "理由：已经委托了律师。", "第四十九条"):
        assert words in said
    assert pdf.file.read(5) == b"%PDF-"
    log = AccessLog.objects.filter(kind="reveal", purpose="P21", case_code=application.case.code)
    assert log.count() == 1


def test_a_refusal_needs_reasons(room):
    with pytest.raises(NotValid, match="应当说明理由"):
        actions.decline(room.apply(), reason=" ", by=room.officer)


def test_an_objection_is_reviewed_by_the_bureau_and_never_by_whoever_decided(room):
    declined = actions.decline(room.apply(), reason="不属于范围。", by=room.officer)
    objected = actions.object_(declined, words="我的工资确实没有给。", by=room.officer)
    assert objected.case.deadlines.get(kind="aid_review").days == 5
    both = room.town.seat(room.officer.staff, room.reviewer.post)
    with pytest.raises(NotAllowed, match="您本人作出"):
        actions.uphold(objected, reason="维持。", by=both)
    with pytest.raises(NotAllowed, match="司法行政部门"):
        actions.uphold(objected, reason="维持。", by=room.officer)
    assert actions.overturn(objected, reason="属于劳动报酬。", by=room.reviewer).status == "granted"
    kinds = {clock.kind: clock.state for clock in objected.case.deadlines.all()}
    assert (kinds["aid_review"], kinds["aid_assign"]) == ("met", "running")


def test_the_bureau_sees_a_case_only_when_it_was_objected_to(room):
    application = room.apply()
    assert list(list_of(room.reviewer)) == []
    actions.object_(
        actions.decline(application, reason="不属于范围。", by=room.officer), words="不服", by=room.officer
    )
    assert list(list_of(room.reviewer)) == [application]


def test_help_ends_for_a_reason_of_the_law_and_a_withdrawn_application_is_over(room):
    with pytest.raises(NotValid, match="终止情形"):
        actions.terminate(room.granted(), ended_for="mood", by=room.officer)
    ended = actions.terminate(room.granted(), ended_for="own", reason="已自行委托。", by=room.officer)
    assert (ended.status, ended.case.closed_at is None) == ("ended", False)
    gone = actions.withdraw(room.apply(), why="own", reason="本人撤回", by=room.officer)
    assert (gone.status, gone.case.deadlines.open().count()) == ("withdrawn", 0)


def test_the_client_rates_once_when_it_is_over(room):
    application = actions.assign(room.granted(), lawyer=row(room.lawyer), by=room.officer)
    with pytest.raises(NotNow, match="结案以后"):
        actions.rate(application, stars=5, by=room.officer)
    actions.take_up(application, by=room.lawyer)
    actions.progress(application, words="已经申请仲裁。", by=room.lawyer)
    actions.close(application, result="裁决支付工资。", by=room.lawyer)
    with pytest.raises(NotAllowed):
        actions.rate(application, stars=4, by=room.town.resident())
    rated = actions.rate(application, stars=4, by=room.town.resident(application.case_id))
    assert rated.stars == 4
    with pytest.raises(NotNow, match="已经评价过"):
        actions.rate(application, stars=1, by=room.officer)
