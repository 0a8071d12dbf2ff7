"""Papers from what was agreed, from what was said at a table, and from how it ended; what acts in an upload is left behind."""

import io
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from onedoor.kit import keyring
from onedoor.kit.paperwork import as_pdf
from onedoor.kit.problems import NotValid
from onedoor.mediation import actions
from onedoor.mediation.models import (
    Agreement,
    Attendance,
    Due,
    Ending,
    EndingWay,
    File,
    FollowUp,
    Obligation,
    Record,
    RecordSignature,
    Session,
    Signature,
)
from onedoor.mediation.papers import blank
from onedoor.mediation.tests.test_papers import pdf_text
from onedoor.mediation.tests.test_volumes import ended
from onedoor.mediation.volume.contents import contents_of

Kind = File.Kind


def sheet(mediation, kind, by):
    return [pdf_text(as_pdf(paper)) for paper in actions.make_sheets(mediation, kind, by=by)]


def agreed(room, mediation, **more):
    one, other = mediation.sides.order_by("place")
    now = timezone.now()
    columns = {
        "facts": "楼上漏水。",
        "written_at": now,
        "post": room.mediator.post,
    } | more
    agreement = Agreement.objects.create(mediation=mediation, **columns)
    told = {
        "kind": "money",
        "owed_by": other,
        "owed_to": one,
        "words": "赔偿维修费",
        "amount": Decimal("3000"),
    }
    duty = Obligation.objects.create(agreement=agreement, place=1, last_day=date(2026, 12, 31), **told)
    for n, day in enumerate((date(2026, 12, 1), date(2026, 12, 31)), 1):
        Due.objects.create(obligation=duty, number=n, due_on=day, amount=Decimal("1500"))
    agreement.effective_at = now
    agreement.save()
    return agreement


def missing(mediation):
    return [name for line in contents_of(mediation).missing for name in line.names]


@pytest.fixture
def done(room):
    return ended(room, "performed")


def test_a_written_agreement_says_its_obligations_with_instalments(room, done):
    agreed(room, done)
    (said,) = sheet(done, "agreement", room.desk)
    assert "李秀英于2026年12月31日前赔偿维修费（向周建国），金额3000.00元" in said
    assert "第1期2026年12月1日1500.00元；第2期2026年12月31日1500.00元" in said


def test_a_tablet_signature_stands_beside_the_side_and_fills_the_place(room, done):
    agreement = agreed(room, done)
    assert "人民调解协议书" in missing(done)
    for side in done.sides.all():
        hand = {"role": "side", "how": "tablet", "at": timezone.now(), "post": room.mediator.post}
        hand |= {"drawn_sealed": b"a stroke"}
        Signature.objects.create(agreement=agreement, side=side, **hand)
    assert "人民调解协议书" not in missing(done)
    assert sheet(done, "agreement", room.desk)[0].count("（平板签名）") == 2


def test_an_oral_agreement_has_its_register_and_needs_no_signed_paper(room, done):
    agreed(room, done, is_oral=True)
    (said,) = sheet(done, "oral", room.desk)
    assert ("赔偿维修费" in said, contents_of(done).outcome, missing(done)) == (True, "oral", ["调解记录"])


def test_a_partial_agreement_also_asks_for_the_notice_of_what_is_left(room, done):
    agreed(room, done, is_partial=True, left_open="精神损害赔偿没有谈成。")
    assert missing(done) == ["调解记录", "人民调解协议书", "人民调解终结告知书"]
    assert "没有达成一致的部分" in sheet(done, "agreement", room.desk)[0]


def test_a_failure_names_each_way_with_its_last_day(room):
    mediation = ended(room)
    ending = Ending.objects.create(mediation=mediation, kind="failed", reason="价钱谈不拢", at=timezone.now())
    told = {"since": date(2026, 11, 1), "last_day": date(2029, 11, 1), "is_provisional": True}
    EndingWay.objects.create(ending=ending, place=1, way="suit", **told)
    (said,) = sheet(mediation, "failure", room.desk)
    wanted = ("价钱谈不拢", "2029年11月1日（暂算）", "自2026年11月1日起算")
    assert [word for word in wanted if word not in said] == []


def held(room, mediation, side=None, number=1, words=None):
    now = timezone.now()
    session = Session.objects.create(
        mediation=mediation,
        number=number,
        side=side,
        place="一号调解室",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        status="held",
        planned_at=now,
        post=room.mediator.post,
    )
    record = Record(session=session, written_at=now, read_back_at=now, staff=room.mediator.staff)
    record.key_sealed = keyring.fresh(record)
    keyring.put(record, record, words=json.dumps(words or {}))
    record.save(force_insert=True)
    return record


def test_the_record_of_a_joint_session_says_what_was_said_and_who_came(room, done):
    record = held(
        room, done, words={"statements": {"1": "要求赔偿", "2": "愿意修好"}, "outcome": "分两期付清"}
    )
    for side in done.sides.all():
        Attendance.objects.create(session=record.session, side=side)
    (said,) = sheet(done, "record", room.desk)
    wanted = ("一号调解室", "申请人周建国陈述", "要求赔偿", "愿意修好", "分两期付清", "周建国、李秀英")
    assert [word for word in wanted if word not in said] == []


def test_a_record_is_complete_when_every_side_that_came_signed_or_refused(room, done):
    record = held(room, done)
    for side in done.sides.all():
        Attendance.objects.create(session=record.session, side=side)
    for place, way in ((1, "tablet"), (2, "refused")):
        assert "调解记录" in missing(done)
        hand = {"who": "side", "side": done.sides.get(place=place), "way": way, "at": timezone.now()}
        RecordSignature.objects.create(record=record, **hand)
    assert "调解记录" not in missing(done)
    assert "拒绝签字，已注明" in sheet(done, "record", room.desk)[0]


def test_what_one_side_said_alone_stands_in_no_record(room, done):
    held(room, done, side=done.sides.first(), words={"outcome": "金丝雀"})
    assert "金丝雀" not in "".join(sheet(done, "record", room.desk))
    assert "金丝雀" not in pdf_text(actions.preview_volume(done, by=room.desk))


def test_a_return_visit_is_told_without_the_words_of_the_side(room, done):
    side, now = done.sides.first(), timezone.now()
    visit = FollowUp(mediation=done, side=side, after_days=7, due_on=now.date(), done_at=now, performed="yes")
    keyring.put(side.drawer, visit, answer="金丝雀")
    visit.save(force_insert=True)
    (said,) = sheet(done, "visit", room.desk)
    assert ("周建国" in said, "已经履行" in said, "金丝雀" in said) == (True, True, False)


def acting_pdf():
    """A page that would run a script when opened, with a note that somebody wrote on it."""
    writer = PdfWriter(clone_from=io.BytesIO(as_pdf(blank("record"))))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    marks = [{"/Subtype": "/Link", "/A": script}, {"/Subtype": "/FreeText", "/A": script}]
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    page[NameObject("/Annots")] = ArrayObject(
        DictionaryObject(
            {
                NameObject(key): NameObject(value) if isinstance(value, str) else value
                for key, value in mark.items()
            }
        )
        for mark in marks
    )
    out = io.BytesIO()
    writer.write(out)
    return SimpleUploadedFile("x.pdf", out.getvalue())


def test_what_acts_in_an_upload_is_not_bound(room):
    mediation = ended(room)
    actions.keep_file(mediation, acting_pdf(), kind=Kind.RECORD, by=room.desk)
    content = actions.preview_volume(mediation, by=room.desk)
    marks = [
        mark.get_object()["/Subtype"]
        for page in PdfReader(io.BytesIO(content)).pages
        for mark in page.get("/Annots") or ()
    ]
    assert (b"app.alert" in content, marks) == (False, ["/FreeText"])
    planted = acting_pdf().read()
    assert b"JavaScript" in planted


def test_a_pdf_with_a_password_is_refused(room):
    writer = PdfWriter(clone_from=io.BytesIO(as_pdf(blank("record"))))
    writer.encrypt("geheim", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(NotValid, match="密码"):
        actions.keep_file(
            ended(room), SimpleUploadedFile("x.pdf", out.getvalue()), kind=Kind.RECORD, by=room.desk
        )
