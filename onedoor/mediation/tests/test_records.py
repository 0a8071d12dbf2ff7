"""The record of a session and whose hands stand under it; what a guest sees of it."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from PIL import Image

from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.actions import inviting, recording
from onedoor.mediation.applying import Speaks
from onedoor.mediation.models import Guest, Representative
from onedoor.mediation.queries.guests import invitation_to
from onedoor.mediation.queries.sessions import Words, is_signed
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.tests.sitting import (
    MONDAY,
    SAID,
    drawing,
    held,
    invited,
    opened,
    planned,
    read_back,
    ready,
)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_what_was_read_back_is_never_changed(room):
    mediation = ready(room)
    session = held(room, mediation)
    told = {"session": session, "words": Words({1: "漏了。"}), "by": room.mediator}
    recording.write_record(mediation, **told)
    with pytest.raises(NotNow, match="告知权利义务"):
        recording.read_back(mediation, session=session, by=room.mediator)
    recording.write_record(mediation, **told, rights_told=True)
    with pytest.raises(NotNow, match="记录还没有写完"):
        recording.read_back(mediation, session=session, by=room.mediator)
    record = read_back(room, mediation, session)
    with pytest.raises(NotNow, match="已经宣读核对"):
        recording.write_record(mediation, **told)
    record.words_sealed = b"other"
    with pytest.raises(DatabaseError), transaction.atomic():
        record.save()


def test_hands_on_the_screen_a_refusal_and_the_mediators_own(room):
    mediation = ready(room)
    session = held(room, mediation)
    one, other = mediation.sides.current()
    by = {"session": session, "by": room.mediator}
    recording.write_record(mediation, words=SAID, rights_told=True, result="again", **by)
    with pytest.raises(NotNow, match="先宣读核对"):
        recording.sign(mediation, side=one, drawn=drawing(), **by)
    record = read_back(room, mediation, session)
    for nothing in ("", "data:image/png;base64,AAAA", drawing(is_empty=True)):
        with pytest.raises(NotValid, match="还没有签字"):
            recording.sign(mediation, side=one, drawn=nothing, **by)
    signed = recording.sign(mediation, side=one, drawn=drawing(), **by)
    assert recording.drawn_of(signed, by=room.mediator).startswith(b"\x89PNG")
    with pytest.raises(NotNow, match="已经签过字"):
        recording.sign(mediation, side=one, drawn=drawing(), **by)
    recording.refuse_to_sign(mediation, side=other, **by)
    assert not is_signed(record)
    recording.sign(mediation, drawn=drawing(), **by)
    assert is_signed(record)


def test_signed_on_paper_the_scan_is_the_volumes(room):
    mediation = ready(room)
    session = held(room, mediation)
    record = read_back(room, mediation, session)
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "JPEG")
    upload = SimpleUploadedFile("记录.jpg", out.getvalue())
    sides = list(mediation.sides.current())
    file = recording.sign_on_paper(mediation, session=session, sides=sides, upload=upload, by=room.mediator)
    assert (file.kind, file.drawer, is_signed(record)) == ("record", None, True)


def test_all_sides_read_the_record_and_nobody_else(room):
    mediation = ready(room)
    session = held(room, mediation)
    read_back(room, mediation, session)
    for reader in (room.mediator, room.desk, room.resident(mediation, 1), room.resident(mediation, 2)):
        assert recording.open_record(session, by=reader) == SAID
    for stranger in (room.other_mediator, room.clerk, room.town.actor("mediation_partner")):
        with pytest.raises(NotAllowed):
            recording.open_record(session, by=stranger)


def test_a_hand_under_a_record_is_the_sides_own_or_theirs_who_may_settle_for_it(room):
    guardian = Speaks({"name": "周父"}, Representative.Kind.GUARDIAN, paper_seen=True)
    agent = Speaks({"name": "代理甲"}, Representative.Kind.AGENT)
    mediation = ready(
        room, who("周小", is_minor=True, speakers=[guardian]), who("李秀英", R, speakers=[agent])
    )
    one, other = mediation.sides.current()
    session = opened(
        room, mediation, planned(room, mediation), [(one, one.representatives.get()), (other, None)]
    )
    read_back(room, mediation, session)
    told = {"session": session, "drawn": drawing(), "by": room.mediator}
    for side, representative, words in (
        (one, None, "监护人"),
        (one, other.representatives.get(), "不代理这一方"),
        (other, other.representatives.get(), "特别授权"),
        (None, other.representatives.get(), "调解员本人"),
    ):
        with pytest.raises(NotValid, match=words):
            recording.sign(mediation, side=side, representative=representative, **told)
    recording.sign(mediation, side=one, representative=one.representatives.get(), **told)
    actions.see_paper(
        mediation, representative=other.representatives.get(), authority="special", by=room.desk
    )
    recording.sign(mediation, side=other, representative=other.representatives.get(), **told)


def test_a_guest_sees_what_the_part_needs_and_until_it_ends(room):
    mediation, partner = ready(room), room.town.actor("mediation_partner")
    session = held(room, mediation)
    read_back(room, mediation, session)
    code = mediation.case.code
    with pytest.raises(NotFound):
        invitation_to(code, partner)
    guest = invited(room, mediation, partner)
    with pytest.raises(NotAllowed):
        recording.open_record(session, by=partner)
    inviting.end_guest(mediation, guest=guest, by=room.mediator)
    invited(room, mediation, partner, sees="session", session=session)
    assert recording.open_record(session, by=partner) == SAID
    inviting.end_guest(mediation, guest=Guest.objects.get(until=None), by=room.mediator)
    with pytest.raises(NotAllowed):
        recording.open_record(session, by=partner)
    with pytest.raises(NotFound):
        invitation_to(code, partner)


def test_a_guest_leaves_with_the_mediation(room):
    mediation, partner = ready(room), room.town.actor("mediation_partner")
    invited(room, mediation, partner, sees="shared")
    assert invitation_to(mediation.case.code, partner).sees == "shared"
    actions.withdraw(mediation, side=mediation.sides.get(place=2), by=room.mediator)
    with pytest.raises(NotFound):
        invitation_to(mediation.case.code, partner)


def test_only_posts_that_take_part_are_invited_and_one_session_is_named(room):
    mediation, partner = ready(room), room.town.actor("mediation_partner")
    with pytest.raises(NotValid, match="不参加联合调解"):
        invited(room, mediation, room.clerk)
    with pytest.raises(NotValid, match="请选一次"):
        invited(room, mediation, partner, sees="session")
    invited(room, mediation, partner)
    with pytest.raises(NotNow, match="已经邀请过"):
        invited(room, mediation, partner)


def test_referral_and_transfer_let_nobody_in(room):
    mediation = ready(room)
    told = {"role": "police", "office": "城东派出所", "by": room.mediator}
    inviting.refer(mediation, **told)
    with pytest.raises(NotValid, match="条文"):
        inviting.transfer(mediation, basis=" ", sides_told=True, **told)
    onward = inviting.transfer(mediation, basis="《人民调解法》第二十五条", sides_told=False, **told)
    inviting.answer_onward(mediation, onward=onward, answer="已接收", by=room.desk)
    assert sorted(mediation.onwards.values_list("kind", flat=True)) == ["referral", "transfer"]
    assert mediation.guests.count() == 0
