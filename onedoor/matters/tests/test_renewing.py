"""Who may give a resident a new PIN: a window, and never whoever the resident's rating is about."""

import pytest

from onedoor.audit.models import AccessLog
from onedoor.audit.queries import reads_of_case
from onedoor.cases.models import Party
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.actions.renewing import renew
from onedoor.matters.standing import may_renew
from onedoor.persons.actions import enter

LOST = "回执单丢失，本人持身份证到窗口"


@pytest.fixture
def cast(town):
    return {
        "settler": town.actor("clerk", name="办事人"),
        "verifier": town.actor("verifier"),
        "answerer": town.actor("dispatcher", name="答复人"),
        "window": town.actor("clerk"),
    }


@pytest.fixture
def answered(town, cast):
    draft = Draft("水管破裂", "进步巷三天无水。", "window", community=town.community, desk=town.centre)
    matter = matters.register(draft, by=town.actor("clerk", name="登记人")).matter
    matters.accept(matter, by=cast["settler"])
    matter = matters.settle(matter, by=cast["settler"], result="已修好。")
    matter = matters.verify(matter, by=cast["verifier"])
    return matters.answer(matter, by=cast["answerer"], reply="已修好，供水正常。")


@pytest.mark.parametrize("who", ["settler", "verifier", "answerer"])
def test_whoever_is_rated_gives_out_no_pin(answered, cast, who, town):
    # A person who sits at a window as well is the same person.
    at_window = town.seat(cast[who].staff, town.post("clerk"))
    with pytest.raises(NotAllowed):
        renew(answered, by=at_window, reason=LOST, has_seen=True)
    assert AccessLog.objects.filter(kind="pin").count() == 0


def test_another_at_the_same_window_does(answered, cast):
    assert len(renew(answered, by=cast["window"], reason=LOST, has_seen=True)) >= 6


def test_lead_units_own_window_does_not_once_it_has_answered(answered, town):
    answered.lead = town.water
    theirs = town.actor("clerk", org=town.water, region=town.district)
    assert "由本单位办理" in may_renew(answered, theirs)
    answered.answered_at = None
    assert may_renew(answered, theirs) == ""


@pytest.mark.parametrize("kind", ["operator", "grid_worker", "village_head", "handler"])
def test_only_a_window_may(answered, town, kind):
    assert "窗口" in may_renew(answered, town.actor(kind))


def test_identity_is_checked_and_the_reason_says_something(answered, cast):
    for told in ({"reason": LOST, "has_seen": False}, {"reason": "工作需要", "has_seen": True}):
        with pytest.raises(NotValid):
            renew(answered, by=cast["window"], **told)


def test_resident_reads_that_a_pin_was_given_out(answered, cast):
    person = enter("张三", "13909381234", by=cast["window"])
    Party.objects.create(case=answered.case, person=person)
    renew(answered, by=cast["window"], reason=LOST, has_seen=True)
    (row,) = AccessLog.objects.filter(kind="pin")
    assert (row.staff, row.reason, row.case_code) == (cast["window"].staff, LOST, answered.case.code)
    told = [reading.what for reading in reads_of_case(answered.case.code, person.pk)]
    assert told == ["补发查询码"]
