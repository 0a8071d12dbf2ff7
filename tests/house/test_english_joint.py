"""Joint work in English: every page of a plan, a place and a meeting, and every refusal of their forms."""

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.cases import duties
from onedoor.joint.actions import meetings, minutes, plans, visits
from onedoor.joint.tests.people import Round, called
from tests.house.test_english import data, read_all


@pytest.fixture
def work(town):
    """A round with a result and a find; a meeting held, one to come that starts with what was left."""
    made = Round(town).running()
    plans.remove_item(made.plan, 2, by=made.planner)
    visits.visit(made.place(1), {1: False}, words="有树枝", by=made.head)
    visits.find(made.place(1), words="堵了", item=made.plan.items.get(), by=made.head)
    first = called(town, town.water, name="第一次")
    item = meetings.put_topic(first, title="冬季值守", by=made.planner)
    meetings.hold(first, by=made.planner)
    minutes.decide(first, item.pk, org=town.water, words="排班", days=3, by=made.planner)
    minutes.write_minutes(first, item.pk, minutes="已议。", by=made.planner)
    return made, first, called(town, town.water, name="第二次")


def pages(plan, first, second):
    code = plan.case.code
    yield from (
        reverse(f"joint:{name}", args=[code]) for name in ("plan", "plan_edit", "grounds", "place_add")
    )
    yield reverse("joint:plan_print", args=[code])
    yield from (reverse("joint:place", args=[code, number]) for number in (1, 2))
    for meeting in (first, second):
        told = ("meeting", "minutes_print", "minutes_export", "case_panel")
        yield from (reverse(f"joint:{name}", args=[meeting.case.code]) for name in told)
    yield from (reverse(f"joint:{name}", args=[second.case.code]) for name in ("meeting_edit", "agenda"))


def test_every_page_of_joint_work_is_english(town, work):
    made, first, second = work
    known = data()
    for actor in (made.planner, made.head):
        browser = town.login(Client(headers={"accept-language": "en"}), actor)
        assert read_all(browser, list(pages(made.plan, first, second)), known) == {}


def test_every_refusal_of_its_forms_is_english(town, work):
    made, first, second = work
    code, item = made.plan.case.code, first.items.get()
    planner = town.login(Client(headers={"accept-language": "en"}), made.planner)
    head = town.login(Client(headers={"accept-language": "en"}), made.head)
    known, met = data(), first.case.code
    theirs = [reverse(f"joint:{name}", args=[code, 1]) for name in ("place", "find")]
    mine = [reverse(f"joint:{name}") for name in ("plan_new", "meeting_new")]
    mine += [reverse(f"joint:{name}", args=[code]) for name in ("plan_edit", "item_add", "place_add")]
    mine += [reverse("joint:plan_move", args=[code, move]) for move in ("start", "end", "drop", "fly")]
    mine += [reverse(f"joint:{name}", args=[met, item.pk]) for name in ("item_minutes", "decide")]
    mine += [reverse("joint:meeting_move", args=[met, move]) for move in ("minute", "cancel", "fly")]
    mine.append(reverse("joint:topic_add", args=[second.case.code]))
    assert read_all(head, theirs, known, "POST") == {}
    assert read_all(planner, mine, known, "POST") == {}


def test_a_duty_done_is_told_in_english(town, work):
    _made, first, second = work
    duty = first.items.get().decisions.get().duty
    duties.finish(duty, by=town.actor("handler", org=town.water), result="排好了")
    browser = town.login(Client(headers={"accept-language": "en"}), town.actor("dispatcher"))
    assert read_all(browser, [reverse("joint:meeting", args=[second.case.code])], data()) == {}
