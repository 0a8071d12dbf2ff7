"""What people see of what they were told: their own, each for themselves, in few questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onedoor.notices.actions import tell, tell_person, tell_post
from onedoor.notices.models import Notice, Subscription, Wording

LIST, READ, BELL = reverse("notices:list"), reverse("notices:read"), reverse("notices:bell")
UNREAD = f"{LIST}?show=unread"
WORDING = reverse("notices:wording", args=["matter.accepted"])


@pytest.fixture
def unit(town, client):
    actor = town.actor("handler")
    town.login(client, actor)
    return actor


def page(client, address=LIST):
    return client.get(address).content.decode()


def test_a_reader_sees_what_was_told_to_unit_post_and_self_and_nothing_of_others(client, town, unit):
    tell(town.water, "给单位的", key="1")
    tell_post(unit.post, "给岗位的", key="1")
    tell_person(unit.staff, "给本人的", key="1")
    tell(town.labour, "别人单位的", key="1")
    tell_post(town.post("handler"), "同单位别的岗位的", key="1")
    tell_person(town.person("钱进"), "别人的", key="1")
    text = page(client)
    told = ("给单位的", "给岗位的", "给本人的", "别人单位的", "同单位别的岗位的", "别人的")
    assert [words for words in told if words in text] == ["给单位的", "给岗位的", "给本人的"]


def test_following_a_notice_leads_there_and_is_reading_it(client, town, unit):
    tell(town.water, "请签收", key="1", link="/duties/")
    (notice,) = Notice.objects.all()
    address = reverse("notices:open", args=[notice.pk])
    assert address in page(client)
    assert client.get(address).headers["Location"] == "/duties/"
    assert "请签收" not in page(client, UNREAD)
    assert "请签收" in page(client)


def test_a_notice_of_others_is_not_there(client, town, unit):
    tell(town.labour, "别人的事", key="1", link="/duties/")
    pk = Notice.objects.get().pk
    assert client.get(reverse("notices:open", args=[pk])).status_code == 404
    assert client.post(reverse("notices:read_one", args=[pk])).status_code == 404


def test_marking_one_and_all_as_read(client, town, unit):
    for number in range(3):
        tell(town.water, f"第{number}件", key=str(number))
    client.post(reverse("notices:read_one", args=[Notice.objects.get(key="1").pk]))
    text = page(client, UNREAD)
    assert [f"第{number}件" in text for number in range(3)] == [True, False, True]
    assert client.post(READ).headers["Location"] == LIST
    assert "没有未读的通知" in page(client, UNREAD)


def test_what_came_after_the_page_was_made_stays_unread(client, town, unit):
    tell(town.water, "看得到的", key="1")
    until = Notice.objects.get().at.isoformat()
    tell(town.water, "后来的", key="2")
    client.post(READ, {"until": until})
    text = page(client, UNREAD)
    assert ("看得到的" in text, "后来的" in text) == (False, True)


def test_the_bell_of_every_page_counts_for_its_reader(client, town, unit):
    for number in range(3):
        tell(town.water, f"第{number}件", key=str(number))
    assert '<span class="bell-count num">3</span>' in page(client, reverse("posts:account"))
    client.post(READ)
    assert "bell-count" not in page(client, reverse("posts:account"))
    colleague = town.login(Client(), town.actor("handler", name="钱进"))
    assert '<span class="bell-count num">3</span>' in page(colleague, reverse("posts:account"))


def test_the_bell_answers_only_when_the_count_is_another(client, town, unit):
    tell(town.water, "一件", key="1")
    changed = client.get(BELL, {"seen": "0"}, headers={"HX-Request": "true"})
    assert (changed.status_code, "?seen=1" in changed.content.decode()) == (200, True)
    assert client.get(BELL, {"seen": "1"}).status_code == 204


def test_more_than_a_page_goes_on_where_the_page_ended(client, town, unit):
    for number in range(60):
        tell(town.water, f"第{number:02}件", key=str(number))
    seen, address = [], LIST
    while address:
        answer = client.get(address)
        seen.append(len(answer.context["page"].rows))
        address = LIST + answer.context["next"] if answer.context["next"] else ""
    assert seen == [25, 25, 10]
    assert client.get(LIST, {"before": "x"}).status_code == 422


def cost(client, address=LIST):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_list_of_thirty_costs_what_a_list_of_one_does_and_the_bell_one_question(client, town, unit):
    tell(town.water, "一", key="1")
    one = cost(client)
    for number in range(30):
        tell(town.water, "又一件", key=f"more{number}")
    with CaptureQueriesContext(connection) as seen:
        client.get(LIST)
    assert (len(seen), one) == (one, one)
    counting = [
        query["sql"] for query in seen if "count(*)" in query["sql"] and "notices_notice" in query["sql"]
    ]
    assert len(counting) == 1


def test_nothing_told_is_said_so(client, unit):
    assert "没有通知" in page(client)


# ---------------------------------------------------------------- words, channels, digests


@pytest.fixture
def operator(town, client):
    actor = town.actor("operator")
    town.login(client, actor)
    return actor


def test_words_are_changed_tried_out_and_kept_in_versions(client, operator):
    text = "编号{编号}已受理，{期限}前答复。"
    shown = client.post(reverse("notices:preview"), {"text": text}).content.decode()
    assert "编号261123-000-0012已受理" in shown
    assert client.post(WORDING, {"text": text, "is_sent": "on"}).status_code == 302
    assert Wording.objects.get().text == text
    assert text in page(client, reverse("notices:wordings"))
    assert "第1版" in page(client, WORDING)


def test_words_that_cannot_be_kept_come_back_with_the_reason(client, operator):
    answer = client.post(WORDING, {"text": "{姓名}您好", "is_sent": "on"})
    assert (answer.status_code, "不是可以用的占位符" in answer.content.decode()) == (422, True)
    assert (
        "不是可以用的占位符" in client.post(reverse("notices:preview"), {"text": "{姓名}"}).content.decode()
    )
    assert Wording.objects.count() == 0
    assert client.get(reverse("notices:wording", args=["matter.fly"])).status_code == 404


def test_a_member_of_staff_keeps_an_address_that_is_shown_masked(client, town, unit):
    address = reverse("notices:contacts")
    kept = {"which": "sms", "sms-channel": "sms", "sms-address": "13912345678", "sms-is_on": "on"}
    assert client.post(address, kept).status_code == 302
    text = page(client, address)
    assert ("*******5678" in text, "13912345678" in text) == (True, False)
    client.post(address, {"which": "sms", "sms-channel": "sms", "sms-address": ""})
    assert "*******5678" in page(client, address)
    client.post(address, {"which": "sms", "sms-channel": "sms", "drop": "1"})
    assert "*******5678" not in page(client, address)
    wrong = client.post(address, {**kept, "sms-address": "12"})
    assert (wrong.status_code, "手机号应为11位" in wrong.content.decode()) == (422, True)


def test_a_unit_chooses_when_and_where_its_digest_goes(client, town, unit):
    address = reverse("notices:digests")
    client.post(address, {"is_on": "on", "at": "09:15", "email": "water@example.cn"})
    kept = Subscription.objects.get()
    assert (kept.org, f"{kept.at:%H:%M}", kept.email) == (town.water, "09:15", "water@example.cn")
    assert client.post(address, {"is_on": "on", "at": "9", "email": "x"}).status_code == 422
    assert client.get(reverse("notices:digest", args=["2026-02-30"])).status_code == 404


def test_the_page_of_what_is_not_there_to_switch_on_is_everybodys(client, town):
    for kind in ("grid_worker", "leader", "auditor", "system_admin"):
        text = page(town.login(client, town.actor(kind)), reverse("no-switches"))
        assert [words for words in ("排名", "积分", "轨迹", "件数", "拍照") if words not in text] == []
