"""What nobody filed is filed by the clock; what a volume waits for; check values that nobody tries; who reads a record."""

from datetime import timedelta
from hashlib import sha256
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import File, Guest, Signature, Volume
from onedoor.mediation.queries.agreements import draft_of, fingerprint_of, text_of
from onedoor.mediation.queries.telling import is_kept_back
from onedoor.mediation.standing import may_read_record
from onedoor.mediation.tests.sitting import held, invited, planned, ready
from onedoor.mediation.tests.test_agreeing import drawn_up, sign
from onedoor.mediation.tests.test_following_agreements import agreed, applied, broken
from onedoor.mediation.tests.test_volumes import scan
from onedoor.mediation.volume.owing import counted_from, owed_of

__all__ = ["agreed"]
YEAR = timedelta(days=366)


def failed(room):
    return actions.fail(ready(room), reason="说不拢。", by=room.mediator)


def test_what_nobody_filed_is_filed_as_it_lies_after_a_year(room):
    mediation = failed(room)
    with time_machine.travel(timezone.now() + timedelta(days=364), tick=False):
        assert actions.file_over(by=room.town.system) == 0
    with time_machine.travel(timezone.now() + YEAR, tick=False):
        assert actions.file_over(by=room.town.system) == 1
        assert actions.file_over(by=room.town.system) == 0
    volume = Volume.objects.get(mediation=mediation)
    assert (volume.mediation.status, volume.staff, "满一年" in volume.reason) == (Status.FILED, None, True)
    assert "调解记录" in volume.lacking
    assert volume.kept_until.year == volume.filed_at.year + 10
    # The house opens nobody's name: somebody at the desk binds it.
    assert actions.bind_volume(volume.mediation, by=room.desk).bound_at is not None


def test_what_somebody_still_mediates_or_performs_is_not_filed_by_the_clock(room, agreed):
    ready(room)
    with time_machine.travel(timezone.now() + 3 * YEAR, tick=False):
        assert actions.file_over(by=room.town.system) == 0


def test_a_court_that_has_not_answered_is_waited_for(room, agreed):
    applied(room, agreed)
    assert "法院对司法确认申请的答复" in owed_of(agreed)
    ended = broken(room, agreed)
    with time_machine.travel(timezone.now() + YEAR + timedelta(days=30), tick=False):
        assert actions.file_over(by=room.town.system) == 0
        actions.court_answered(
            ended, by=room.desk, answer="refused", on=timezone.localdate(), reason="缺材料"
        )
        assert "法院对司法确认申请的答复" not in owed_of(ended)
        assert actions.file_over(by=room.town.system) == 1


def test_its_years_are_counted_from_the_last_day_on_which_something_is_due(room, agreed):
    last = timezone.localdate() + timedelta(days=40)
    assert counted_from(agreed) == last
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        assert counted_from(agreed) == timezone.localdate()


def test_a_plain_check_value_is_put_under_the_houses_key(room):
    mediation = drawn_up(room)
    sign(room, mediation, 1)
    draft, hand = draft_of(mediation), Signature.objects.get()
    plain = sha256(text_of(draft).encode()).hexdigest()
    assert hand.text_digest not in ("", plain)
    file = actions.keep_file(mediation, scan(), kind="other", by=room.mediator)
    before = file.digest
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE mediation_signature DISABLE TRIGGER USER")
        cursor.execute("UPDATE mediation_signature SET text_digest = %s", [plain])
        cursor.execute("ALTER TABLE mediation_signature ENABLE TRIGGER USER")
    migration = import_module("onedoor.mediation.migrations.0012_check_values_under_a_key")
    with connection.schema_editor(atomic=False) as editor:
        migration.keyed(apps, editor)
    assert Signature.objects.get().text_digest == fingerprint_of(draft)
    assert File.objects.get(pk=file.pk).digest != before


@pytest.mark.parametrize(
    ("sees", "reads"), [("dates", (False, False)), ("session", (True, False)), ("shared", (True, True))]
)
def test_whoever_was_asked_in_reads_the_record_as_far_as_that(room, sees, reads):
    mediation = ready(room)
    session, other = held(room, mediation), planned(room, mediation, days=4)
    partner = room.town.actor("mediation_partner", name="民警")
    invited(room, mediation, partner, sees, session=session if sees == "session" else None)
    assert tuple(not may_read_record(one, partner) for one in (session, other)) == reads
    Guest.objects.update(until=timezone.now())
    assert bool(may_read_record(session, partner))


def test_dates_alone_open_no_record_whatever_session_stands_in_the_row(room):
    mediation = ready(room)
    session = held(room, mediation)
    partner = room.town.actor("mediation_partner", name="民警")
    invited(room, mediation, partner, "dates")
    Guest.objects.update(session=session)
    assert bool(may_read_record(session, partner))


def test_who_asks_for_protection_after_filing_is_kept_back_from_the_others(room):
    mediation = ready(room)
    actions.fail(mediation, reason="说不拢。", by=room.mediator)
    made = actions.make_final(mediation, kind="failure", by=room.mediator)
    filed = actions.file(mediation, reason="试", by=room.desk)
    sides = list(filed.sides.order_by("place"))
    assert [is_kept_back(side) for side in sides] == [False, False]
    actions.protect(filed, side=sides[0], contact="单位传达室", by=room.desk)
    sides = list(filed.sides.order_by("place"))
    assert [is_kept_back(side) for side in sides] == [False, True]
    assert sides[0].is_protected and File.objects.get(pk=made[0].pk).taken_out_at is None
