"""交通事故调解不成 — three days to ask the traffic police together and three for a review are working days (程序规定 第一百一十二条)."""

from datetime import date, datetime

import time_machine
from django.utils import timezone

from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.tests.conftest import Room
from onedoor.worktime.counting import forget
from onedoor.worktime.models import SpecialDay, YearNotice


def test_a_failed_traffic_case_counts_working_days_over_a_holiday(town):
    YearNotice.objects.get_or_create(year=2026)
    # The national holiday of 2026: 1 to 7 October, and 10 October is worked.
    for day in range(1, 8):
        SpecialDay.objects.update_or_create(
            date=date(2026, 10, day), defaults={"is_workday": False, "name": "国庆节"}
        )
    SpecialDay.objects.update_or_create(
        date=date(2026, 10, 10), defaults={"is_workday": True, "name": "补班"}
    )
    forget()
    with time_machine.travel(timezone.make_aware(datetime(2026, 9, 30, 10)), tick=False):
        room = Room(town)
        mediation = room.mediating(type="0503", facts="两车相碰，修理费谈不拢。")
        days = {"known_on": date(2026, 9, 20), "received_on": date(2026, 9, 29)}
        mediation = actions.fail(mediation, by=room.mediator, reason="修理费差得太远", **days)
        for side in mediation.sides.all():
            actions.tell_side(mediation, by=room.mediator, side=side, how="face")
    ending = mediation.endings.get()
    assert mediation.status == Status.FAILED
    assert dict(ending.ways.values_list("way", "last_day")) == {
        "police_mediation": date(2026, 10, 10),
        "accident_review": date(2026, 10, 9),
        "suit": date(2029, 9, 20),
        "aid": None,
    }
    assert ending.told.count() == 2
