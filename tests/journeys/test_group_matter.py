"""群体诉求全程 — nine households, three who speak for them, two units; and one person at two doors with one thing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters import likeness
from onedoor.matters.actions import Draft, proposing
from onedoor.matters.models import Matter, Proposal
from onedoor.matters.queries.rounds import rounds_of
from onedoor.persons.actions import enter

NAMES = ("赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七", "王八", "冯九")


@pytest.fixture(autouse=True)
def words_counted_afresh(monkeypatch):
    """How rare words are is believed for some minutes: not from one test to the next."""
    monkeypatch.setattr(likeness, "_believed", {})


@pytest.fixture
def hall(transactional_db, town):
    return Hall(town)


class Hall:
    """Those who work on it."""

    def __init__(self, town):
        self.town, self.clerk, self.dispatcher = town, town.actor("clerk"), town.actor("dispatcher")
        self.water = town.actor("handler", org=town.water)
        self.housing = town.actor("handler", org=town.housing, name="住建经办人")
        self.verifier, self.second = town.actor("verifier"), town.actor("verifier", name="另一位核查员")

    def take_in(self, words, name, phone, **more):
        person = enter(name, phone, by=self.clerk)
        draft = Draft(
            *words, "window", community=self.town.community, desk=self.town.centre, person=person, **more
        )
        return matters.register(draft, by=self.clerk)

    def group(self):
        done = self.take_in(
            ("地下室进水", "12号楼地下室进水，配电箱也泡了。"), NAMES[0], "13900000000", claimants=9
        )
        matter = matters.accept(done.matter, by=self.clerk)
        for n in range(1, 9):
            matter = matters.add_claimant(matter, by=self.clerk, name=NAMES[n], phone=f"1390000000{n}")
        return matter, done.pin

    def through(self, part, unit, lead):
        part = matters.dispatch(part, by=self.dispatcher, lead=lead)
        part = matters.sign(part, by=unit)
        part = matters.resolve(part, by=unit, result="已办好")
        part = matters.verify(part, by=self.verifier, note="属实")
        part = matters.answer(part, by=self.verifier, reply=f"{lead}已办好。")
        return matters.close(part, by=self.verifier)

    def answered(self, matter, checker, reply):
        matter = matters.verify(fresh(matter), by=checker, note="现场看过")
        matter = matters.answer(matter, by=checker, reply=reply)
        return matters.close(matter, by=checker)


class Phone:
    """A resident's own browser, opened with a slip."""

    def __init__(self, code, pin):
        self.client, self.code = Client(), code
        self.client.post(reverse("portal:track"), {"code": code, "pin": pin})

    def page(self, code=""):
        return self.client.get(reverse("portal:case", args=[code or self.code])).content.decode()

    def act(self, name, **said):
        address = reverse("portal:act", args=[self.code, name])
        page = self.client.get(address).content.decode()
        key = re.search(r'name="key" value="([^"]+)"', page)
        return self.client.post(address, {"key": key[1] if key else "", **said})


def fresh(matter):
    return Matter.objects.select_related("case", "desk__region", "lead").get(pk=matter.pk)


@pytest.fixture
def nine(hall):
    return Nine(hall)


class Nine:
    """Their matter in two parts, three who speak for them, and three telephones: the first one's, a speaker's, the last one's."""

    def __init__(self, hall):
        self.hall, (matter, pin) = hall, hall.group()
        matter = matters.name_representatives(matter, by=hall.clerk, representatives=[1, 2, 3])
        pins = [pin] + [matters.give_slip(matter, by=hall.clerk, claimant=n, has_seen=True) for n in (2, 9)]
        for title in ("排水", "配电箱检修"):
            matter = matters.split_off(
                matter, by=hall.dispatcher, title=title, body=f"{title}：查清原因并处理。"
            )
        self.matter, self.parts = matter, list(matter.parts.order_by("case__code"))
        self.phones = [Phone(matter.case.code, one) for one in pins]

    def end_part(self, n):
        unit, lead = ((self.hall.water, self.hall.town.water), (self.hall.housing, self.hall.town.housing))[n]
        return self.hall.through(fresh(self.parts[n]), unit, lead)

    def answered(self):
        self.end_part(0), self.end_part(1)
        matters.settle(fresh(self.matter), by=self.hall.dispatcher, result="积水已排，配电箱已换。")
        return self.hall.answered(self.matter, self.hall.verifier, "积水已排干，配电箱已换新。")

    def pages(self):
        return [phone.page() for phone in self.phones]


def test_a_sixth_representative_is_refused_with_the_article(hall):
    matter, _pin = hall.group()
    with pytest.raises(NotValid, match="第二十条"):
        matters.name_representatives(matter, by=hall.clerk, representatives=[1, 2, 3, 4, 5, 6])


def test_each_of_nine_sees_the_matter_and_only_their_own_words(nine):
    nine.phones[2].act("add", note="我家冰箱也泡坏了，我叫冯九。")
    pages = nine.pages()
    assert ["我家冰箱也泡坏了" in page for page in pages] == [False, False, True]
    assert ["另一位反映人补充了情况。" in page for page in pages] == [True, True, False]
    for words in ("9人共同反映", "排水", "配电箱检修"):
        assert [words in page for page in pages] == [True, True, True]
    shown = "".join(pages).replace("我叫冯九", "")
    assert [name for name in NAMES if name in shown] == []


def test_the_one_answer_waits_for_both_units_and_goes_to_all(nine, work):
    nine.end_part(0)
    work()
    page = nine.phones[1].page()
    assert ("区水务局办好了，已经核查过。" in page, nine.parts[0].case.code in page) == (True, False)
    matters.settle(fresh(nine.matter), by=nine.hall.dispatcher, result="积水已排，配电箱待换。")
    with pytest.raises(NotNow, match="还有1个子事项没有办结"):
        nine.hall.answered(nine.matter, nine.hall.verifier, "都办好了。")
    nine.end_part(1)
    work()
    ended = fresh(nine.matter).case.events.filter(verb="matter.part_ended").order_by("seq")
    assert [event.facts["open"] for event in ended] == [1, 0]
    matters.answer(fresh(nine.matter), by=nine.hall.verifier, reply="积水已排干，配电箱已换新。")
    matters.close(fresh(nine.matter), by=nine.hall.verifier)
    assert ["积水已排干" in page for page in nine.pages()] == [True, True, True]


def test_any_of_them_may_say_it_is_not_solved_and_a_representative_rates(nine):
    matter, (_first, second, ninth) = nine.answered(), nine.phones
    assert ninth.act("rate", stars="1", is_solved="no").status_code == 403
    ninth.act("object", note="我家墙面还在渗水")
    assert (fresh(matter).status, fresh(matter).round) == ("resolved", 2)
    page = nine.phones[0].page()
    assert ("另一位反映人说没有解决" in page, "渗水" in page) == (True, False)
    nine.hall.answered(matter, nine.hall.second, "渗水处已重新做防水。")
    assert ("积水已排干" in ninth.page(), "渗水处已重新" in ninth.page()) == (True, True)
    second.act("rate", stars="5", is_solved="yes")
    assert fresh(matter).stars == 5


def test_a_claimant_who_steps_out_sees_no_more_of_it(hall):
    matter, _pin = hall.group()
    phone = Phone(matter.case.code, matters.give_slip(matter, by=hall.clerk, claimant=4, has_seen=True))
    assert matter.case.code in phone.page()
    matters.drop_claimant(matter, by=hall.clerk, claimant=4, note="本人说明不再参加")
    assert matter.case.title not in phone.page()
    assert phone.client.get(reverse("portal:case", args=[matter.case.code])).status_code in (302, 404)


def test_a_claimants_slip_shows_their_own_readers_and_their_own_review(hall, work):
    matter, pin = hall.group()
    own = Phone(matter.case.code, matters.give_slip(matter, by=hall.clerk, claimant=5, has_seen=True))
    first = Phone(matter.case.code, pin)
    readers = [
        phone.client.get(reverse("portal:readers", args=[matter.case.code])).content.decode()
        for phone in (own, first)
    ]
    assert ["补发查询码" in page for page in readers] == [True, False]
    matter = matters.settle(fresh(matter), by=hall.dispatcher, result="已排水")
    hall.answered(matter, hall.verifier, "已排水。")
    own.act("review", note="没有查清原因")
    review = Matter.objects.get(review_of=matter)
    assert review.case.parties.get().person == matter.case.parties.order_by("pk")[4].person
    assert (review.case.code in own.page(), review.case.code in first.page()) == (True, False)
    assert first.client.get(reverse("portal:case", args=[review.case.code])).status_code in (302, 404)


def test_what_was_not_solved_keeps_its_code_its_events_and_its_earlier_answers(hall, client):
    done = hall.take_in(("路灯不亮", "进步巷的路灯坏了。"), "张三", "13900000011")
    matter = matters.accept(done.matter, by=hall.clerk)
    matter = matters.settle(matter, by=hall.dispatcher, result="换了灯泡")
    matter = hall.answered(matter, hall.verifier, "灯泡已换。")
    before = list(matter.case.events.order_by("seq").values_list("seq", "verb", "digest"))
    phone = Phone(matter.case.code, done.pin)
    phone.act("object", note="只亮了一晚")
    matter = hall.answered(fresh(matter), hall.second, "线路已换，三天内都亮。")
    assert matter.case.code == done.matter.case.code
    after = list(matter.case.events.order_by("seq").values_list("seq", "verb", "digest"))
    assert after[: len(before)] == before
    told = [(one.number, one.result, one.reply, one.objection) for one in rounds_of(matter)]
    assert told == [(1, "换了灯泡", "灯泡已换。", "只亮了一晚"), (2, "", "线路已换，三天内都亮。", "")]
    for page in (phone.page(), staff_page(hall, client, matter)):
        assert ("第2次办理" in page, "灯泡已换。" in page, "线路已换" in page) == (True, True, True)


def staff_page(hall, client, matter):
    hall.town.login(client, hall.clerk)
    return client.get(reverse("matters:matter", args=[matter.case.code])).content.decode()


def test_one_person_with_one_thing_at_two_doors_is_one_matter_and_both_slips_work(hall, work):
    """brief 10 (i)."""
    first = hall.take_in(
        ("路灯不亮", "进步巷12号楼前的路灯坏了一个多月，晚上老人摔了一跤。"), "张三", "13900000011"
    )
    again = hall.take_in(("晚上太黑", "进步巷12号楼门口的灯一个多月没亮，请修路灯。"), "张三", "13900000011")
    proposing.propose(hall.town.district)
    proposal = Proposal.objects.get()
    assert proposal.is_same_person is True
    proposing.decide(proposal, same=True, by=hall.dispatcher)
    goes_on = Matter.objects.exclude(status="merged").get()
    assert goes_on == first.matter
    one, two = Phone(first.matter.case.code, first.pin), Phone(again.matter.case.code, again.pin)
    assert "一并办理" in two.page()
    matter = matters.accept(goes_on, by=hall.clerk)
    matter = matters.settle(matter, by=hall.dispatcher, result="换了灯")
    hall.answered(matter, hall.verifier, "路灯已修好。")
    work()
    assert ["路灯已修好。" in phone.page() for phone in (one, two)] == [True, True]
    assert [fresh(done.matter).status for done in (first, again)] == ["closed", "closed"]
