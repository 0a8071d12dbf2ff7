"""The roster: who is next, who works on what, and that no lawyer stands on both sides."""

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.aid import actions
from onedoor.aid.applying import Asked, Who
from onedoor.aid.models import Advice, Assignment
from onedoor.aid.queries.applications import list_of
from onedoor.aid.queries.lawyers import offered_for
from onedoor.aid.tests.conftest import person, row
from onedoor.cases.models import Link
from onedoor.kit.problems import NotAllowed, NotNow, NotValid

pytestmark = pytest.mark.django_db
CARD, OTHER_CARD = "620502198001011230", "620502197505054328"


def names(lawyers):
    return [lawyer.staff.name for lawyer in lawyers]


def ask(room, asker=None, opponent=None, **more):
    asked = Asked("labour", "工资怎么要", who=Who(asker, opponent), **more)
    return actions.advise(asked, by=room.officer)[0]


def test_a_lawyer_sees_what_was_given_to_them_and_no_more(room):
    second = room.enrol("律师乙", org=room.town.labour)
    mine, other = room.granted(), room.granted(name="李四")
    actions.assign(mine, lawyer=row(room.lawyer), by=room.officer)
    actions.assign(other, lawyer=row(second), by=room.officer)
    assert (list(list_of(room.lawyer)), list(list_of(second))) == ([mine], [other])
    actions.reassign(mine, lawyer=row(second), by=room.officer)
    assert Assignment.objects.filter(until=None, lawyer=row(second)).count() == 2
    with pytest.raises(NotAllowed, match="指派的律师本人"):
        actions.take_up(mine, by=room.lawyer)


def test_who_advised_one_side_is_not_offered_to_the_other(room):
    second = room.enrol("律师乙")
    ask(room, person("王经理", identity=CARD), lawyer=row(room.lawyer))
    application = room.granted(opponent=person("王经理", identity=CARD))
    assert names(offered_for(application)) == ["律师乙"]
    with pytest.raises(NotNow, match="回避") as refused:
        actions.assign(application, lawyer=row(room.lawyer), by=room.officer)
    assert "王" not in refused.value.message
    assert actions.assign(application, lawyer=row(second), by=room.officer).status == "assigned"


def test_who_stood_against_somebody_is_not_given_to_them(room):
    opponent = person("李四", phone="13909380001")
    first = room.granted(opponent=opponent)
    actions.assign(first, lawyer=row(room.lawyer), by=room.officer)
    assert names(offered_for(room.granted(name="李四"))) == ["律师甲"]
    assert names(offered_for(room.granted(applicant=opponent))) == []


def test_linked_cases_of_others_keep_a_lawyer_out_and_ones_own_does_not(room):
    first = room.granted()
    actions.assign(first, lawyer=row(room.lawyer), by=room.officer)
    second = room.granted(name="李四")
    Link.objects.create(kind="related", case=first.case, other=second.case, at=timezone.now())
    assert names(offered_for(second)) == []
    Link.objects.update(undone_at=timezone.now())
    assert names(offered_for(second)) == ["律师甲"]


def test_the_same_client_keeps_their_lawyer(room):
    ask(room, person("周建国", identity=OTHER_CARD), lawyer=row(room.lawyer))
    application = room.granted(applicant=person("周建国", identity=OTHER_CARD))
    assert names(offered_for(application)) == ["律师甲"]


def test_full_and_retired_lawyers_are_not_offered_and_refused(room):
    full = room.enrol("律师乙", is_full=True)
    application = room.granted()
    assert names(offered_for(application)) == ["律师甲"]
    with pytest.raises(NotNow, match="不接新案"):
        actions.assign(application, lawyer=row(full), by=room.officer)


def test_walk_ins_get_the_next_free_lawyer_in_turn(room):
    room.enrol("律师乙")
    room.enrol("律师丙", is_full=True)
    assert [ask(room).lawyer.staff.name for _ in range(3)] == ["律师甲", "律师乙", "律师甲"]


def test_a_walk_in_is_never_received_by_who_advised_the_other_side(room):
    room.enrol("律师乙")
    ask(room, person("王经理", identity=CARD), lawyer=row(room.lawyer))
    told = ask(room, person("周建国"), person("王经理", identity=CARD))
    assert told.lawyer.staff.name == "律师乙"
    actions.enrol(post=told.lawyer.post, staff=told.lawyer.staff, is_full=True, by=room.officer)
    with pytest.raises(NotNow, match="没有空闲的律师"):
        ask(room, person("周建国"), person("王经理", identity=CARD))
    assert Advice.objects.count() == 2


def test_an_application_begins_from_an_advice_and_nothing_is_typed_again(room):
    advice = ask(room, person("周建国"), next_step="aid")
    told = room.told()
    told.who = Who()
    application, pin = actions.apply_(told, case=advice.case, by=room.officer)
    assert (application.case, pin, application.case.parties.count()) == (advice.case, "", 1)
    with pytest.raises(NotNow, match="已经有法律援助申请"):
        actions.apply_(told, case=advice.case, by=room.officer)


def test_only_the_officer_keeps_the_roster_and_only_lawyers_posts_are_on_it(room):
    with pytest.raises(NotAllowed):
        actions.enrol(post=room.lawyer.post, staff=room.lawyer.staff, by=room.lawyer)
    clerk = room.town.actor("clerk")
    with pytest.raises(NotValid, match="律师的岗位"):
        actions.enrol(post=clerk.post, staff=clerk.staff, by=room.officer)


def test_who_stands_against_somebody_is_known_again_by_the_card_under_another_phone(room):
    first = room.granted(opponent=person("李四", phone="13909380001", identity=CARD))
    actions.assign(first, lawyer=row(room.lawyer), by=room.officer)
    again = room.granted(applicant=person("李四", phone="13909380777", identity=CARD))
    assert names(offered_for(again)) == []
    with pytest.raises(NotNow, match="回避"):
        actions.assign(again, lawyer=row(room.lawyer), by=room.officer)
    assert names(offered_for(room.granted(applicant=person("李四", phone="13909380778")))) == ["律师甲"]


def test_a_tie_lasts_after_reassignment_withdrawal_and_the_end(room):
    second = room.enrol("律师乙")
    first = room.granted(opponent=person("李四", identity=CARD))
    actions.assign(first, lawyer=row(room.lawyer), by=room.officer)
    actions.reassign(first, lawyer=row(second), by=room.officer)
    actions.terminate(first, ended_for="own", by=room.officer)
    assert names(offered_for(room.granted(applicant=person("李四", identity=CARD)))) == []


def test_a_lawyer_of_the_other_side_is_not_swapped_in(room):
    second = room.enrol("律师乙")
    ask(room, person("王经理", identity=CARD), lawyer=row(second))
    application = room.granted(opponent=person("王经理", identity=CARD))
    actions.assign(application, lawyer=row(room.lawyer), by=room.officer)
    with pytest.raises(NotNow, match="回避"):
        actions.reassign(application, lawyer=row(second), by=room.officer)
    assert Assignment.objects.get(until=None).lawyer == row(room.lawyer)


def test_a_colleague_of_the_same_firm_is_kept_out_as_well(room):
    first, colleague = (room.enrol(name, firm="甲乙律师事务所") for name in ("所内甲", "所内乙"))
    ask(room, person("王经理", identity=CARD), lawyer=row(first))
    application = room.granted(opponent=person("王经理", identity=CARD))
    assert names(offered_for(application)) == ["律师甲"]
    with pytest.raises(NotNow, match="回避"):
        actions.assign(application, lawyer=row(colleague), by=room.officer)


def test_who_declares_a_tie_gives_it_back_and_is_not_offered_again(room):
    second = room.enrol("律师乙")
    application = actions.assign(room.granted(), lawyer=row(room.lawyer), by=room.officer)
    with pytest.raises(NotAllowed):
        actions.step_aside(application, reason="不是我的", by=second)
    with pytest.raises(NotValid, match="理由"):
        actions.step_aside(application, reason=" ", by=room.lawyer)
    application = actions.step_aside(application, reason="对方是我的亲戚。", by=room.lawyer)
    assert (application.status, application.case.deadlines.open().get().kind) == ("granted", "aid_assign")
    assert (names(offered_for(application)), names(offered_for(room.granted()))) == (
        ["律师乙"],
        ["律师乙", "律师甲"],
    )
    with pytest.raises(NotNow, match="回避"):
        actions.assign(application, lawyer=row(room.lawyer), by=room.officer)


def test_the_list_offered_on_the_page_and_a_post_past_it_keep_the_other_side_out(client, room):
    second = room.enrol("律师乙")
    ask(room, person("王经理", identity=CARD), lawyer=row(second))
    application = room.granted(opponent=person("王经理", identity=CARD))
    room.town.login(client, room.officer)
    page = client.get(reverse("aid:one", args=[application.case.code])).content.decode()
    assert ("律师甲" in page, "律师乙" in page) == (True, False)
    address = reverse("aid:step", args=[application.case.code, "assign"])
    answer = client.post(address, {"assign-lawyer": row(second).pk})
    assert (answer.status_code, Assignment.objects.count()) == (422, 0)
