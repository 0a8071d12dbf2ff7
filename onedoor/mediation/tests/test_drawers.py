"""Drawers, evidence and offers: words of one side are found nowhere but where they belong."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, noting, offering
from onedoor.mediation.models import Consent, DrawerHanding, Evidence, Offer
from onedoor.mediation.queries.offers import Terms, accepted_of, compared, offers_of

CANARY = "金丝雀底线十八万"
MONEY = Terms("money", Decimal("180000.00"), CANARY)


def sides(mediation):
    return list(mediation.sides.current())


def everything_stored() -> str:
    """Every column of every table of the database, as text."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        told = []
        for name in names:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{name}" t')
            told.append(cursor.fetchone()[0] or "")
    return "\n".join(told)


def fill(room, mediation):
    """The canary in the first side's drawer, in every way there is."""
    first = sides(mediation)[0]
    note = noting.note_apart(mediation, side=first, text=CANARY, by=room.mediator)
    message = noting.write_message(mediation, text=CANARY, by=room.resident(mediation, 1))
    noting.answer_side(mediation, side=first, text=CANARY, by=room.mediator)
    told = {"name": CANARY, "shows": CANARY, "in_confidence": True}
    evidence = gathering.give_evidence(mediation, side=first, **told, by=room.mediator)
    offer = offering.offer(mediation, side=first, terms=MONEY, by=room.mediator)
    return note, message, evidence, offer


def test_the_canary_lies_in_no_table_in_the_open(room):
    mediation = room.mediating()
    fill(room, mediation)
    assert CANARY not in everything_stored()
    Evidence.objects.filter(mediation=mediation).update(drawer=None, name=CANARY)
    assert CANARY in everything_stored()


def test_no_page_of_desk_or_mediator_shows_it_unasked_but_the_opened_one(room, client):
    mediation = room.mediating()
    note, _message, evidence, _offer = fill(room, mediation)
    code = mediation.case.code
    pages = [
        reverse(f"mediation:{name}", args=[code])
        for name in ("one", "sessions", "drawers", "offers", "volume")
    ]
    room.town.login(client, room.desk)
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, CANARY in answer.content.decode()) == (200, False), page
    opened = reverse("mediation:drawers_open", args=[code, "note", note.pk])
    assert client.post(opened).status_code == 403
    room.town.login(client, room.mediator)
    for page in pages:
        # The mediator's own comparison holds the offers, and nothing else of a drawer.
        assert (CANARY in client.get(page).content.decode()) == page.endswith("/offers/"), page
    assert CANARY in client.post(opened).content.decode()
    confidential = reverse("mediation:drawers_open", args=[code, "evidence", evidence.pk])
    assert CANARY in client.post(confidential).content.decode()


def test_every_opening_is_logged_with_its_purpose_before_a_word_leaves(room):
    mediation = room.mediating()
    note = noting.note_apart(mediation, side=sides(mediation)[0], text=CANARY, by=room.mediator)
    before = AccessLog.objects.count()
    assert noting.open_note(note, by=room.mediator) == CANARY
    row = AccessLog.objects.order_by("-pk").first()
    assert AccessLog.objects.count() == before + 1
    assert (row.purpose, row.fields, row.case_code) == ("P02", "sealed", mediation.case.code)


def test_a_side_reads_its_own_messages_and_not_what_was_noted_of_it(room):
    mediation = room.mediating()
    note, message, _evidence, _offer = fill(room, mediation)
    own, other = room.resident(mediation, 1), room.resident(mediation, 2)
    assert noting.open_note(message, by=own) == CANARY
    for what, reader in ((note, own), (note, other), (message, other), (message, room.desk)):
        with pytest.raises(NotAllowed):
            noting.open_note(what, by=reader)


def test_nobody_elses_key_opens_it(room):
    mediation = room.mediating()
    note, *_rest = fill(room, mediation)
    one, other = (side.drawer for side in sides(mediation))
    note.drawer.key_sealed = other.key_sealed
    with pytest.raises(Exception, match="does not open"):
        noting.open_note(note, by=room.mediator)
    assert one.key_sealed != other.key_sealed


def test_whoever_comes_after_reads_what_was_handed_on_by_two_and_nothing_before(room):
    mediation = room.mediating()
    first = sides(mediation)[0]
    note = noting.note_apart(mediation, side=first, text=CANARY, by=room.mediator)
    lead = mediation.assignments.get()
    taker = room.row(room.other_mediator)
    actions.replace(mediation, assignment=lead, instead=taker, reason="生病", by=room.desk)
    with pytest.raises(NotAllowed, match="交接"):
        noting.open_note(note, by=room.other_mediator)
    with pytest.raises(NotAllowed):
        noting.open_note(note, by=room.mediator)
    told = {"side": first, "taker": taker, "by": room.desk}
    with pytest.raises(NotValid, match="请先告诉这一方"):
        noting.hand_drawer(mediation, told_on=timezone.localdate() + timedelta(days=1), **told)
    handing = noting.hand_drawer(mediation, told_on=timezone.localdate(), **told)
    with pytest.raises(NotNow, match="等对方接手"):
        noting.hand_drawer(mediation, told_on=timezone.localdate(), **told)
    with pytest.raises(NotAllowed):
        noting.open_note(note, by=room.desk)
    noting.take_drawer(mediation, handing=handing, by=room.other_mediator)
    assert noting.open_note(note, by=room.other_mediator) == CANARY


def test_a_drawer_is_not_handed_to_oneself_nor_taken_by_another(room):
    mediation = room.mediating()
    first, today = sides(mediation)[0], timezone.localdate()
    with pytest.raises(NotValid, match="两个人"):
        noting.hand_drawer(
            mediation, side=first, taker=room.row(room.mediator), told_on=today, by=room.mediator
        )
    actions.add_second(mediation, mediator=room.row(room.other_mediator), by=room.desk)
    third = room.enrol("调解员丙")
    handing = noting.hand_drawer(
        mediation, side=first, taker=room.row(third), told_on=today, by=room.mediator
    )
    with pytest.raises(NotAllowed, match="不是交给您"):
        noting.take_drawer(mediation, handing=handing, by=room.other_mediator)
    assert DrawerHanding.objects.get().taken_at is None


def test_the_timeline_tells_of_a_drawer_neither_words_nor_whose(room):
    mediation = room.mediating()
    fill(room, mediation)
    kept = mediation.case.events.filter(verb__in=["mediation.note_kept", "mediation.evidence_given"])
    assert [one.facts for one in kept] == [{}, {}]
    told = [json.dumps(one.facts, ensure_ascii=False) + one.note for one in mediation.case.events.all()]
    assert not any(CANARY in words for words in told)


def test_nothing_typed_is_lost_when_a_step_is_refused(room, client):
    mediation = room.mediating()
    room.town.login(client, room.mediator)
    page = reverse("mediation:drawers_step", args=[mediation.case.code, "note"])
    answer = client.post(page, {"note-side": "", "note-text": "写了很久的话"})
    assert (answer.status_code, "写了很久的话" in answer.content.decode()) == (422, True)


def test_confidence_is_shared_by_the_mediator_with_the_givers_leave(room):
    mediation = room.mediating()
    _note, _message, evidence, _offer = fill(room, mediation)
    with pytest.raises(NotAllowed):
        gathering.share_evidence(mediation, evidence=evidence, how="signed", by=room.desk)
    shared = gathering.share_evidence(mediation, evidence=evidence, how="signed", by=room.mediator)
    assert (shared.drawer, shared.name) == (None, CANARY)
    with pytest.raises(NotNow, match="已经公开"):
        gathering.share_evidence(mediation, evidence=evidence, how="signed", by=room.mediator)


def test_evidence_is_numbered_and_given_back_once(room):
    mediation = room.mediating()
    for name in ("合同", "收条"):
        given = gathering.give_evidence(mediation, side=sides(mediation)[0], name=name, by=room.mediator)
    assert [one.number for one in mediation.evidence.all()] == [1, 2]
    gathering.give_back(mediation, evidence=given, by=room.mediator)
    with pytest.raises(NotNow, match="已经退还"):
        gathering.give_back(mediation, evidence=given, by=room.mediator)
    with pytest.raises(NotAllowed):
        gathering.give_evidence(
            mediation, side=sides(mediation)[1], name="假", by=room.resident(mediation, 1)
        )


def test_an_offer_is_the_givers_until_it_is_told(room):
    mediation = room.mediating()
    row = offering.offer(mediation, side=sides(mediation)[0], terms=MONEY, by=room.mediator)
    own, other = room.resident(mediation, 1), room.resident(mediation, 2)
    assert offering.terms_of(row, by=own) == offering.terms_of(row, by=room.mediator) == MONEY
    for stranger in (other, room.desk):
        with pytest.raises(NotAllowed):
            offering.terms_of(row, by=stranger)
    row = offering.tell_offer(mediation, offer=row, how="phone", by=room.mediator)
    assert offering.terms_of(row, by=other) == offering.terms_of(row, by=room.desk) == MONEY
    with pytest.raises(NotNow, match="已转告"):
        offering.tell_offer(mediation, offer=row, by=room.mediator)


def test_an_offer_is_accepted_when_all_it_was_made_to_said_yes(room):
    mediation = room.mediating()
    one, other = sides(mediation)
    row = offering.offer(mediation, side=one, terms=MONEY, is_told=True, how="oral", by=room.mediator)
    with pytest.raises(NotAllowed, match="不是向这一方"):
        offering.answer_offer(mediation, offer=row, side=one, is_yes=True, by=room.mediator)
    assert accepted_of(mediation) == []
    offering.answer_offer(mediation, offer=row, side=other, is_yes=True, by=room.mediator)
    assert accepted_of(mediation) == [row]
    with pytest.raises(NotNow, match="已接受"):
        offering.take_back(mediation, offer=row, by=room.mediator)


def test_a_refused_a_lapsed_and_a_taken_back_offer_are_over(room):
    mediation = room.mediating()
    one, other = sides(mediation)
    offer = {"side": one, "terms": MONEY, "is_told": True, "how": "oral", "by": room.mediator}
    refused, lapsed, back = (
        offering.offer(mediation, **offer, lapses_on=timezone.localdate()) for _ in range(3)
    )
    offering.answer_offer(mediation, offer=refused, side=other, is_yes=False, by=room.mediator)
    offering.take_back(mediation, offer=back, by=room.mediator)
    with pytest.raises(NotNow, match="还没有过期"):
        offering.lapse(mediation, offer=lapsed, by=room.mediator)
    Offer.objects.filter(pk=lapsed.pk).update(lapses_on=date(2026, 1, 4))
    with pytest.raises(NotNow, match="过了有效期"):
        offering.answer_offer(mediation, offer=lapsed, side=other, is_yes=True, by=room.mediator)
    offering.lapse(mediation, offer=lapsed, by=room.mediator)
    assert [one.status for one in mediation.offers.all()] == ["refused", "lapsed", "back"]


def test_the_comparison_tells_how_far_apart_the_last_sums_are(room):
    mediation = room.mediating()
    for side, sums in zip(sides(mediation), ((9000, 8000), (1000, 3500)), strict=True):
        for amount in sums:
            offering.offer(mediation, side=side, terms=Terms("money", Decimal(amount)), by=room.mediator)
    offers = offers_of(mediation)
    known = offering.terms_of_all(mediation, offers, by=room.mediator)
    assert compared(mediation, offers, known).distance == Decimal(4500)
    assert offering.terms_of_all(mediation, offers, by=room.desk) == {}


def test_an_offer_says_what_it_is(room):
    mediation = room.mediating()
    one, other = sides(mediation)
    for more, field in (
        ({"terms": Terms("money")}, "amount"),
        ({"terms": Terms("apology", None, " ")}, "words"),
        ({"terms": MONEY, "to": one}, "to"),
        ({"terms": MONEY, "lapses_on": date(2026, 1, 4)}, "lapses_on"),
    ):
        with pytest.raises(NotValid) as refused:
            offering.offer(mediation, side=one, **more, by=room.mediator)
        assert refused.value.detail["field"] == field
    with pytest.raises(NotAllowed):
        offering.offer(mediation, side=other, terms=MONEY, by=room.desk)


def test_talks_online_need_every_sides_yes_and_the_mediator_between(room):
    mediation = room.mediating()
    one, other = sides(mediation)
    first, second = room.resident(mediation, 1), room.resident(mediation, 2)
    with pytest.raises(NotNow, match="各方都同意"):
        offering.offer(mediation, side=one, terms=MONEY, by=first)
    room.agreed_to(mediation, Consent.About.ONLINE)
    row = offering.offer(mediation, side=one, terms=MONEY, is_told=True, by=first)
    assert (row.status, row.is_online) == ("kept", True)
    with pytest.raises(NotNow):
        offering.answer_offer(mediation, offer=row, side=other, is_yes=True, by=second)
    with pytest.raises(NotAllowed):
        offering.offer(mediation, side=other, terms=MONEY, by=first)
    offering.tell_offer(mediation, offer=row, by=room.mediator)
    offering.answer_offer(mediation, offer=row, side=other, is_yes=True, by=second)
    assert accepted_of(mediation) == [row]
