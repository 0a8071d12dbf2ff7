"""What forms at the desk ask and say: in plain words, with what lies around to choose from, and where to go next."""

import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from onedoor.cases.due import day_of
from onedoor.cases.models import Case, Paper
from onedoor.kit.problems import NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft, exporting
from onedoor.matters.actions.evidence import file_papers
from onedoor.matters.forms import CorrectForm
from onedoor.matters.grounds import offered_for, place_called
from onedoor.matters.models import Category, Matter
from onedoor.matters.queries import waiting
from onedoor.matters.queries.lines import for_lines, lines
from onedoor.matters.queries.names import units_called
from onedoor.matters.sheets import sheet_of
from onedoor.places.models import Region
from onedoor.posts.models import Org
from onedoor.worktime.counting import DAY

DESK, SAID = reverse("matters:desk"), "进步巷自来水断了三天，打过电话没有人来。"


@pytest.fixture
def clerk(town, client):
    actor = town.actor("clerk")
    town.login(client, actor)
    return actor


@pytest.fixture
def make(town, clerk):
    def register(title="水管破裂", **more):
        facts = {"community": town.community, "desk": town.centre} | more
        return matters.register(Draft(title, f"{title}，三天无水。", "window", **facts), by=clerk).matter

    return register


def url(matter, step=""):
    where = ("matters:step", [matter.case.code, step]) if step else ("matters:matter", [matter.case.code])
    return reverse(where[0], args=where[1])


def press(client, **told):
    return client.post(DESK, {"key": str(uuid4()), "body": SAID, "kind": "help", **told})


def test_correcting_offers_the_villages_and_grids_of_the_own_town(client, clerk, make, town):
    text = client.get(url(make(), "correct")).content.decode()
    assert '<optgroup label="进步巷社区">' in text
    for place in (town.community, town.grid, town.second_grid):
        assert f'<option value="{place.code}">' in text
    assert town.other_grid.code not in text
    assert "---------" not in text


def test_what_lies_in_no_town_is_offered_the_villages_of_all(town):
    offered = dict(offered_for(town.district)[1:])
    assert (town.community.code, "进步巷社区") in offered["大城街道"]
    assert (town.village.code, "烟铺村") in offered["玉泉镇"]


def test_corrected_by_the_name_of_a_place_and_by_the_words_of_a_category(client, clerk, make, town):
    leaf, matter = Category.objects.create(code="W01", name="供水", level=1, path="W01/"), make()
    told = {"kind": "hazard", "category": "W01 供水", "place": "大城街道进步巷社区第二网格"}
    assert client.post(url(matter, "correct"), told).status_code == 302
    matter = Matter.objects.select_related("case").get(pk=matter.pk)
    assert (matter.kind, matter.category, matter.case.region_id) == ("hazard", leaf, town.second_grid.pk)


def test_corrected_by_codes_as_ever(clerk, make, town):
    Category.objects.create(code="W01", name="供水", level=1, path="W01/")
    sent = {"kind": "help", "category": "W01", "region": town.grid.code}
    form = CorrectForm(sent, matter=make(), actor=clerk)
    assert form.is_valid()
    told = form.cleaned_data
    assert (told["category"].code, told["region"], "place" in told) == ("W01", town.grid, False)


def test_names_that_several_bear_are_told_apart(town):
    with pytest.raises(NotValid) as refusal:
        place_called("第一网格")
    assert "大城街道 · 进步巷社区 · 第一网格" in refusal.value.message
    assert place_called("烟铺村第一网格") == town.village_grid
    assert place_called("烟铺") == town.village
    with pytest.raises(NotValid) as refusal:
        place_called("没有的村")
    assert refusal.value.message == "没有叫“没有的村”的村、社区或网格。"
    assert Region.objects.filter(name="第一网格").count() == 3


def test_same_words_again_are_asked_about_and_taken_down_when_meant(client, clerk):
    press(client)
    first = Matter.objects.select_related("case").get()
    asked = press(client)
    assert asked.status_code == 422
    assert f"您刚刚登记过同样的内容（编号{first.case.code}）。还要再登记一件吗？" in asked.content.decode()
    assert 'name="once_more"' in asked.content.decode()
    assert press(client, once_more="on").status_code == 302
    assert Matter.objects.count() == 2


def test_same_words_of_another_post_or_much_later_are_another_matter(client, clerk, town):
    press(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert press(client).status_code == 302
    town.login(client, town.actor("clerk", org=town.street_centre, name="街道窗口"))
    assert press(client).status_code == 302
    assert 'name="once_more"' not in client.get(DESK).content.decode()


def test_suggested_categories_come_before_the_button_and_with_what_is_typed(client, clerk):
    Category.objects.create(code="W01", name="供水", level=1, path="W01/", keywords=["自来水"])
    page = press(client, body=SAID, phone="139", name="周建国").content.decode()
    assert page.index('id="suggested-W01"') < page.index('name="kind"')
    part = client.post(reverse("matters:desk_help"), {"body": SAID}).content.decode()
    assert 'id="desk-categories" aria-live="polite" hx-swap-oob="true"' in part


def test_refused_form_reminds_of_the_files_that_were_chosen(client, clerk):
    words = "选过的照片、材料请再选一次。"
    assert words in press(client, body="", papers=SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")).content.decode()
    assert words not in press(client, body="").content.decode()


@pytest.mark.parametrize(
    ("step", "told", "said"),
    [
        ("decline", {"note": "", "turn_to": "法院"}, "请填写"),
        ("decline", {"note": "一" * 501, "turn_to": "法院"}, "最多500个字，现在有501个"),
        ("correct", {"kind": ""}, "请选一个"),
    ],
)
def test_what_is_missing_is_said_in_our_own_words(client, clerk, make, step, told, said):
    text = client.post(url(make(), step), told).content.decode()
    assert said in text
    assert "这个字段是必填项" not in text and "确保该变量" not in text


def test_days_out_of_bounds_are_told_the_bound(client, make, town):
    matter = make()
    matters.accept(matter, by=town.actor("clerk"))
    town.login(client, town.actor("dispatcher"))
    text = client.post(url(matter, "dispatch"), {"lead": "water", "days": 99}).content.decode()
    assert "最多45" in text
    assert "请填一个整数" in client.post(url(matter, "dispatch"), {"days": "x"}).content.decode()


def test_nothing_is_preselected_when_a_unit_reports(client, make, town, clerk):
    matter = matters.accept(make(), by=clerk)
    matters.dispatch(matter, by=town.actor("dispatcher"), lead=town.water)
    unit = town.actor("handler")
    matters.sign(matter, by=unit)
    town.login(client, unit)
    text = client.get(url(matter, "resolve")).content.decode()
    assert ('name="outcome"' in text, "checked" in text) == (True, False)


def test_post_that_cannot_dispatch_is_told_who_does_and_has_no_queue_for_it(client, clerk, make, town):
    text = client.post(url(make(), "accept"), {"note": ""}, follow=True).content.decode()
    assert "下一步由分流交办员交办。" in text
    assert "dispatch" not in [queue.name for queue in waiting.queues_of(clerk)]
    dispatcher = town.actor("dispatcher")
    assert "dispatch" in [queue.name for queue in waiting.queues_of(dispatcher)]
    town.login(client, dispatcher)
    assert "下一步由分流交办员交办。" not in client.get(url(Matter.objects.get())).content.decode()


def test_after_a_step_there_is_the_way_to_the_next_one(client, clerk, make):
    first, second = make("路灯坏了"), make("路灯坏了")
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.post(url(first, "accept"), {"note": ""}, headers=headers, follow=True)
        text = answer.content.decode()
        assert f'<a href="{reverse("matters:my_work")}">回我的工作</a>' in text
        assert f'下一件：<a href="{url(second)}">路灯坏了</a>' in text
        first, second = second, first


def test_who_came_too_late_reads_who_was_first_and_keeps_what_was_chosen(client, clerk, make, town):
    matter = matters.accept(make(), by=clerk)
    late = town.actor("dispatcher")
    matters.dispatch(matter, by=town.actor("dispatcher", name="唐珍娟"), lead=town.water)
    town.login(client, late)
    answer = client.post(url(matter, "dispatch"), {"lead": "labour", "assist": ["housing"], "note": "请办"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "最近一步：唐珍娟 · 分流交办员" in text and "“交办”" in text
    assert dict(answer.context["kept"]) == {
        "主办单位": "区人社局",
        "协办单位": "区住建局",
        "交办意见": "请办",
    }


def test_photos_of_the_unit_stand_with_the_result(client, clerk, make):
    matter = make()
    file_papers(
        matter.case, [SimpleUploadedFile("诉求.pdf", b"%PDF-1.4 a")], by=clerk, kind=Paper.Kind.REQUEST
    )
    file_papers(matter.case, [SimpleUploadedFile("佐证.pdf", b"%PDF-1.4 b")], by=clerk)
    text = client.get(url(matter)).content.decode()
    assert (
        text.index('id="said"') < text.index("诉求.pdf") < text.index('id="outcome"') < text.index("佐证.pdf")
    )


def test_merged_matter_has_no_countdown_of_its_own(clerk, make):
    into, matter = make(), make("又是水管破裂")
    matters.merge(matter, by=clerk, into=into)
    words = {line.case.pk: line.words for line in lines(for_lines(Case.objects.all()))}
    assert words[matter.case_id] == "随主件办理"
    assert words[into.case_id] != "随主件办理"


def test_units_are_found_by_their_short_names(client, town, clerk):
    unit = Org.objects.create(
        code="build", number="299", name="区住房和城乡建设局", kind=Org.Kind.DEPARTMENT, region=town.district
    )
    Org.objects.filter(pk=town.housing.pk).update(name="区自然资源局")
    assert units_called("住建局", 5) == [unit]
    assert units_called("建住局", 5) == []
    answer = client.get(reverse("matters:worklist"), {"unit": "住建局"})
    assert (answer.status_code, answer.context["form"].wanted().units) == (200, [unit])


def test_due_day_in_an_export_is_the_day_that_pages_say(make):
    case = for_lines(Case.objects.filter(pk=make().case_id)).get()
    row = list(openpyxl.load_workbook(io.BytesIO(sheet_of([case]))).active.values)[1]
    assert row[11] == f"{day_of(case.due_at) - DAY:%Y-%m-%d} 24:00"


def test_too_many_to_export_are_refused_with_their_number_before_the_purpose(client, make, town, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 1)
    make(), make("路灯坏了")
    town.login(client, town.actor("dispatcher"))
    answer = client.get(reverse("matters:export"))
    assert answer.status_code == 422
    assert "符合条件的有2件，一次最多导出1件，请缩小范围。" in answer.content.decode()
    assert 'name="reason"' not in answer.content.decode()
