"""An agreement is written clause by clause, signed by every side, the mediator and the seal, and then it binds; or it is oral."""

import base64
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.applying import Speaks
from onedoor.mediation.instalments import split
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Consent, Ending
from onedoor.mediation.queries.agreements import binding_of, draft_of, unsigned
from onedoor.mediation.tests.conftest import R, who

DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def guardian(kind="guardian", authority="general", seen=True):
    return Speaks({"name": "周母", "phone": "", "identity": ""}, kind, authority, seen)


def drawn_up(room, mediation=None, **more):
    """A mediation with a draft that owes three thousand yuan."""
    mediation = mediation or room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="楼上漏水，天花板坏了。", **more)
    owe(room, mediation)
    return mediation


def owe(room, mediation, amount="3000", **more):
    whose = {"owed_by": mediation.sides.get(place=2), "owed_to": mediation.sides.get(place=1)}
    told = whose | {"last_day": today() + 30 * DAY} | more
    money = {"kind": "money", "words": "赔偿损失", "amount": Decimal(amount)}
    return actions.add_obligation(mediation, by=room.mediator, **money | told)


def stroke():
    """A hand as the page sends it."""
    picture, out = Image.new("RGBA", (80, 30)), io.BytesIO()
    ImageDraw.Draw(picture).line([(5, 5), (70, 25)], fill="black", width=3)
    picture.save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def scan():
    """The signed paper, photographed."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return SimpleUploadedFile("协议.jpg", out.getvalue(), "image/jpeg")


def sign(room, mediation, place, how="hand", **more):
    side = mediation.sides.get(place=place)
    return actions.sign_for_side(mediation, by=room.mediator, side=side, how=how, **more)


def hands_on(room, mediation):
    """Everybody signed on paper, and it is scanned: only the seal is missing."""
    for place in (1, 2):
        sign(room, mediation, place)
    actions.sign_as_mediator(mediation, by=room.mediator)
    actions.keep_signed(mediation, by=room.mediator, upload=scan())
    return mediation


def all_sign(room, mediation):
    return actions.seal(hands_on(room, mediation), by=room.desk)


def say(room, mediation, place, about, is_yes, **more):
    side = mediation.sides.get(place=place)
    return Consent.objects.create(
        side=side, about=about, is_yes=is_yes, how="oral", at=timezone.now(), post=room.desk.post, **more
    )


def test_an_agreement_binds_with_the_last_hand_and_the_seal(room):
    mediation = all_sign(room, drawn_up(room))
    agreement = binding_of(mediation)
    assert mediation.status == Status.AGREED
    assert agreement.effective_at is not None
    assert agreement.copies == 3
    assert list(mediation.case.deadlines.open().values_list("label", flat=True)) == ["共同申请司法确认"]
    assert sorted(mediation.followups.values_list("side__place", "after_days")) == [
        (place, days) for place in (1, 2) for days in (7, 30, 90)
    ]
    event = mediation.case.events.get(verb="mediation.agreed")
    assert event.facts["oral"] is False
    assert event.facts["partial"] is False


def test_the_seal_comes_after_every_hand(room):
    mediation = drawn_up(room)
    actions.sign_for_side(mediation, by=room.mediator, side=mediation.sides.get(place=1), how="print")
    with pytest.raises(NotNow, match="都签过字"):
        actions.seal(mediation, by=room.desk)
    assert [one.role for one in unsigned(draft_of(mediation))] == ["side", "mediator", "seal"]


def test_nobody_signs_twice(room):
    mediation = drawn_up(room)
    side = mediation.sides.get(place=1)
    actions.sign_for_side(mediation, by=room.mediator, side=side, how="hand")
    with pytest.raises(NotNow, match="已经签过"):
        actions.sign_for_side(mediation, by=room.mediator, side=side, how="hand")


def test_nothing_is_signed_where_nothing_is_owed(room):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    with pytest.raises(NotNow, match="谁履行什么"):
        actions.sign_as_mediator(mediation, by=room.mediator)


def test_what_somebody_signed_is_not_changed_but_voided(room):
    mediation = drawn_up(room)
    actions.sign_as_mediator(mediation, by=room.mediator)
    for change in (lambda: owe(room, mediation), lambda: drawn_up(room, mediation)):
        with pytest.raises(NotNow, match="已经有人签过字"):
            change()
    actions.discard(mediation, by=room.mediator, reason="金额写错了")
    assert mediation.agreements.exclude(void_at=None).get().void_reason == "金额写错了"
    anew = draft_of(mediation)
    assert (anew.signatures.count(), anew.facts) == (0, "楼上漏水，天花板坏了。")
    assert list(anew.obligations.values_list("words", "dues__amount")) == [("赔偿损失", Decimal(3000))]


def test_nobody_signs_for_a_side_whose_consent_is_missing(room):
    mediation = drawn_up(room)
    say(room, mediation, 2, "mediate", is_yes=False)
    with pytest.raises(NotNow, match="没有同意调解"):
        sign(room, mediation, 2)


def test_a_minor_is_signed_for_by_the_guardian_alone(room):
    minor = who("周小明", is_minor=True, speakers=[guardian(), guardian("agent", "special")])
    mediation = drawn_up(room, room.mediating(minor, who("李秀英", R)))
    side = mediation.sides.get(place=1)
    mother, agent = side.representatives.get(kind="guardian"), side.representatives.get(kind="agent")
    for told in ({}, {"representative": agent}):
        with pytest.raises(NotValid, match="监护人签字"):
            actions.sign_for_side(mediation, by=room.mediator, side=side, how="hand", **told)
    actions.sign_for_side(mediation, by=room.mediator, side=side, how="hand", representative=mother)
    assert draft_of(mediation).signatures.get().representative == mother


def test_settling_takes_special_authority(room):
    speakers = [guardian("lawyer", "general"), guardian("agent", "special", seen=False)]
    mediation = drawn_up(room, room.mediating(who("周建国", speakers=speakers), who("李秀英", R)))
    side = mediation.sides.get(place=1)
    for one in side.representatives.all():
        with pytest.raises(NotValid, match="特别授权"):
            actions.sign_for_side(mediation, by=room.mediator, side=side, how="hand", representative=one)


def test_a_unit_signs_by_who_may_act_for_it(room):
    unit = who("陈经理", R, organisation="顺达建筑公司", speakers=[guardian("officer")])
    mediation = drawn_up(room, room.mediating(who("周建国"), unit))
    side = mediation.sides.get(place=2)
    with pytest.raises(NotValid, match="单位由负责人"):
        actions.sign_for_side(mediation, by=room.mediator, side=side, how="stamp")
    officer = side.representatives.get()
    actions.sign_for_side(mediation, by=room.mediator, side=side, how="stamp", representative=officer)


def test_only_who_mediates_draws_it_up(room):
    mediation = room.mediating()
    for actor in (room.desk, room.other_mediator):
        with pytest.raises(NotAllowed):
            actions.write_agreement(mediation, by=actor, facts="漏水。")


def test_an_oral_agreement_binds_at_once(room):
    mediation = actions.agree_by_word(drawn_up(room), by=room.mediator)
    agreement = binding_of(mediation)
    assert (mediation.status, agreement.is_oral) == (Status.AGREED, True)
    assert agreement.effective_at == mediation.ended_at


def test_a_minor_does_not_agree_by_word(room):
    minor = who("周小明", is_minor=True, speakers=[guardian()])
    mediation = drawn_up(room, room.mediating(minor, who("李秀英", R)))
    with pytest.raises(NotNow, match="书面协议"):
        actions.agree_by_word(mediation, by=room.mediator)


def test_a_partial_agreement_tells_the_ways_for_what_stays_open(room):
    mediation = all_sign(room, drawn_up(room, left_open="误工费没有谈成。"))
    ending = mediation.endings.get()
    assert (ending.kind, ending.reason) == (Ending.Kind.PART, "误工费没有谈成。")
    assert list(ending.ways.values_list("way", flat=True)) == ["suit", "aid"]
    assert mediation.status == Status.AGREED


def test_instalments_are_whole_cents_and_the_last_takes_the_rest(room):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    first = date(2027, 1, 10)
    one = owe(room, mediation, "1000", instalments=3, first_day=first, every=30, last_day=None)
    assert list(one.dues.values_list("due_on", "amount")) == [
        (first, Decimal("333.33")),
        (first + 30 * DAY, Decimal("333.33")),
        (first + 60 * DAY, Decimal("333.34")),
    ]
    assert one.last_day == first + 60 * DAY


def days(*told):
    return [date.fromisoformat(one) for one in told]


@pytest.mark.parametrize(
    "first, more, expected",
    [
        ("2027-01-10", {"every": 1, "unit": "months"}, ("2027-01-10", "2027-02-10", "2027-03-10")),
        ("2027-01-31", {"every": 1, "unit": "months"}, ("2027-01-31", "2027-02-28", "2027-03-31")),
        ("2027-01-31", {"every": 3, "unit": "months"}, ("2027-01-31", "2027-04-30", "2027-07-31")),
        ("2027-01-31", {"every": 15}, ("2027-01-31", "2027-02-15", "2027-03-02")),
    ],
)
def test_instalments_come_by_months_as_the_calendar_has_them_or_by_days(room, first, more, expected):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    one = owe(room, mediation, instalments=3, first_day=date.fromisoformat(first), last_day=None, **more)
    assert list(one.dues.values_list("due_on", flat=True)) == days(*expected)


def test_parts_written_one_by_one_have_their_own_days_and_sums(room):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    parts = list(zip(days("2027-01-10", "2027-06-30"), [Decimal(5000), Decimal("1234.56")], strict=True))
    one = owe(room, mediation, "6234.56", parts=parts, last_day=None)
    assert list(one.dues.values_list("due_on", "amount")) == parts
    assert one.last_day == date(2027, 6, 30)


@pytest.mark.parametrize(
    "told",
    [
        [("2027-01-10", "5000"), ("2027-06-30", "1000")],
        [("2027-06-30", "5000"), ("2027-01-10", "1234.56")],
        [("2027-01-10", "6234.56"), ("2027-06-30", "0")],
        [("2027-01-10", "6234.555"), ("2027-06-30", "0.005")],
    ],
)
def test_parts_that_do_not_add_up_or_are_nothing_are_refused(room, told):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    parts = [(date.fromisoformat(day), Decimal(share)) for day, share in told]
    with pytest.raises(NotValid) as refused:
        owe(room, mediation, "6234.56", parts=parts, last_day=None)
    assert refused.value.detail["field"] == "parts"


def test_a_sum_too_small_for_its_instalments_is_refused(room):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    with pytest.raises(NotValid, match="分不成"):
        owe(room, mediation, "0.02", instalments=3, first_day=date(2027, 1, 10), last_day=None)


def test_a_penalty_has_its_bound(room):
    mediation = room.mediating()
    with pytest.raises(NotValid) as refused:
        actions.write_agreement(mediation, by=room.mediator, facts="漏水。", penalty="罚" * 501)
    assert refused.value.detail["field"] == "penalty"


@pytest.mark.parametrize("amount, parts", [("0.10", 3), ("100", 7), ("99999999.99", 12)])
def test_instalments_add_up(amount, parts):
    assert sum(split(Decimal(amount), parts)) == Decimal(amount)


@pytest.mark.parametrize(
    "told, field",
    [
        ({"amount": None}, "amount"),
        ({"amount": Decimal("1.005")}, "amount"),
        ({"kind": "act"}, "amount"),
        ({"owed_to": 2}, "owed_to"),
        ({"last_day": None}, "last_day"),
        ({"instalments": 3}, "instalments"),
        ({"instalments": 3, "first_day": date(2027, 1, 1), "last_day": date(2027, 2, 1)}, "last_day"),
    ],
)
def test_a_clause_that_says_too_little_is_refused(room, told, field):
    mediation = room.mediating()
    actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
    sides = {one.place: one for one in mediation.sides.all()}
    clause = {"kind": "money", "words": "赔偿", "amount": Decimal(9), "last_day": today() + DAY} | told
    clause["owed_to"] = sides[clause.get("owed_to", 1)]
    with pytest.raises(NotValid) as refused:
        actions.add_obligation(mediation, by=room.mediator, owed_by=sides[2], **clause)
    assert refused.value.detail["field"] == field


def test_a_dropped_clause_lets_the_others_move_up(room):
    mediation = drawn_up(room)
    owe(room, mediation, "20")
    actions.drop_obligation(mediation, by=room.mediator, obligation=draft_of(mediation).obligations.first())
    assert list(draft_of(mediation).obligations.values_list("place", "amount")) == [(1, Decimal(20))]


def test_what_binds_is_not_rewritten_in_the_database_either(room):
    agreement = binding_of(all_sign(room, drawn_up(room)))
    agreement.facts = "别的"
    with pytest.raises(DatabaseError), transaction.atomic():
        agreement.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        agreement.signatures.first().delete()
