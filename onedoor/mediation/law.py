"""法定期限 — every period that people in a dispute must know, as the law has it: from what day, how long, on which basis.

What this software itself keeps a clock for stands in `limits.py`. Here stand also the courts', arbitrators' and authorities'
own: whoever is told that mediation failed is told the last day of each way that is left (人民调解法 第二十六条).

A day on which something begins is not counted (民法典 第二百零一条); months and years end on the same day, or the last of the
month (第二百零二条); a period that ends on a rest day ends on the day after the rest (第二百零三条) where `rolls`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from onedoor.worktime.counting import CALENDAR, HOURS, MONTHS, WORKING, YEARS, Table, table


@dataclass(frozen=True)
class Term:
    """One period: `rule` is its name in the books of the field, `since` the event from which it runs, `whose` duty or right it is."""

    rule: str
    name: str
    amount: int
    unit: str
    basis: str
    since: str
    whose: str = ""
    rolls: bool = True

    def last_day(self, day: date, counted: Table | None = None) -> date:
        """The last day of the period that begins on `day`. Hours have a moment, not a day: `end`."""
        if self.unit == HOURS:
            raise ValueError(f"{self.rule} runs in hours")
        rolls = self.rolls and self.unit != WORKING
        return (counted or table()).end_of(day, self.amount, self.unit, rolls)

    def end(self, moment: datetime) -> datetime:
        """The moment at which a period of hours is over."""
        return moment + timedelta(hours=self.amount)


_CIVIL = "《民事诉讼法》"
_LABOUR = "《劳动争议调解仲裁法》"
_LAND = "《农村土地承包经营纠纷调解仲裁法》"
_ROAD = "《道路交通事故处理程序规定》"
_MEDICAL = "《医疗纠纷预防和处理条例》"
_AID = "《法律援助法》"
_CONFIRMING = "《最高人民法院关于人民调解协议司法确认程序的若干规定》"


def _t(rule, name, amount, unit, basis, since, whose="", rolls=True):
    return Term(rule, name, amount, unit, basis, since, whose, rolls)


_LIST = (
    _t(
        "RT-10",
        _("人民调解一般调结"),
        1,
        MONTHS,
        "《人民调解工作若干规定》第三十三条",
        _("受理"),
        _("调解组织"),
    ),
    _t(
        "RT-09",
        _("共同申请司法确认"),
        30,
        CALENDAR,
        "《人民调解法》第三十三条",
        _("协议生效"),
        _("双方当事人"),
    ),
    _t(
        "SQ-03",
        _("法院决定是否受理司法确认"),
        3,
        CALENDAR,
        f"{_CONFIRMING}第四条",
        _("收到申请"),
        _("人民法院"),
    ),
    _t("SQ-04", _("法院作出司法确认裁定"), 30, CALENDAR, f"{_CIVIL}第一百八十七条", _("立案"), _("人民法院")),
    _t(
        "SQ-07",
        _("当事人对确认裁定提出异议"),
        15,
        CALENDAR,
        "《民事诉讼法解释》第三百七十二条",
        _("收到裁定"),
        _("当事人"),
    ),
    _t(
        "SQ-08",
        _("利害关系人对确认裁定提出异议"),
        6,
        MONTHS,
        "《民事诉讼法解释》第三百七十二条",
        _("知道或者应当知道"),
        _("利害关系人"),
    ),
    _t(
        "LD-01",
        _("劳动争议调解"),
        15,
        CALENDAR,
        f"{_LABOUR}第十四条",
        _("收到调解申请"),
        _("调解组织"),
        rolls=False,
    ),
    _t(
        "LD-02",
        _("申请劳动仲裁（在职期间的劳动报酬自离职起算）"),
        1,
        YEARS,
        f"{_LABOUR}第二十七条",
        _("知道或者应当知道权利被侵害"),
        _("当事人"),
    ),
    _t(
        "LD-03",
        _("仲裁委员会决定受理"),
        5,
        CALENDAR,
        f"{_LABOUR}第二十九条",
        _("收到仲裁申请"),
        _("仲裁委员会"),
    ),
    _t("LD-04a", _("申请书副本送被申请人"), 5, CALENDAR, f"{_LABOUR}第三十条", _("受理"), _("仲裁委员会")),
    _t("LD-04b", _("被申请人答辩"), 10, CALENDAR, f"{_LABOUR}第三十条", _("收到副本"), _("被申请人")),
    _t("LD-05a", _("劳动仲裁裁决"), 45, CALENDAR, f"{_LABOUR}第四十三条", _("受理仲裁申请"), _("仲裁委员会")),
    _t(
        "LD-05b",
        _("劳动仲裁裁决（延期后）"),
        60,
        CALENDAR,
        f"{_LABOUR}第四十三条",
        _("受理仲裁申请"),
        _("仲裁委员会"),
    ),
    _t(
        "LD-06",
        _("不服劳动仲裁裁决起诉"),
        15,
        CALENDAR,
        f"{_LABOUR}第四十八条、第五十条",
        _("收到裁决书"),
        _("当事人"),
    ),
    _t(
        "LD-08",
        _("共同申请仲裁委员会审查调解协议"),
        15,
        CALENDAR,
        "《劳动人事争议仲裁办案规则》第七十四条",
        _("协议生效"),
        _("双方当事人"),
    ),
    _t(
        "MD-01",
        _("医疗纠纷人民调解（鉴定时间不计入）"),
        30,
        WORKING,
        f"{_MEDICAL}第三十八条",
        _("受理"),
        _("调解组织"),
    ),
    _t(
        "MD-02a",
        _("卫生健康部门决定受理行政调解"),
        5,
        WORKING,
        f"{_MEDICAL}第四十条",
        _("收到申请"),
        _("卫生健康部门"),
    ),
    _t(
        "MD-02b",
        _("卫生健康部门完成行政调解"),
        30,
        WORKING,
        f"{_MEDICAL}第四十条",
        _("受理"),
        _("卫生健康部门"),
    ),
    _t("MD-04a", _("尸检"), 48, HOURS, f"{_MEDICAL}第二十六条", _("患者死亡"), _("医患双方")),
    _t(
        "MD-04b",
        _("尸检（具备冻存条件）"),
        7,
        CALENDAR,
        f"{_MEDICAL}第二十六条",
        _("患者死亡"),
        _("医患双方"),
        rolls=False,
    ),
    _t(
        "MD-05",
        _("尸体在太平间存放"),
        14,
        CALENDAR,
        f"{_MEDICAL}第二十七条",
        _("移入太平间"),
        _("医疗机构"),
        rolls=False,
    ),
    _t("MD-06", _("医调委设立后备案"), 30, WORKING, f"{_MEDICAL}第三十二条", _("设立"), _("调解组织")),
    _t("RC-01a", _("交通事故认定书"), 10, WORKING, f"{_ROAD}第六十二条", _("现场调查"), _("交警部门")),
    _t(
        "RC-01b",
        _("交通事故认定书（检验鉴定后）"),
        5,
        WORKING,
        f"{_ROAD}第六十二条",
        _("鉴定意见确定"),
        _("交警部门"),
    ),
    _t("RC-02", _("认定书送达"), 3, WORKING, f"{_ROAD}第六十五条", _("制作完成"), _("交警部门")),
    _t("RC-03", _("共同申请交警调解"), 10, WORKING, f"{_ROAD}第八十六条", _("收到认定书"), _("双方当事人")),
    _t(
        "RC-04",
        _("人民调解不成，共同申请交警调解"),
        3,
        WORKING,
        f"{_ROAD}第八十五条",
        _("调解不成"),
        _("双方当事人"),
    ),
    _t("RC-08", _("交警调解制作调解书"), 10, WORKING, f"{_ROAD}第九十条", _("调解开始"), _("交警部门")),
    _t("RC-10", _("申请复核交通事故认定"), 3, WORKING, f"{_ROAD}第七十一条", _("收到认定书"), _("当事人")),
    _t(
        "TD-02",
        _("申请农村土地承包仲裁"),
        2,
        YEARS,
        f"{_LAND}第十八条",
        _("知道或者应当知道权利被侵害"),
        _("当事人"),
    ),
    _t(
        "TD-03",
        _("仲裁委员会决定受理并通知"),
        5,
        WORKING,
        f"{_LAND}第二十三条",
        _("收到仲裁申请"),
        _("仲裁委员会"),
    ),
    _t("TD-04", _("被申请人答辩"), 10, CALENDAR, f"{_LAND}第二十五条", _("收到副本"), _("被申请人")),
    _t(
        "TD-06a",
        _("土地承包仲裁裁决"),
        60,
        CALENDAR,
        f"{_LAND}第四十七条",
        _("受理仲裁申请"),
        _("仲裁委员会"),
    ),
    _t(
        "TD-06b",
        _("土地承包仲裁裁决（延期后）"),
        90,
        CALENDAR,
        f"{_LAND}第四十七条",
        _("受理仲裁申请"),
        _("仲裁委员会"),
    ),
    _t("TD-06c", _("裁决书送达"), 3, WORKING, f"{_LAND}第四十五条", _("作出裁决"), _("仲裁委员会")),
    _t(
        "TD-06d",
        _("不服土地承包仲裁裁决起诉"),
        30,
        CALENDAR,
        f"{_LAND}第四十八条",
        _("收到裁决书"),
        _("当事人"),
    ),
    _t("FA-01", _("法律援助审查决定"), 7, CALENDAR, f"{_AID}第四十三条", _("收到申请"), _("法律援助机构")),
    _t("FA-02", _("指派法律援助人员"), 3, CALENDAR, f"{_AID}第四十三条", _("决定援助"), _("法律援助机构")),
    _t(
        "FA-03",
        _("按通知指派律师"),
        3,
        CALENDAR,
        f"{_AID}第三十六条",
        _("收到办案机关通知"),
        _("法律援助机构"),
    ),
    _t(
        "FA-04", _("转交被羁押人的申请"), 24, HOURS, f"{_AID}第三十九条", _("本人提出"), _("看守所、值班律师")
    ),
    _t("FA-07", _("法律援助异议审查"), 5, CALENDAR, f"{_AID}第四十九条", _("收到异议"), _("司法行政部门")),
    _t(
        "DV-01a",
        _("法院作出人身安全保护令"),
        72,
        HOURS,
        "《反家庭暴力法》第二十八条",
        _("受理申请"),
        _("人民法院"),
    ),
    _t(
        "DV-01b",
        _("法院作出人身安全保护令（情况紧急）"),
        24,
        HOURS,
        "《反家庭暴力法》第二十八条",
        _("受理申请"),
        _("人民法院"),
    ),
    _t(
        "DV-02a",
        _("人身安全保护令有效期"),
        6,
        MONTHS,
        "《反家庭暴力法》第三十条",
        _("作出"),
        _("人民法院"),
        rolls=False,
    ),
    _t(
        "DV-02b", _("对保护令申请复议"), 5, CALENDAR, "《反家庭暴力法》第三十一条", _("裁定生效"), _("当事人")
    ),
    _t(
        "PO-01",
        _("治安调解第二次调解"),
        7,
        WORKING,
        "《公安机关办理行政案件程序规定》第一百八十三条",
        _("第一次调解不成"),
        _("公安机关"),
    ),
    _t("AR-01a", _("申请行政复议"), 60, CALENDAR, "《行政复议法》第二十条", _("知道该行政行为"), _("当事人")),
    _t(
        "AR-01b",
        _("行政复议决定是否受理"),
        5,
        WORKING,
        "《行政复议法》第三十条、第八十八条",
        _("收到申请"),
        _("复议机关"),
    ),
    _t("AR-01c", _("行政复议决定"), 60, CALENDAR, "《行政复议法》第六十二条", _("受理"), _("复议机关")),
    _t(
        "AR-01d",
        _("行政复议决定（简易程序）"),
        30,
        CALENDAR,
        "《行政复议法》第六十二条",
        _("受理"),
        _("复议机关"),
    ),
    _t("AR-02", _("提起行政诉讼"), 6, MONTHS, "《行政诉讼法》第四十六条", _("知道或者应当知道"), _("当事人")),
    _t(
        "CV-01",
        _("民事诉讼时效"),
        3,
        YEARS,
        "《民法典》第一百八十八条",
        _("知道或者应当知道权利受损和义务人"),
        _("当事人"),
    ),
    _t(
        "GI-01",
        _("政府信息公开答复"),
        20,
        WORKING,
        "《政府信息公开条例》第三十三条",
        _("收到申请"),
        _("行政机关"),
    ),
)
TERMS = {term.rule: term for term in _LIST}
# How long before an event something must be done: counted back from it.
NOTICE_OF_SESSION = _t("RC-05a", _("交警调解时间的通知"), 3, WORKING, f"{_ROAD}第八十八条", _("调解日"))
CHANGE_OF_SESSION = _t("RC-05b", _("请求改期"), 1, WORKING, f"{_ROAD}第八十八条", _("调解日"))
NOTICE_OF_HEARING = _t("TD-05", _("土地承包仲裁开庭通知"), 5, WORKING, f"{_LAND}第三十一条", _("开庭日"))
BEFORE_A_DAY = (NOTICE_OF_SESSION, CHANGE_OF_SESSION, NOTICE_OF_HEARING)


def latest_day(term: Term, event: date, counted: Table | None = None) -> date:
    """The latest day on which notice of `event` may be given."""
    return (counted or table()).before(event, term.amount, term.unit)
