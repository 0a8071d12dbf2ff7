"""Lists in a browser's words: what waits, what there is, what is kept of it and what leaves the house."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onedoor.audit.models import AccessLog
from onedoor.cases.models import Party
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import SavedView
from onedoor.persons.actions import enter

LIST, WORK = reverse("matters:worklist"), reverse("matters:my_work")
WHY = "十一月调度会通报各镇街超期情况"


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


@pytest.fixture
def register(town, clerk):
    """A request at the centre's desk; with a person when asked for."""

    def make(title="水管破裂", body="进步巷三天无水，老人无法做饭。", place=None, person=None, **more):
        draft = Draft(title, body, "window", community=place or town.community, desk=town.centre, **more)
        matter = matters.register(draft, by=clerk).matter
        if person:
            Party.objects.create(case=matter.case, person=enter(*person, by=clerk))
        return matter

    return make


def text_of(client, address, **asked):
    return client.get(address, asked).content.decode()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


@pytest.mark.parametrize("address", [WORK, LIST])
def test_list_of_three_costs_what_a_list_of_one_does(client, town, clerk, register, address):
    town.login(client, clerk)
    register(person=("张三", "13909381234"))
    one = queries_of(client, address)
    register("路灯不亮", "巷口路灯坏了半个月。", person=("李四", "13909381235"))
    register("井盖缺失", "人行道上少了井盖。", place=town.other_community)
    assert queries_of(client, address) == one
    assert one <= 20


def test_my_work_says_what_to_do_next_and_counts_rightly(client, town, clerk, register):
    first, second, third = (
        register(),
        register("路灯不亮", "巷口路灯坏了。"),
        register("井盖缺失", "少了井盖。"),
    )
    matters.accept(third, by=clerk)
    town.login(client, clerk)
    text = text_of(client, WORK)
    assert all(matter.case.code in text for matter in (first, second, third))
    alone = text_of(client, WORK, queue="triage")
    assert third.case.code in alone
    assert first.case.code not in alone


def test_empty_work_says_so(client, town):
    town.login(client, town.actor("handler"))
    assert "没有等待您办理的事项" in text_of(client, WORK)


def test_worklist_is_narrowed_by_what_was_asked(client, town, clerk, register):
    leak = register()
    lamp = register("路灯不亮", "南城根巷口路灯坏了。", place=town.other_community, kind="hazard")
    town.login(client, clerk)

    def shown(**asked):
        text = text_of(client, LIST, **asked)
        return [matter.case.title for matter in (leak, lamp) if matter.case.code in text]

    assert shown() == ["水管破裂", "路灯不亮"]
    assert shown(q="路灯") == ["路灯不亮"]
    assert shown(q=leak.case.code) == ["水管破裂"]
    assert shown(q="电梯") == []
    assert shown(kind="hazard") == ["路灯不亮"]
    assert shown(place="东关街道") == ["路灯不亮"]
    assert shown(status="accepted") == []
    assert shown(clock="late") == []
    assert shown(state="closed") == []
    assert shown(until="2020-01-01") == []


def test_name_of_a_place_typed_as_words_is_offered_as_a_filter(client, town, clerk):
    town.login(client, clerk)
    assert "place=%E5%A4%A7%E5%9F%8E%E8%A1%97%E9%81%93" in text_of(client, LIST, q="大城街道")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"place": "不存在镇"}, "没有叫“不存在镇”的镇街、村或社区。"),
        ({"unit": "某某局"}, "没有叫“某某局”的单位。"),
        ({"since": "2026-05-02", "until": "2026-05-01"}, "结束日期早于开始日期。"),
        ({"since": "0001-01-01"}, "日期应在2000年至2100年之间"),
        ({"until": "9999-12-31"}, "日期应在2000年至2100年之间"),
        ({"after": "abc"}, "这一页的地址不完整"),
    ],
)
def test_wrong_filter_is_said_in_one_sentence(client, town, clerk, asked, said):
    town.login(client, clerk)
    answer = client.get(LIST, asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "1999-12-31"]
)
def test_page_after_a_moment_that_nothing_can_be_due_is_refused(client, town, moment):
    town.login(client, town.actor("dispatcher"))
    answer = client.get(LIST, {"after": f"{moment}~00000000-0000-4000-8000-000000000001"})
    assert (answer.status_code, "这一页的地址不完整" in answer.content.decode()) == (422, True)


def test_export_of_days_that_nothing_can_have_is_refused(client, town):
    town.login(client, town.actor("dispatcher"))
    for asked in ("since=0001-01-01", "until=9999-12-31"):
        answer = client.post(f"{reverse('matters:export')}?{asked}", {"reason": WHY})
        assert (answer.status_code, "筛选条件有误" in answer.content.decode()) == (422, True)


def test_lists_never_show_a_person(client, town, clerk, register):
    register(person=("张三丰", "13909381234"))
    town.login(client, clerk)
    for address in (WORK, LIST):
        text = text_of(client, address)
        assert "13909381234" not in text and "张三丰" not in text and "139****1234" not in text


def test_unit_sees_only_what_it_was_given(client, town, clerk, register):
    given, other = register(), register("路灯不亮", "巷口路灯坏了。")
    matters.accept(given, by=clerk)
    matters.dispatch(given, by=town.actor("dispatcher"), lead=town.water)
    town.login(client, town.actor("handler"))
    for address in (WORK, LIST):
        text = text_of(client, address)
        assert given.case.code in text
        assert other.case.code not in text


def test_filters_are_kept_under_a_name_and_dropped_by_their_owner_alone(client, town, clerk):
    town.login(client, clerk)
    client.post(reverse("matters:keep_view"), {"name": "超期的", "query": "clock=late&after=x&evil=1"})
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("超期的", "clock=late")
    assert f"{LIST}?clock=late" in text_of(client, LIST)
    town.login(client, town.actor("clerk", name="别人"))
    client.post(reverse("matters:drop_view", args=[view.pk]))
    assert SavedView.objects.count() == 1
    town.login(client, clerk)
    client.post(reverse("matters:drop_view", args=[view.pk]))
    assert SavedView.objects.count() == 0


def test_export_holds_the_catalogue_and_nobody(client, town, clerk, register):
    matter = register("=cmd", "李四说电话13909381234", person=("张三丰", "13909381234"))
    town.login(client, town.actor("dispatcher"))
    answer = client.post(f"{reverse('matters:export')}?kind=help", {"reason": WHY})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert (rows[0][0], rows[1][0], rows[1][7], len(rows)) == ("案卷编号", matter.case.code, "已登记", 2)
    assert not [
        cell
        for row in rows
        for cell in row
        if cell and ("1390938" in cell or "张" in cell or cell.startswith("="))
    ]
    row = AccessLog.objects.get(kind="export")
    assert (row.fields, row.purpose) == ("case", "P12")
    assert WHY in row.reason


def test_export_without_a_purpose_is_refused_and_not_logged(client, town, clerk):
    town.login(client, town.actor("dispatcher"))
    answer = client.post(reverse("matters:export"), {"reason": "工作需要"})
    assert answer.status_code == 422
    assert AccessLog.objects.filter(kind="export").count() == 0


def test_clerk_who_may_see_but_not_export_is_refused(client, town, clerk):
    town.login(client, clerk)
    assert client.post(reverse("matters:export"), {"reason": WHY}).status_code == 403


def test_cell_that_a_program_would_compute_is_made_text():
    from onedoor.matters.sheets import harmless

    assert [harmless(text) for text in ("=1+1", "+1", "-1", "@x", "|x", "水管", None)] == [
        "'=1+1", "'+1", "'-1", "'@x", "'|x", "水管", "",
    ]  # fmt: skip
