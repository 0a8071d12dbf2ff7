"""Papers are asked for once; nobody is taken to have withdrawn before their days are over, and who disagrees may object."""

import io
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from onedoor.aid import actions
from onedoor.aid.queries.applications import counts_of, list_of
from onedoor.aid.steps import open_steps
from onedoor.kit.problems import NotNow, NotValid

pytestmark = pytest.mark.django_db
MONDAY = datetime.fromisoformat("2026-11-02T09:00:00+08:00")


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY)


def wanting(room, days=2, **more):
    return actions.want(room.apply(papers=["identity", "facts"], **more), days=days, by=room.officer)


def wait(time_machine, days=5):
    """Two days were given; five later they are over, the seven of deciding are not."""
    time_machine.move_to(timezone.now() + timedelta(days=days))


def titles(application) -> list[str]:
    return sorted(application.case.papers.filter(name__endswith=".pdf").values_list("name", flat=True))


def test_papers_are_told_once_and_the_days_of_deciding_are_never_stopped_again(room):
    application = actions.supply(wanting(room), papers=["hardship"], by=room.officer)
    assert (application.status, application.wanted) == ("applied", ["work"])
    with pytest.raises(NotNow, match="只告知一次"):
        actions.want(application, by=room.officer)
    assert application.case.deadlines.get(kind="aid_decide").state == "running"
    assert (
        "want" in open_steps(application, room.officer),
        "supply" in open_steps(application, room.officer),
    ) == (
        False,
        True,
    )
    application = actions.supply(application, papers=["work"], by=room.officer)
    assert (application.missing, application.case.deadlines.get(kind="aid_supply").state) == ([], "met")
    with pytest.raises(NotNow, match="没有等着补充的材料"):
        actions.supply(application, papers=["work"], by=room.officer)


def test_papers_come_after_help_that_came_first(room):
    application = actions.advance(room.apply(papers=["identity"], urgency="expiring"), by=room.officer)
    assert "supply" in open_steps(application, room.officer)
    application = actions.supply(application, papers=["work", "facts", "hardship"], by=room.officer)
    assert (application.status, application.wanted, application.missing) == ("granted", [], [])


def test_the_letter_names_the_last_day_and_what_is_missing(room):
    word = wanting(room, days=4).case.papers.get(name__endswith=".docx")
    said = "\n".join(line.text for line in Document(io.BytesIO(word.file.read())).paragraphs)
    for words in ("请在11月6日24时以前交到窗口", "视为撤回申请", "经济困难状况说明表", "劳动合同"):
        assert words in said


def test_nobody_has_withdrawn_before_the_days_are_over(room, time_machine):
    application = wanting(room)
    told = {"why": "unsupplied", "reason": "电话催过两次。", "by": room.officer}
    with pytest.raises(NotNow, match="还没有到"):
        actions.withdraw(application, **told)
    with pytest.raises(NotNow, match="还没有到"):
        actions.withdraw(room.apply(), **told)
    wait(time_machine)
    gone = actions.withdraw(application, **told)
    assert (gone.status, gone.reason) == (
        "withdrawn",
        "到期没有补充材料，也没有说明情况，视为撤回申请（《法律援助法》第四十三条）。电话催过两次。",
    )
    assert titles(gone) == ["按撤回申请处理告知书.pdf", "补充材料告知书.pdf"]


@pytest.mark.parametrize(("why", "reason", "field"), [("own", " ", "reason"), ("mood", "不来了", "why")])
def test_it_is_said_in_words_how_somebody_withdrew(room, why, reason, field):
    with pytest.raises(NotValid) as refused:
        actions.withdraw(room.apply(), why=why, reason=reason, by=room.officer)
    assert refused.value.detail["field"] == field


def test_only_what_may_be_is_offered_on_the_page(client, room):
    application = wanting(room)
    room.town.login(client, room.officer)
    page = client.get(reverse("aid:one", args=[application.case.code])).content.decode()
    assert ("本人要求撤回" in page, "到期没有补充材料" in page) == (True, False)


def test_what_was_not_brought_in_time_stands_at_the_desk_as_late(client, room, time_machine):
    application = wanting(room)
    fresh = room.apply()
    assert (counts_of(room.officer)["late"], list(list_of(room.officer))) == (0, [fresh, application])
    wait(time_machine)
    assert (counts_of(room.officer)["late"], next(iter(list_of(room.officer)))) == (1, application)
    room.town.login(client, room.officer)
    assert "补充期限已过" in client.get(reverse("aid:desk")).content.decode()


def test_who_did_not_withdraw_objects_and_the_application_is_looked_at_after_all(room, time_machine):
    application = wanting(room)
    wait(time_machine)
    application = actions.withdraw(application, why="unsupplied", reason="没有来。", by=room.officer)
    application = actions.object_(
        application, words="我交到了社区。", by=room.town.resident(application.case_id)
    )
    assert application.case.closed_at is None
    both = room.town.seat(room.officer.staff, room.reviewer.post)
    assert (
        "reopen" in open_steps(application, both),
        "overturn" in open_steps(application, room.reviewer),
    ) == (
        False,
        False,
    )
    with pytest.raises(NotNow, match="责令继续审查"):
        actions.overturn(application, reason="应当援助。", by=room.reviewer)
    application = actions.reopen(application, reason="社区确实收到了。", by=room.reviewer)
    kinds = {clock.kind: clock.state for clock in application.case.deadlines.open()}
    assert (application.status, kinds) == ("applied", {"aid_decide": "running"})
    application = actions.supply(application, papers=["hardship", "work"], by=room.officer)
    assert actions.grant(application, by=room.officer).status == "granted"


def test_what_was_decided_is_not_sent_back_to_be_decided(room):
    declined = actions.decline(room.apply(), reason="不属于范围。", by=room.officer)
    objected = actions.object_(declined, words="不服", by=room.officer)
    with pytest.raises(NotNow, match="已经审查决定过"):
        actions.reopen(objected, reason="再看一次。", by=room.reviewer)
