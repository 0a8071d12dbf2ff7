"""The room's pages: whole without JavaScript, honest about what is wrong, as many questions for many lines as for few."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.registers import actions
from onedoor.registers.models import Bringing, ElderVisit, Entry, SupportSwitch
from onedoor.registers.tests.people import BUILDING, SHOP, in_days, value
from onedoor.registers.tests.test_importing import HEADINGS, book, shop
from onedoor.registers.tests.test_support import OPENED, Care


def text_of(response):
    return response.content.decode()


def url(name, *args):
    return reverse(f"registers:{name}", args=args)


@pytest.fixture
def manager(client, town, ground):
    return town.login(client, ground.manager)


def test_home_says_what_there_is_and_what_waits(manager, ground):
    home = ground.dwelling()
    ground.propose(home, rooms=(3, 4))
    shown = text_of(manager.get(url("home")))
    assert ["房屋" in shown, "有 1 条变更等您确认" in shown, "都在有效期内。" in shown] == [True] * 3


def test_a_list_is_found_by_two_characters_of_a_name_or_an_address(manager, ground):
    ground.enter("organisation", SHOP)
    ground.enter()
    found = [text_of(manager.get(url("list"), {"q": q})) for q in ("超市", "进步巷", SHOP["uscc"], "幼儿园")]
    assert [("便民超市" in one, "3号楼" in one) for one in found] == [
        (True, False),
        (True, True),
        (True, False),
        (False, False),
    ]
    assert "没有找到" in found[-1]


def test_a_list_asks_as_often_for_many_lines_as_for_few(manager, ground):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert manager.get(url("list"), {"register": "building"}).status_code == 200
        return len(queries)

    ground.enter()
    asked()
    few = asked()
    for n in range(8):
        ground.enter(told=BUILDING | {"name": f"{n}号"})
    assert asked() == few


def test_an_entry_shows_when_each_field_was_looked_at_and_takes_a_press(manager, ground):
    home = ground.dwelling()
    shown = text_of(manager.get(url("entry", home.pk)))
    assert ["核实于" in shown, "区住建局" in shown, "3间" in shown, "登记" in shown] == [True] * 4
    assert manager.post(url("verify", home.pk)).headers["Location"] == url("entry", home.pk)
    assert home.revisions.first().what == "checked"


def test_an_entry_beyond_ones_ground_is_not_there(client, town, ground):
    town.login(client, town.actor("grid_manager", org=town.other_street_centre, name="别处管理员"))
    entry = ground.enter()
    assert [client.get(url(name, entry.pk)).status_code for name in ("entry", "edit")] == [404, 404]


def test_what_may_be_there_already_is_named_first(manager, ground):
    ground.enter()
    told = BUILDING | {"name": "4号楼", "grid": ground.grid.code}
    first = manager.post(url("new", "building"), told)
    assert ("可能已经登记过" in text_of(first), Entry.objects.count()) == (True, 1)
    sure = manager.post(url("new", "building"), told | {"sure": "1"})
    assert (sure.status_code, Entry.objects.count()) == (302, 2)


def test_the_same_address_again_is_refused_with_the_way_to_it(manager, ground):
    entry = ground.enter()
    answer = manager.post(url("new", "building"), BUILDING | {"grid": ground.grid.code, "sure": "1"})
    assert (answer.status_code, url("entry", entry.pk) in text_of(answer)) == (422, True)


@pytest.mark.parametrize(
    ("field", "value_", "words"),
    [
        ("name", "", "请填写"),
        ("floors", "很多", "请填一个整数"),
        ("point", "这里", "经度,纬度"),
        ("grid", "", "请选一个"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(manager, ground, field, value_, words):
    answer = manager.post(url("new", "building"), BUILDING | {"grid": ground.grid.code, field: value_})
    assert (answer.status_code, words in text_of(answer), Entry.objects.count()) == (422, True, 0)


def test_a_dwelling_is_entered_in_its_building(manager, ground):
    building = ground.enter()
    assert str(building.pk) in text_of(manager.get(url("new", "dwelling"), {"building": building.pk}))
    manager.post(url("new", "dwelling"), {"building": building.pk, "name": "501", "rooms": 2})
    assert Entry.objects.get(register="dwelling").grid == ground.grid


def test_what_a_worker_changes_waits_and_what_a_manager_changes_is_written(client, town, ground):
    home = ground.dwelling()
    told = {"building": value(home, "building"), "name": "501", "base": home.version}
    town.login(client, ground.worker)
    client.post(url("edit", home.pk), told | {"rooms": 4})
    assert value(home, "rooms") == 3
    town.login(client, ground.manager)
    client.post(url("edit", home.pk), told | {"rooms": 3, "use": "let"})
    assert value(home, "use") == "let"


def test_a_proposal_is_confirmed_in_one_press_and_refused_with_a_reason(manager, ground):
    home = ground.dwelling()
    one = ground.propose(home, rooms=(3, 4))
    shown = text_of(manager.get(url("proposals")))
    assert ("3间" in shown, "4间" in shown, "陈洁" in shown) == (True, True, True)
    manager.post(url("confirm", one.pk))
    other = ground.propose(home, base=2, rooms=(4, 5))
    assert manager.post(url("refuse", other.pk)).status_code == 422
    manager.post(url("refuse", other.pk), {"reason": "看过，是4间"})
    assert (value(home, "rooms"), manager.post(url("confirm", other.pk)).status_code) == (4, 409)


def test_a_card_is_decided_in_one_press(manager, ground):
    home = ground.dwelling()
    ground.propose(home, by=ground.second, rooms=(3, 4))
    item = ground.propose(home, rooms=(3, 5)).items.get()
    shown = text_of(manager.get(url("proposals")))
    assert ("陈洁：5间；张某" in shown, "台账上现在是：3间" in shown) == (True, True)
    assert manager.post(url("decide", item.pk)).status_code == 422
    manager.post(url("decide", item.pk), {"take": "mine"})
    assert value(home, "rooms") == 5


def test_a_card_that_is_gone_meanwhile_is_told_so(manager, ground):
    home = ground.dwelling()
    first = ground.propose(home, by=ground.second, rooms=(3, 4))
    item = ground.propose(home, rooms=(3, 5)).items.get()
    actions.refuse(first, by=ground.second, reason="我看错了")
    answer = manager.post(url("decide", item.pk), {"take": "theirs"}, follow=True)
    assert ("另一种说法已经没有了" in text_of(answer), value(home, "rooms")) == (True, 3)


def test_ending_wants_a_reason(manager, ground):
    entry = ground.enter()
    assert manager.post(url("end", entry.pk), {"why": "demolished", "reason": ""}).status_code == 422
    manager.post(url("end", entry.pk), {"why": "demolished", "reason": "旧房拆除公告"})
    assert "已注销：拆除" in text_of(manager.get(url("entry", entry.pk)))


def test_a_list_goes_on_paper_with_room_to_write(manager, ground):
    ground.enter()
    shown = text_of(manager.get(url("print"), {"register": "building"}))
    assert ("有变化的写这里" in shown, "3号楼" in shown) == (True, True)
    assert AccessLog.objects.get(kind="export").reason == "打印“楼栋”台账，共1条"


def test_a_file_is_looked_at_before_it_is_taken_in(client, town, ground):
    town.login(client, ground.operator)
    content = book([*HEADINGS, "民族"], [*shop(), "汉"], [*shop("小吃店", "92620502MA00000"), ""])
    file = SimpleUploadedFile("市场主体.xlsx", content)
    there = client.post(url("import"), {"register": "organisation", "file": file}).headers["Location"]
    shown = text_of(client.get(there))
    assert ("本系统不收集民族" in shown, "不导入" in shown, "便民超市" in shown, Entry.objects.count()) == (
        True,
        True,
        True,
        0,
    )
    assert "小吃店" in shown
    client.post(there, {"do": "begin"})
    assert (Entry.objects.count(), Bringing.objects.get().refused) == (1, 1)
    assert "新登记1" in text_of(client.get(there))


def test_what_is_no_workbook_is_given_back_with_words(client, town, ground):
    town.login(client, ground.operator)
    file = SimpleUploadedFile("x.xlsx", b"nothing")
    answer = client.post(url("import"), {"register": "organisation", "file": file})
    assert (answer.status_code, "读不出这个工作簿" in text_of(answer)) == (422, True)


def test_a_table_is_shown_and_taken_out(client, town, ground):
    ground.enter()
    town.login(client, ground.operator)
    assert "每年0分钟" in text_of(client.get(url("report", "houses")))
    answer = client.post(url("report", "houses"))
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).active.max_row == 2
    assert client.get(url("report", "none")).status_code == 404


def test_a_new_form_is_held_against_the_registers(client, town, ground):
    town.login(client, ground.operator)
    shown = text_of(client.post(url("asked"), {"headings": "统一社会信用代码\t上访次数\t负责人手机"}))
    assert ["已经有了" in shown, "不收集" in shown, "台账里没有" in shown] == [True] * 3


def test_the_catalogue_says_what_keeping_it_costs(manager, ground):
    ground.enter()
    shown = text_of(manager.get(url("fields")))
    assert ("每项20秒" in shown, "GB/T 31000-2015" in shown, "每季度" in shown) == (True, True, True)


def test_a_service_register_is_opened_by_the_district_on_its_page(client, town, ground):
    town.login(client, ground.operator)
    told = {f"P06-{name}": words for name, words in OPENED.items()}
    assert client.post(url("support_switch", "P06"), told | {"P06-basis": ""}).status_code == 422
    client.post(url("support_switch", "P06"), told)
    assert (SupportSwitch.objects.get().basis, "影响评估2026-01" in text_of(client.get(url("support")))) == (
        "征得本人同意",
        True,
    )
    client.post(url("support_switch", "P06"), {"do": "off"})
    assert SupportSwitch.objects.get().off_at is not None


def test_a_person_is_enrolled_looked_at_and_withdrawn_through_the_pages(client, town):
    care = Care(town)
    town.login(client, care.carer)
    told = care.told(grid=town.grid.code, review_on=in_days(300).isoformat())
    assert OPENED["notice"] in text_of(client.get(url("support_new", "P05")))
    assert client.post(url("support_new", "P05"), told | {"consent_how": ""}).status_code == 422
    assert client.post(url("support_new", "P05"), told).status_code == 302
    row = ElderVisit.objects.get()
    listed = text_of(client.get(url("support_list", "P05")))
    assert ("周**" in listed, "周建国" in listed) == (True, False)
    shown = text_of(client.get(url("support_one", "P05", row.pk)))
    paper = text_of(client.get(url("support_print", "P05", row.pk)))
    assert ["周建国" in shown, "走访独居老人" in paper, "周建国" in paper] == [True] * 3
    assert [AccessLog.objects.filter(kind=kind).count() for kind in ("reveal", "export")] == [1, 1]
    assert (
        client.post(url("support_step", "P05", row.pk, "review"), {"review_on": "2099-01-01"}).status_code
        == 422
    )
    client.post(url("support_step", "P05", row.pk, "withdraw"))
    assert (ElderVisit.objects.count(), client.get(url("support_one", "P05", row.pk)).status_code) == (0, 404)


@pytest.mark.parametrize("how", ["ended", "overdue", "shut"])
def test_what_is_shut_is_taken_back_through_the_pages(client, town, how):
    care = Care(town)
    row = care.enrol(review_on=in_days(20))
    if how == "ended":
        actions.end_support("P05", row.pk, by=care.carer)
    if how == "shut":
        actions.switch_off("P05", by=care.operator)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        town.login(client, care.carer)
        there = url("support_list", "P05") + ("" if how == "overdue" else "?ended=1")
        shown = text_of(client.get(there)) + text_of(client.get(url("support_one", "P05", row.pk)))
        assert ("周**" in shown, "周建国" in shown, "17000001234" in shown) == (True, False, False)
        assert "周建国" in text_of(client.get(url("support_print", "P05", row.pk)))
        client.post(url("support_step", "P05", row.pk, "withdraw"))
    assert ElderVisit.objects.count() == 0


def test_what_nobody_opened_answers_with_words(client, town, ground):
    town.login(client, town.actor("support_worker", org=town.community_office))
    answer = client.get(url("support_list", "P07"))
    assert (answer.status_code, "没有开启" in text_of(answer)) == (409, True)


def test_actions_of_the_room_are_those_that_are_exported():
    assert {"propose", "confirm", "refuse", "decide", "verify", "end"} <= set(actions.__all__)
