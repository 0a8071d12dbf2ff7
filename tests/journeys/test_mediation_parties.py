"""当事人 — from the page where a dispute is told to what is due: each side by its own slip, and nothing of the other's."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onedoor.cases.models import KeyTry, Slip
from onedoor.cases.slips import give_out, pin_of
from onedoor.config.mediating import end_thought_over
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.matters import actions as matters
from onedoor.matters.drafts import Draft
from onedoor.mediation import actions
from onedoor.mediation.actions import noting, offering, sitting
from onedoor.mediation.applying import Who
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Consent, Evidence, Mediation, Note, Offer, Side
from onedoor.mediation.tests.conftest import Room, who
from onedoor.mediation.tests.test_volumes import photo
from onedoor.persons.actions import enter
from onedoor.portal.disputing import PLAIN
from onedoor.portal.mediating import NOW
from onedoor.portal.siding import ACTS
from tests.journeys.test_counselling_unseen import read

pytestmark = pytest.mark.django_db
R = Side.Standing.RESPONDENT
ABOUT = {"type": "0299", "facts": "楼上漏水，墙泡坏了。", "claims": "修好，赔三千元。", "region": ""}
WHO = {
    **{"name": "周建国", "phone": "13909380001", "other_name": "李秀英"},
    **{"other_phone": "", "other_address": "三楼东户"},
}


class House:
    """A mediation under way, and a browser for each side that opened it with code and PIN."""

    def __init__(self, town):
        self.town, self.room = town, Room(town)
        self.mediation, pin = actions.apply_(self.room.told(), by=self.room.desk)
        other = actions.give_slip(self.mediation, side=self.side(2), by=self.room.desk)
        self.code, self.pins = self.mediation.case.code, {1: pin, 2: other}
        self.browsers = {place: self.opened(place) for place in (1, 2)}

    def side(self, place):
        return self.mediation.sides.get(place=place)

    def opened(self, place) -> Client:
        client = Client(raise_request_exception=False)
        told = {"code": self.code, "pin": self.pins[place]}
        answer = client.post(reverse("portal:track"), told, follow=True)
        assert "我的调解" in read(answer)
        return client

    def page(self, place) -> str:
        return read(self.browsers[place].get(reverse("portal:mediation", args=[self.code])))

    def act(self, place, act, /, **told):
        url = reverse("portal:mediation_act", args=[self.code, act])
        return self.browsers[place].post(url, {"key": str(uuid4())} | told)

    def form(self, place, name) -> str:
        return read(self.browsers[place].get(reverse("portal:mediation_act", args=[self.code, name])))

    def begun(self):
        """Both said yes by their own slips, and somebody mediates."""
        for place in (1, 2):
            assert self.act(place, "agree", is_yes="yes").status_code == 302
        actions.accept(self.mediation, by=self.room.desk)
        self.mediation = actions.assign(self.fresh(), self.room.row(self.room.mediator), by=self.room.desk)
        for place in (1, 2):
            actions.tell_rights(
                self.fresh(), side=self.side(place), how=Consent.How.SIGNED, by=self.room.desk
            )
        return self

    def fresh(self) -> Mediation:
        return Mediation.objects.get(pk=self.mediation.pk)

    def planned(self, side=None):
        at = timezone.now() + timedelta(days=5)
        told = {"starts_at": at, "ends_at": at + timedelta(hours=2), "place": "调解室一"}
        return sitting.plan(self.fresh(), side=side, **told, by=self.room.mediator)


@pytest.fixture
def house(town):
    return House(town)


def told_online(client, slip="", pin="", **more):
    """The three pages, one after the other."""
    client.post(reverse("portal:dispute"), ABOUT | more)
    client.post(reverse("portal:dispute_who"), WHO | more)
    shown = client.get(reverse("portal:dispute_send"))
    key = shown.context["draft"].key
    return client.post(reverse("portal:dispute_send"), {"key": key, "slip": slip, "pin": pin}, follow=True)


def test_a_dispute_is_told_on_three_pages_and_its_pin_is_shown(client, town):
    room = Room(town)
    page = read(told_online(client))
    mediation = Mediation.objects.get()
    assert (mediation.way_in, mediation.status, mediation.committee) == ("online", "asked", room.committee)
    assert (mediation.case.code in page, "查询码" in page) == (True, True)
    assert [side.standing for side in mediation.sides.all()] == ["applicant", "respondent"]
    # Whoever asks for it wants it, and is not asked once more; the other side is.
    assert [(one.side.place, one.about) for one in Consent.objects.all()] == [(1, "mediate")]
    assert "我的调解" in read(client.get(reverse("portal:mediation", args=[mediation.case.code])))
    client.post(reverse("portal:leave"))
    assert client.get(reverse("portal:mediation", args=[mediation.case.code])).status_code in (302, 403, 404)


def test_sent_twice_it_is_one_and_its_desk_has_it(client, town):
    room = Room(town)
    told_online(client)
    key = str(uuid4())
    client.post(reverse("portal:dispute_send"), {"key": key})
    assert Mediation.objects.count() == 1
    shown = read(town.login(Client(), room.desk).get(reverse("mediation:desk")))
    assert Mediation.objects.get().case.code in shown


def test_nobody_who_is_known_is_met_by_a_form_that_anybody_can_fill_in(client, town):
    room = Room(town)
    room.apply(who("周建国", phone="13909380001"), who("李秀英", R))
    before = set(Side.objects.values_list("party__person", flat=True))
    told_online(client)
    online = Mediation.objects.get(way_in="online")
    assert before.isdisjoint(online.sides.values_list("party__person", flat=True))


def test_what_is_mediated_elsewhere_is_told_its_door_and_goes_no_further(client, town):
    page = read(client.post(reverse("portal:dispute"), ABOUT | {"type": "1499"}, follow=True))
    assert ("第二十八条" in page, "12348" in page, ABOUT["facts"] in page) == (True, True, True)
    assert client.get(reverse("portal:dispute_who")).status_code == 302
    assert Mediation.objects.count() == 0
    page = read(client.post(reverse("portal:dispute"), ABOUT | {"type": "1599"}, follow=True))
    assert "纪检" in page


def test_every_plain_word_is_a_type_of_the_list_or_another_door(town):
    assert len({code for code, _words in PLAIN}) == len(PLAIN)
    assert set(NOW) == set(Status)


def test_only_what_is_needed_is_asked(client, town):
    pages = read(client.get(reverse("portal:dispute")))
    client.post(reverse("portal:dispute"), ABOUT)
    pages += read(client.get(reverse("portal:dispute_who")))
    assert [word in pages for word in ('name="identity"', "民族", "性别", "出生")] == [False] * 4
    bare = read(client.post(reverse("portal:dispute_who"), WHO | {"other_address": ""}, follow=True))
    assert "至少写一样" in bare


def test_with_a_slip_in_hand_the_code_stays_the_slips(client, town):
    Room(town)
    slip = give_out(town.centre)
    page = read(told_online(client, slip.code, pin_of(slip)))
    assert (Mediation.objects.get().case.code, slip.code in page) == (slip.code, True)


def test_a_slip_without_its_pin_opens_nothing(client, town):
    Room(town)
    slip = give_out(town.centre)
    wrong = "000000" if pin_of(slip) != "000000" else "111111"
    page = read(told_online(client, slip.code, wrong))
    assert (Mediation.objects.count(), KeyTry.objects.count(), "不对" in page) == (0, 1, True)
    assert Slip.objects.get(pk=slip.pk).case is None


def test_each_side_opens_its_own_and_a_wrong_pin_nothing(house):
    assert ("您是申请人" in house.page(1), "您是被申请人" in house.page(2)) == (True, True)
    stranger = Client()
    url = reverse("portal:mediation", args=[house.code])
    assert stranger.get(url).status_code in (302, 403, 404)
    wrong = "00000000" if house.pins[2] != "00000000" else "11111111"
    told = {"code": house.code, "pin": wrong}
    assert "不对" in read(stranger.post(reverse("portal:track"), told, follow=True))


def test_both_agree_with_their_own_slips_and_it_can_be_accepted(house):
    house.begun()
    said = Consent.objects.filter(about="mediate")
    assert {(one.side.place, one.is_yes, one.how) for one in said} == {
        (1, True, "online"),
        (2, True, "online"),
    }
    page = house.page(2)
    assert ("调解员甲" in page, "接受或者不接受调解员" in page) == (True, True)


def test_a_mediator_is_refused_and_nobody_is_asked_why(house):
    house.begun()
    mediator = house.room.row(house.room.mediator)
    assert house.act(2, "mediator", mediator=mediator.pk, is_yes="no").status_code == 302
    said = Consent.objects.get(about="mediator")
    assert (said.mediator, said.is_yes, said.side.place) == (mediator, False, 2)
    assert ("您没有接受" in house.page(2), "没有接受" in house.page(1)) == (True, False)


def test_no_is_taken_back_within_a_quarter_of_an_hour_and_nothing_was_lost(house):
    house.begun()
    assert "一刻钟" in house.form(2, "stop")
    house.act(2, "stop")
    event = house.mediation.case.events.get(verb="mediation.said", facts__yes=False)
    assert (house.fresh().status, "收回“不调解”" in house.page(2)) == ("mediating", True)
    with pytest.raises(NotNow, match="没有同意调解"):
        house.planned()
    house.act(2, "again")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        end_thought_over(event)
    assert house.fresh().status == "mediating"


def test_no_that_stays_no_ends_it_after_a_quarter_of_an_hour(house):
    house.begun()
    house.act(2, "stop")
    event = house.mediation.case.events.get(verb="mediation.said", facts__yes=False)
    end_thought_over(event)
    assert house.fresh().status == "mediating"
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        end_thought_over(event)
        house.browsers[1] = house.opened(1)
        page = house.page(1)
        assert house.opened(2) and house.fresh().status == "withdrawn"
    assert ("您还可以走的路" in page, "最后" in page, "不愿" in page) == (True, True, False)


def test_dates_with_place_and_another_date_whose_reason_the_other_side_never_reads(house):
    house.begun()
    house.planned()
    apart = house.planned(side=house.side(1))
    assert ("调解室一" in house.page(2), "各方一起谈" in house.page(2)) == (True, True)
    assert ("只和您谈" in house.page(1), "只和您谈" in house.page(2)) == (True, False)
    told = {"session": str(apart.pk), "reason": "那天要去看病"}
    assert house.act(2, "date", **told).status_code == 422
    assert house.act(1, "date", **told).status_code == 302
    assert ("您请求改期" in house.page(1), "改期，等" in house.page(2)) == (True, False)
    assert "看病" not in house.page(2) + house.page(1)


def test_a_message_reaches_the_mediator_and_the_answer_its_side_alone(house):
    house.begun()
    assert house.act(2, "message", text="我其实愿意赔两千").status_code == 302
    actions_side = house.side(2)
    noting.answer_side(house.fresh(), side=actions_side, text="明白，先不告诉对方", by=house.room.mediator)
    noting.note_apart(house.fresh(), side=actions_side, text="看上去很急", by=house.room.mediator)
    shown, other = house.page(2), house.page(1)
    words = ("愿意赔两千", "先不告诉对方", "看上去很急")
    assert [word in shown for word in words] == [True, True, False]
    assert [word in other for word in words] == [False] * 3
    assert Note.objects.filter(kind="message").count() == 1


def test_a_paper_for_the_mediator_alone_and_one_for_everybody(house):
    house.begun()
    for name, whom in (("私下的欠条", "mediator"), ("公开的照片", "all")):
        answer = house.act(1, "papers", name=name, for_whom=whom, upload=photo())
        assert answer.status_code == 302
    apart, shared = Evidence.objects.order_by("number")
    own, other = house.page(1), house.page(2)
    url = {one: reverse("portal:mediation_paper", args=[house.code, one.file_id]) for one in (apart, shared)}
    assert [url[one] in own for one in (apart, shared)] == [True, True]
    assert [url[one] in other for one in (apart, shared)] == [False, True]
    assert [house.browsers[2].get(url[one]).status_code for one in (apart, shared)] == [404, 200]
    assert [house.browsers[1].get(url[one]).status_code for one in (apart, shared)] == [200, 200]


def test_the_other_sides_card_and_address_are_no_shared_papers(house):
    house.begun()
    for kind in ("identity", "address", "authority", "application", "closing", "visit"):
        side = None if kind in ("closing", "visit") else house.side(1)
        actions.keep_file(house.fresh(), photo(), kind=kind, side=side, by=house.room.mediator)
    keys = list(house.fresh().files.values_list("pk", flat=True))
    urls = [reverse("portal:mediation_paper", args=[house.code, key]) for key in keys]
    assert [house.browsers[2].get(url).status_code for url in urls] == [404] * 6
    assert [house.browsers[1].get(url).status_code for url in urls] == [200] * 4 + [404] * 2
    with pytest.raises(NotAllowed, match="只有提交的一方"):
        actions.read_file(house.fresh().files.get(kind="address"), by=house.room.resident(house.mediation, 2))


def test_offers_go_through_the_mediator_when_both_want_it_this_way(house):
    house.begun()
    assert house.act(1, "offer", kind="money", amount="2000").status_code == 409
    for place in (1, 2):
        house.act(place, "online", is_yes="yes")
    assert house.act(1, "offer", kind="money", amount="2000", words="月底付清").status_code == 302
    offer = Offer.objects.get()
    assert ("月底付清" in house.page(1), "月底付清" in house.page(2)) == (True, False)
    assert house.act(2, "answer", offer=str(offer.pk), is_yes="yes").status_code == 409
    offering.tell_offer(house.fresh(), offer=offer, by=house.room.mediator)
    assert "月底付清" in house.page(2)
    assert house.act(2, "answer", offer=str(offer.pk), is_yes="yes").status_code == 302
    offer.refresh_from_db()
    assert (offer.status, "已接受" in house.page(1)) == ("accepted", True)
    house.act(2, "online", is_yes="no")
    assert house.act(1, "offer", kind="money", amount="1").status_code == 409


def test_a_matters_slip_opens_its_mediation_for_its_first_applicant_alone(town):
    room, clerk = Room(town), town.actor("clerk")
    told = {"source": "window", "community": town.community, "desk": town.centre}
    draft = Draft("漏水", "楼上漏水", **told, person=enter("周建国", "13909380001", by=clerk))
    done = matters.register(draft, by=clerk)
    case = done.matter.case
    theirs = Who({}, known=draft.person)
    own = room.apply(theirs, who("李秀英", R), source=case)
    # Brought by somebody else of the same matter: the first one's slip does not open it.
    foreign = room.apply(who("王小明"), who("李秀英", R), source=case)
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("portal:track"), {"code": case.code, "pin": done.pin}, follow=True)
    url = {one: reverse("portal:mediation", args=[one.case.code]) for one in (own, foreign)}
    assert (url[own] in read(answer), url[foreign] in read(answer)) == (True, False)
    assert client.get(url[own]).status_code == 200
    assert client.get(url[foreign]).status_code in (302, 403, 404)


def test_a_sheet_on_paper_holds_what_is_its_sides_and_no_word_of_a_drawer(house, town):
    house.begun()
    house.planned()
    house.planned(side=house.side(1))
    house.act(1, "message", text="只给调解员看")
    client = town.login(Client(raise_request_exception=False), house.room.desk)
    sheets = {
        place: read(client.get(reverse("mediation:side_sheet", args=[house.code, place]))) for place in (1, 2)
    }
    assert [words in sheets[1] for words in ("调解室一", "只和您谈", "只给调解员看")] == [True, True, False]
    assert ("只和您谈" in sheets[2], "13909380001" in sheets[2]) == (False, False)
    assert client.get(reverse("mediation:side_sheet", args=[house.code, 3])).status_code == 404


def test_every_act_has_a_page_and_one_that_is_none_is_not_found(house):
    house.begun()
    urls = [reverse("portal:mediation_act", args=[house.code, name]) for name in ACTS]
    assert {house.browsers[1].get(url).status_code for url in urls} == {200, 409}
    assert (
        house.browsers[1].get(reverse("portal:mediation_act", args=[house.code, "nothing"])).status_code
        == 404
    )
