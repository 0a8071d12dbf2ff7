from dataclasses import dataclass
from datetime import date

import pytest

from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.worktime import actions, counting
from onedoor.worktime.models import DayEdit, SpecialDay
from onedoor.worktime.notices import take_in

pytestmark = pytest.mark.django_db
EIGHTH, TENTH = date(2026, 10, 8), date(2026, 10, 10)


@dataclass(frozen=True)
class Hand:
    """Someone acting in a post; the real one lives on a floor above this room."""

    post: str
    staff: str
    verbs: tuple[str, ...] = ()

    def holds(self, verb):
        return verb in self.verbs


KEEPER = Hand("综治中心 系统管理员", "赵敏", ("worktime.edit",))
CLERK = Hand("综治中心 综合受理员", "钱进", ("matter.register",))


@pytest.fixture(autouse=True)
def year_2026():
    take_in(2026)


def close_the_eighth(**changed):
    facts = {"is_workday": False, "name": "全区停电检修", "reason": "区政府通告", "by": KEEPER} | changed
    return actions.set_day(EIGHTH, **facts)


def test_a_rest_day_set_by_the_district_is_counted_at_once_and_written_down():
    assert counting.end_of(date(2026, 9, 30), 1) == EIGHTH
    close_the_eighth()
    assert counting.end_of(date(2026, 9, 30), 1) == date(2026, 10, 9)
    edit = DayEdit.objects.get()
    assert (edit.was, edit.became, edit.reason, edit.by) == (
        "平常日",
        "休息（全区停电检修，本区自定）",
        "区政府通告",
        "综治中心 系统管理员 赵敏",
    )


def test_taking_the_districts_day_back_brings_the_notice_back():
    actions.set_day(TENTH, is_workday=False, name="本区不补班", reason="试行", by=KEEPER)
    assert not counting.is_workday(TENTH)
    actions.remove_day(TENTH, reason="试行结束", by=KEEPER)
    assert counting.is_workday(TENTH)
    assert SpecialDay.objects.get(date=TENTH).name == "国庆节调休"
    close_the_eighth()
    actions.remove_day(EIGHTH, reason="取消", by=KEEPER)
    assert not SpecialDay.objects.filter(date=EIGHTH).exists()


def test_a_day_of_the_notice_cannot_be_taken_back():
    with pytest.raises(NotFound):
        actions.remove_day(TENTH, reason="误操作", by=KEEPER)


def test_only_the_post_that_keeps_the_calendar_changes_it():
    with pytest.raises(NotAllowed):
        close_the_eighth(by=CLERK)
    with pytest.raises(NotAllowed):
        actions.remove_day(TENTH, reason="误操作", by=CLERK)
    with pytest.raises(NotAllowed):
        actions.publish_year(2027, source="国办发明电〔2026〕9号", reason="已录入", by=CLERK)
    assert DayEdit.objects.count() == 0


@pytest.mark.parametrize("missing", ["name", "reason"])
def test_a_change_without_name_or_reason_is_refused_and_changes_nothing(missing):
    with pytest.raises(NotValid):
        close_the_eighth(**{missing: "  "})
    assert counting.is_workday(EIGHTH)


def test_a_year_typed_in_by_hand_is_provisional_until_its_notice_is_confirmed():
    assert counting.is_provisional(date(2027, 3, 1))
    with pytest.raises(NotValid):
        actions.publish_year(2027, source=" ", reason="已录入", by=KEEPER)
    actions.publish_year(2027, source="国办发明电〔2026〕9号", reason="已逐日核对", by=KEEPER)
    assert not counting.is_provisional(date(2027, 3, 1))
    with pytest.raises(NotNow):
        actions.publish_year(2027, source="国办发明电〔2026〕9号", reason="再次", by=KEEPER)
