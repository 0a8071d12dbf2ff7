"""A file brings what is allowed and nothing else; what differs from what is known waits for those who know the ground."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.registers import actions
from onedoor.registers.fields import register_of
from onedoor.registers.importing import judge
from onedoor.registers.models import Bringing, Entry, Proposal
from onedoor.registers.tests.people import BUILDING, SHOP, value

HEADINGS = ["组织名称", "地址", "组织类别", "统一社会信用代码", "经营状况", "网格代码"]
# Headings that no register may ever have (RT-03); each is refused, told why, and logged.
FORBIDDEN = """民族 族别 少数民族 宗教信仰 宗教 信教情况 政治面貌 是否党员 政治态度 党派 工会会员 上访次数 信访历史 是否上访 缠访 重点人员 重点人
重点对象 风险人员 高危人员 管控等级 管控人员 稳控责任人 维稳等级 帮教对象 特殊人群 五类人员 关注等级 人员标签 人员等级 黑名单 布控
信用分 积分等级与信用积分 画像 血型 身高 体重 指纹 人脸 虹膜 DNA 微信号 QQ号 通讯录 聊天记录 行踪 活动轨迹 过车记录 用电量 用水量 银行卡号
银行账户 护照号码 出入境 境外关系 家庭成员 社会关系 婚姻状况 前科 犯罪记录 吸毒 社区矫正人员 刑满释放 精神障碍 精神病 病史 残疾等级
艾滋 性取向 ethnicity religion key_person petition_count blood_type criminal_record zhongdianrenyuan minzu""".split()


def book(headings, *rows):
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.append(headings)
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def shop(
    name="进步巷便民超市",
    code=SHOP["uscc"],
    state="在营（在办）",
    grid="6205020010010001",
    address="进步巷12号",
):
    return [name, address, "个体工商户", code, state, grid]


@pytest.fixture
def operator(ground):
    return ground.operator


def brought(operator, *rows, headings=HEADINGS, register="organisation"):
    return actions.bring(register, book(headings, *rows), "市场主体.xlsx", by=operator)


def counted(done):
    return (done.entered, done.proposed, done.same, done.refused)


def test_new_lines_are_entered_and_what_differs_waits(ground, operator):
    known = ground.enter("organisation", SHOP)
    rows = [
        shop(state="停业（停办）"),
        shop("幼儿园", ""),
        shop("小吃店", "92620502MA00000"),
        shop("别处", "", grid="999"),
    ]
    done = actions.take_in(brought(operator, *rows), by=operator)
    assert counted(done) == (1, 1, 0, 2)
    assert (value(known, "state"), Proposal.objects.filter(state="waiting").get().entry) == ("open", known)
    assert (
        actions.confirm(Proposal.objects.filter(state="waiting").get(), by=ground.manager).state
        == "confirmed"
    )
    assert value(known, "state") == "shut"


def test_the_same_file_twice_changes_nothing(ground, operator):
    rows = [shop(), shop("幼儿园", "")]
    done = [counted(actions.take_in(brought(operator, *rows), by=operator)) for _n in range(2)]
    assert (done, Entry.objects.count()) == ([(2, 0, 0, 0), (0, 0, 2, 0)], 2)


def test_an_empty_cell_takes_nothing_away(ground, operator):
    known = ground.enter("organisation", SHOP)
    actions.take_in(brought(operator, shop(state="")), by=operator)
    assert (value(known, "state"), Proposal.objects.filter(state="waiting").count()) == ("open", 0)


@pytest.mark.parametrize("heading", FORBIDDEN)
def test_a_column_that_is_never_kept_is_refused_told_and_logged(ground, operator, heading):
    made = brought(operator, [*shop(), "汉"], headings=[*HEADINGS, heading])
    (told,) = made.told
    assert (told["heading"], told["forbidden"], bool(told["why"])) == (heading, True, True)
    assert "汉" not in str(made.lines)
    row = AccessLog.objects.get(kind="denied")
    assert (row.staff, heading[:40] in row.reason) == (operator.staff, True)


def test_there_are_sixty_such_headings():
    assert len(set(FORBIDDEN)) >= 60


def test_a_column_that_is_no_field_is_left_out_and_named_but_not_logged(ground, operator):
    made = brought(operator, [*shop(), "李四"], headings=[*HEADINGS, "负责人"])
    assert ([(one["heading"], one["forbidden"]) for one in made.told], "李四" in str(made.lines)) == (
        [("负责人", False)],
        False,
    )
    assert AccessLog.objects.filter(kind="denied").count() == 0


def test_dwellings_find_their_building_by_its_address(ground, operator):
    building = ground.enter()
    headings = ["所在楼栋", "房号", "间数", "使用情况"]
    rows = [["进步巷12号3号楼", "501", 3, "出租"], ["没有的楼", "502", 2, "自住"]]
    done = actions.take_in(brought(operator, *rows, headings=headings, register="dwelling"), by=operator)
    home = Entry.objects.get(register="dwelling")
    assert (counted(done), str(building.pk), home.grid, value(home, "rooms")) == (
        (1, 0, 0, 1),
        value(home, "building"),
        ground.grid,
        3,
    )


def test_a_line_that_comes_twice_in_a_file_is_taken_once(ground, operator):
    assert counted(actions.take_in(brought(operator, shop(), shop()), by=operator)) == (1, 0, 0, 1)


def test_thrown_away_nothing_stays(ground, operator):
    made = actions.drop(brought(operator, shop()), by=operator)
    assert (made.state, Bringing.objects.get().lines, Entry.objects.count()) == ("dropped", [], 0)
    with pytest.raises(NotNow):
        actions.take_in(made, by=operator)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a book", "读不出"),
        (book(HEADINGS), "没有内容"),
        (book(["地址", "备注"], ["某处", "x"]), "缺少必填的列"),
    ],
)
def test_what_cannot_be_read_is_said(ground, operator, content, words):
    with pytest.raises(NotValid) as refused:
        actions.bring("organisation", content, "x.xlsx", by=operator)
    assert words in refused.value.message


def test_nobody_else_brings_files_or_takes_reports_out(ground):
    for by in (ground.worker, ground.manager):
        with pytest.raises(NotAllowed):
            actions.bring("organisation", book(HEADINGS, shop()), "x.xlsx", by=by)
        with pytest.raises(NotAllowed):
            actions.export("houses", by=by)


def test_a_report_is_made_from_what_is_known_and_logged(ground, operator):
    ground.enter(told=BUILDING | {"name": "=1+1号楼"})
    page = openpyxl.load_workbook(io.BytesIO(actions.export("houses", by=operator))).active
    heads, first = [[cell.value for cell in row] for row in page.iter_rows(max_row=2)]
    assert (heads[:4], first[:4]) == (
        ["乡镇（街道）", "村（社区）", "门牌地址", "幢号"],
        ["大城街道", "进步巷社区", "进步巷12号", "'=1+1号楼"],
    )
    assert AccessLog.objects.get(kind="export").subjects == []


def test_a_file_that_nobody_went_on_with_is_forgotten_after_two_days(ground, operator, town):
    made = brought(operator, shop())
    for hours, left in ((47, 1), (49, 0)):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            actions.forget_files(by=town.system)
            made.refresh_from_db()
        assert len(made.lines) == left
    assert made.state == "dropped"


def test_many_lines_are_judged_with_as_few_questions_as_one(ground, operator):
    register = register_of("organisation")
    ground.enter("organisation", SHOP)
    files = [
        brought(operator, *(shop(f"幼儿园{n}", "", grid="") for n in range(count)), shop())
        for count in (1, 40)
    ]
    asked = []
    for file in files:
        with CaptureQueriesContext(connection) as queries:
            judge(register, file.lines, operator)
        asked.append(len(queries))
    assert (asked[1] <= asked[0], asked[1] < 12) == (True, True)
