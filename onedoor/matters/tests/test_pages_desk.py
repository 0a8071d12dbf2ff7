"""The desk in a browser's words: one screen, one matter a press, and the slip that the visitor takes home."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from onedoor.audit.models import AccessLog
from onedoor.cases.keys import open_with_pin
from onedoor.matters.intake import title_from
from onedoor.matters.models import Category, Matter
from onedoor.persons.models import Person

DESK, HELP = reverse("matters:desk"), reverse("matters:desk_help")
SAID = "进步巷自来水断了三天，打过电话没有人来。"
PDF = b"%PDF-1.4 paper"
LOST = "回执单丢失，本人持身份证到窗口"


@pytest.fixture
def clerk(client, town):
    actor = town.actor("clerk")
    town.login(client, actor)
    return actor


def press(client, **told):
    return client.post(DESK, {"key": str(uuid4()), "body": SAID, "kind": "help", **told})


def pin_of(answer):
    return answer.context["pin"]


def test_plain_request_needs_its_words_only(client, clerk, town):
    answer = press(client)
    matter = Matter.objects.select_related("case", "desk").get()
    assert (answer.status_code, answer.url) == (302, reverse("matters:slip", args=[matter.case.code]))
    assert (matter.case.title, matter.source, matter.desk) == ("进步巷自来水断了三天", "window", town.centre)


def test_everything_that_was_told_is_taken_down(client, clerk, town):
    leaf = Category.objects.create(code="W01", name="供水", level=1, path="W01/")
    told = {
        "title": "停水",
        "category": "W01 供水",
        "address": "进步巷12号",
        "town": town.street.code,
        "community": town.community.code,
        "name": "周建国",
        "phone": "139 0938 1234",
        "secrecy": "normal",
        "papers": SimpleUploadedFile("申请.pdf", PDF),
    }
    press(client, **told)
    matter = Matter.objects.select_related("case", "category").get()
    party = matter.case.parties.select_related("person").get()
    assert (matter.case.title, matter.category, matter.address) == ("停水", leaf, "进步巷12号")
    assert matter.case.region_path.startswith(town.community.path)
    assert (party.person.masked_name, party.person.masked_phone) == ("周**", "139****1234")
    assert [paper.name for paper in matter.case.papers.all()] == ["申请.pdf"]


def test_double_press_makes_one_matter_and_the_same_slip(client, clerk):
    key = str(uuid4())
    told = {"name": "周建国", "phone": "13909381234", "papers": SimpleUploadedFile("申请.pdf", PDF)}
    first = client.get(press(client, key=key, **told).url)
    again = client.get(press(client, key=key, **told | {"papers": SimpleUploadedFile("申请.pdf", PDF)}).url)
    assert pin_of(first) == pin_of(again)
    assert (Matter.objects.count(), Person.objects.count()) == (1, 1)
    assert Matter.objects.get().case.papers.count() == 1


def test_pin_stands_on_the_slip_once_and_opens_the_case(client, clerk):
    address = press(client).url
    slip = client.get(address)
    code = slip.context["case"].code
    assert open_with_pin(code, pin_of(slip), address="10.0.0.1").case.code == code
    assert f"{reverse('portal:track')}?code={code}" in slip.content.decode()
    assert "告知受理情况" in slip.content.decode()
    assert pin_of(slip) not in client.get(address).content.decode()


def test_renewed_pin_replaces_the_lost_one(client, clerk):
    address = press(client).url
    slip = client.get(address)
    code, old = slip.context["case"].code, pin_of(slip)
    renew = reverse("matters:renew", args=[code])
    assert renew in client.get(address).content.decode()
    new = pin_of(client.get(client.post(renew, {"has_seen": "on", "reason": LOST}).url))
    assert new != old
    assert open_with_pin(code, new, address="10.0.0.1").case.code == code


@pytest.mark.parametrize("told", [{}, {"reason": LOST}, {"has_seen": "on", "reason": "工作需要"}])
def test_pin_is_not_renewed_unseen_or_without_a_reason(client, clerk, told):
    slip = client.get(press(client).url)
    code = slip.context["case"].code
    refused = client.post(reverse("matters:renew", args=[code]), told)
    assert (refused.status_code, told.get("reason", "") in refused.content.decode()) == (422, True)
    assert open_with_pin(code, pin_of(slip), address="10.0.0.1").case.code == code


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"body": ""}, "诉求内容"),
        ({"phone": "139", "name": "周建国"}, "手机号应为11位，现在是3位。"),
        ({"identity": "62050219800101001", "name": "周建国"}, "公民身份号码应为18位，现在是17位。"),
        ({"phone": "13909381234"}, "请填写姓名。"),
        ({"category": "没有的分类"}, "没有“没有的分类”这个分类"),
        ({"papers": SimpleUploadedFile("x.exe", b"MZ")}, "不是可以接收的文件"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, clerk, told, said):
    answer = press(client, address="进步巷12号", **told)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert "进步巷12号" in text
    assert Matter.objects.count() == 0


def test_secret_matter_gives_its_slip_to_a_clerk_who_may_not_open_it_again(client, clerk):
    address = press(client, secrecy="family").url
    assert client.get(address).status_code == 200
    assert client.get(address).status_code == 404


def test_places_of_a_town_are_listed_with_and_without_scripts(client, clerk, town):
    part = client.get(reverse("matters:communities"), {"town": town.town.code}).content.decode()
    whole = client.post(
        DESK, {"key": str(uuid4()), "again": "1", "town": town.town.code, "body": SAID}
    ).content.decode()
    for text in (part, whole):
        assert f'value="{town.village.code}"' in text
        assert f'value="{town.community.code}"' not in text
    assert SAID in whole
    assert "field-error" not in whole


def test_help_says_where_it_lies_and_what_it_may_be(client, clerk, town):
    Category.objects.create(code="W01", name="供水", level=1, path="W01/", keywords=["自来水", "停水"])
    text = client.post(
        HELP, {"body": SAID, "town": town.street.code, "community": town.community.code}
    ).content.decode()
    assert "大城街道 · 进步巷社区" in text
    assert 'value="W01"' in text
    assert Matter.objects.count() == 0


def test_likely_earlier_one_is_shown_with_the_way_to_merge(client, clerk, town):
    place = {"town": town.street.code, "community": town.community.code}
    press(client, **place)
    press(client, body="进步巷自来水断了三天，老人无法做饭。", **place)
    earlier, later = [matter.case.code for matter in Matter.objects.select_related("case").order_by("pk")]
    text = client.get(reverse("matters:likely", args=[later])).content.decode()
    looked = AccessLog.objects.get(kind="search")
    assert (looked.staff, looked.fields, looked.result) == (clerk.staff, "case", "done")
    merge = reverse("matters:step", args=[later, "merge"])
    assert f"{merge}?into={earlier}" in text
    assert f'value="{earlier}"' in client.get(merge, {"into": earlier}).content.decode()


def test_whoever_takes_nothing_down_does_not_come_in(client, town):
    town.login(client, town.actor("verifier"))
    assert client.get(DESK).status_code == 403
    assert press(client).status_code == 403


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("路灯坏了", "路灯坏了"),
        ("你好，我家楼上漏水，找了几次没人管", "你好，我家楼上漏水"),
        ("三" * 80, "三" * 30),
        ("。！，", "。！，"),
    ],
)
def test_title_is_the_first_thing_said(words, title):
    assert title_from(words) == title
