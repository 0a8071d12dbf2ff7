"""A volume: what it needs, filed, bound with page numbers, sealed for good, held and destroyed by two people."""

import io
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from PIL import Image
from pypdf import PdfReader

from onedoor.audit.models import AccessLog
from onedoor.kit.paperwork import as_pdf
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.models import Consent, Drawer, File, FileBody, Volume, VolumeAsking, VolumeBody
from onedoor.mediation.papers import blank
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.volume.contents import contents_of
from onedoor.mediation.volume.keeping import FOR_HOUSE, FOR_LAND, FOR_MINOR, USUAL, kept_until, rule_for

Kind = File.Kind
CARDS = ("11010519491231002X", "620502198506120029")


def photo(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


def scan(kind=Kind.RECORD, name="笔录.pdf"):
    return SimpleUploadedFile(name, as_pdf(blank(kind)))


def ended(room, move="failed", **more):
    """A mediation that is over, with everything told and every card seen."""
    sides = (who("周建国", identity=CARDS[0]), who("李秀英", R, identity=CARDS[1]))
    mediation = room.mediating(*(more.pop("sides", sides)), **more)
    room.agreed_to(mediation, Consent.About.RIGHTS)
    type(mediation).objects.filter(pk=mediation.pk).update(
        status=move, ended_at=mediation.accepted_at, reason="双方差距太大。"
    )
    return type(mediation).objects.get(pk=mediation.pk)


@pytest.fixture
def failed(room):
    return ended(room)


@pytest.fixture
def filed(room, failed):
    actions.keep_file(failed, scan(), kind=Kind.RECORD, by=room.mediator)
    return actions.file(failed, by=room.desk)


def missing(mediation):
    return ["、".join(line.names) for line in contents_of(mediation).missing]


def text_of(content):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace(" ", "")


def test_what_is_missing_is_said_with_who_owes_it(failed):
    lines = contents_of(failed).missing
    assert [(line.names, line.owes) for line in lines] == [(["调解记录"], "调解员")]


def test_before_anything_is_told_more_is_missing(room):
    assert missing(room.mediating()) == ["当事人权利义务告知书", "当事人身份证明", "调解记录"]


def test_an_agreement_asks_for_the_signed_paper(room):
    assert missing(ended(room, "agreed")) == ["调解记录", "人民调解协议书"]


def test_a_scan_fills_the_place_and_can_be_taken_out_again(room, failed):
    file = actions.keep_file(failed, scan(), kind=Kind.RECORD, by=room.mediator)
    assert missing(failed) == []
    actions.take_out(failed, file=file, reason="传错了", by=room.mediator)
    assert missing(failed) == ["调解记录"]


def test_filing_is_refused_while_something_is_missing(room, failed):
    with pytest.raises(NotNow, match="还缺：调解记录"):
        actions.file(failed, by=room.desk)


def test_filing_without_it_takes_a_written_reason(room, failed):
    filed = actions.file(failed, by=room.desk, reason="当事人拒绝签字，已注明。")
    assert (filed.status, filed.volume.lacking, filed.volume.reason) == (
        "filed",
        ["调解记录"],
        "当事人拒绝签字，已注明。",
    )


def test_only_the_desk_files(room, failed):
    with pytest.raises(NotAllowed):
        actions.file(failed, by=room.mediator, reason="不归我管")


def test_a_file_is_sealed_and_reading_it_is_logged(room, failed):
    upload = scan()
    file = actions.keep_file(failed, upload, kind=Kind.RECORD, by=room.mediator)
    assert b"%PDF" not in bytes(file.body.content_sealed)
    before = AccessLog.objects.filter(kind=AccessLog.Kind.READ).count()
    assert actions.read_file(file, by=room.desk).startswith(b"%PDF")
    assert AccessLog.objects.filter(kind=AccessLog.Kind.READ).count() == before + 1


def test_a_drawer_is_opened_by_its_side_and_the_mediator_alone(room, failed):
    side = failed.sides.get(place=1)
    by = room.resident(failed)
    file = actions.keep_file(failed, photo(), kind=Kind.EVIDENCE, by=by, drawer=side.drawer)
    for reader in (by, room.mediator):
        assert actions.read_file(file, by=reader)[:2] == b"\xff\xd8"
    for reader in (room.desk, room.resident(failed, 2), room.other_mediator):
        with pytest.raises(NotAllowed):
            actions.read_file(file, by=reader)


def test_what_lies_in_a_drawer_is_never_bound(room, failed):
    side = failed.sides.get(place=2)
    actions.keep_file(
        failed, photo("金丝雀.jpg"), kind=Kind.EVIDENCE, by=room.mediator, drawer=side.drawer, name="金丝雀"
    )
    assert [line.names for line in contents_of(failed).lines if line.files] == []
    assert "证据材料" not in text_of(actions.preview_volume(failed, by=room.desk))


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"PK\x03\x04word", b"nonsense"])
def test_what_cannot_be_bound_is_not_taken_in(room, failed, content):
    with pytest.raises(NotValid):
        actions.keep_file(failed, SimpleUploadedFile("x.pdf", content), kind=Kind.OTHER, by=room.desk)
    assert failed.files.count() == 0


def test_the_bound_volume_has_cover_index_numbers_and_scans(room, failed):
    actions.keep_file(failed, scan(), kind=Kind.RECORD, by=room.mediator)
    actions.keep_file(failed, photo(), kind=Kind.EVIDENCE, by=room.mediator)
    filed = actions.file(failed, by=room.desk)
    volume = actions.bind_volume(filed, by=room.desk)
    reader = PdfReader(io.BytesIO(actions.read_volume(filed, by=room.desk)))
    titles = [one.title for one in reader.outline]
    assert titles == [
        "人民调解申请书",
        "人民调解受理登记表",
        "当事人权利义务告知书",
        "当事人身份证明",
        "证据材料",
        "调解记录",
        "人民调解终结告知书",
        "结案报告表",
        "卷宗情况说明",
    ]
    assert len(reader.pages) == volume.pages + 3
    first = reader.get_destination_page_number(reader.outline[0])
    words = [page.extract_text() for page in reader.pages]
    assert filed.number in words[0] and "卷内目录" in words[1] and words[first].split()[-1] == "1"
    assert {page.mediabox.width for page in reader.pages} == {reader.pages[0].mediabox.width} or all(
        abs(page.mediabox.width - 595.28) < 6 for page in reader.pages
    )


def test_the_index_says_on_which_page_each_paper_begins(room, filed):
    actions.bind_volume(filed, by=room.desk)
    reader = PdfReader(io.BytesIO(actions.read_volume(filed, by=room.desk)))
    index = reader.pages[1].extract_text()
    for one in reader.outline:
        page = reader.pages[reader.get_destination_page_number(one)].extract_text()
        number = page.split()[-1]
        assert one.title in index and number in index.split()


def test_binding_again_changes_nothing(room, filed):
    first = actions.bind_volume(filed, by=room.desk).sha256
    assert actions.bind_volume(filed, by=room.desk).sha256 == first


def test_after_filing_nothing_changes_any_more(room, filed):
    actions.bind_volume(filed, by=room.desk)
    file = filed.files.first()
    with pytest.raises(NotNow, match="已经归档"):
        actions.keep_file(filed, photo(), kind=Kind.OTHER, by=room.desk)
    changes = (
        lambda: File.objects.filter(pk=file.pk).update(name="改"),
        lambda: FileBody.objects.filter(file=file).delete(),
        lambda: FileBody.objects.filter(file=file).update(content_sealed=b"x"),
        lambda: Volume.objects.filter(mediation=filed).update(pages=1),
        lambda: VolumeBody.objects.filter(volume__mediation=filed).delete(),
        lambda: Volume.objects.filter(mediation=filed).delete(),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("code", "minor", "rule"),
    [
        ("0201", False, USUAL),
        ("0201", True, FOR_MINOR),
        ("0901", False, FOR_LAND),
        ("0902", False, FOR_LAND),
        ("1102", False, FOR_LAND),
        ("0602", False, FOR_HOUSE),
        ("1101", False, FOR_HOUSE),
        ("0705", False, USUAL),
    ],
)
def test_how_long_a_volume_is_kept(code, minor, rule):
    assert rule_for(code, minor) == rule


def test_ten_years_end_ten_years_later():
    days = [kept_until(rule, date(2028, 2, 29)) for rule in (USUAL, FOR_LAND)]
    assert days == [date(2038, 2, 28), None]


def asked(room, mediation, kind, by=None):
    return actions.ask_of_volume(mediation, kind=kind, reason="正在诉讼", by=by or room.desk)


@pytest.fixture
def second(room):
    return room.town.actor("mediation_desk", name="秘书乙", org=room.desk.post.org)


def over(mediation):
    return Volume.objects.over().filter(mediation=mediation).exists()


def test_a_volume_is_destroyed_by_two_people_when_its_time_is_over(room, filed, second):
    actions.bind_volume(filed, by=room.desk)
    Asking = VolumeAsking.Kind
    with pytest.raises(NotNow, match="保管期限"):
        asked(room, filed, Asking.DESTROY)
    with time_machine.travel(date(2037, 1, 4), tick=False):
        assert over(filed)
        asking = asked(room, filed, Asking.DESTROY)
        with pytest.raises(NotAllowed, match="另一个人"):
            actions.answer_of_volume(filed, asking=asking, is_agreed=True, by=room.desk)
        actions.answer_of_volume(filed, asking=asking, is_agreed=True, by=second)
        assert not over(filed)
    assert set(Drawer.objects.values_list("key_sealed", flat=True)) == {b""}
    assert (VolumeBody.objects.count(), FileBody.objects.count(), filed.files.count()) == (0, 0, 1)
    with pytest.raises(NotFound):
        actions.read_volume(filed, by=room.desk)


def test_a_hold_keeps_it_until_two_release_it(room, filed, second):
    Asking = VolumeAsking.Kind
    with time_machine.travel(date(2037, 1, 4), tick=False):
        hold = asked(room, filed, Asking.HOLD)
        assert not over(filed)
        actions.answer_of_volume(filed, asking=hold, is_agreed=True, by=second)
        with pytest.raises(NotNow, match="暂缓"):
            asked(room, filed, Asking.DESTROY)
        release = asked(room, filed, Asking.RELEASE, by=second)
        assert not over(filed)
        actions.answer_of_volume(filed, asking=release, is_agreed=True, by=room.desk)
        assert over(filed)


def test_a_hold_that_is_declined_holds_nothing(room, filed, second):
    with time_machine.travel(date(2037, 1, 4), tick=False):
        hold = asked(room, filed, VolumeAsking.Kind.HOLD)
        actions.answer_of_volume(filed, asking=hold, is_agreed=False, by=second)
        assert over(filed)


def test_land_is_kept_for_ever(room):
    mediation = ended(room, type="0901")
    filed = actions.file(mediation, by=room.desk, reason="试")
    assert (filed.volume.rule, filed.volume.kept_until) == ("land", None)
