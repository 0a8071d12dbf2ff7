"""Other people's lists of categories: taken in whole or refused with sentences; and the commands for it."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters.actions.categories import OWN, load_own_list, rename
from onedoor.matters.actions.category_import import import_list
from onedoor.matters.category_files import read_list
from onedoor.matters.models import Category, Kind

SMALL = "一级分类,二级分类,三级分类\n市政,路灯,灯不亮\n市政,路灯,灯杆倾斜\n市政,道路,\n水务,,\n"


@pytest.fixture
def shared_messages():
    """The folder of another city's real lists; it is not part of this project and may be absent."""
    folder = settings.ROOT.parent / "shared" / "data" / "messages"
    if not folder.is_dir():
        pytest.skip(f"真实来信数据不在本机（{folder}），这一项没有检验。")
    return folder


@pytest.fixture
def own_list(db):
    load_own_list(by=None)


def import_text(text, source="甲市清单", **options):
    return import_list(read_list(text.encode()), source=source, by=None, **options)


def codes(source="甲市清单"):
    return dict(Category.objects.filter(source=source).values_list("name", "code"))


# Other people's lists


def test_import_makes_three_levels_and_repeats_without_a_second_copy(db):
    first = import_text(SMALL)
    before = codes()
    again = import_text(SMALL)
    assert (first.created, again.created, again.unchanged) == (6, 0, 6)
    assert codes() == before
    assert set(before) == {"市政", "路灯", "灯不亮", "灯杆倾斜", "道路", "水务"}
    assert set(Category.objects.leaves().values_list("name", flat=True)) == {
        "灯不亮",
        "灯杆倾斜",
        "道路",
        "水务",
    }


def test_codes_do_not_depend_on_the_order_of_rows(db):
    import_text(SMALL)
    before = codes()
    for category in Category.objects.order_by("-level"):
        category.delete()
    head, *rows = SMALL.splitlines()
    import_text("\n".join([head, *reversed(rows)]))
    assert codes() == before


def test_two_sources_with_the_same_names_stay_apart(db):
    import_text(SMALL)
    import_text(SMALL, source="乙市清单")
    assert not set(codes().values()) & set(codes("乙市清单").values())


def test_import_finds_a_renamed_category_again_by_its_former_name(db):
    import_text(SMALL)
    before = codes()
    rename(Category.objects.get(name="灯不亮"), "路灯不亮", by=None)
    assert import_text(SMALL).created == 0
    assert Category.objects.get(code=before["灯不亮"]).name == "灯不亮"


def test_import_of_a_new_name_beside_the_renamed_one_makes_a_new_code(db):
    import_text(SMALL)
    before = codes()
    rename(Category.objects.get(name="灯不亮"), "路灯不亮", by=None)
    assert import_text(SMALL + "市政,路灯,路灯不亮\n").created == 1
    assert Category.objects.get(name="路灯不亮").code == before["灯不亮"]
    assert Category.objects.get(name="灯不亮").code != before["灯不亮"]


def test_codes_in_the_file_are_kept_and_rename_by_code(db):
    text = "大类,小项,编码\n市政,路灯不亮,SZ-01\n市政,井盖,SZ-02\n"
    listing = read_list(text.encode(), {"小项": "level2"})
    import_list(listing, source="甲市清单", by=None)
    renamed = read_list(text.replace("路灯不亮", "路灯故障").encode(), {"小项": "level2"})
    outcome = import_list(renamed, source="甲市清单", by=None)
    light = Category.objects.get(code="SZ-01")
    assert (outcome.created, outcome.changed) == (0, 1)
    assert (light.name, light.former_names) == ("路灯故障", ["路灯不亮"])


def test_facts_in_the_file_are_taken_over(db):
    import_text(
        "一级分类,关键词,责任单位,承诺工作日,诉求类型,英文名称\n路灯,灯不亮；黑,区城管局,3,投诉,Lamps\n"
    )
    lamp = Category.objects.get(name="路灯")
    assert (lamp.keywords, lamp.unit_hint, lamp.promise_days) == (["灯不亮", "黑"], "区城管局", 3)
    assert (lamp.kind_hint, lamp.name_en) == (Kind.COMPLAINT, "Lamps")


@pytest.mark.parametrize("days", ["0", "31", "9" * 5000, "三"])
def test_promise_that_is_no_number_of_days_is_refused(db, days):
    with pytest.raises(NotValid, match="应是1到30之间的整数"):
        import_text(f"一级分类,承诺工作日\n路灯,{days}\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_import_reads_files_as_spreadsheets_write_them(db, encoding):
    listing = read_list(SMALL.replace("\n", "\r\n").encode(encoding))
    assert import_list(listing, source="甲市清单", by=None).created == 6


def test_import_reads_tabs_quotes_and_blank_rows(db):
    text = SMALL.replace(",", "\t") + '\t\t\n"水务"\t"供水, 排水"\t\n'
    outcome = import_text(text)
    assert outcome.created == 7
    assert outcome.notes == ["第6行是空行，已跳过。"]
    assert "供水, 排水" in codes()


def test_repeated_rows_are_taken_once_and_told(db):
    outcome = import_text(SMALL + "市政,路灯,灯不亮\n")
    assert outcome.notes == ["第6行与第2行重复，只导入一次。"]
    assert outcome.created == 6


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "文件是空的。"),
        ("一级分类,二级分类\n", "文件里只有表头，没有分类。"),
        ("甲,乙\n1,2\n", "找不到“一级分类”这一列；文件里的列是：甲、乙。"),
        ("一级分类,三级分类\n市政,灯\n", "有“三级分类”而没有“二级分类”这一列。"),
        (
            "一级分类,二级分类,三级分类\n市政,,灯\n",
            "第2行缺二级分类，却有三级分类“灯”；合并过的单元格请先拆分并填满。",
        ),
        (
            "一级分类,二级分类\n市政,灯\n,井\n",
            "第3行缺一级分类，却有二级分类“井”；合并过的单元格请先拆分并填满。",
        ),
        ("一级分类,代码\n,A1\n", "第2行没有分类名称。"),
        ("一级分类,代码\n市政,A1\n水务,A1\n", "第3行与第2行用了同一个代码“A1”。"),
        ("一级分类,代码\n市政,A1\n市政,A2\n", "第3行与第2行是同一个分类“市政”，代码却不同。"),
        ("一级分类,代码\n市政,A/1\n", "第2行的代码“A/1”不合规：只用字母、数字、点、横线，最多24个字符。"),
        ("一级分类,承诺工作日\n市政,很快\n", "第2行的承诺工作日“很快”应是1到30之间的整数。"),
        (
            "一级分类,诉求类型\n市政,吐槽\n",
            "第2行的诉求类型“吐槽”不在范围内：咨询、求助、投诉、建议、举报、纠纷、隐患、代办。",
        ),
        (f"一级分类\n{'长' * 61}\n", f"第2行的名称“{'长' * 12}…”太长，最多60个字。"),
        ("一级分类,民族\n市政,某\n", "“民族”这一列不能导入：本系统不收集民族、种族。"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(NotValid) as refusal:
        read_list(text.encode())
    assert refusal.value.detail["problems"] == [sentence]


def test_every_problem_of_a_file_is_told_at_once():
    with pytest.raises(NotValid) as refusal:
        read_list("一级分类,二级分类\n,甲\n,乙\n".encode())
    assert [sentence[:3] for sentence in refusal.value.detail["problems"]] == ["第2行", "第3行"]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest", b"\xff\xfe\x00\x01\xff", b"\x00\x00"]
)
def test_what_is_no_text_is_refused(content):
    with pytest.raises(NotValid):
        read_list(content)


def test_a_column_that_is_mapped_but_absent_is_refused():
    with pytest.raises(NotValid) as refusal:
        read_list(SMALL.encode(), {"类别": "level1"})
    assert refusal.value.detail["problems"] == ["指定的列“类别”不在文件里。"]


def test_nothing_is_half_imported_when_a_code_is_taken(own_list):
    with pytest.raises(NotValid) as refusal:
        import_text("一级分类,代码\n市政,SZ\n水务,A0301\n")
    assert refusal.value.detail["problems"] == ["第3行的代码“A0301”已被别的清单占用。"]
    assert not Category.objects.exclude(source=OWN).exists()


def test_a_code_once_given_neither_changes_nor_moves(db):
    import_text("一级分类,二级分类,代码\n市政,路灯,SZ-01\n水务,水管,SW-01\n")
    with pytest.raises(NotValid) as refusal:
        import_text("一级分类,二级分类,代码\n市政,路灯,SZ-09\n市政,水管,SW-01\n")
    assert refusal.value.detail["problems"] == [
        "第2行：“市政 / 路灯”已有代码SZ-01，代码一经使用不能改成SZ-09。",
        "第3行：代码SW-01原在别的上级之下，不能移到“市政 / 水管”；请停用旧分类、另设新代码。",
    ]


def test_what_left_the_file_ends_only_when_asked(db):
    import_text(SMALL)
    shorter = SMALL.replace("市政,路灯,灯杆倾斜\n", "")
    assert import_text(shorter).retired == 0
    assert import_text(shorter, retire_missing=True).retired == 1
    assert Category.objects.get(name="灯杆倾斜").valid_until is not None
    assert import_text(SMALL).changed == 1
    assert Category.objects.get(name="灯杆倾斜").valid_until is None


def test_only_this_list_ends_the_others(own_list):
    outcome = import_text(SMALL, only=True)
    assert outcome.retired == 239
    assert not Category.objects.filter(source=OWN, valid_until=None).exists()


def test_import_needs_the_verb_and_a_source(town):
    listing = read_list(SMALL.encode())
    with pytest.raises(NotAllowed):
        import_list(listing, source="甲市清单", by=town.actor_with("matter.import"))
    with pytest.raises(NotValid):
        import_list(listing, source=OWN, by=town.actor_with("category.edit"))


# Commands


def test_commands_say_in_words_what_they_did(db, tmp_path, capsys):
    file = tmp_path / "清单.csv"
    file.write_text(SMALL, encoding="gb18030")
    call_command("load_categories")
    call_command("import_categories", file, dry_run=True)
    assert not Category.objects.filter(source="清单").exists()
    call_command("import_categories", file)
    assert Category.objects.filter(source="清单").count() == 6
    assert capsys.readouterr().out.splitlines() == [
        "事项分类：新增239个，更新0个，未变0个。",
        "文件按 GBK 编码读取。",
        "新增6个分类，更新0个，未变0个，停用0个。",
        "这是试运行，什么也没有改动。",
        "文件按 GBK 编码读取。",
        "新增6个分类，更新0个，未变0个，停用0个。",
    ]


def test_import_command_refuses_with_words_when_file_is_bad_or_absent(db, tmp_path):
    file = tmp_path / "坏.csv"
    file.write_text("甲,乙\n")
    with pytest.raises(CommandError, match="找不到“一级分类”这一列"):
        call_command("import_categories", file)
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_categories", tmp_path / "没有.csv")


def test_another_citys_517_categories_come_in_whole_and_once(db, shared_messages):
    file = shared_messages / "taxonomy.csv"
    rows = {tuple(row.split(",")) for row in file.read_text(encoding="utf-8-sig").split()[1:]}
    call_command("import_categories", file, source="某市信访分类")
    codes_before = codes("某市信访分类")
    call_command("import_categories", file, source="某市信访分类")
    leaves = Category.objects.leaves().select_related("parent__parent")
    assert {(leaf.parent.parent.name, leaf.parent.name, leaf.name) for leaf in leaves} == rows
    assert len(rows) == 517
    assert codes("某市信访分类") == codes_before
