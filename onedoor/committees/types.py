"""纠纷类型 — the two-level list of dispute types with its codes, the line of the justice statistics that each feeds, and
the types that a centre must not mediate.

Codes: two digits a class, four a type, 99 = other; the statistics list has eighteen lines. Class 16 of the exchange list
(涉民族宗教) is left out on purpose: here a dispute is filed under what it is about, and nothing is kept of what people
believe or where they come from (the line of this project). An exchange that must name it does so in its own adapter.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# The lines of 《人民调解统计》, in its order.
STATISTICS = {
    1: _("婚姻家庭纠纷"),
    2: _("邻里纠纷"),
    3: _("房屋宅基地纠纷"),
    4: _("合同纠纷"),
    5: _("生产经营纠纷"),
    6: _("损害赔偿纠纷"),
    7: _("山林土地纠纷"),
    8: _("征地拆迁纠纷"),
    9: _("环境污染纠纷"),
    10: _("拖欠农民工工资纠纷"),
    11: _("其他劳动争议纠纷"),
    12: _("旅游纠纷"),
    13: _("电子商务纠纷"),
    14: _("其他消费纠纷"),
    15: _("医疗纠纷"),
    16: _("道路交通事故纠纷"),
    17: _("物业纠纷"),
    18: _("其他纠纷"),
}
# What an authority decided is mediated only within what it may decide freely; the other ways are told with it.
WITHIN_DISCRETION = _(
    "行政争议只能在行政机关的裁量范围内调解；还可以申请行政复议（自知道之日起六十日内）或者提起行政诉讼。"
)
# 信访工作条例 第二十二、二十八、三十条: handed to the organ concerned, and not mediated.
NOT_HERE = {
    "14": _("涉法涉诉的事项不在这里调解，请向办理案件的政法机关反映（《信访工作条例》第二十八条）。"),
    "15": _(
        "反映干部作风、组织人事和违纪违法的，请向纪检监察机关或者组织部门反映（《信访工作条例》第三十条）。"
    ),
}


@dataclass(frozen=True)
class DisputeType:
    """One line of the list: its code, what it is called, the statistics line it feeds."""

    code: str
    name: str
    statistic: int

    @property
    def of_class(self) -> str:
        return self.code[:2]


CLASSES = {
    "01": _("婚恋家庭纠纷"),
    "02": _("邻里纠纷"),
    "03": _("人格权纠纷"),
    "04": _("物权相关纠纷"),
    "05": _("侵权相关纠纷"),
    "06": _("合同及相关纠纷"),
    "07": _("劳动人事争议"),
    "08": _("金融借贷纠纷"),
    "09": _("土地及资源权属纠纷"),
    "10": _("其他民商事纠纷"),
    "11": _("城乡建设发展纠纷"),
    "12": _("涉民政纠纷"),
    "13": _("其他行政执法纠纷"),
    "14": _("涉法涉诉纠纷"),
    "15": _("涉组织涉纪检纠纷"),
    "99": _("其他纠纷"),
}
_LIST = (
    ("0101", _("恋爱及婚姻"), 1),
    ("0102", _("抚养、赡养、监护"), 1),
    ("0103", _("分家与继承"), 1),
    ("0199", _("其他婚恋家庭"), 1),
    ("0201", _("用水、排水、通行、通风、采光"), 2),
    ("0202", _("相邻土地和建筑使用"), 2),
    ("0203", _("相邻污染"), 2),
    ("0299", _("其他邻里"), 2),
    ("0301", _("姓名、肖像"), 6),
    ("0302", _("名誉、隐私"), 6),
    ("0303", _("身体、健康、自由"), 6),
    ("0399", _("其他人格权"), 6),
    ("0401", _("返还原物、损坏财物"), 6),
    ("0402", _("物业及其管理"), 17),
    ("0403", _("不动产登记"), 3),
    ("0499", _("其他物权"), 3),
    ("0501", _("教育机构责任"), 6),
    ("0502", _("医疗损害"), 15),
    ("0503", _("交通事故"), 16),
    ("0504", _("环境污染"), 9),
    ("0505", _("产品责任"), 14),
    ("0506", _("网络侵权"), 6),
    ("0507", _("提供劳务受害"), 6),
    ("0599", _("其他侵权"), 6),
    ("0601", _("消费与服务"), 14),
    ("0602", _("房屋买卖、租赁"), 4),
    ("0603", _("买卖"), 4),
    ("0604", _("运输、保管"), 4),
    ("0605", _("网上购物"), 13),
    ("0606", _("旅游"), 12),
    ("0699", _("其他合同"), 4),
    ("0701", _("劳动合同与派遣"), 11),
    ("0702", _("社会保险"), 11),
    ("0703", _("工资与福利待遇"), 11),
    ("0704", _("人事"), 11),
    ("0705", _("拖欠农民工工资"), 10),
    ("0799", _("其他劳动人事"), 11),
    ("0801", _("证券、基金、期货"), 5),
    ("0802", _("投资、信托"), 5),
    ("0803", _("保险"), 4),
    ("0804", _("借贷与担保"), 4),
    ("0899", _("其他金融"), 5),
    ("0901", _("土地承包经营"), 7),
    ("0902", _("宅基地"), 3),
    ("0903", _("山林、矿产"), 7),
    ("0904", _("水域水利"), 7),
    ("0999", _("其他土地资源"), 7),
    ("1001", _("知识产权"), 5),
    ("1002", _("公司"), 5),
    ("1003", _("海事"), 5),
    ("1004", _("竞争"), 5),
    ("1005", _("票据"), 5),
    ("1006", _("无因管理、不当得利"), 18),
    ("1099", _("其他民商事"), 18),
    ("1101", _("国有土地上房屋征收"), 8),
    ("1102", _("农村集体土地征收"), 8),
    ("1103", _("规划与违建"), 8),
    ("1104", _("基础设施建设"), 8),
    ("1105", _("移民安置"), 8),
    ("1199", _("其他城乡建设"), 8),
    ("1201", _("村居选举与管理"), 18),
    ("1202", _("优抚救助"), 18),
    ("1203", _("界线"), 7),
    ("1299", _("其他民政"), 18),
    ("1301", _("城市管理"), 18),
    ("1302", _("教育、文化、体育"), 18),
    ("1303", _("市场与税务"), 18),
    ("1304", _("安全生产"), 18),
    ("1305", _("交通运输"), 18),
    ("1399", _("其他行政执法"), 18),
    ("1401", _("涉公安"), 18),
    ("1402", _("涉检察"), 18),
    ("1403", _("涉法院"), 18),
    ("1404", _("涉司法行政"), 18),
    ("1501", _("组织人事"), 18),
    ("1502", _("干部作风"), 18),
    ("1599", _("其他组织纪检"), 18),
    ("9999", _("其他"), 18),
)
TYPES = {code: DisputeType(code, name, statistic) for code, name, statistic in _LIST}


def choices() -> list:
    """The list grouped by class, for a form; in the language of whoever reads it."""
    return [
        (str(name), [(one.code, str(one.name)) for one in TYPES.values() if one.of_class == code])
        for code, name in CLASSES.items()
    ]


def refusal_of(code: str) -> str:
    """Why this type is not mediated here, and which door is the right one; nothing when it may be."""
    return str(NOT_HERE.get(code[:2], ""))


def caution_of(code: str) -> str:
    """What must be told along with the mediation of this type; mostly nothing."""
    return str(WITHIN_DISCRETION) if code[:2] in ("11", "13") else ""
