"""A slip that somebody holds before there is a matter: one code, one PIN, whatever it becomes."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.cases.keys import open_with_pin
from onedoor.cases.models import Case, KeyTry, Party
from onedoor.cases.opening import draft_cases, give_pin
from onedoor.cases.slips import give_out, pin_of, proof_of, use_up
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.persons.actions import enter

DESK = reverse("matters:desk")
SAID = "进步巷自来水断了三天，打过电话没有人来。"


def draft(**more):
    return Draft(title="停水", body=SAID, source="window", **more)


@pytest.fixture
def slip(town):
    return give_out(town.centre)


def received(town, slip, clerk, *, secrecy="normal", people=1):
    """A case opened with a slip, and no matter yet."""
    (case,) = draft_cases([("反映停水", town.community, secrecy)], by=clerk, slips=[slip])
    give_pin(case, str(slip.seed))
    case.save(force_insert=True)
    use_up({slip: case})
    for n in range(people):
        Party.objects.create(case=case, person=enter("周建" + "国民"[n], by=clerk))
    record(case, "case.opened", label="来访登记", by=clerk, note=SAID, claimants=7)
    return case


def test_a_matter_takes_the_code_and_the_pin_of_the_slip(town, slip):
    done = matters.register(draft(slip=slip), by=town.actor("clerk"))
    assert (done.matter.case.code, done.pin) == (slip.code, pin_of(slip))
    assert open_with_pin(slip.code, pin_of(slip), address="10.0.0.1").case == done.matter.case


def test_a_matter_is_taken_up_on_the_case_that_the_slip_opened(town, slip):
    clerk = town.actor("clerk")
    case = received(town, slip, clerk)
    done = matters.register_once(uuid4(), draft(slip=slip), by=clerk)
    assert (done.matter.case_id, done.pin, Case.objects.count()) == (case.pk, pin_of(slip), 1)
    case.refresh_from_db()
    assert (case.title, case.region, case.parties.count()) == ("停水", town.community, 1)
    assert [event.verb for event in case.events.order_by("seq")] == ["case.opened", "matter.registered"]
    assert [clock.kind for clock in case.deadlines.all()] == ["notify"]
    assert case.due_at == case.deadlines.get().due_at


def test_a_double_press_takes_up_once(town, slip):
    clerk, key = town.actor("clerk"), uuid4()
    received(town, slip, clerk)
    first = matters.register_once(key, draft(slip=slip), by=clerk)
    again = matters.register_once(key, draft(slip=slip), by=clerk)
    assert (again.matter.pk, again.pin, Matter.objects.count()) == (first.matter.pk, first.pin, 1)


def test_a_slip_with_a_matter_is_refused(town, slip):
    clerk = town.actor("clerk")
    matters.register(draft(slip=slip), by=clerk)
    with pytest.raises(NotNow, match="已经登记为事项"):
        matters.register(draft(slip=slip), by=clerk)


def test_an_ended_case_is_not_taken_up(town, slip):
    clerk = town.actor("clerk")
    case = received(town, slip, clerk)
    Case.objects.filter(pk=case.pk).update(closed_at=case.opened_at)
    with pytest.raises(NotNow, match="已经办结"):
        matters.take_up(case, draft(), by=clerk)


def test_a_street_does_not_take_up_what_lies_elsewhere(town, slip):
    case = received(town, slip, town.actor("clerk"))
    stranger = town.actor("clerk", org=town.other_street_centre, name="别处")
    with pytest.raises(NotAllowed):
        matters.take_up(case, draft(), by=stranger)


def test_whoever_was_entered_is_not_entered_again(town, slip):
    clerk = town.actor("clerk")
    case = received(town, slip, clerk)
    with pytest.raises(NotValid, match="已经登记过"):
        matters.take_up(case, draft(person=enter("周建国", by=clerk)), by=clerk)


def test_who_gave_no_name_may_give_it_with_the_matter(town, slip):
    clerk = town.actor("clerk")
    case = received(town, slip, clerk, people=0)
    person = enter("周建国", by=clerk)
    matters.take_up(case, draft(person=person), by=clerk)
    assert case.parties.get().person == person


@pytest.fixture
def at_desk(client, town):
    clerk = town.actor("clerk")
    town.login(client, clerk)
    return clerk


def press(client, **told):
    return client.post(DESK, {"key": str(uuid4()), "body": SAID, "kind": "help", **told})


def test_the_desk_fills_in_what_the_reception_took_down(client, at_desk, town, slip):
    received(town, slip, at_desk, people=2)
    page = client.get(DESK, {"slip": slip.code})
    text = page.content.decode()
    assert ("来访人已登记（2人）" in text, SAID in text, 'name="phone"' in text) == (True, True, False)
    assert "周" not in text
    known = page.context["form"].initial
    assert (known["claimants"], known["town"]) == (7, town.street.code)
    assert known["community"] == town.community.code


def test_what_was_typed_before_the_slip_stays(client, at_desk, town, slip):
    received(town, slip, at_desk)
    page = press(client, slip=slip.code, body="还有别的事要说。", again="slip")
    assert (page.status_code, page.context["form"].initial["body"]) == (200, "还有别的事要说。")
    assert Matter.objects.count() == 0


def test_the_slip_page_shows_the_same_code_and_pin(client, at_desk, town, slip):
    page = client.get(press(client, slip=slip.code.replace("-", ""), pin=pin_of(slip)).url)
    assert (page.context["case"].code, page.context["pin"]) == (slip.code, pin_of(slip))
    assert "不必打印" in page.content.decode()
    assert "不必打印" not in client.get(press(client, body="别的事，没有小票。").url).content.decode()


def test_the_enquiry_desk_gives_a_slip_and_is_led_to_no_file(client, town, at_desk):
    page = client.get(press(client, body="灯不亮。").url)
    assert reverse("matters:matter", args=[page.context["case"].code]) in page.content.decode()
    town.login(client, town.actor("receptionist"))
    page = client.get(press(client).url)
    assert (len(page.context["pin"]), page.context["is_seen"]) == (6, False)
    assert f'"{reverse("matters:matter", args=[page.context["case"].code])}"' not in page.content.decode()


@pytest.mark.parametrize("pin", ["", "000000"])
def test_a_mistyped_digit_does_not_give_the_matter_to_another_visitors_slip(client, at_desk, slip, pin):
    page = press(client, slip=slip.code, pin=pin)
    assert (page.status_code, bool(page.context["form"].errors["pin"]), Matter.objects.count()) == (
        422,
        True,
        0,
    )
    assert KeyTry.objects.count() == (1 if pin else 0)


def test_guessing_pins_at_the_desk_ends(client, at_desk, slip):
    for _n in range(5):
        press(client, slip=slip.code, pin="000000")
    page = press(client, slip=slip.code, pin=pin_of(slip))
    assert ("输错次数过多" in page.content.decode(), Matter.objects.count()) == (True, 0)


def test_the_address_from_the_window_shows_the_slip_without_its_pin(client, at_desk, town, slip):
    asked = {"slip": slip.code, "proof": proof_of(slip)}
    page = client.get(DESK, asked)
    assert (page.context["form"]["pin"].is_hidden, asked["proof"] in page.content.decode()) == (True, True)
    other = give_out(town.centre)
    assert press(client, **asked | {"slip": other.code}).status_code == 422
    assert press(client, **asked).status_code == 302
    assert Matter.objects.get().case.code == slip.code


def test_the_proof_of_another_day_is_none(client, at_desk, slip):
    with time_machine.travel(timezone.now() - timedelta(hours=13)):
        proof = proof_of(slip)
    assert press(client, slip=slip.code, proof=proof).status_code == 422


def test_the_look_at_what_the_reception_took_down_is_logged(client, at_desk, town, slip):
    case = received(town, slip, at_desk)
    client.get(DESK, {"slip": slip.code})
    row = AccessLog.objects.get(kind="read", case_code=case.code)
    assert (row.fields, row.subjects) == ("case", [str(case.parties.get().person_id)])


def test_the_desk_leads_to_the_matter_that_is_there(client, at_desk, town, slip):
    matters.register(draft(slip=slip), by=at_desk)
    for page in (client.get(DESK, {"slip": slip.code}), press(client, slip=slip.code)):
        text = page.content.decode()
        assert (page.status_code, "已经登记为事项" in text) == (422, True)
        assert reverse("matters:matter", args=[slip.code]) in text


def test_the_desk_says_that_there_is_no_such_slip(client, at_desk):
    page = press(client, slip="261123-000-9999")
    assert (page.status_code, Matter.objects.count()) == (422, 0)
    assert "没有编号为261123-000-9999的小票" in page.content.decode()


def test_a_sealed_case_is_not_shown_by_its_slip(client, at_desk, town, slip):
    received(town, slip, at_desk, secrecy="family")
    page = client.get(DESK, {"slip": slip.code})
    text = page.content.decode()
    assert (page.status_code, "不在本岗位的范围内" in text, SAID in text) == (422, True, False)
    unknown = "261123-000-9999"
    assert text_of_refusal(page).replace(slip.code, unknown) == text_of_refusal(
        client.get(DESK, {"slip": unknown})
    )


def text_of_refusal(page):
    return page.context["form"].refusal
