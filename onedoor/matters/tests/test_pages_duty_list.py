"""The pages of the duty list and what the page of a matter proposes, in a browser's words."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from onedoor.matters import actions
from onedoor.matters.actions import Draft
from onedoor.matters.actions.categories import load_own_list
from onedoor.matters.actions.duty_list import end_duty, write_duty
from onedoor.matters.duty_clauses import Clause
from onedoor.matters.models import Category, Responsibility
from onedoor.matters.tests.test_duty_import import book, row


@pytest.fixture
def editor(town, client):
    load_own_list(by=None)
    actor = town.actor("dispatcher")
    town.login(client, actor)
    return actor


def entry(editor, number, code, lead, **more):
    told = {"level": "district", "basis": "供水管理办法第六条"} | more
    return write_duty(Clause(number, Category.objects.get(code=code), lead=lead, **told), by=editor)


def matter_of(town, code="C0101"):
    category = Category.objects.get(code=code)
    told = {"title": "停水", "body": "三天无水。", "kind": "help", "source": "portal", "category": category}
    draft = Draft(**told, community=town.community, desk=town.street_centre)
    return actions.accept(actions.register(draft, by=town.portal).matter, by=town.actor("dispatcher"))


def read(client, name, *args, **query):
    return client.get(reverse(f"matters:{name}", args=args), query).content.decode()


FORM = {
    "number": "1",
    "category": "C0101 城区供水与水费",
    "place": "street",
    "level": "district",
    "lead": "区水务局",
    "assist": "区住建局, 区人社局",
    "basis": "供水管理办法第六条",
    "days": "3",
    "starts": "2026-01-01",
    "ends": "",
    "why": "",
    "seen": "",
}


# ---------------------------------------------------------------- looking up


def test_an_empty_list_says_what_follows_and_where_to_begin(client, editor):
    text = read(client, "duty_list")
    assert "还没有责任清单" in text
    assert reverse("matters:duty_bring") in text


def test_the_list_is_narrowed_by_words_unit_level_and_day(town, client, editor):
    entry(editor, 1, "C0101", town.water)
    entry(editor, 2, "D0101", town.housing, basis="道路管理规定第三条")
    entry(editor, 3, "C0102", None, level="village")
    end_duty(3, by=editor, why="不再适用")

    def numbers(**query):
        text = read(client, "duty_list", **query)
        return [number for number in (1, 2, 3) if f'href="{reverse("matters:duty", args=[number])}"' in text]

    assert numbers() == [1, 2]
    assert numbers(q="供水") == [1]
    assert numbers(q="第2项") == [2]
    assert numbers(q="道路管理") == [2]
    assert numbers(unit="水务") == [1]
    assert numbers(level="village", state="all") == [3]
    assert numbers(state="ended") == [3]
    assert numbers(on="2020-01-01") == []
    assert numbers(q="没有这样的") == []
    assert "没有符合条件的条目" in read(client, "duty_list", q="没有这样的")
    assert "请先改正筛选条件" in read(client, "duty_list", on="不是日子")


def test_the_list_has_pages(town, client, editor, monkeypatch):
    monkeypatch.setattr("onedoor.matters.queries.duty_list.SIZE", 2)
    for number, code in enumerate(("C0101", "C0102", "D0101"), start=1):
        entry(editor, number, code, town.water)
    assert 'rel="next"' in read(client, "duty_list")
    assert "第3项" in read(client, "duty_list", after="2")
    assert "第1项" in read(client, "duty_list", after="nonsense")


def test_a_list_costs_the_same_questions_however_long(town, client, editor, django_assert_max_num_queries):
    for number, code in enumerate(("C0101", "C0102", "D0101", "E0101", "F0101"), start=1):
        entry(editor, number, code, town.water, assist=(town.housing,))
    with django_assert_max_num_queries(14):
        read(client, "duty_list")


def test_an_entry_shows_all_its_versions_and_an_unknown_one_is_not_found(town, client, editor):
    entry(editor, 1, "C0101", town.labour)
    clause = Clause(1, Category.objects.get(code="C0101"), "district", town.water, "新规定第一条")
    write_duty(clause, by=editor, seen=1, why="机构改革")
    text = read(client, "duty", 1)
    assert ("第2版" in text, "第1版" in text, "机构改革" in text) == (True, True, True)
    assert "原为：区人社局；改为：区水务局" in text
    assert client.get(reverse("matters:duty", args=[9])).status_code == 404


def test_units_read_the_list_and_change_nothing(town, client, editor):
    entry(editor, 1, "C0101", town.water)
    town.login(client, town.actor("handler"))
    assert client.get(reverse("matters:duty", args=[1])).status_code == 200
    assert reverse("matters:duty_edit", args=[1]) not in read(client, "duty", 1)
    for name, args in (("duty_new", []), ("duty_edit", [1]), ("duty_bring", [])):
        assert client.get(reverse(f"matters:{name}", args=args)).status_code == 403


# ---------------------------------------------------------------- changing


def test_an_entry_is_written_and_written_again_as_a_second_version(town, client, editor):
    saved = client.post(reverse("matters:duty_new"), FORM)
    assert saved.headers["Location"] == reverse("matters:duty", args=[1])
    first = Responsibility.objects.get()
    assert (first.lead, set(first.assist.all())) == (town.water, {town.housing, town.labour})
    form = client.get(reverse("matters:duty_edit", args=[1])).context["form"]
    told = {name: form[name].value() or "" for name in FORM}
    client.post(
        reverse("matters:duty_edit", args=[1]), told | {"lead": "区住建局", "assist": "", "number": "77"}
    )
    second = Responsibility.objects.get(version=2)
    assert (second.number, second.lead, second.assist.count()) == (1, town.housing, 0)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"number": ""}, "number", "请填写"),
        ({"category": "没有的"}, "category", "没有“没有的”这个事项分类。"),
        ({"lead": ""}, "lead", "区级事项要写明主办单位，不能写属地。"),
        ({"lead": "进步巷社区居委会"}, "lead", "责任层级是区级，主办单位进步巷社区居委会却低于这一级。"),
        ({"assist": "航天局"}, "assist", "没有“航天局”这个单位。"),
        ({"basis": " "}, "basis", "请填写"),
        ({"days": "31"}, "days", "最多30"),
        ({"starts": "2026-02-30"}, "starts", None),
        ({"starts": "2026-01-02", "ends": "2026-01-02"}, "ends", "停用日期要晚于启用日期2026-01-02。"),
    ],
)
def test_every_mistake_is_told_beside_its_field(client, editor, change, field, words):
    answer = client.post(reverse("matters:duty_new"), FORM | change)
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors)) == (422, [field])
    if words:
        assert errors[field] == [words]
    assert Responsibility.objects.count() == 0


def test_who_comes_second_is_told_and_keeps_what_was_typed(town, client, editor):
    entry(editor, 1, "C0101", town.water, place="street")
    taken = client.post(reverse("matters:duty_new"), FORM)
    assert taken.context["form"].errors["number"] == ["已经有第1项，请换一个项号，或去编辑那一项。"]
    edit, typed = reverse("matters:duty_edit", args=[1]), FORM | {"starts": "2099-01-01", "seen": "1"}
    assert client.post(edit, typed | {"days": "5"}).status_code == 302
    answer = client.post(edit, typed | {"days": "9"})
    assert (answer.status_code, answer.context["form"]["days"].value()) == (422, "9")
    assert "刚刚有人改过" in answer.content.decode()
    answer = client.post(reverse("matters:duty_new"), FORM | {"number": "2"})
    assert answer.context["form"].errors["category"] == ["“城区供水与水费”（城区街道）已由第1项规定。"]


def test_an_entry_is_ended_with_a_reason(town, client, editor):
    entry(editor, 1, "C0101", town.water)
    url = reverse("matters:duty_end", args=[1])
    assert client.post(url, {"on": "2020-01-01", "why": "过去", "seen": 1}).status_code == 422
    assert client.post(url, {"on": "2099-01-01", "why": "", "seen": 1}).status_code == 422
    assert client.post(url, {"on": "2099-01-01", "why": "改革", "seen": 1}).status_code == 302
    assert str(Responsibility.objects.get().valid_to) == "2099-01-01"
    assert "改革" in read(client, "duty", 1)
    assert client.post(url, {"on": "2099-01-01", "why": "再来", "seen": 1}).status_code == 409


# ---------------------------------------------------------------- bringing and taking


def upload(client, content, **more):
    told = {"file": io.BytesIO(content), "source": "甲清单"} | more
    told["file"].name = "清单.xlsx"
    return client.post(reverse("matters:duty_bring"), told)


def test_a_file_is_previewed_and_only_then_carried_out(town, client, editor):
    shown = upload(client, book(row(), row(n="2", category="C0102")))
    assert "新增2项，变更0项，未变0项，停用0项。" in shown.content.decode()
    assert Responsibility.objects.count() == 0
    done = client.post(reverse("matters:duty_bring"), {"held": shown.context["held"]}, follow=True)
    assert "已导入：新增2项" in done.content.decode()
    assert Responsibility.objects.count() == 2


def test_wrong_rows_are_listed_and_nothing_is_held(town, client, editor):
    shown = upload(client, book(row(lead="航天局"), row(n="2", days="尽快")))
    text = shown.content.decode()
    assert shown.status_code == 422
    assert ("第2行：没有“航天局”这个单位。" in text, "第3行：限期“尽快”" in text) == (True, True)
    assert "held" not in shown.context
    assert upload(client, b"no workbook").status_code == 422
    assert upload(client, book(row()), source="").status_code == 422


def test_a_preview_that_was_tampered_with_or_is_another_posts_is_refused(town, client, editor):
    held = upload(client, book(row())).context["held"]
    client.post(reverse("matters:duty_bring"), {"held": held + "x"})
    town.login(client, town.actor("operator"))
    client.post(reverse("matters:duty_bring"), {"held": held})
    assert Responsibility.objects.count() == 0


def test_a_preview_is_judged_again_by_the_list_as_it_stands(town, client, editor):
    held = upload(client, book(row(place="不限"))).context["held"]
    entry(editor, 9, "C0101", town.water)
    answer = client.post(reverse("matters:duty_bring"), {"held": held})
    assert answer.status_code == 422
    assert "已由第9项规定" in answer.content.decode()


def test_the_list_is_taken_out_as_a_workbook(town, client, editor):
    entry(editor, 1, "C0101", town.water)
    entry(editor, 2, "C0102", town.water)
    end_duty(2, by=editor, why="不再适用")
    answer = client.get(reverse("matters:duty_sheet"))
    lines = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [line[0] for line in lines] == ["项号", "1"]


# ---------------------------------------------------------------- on the page of a matter


def step(matter, name=""):
    where = ("matters:step", [matter.case.code, name]) if name else ("matters:matter", [matter.case.code])
    return reverse(where[0], args=where[1])


def test_the_page_proposes_unit_and_limit_with_the_reason_and_one_press_takes_it(town, client, editor):
    entry(editor, 37, "C01", town.water, days=3, assist=(town.housing,))
    matter = matter_of(town)
    text = client.get(step(matter)).content.decode()
    assert "建议交 <strong>区水务局</strong> 主办，协办：区住建局，限3个工作日（清单规定）。" in text
    assert "理由：清单第37项" in text
    client.post(step(matter, "dispatch"), {"lead": "water", "assist": ["housing"], "days": "3"})
    matter.refresh_from_db()
    assert (matter.status, matter.lead) == ("dispatched", town.water)
    assert "按建议交办（责任清单）" in client.get(step(matter)).content.decode()


def test_the_form_begins_with_the_proposal_and_another_choice_is_told(town, client, editor):
    entry(editor, 37, "C01", town.water, days=3)
    matter = matter_of(town)
    form = client.get(step(matter, "dispatch")).context["form"]
    assert (form["lead"].value(), form["days"].value()) == ("water", 3)
    client.post(step(matter, "dispatch"), {"lead": "housing", "days": "3"})
    assert "原建议交区水务局（责任清单），经办人另选" in client.get(step(matter)).content.decode()


def test_the_form_refuses_to_send_a_departments_task_down_with_the_basis(town, client, editor):
    entry(editor, 37, "C01", town.water)
    matter = matter_of(town)
    answer = client.post(step(matter, "dispatch"), {"lead": "community", "days": "3"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["lead"] == [
        "清单第37项：“供水”由区级负责，应交区水务局，不能下派给进步巷社区居委会。依据：供水管理办法第六条"
    ]
    matter.refresh_from_db()
    assert matter.status == "accepted"


def test_whoever_cannot_dispatch_is_not_shown_a_proposal(town, client, editor):
    entry(editor, 37, "C01", town.water)
    matter = matter_of(town)
    town.login(client, town.actor("clerk"))
    assert "承办建议" not in client.get(step(matter)).content.decode()


def test_given_out_again_the_promise_goes_on_and_no_days_are_asked(town, client, editor):
    entry(editor, 37, "C01", town.water, days=3)
    matter = actions.dispatch(matter_of(town), by=editor, lead=town.water)
    told = {"reason": "not_ours", "basis": "三定规定", "owner": town.housing}
    actions.return_(matter, by=town.actor("handler", org=town.water), **told)
    text = client.get(step(matter)).content.decode()
    assert ("这个单位退回过这件事" in text, 'value="water"' in text) == (True, False)
    form = client.get(step(matter, "dispatch")).context["form"]
    assert (form["days"].is_hidden, form["days"].value()) == (True, None)
    client.post(step(matter, "dispatch"), {"lead": "housing", "days": ""})
    matter.refresh_from_db()
    assert (matter.status, matter.lead) == ("dispatched", town.housing)
