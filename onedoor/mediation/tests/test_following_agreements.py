"""One round after another: what binds stays due, what is broken ends honestly, and what was booked wrongly is taken back."""

from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due, Performance
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.performing import bound_dues, open_dues, proofs_of, rest_of, to_urge
from onedoor.mediation.queries.telling import dues_of
from onedoor.mediation.stepping import open_steps
from onedoor.mediation.steps import TABS
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.tests.test_agreeing import DAY, all_sign, drawn_up, owe, scan, today
from onedoor.mediation.tests.test_performing import ALL, NO, confirm, dues, pay
from onedoor.posts.given import system_actor


@pytest.fixture
def agreed(room):
    """Two instalments of 1,500, in ten and in forty days."""
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    owe(room, mediation, instalments=2, first_day=today() + 10 * DAY, every=30, last_day=None)
    return all_sign(room, mediation)


def offered(mediation, by):
    return set(open_steps(TABS["agreement"], mediation, by))


def again(room, mediation, **more):
    """Another round, agreed upon: one payment of a thousand."""
    mediation = actions.reopen(mediation, by=room.desk, reason="想改一改")
    room.agreed_to(mediation)
    actions.write_agreement(mediation, by=room.mediator, facts="改过的。", **more)
    owe(room, mediation, amount="1000")
    return all_sign(room, mediation)


def broken(room, mediation, days=12, way="suit"):
    with time_machine.travel(timezone.now() + days * DAY, tick=False):
        actions.breach(mediation, by=room.mediator, way=way, words="没有付")
        return actions.break_off(mediation, by=room.desk, way=way, words="对方起诉")


def test_an_agreement_broken_for_good_ends_and_is_filed(room, agreed):
    mediation = broken(room, agreed)
    assert (mediation.status, binding_of(mediation).breach_way) == (Status.BROKEN, "suit")
    assert mediation.case.events.filter(verb="mediation.broken").count() == 1
    assert mediation.case.closed_at is not None
    steps = offered(mediation, room.desk)
    assert {"performed", "reopen"} <= steps
    assert not {"finish", "breach", "break_off", "urge"} & steps
    assert actions.file(mediation, by=room.desk, reason="没有纸质材料").status == Status.FILED


def test_nothing_is_broken_for_good_before_it_was_found_broken(room, agreed):
    with pytest.raises(NotNow, match="先认定违约"):
        actions.break_off(agreed, by=room.desk, way="suit", words="对方起诉")
    with time_machine.travel(timezone.now() + 12 * DAY, tick=False):
        actions.breach(agreed, by=room.mediator, way="again", words="没有付")
        with pytest.raises(NotValid, match="不能走这条路"):
            actions.break_off(agreed, by=room.desk, way="again", words="没有付")


def test_what_is_paid_after_all_performs_what_was_broken(room, agreed):
    mediation = broken(room, agreed)
    with time_machine.travel(timezone.now() + 60 * DAY, tick=False):
        first, second = dues(mediation)
        assert pay(room, mediation, first, "1500").status == Status.BROKEN
        assert pay(room, mediation, second, "1500").status == Status.PERFORMED


def test_what_is_paid_after_filing_is_written_down_and_it_stays_filed(room, agreed):
    mediation = actions.file(broken(room, agreed), by=room.desk, reason="没有纸质材料")
    told = {"by": room.desk, "due": dues(mediation)[0], "amount": Decimal(1500), "seen": "transfer"}
    with pytest.raises(NotNow, match="已经归档"):
        actions.perform(mediation, done_on=today(), upload=scan(), **told)
    assert actions.perform(mediation, done_on=today(), **told).status == Status.FILED
    assert open_dues(mediation).count() == 1


def test_a_later_agreement_takes_the_place_of_the_earlier(room, agreed):
    mediation = again(room, agreed)
    first = mediation.agreements.get(round=1)
    assert (first.void_at is not None, "替代" in first.void_reason) == (True, True)
    assert [one.amount for one in bound_dues(mediation)] == [Decimal(1000)]
    assert [one.rest for one in dues_of(mediation.sides.get(place=2))] == [Decimal(1000)]
    with time_machine.travel(timezone.now() + 10 * DAY, tick=False):
        actions.tend(by=system_actor())
    assert not mediation.case.events.filter(verb="mediation.due_near").exists()
    assert pay(room, mediation, bound_dues(mediation).get(), "1000").status == Status.PERFORMED


def test_one_that_stands_beside_leaves_both_due(room, agreed):
    mediation = again(room, agreed, stands_beside=True)
    assert [one.amount for one in bound_dues(mediation)] == [Decimal(1500), Decimal(1000), Decimal(1500)]
    assert pay(room, mediation, bound_dues(mediation)[1], "1000").status == Status.AGREED
    with pytest.raises(NotNow, match="没有履行的"):
        actions.finish_performance(mediation, how="sides", by=room.desk)


def test_what_binds_is_booked_while_it_is_mediated_anew_and_after_that_failed(room, agreed):
    mediation = actions.reopen(agreed, by=room.desk, reason="想改一改")
    first, second = dues(mediation)
    assert "performed" in offered(mediation, room.mediator)
    assert pay(room, mediation, first, "1500").status == Status.MEDIATING
    mediation = actions.fail(mediation, by=room.mediator, reason="差得太远")
    assert "performed" in offered(mediation, room.mediator)
    assert pay(room, mediation, second, "1500").status == Status.FAILED
    assert not open_dues(mediation).exists()


def test_a_wrong_entry_is_taken_back_by_one_beside_it(room, agreed):
    first, second = dues(agreed)
    pay(room, agreed, first, "1500")
    mediation = pay(room, agreed, second, "1500")
    wrong = Performance.objects.get(due=second)
    with pytest.raises(NotValid, match="理由"):
        actions.undo_performance(mediation, by=room.desk, performance=wrong, reason=" ")
    mediation = actions.undo_performance(mediation, by=room.desk, performance=wrong, reason="多记了")
    second.refresh_from_db()
    assert (mediation.status, second.settled_on, rest_of(second)) == (Status.AGREED, None, Decimal(1500))
    assert mediation.case.closed_at is None
    with pytest.raises(NotNow, match="已经冲销"):
        actions.undo_performance(mediation, by=room.desk, performance=wrong, reason="多记了")
    pay(room, mediation, second, "600")
    assert rest_of(second) == Decimal(900)
    with pytest.raises(DatabaseError), transaction.atomic():
        Performance.objects.filter(pk=wrong.pk).update(amount=1)


def test_nothing_was_performed_before_it_was_agreed(room, agreed):
    with pytest.raises(NotValid, match="不能早于"):
        pay(room, agreed, dues(agreed)[0], "1500", done_on=today() - DAY)


def test_a_proof_is_put_in_with_the_entry(room, agreed):
    pay(room, agreed, dues(agreed)[0], "1500", upload=scan())
    file = Performance.objects.get().file
    assert (file.kind, file.drawer) == ("performance", None)


def test_whoever_owes_hands_in_a_receipt_and_whoever_mediates_writes_it_down(room, agreed):
    debtor, creditor = room.resident(agreed, 2), room.resident(agreed)
    first, second = dues(agreed)
    proof = actions.hand_in_proof(agreed, by=debtor, due=first, upload=scan())
    with pytest.raises(NotAllowed):
        actions.hand_in_proof(agreed, by=creditor, due=first, upload=scan())
    assert list(proofs_of(agreed)) == [proof]
    assert "performed" not in agreed.case.events.filter(verb="mediation.due_done")
    with pytest.raises(NotValid, match="不是这一期"):
        pay(room, agreed, second, "1500", proof=proof)
    pay(room, agreed, first, "1500", proof=proof, seen="transfer")
    assert (Performance.objects.get().file, proofs_of(agreed).exists()) == (proof.file, False)


def test_whoever_is_owed_says_itself_that_it_came(room, agreed):
    debtor, creditor = room.resident(agreed, 2), room.resident(agreed)
    first, second = dues(agreed)
    with pytest.raises(NotAllowed, match="应当收到的一方"):
        actions.confirm_received(agreed, by=debtor, due=first, amount=Decimal(1500), done_on=today())
    with pytest.raises(NotAllowed, match="当事人凭自己"):
        actions.confirm_received(agreed, by=room.desk, due=first, amount=Decimal(1500), done_on=today())
    actions.confirm_received(agreed, by=creditor, due=first, amount=Decimal(1500), done_on=today())
    mediation = actions.confirm_received(
        agreed, by=creditor, due=second, amount=Decimal(1500), done_on=today()
    )
    assert mediation.status == Status.PERFORMED
    assert set(Performance.objects.values_list("seen", "side__place")) == {("receiver", 1)}


def test_only_what_is_nearly_due_stands_in_the_list_of_urging(room, agreed):
    assert not to_urge(agreed).exists()
    assert "urge" not in offered(agreed, room.mediator)
    with time_machine.travel(timezone.now() + 8 * DAY, tick=False):
        assert [one.number for one in to_urge(agreed)] == [1]


def test_an_oral_agreement_is_promised_no_confirmation(room):
    mediation = actions.agree_by_word(drawn_up(room), by=room.mediator)
    assert not mediation.case.deadlines.filter(kind="mediation.confirm").exists()
    assert "check" not in offered(mediation, room.desk)


def test_what_a_court_cannot_confirm_is_reminded_of_no_longer(room, agreed):
    actions.check_confirmable(agreed, by=room.desk, **NO | {"status": True})
    assert not agreed.case.deadlines.open().filter(kind="mediation.confirm").exists()
    actions.check_confirmable(agreed, by=room.desk, **NO)
    assert agreed.case.deadlines.open().filter(kind="mediation.confirm").count() == 1


def applied(room, mediation):
    actions.check_confirmable(mediation, by=room.desk, **NO)
    told = {"court_by": "office", "court": "测试区人民法院", "papers": ALL}
    actions.prepare_confirmation(mediation, by=room.desk, **told)
    for side in mediation.sides.all():
        actions.say_to_confirm(mediation, by=room.desk, side=side, is_yes=True, how="signed")
    return actions.apply_to_court(mediation, by=room.desk, applied_on=today())


def test_the_court_has_three_days_and_then_thirty(room, agreed):
    applied(room, agreed)
    clocks = agreed.case.deadlines.open()
    assert list(clocks.values_list("kind", "days")) == [("mediation.takes", 3)]
    actions.court_answered(agreed, by=room.desk, answer="accepted", on=today())
    assert list(clocks.all().values_list("kind", "days")) == [("mediation.decides", 30)]


def test_what_the_court_refused_is_asked_once_more_within_the_thirty_days(room, agreed):
    applied(room, agreed)
    actions.court_answered(agreed, by=room.desk, answer="refused", on=today(), reason="材料不全")
    with time_machine.travel(timezone.now() + 2 * DAY, tick=False):
        assert "check" in offered(agreed, room.desk)
        actions.check_confirmable(agreed, by=room.desk, **NO)
        with pytest.raises(NotNow, match="还有2方"):
            actions.apply_to_court(agreed, by=room.desk, applied_on=today())
        row = confirm(room, agreed)
    assert list(row.court_answers.values_list("answer", flat=True)) == ["refused", "confirmed"]


def test_after_the_thirty_days_nothing_is_asked_once_more(room, agreed):
    applied(room, agreed)
    actions.court_answered(agreed, by=room.desk, answer="refused", on=today(), reason="材料不全")
    with time_machine.travel(timezone.now() + 40 * DAY, tick=False):
        assert "check" not in offered(agreed, room.desk)
        with pytest.raises(NotNow, match="超过三十日"):
            actions.check_confirmable(agreed, by=room.desk, **NO)


def test_the_courts_answer_is_written_down_wherever_the_mediation_stands(room, agreed):
    row = applied(room, agreed)
    mediation = actions.reopen(agreed, by=room.desk, reason="想改一改")
    assert "court" in offered(mediation, room.desk)
    told = {"on": today(), "number": "（2026）测0001民特1号"}
    actions.court_answered(mediation, by=room.desk, answer="confirmed", **told)
    row.refresh_from_db()
    assert row.status == "confirmed"


def test_what_ended_before_anybody_mediated_goes_back_to_where_it_stood(room):
    accepted = room.accepted()
    mediation = actions.end_by_office(accepted, by=room.desk, reason="联系不上")
    steps = offered(mediation, room.desk)
    assert ("resume" in steps, "reopen" in steps) == (True, False)
    mediation = actions.resume(mediation, by=room.desk, reason="联系上了")
    assert (mediation.status, mediation.round, mediation.case.closed_at) == (Status.ACCEPTED, 2, None)


def test_what_was_never_accepted_is_not_taken_up_again(room, client):
    mediation = actions.end_by_office(room.apply(), by=room.desk, reason="联系不上")
    assert not {"resume", "reopen"} & offered(mediation, room.desk)
    with pytest.raises(NotNow, match="重新申请"):
        actions.resume(mediation, by=room.desk, reason="联系上了")
    room.town.login(client, room.desk)
    page = client.get(reverse("mediation:agreement", args=[mediation.case.code])).content.decode()
    assert "没有受理过，不能重新调解" in page


def test_the_calendar_names_who_owes_and_leaves_out_what_was_given_up(room, agreed, client):
    def page(days):
        with time_machine.travel(timezone.now() + days * DAY, tick=False):
            room.town.login(client, room.mediator)
            return client.get(reverse("mediation:dues")).content.decode()

    assert agreed.sides.get(place=2).party.person.name_mask in page(12)
    assert "赔偿损失" in page(12)
    broken(room, agreed)
    assert "赔偿损失" not in page(13)


def test_both_agreements_stand_on_the_page_while_it_is_mediated_anew(room, agreed, client):
    mediation = actions.reopen(agreed, by=room.desk, reason="想改一改")
    room.agreed_to(mediation)
    actions.write_agreement(mediation, by=room.mediator, facts="改过的。")
    room.town.login(client, room.mediator)
    page = client.get(reverse("mediation:agreement", args=[mediation.case.code])).content.decode()
    assert ("同时有效的协议" in page, "替代：新协议生效" in page) == (True, True)


def test_sides_named_by_their_own_unit_stand_in_the_list_of_dues(room):
    unit = who("刘经理", R, organisation="测试物业公司")
    mediation = drawn_up(room, room.mediating(who("周建国"), unit))
    form = TABS["agreement"]["performed"].form(mediation=mediation, prefix="performed")
    assert form.fields["due"].label_from_instance(Due.objects.get()).split()[1] == "测试物业公司"
