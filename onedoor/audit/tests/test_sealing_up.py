"""Every tampering with the sealed log is found; an honest log is found honest."""

import threading
import time
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from onedoor.audit.actions import Kind, blank_details, entry, note, note_many
from onedoor.audit.chain import (
    detail_digest_of,
    digest_of,
    root_of,
    rows_of,
    seal_after_restore,
    seal_digest_of,
    seal_up,
)
from onedoor.audit.models import AccessLog, Seal
from onedoor.audit.verifying import verify
from onedoor.kit.problems import NotNow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


def reveal(by, case_code):
    subjects = [uuid4()]
    note(
        Kind.REVEAL, by=by, subjects=subjects, fields=["phone"], case_code=case_code, reason="核对登错的电话"
    )


def sealed_at_last():
    """The seal, once nothing older is at work: PostgreSQL's own housekeeping may still be, and then nothing is sealed."""
    for _look in range(100):
        if seal := seal_up():
            return seal
        time.sleep(0.1)
    raise AssertionError("Nothing was sealed for ten seconds.")


@pytest.fixture
def sealed(clerk):
    """Three seals over nine rows, and one row not yet sealed."""
    for batch in range(3):
        # One transaction a batch: a batch is sealed whole or not yet.
        with transaction.atomic():
            for n in range(3):
                reveal(clerk, f"QZ-{batch}{n}")
        sealed_at_last()
    note(Kind.READ, by=clerk, case_code="QZ-9")
    return [row.pk for row in AccessLog.objects.order_by("xid", "id")]


def past_the_triggers(statement, *values):
    """What somebody with the database itself in hand can do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)


def faults_after(*tampering, head=""):
    """What the check says after it; then all is as before."""
    with transaction.atomic():
        past_the_triggers(*tampering)
        faults = verify(head).faults
        transaction.set_rollback(True)
    return faults


def test_an_honest_log_is_found_honest(sealed):
    verdict = verify()
    head = str(Seal.objects.get(number=3))
    assert (verdict.faults, verdict.rows, verdict.seals, verdict.unsealed, verdict.head) == (
        [],
        10,
        3,
        1,
        head,
    )


def test_sealing_twice_seals_nothing_twice(sealed):
    assert (sealed_at_last().rows, seal_up()) == (1, None)


EDITS = (
    "kind = 'read'",
    "at = at + interval '1 second'",
    "staff_id = NULL",
    "post_id = NULL",
    "subjects = '[]'",
    "case_code = 'QZ-X'",
    "fields = 'name'",
    "purpose = 'P14'",
    "channel = 'api'",
    "result = 'nothing'",
    "reason = '另一个理由'",
    "address = '10.9.9.9'",
    "acting_for = '李主任'",
    "salt = 'x'",
    "detail_digest = 'x'",
    "digest = 'x'",
    "xid = xid - 1",
    "xid = xid + 100000",
)


def test_an_edited_row_is_found_wherever_it_is(sealed):
    edits = [(edit, place) for edit in EDITS for place in (0, 4, 8)]
    unfound = [
        (edit, place)
        for edit, place in edits
        if not faults_after(f"UPDATE audit_accesslog SET {edit} WHERE id = %s", sealed[place])
    ]
    assert (len(edits), unfound) == (54, [])


def test_a_removed_row_is_found(sealed):
    found = [faults_after("DELETE FROM audit_accesslog WHERE id = %s", pk) for pk in sealed[:9]]
    assert found == [[f"第{n // 3 + 1}次封存时有3条，现在有2条：有记录被删除或插入。"] for n in range(9)]


def test_a_row_slipped_in_is_found(sealed, clerk):
    planted = entry(Kind.READ, by=clerk, case_code="QZ-P")
    note_many([planted])
    moving = "UPDATE audit_accesslog SET xid = (SELECT xid FROM audit_accesslog WHERE id = %s) WHERE id = %s"
    found = [faults_after(moving, pk, planted.pk) for pk in sealed[:9]]
    assert found == [[f"第{n // 3 + 1}次封存时有3条，现在有4条：有记录被删除或插入。"] for n in range(9)]


def test_two_swapped_rows_are_found(sealed):
    columns = "at, kind, staff_id, subjects, case_code, reason, salt, detail_digest, digest"
    swap = (
        f"UPDATE audit_accesslog a SET ({columns}) = (SELECT {columns} FROM audit_accesslog b"
        " WHERE b.id <> a.id AND b.id IN (%s, %s)) WHERE a.id IN (%s, %s)"
    )
    pairs = [(sealed[one], sealed[other]) for one, other in [(0, 1), (1, 5), (2, 8)]]
    found = [
        len([fault for fault in faults_after(swap, *pair, *pair) if "被改动" in fault]) for pair in pairs
    ]
    assert min(found) >= 2


def test_a_row_rewritten_with_its_own_digests_is_found(sealed):
    found = []
    for place in (1, 5):
        row = AccessLog.objects.get(pk=sealed[place])
        row.case_code = "QZ-X"
        rewriting = "UPDATE audit_accesslog SET case_code = 'QZ-X', digest = %s WHERE id = %s"
        found += faults_after(rewriting, digest_of(row), row.pk)
    assert found == ["第1次封存的记录被替换或改动。", "第2次封存的记录被替换或改动。"]


def test_an_edited_or_removed_seal_is_found(sealed):
    edits = (
        "rows = 2",
        "root = 'x'",
        "previous = 'x'",
        "digest = 'x'",
        "at = at + interval '1 s'",
        "until_xid = until_xid + 1",
        "number = 7",
    )
    tamperings = [f"UPDATE audit_seal SET {edit} WHERE number = 2" for edit in edits]
    tamperings += [f"DELETE FROM audit_seal WHERE number = {number}" for number in (1, 2)]
    assert [tampering for tampering in tamperings if not faults_after(tampering)] == []


def test_a_cut_tail_is_found_by_whoever_wrote_down_the_head(sealed):
    head = str(Seal.objects.get(number=3))
    past_the_triggers(
        "DELETE FROM audit_accesslog WHERE xid >= (SELECT from_xid FROM audit_seal WHERE number = 3)"
    )
    past_the_triggers("DELETE FROM audit_seal WHERE number = 3")
    assert (verify().faults, len(verify(head).faults)) == ([], 1)


def make_all_seals_anew():
    previous = bytes(32)
    for seal in Seal.objects.order_by("number"):
        seal.previous = previous
        seal.rows, seal.root = root_of(rows_of(seal))
        previous = seal.digest = seal_digest_of(seal)
        past_the_triggers(
            "UPDATE audit_seal SET rows = %s, root = %s, previous = %s, digest = %s WHERE number = %s",
            seal.rows,
            seal.root,
            seal.previous,
            seal.digest,
            seal.number,
        )


def test_a_chain_made_anew_without_the_key_is_found(sealed, settings):
    past_the_triggers("DELETE FROM audit_accesslog WHERE id = %s", sealed[0])
    key, settings.INDEX_KEY = settings.INDEX_KEY, "somebody else's key"
    make_all_seals_anew()
    assert verify().faults == []
    settings.INDEX_KEY = key
    assert verify().faults == [f"第{number}次封存本身被改动。" for number in (1, 2, 3)]


def test_a_chain_made_anew_with_the_key_is_found_by_the_head(sealed):
    head = str(Seal.objects.get(number=2))
    past_the_triggers("DELETE FROM audit_accesslog WHERE id = %s", sealed[0])
    make_all_seals_anew()
    assert (verify().faults, len(verify(head).faults), len(verify("2:").faults)) == ([], 1, 1)


def test_a_row_of_a_slow_transaction_is_sealed_when_it_is_over(clerk):
    """It began first and ends last: a chain that went by order of writing would have passed it over."""
    written, go_on = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            note(Kind.READ, by=clerk, case_code="QZ-SLOW")
            written.set()
            go_on.wait(20)
        connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    assert written.wait(20)
    note(Kind.READ, by=clerk, case_code="QZ-QUICK")
    first = seal_up()
    go_on.set()
    slow.join(20)
    second = sealed_at_last()
    assert (first, second.rows, verify().faults, verify().unsealed) == (None, 2, [], 0)


def test_after_an_erasure_the_chain_still_holds(sealed, clerk):
    subject = AccessLog.objects.get(pk=sealed[4]).subjects[0]
    note(Kind.ERASE, by=clerk, subjects=[subject], reason="保存期限已满，本人要求删除")
    blank_details(subject)
    verdict = verify()
    assert (verdict.faults, verdict.blanked, AccessLog.objects.get(pk=sealed[4]).reason) == ([], 1, "")


def test_blanking_without_an_erasure_is_found(sealed):
    blank_details(AccessLog.objects.get(pk=sealed[4]).subjects[0])
    assert verify().faults == [f"记录{sealed[4]}的理由被清空，却没有对应的清除记录。"]


def test_after_a_restore_sealing_waits_for_a_new_epoch(sealed, clerk):
    past_the_triggers("UPDATE audit_seal SET until_xid = until_xid + 1000000000 WHERE number = 3")
    seal = Seal.objects.get(number=3)
    past_the_triggers("UPDATE audit_seal SET digest = %s WHERE number = 3", seal_digest_of(seal))
    with pytest.raises(NotNow, match="备份恢复"):
        seal_up()
    with pytest.raises(CommandError, match="--after-restore"):
        call_command("seal_audit")


def test_a_new_epoch_begins_after_the_rows_that_came_back(sealed, clerk):
    opening = seal_after_restore()
    note(Kind.READ, by=clerk, case_code="QZ-NEW")
    last = sealed_at_last()
    assert (
        opening.number,
        opening.since > timezone.now().replace(year=2001),
        last.rows,
        verify().faults,
    ) == (5, True, 1, [])
    past_the_triggers("DELETE FROM audit_accesslog WHERE case_code = 'QZ-NEW'")
    assert verify().faults == ["第6次封存时有1条，现在有0条：有记录被删除或插入。"]


def test_the_commands_say_what_they_found(sealed, capsys):
    call_command("seal_audit")
    head = str(Seal.objects.get(number=4))
    call_command("verify_audit", head=head)
    assert capsys.readouterr().out == (
        f"已封存1条，封存号 {head}\n核验了10条（其中0条尚未封存，0条因清除个人信息而清空附记）、4次封存，全部相符。最新封存号 {head}\n"
    )
    past_the_triggers("DELETE FROM audit_accesslog WHERE id = %s", sealed[0])
    with pytest.raises(CommandError, match="发现1处问题"):
        call_command("verify_audit")
    assert "第1次封存时有3条，现在有2条" in capsys.readouterr().err


def test_a_details_digest_covers_each_detail(clerk):
    row = note(Kind.READ, by=clerk, reason="核对", acting_for="李主任")
    digests = {bytes(row.detail_digest)}
    for detail in ("reason", "address", "acting_for"):
        vars(row)[detail] += "x"
        digests.add(detail_digest_of(row))
    assert len(digests) == 4
