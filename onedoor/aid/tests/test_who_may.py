"""Who may open, read, review and rate: a code alone opens nothing, nobody rates themselves, nobody reads what they stand against."""

from uuid import uuid4

import pytest
from django.urls import reverse

from onedoor.aid import actions
from onedoor.aid.applying import Asked, Who
from onedoor.aid.models import Advice
from onedoor.aid.queries.applications import list_of
from onedoor.aid.queries.lawyers import has_unmatched
from onedoor.aid.tests.conftest import person, row
from onedoor.cases.access import cases_for
from onedoor.cases.models import Event, Party
from onedoor.cases.opening import draft_cases, give_own_pin, give_pin, involve
from onedoor.cases.slips import give_out, pin_of, proof_of, use_up
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.persons.actions import enter

pytestmark = pytest.mark.django_db


def received(town):
    """A slip with which another window opened a case."""
    clerk = town.actor("receptionist")
    slip = give_out(clerk.post.org)
    (case,) = draft_cases(
        [("反映邻居", clerk.post.region, "normal")], by=clerk, verb="matter.register", slips=[slip]
    )
    give_pin(case, str(slip.seed))
    case.save(force_insert=True)
    use_up({slip: case})
    involve(case, clerk.post.org, post=clerk.post)
    return slip, case


def post(client, slip, **more):
    told = {"key": str(uuid4()), "slip": slip.code, "topic": "labour", "facts": "问问", "next_step": "none"}
    return client.post(reverse("aid:advice_new"), told | more).status_code


def test_the_code_of_a_strangers_slip_opens_nothing_without_its_pin(client, room):
    slip, case = received(room.town)
    other = room.enrol("律师丙", org=room.town.labour)
    room.town.login(client, other)
    wrong = "000000" if pin_of(slip) != "000000" else "111111"
    assert [post(client, slip), post(client, slip, pin=wrong)] == [422, 422]
    assert (Advice.objects.count(), cases_for(other).filter(pk=case.pk).exists()) == (0, False)
    assert post(client, slip, pin=pin_of(slip)) == 302
    assert Advice.objects.get().case == case


def test_the_window_that_was_handed_the_slip_shows_it_by_proof(client, room):
    slip, case = received(room.town)
    room.town.login(client, room.enrol("律师丙", org=room.town.labour))
    assert post(client, slip, proof=proof_of(slip)) == 302
    assert Advice.objects.get().case == case


def test_another_claimants_pin_files_nothing_under_the_first_ones_name(client, room):
    slip, case = received(room.town)
    second = Party.objects.create(case=case, person=enter("乙", by=room.officer, case_code=case.code))
    pin = give_own_pin(second)
    second.save()
    room.town.login(client, room.enrol("律师丙", org=room.town.labour))
    assert (post(client, slip, pin=pin), Advice.objects.count()) == (422, 0)


def test_whoever_reaches_the_case_already_types_the_code_alone(client, room):
    slip, case = received(room.town)
    assert cases_for(room.officer).filter(pk=case.pk).exists()
    room.town.login(client, room.officer)
    assert post(client, slip) == 302


def test_what_a_lawyer_told_is_not_on_the_timeline_that_others_read(room):
    slip, case = received(room.town)
    actions.advise(Asked("labour", "问问", told="底线八千元", slip=slip.code), by=room.officer)
    event = Event.objects.get(case=case, verb="aid.advised")
    assert (event.note, Advice.objects.get().told) == ("", "底线八千元")
    assert "底线" not in str(event.facts)


def done(room):
    application = actions.assign(room.granted(), lawyer=row(room.lawyer), by=room.officer)
    actions.take_up(application, by=room.lawyer)
    return actions.close(application, result="调解。", by=room.lawyer)


def test_nobody_rates_their_own_work_nor_what_they_do_not_reach(room):
    application = done(room)
    with pytest.raises(NotAllowed, match="不能替受援人评价自己"):
        actions.rate(application, stars=5, by=room.lawyer)
    with pytest.raises(NotAllowed):
        actions.rate(application, stars=1, by=room.enrol("律师丙", org=room.town.labour))
    assert actions.rate(application, stars=2, by=room.officer).stars == 2


def test_a_lawyer_who_had_it_before_does_not_rate_it_either(room):
    second = room.enrol("律师乙")
    application = actions.assign(room.granted(), lawyer=row(second), by=room.officer)
    actions.reassign(application, lawyer=row(room.lawyer), by=room.officer)
    actions.take_up(application, by=room.lawyer)
    actions.close(application, result="调解。", by=room.lawyer)
    with pytest.raises(NotAllowed):
        actions.rate(application, stars=1, by=second)


def test_an_objection_of_a_sealed_case_goes_to_a_reviewer_who_may_read_it(room):
    room.officer.post.clearances = ["family"]
    room.officer.post.save()
    declined = actions.decline(room.apply(secrecy="family"), reason="不符合条件。", by=room.officer)
    with pytest.raises(NotNow, match="密级权限"):
        actions.object_(declined, words="不同意", by=room.officer)
    assert declined.case.deadlines.filter(kind="aid_review").count() == 0
    room.reviewer.post.clearances = ["family"]
    room.reviewer.post.save()
    objected = actions.object_(declined, words="不同意", by=room.officer)
    assert list(list_of(room.reviewer)) == [objected]


def test_sides_known_by_name_alone_are_said_to_be_uncompared(client, room):
    named = room.apply(opponent=person("王经理"))
    known = room.apply(
        applicant=person("李四", phone="13909380002"), opponent=person("王经理", phone="13909380001")
    )
    room.town.login(client, room.officer)
    pages = [client.get(reverse("aid:one", args=[one.case.code])).content.decode() for one in (named, known)]
    assert ["无法核对回避" in page for page in pages] == [True, False]
    assert [has_unmatched(one.case) for one in (named, known)] == [True, False]


def test_who_advised_the_other_side_reads_no_longer_once_the_other_side_is_named(client, room):
    boss = person("王经理", phone="13909380001")
    lawyer = row(room.lawyer)
    actions.advise(Asked("labour", "员工告我", who=Who(boss), lawyer=lawyer), by=room.officer)
    advice = actions.advise(
        Asked("labour", "要工资", who=Who(person("周建国")), lawyer=lawyer), by=room.officer
    )[0]
    assert cases_for(room.lawyer).filter(pk=advice.case_id).exists()
    told = room.told(person("周建国"), boss)
    application = actions.apply_(told, by=room.officer, case=advice.case)[0]
    assert not cases_for(room.lawyer).filter(pk=application.case_id).exists()
    assert cases_for(room.officer).filter(pk=application.case_id).exists()
    room.town.login(client, room.lawyer)
    assert client.get(reverse("aid:advice_one", args=[application.case.code])).status_code == 404


def test_a_lawyer_takes_nothing_down_against_whom_they_advised(room):
    boss = person("王经理", phone="13909380001")
    actions.advise(Asked("labour", "员工告我", who=Who(boss), lawyer=row(room.lawyer)), by=room.officer)
    with pytest.raises(NotAllowed, match="应当回避"):
        actions.apply_(room.told(opponent=boss), by=room.lawyer)


def test_tabs_lead_only_where_one_may_go(client, room):
    led = {}
    for name, actor, start in (
        ("officer", room.officer, "aid:advice"),
        ("lawyer", room.lawyer, "aid:mine"),
        ("reviewer", room.reviewer, "aid:desk"),
    ):
        room.town.login(client, actor)
        page = client.get(reverse(start)).content.decode()
        told = ("desk", "advice", "mine", "lawyers", "year")
        led[name] = [one for one in told if f'class="tab" href="{reverse(f"aid:{one}")}"' in page]
    assert led == {
        "officer": ["desk", "advice", "mine", "lawyers", "year"],
        "lawyer": ["desk", "advice", "mine"],
        "reviewer": ["desk"],
    }
