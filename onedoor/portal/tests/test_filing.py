"""Filing without an account and without scripts: nothing typed is lost, and nothing is registered twice."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.cases.models import Event
from onedoor.matters.models import Category, Matter
from onedoor.persons.models import Person
from onedoor.portal import limits, notice
from onedoor.portal.filing import title_of
from onedoor.portal.models import Sending
from onedoor.portal.tests.conftest import WORDS, photo, text
from onedoor.posts.models import WebSession
from onedoor.posts.sessions import SessionStore


def test_whole_way_from_the_first_page_to_ones_own_case(door, town):
    page = door.fill(
        where={"town": town.street.code, "village": town.community.code, "address": "2号楼门口"},
        contact={"name": "李阿姨", "phone": "138 3800 1234"},
    )
    assert all(
        said in text(page) for said in (WORDS, "大城街道 进步巷社区 2号楼门口", "李阿姨", "13838001234")
    )
    assert door.send().url == reverse("portal:slip")
    code, pin = door.slip()
    matter = Matter.objects.get(case__code=code)
    kept = (matter.source, matter.case.region, matter.address, matter.case.title)
    assert kept == ("portal", town.community, "2号楼门口", "楼下路灯坏了一个多月，晚上老人摔了一跤")
    page = text(door.get("case", code))
    assert (WORDS in page, "大城街道 · 进步巷社区 2号楼门口" in page) == (True, True)
    elsewhere = Client()
    assert elsewhere.post(reverse("portal:track"), {"code": code, "pin": pin}).url == reverse(
        "portal:case", args=[code]
    )


def test_wrong_telephone_is_told_and_everything_stays(door, town):
    door.post("what", body=WORDS, kind="complaint")
    door.post("where", next="1", town=town.street.code, address="桥头")
    page = door.refused("contact", name="李阿姨", phone="138")
    assert page.status_code == 422
    assert 'value="李阿姨"' in text(page) and 'value="138"' in text(page)
    assert WORDS in text(door.get("what")) and "桥头" in text(door.get("where"))
    assert re.search(r'value="complaint" selected', text(door.get("what")))


def test_empty_words_are_asked_for(door):
    page = door.refused("what", body=" ", kind="help")
    assert (page.status_code, "请写下是什么事" in text(page)) == (422, True)


def test_later_pages_lead_back_to_the_first_while_nothing_is_written(door):
    assert {door.get(name).url for name in ("where", "contact", "send")} == {reverse("portal:what")}


def test_address_stays_when_a_town_is_chosen_from_the_list(door, town):
    door.post("what", body=WORDS, kind="help")
    assert door.post("where", town=town.street.code, address="桥头").status_code == 302
    page = text(door.get("where"))
    assert "桥头" in page and f'value="{town.street.code}" selected' in page and "进步巷社区" in page


def test_another_town_lets_go_of_the_village_of_the_first(door, town):
    door.post("what", body=WORDS, kind="help")
    door.post("where", town=town.street.code, village=town.community.code)
    door.post("where", town=town.other_street.code, village=town.community.code)
    page = text(door.get("where"))
    assert f'value="{town.other_street.code}" selected' in page and "东团庄社区" in page
    assert f'value="{town.community.code}" selected' not in page


@pytest.mark.parametrize(
    ("size", "below", "right"), [("small", (100, 330), (280, 60)), ("big", (200, 450), (560, 60))]
)
def test_clicks_on_the_map_lead_to_the_very_grid(door, grounds, size, below, right):
    door.post("what", body=WORDS, kind="help")
    for region in (grounds.street, grounds.community):
        assert door.post("where", **click(size, *below)).status_code == 302
        page = text(door.get("where"))
        assert (f'value="{region.code}" selected' in page, "pin=" in page) == (True, False)
    door.post("where", address="桥头", **click(size, *right))
    page = text(door.get("where"))
    assert "记下了红点的位置" in page and "桥头" in page
    door.post("where", next="1", town=grounds.street.code, village=grounds.community.code)
    assert door.send().status_code == 302
    matter = Matter.objects.get()
    assert (matter.placed_by, matter.case.region) == ("point", grounds.second_grid)


def click(size, x, y):
    return {f"{size}.x": str(x), f"{size}.y": str(y)}


def test_click_outside_is_told_and_changes_nothing(door, grounds):
    door.post("what", body=WORDS, kind="help")
    door.post("where", town=grounds.street.code, address="桥头")
    page = door.post("where", **{"small.x": "0", "small.y": "0", "address": "桥尾"})
    assert (page.status_code, "点在了地图外面" in text(page), "桥尾" in text(page)) == (422, True, True)


@pytest.mark.parametrize("x", ["9" * 9, "9" * 30, "9" * 5000, "²"])
def test_click_that_no_browser_sends_changes_nothing(door, grounds, x):
    door.post("what", body=WORDS, kind="help")
    door.post("where", town=grounds.street.code)
    assert door.post("where", **{"small.x": x, "small.y": "1"}).status_code in (302, 422)
    assert door.get("where").context["draft"].place == grounds.street.code


def test_point_can_be_taken_back(door, grounds):
    door.post("what", body=WORDS, kind="help")
    door.post("where", town=grounds.street.code)
    door.post("where", town=grounds.street.code, village=grounds.community.code)
    door.post("where", **{"small.x": "100", "small.y": "100"})
    assert "pin=" in text(door.get("where"))
    door.post("where", forget_point="1", town=grounds.street.code, village=grounds.community.code)
    assert "pin=" not in text(door.get("where"))


def test_pressing_twice_is_one_matter_and_one_slip(door):
    door.fill(contact={"name": "李阿姨"})
    key = door.key()
    first = door.send(photo(), key=key)
    slip = door.slip()
    again = door.post("send", key=key)
    assert (first.url, again.url) == (reverse("portal:slip"), reverse("portal:slip"))
    assert (door.slip(), Matter.objects.count(), Person.objects.count()) == (slip, 1, 1)


def test_lost_answer_is_given_again(door):
    door.fill(contact={"name": "李阿姨"})
    before = dict(door.client.session)
    door.send(photo())
    slip = door.slip()
    session = door.client.session
    session.clear()
    session.update(before)
    session.save()
    door.send(photo())
    assert (door.slip(), Matter.objects.count(), Person.objects.count()) == (slip, 1, 1)
    assert Matter.objects.get().case.papers.count() == 1


def test_changed_words_are_another_matter(door):
    assert door.file() != door.file(body="井盖坏了。")
    assert Matter.objects.count() == 2


def test_key_of_another_page_is_not_sent_unseen(door):
    door.fill()
    page = door.send(key="00000000-0000-4000-8000-000000000001")
    assert (page.status_code, Matter.objects.count(), WORDS in text(page)) == (200, 0, True)


def street_lamps() -> Category:
    root = Category.objects.create(code="01", name="市政", level=1, path="01/")
    branch = Category.objects.create(code="0101", name="道路", level=2, path="01/0101/", parent=root)
    return Category.objects.create(
        code="010101", name="路灯照明", level=3, path="01/0101/010101/", parent=branch, keywords=["路灯"]
    )


def test_likely_categories_stand_on_the_last_page_without_scripts(door, town):
    lamp = street_lamps()
    page = text(door.fill())
    assert "路灯照明" in page and "提到“路灯”" in page
    door.send(category=lamp.code)
    assert Matter.objects.get().category == lamp


def test_likely_categories_are_offered_while_typing(door, town):
    root = Category.objects.create(code="01", name="市政", level=1, path="01/")
    Category.objects.create(
        code="0101", name="路灯照明", level=2, path="01/0101/", parent=root, keywords=["路灯"]
    )
    assert "路灯照明" in text(door.post("likely", body=WORDS))
    assert "hidden" in text(door.post("likely", body="啊"))


def test_category_answered_on_the_first_page_is_not_asked_again(door, town):
    lamp = street_lamps()
    for answer, shown in ((lamp.code, True), ("", False)):
        door.post("what", body=WORDS, kind="help", category=answer)
        door.post("where", next="1")
        page = text(door.get("send"))
        assert ('id="likely"' in page, f'type="hidden" name="category" value="{answer}"' in page) == (
            False,
            True,
        )
        assert ("路灯照明" in page) == shown


def test_made_up_category_counts_as_none(door):
    door.fill()
    door.send(category="none-such")
    assert Matter.objects.get().category is None


def test_whoever_leaves_nothing_is_entered_nowhere(door):
    code, _pin = door.file()
    assert (Person.objects.count(), Matter.objects.get(case__code=code).case.parties.count()) == (0, 0)


def test_telephone_without_a_name_is_enough(door):
    door.file(contact={"phone": "13838001234"})
    assert Matter.objects.get().case.parties.get().person.phone_mask == "138****1234"


def test_draft_lies_sealed_in_the_session(door):
    door.fill(contact={"name": "李阿姨", "phone": "13838001234"})
    kept = str(SessionStore().decode(WebSession.objects.get().session_data))
    assert [said for said in (WORDS[:4], "李阿姨", "13838001234") if said in kept] == []
    session = door.client.session
    session["planted"] = "李阿姨"
    session.save()
    assert "李阿姨" in str(SessionStore().decode(WebSession.objects.get().session_data))


def test_draft_is_gone_after_two_hours(door, time_machine):
    time_machine.move_to("2026-10-12 09:00+08:00")
    door.fill()
    time_machine.move_to("2026-10-12 11:01+08:00")
    assert WORDS not in text(door.get("what"))


def test_emptying_the_form_forgets_what_was_typed(door):
    door.fill()
    door.post("restart")
    assert WORDS not in text(door.get("what"))


def test_request_remembers_which_notice_was_read(door):
    page = text(door.get("what"))
    assert page.index(str(notice.TEXT[0])) < page.index("<textarea")
    door.file()
    assert Event.objects.get(verb="matter.registered").facts["notice"] == notice.VERSION
    assert 0 < sum(len(str(sentence)) for sentence in notice.TEXT) <= notice.LONGEST


def test_flood_is_slowed_down_with_words_and_nothing_is_lost(door, monkeypatch, time_machine, settings):
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 2)
    time_machine.move_to("2026-10-12 09:00+08:00", tick=False)
    door.file(body="一"), door.file(body="二")
    door.fill(body="三")
    page = door.send()
    assert (page.status_code, Matter.objects.count()) == (429, 2)
    assert "请过60分钟再按“发送”" in text(page) and settings.CENTRE["phone"] in text(page)
    time_machine.move_to("2026-10-12 10:01+08:00", tick=False)
    assert door.send().url == reverse("portal:slip")
    assert set(Matter.objects.values_list("body", flat=True)) == {"一", "二", "三"}


def test_repeated_press_does_not_count_as_a_flood(door, monkeypatch):
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 1)
    door.fill()
    key = door.key()
    assert {door.post("send", key=key).url for _press in range(3)} == {reverse("portal:slip")}


def test_of_a_network_only_a_digest_is_kept_and_not_for_long(door, time_machine):
    time_machine.move_to("2026-10-12 09:00+08:00")
    door.file()
    assert "127.0.0.1" not in str(Sending.objects.values_list("network", flat=True).get())
    time_machine.move_to("2026-10-13 09:01+08:00")
    door.file(body="又一件")
    assert Sending.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("路灯坏了。快来修", "路灯坏了"),
        ("。。。", "。。。"),
        ("长" * 50, "长" * 39 + "…"),
        ("\n第一行\n第二行", "第一行"),
    ],
)
def test_title_is_the_first_sentence(body, title):
    assert title_of(body) == title
