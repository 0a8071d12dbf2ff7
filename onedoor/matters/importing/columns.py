"""列的对应 — which column of a file is which part of a request: guessed from the headings, remembered by source, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from onedoor.kit.problems import NotValid


@dataclass(frozen=True)
class Field:
    """A part of a request, and what agencies usually call its column."""

    label: Promise
    usual: str


FIELDS = {
    "source_ref": Field(
        _("编号"), "编号 工单编号 工单号 留言编号 事项编号 信访编号 受理编号 来电编号 案件编号 流水号 id no"
    ),
    "title": Field(_("标题"), "标题 主题 留言主题 工单标题 事由 问题标题 诉求标题 title subject"),
    "body": Field(
        _("诉求内容"),
        "内容 诉求内容 留言详情 详情 工单内容 来电内容 问题描述 反映内容 诉求描述 信访内容 概况 body content text",
    ),
    "reported_at": Field(
        _("反映时间"),
        "时间 反映时间 留言时间 来电时间 受理时间 登记时间 诉求时间 创建时间 日期 来访日期 time date",
    ),
    "kind": Field(_("诉求类型"), "诉求类型 工单类型 诉求类别 信访目的 kind"),
    "category": Field(_("事项分类"), "事项分类 分类 分类代码 问题分类 问题类别 内容分类 category"),
    "address": Field(_("地址"), "地址 诉求地址 事发地址 发生地址 问题地址 事发地点 地点 详细地址 address"),
    "region": Field(
        _("村（社区）或镇街"), "村（社区） 村社区 社区 村居 镇街 乡镇街道 街道 属地 网格 区域 region"
    ),
    "lon": Field(_("经度"), "经度 lon lng longitude x"),
    "lat": Field(_("纬度"), "纬度 lat latitude y"),
    "name": Field(_("姓名"), "姓名 来电人 反映人 诉求人 信访人 联系人 申请人 来访人 市民姓名 name"),
    "phone": Field(_("电话"), "电话 联系电话 来电号码 手机 手机号 联系方式 电话号码 主叫号码 phone"),
    "identity": Field(_("证件号码"), "证件号码 身份证号 身份证号码 公民身份号码 身份证 identity"),
}
NEEDED = ("title", "body")


def guess(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[str, str]:
    """heading → field: as this source had it before, else by the usual names; each field once."""
    found = {heading: (remembered or {})[heading] for heading in headings if heading in (remembered or {})}
    # A heading remembered as not wanted has an empty field: it is not guessed again.
    for code, wanted in FIELDS.items():
        if code in found.values():
            continue
        usual = wanted.usual.split()
        names = {heading.lower(): heading for heading in headings if heading not in found}
        best = next((names[name] for name in usual if name in names), None)
        if best:
            found[best] = code
    return {heading: code for heading, code in found.items() if code}


def field_named(said: str) -> str:
    """The field that a person names by code or by its Chinese label, whatever language they work in."""
    if said in FIELDS:
        return said
    with override("zh-hans"):
        labels = {str(wanted.label): code for code, wanted in FIELDS.items()}
    return labels.get(said, "")


def checked(mapping: Mapping[str, str], headings: Sequence[str]) -> dict[str, str]:
    """The mapping by field codes, without what is not imported; NotValid with all that is wrong."""
    problems, kept = [], {}
    for heading, said in mapping.items():
        code = field_named(said) if said else ""
        if heading not in headings:
            problems.append(gettext("文件里没有“%(name)s”这一列。") % {"name": heading})
        elif said and not code:
            names = gettext("、").join(str(wanted.label) for wanted in FIELDS.values())
            problems.append(
                gettext("没有“%(name)s”这一项可以对应；可以对应的是：%(names)s。")
                % {"name": said, "names": names}
            )
        elif code in kept.values():
            problems.append(gettext("两列都对应到了“%(name)s”，请只留一列。") % {"name": FIELDS[code].label})
        elif code:
            kept[heading] = code
    found = set(kept.values())
    if not found & set(NEEDED):
        problems.append(gettext("请指明哪一列是“诉求内容”（或“标题”）。"))
    if len(found & {"lon", "lat"}) == 1:
        problems.append(gettext("经度和纬度要么都对应，要么都不对应。"))
    if problems:
        raise NotValid("\n".join(problems), problems=problems)
    return kept
