"""Receiving visitors: one code, sealed names, first-asked responsibility, and how a visit ends."""

from uuid import uuid4

import pytest
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.cases.access import cases_for
from onedoor.cases.keys import open_with_pin
from onedoor.cases.models import Case, Event, Party
from onedoor.cases.slips import give_out, pin_of
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.reception import actions
from onedoor.reception.arrivals import Arrival
from onedoor.reception.models import Reception
from onedoor.reception.queries.receptions import find, list_of, posts_for

pytestmark = pytest.mark.django_db
SAID = "进步巷自来水断了三天，打过电话没有人来。\n想知道什么时候来水。"
NAMES = ("周建国", "周建民", "周建华", "周建军", "周建平", "周建安")


def visitors(count):
    return [{"name": name, "phone": "", "identity": "", "card_seen": False} for name in NAMES[:count]]


def arrival(town, **more):
    return Arrival(**{"words": SAID, "region": town.community, **more})


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


@pytest.fixture
def reception(town, clerk):
    return actions.receive(arrival(town, visitors=visitors(1)), by=clerk).reception


def test_a_visit_opens_a_case_with_the_visitors_slip(town, clerk):
    slip = give_out(town.centre)
    done = actions.receive(arrival(town, slip=slip.code, visitors=visitors(1)), by=clerk)
    case = done.reception.case
    assert (case.code, done.pin, case.title) == (slip.code, "", "进步巷自来水断了三天，打过电话没有人来")
    assert open_with_pin(slip.code, pin_of(slip), address="10.0.0.1").case == case
    event = case.events.get()
    assert (event.verb, event.note, event.facts["people"]) == ("reception.registered", SAID, 1)


def test_who_comes_without_a_slip_is_given_one(town, clerk):
    done = actions.receive(arrival(town), by=clerk)
    case = done.reception.case
    assert open_with_pin(case.code, done.pin, address="10.0.0.1").case == case


def test_a_used_slip_opens_nothing_more(town, clerk):
    slip = give_out(town.centre)
    actions.receive(arrival(town, slip=slip.code), by=clerk)
    with pytest.raises(NotNow, match="已经立案"):
        actions.receive(arrival(town, slip=slip.code), by=clerk)
    with pytest.raises(NotFound, match="没有编号"):
        actions.receive(arrival(town, slip="261123-000-9999"), by=clerk)


def test_names_are_sealed_and_their_entering_is_logged(town, clerk, reception):
    person = reception.case.parties.get().person
    assert (person.masked_name, AccessLog.objects.filter(case_code=reception.case.code).count()) == (
        "周**",
        1,
    )
    assert "周建国" not in str(list(Event.objects.values_list("note", "facts")))


def test_a_double_press_is_one_visit_with_one_slip(town, clerk):
    key = uuid4()
    first = actions.receive_once(key, arrival(town, visitors=visitors(1)), by=clerk)
    again = actions.receive_once(key, arrival(town, visitors=visitors(1)), by=clerk)
    assert (again.reception.pk, again.pin) == (first.reception.pk, first.pin)
    assert (Case.objects.count(), Party.objects.count()) == (1, 1)


def test_five_speak_for_a_group_and_six_do_not(town, clerk):
    done = actions.receive(arrival(town, people=30, visitors=visitors(5)), by=clerk).reception
    assert done.case.parties.filter(is_representative=True).count() == 5
    with pytest.raises(NotValid, match="不得超过5人"):
        actions.receive(arrival(town, people=30, visitors=visitors(6)), by=clerk)


def test_no_more_are_named_than_came(town, clerk):
    with pytest.raises(NotValid, match="不能更少"):
        actions.receive(arrival(town, people=1, visitors=visitors(2)), by=clerk)


def test_a_visit_without_words_is_refused(town, clerk):
    with pytest.raises(NotValid, match="反映什么"):
        actions.receive(arrival(town, words="  "), by=clerk)


def test_the_same_person_is_not_two(town, clerk):
    card = {"name": "周建国", "phone": "", "identity": "620502198001010019", "card_seen": True}
    with pytest.raises(NotValid, match="登记了两次"):
        actions.receive(arrival(town, people=2, visitors=[card, card]), by=clerk)
    assert Case.objects.count() == 0


def test_who_may_not_register_is_refused(town):
    with pytest.raises(NotAllowed):
        actions.receive(arrival(town), by=town.actor_with("reception.lead"))


def test_a_problem_elsewhere_stays_with_the_unit_that_received_it(town):
    street = town.actor("clerk", org=town.street_centre, name="大城")
    done = actions.receive(arrival(town, region=town.other_community), by=street).reception
    assert (done.case.region, done.region) == (town.street, town.other_community)
    assert find(done.case.code, street) == done


def test_a_sealed_case_is_not_seen(town, clerk):
    sealed = actions.receive(arrival(town, secrecy="family"), by=clerk).reception
    open_one = actions.receive(arrival(town), by=clerk).reception
    assert list(list_of(clerk, day=timezone.localdate(open_one.case.opened_at))) == [open_one]
    with pytest.raises(NotFound):
        find(sealed.case.code, clerk)
    cleared = town.actor("clerk", clearances=["family"], name="有权限")
    assert find(sealed.case.code, cleared) == sealed


def test_answering_ends_the_visit_and_its_case(clerk, reception):
    done = actions.answer(reception, result="今晚八点恢复供水。", by=clerk)
    assert (done.status, done.result, done.case.closed_at) == (
        "answered",
        "今晚八点恢复供水。",
        done.ended_at,
    )
    with pytest.raises(NotNow):
        actions.leave(done, by=clerk)


def test_a_way_is_named_when_another_body_decides(clerk, reception):
    with pytest.raises(NotValid, match="法定途径"):
        actions.advise(reception, way="nowhere", by=clerk)
    done = actions.advise(reception, way="court", result="带身份证和合同到区法院立案庭。", by=clerk)
    assert (done.status, done.get_way_display()) == ("advised", "向人民法院起诉")


def test_who_leaves_may_come_again(town, clerk, reception):
    assert actions.leave(reception, by=clerk).status == "left"
    assert actions.receive(arrival(town), by=clerk).reception.status == "received"


def test_willingness_is_asked_and_written_down(clerk, reception):
    assert reception.willing == "unasked"
    asked = actions.ask_willing(reception, willing="yes", by=clerk)
    assert (asked.willing, asked.case.events.last().facts["willing"]) == ("yes", "yes")
    with pytest.raises(NotValid):
        actions.ask_willing(reception, willing="must", by=clerk)


def test_first_asked_answers_until_it_hands_over(town, clerk, reception):
    street = town.actor("clerk", org=town.street_centre, name="大城")
    with pytest.raises(NotAllowed, match="首问负责"):
        actions.answer(reception, result="好", by=street)
    handed = actions.hand_over(reception, post=street.post, note="事情在大城", by=clerk)
    assert (handed.post, handed.case.events.last().facts["to_org"]) == (street.post, town.street_centre.pk)
    with pytest.raises(NotAllowed, match="首问负责"):
        actions.answer(handed, result="好", by=clerk)
    assert actions.answer(handed, result="好", by=street).status == "answered"


def test_a_unit_of_other_ground_reaches_what_was_handed_to_it(town, clerk, reception):
    other = town.actor("clerk", org=town.other_street_centre, name="东关")
    with pytest.raises(NotFound):
        find(reception.case.code, other)
    handed = actions.hand_over(reception, post=other.post, by=clerk)
    fresh = town.seat(town.person("接手"), other.post)
    assert actions.answer(handed, result="好", by=fresh).status == "answered"


@pytest.fixture
def lawyer(town):
    """Sent to a window of the district's hall by a department."""
    return town.actor("seconded", org=town.housing, region=town.district)


def test_whoever_a_department_sent_to_a_window_sees_and_ends_what_they_took_down(town, lawyer):
    mine = actions.receive(arrival(town, visitors=visitors(1)), by=lawyer).reception
    actions.receive(arrival(town), by=town.actor("clerk"))
    assert list(list_of(lawyer, is_open=True)) == [mine]
    assert find(mine.case.code, lawyer) == mine
    assert actions.answer(mine, result="可以申请法律援助。", by=lawyer).status == "answered"


def test_the_centre_of_the_hall_goes_on_when_the_department_has_left(town, clerk, lawyer):
    mine = actions.receive(arrival(town), by=lawyer).reception
    other = town.actor("clerk", org=town.street_centre, name="大城")
    with pytest.raises(NotAllowed, match="首问负责"):
        actions.answer(mine, result="好", by=other)
    assert clerk.post in posts_for(mine)
    handed = actions.hand_over(mine, post=clerk.post, by=clerk)
    assert actions.answer(handed, result="好", by=clerk).status == "answered"


def test_the_enquiry_desk_sees_the_visits_it_took_down_and_nothing_else(town, clerk):
    guide, other = town.actor("receptionist"), town.actor("receptionist", name="另一位")
    mine = actions.receive(arrival(town), by=guide).reception
    actions.receive(arrival(town), by=clerk)
    assert list(cases_for(guide)) == [mine.case]
    assert (list(list_of(guide, is_open=True)), list(list_of(other, is_open=True))) == ([mine], [])
    handed = actions.hand_over(mine, post=other.post, by=guide)
    assert (list(cases_for(guide)), list(cases_for(other))) == ([], [mine.case])
    assert actions.answer(handed, result="好", by=other).status == "answered"


def test_a_sealed_visit_is_handed_to_nobody_who_may_not_see_it(town):
    cleared = town.actor("clerk", clearances=["family"], name="有权限")
    sealed = actions.receive(arrival(town, secrecy="family"), by=cleared).reception
    with pytest.raises(NotValid, match="密级权限"):
        actions.hand_over(sealed, post=town.actor("dispatcher").post, by=cleared)


def test_offered_posts_receive_and_are_held(town, clerk, reception):
    street = town.actor("dispatcher", org=town.street_centre, name="大城")
    town.actor("verifier")
    town.post("clerk", town.street_centre)
    assert list(posts_for(reception)) == [street.post]


def test_nothing_changes_after_the_end(town, clerk, reception):
    actions.leave(reception, by=clerk)
    reception = Reception.objects.get(pk=reception.pk)
    for late in (
        lambda: actions.ask_willing(reception, willing="yes", by=clerk),
        lambda: actions.hand_over(reception, post=town.post("dispatcher"), by=clerk),
    ):
        with pytest.raises(NotNow, match="不能再改动"):
            late()
