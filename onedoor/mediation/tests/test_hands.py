"""A hand on an agreement: drawn or scanned, under one text, while every side still wants it; and the seal is the desk's."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.actions.agreeing import hand_of
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due, Mediation, Signature
from onedoor.mediation.papers.facts_ended import signed_here
from onedoor.mediation.queries.agreements import binding_of, draft_of, fingerprint_of
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.tests.test_agreeing import (
    all_sign,
    drawn_up,
    hands_on,
    owe,
    say,
    scan,
    sign,
    stroke,
)
from onedoor.posts.models import Tenure
from onedoor.safety.models import Level


def stands_at(room, mediation, grade):
    """A level of the safety form, set beside it."""
    who_set = {"set_post": room.desk.post, "set_staff": room.desk.staff}
    Level.objects.create(case=mediation.case, grade=grade, how="rule", since=timezone.now(), **who_set)


@pytest.mark.parametrize("drawn", ["", "data:image/png;base64,AAAA"])
def test_a_hand_on_the_screen_without_a_drawing_is_refused(room, drawn):
    mediation = drawn_up(room)
    with pytest.raises(NotValid) as refused:
        sign(room, mediation, 1, how="tablet", drawn=drawn)
    assert refused.value.detail["field"] == "drawn"
    assert draft_of(mediation).signatures.count() == 0


def test_hands_drawn_on_the_screen_are_the_signed_agreement(room):
    mediation = drawn_up(room)
    for place in (1, 2):
        sign(room, mediation, place, how="tablet", drawn=stroke())
    actions.sign_as_mediator(mediation, by=room.mediator, how="tablet", drawn=stroke())
    mediation = actions.seal(mediation, by=room.desk)
    assert (mediation.status, signed_here(mediation)) == (Status.AGREED, {"agreement"})
    hand = binding_of(mediation).signatures.get(side__place=1)
    assert hand_of(hand, by=room.mediator)[:4] == b"\x89PNG"
    with pytest.raises(NotAllowed):
        hand_of(hand, by=room.other_mediator)


def test_a_hand_on_paper_is_proved_by_its_scan_before_the_seal(room):
    mediation = drawn_up(room)
    for place in (1, 2):
        sign(room, mediation, place, how="print")
    actions.sign_as_mediator(mediation, by=room.mediator)
    with pytest.raises(NotNow, match="扫描件"):
        actions.seal(mediation, by=room.desk)
    file = actions.keep_signed(mediation, by=room.mediator, upload=scan())
    mediation = actions.seal(mediation, by=room.desk)
    hands = binding_of(mediation).signatures.exclude(role="seal")
    assert {hand.file_id for hand in hands} == {file.pk}
    assert (file.kind, signed_here(mediation)) == ("agreement", set())


def test_a_scan_is_added_once_and_a_hand_is_never_changed(room):
    mediation = hands_on(room, drawn_up(room))
    with pytest.raises(NotNow, match="没有还缺扫描件"):
        actions.keep_signed(mediation, by=room.mediator, upload=scan())
    hands = Signature.objects.filter(agreement=draft_of(mediation))
    for change in ({"how": "stamp"}, {"file": None}, {"text_digest": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            hands.update(**change)


def test_a_hand_said_to_be_drawn_but_empty_is_refused_by_the_database(room):
    draft = draft_of(drawn_up(room))
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.create(
            agreement=draft, role="mediator", how="tablet", at=timezone.now(), post=room.desk.post
        )


def test_the_seal_is_not_put_by_whoever_mediates_where_a_desk_is(room):
    mediation = hands_on(room, drawn_up(room))
    with pytest.raises(NotAllowed, match="秘书加盖"):
        actions.seal(mediation, by=room.mediator)
    assert actions.seal(mediation, by=room.desk).status == Status.AGREED


def test_whoever_mediates_puts_the_seal_where_nobody_keeps_a_desk(room):
    mediation = hands_on(room, drawn_up(room))
    Tenure.objects.filter(
        post__org=room.committee.org, post__type__verbs__contains=["mediation.accept"]
    ).delete()
    assert actions.seal(mediation, by=room.mediator).status == Status.AGREED


def test_every_hand_stands_under_the_same_text(room):
    mediation = hands_on(room, drawn_up(room))
    draft = draft_of(mediation)
    assert set(draft.signatures.values_list("text_digest", flat=True)) == {fingerprint_of(draft)}


@pytest.mark.parametrize("column, value", [("facts", "别的"), ("penalty", "别的"), ("copies", 9)])
def test_words_that_somebody_signed_are_not_rewritten_in_the_database(room, column, value):
    draft = draft_of(drawn_up(room))
    type(draft).objects.filter(pk=draft.pk).update(**{column: value})
    sign(room, draft.mediation, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(draft).objects.filter(pk=draft.pk).update(**{column: type(value)()})


def test_clauses_and_days_that_somebody_signed_are_not_rewritten_in_the_database(room):
    mediation = drawn_up(room)
    sign(room, mediation, 1)
    clause = draft_of(mediation).obligations.get()
    due = clause.dues.get()
    for change in (
        lambda: type(clause).objects.filter(pk=clause.pk).update(amount=Decimal(1)),
        lambda: Due.objects.filter(pk=due.pk).update(amount=Decimal(1)),
        lambda: Due.objects.filter(pk=due.pk).delete(),
        lambda: Due.objects.create(obligation=clause, number=2, due_on=due.due_on, amount=Decimal(1)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    Due.objects.filter(pk=due.pk).update(settled_on=due.due_on)


def test_who_took_their_yes_back_is_not_bound(room):
    mediation = drawn_up(room)
    sign(room, mediation, 1)
    actions.say(mediation.sides.get(place=1), "mediate", False, how="online", by=room.resident(mediation, 1))
    for hand in (
        lambda: sign(room, mediation, 2),
        lambda: actions.sign_as_mediator(mediation, by=room.mediator),
        lambda: actions.seal(mediation, by=room.desk),
        lambda: actions.agree_by_word(mediation, by=room.mediator),
    ):
        with pytest.raises(NotNow, match="没有同意调解"):
            hand()
    assert binding_of(mediation) is None


def test_a_yes_taken_back_after_every_hand_stops_the_seal(room):
    mediation = hands_on(room, drawn_up(room))
    say(room, mediation, 2, "mediate", is_yes=False)
    with pytest.raises(NotNow, match="没有同意调解"):
        actions.seal(mediation, by=room.desk)
    assert Mediation.objects.get(pk=mediation.pk).status == Status.MEDIATING


def test_a_side_that_refuses_the_mediator_stops_every_hand(room):
    mediation = drawn_up(room)
    say(room, mediation, 2, "mediator", is_yes=False, mediator=room.row(room.mediator))
    with pytest.raises(NotNow, match="更换调解员"):
        sign(room, mediation, 1)
    say(room, mediation, 2, "mediator", is_yes=True, mediator=room.row(room.mediator))
    sign(room, mediation, 1)


def test_nothing_is_signed_while_somebody_is_in_danger_and_nobody_is_told_why(room):
    mediation = hands_on(room, drawn_up(room))
    stands_at(room, mediation, "S3")
    with pytest.raises(NotNow) as refused:
        actions.seal(mediation, by=room.desk)
    assert [word for word in ("安全", "保护", "危险", "核对") if word in refused.value.message] == []


def test_who_should_not_sit_together_does_not_agree_by_word(room):
    mediation = drawn_up(room)
    stands_at(room, mediation, "S2")
    with pytest.raises(NotNow, match="写成书面协议"):
        actions.agree_by_word(mediation, by=room.mediator)
    assert all_sign(room, mediation).status == Status.AGREED


def test_another_mediator_voids_the_hands_and_keeps_the_words(room):
    mediation = hands_on(room, drawn_up(room))
    lead = mediation.assignments.get(until=None)
    instead = room.row(room.other_mediator)
    actions.replace(mediation, assignment=lead, instead=instead, reason="生病", by=room.desk)
    anew = draft_of(mediation)
    assert (anew.signatures.count(), anew.obligations.get().amount) == (0, Decimal(3000))
    assert mediation.agreements.exclude(void_at=None).get().void_reason == "当事人或者调解员变了"


def test_a_side_that_joins_voids_the_hands(room):
    mediation = hands_on(room, drawn_up(room))
    actions.join_side(mediation, who=who("王第三", "third"), by=room.desk)
    assert draft_of(mediation).signatures.count() == 0


def test_a_draft_without_hands_stays_when_the_mediator_changes(room):
    mediation = drawn_up(room)
    draft, lead = draft_of(mediation), mediation.assignments.get(until=None)
    instead = room.row(room.other_mediator)
    actions.replace(mediation, assignment=lead, instead=instead, reason="生病", by=room.desk)
    assert draft_of(mediation) == draft


def test_an_old_hand_under_another_text_stops_the_others(room):
    mediation = drawn_up(room)
    sign(room, mediation, 1)
    side = mediation.sides.get(place=2)
    side.organisation = "顺达建筑公司"
    side.save()
    with pytest.raises(NotNow, match="作废重写"):
        actions.sign_as_mediator(mediation, by=room.mediator)


def test_the_page_of_an_agreement_asks_little_however_much_may_be_done(
    room, client, django_assert_max_num_queries
):
    mediation = drawn_up(room)
    room.town.login(client, room.mediator)
    address = reverse("mediation:agreement", args=[mediation.case.code])
    client.get(address)
    with django_assert_max_num_queries(42):
        page = client.get(address)
    assert len(page.context["steps"]) == 3
    hands_on(room, mediation)
    with django_assert_max_num_queries(38):
        client.get(address)


def test_a_side_of_another_mediation_signs_nothing_here(room):
    mediation, other = drawn_up(room), room.mediating(who("吴一"), who("郑二", R))
    with pytest.raises(NotValid, match="不在这件调解里"):
        actions.sign_for_side(mediation, by=room.mediator, side=other.sides.get(place=1), how="hand")
    with pytest.raises(NotValid, match="不在这件调解里"):
        owe(room, mediation, owed_to=other.sides.get(place=1))
