"""Leaders' days: announced by office, filled in turn, and what is instructed is a duty."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.reception import actions
from onedoor.reception.arrivals import Arrival
from onedoor.reception.models import LeaderDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(town):
    return town.actor("leader")


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def arrange(leader, **more):
    told = {
        "post": leader.post,
        "office": "区委政法委书记",
        "day": tomorrow(),
        "opens": time(9),
        "closes": time(11, 30),
        "place": "一楼接访室",
        "places": 2,
    }
    return actions.arrange_day(**told | more, by=leader)


def receive(town, by, words="巷口路灯不亮"):
    return actions.receive(Arrival(words, region=town.community), by=by).reception


def test_a_day_is_arranged_by_its_own_unit(town, leader):
    assert str(arrange(leader)) == f"{tomorrow()} 区委政法委书记"
    with pytest.raises(NotAllowed):
        arrange(town.actor("clerk", name="别人"))
    with pytest.raises(NotValid, match="本单位"):
        arrange(leader, post=town.post("town_leader"))
    with pytest.raises(NotValid, match="已经安排"):
        arrange(leader)


def test_a_day_that_cannot_be_is_refused(leader):
    with pytest.raises(NotValid, match="已经过去"):
        arrange(leader, day=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotValid, match="晚于"):
        arrange(leader, closes=time(8))


def test_visits_take_their_turns_until_the_day_is_full(town, leader, clerk):
    day = arrange(leader)
    turns = [actions.put_on_day(receive(town, clerk, f"第{n}件"), day=day, by=clerk).turn for n in (1, 2)]
    assert turns == [1, 2]
    with pytest.raises(NotNow, match="已排满"):
        actions.put_on_day(receive(town, clerk, "第三件"), day=day, by=clerk)
    assert day.receptions.count() == 2


def test_who_is_taken_off_leaves_a_place(town, leader, clerk):
    day = arrange(leader, places=1)
    first = actions.put_on_day(receive(town, clerk), day=day, by=clerk)
    actions.take_off_day(first, by=clerk)
    assert actions.put_on_day(receive(town, clerk), day=day, by=clerk).turn == 1


def test_a_cancelled_day_takes_nobody(town, leader, clerk):
    day = actions.cancel_day(arrange(leader), reason="外出开会", by=leader)
    with pytest.raises(NotNow, match="已经取消"):
        actions.put_on_day(receive(town, clerk), day=day, by=clerk)
    with pytest.raises(NotNow, match="已经取消"):
        actions.cancel_day(day, reason="外出开会", by=leader)


def test_a_day_with_visitors_is_not_just_cancelled(town, leader, clerk):
    day = arrange(leader)
    actions.put_on_day(receive(town, clerk), day=day, by=clerk)
    with pytest.raises(NotNow, match="还排着1批"):
        actions.cancel_day(day, reason="外出开会", by=leader)
    assert LeaderDay.objects.standing().count() == 1


def test_a_leader_of_other_ground_is_no_leader_for_it(town, clerk):
    other = town.actor("town_leader", org=town.other_street_centre, name="东关")
    with pytest.raises(NotValid, match="岗位范围"):
        actions.put_on_day(receive(town, clerk), day=arrange(other), by=clerk)


def test_an_instruction_is_a_duty_of_the_unit(town, leader, clerk):
    put = actions.put_on_day(receive(town, clerk), day=arrange(leader), by=clerk)
    said = actions.instruct(put, org=town.water, words="三日内修好", days=3, by=leader)
    duty = said.duty
    assert (duty.org, duty.words, duty.origin) == (town.water, "三日内修好", "领导接访批示：区委政法委书记")
    assert (said.reception.status, duty.clock.days) == ("instructed", 3)
    second = actions.instruct(put, org=town.housing, words="一并查看", days=5, by=leader)
    assert [one.duty.number for one in put.instructions.all()] == [1, 2]
    with pytest.raises(NotNow, match="还有2项任务"):
        actions.answer(second.reception, result="修好了", by=clerk)
    with pytest.raises(NotNow, match="已经批示"):
        actions.take_off_day(put, by=clerk)


def test_who_was_not_received_by_them_is_not_instructed_about(town, leader, clerk):
    reception = receive(town, clerk)
    with pytest.raises(NotAllowed, match="排进领导接访日"):
        actions.instruct(reception, org=town.water, words="修", days=3, by=leader)
    put = actions.put_on_day(reception, day=arrange(leader), by=clerk)
    for other in (
        town.actor("town_leader", name="街道"),
        town.actor("town_leader", org=town.other_street_centre, name="别处"),
        clerk,
    ):
        with pytest.raises(NotAllowed):
            actions.instruct(put, org=town.water, words="修", days=3, by=other)
    assert put.instructions.count() == 0
