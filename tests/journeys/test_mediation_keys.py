"""各方的查询码 — whose slip opens what, how long, who is told who read, and what stands on the page of every end."""

import hashlib
import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.queries import reads_of_case
from onedoor.cases.keys import SHORT, TRIES_A_CODE, TRIES_REFERRED, open_with_pin, opened_with
from onedoor.cases.models import KeyTry, Link
from onedoor.cases.receipts import fingerprint
from onedoor.kit.problems import TooMany
from onedoor.matters import actions as matters
from onedoor.matters.drafts import Draft
from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, noting
from onedoor.mediation.applying import Who
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.models import Drawer, File, Mediation, Note, Offer, Side
from onedoor.mediation.standing import may_read_file, side_of
from onedoor.mediation.tests.conftest import Room, who
from onedoor.mediation.tests.test_volumes import photo
from onedoor.persons.actions import enter
from onedoor.portal.mediating import NOW
from onedoor.portal.siding import ACTS
from onedoor.posts.given import resident_actor
from tests.journeys.test_counselling_unseen import read
from tests.journeys.test_mediation_parties import House

pytestmark = pytest.mark.django_db
R = Side.Standing.RESPONDENT


@pytest.fixture
def house(town):
    return House(town)


def test_a_slip_given_anew_shuts_the_browser_that_opened_the_old_one(house):
    url = reverse("portal:mediation", args=[house.code])
    for place in (1, 2):
        assert house.browsers[place].get(url).status_code == 200
        new = actions.give_slip(house.fresh(), side=house.side(place), by=house.room.desk)
        assert (len(new), house.browsers[place].get(url).status_code) == (8, 404)
        house.pins[place] = new
        house.browsers[place] = house.opened(place)
        assert house.browsers[place].get(url).status_code == 200


def test_a_page_looked_at_all_day_is_shut_too(house):
    url, start = reverse("portal:mediation", args=[house.code]), timezone.now()
    for minutes in range(20, 480, 20):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert house.browsers[1].get(url).status_code == 200
    with time_machine.travel(start + timedelta(minutes=481), tick=False):
        assert house.browsers[1].get(url).status_code in (302, 404)


def test_both_sides_hold_eight_digits_and_a_known_browser_is_not_shut_out(house):
    assert {len(pin) for pin in house.pins.values()} == {8}
    wrong = {"code": house.code, "pin": "00000000" if "00000000" not in house.pins.values() else "11111111"}
    stranger = Client(raise_request_exception=False)
    for _n in range(6):
        stranger.post(reverse("portal:track"), wrong)
    right = {"code": house.code, "pin": house.pins[1]}
    assert "输错次数过多" in read(stranger.post(reverse("portal:track"), right, follow=True))
    assert "我的调解" in read(house.browsers[1].post(reverse("portal:track"), right, follow=True))


def test_each_side_is_told_who_read_and_nothing_of_the_others_drawer(house, town):
    house.begun()
    house.act(1, "message", text="只给调解员看")
    note = Note.objects.get(kind="message")
    noting.open_note(note, by=house.room.mediator)
    url = reverse("portal:mediation_readers", args=[house.code])
    own, other = (read(house.browsers[place].get(url)) for place in (1, 2))
    assert ("密封的记录" in own, "密封的记录" in other) == (True, False)
    town.login(Client(), house.room.desk).get(reverse("mediation:one", args=[house.code]))
    assert all("事项内容" in read(house.browsers[place].get(url)) for place in (1, 2))
    # One's own look is told as such, so that a stranger's with the same slip is seen.
    house.page(1)
    assert "凭您的编号和查询码" in read(house.browsers[1].get(url))
    assert house.browsers[1].get(url).content.count("凭您的".encode()) > 0


def referred(town):
    """A matter with two claimants, and its slip."""
    room, clerk = Room(town), town.actor("clerk")
    told = {"source": "window", "community": town.community, "desk": town.centre}
    draft = Draft("漏水", "楼上漏水", **told, person=enter("周建国", "13909380001", by=clerk))
    done = matters.register(draft, by=clerk)
    return room, done.matter.case, draft.person


def test_a_matters_slip_never_opens_another_sides_page(town):
    room, case, first = referred(town)
    other = enter("李秀英", "13909380002", by=town.actor("clerk", name="另一位"))
    mediation = room.apply(Who({}, known=other), Who({}, R, known=first), source=case)
    assert opened_with(case) == (case.pk,)
    # Were it opened all the same, nobody would be the first applicant but who is.
    party = mediation.sides.get(place=2).party
    side = side_of(mediation, resident_actor((mediation.case_id,), ((mediation.case_id, party.pk),)))
    assert side.place == 2


def test_a_referral_that_was_undone_is_shut_to_the_matters_slip(town):
    room, case, first = referred(town)
    mediation = room.apply(Who({}, known=first), who("李秀英", R), source=case)
    assert mediation.case_id in opened_with(case)
    Link.objects.filter(kind=Link.Kind.MEDIATION, other=case).update(undone_at=timezone.now())
    assert opened_with(case) == (case.pk,)


def test_who_stepped_out_of_the_matter_opens_its_mediation_no_more(town):
    room, case, first = referred(town)
    mediation = room.apply(Who({}, known=first), who("李秀英", R), source=case)
    case.parties.update(until=timezone.now())
    assert mediation.case_id not in opened_with(case)


@pytest.mark.parametrize("status", [one for one in Status if one not in BEFORE])
def test_every_end_has_a_page_that_says_what_can_be_done_next(house, status):
    changed = {"status": status, "reason": "请到法院", "ended_at": timezone.now()}
    Mediation.objects.filter(pk=house.mediation.pk).update(**changed)
    page = house.page(1)
    assert (str(NOW[status]) in page, "您还可以走的路" in page or status != "declined") == (True, True)
    assert ("12348" in page) == (status != "agreed")
    assert house.form(1, "message")


def test_a_page_whose_drawer_was_emptied_says_so_and_stands(house):
    house.begun()
    house.act(1, "message", text="只给调解员看")
    house.act(1, "papers", name="欠条", for_whom="mediator", upload=photo())
    Drawer.objects.update(key_sealed=b"")
    Offer.objects.update(key_sealed=b"")
    Mediation.objects.filter(pk=house.mediation.pk).update(status="filed")
    answer = house.browsers[1].get(reverse("portal:mediation", args=[house.code]))
    page = read(answer)
    assert (answer.status_code, "已经按规定清除" in page, "欠条" in page) == (200, True, False)


def test_the_page_of_what_was_destroyed_tells_a_side_so_and_nothing_else(house, town):
    house.begun()
    mark = "檐前冰柱"
    Mediation.objects.filter(pk=house.mediation.pk).update(facts=mark, claims=mark)
    ended = actions.fail(house.fresh(), reason=mark, by=house.room.mediator)
    actions.make_final(ended, kind="failure", by=house.room.mediator)
    filed = actions.file(ended, reason="试", by=house.room.desk)
    kept = filed.files.get()
    url = reverse("portal:mediation_paper", args=[house.code, kept.pk])
    assert (mark in house.page(2), house.browsers[2].get(url).status_code) == (True, 200)
    second = town.actor("mediation_desk", name="秘书乙", org=house.room.desk.post.org)
    with time_machine.travel(timezone.now() + timedelta(days=3700), tick=False):
        asked = {"kind": "destroy", "reason": "期满", "by": house.room.desk}
        asking = actions.ask_of_volume(filed, **asked)
        actions.answer_of_volume(filed, asking=asking, is_agreed=True, by=second)
        house.browsers[2] = house.opened(2)
        page = house.page(2)
        assert (mark in page, "按规定销毁" in page, kept.name in page) == (False, True, False)
        assert house.browsers[2].get(url).status_code == 404
        assert [name for name in ACTS if house.act(2, name, text="还在吗").status_code == 302] == []


def test_what_one_side_opens_or_what_lies_in_its_drawer_is_no_look_at_the_other(house):
    house.begun()
    people = {place: house.side(place).party.person_id for place in (1, 2)}

    def looks():
        return {place: len(reads_of_case(house.code, people[place])) for place in people}

    by = house.room.mediator
    told = {"name": "欠条", "upload": photo(), "in_confidence": True}
    own = gathering.give_evidence(house.fresh(), side=house.side(1), **told, by=by)
    shared = actions.keep_file(house.fresh(), photo(), kind="evidence", by=by)
    before = looks()
    actions.read_file(own.file, by=by)
    gathering.open_evidence(own, by=by)
    assert {place: looks()[place] - before[place] for place in people} == {1: 2, 2: 0}
    before = looks()
    resident = house.room.resident(house.mediation, 2)
    actions.read_file(shared, by=resident)
    assert {place: looks()[place] - before[place] for place in people} == {1: 0, 2: 1}
    actions.read_file(shared, by=by)
    assert {place: looks()[place] - before[place] for place in people} == {1: 1, 2: 2}


def test_whoever_was_shut_out_by_strangers_opens_at_once_with_a_slip_given_anew(house):
    now = timezone.now()
    shut = [KeyTry(code=house.code, address=f"10.1.{n // 5}.9", digits=8, at=now) for n in range(500)]
    KeyTry.objects.bulk_create(shut)
    stranger, told = Client(raise_request_exception=False), {"code": house.code, "pin": house.pins[2]}
    assert "输错次数过多" in read(stranger.post(reverse("portal:track"), told, follow=True))
    told["pin"] = actions.give_slip(house.fresh(), side=house.side(2), by=house.room.desk)
    assert "我的调解" in read(stranger.post(reverse("portal:track"), told, follow=True))


def test_a_card_kept_without_saying_whose_it_is_is_no_sides(house):
    house.begun()
    file = actions.keep_file(house.fresh(), photo(), kind="other", by=house.room.mediator)
    File.objects.filter(pk=file.pk).update(kind="identity")
    file = house.fresh().files.get(pk=file.pk)
    assert [bool(may_read_file(file, house.room.resident(house.mediation, place))) for place in (1, 2)] == [
        True,
        True,
    ]


def test_what_was_sent_is_no_plain_digest_that_can_be_tried(settings):
    words = ["mediation.offer", "2000"]
    plain = hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    mark = fingerprint(words)
    settings.PIN_KEY = "another key of another house, long enough"
    assert (mark != plain, fingerprint(words) != mark) == (True, True)


@pytest.mark.parametrize("is_referred, most", [(True, TRIES_REFERRED), (False, TRIES_A_CODE[SHORT])])
def test_six_digits_that_open_a_mediation_too_bear_fewer_wrong_tries(town, is_referred, most):
    room, clerk = Room(town), town.actor("clerk")
    told = {"source": "window", "community": town.community, "desk": town.centre}
    draft = Draft("漏水", "楼上漏水", **told, person=enter("周建国", "13909380001", by=clerk))
    done = matters.register(draft, by=clerk)
    case = done.matter.case
    if is_referred:
        room.apply(Who({}, known=draft.person), who("李秀英", R), source=case)
    # Each from another address: no one of them is shut out for itself.
    tries = [
        KeyTry(code=case.code, address=f"10.0.0.{n}", digits=SHORT, at=timezone.now()) for n in range(most)
    ]
    KeyTry.objects.bulk_create(tries[:-1])
    assert open_with_pin(case.code, done.pin, address="10.0.1.1").case == case
    tries[-1].save()
    with pytest.raises(TooMany):
        open_with_pin(case.code, done.pin, address="10.0.1.1")
