"""What was destroyed is gone from every table, its pages still answer; and what was said in confidence goes by the clock."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from onedoor.kit.problems import NotFound
from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, noting, offering, recording
from onedoor.mediation.emptying import STAYS, WORDS, held_by, tables, way_to_mediation
from onedoor.mediation.models import Drawer, FollowUp, Note, Offer, Side, VolumeAsking
from onedoor.mediation.queries.offers import Terms
from onedoor.mediation.queries.sessions import Words
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.tests.test_keys import sat
from onedoor.mediation.tests.test_sessions import ready
from onedoor.mediation.tests.test_volumes import photo
from onedoor.mediation.volume.owing import owed_of

BIRD = "金丝雀"
TABS = ("one", "sessions", "drawers", "offers", "agreement", "volume", "bound")


def full(room):
    """One in which everything was said that can be said, and which failed."""
    mediation = ready(
        room, who("周建国", safe_contact=BIRD), who("李秀英", R), facts=BIRD, claims=BIRD, place=BIRD
    )
    session = sat(room, mediation)
    words = Words({1: BIRD, 2: BIRD}, BIRD, BIRD, BIRD, BIRD)
    recording.write_record(mediation, session=session, words=words, by=room.mediator)
    side = mediation.sides.get(place=1)
    # Its own, which it keeps to itself; and one of the mediator's, told to all.
    for whose, is_told in ((side, False), (None, True)):
        terms = Terms("terms", words=BIRD)
        offering.offer(mediation, side=whose, terms=terms, is_told=is_told, by=room.mediator)
    noting.note_apart(mediation, side=side, text=BIRD, by=room.mediator)
    for in_confidence in (True, False):
        more = {"name": BIRD, "shows": BIRD, "upload": photo(), "in_confidence": in_confidence}
        gathering.give_evidence(mediation, side=side, **more, by=room.mediator)
    return actions.fail(mediation, reason=BIRD, undisputed=BIRD, by=room.mediator)


def holds(text):
    """Every table of the house that has this text in any column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.fixture
def destroyed(room):
    second = room.town.actor("mediation_desk", name="秘书乙", org=room.desk.post.org)
    filed = actions.file(full(room), by=room.desk, reason="试")
    actions.bind_volume(filed, by=room.desk)
    assert {"mediation_mediation", "mediation_ending"} <= set(holds(BIRD))
    with time_machine.travel(timezone.now() + timedelta(days=3700), tick=False):
        kind = VolumeAsking.Kind.DESTROY
        asking = actions.ask_of_volume(filed, kind=kind, reason="期满", by=room.desk)
        actions.answer_of_volume(filed, asking=asking, is_agreed=True, by=second)
    return filed


def test_what_was_destroyed_is_gone_from_every_table(destroyed):
    assert holds(BIRD) == []
    left = [
        f"{model.__name__}.{field.name}"
        for model in tables()
        for field in held_by(model)
        if isinstance(field, models.BinaryField)
        and model.objects.filter(**{way_to_mediation(model): destroyed.pk})
        .exclude(**{field.name: b""})
        .exists()
    ]
    assert left == []


def test_pages_of_what_was_destroyed_still_answer(room, destroyed, client):
    room.town.login(client, room.desk)
    code = destroyed.case.code
    answers = {name: client.get(reverse(f"mediation:{name}", args=[code])).status_code for name in TABS}
    session, file = destroyed.sessions.get(), destroyed.files.shared().first()
    for name, key in (("record", session.pk), ("file", file.pk)):
        answers[name] = client.get(reverse(f"mediation:{name}", args=[code, key])).status_code
    assert {name for name, status in answers.items() if status not in (200, 404)} == set()


def test_every_column_that_can_hold_a_word_is_emptied_or_named():
    named = {(name, column) for name, columns in STAYS.items() for column in columns}
    there = {
        (model.__name__, field.name)
        for model in tables()
        for field in model._meta.concrete_fields
        if isinstance(field, WORDS) and not field.choices
    }
    emptied = {(model.__name__, field.name) for model in tables() for field in held_by(model)}
    assert (named - there, emptied | named) == (set(), there)


def days_on(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_drawers_are_emptied_ninety_days_after_the_close_and_not_before(room):
    mediation = full(room)
    with days_on(89):
        assert actions.shred_over(by=room.town.system) == (0, 0)
    with days_on(91):
        assert actions.shred_over(by=room.town.system) == (1, 0)
        assert actions.shred_over(by=room.town.system) == (0, 0)
        with pytest.raises(NotFound):
            actions.read_file(mediation.files.exclude(drawer=None).get(), by=room.mediator)
    assert set(Drawer.objects.values_list("key_sealed", flat=True)) == {b""}
    assert set(Note.objects.values_list("text_sealed", flat=True)) == {b""}
    assert set(Side.objects.values_list("safe_contact_sealed", flat=True)) == {b""}
    kept = {one.told_at is not None: bool(one.key_sealed) for one in Offer.objects.all()}
    assert kept == {True: True, False: False}
    record = recording.open_record(mediation.sessions.get(), by=room.mediator)
    assert record.statements[1] == BIRD


def test_what_two_people_hold_is_not_emptied(room):
    filed = actions.file(full(room), by=room.desk, reason="试")
    actions.ask_of_volume(filed, kind=VolumeAsking.Kind.HOLD, reason="正在诉讼", by=room.desk)
    with days_on(91):
        assert actions.shred_over(by=room.town.system) == (0, 0)


def test_an_application_that_was_not_accepted_is_forgotten_after_two_years(room):
    mediation = room.apply(who("周建国"), who("李秀英", R), facts=BIRD)
    actions.decline(mediation, reason="不属于调解范围。", by=room.desk)
    with days_on(731):
        assert actions.shred_over(by=room.town.system) == (1, 1)
    assert holds(BIRD) == []


def test_nobody_is_visited_about_what_nobody_accepted(room):
    mediation = room.apply(who("周建国"), who("李秀英", R))
    side = mediation.sides.get(place=2)
    ended = actions.withdraw(mediation, side=side, by=room.desk)
    assert ended.followups.count() == 0


def told(mediation, by):
    for side in mediation.sides.current():
        actions.tell_side(mediation, side=side, how="face", by=by)


def test_filing_ends_the_visits_to_come_and_whoever_mediated_reads_no_longer(room):
    mediation = full(room)
    filed = actions.file(mediation, by=room.desk, reason="试")
    assert (FollowUp.objects.open().filter(mediation=filed).count(), filed.volume.lacking[-1]) == (
        0,
        "告知2方当事人还能走的路",
    )
    assert filed.assignments.filter(until=None).count() == 0
    assert "调解员甲" in str(actions.make_sheets(filed, "closing", by=room.desk))


def test_a_visit_that_fell_due_is_made_before_it_is_filed_by_the_desk_if_need_be(room):
    mediation = full(room)
    told(mediation, room.mediator)
    with days_on(31):
        assert "2次到期的回访" in owed_of(mediation)
        for followup in mediation.followups.open():
            actions.visit(mediation, followup=followup, answered="unreached", way=way(followup), by=room.desk)
        filed = actions.file(mediation, by=room.desk, reason="试")
    assert [line for line in filed.volume.lacking if "回访" in line or "告知" in line] == []


def way(followup):
    return "safe" if followup.side.safe_contact_sealed else "phone"
