"""A form to begin with: a workbook that can be brought as it is, with each column told in Chinese."""

from django.utils.translation import gettext as _

from onedoor.surveys.sheets import book


def sample() -> bytes:
    """Three sheets that a form has, and one that tells how it is written."""
    return book(
        [
            ("survey", [["type", "name", "label", "hint", "required"], *_questions()]),
            ("choices", [["list_name", "name", "label"], *_choices()]),
            ("settings", [["form_title", "form_id", "version"], [_("公共长椅巡看"), "benches-2026", "1"]]),
            (_("怎样写"), [[_("页"), _("列"), _("写什么")], *_told()]),
        ]
    )


def _questions() -> list[list[str]]:
    return [
        ["note", "hello", _("每处填一份，看到什么填什么。"), "", ""],
        ["select_one state", "state", _("长椅怎样"), "", "yes"],
        ["integer", "how_many", _("坏了几张"), _("没有坏的填0"), "yes"],
        ["date", "seen", _("哪天看的"), "", "yes"],
        ["text", "wanted", _("要谁来修，修什么"), "", ""],
    ]


def _choices() -> list[list[str]]:
    return [["state", "good", _("完好")], ["state", "broken", _("有损坏")], ["state", "none", _("没有长椅")]]


def _told() -> list[list[str]]:
    kinds = _(
        "一题一行：text文字，integer整数，decimal小数，date日期，select_one单选，select_multiple多选（后面空一格写选项组的名称），"
        "geopoint位置，image照片，note说明文字"
    )
    return [
        ["survey", "type", kinds],
        ["survey", "name", _("英文字母开头，不重复；导出时是列的名称")],
        ["survey", "label", _("填的人看到的题目")],
        ["survey", "hint", _("题目下面的提示，可以不写")],
        ["survey", "required", _("必填的写yes")],
        ["choices", "list_name", _("选项组的名称，和survey页type列里的一样")],
        ["choices", "name", _("选项存下来的样子：英文字母或数字，不写空格")],
        ["choices", "label", _("填的人看到的选项")],
        ["settings", "form_title", _("问卷的中文名称")],
        ["settings", "form_id", _("表单编号：英文字母开头，换版不换编号")],
        ["settings", "version", _("版本：改一次，换一个")],
    ]
