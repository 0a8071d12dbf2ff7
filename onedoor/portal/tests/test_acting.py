"""What residents may do with their own matter, and the words when it is too late."""

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.cases.keys import Opened
from onedoor.kit.problems import NotAllowed
from onedoor.matters import actions as matters
from onedoor.matters.models import Matter
from onedoor.portal.tests.conftest import text
from onedoor.portal.visiting import unlock


@pytest.fixture
def mine(door):
    return Matter.objects.select_related("case").get(case__code=door.file(contact={"name": "李阿姨"})[0])


@pytest.fixture
def answered(mine, staff, time_machine):
    time_machine.move_to("2026-10-12 09:00+08:00", tick=False)
    return staff.close(mine)


@pytest.fixture
def back(door, answered):
    """The resident opens the case again, on whatever day it is."""

    def opened():
        door.client = Client()
        session = door.client.session
        unlock(session, Opened(answered.case))
        session.save()
        return door

    return opened


def offered(door, matter):
    page = text(door.get("case", matter.case.code))
    names = ("rate", "object", "review", "add")
    return {name for name in names if reverse("portal:act", args=[matter.case.code, name]) in page}


def test_only_open_acts_are_offered(door, mine):
    assert offered(door, mine) == {"add"}
    assert door.get("act", mine.case.code, "rate").status_code == 409
    assert door.get("act", mine.case.code, "fly").status_code == 404


def test_acts_after_the_answer_say_until_when(back, answered):
    door = back()
    assert offered(door, answered) == {"rate", "object", "review"}
    assert "到10月27日24时" in text(door.get("case", answered.case.code))


def test_rating_is_taken_once(back, answered):
    door, code = back(), answered.case.code
    assert door.act(code, "rate", is_solved="yes", stars="5", note="谢谢").status_code == 302
    answered.refresh_from_db()
    assert (answered.stars, answered.is_solved) == (5, True)
    assert "rate" not in offered(door, answered)
    assert "已经评价过" in text(door.get("act", code, "rate"))


def test_rating_asks_for_both_answers_and_keeps_the_words(back, answered):
    page = back().act(answered.case.code, "rate", note="灯还是暗")
    assert (page.status_code, "灯还是暗" in text(page)) == (422, True)


def test_not_solved_goes_to_another_verifier(back, answered, staff, town):
    door = back()
    assert door.act(answered.case.code, "object", note="第二天又灭了").status_code == 302
    page = text(door.get("case", answered.case.code))
    assert "正换一位核查人员重新核查" in page and "第二天又灭了" in page and "这是上一次的答复" in page
    answered.refresh_from_db()
    with pytest.raises(NotAllowed):
        matters.verify(answered, by=staff.verifier)
    assert matters.verify(answered, by=town.actor("verifier", name="另一位")).status == "verified"


def test_same_press_twice_is_one_act(back, answered):
    door, code = back(), answered.case.code
    key = "00000000-0000-4000-8000-00000000000a"
    assert [door.post("act", code, "object", key=key, note="又灭了").status_code for _ in range(2)] == [
        302,
        302,
    ]
    answered.refresh_from_db()
    assert (answered.round, answered.case.events.filter(verb="matter.objected").count()) == (2, 1)


def test_adding_twice_is_added_once(door, mine):
    key = "00000000-0000-4000-8000-00000000000a"
    for _press in range(2):
        assert door.post("act", mine.case.code, "add", key=key, note="灯杆也歪了").status_code == 302
    assert mine.case.events.filter(verb="matter.noted").count() == 1


def test_review_is_opened_at_the_level_above_and_belongs_to_the_same_key(back, answered):
    door, code = back(), answered.case.code
    assert door.act(code, "review", note="没有查清楚").status_code == 302
    review = answered.reviews.get()
    assert reverse("portal:case", args=[review.case.code]) in text(door.get("case", code))
    page = text(door.get("case", review.case.code))
    assert "这是复查" in page and code in page and "答复您的复查申请" in page
    assert "您已经申请过复查" in text(door.get("act", code, "review"))


def test_too_late_is_said_in_plain_words(back, answered, time_machine):
    time_machine.move_to("2026-10-28 09:00+08:00", tick=False)
    door, code = back(), answered.case.code
    assert offered(door, answered) == {"rate", "review"}
    page = door.get("act", code, "object")
    assert (page.status_code, "答复以后15天内" in text(page)) == (409, True)
    time_machine.move_to("2026-11-30 09:00+08:00", tick=False)
    assert offered(back(), answered) == {"rate"}
    page = door.post("act", code, "review", note="还是不服")
    assert (page.status_code, "还是不服" in text(page) or "30天内可以申请复查" in text(page)) == (409, True)
    assert "不能再补充" in text(door.get("act", code, "add"))
