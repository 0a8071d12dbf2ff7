"""The log takes rows and never gives them back; what it says is complete, and says nothing that it should not."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from onedoor.audit.actions import (
    Kind,
    NotLogged,
    blank_details,
    entry,
    note,
    note_denied,
    note_export,
    note_many,
    note_read,
    note_search,
    note_sign_in,
)
from onedoor.audit.models import AccessLog
from onedoor.audit.origin import coming_from
from onedoor.audit.queries import reads_of_case, reads_of_person, staff_number, used_today
from onedoor.kit.keys import uuid7


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "act",
    [
        lambda row: AccessLog.objects.all().delete(),
        lambda row: AccessLog.objects.update(kind="read"),
        lambda row: AccessLog.objects.update(reason="另一个理由"),
        lambda row: AccessLog.objects.update(
            salt=b"", reason="", address="", acting_for="", result="nothing"
        ),
        lambda row: AccessLog.objects.update(reason=""),
        lambda row: sql("DELETE FROM audit_accesslog"),
        lambda row: sql("UPDATE audit_accesslog SET at = at + interval '1 hour'"),
        lambda row: sql("UPDATE audit_accesslog SET xid = xid + 1"),
        lambda row: sql("UPDATE audit_accesslog SET subjects = '[]', salt = '', reason = ''"),
        lambda row: sql("TRUNCATE audit_accesslog"),
        lambda row: sql("TRUNCATE audit_accesslog, audit_seal CASCADE"),
        lambda row: sql("INSERT INTO audit_accesslog SELECT * FROM audit_accesslog"),
    ],
)
def test_a_row_is_never_changed_or_removed(clerk, act):
    row = note(Kind.REVEAL, by=clerk, subjects=[uuid4()], fields=["phone"], reason="核对来访人登错的电话")
    before = AccessLog.objects.values().get()
    assert (refused(lambda: act(row)), AccessLog.objects.values().get() == before) == (True, True)


def test_nobody_says_themselves_in_which_transaction_they_wrote(clerk):
    row = entry(Kind.READ, by=clerk)
    row.xid = 7
    row.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        assert AccessLog.objects.get().xid == cursor.fetchone()[0]


def test_a_page_of_many_persons_is_one_row(clerk):
    shown = [uuid7() for _ in range(50)]
    note_read(by=clerk, person_ids=shown, case_code="QZ-1")
    row = AccessLog.objects.get()
    assert (set(row.subjects), row.kind, row.fields, row.purpose) == (
        {str(pk) for pk in shown},
        "read",
        "masked",
        "P01",
    )


def test_many_entries_are_written_together(clerk):
    note_many([entry(Kind.READ, by=clerk, subjects=[uuid4()], case_code=f"QZ-{n}") for n in range(100)])
    assert AccessLog.objects.count() == 100


def test_each_kind_of_event_leaves_its_row(clerk):
    person = uuid4()
    note_read(by=clerk, person_ids=[person], case_code="QZ-1")
    note_search(by=clerk, what="事项清单", found=0)
    note_export(by=clerk, what="待办清单", person_ids=[person], fields=["masked"], purpose="P12")
    note_sign_in(Kind.SIGN_IN, staff=clerk.staff, post=clerk.post, address="10.0.0.7")
    note_sign_in(Kind.SIGN_IN_FAILED, username_hash="3fa9", address="10.0.0.8")
    note_sign_in(Kind.SIGN_OUT, staff=clerk.staff)
    note_denied(by=clerk, verb="matter.accept", case_code="QZ-2", where="matters:accept")
    note_denied(where="/orgs/")
    rows = AccessLog.objects.order_by("at").values_list("kind", "staff", "result", "reason", "address")
    me = clerk.staff.pk
    assert list(rows) == [
        ("read", me, "done", "", ""),
        ("search", me, "nothing", "事项清单", ""),
        ("export", me, "done", "待办清单", ""),
        ("sign_in", me, "done", "", "10.0.0.7"),
        ("sign_in_failed", None, "refused", "3fa9", "10.0.0.8"),
        ("sign_out", me, "done", "", ""),
        ("denied", me, "refused", "matter.accept matters:accept", ""),
        ("denied", None, "refused", "/orgs/", ""),
    ]


def test_a_row_says_where_it_came_from(clerk):
    with coming_from("page", "10.0.0.7"):
        note_read(by=clerk, person_ids=[uuid4()])
    note_read(by=clerk, person_ids=[uuid4()])
    assert list(AccessLog.objects.order_by("at").values_list("channel", "address")) == [
        ("page", "10.0.0.7"),
        ("command", ""),
    ]


def test_too_long_a_reason_is_told_not_cut(clerk):
    with pytest.raises(NotLogged), transaction.atomic():
        note(Kind.REVEAL, by=clerk, reason="长" * 201)
    assert AccessLog.objects.count() == 0


def test_blanking_reaches_only_rows_about_the_person(clerk):
    me, other = uuid4(), uuid4()
    for person in (me, other):
        note(Kind.REVEAL, by=clerk, subjects=[person], reason="核对来访人登错的电话", acting_for="李主任")
    assert blank_details(me) == 1
    rows = {
        row.subjects[0]: (row.reason, row.acting_for, bytes(row.salt) == b"")
        for row in AccessLog.objects.all()
    }
    assert rows == {str(me): ("", "", True), str(other): ("核对来访人登错的电话", "李主任", False)}


def test_a_person_reads_who_looked_in_plain_words(clerk, town):
    me, other = uuid4(), uuid4()
    with coming_from("page", "10.0.0.7"):
        note_read(by=clerk, person_ids=[me, other], case_code="QZ-1")
        note(
            Kind.REVEAL,
            by=clerk,
            subjects=[me],
            fields=["phone", "address"],
            purpose="P01",
            case_code="QZ-1",
            reason="x",
        )
        note(Kind.REVEAL, by=clerk, subjects=[other], fields=["phone"], purpose="P01", case_code="QZ-1")
        note(
            Kind.REVEAL,
            by=town.actor("verifier"),
            subjects=[me],
            fields=["phone"],
            purpose="P09",
            case_code="QZ-2",
        )
        note_denied(by=clerk, case_code="QZ-1")
    told = [
        (r.what, r.unit, r.post, r.fields, r.purpose, r.channel, r.case_code) for r in reads_of_person(me)
    ]
    centre = str(town.centre)
    assert told == [
        ("查看完整信息", centre, "核查员", ["电话"], "核查办理结果、复查", "网页", "QZ-2"),
        ("查看完整信息", centre, "窗口受理员", ["电话", "住址"], "登记、办理、答复事项", "网页", "QZ-1"),
        ("查看", centre, "窗口受理员", ["遮盖后的姓名、号码"], "登记、办理、答复事项", "网页", "QZ-1"),
    ]
    assert [(r.what, r.staff_number) for r in reads_of_case("QZ-1", me)] == [
        ("查看完整信息", staff_number(clerk.staff.pk)),
        ("查看", staff_number(clerk.staff.pk)),
    ]


def test_used_today_counts_one_person_and_one_kind(clerk, town):
    note(Kind.LOOK_UP, by=clerk)
    note(Kind.LOOK_UP, by=town.actor("dispatcher"))
    note(Kind.READ, by=clerk)
    assert used_today(clerk.staff, Kind.LOOK_UP) == 1
