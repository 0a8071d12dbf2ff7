"""Pages of venues: what each reader is shown, and what is said when something is refused."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from onedoor.venues import actions
from onedoor.venues.models import Booking, Centre, Equipment, EquipmentCheck, Fault, Room
from onedoor.venues.queries.timetable import day_of, sign_of, week_of
from onedoor.venues.tests.people import MONDAY, at, opened

ROOMS, MINE = reverse("venues:rooms"), reverse("venues:bookings")


def page(name, *args):
    return reverse(f"venues:{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


def asked(begin="10:00", until="11:00", **more):
    return {
        "day": str(MONDAY),
        "begin": begin,
        "until": until,
        "work": "mediation",
        "key": str(uuid4()),
    } | more


# ---------------------------------------------------------------- centres


def test_anybody_finds_the_centres_with_address_and_rooms(client, house):
    shown = text_of(client.get(page("centres")))
    told = ("区综治中心", "大城街道综治中心", "示范路1号", "第一调解室")
    assert [words in shown for words in told] == [True] * 4
    one = text_of(client.get(page("centre", house.centre.pk)))
    assert ("可坐12人" in one, page("centre_edit", house.centre.pk) in one) == (True, False)


def test_the_operator_changes_a_centre_and_opens_another(client, house, town):
    client = town.login(client, house.keeper)
    told = {"name": "区综治中心", "address": "藉河北路2号", "lon": "105.7", "lat": "34.5", "is_open": "on"}
    answer = client.post(page("centre_edit", house.centre.pk), told)
    assert (answer.status_code, Centre.objects.get(pk=house.centre.pk).address) == (302, "藉河北路2号")
    half = client.post(page("centre_edit", house.centre.pk), told | {"lat": ""})
    assert (half.status_code, "经度和纬度要一起填" in text_of(half)) == (422, True)
    new = client.post(page("centre_new"), {"org": town.town_centre.pk, "name": "玉泉镇综治中心"})
    assert (new.status_code, Centre.objects.filter(org=town.town_centre).count()) == (302, 1)
    again = client.post(page("centre_new"), {"org": town.town_centre.pk, "name": "玉泉镇综治中心"})
    assert (again.status_code, Centre.objects.filter(org=town.town_centre).count()) == (422, 1)


# ---------------------------------------------------------------- the timetable


def cells(grid):
    return [[(cell.kind, cell.width) for cell in row.cells] for row in grid.rows]


def test_a_day_is_free_taken_and_closed_by_quarters(house, town):
    house.booked("10:00", "11:00")
    grid = day_of(house.centre, MONDAY, town.water)
    free = ("free", 2)
    morning = [("closed", 2), *[free] * 3, ("taken", 4), *[free] * 2]
    assert cells(grid) == [[*morning, ("closed", 10), *[free] * 7]]
    assert [(f"{hour:%H}", width) for hour, width in grid.hours][:2] == [("08", 4), ("09", 4)]


def test_a_week_shows_seven_days_and_closed_weekends(house, town):
    grid = week_of(house.room, MONDAY, town.water)
    assert [row.is_closed for row in grid.rows] == [False] * 5 + [True] * 2


def test_the_timetable_names_units_and_work_and_never_whose_case(client, house, town):
    case = opened(town)
    by = town.actor("dispatcher")
    actions.book(house.room, at("10:00"), at("11:00"), "mediation", by=by, case=case)
    client = town.login(client, town.actor("handler"))
    for address in (ROOMS, page("room", house.room.pk), page("sign", house.room.pk)):
        shown = text_of(client.get(address))
        assert ("区综治中心" in shown, "调解" in shown) == (True, True)
        assert (case.code in shown, case.title in shown) == (False, False)


def test_only_the_unit_that_booked_is_shown_the_case(client, house, town):
    case = opened(town)
    by = town.actor("dispatcher", org=town.street_centre)
    booking = actions.book(house.room, at("10:00"), at("11:00"), "mediation", by=by, case=case)
    shown = {}
    for reader in (by, town.actor("operator")):
        shown[reader.post.org.name] = case.code in text_of(
            town.login(client, reader).get(page("booking", booking.pk))
        )
    assert shown == {"大城街道综治中心": True, "区综治中心": False}


def test_nonsense_in_the_address_shows_today(client, house, town):
    client = town.login(client, town.actor("clerk"))
    for query in ("?day=soon", "?day=0001-01-01", "?day=9999-12-31", "?centre=x", "?centre=999999"):
        answer = client.get(ROOMS + query)
        assert (answer.status_code, "2026-11-23" in text_of(answer)) == (200, True)


def test_more_rooms_and_bookings_ask_no_more_of_the_database(client, house, town):
    client = town.login(client, town.actor("clerk"))
    counts = []
    for n in (1, 2, 3):
        house.booked(f"{8 + n}:00".zfill(5), f"{9 + n}:00".zfill(5))
        with CaptureQueriesContext(connection) as asked_for:
            client.get(ROOMS)
        counts.append(len(asked_for))
        house.booked(room=house.room_in(house.centre, f"第{n}会议室"))
    assert counts[2] == counts[1]


def test_other_streets_are_not_offered(client, house, town):
    street = town.actor("dispatcher", org=town.other_street_centre)
    client = town.login(client, street)
    shown = text_of(client.get(ROOMS))
    assert ("东关街道综治中心" in shown, "大城街道综治中心" in shown) == (True, False)
    assert client.get(page("room", house.street_room.pk)).status_code == 403


# ---------------------------------------------------------------- bookings


def test_booking_on_the_page_and_finding_it_again(client, house, town):
    client = town.login(client, town.actor("handler"))
    answer = client.post(page("book", house.room.pk), asked())
    booking = Booking.objects.get()
    assert (answer.status_code, answer.url) == (302, page("booking", booking.pk))
    assert "第一调解室" in text_of(client.get(MINE))


def test_the_way_back_and_another_time_is_asked_about_first(client, house, town):
    client = town.login(client, town.actor("handler"))
    told = asked()
    client.post(page("book", house.room.pk), told)
    answer = client.post(page("book", house.room.pk), told | {"begin": "11:00", "until": "12:00"})
    assert (answer.status_code, "刚才已经预订过一次" in text_of(answer)) == (422, True)
    assert Booking.objects.count() == 1


def test_what_is_taken_is_said_and_free_times_are_offered(client, house, town):
    house.booked("10:00", "11:00", by=town.actor("clerk"))
    client = town.login(client, town.actor("handler"))
    answer = client.post(page("book", house.room.pk), asked("10:30", "11:30"))
    shown = text_of(answer)
    assert (answer.status_code, "10:00—11:00 已被区综治中心预订（调解）" in shown) == (409, True)
    assert "day=2026-11-23&amp;begin=08:30&amp;until=09:30" in shown
    tomorrow = str(MONDAY + timedelta(days=1))
    house.booked("10:00", "12:00", by=town.actor("clerk"), days=1)
    answer = client.post(page("book", house.room.pk), asked("10:30", "12:00", day=tomorrow))
    assert "day=2026-11-24&amp;begin=08:30&amp;until=10:00" in text_of(answer)


def test_the_timetables_link_fills_the_form_in(client, house, town):
    client = town.login(client, town.actor("handler"))
    shown = text_of(client.get(page("book", house.room.pk) + "?day=2026-11-24&begin=09:00"))
    assert ('value="2026-11-24"' in shown, shown.count("selected")) == (True, 2)
    for query in ("?day=x&begin=y", "?day=9999-12-31", "?day=0001-01-01&begin=23:59", "?begin=00:00&until=x"):
        assert client.get(page("book", house.room.pk) + query).status_code == 200


def test_a_time_that_is_not_listed_is_refused(client, house, town):
    client = town.login(client, town.actor("handler"))
    answer = client.post(page("book", house.room.pk), asked("10:07"))
    assert (answer.status_code, "请选列出的时间" in text_of(answer)) == (422, True)
    answer = client.post(page("book", house.room.pk), {"day": ""})
    assert (answer.status_code, Booking.objects.count()) == (422, 0)


def test_moving_and_cancelling_on_the_page(client, house, town):
    booking = house.booked()
    client = town.login(client, town.actor("handler"))
    moved = client.post(page("booking", booking.pk), asked("15:00", "16:00"))
    assert (moved.status_code, Booking.objects.get().starts_at) == (302, at("15:00"))
    wrong = client.post(page("booking", booking.pk), asked("11:30", "12:30"))
    assert (wrong.status_code, "开放时间" in text_of(wrong)) == (422, True)
    assert client.post(page("cancel", booking.pk), {"reason": ""}).status_code == 422
    assert client.post(page("cancel", booking.pk), {"reason": "改期"}).status_code == 302
    assert "改期" in text_of(client.get(page("booking", booking.pk)))
    assert "已取消" in text_of(client.get(MINE + "?past=1"))


def test_a_booking_of_another_unit_is_not_there(client, house, town):
    booking = house.booked()
    client = town.login(client, town.actor("handler", org=town.labour))
    assert client.get(page("booking", booking.pk)).status_code == 404
    assert client.post(page("cancel", booking.pk), {"reason": "我们要用"}).status_code == 404
    assert Booking.objects.standing().count() == 1


# ---------------------------------------------------------------- rooms and their doors


HOURS = {f"hours_{day}": "8:30-12:00，14:30-18:00" for day in range(1, 6)}


def test_the_operator_opens_and_changes_a_room(client, house, town):
    client = town.login(client, house.keeper)
    told = {"name": "心理咨询室", "kind": "counselling", "step": "15", "is_open": "on"} | HOURS
    assert client.post(page("room_new", house.centre.pk), told).status_code == 302
    room = Room.objects.get(name="心理咨询室")
    assert (room.hours.count(), room.step) == (10, 15)
    shown = text_of(client.get(page("room_edit", room.pk)))
    assert "08:30-12:00，14:30-18:00" in shown
    changed = client.post(page("room_edit", room.pk), told | {"hours_6": "9:00-11:00"})
    assert (changed.status_code, room.hours.filter(weekday=6).count()) == (302, 1)


@pytest.mark.parametrize("wrong", ["上午", "8:30", "25:00-26:00", "12:00-8:00", "8:30-12:00，11:00-13:00"])
def test_hours_that_cannot_be_are_refused(client, house, town, wrong):
    client = town.login(client, house.keeper)
    told = {"name": "心理咨询室", "kind": "counselling", "step": "30"} | HOURS | {"hours_1": wrong}
    answer = client.post(page("room_new", house.centre.pk), told)
    assert (answer.status_code, Room.objects.filter(name="心理咨询室").count()) == (422, 0)


def test_days_out_of_use_are_set_and_taken_back(client, house, town):
    client = town.login(client, house.keeper)
    tuesday = str(MONDAY + timedelta(days=1))
    told = {"day": tuesday, "reason": "粉刷"}
    assert client.post(page("close_day", house.room.pk), told).status_code == 302
    assert "粉刷" in text_of(client.get(page("room", house.room.pk)))
    assert client.post(page("close_day", house.room.pk), {"day": "x"}).status_code == 422
    assert client.post(page("open_day", house.room.pk), {"day": tuesday}).status_code == 302
    assert (house.room.closed_days.count(), client.post(page("open_day", house.room.pk)).status_code) == (
        0,
        404,
    )


def test_the_sign_at_the_door(client, house, time_machine):
    house.booked("10:00", "11:00")
    house.booked("15:00", "16:00", work="meeting")
    shown = {}
    for clock in ("08:00", "09:00", "10:30", "13:00", "17:00"):
        time_machine.move_to(at(clock), tick=False)
        sign = sign_of(Room.objects.get(pk=house.room.pk))
        shown[clock] = (sign.state, sign.until, len(sign.coming))
    assert shown == {
        "08:00": ("closed", None, 2),
        "09:00": ("free", at("10:00"), 2),
        "10:30": ("taken", at("11:00"), 1),
        "13:00": ("closed", None, 1),
        "17:00": ("free", at("18:00"), 0),
    }
    time_machine.move_to(at("10:30"), tick=False)
    part = text_of(client.get(page("sign", house.room.pk), headers={"HX-Request": "true"}))
    assert ("使用中" in part, "区水务局" in part, "<html" in part) == (True, True, False)
    assert 'hx-trigger="every 30s"' in part


# ---------------------------------------------------------------- equipment


def test_one_tap_a_day_and_what_is_missing_shows(client, house, town):
    client = town.login(client, town.actor("clerk"))
    before = text_of(client.get(page("equipment", house.centre.pk)))
    assert (before.count("还没有配"), "今天还没有看" in before) == (5, True)
    for _twice in "ab":
        assert client.post(page("check", house.water.pk)).status_code == 302
    assert EquipmentCheck.objects.count() == 1
    part = text_of(client.post(page("check", house.water.pk), headers={"HX-Request": "true"}))
    assert ("今天完好" in part, "<html" in part) == (True, False)


def test_a_fault_is_reported_with_a_photo_and_shows_its_code(client, house, town):
    client = town.login(client, town.actor("clerk"))
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "grey").save(picture, "PNG")
    picture.name = "dispenser.png"
    picture.seek(0)
    answer = client.post(page("fault", house.water.pk), {"words": "不出热水。", "photos": picture})
    fault = Fault.objects.get()
    assert (answer.status_code, fault.taken_up.papers.count()) == (302, 1)
    shown = text_of(client.get(page("equipment", house.centre.pk)))
    assert (fault.taken_up.code in shown, "有故障" in shown) == (True, True)
    again = client.post(page("fault", house.water.pk), {"words": "还是坏的。"})
    assert (again.status_code, fault.taken_up.code in text_of(again)) == (409, True)
    assert client.post(page("check", house.water.pk)).status_code == 409


def test_words_are_asked_for(client, house, town):
    client = town.login(client, town.actor("clerk"))
    assert client.post(page("fault", house.water.pk), {"words": ""}).status_code == 422
    assert Fault.objects.count() == 0


def test_another_centres_hall_is_looked_after_by_its_own(client, house, town):
    client = town.login(client, town.actor("clerk", org=town.other_street_centre))
    assert client.get(page("equipment", house.street.pk)).status_code == 403
    assert client.post(page("check", house.water.pk)).status_code == 403
    assert client.get(page("my_equipment")).url == page("equipment", house.other_street.pk)


def test_the_list_itself_is_the_operators(client, house, town):
    client = town.login(client, house.keeper)
    told = {"kind": "rack", "count": "2", "place": "咨询台旁", "is_kept": "on"}
    assert client.post(page("equipment_new", house.centre.pk), told).status_code == 302
    rack = Equipment.objects.get(kind="rack")
    gone = told | {"is_kept": ""}
    gone.pop("is_kept")
    assert client.post(page("equipment_edit", rack.pk), gone).status_code == 302
    assert "咨询台旁" not in text_of(client.get(page("equipment", house.centre.pk)))
    assert client.post(page("equipment_edit", rack.pk), told | {"count": "0"}).status_code == 422
