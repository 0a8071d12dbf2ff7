"""还能走的路 — for each type of dispute the ways that are left when mediation ends, as data: from which event, until when,
where to, with what (人民调解法 第二十六条: the sides are told at once).

The last day is counted by `law.py` from the event itself. That asking for mediation interrupts most periods (民法典
第一百九十五条) is told beside it and never counted on: whoever goes by the earlier day is never too late.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from onedoor.mediation.law import TERMS, Term
from onedoor.worktime import counting
from onedoor.worktime.counting import CALENDAR, MONTHS, WORKING, YEARS

ENDED, KNOWN, RECEIVED, ACT, RULED = "ended_on", "known_on", "received_on", "act_on", "ruled_on"
ACTED, STRUCK = "acted_on", "struck_on"
# What must be asked for a last day to be counted; that mediation ended is known.
EVENTS = {
    KNOWN: _("知道或者应当知道权利受损的日期"),
    RECEIVED: _("收到交通事故认定书的日期"),
    ACT: _("知道行政行为的日期"),
    RULED: _("收到人民政府处理决定的日期"),
    # From the act itself, whenever somebody came to know of it.
    ACTED: _("违法行为发生的日期（连续的，填最后一天）"),
    STRUCK: _("知道保险事故发生的日期"),
}
# The term by which "known" of a worker still employed does not run (劳动争议调解仲裁法 第二十七条第四款) is told in words.
INSPECTED = Term(
    "LI-01",
    _("劳动保障监察投诉"),
    2,
    YEARS,
    "《劳动保障监察条例》第二十条",
    _("违法行为发生或者终了"),
    _("当事人"),
    rolls=False,
)
RULING = Term(
    "GL-01",
    _("不服处理决定申请行政复议"),
    60,
    CALENDAR,
    "《行政复议法》第二十条、第二十三条",
    _("接到处理决定"),
    _("当事人"),
)
INSURED = Term(
    "IN-01",
    _("保险金请求权的诉讼时效（人寿保险为五年）"),
    2,
    YEARS,
    "《保险法》第二十六条",
    _("知道保险事故"),
    _("当事人"),
)


@dataclass(frozen=True)
class Way:
    """One way: `term` from `event`; without a term it has no last day of its own, and `basis` says why it is open."""

    key: str
    name: str
    where: str
    bring: str
    term: Term | None = None
    event: str = ""
    basis: str = ""
    is_joint: bool = False
    hint: str = ""

    @property
    def article(self) -> str:
        return "、".join(str(one) for one in (self.basis, self.term and self.term.basis) if one)

    @property
    def span(self) -> str:
        """How long, from what: for whoever is told of it before its day is known."""
        if self.term is None:
            return ""
        units = {
            YEARS: _("%(n)s年"),
            MONTHS: _("%(n)s个月"),
            CALENDAR: _("%(n)s日"),
            WORKING: _("%(n)s个工作日"),
        }
        long = units[self.term.unit] % {"n": self.term.amount}
        return _("自%(since)s之日起%(long)s") % {"since": self.term.since, "long": long}

    def last_day(self, days: Mapping[str, date | None]) -> date | None:
        """The last day, where the day of its event is known."""
        day = days.get(self.event)
        return self.term.last_day(day) if self.term and day else None

    def is_provisional(self, last_day: date | None) -> bool:
        """Whether a holiday notice still to come may move it."""
        return last_day is not None and counting.is_provisional(last_day)


_SUIT_BRING = _("起诉状（按对方人数加份）、身份证明、证据材料")
_ID_AND_PROOF = _("身份证明、书面申请、证据材料")
_LIST = (
    Way(
        "suit",
        _("向人民法院起诉"),
        _("被告住所地或者合同履行地、侵权行为地的基层人民法院"),
        _SUIT_BRING,
        TERMS["CV-01"],
        KNOWN,
        hint=_("申请调解使诉讼时效中断，这里按没有中断算，最稳妥。"),
    ),
    Way(
        "family_suit",
        _("向人民法院起诉"),
        _("被告住所地的基层人民法院"),
        _SUIT_BRING,
        basis="《民法典》第一百九十六条",
        hint=_("离婚、抚养费、赡养费、扶养费的请求不受诉讼时效限制。"),
    ),
    Way(
        "special_suit",
        _("向有管辖权的人民法院起诉"),
        _("有管辖权的专门人民法院或者指定的人民法院"),
        _SUIT_BRING,
        basis=_("特别法另有规定的，依照其规定（《民法典》第一百八十八条）"),
        hint=_("时效按特别法另算，有的只有一年或者更短，请马上咨询律师（12348）。"),
    ),
    Way(
        "insurance_suit",
        _("向人民法院起诉"),
        _("被告住所地或者保险标的物所在地的人民法院"),
        _SUIT_BRING,
        INSURED,
        STRUCK,
        hint=_("人寿保险的保险金请求权为五年，这里按二年算。"),
    ),
    Way(
        "labour_arbitration",
        _("申请劳动人事争议仲裁"),
        _("劳动合同履行地或者用人单位所在地的劳动人事争议仲裁委员会"),
        _("仲裁申请书、身份证明、劳动合同或者工资记录、考勤等证据"),
        TERMS["LD-02"],
        KNOWN,
        hint=_("在职期间拖欠劳动报酬的不受一年限制，离职的自离职之日起一年。"),
    ),
    Way(
        "labour_inspection",
        _("向劳动保障监察机构投诉"),
        _("人力资源和社会保障局劳动保障监察机构（12333）"),
        _ID_AND_PROOF,
        INSPECTED,
        ACTED,
        hint=_("从违法行为发生那天算，连续的从最后一天算，不从知道那天算。"),
    ),
    Way(
        "wage_note_suit",
        _("凭工资欠条直接向人民法院起诉"),
        _("用人单位所在地或者劳动合同履行地的基层人民法院"),
        _("起诉状、身份证明、工资欠条"),
        TERMS["CV-01"],
        KNOWN,
        basis="《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》第十五条",
        hint=_("有欠条、且不涉及劳动关系其他争议的，可以不经仲裁。"),
    ),
    Way(
        "land_arbitration",
        _("申请农村土地承包仲裁"),
        _("当地农村土地承包仲裁委员会"),
        _("仲裁申请书（可以口头申请）、身份证明、承包合同或者经营权证"),
        TERMS["TD-02"],
        KNOWN,
    ),
    Way(
        "land_ruling",
        _("申请人民政府处理权属争议"),
        _("乡镇人民政府或者县级人民政府"),
        _ID_AND_PROOF,
        basis="《土地管理法》第十四条",
    ),
    Way(
        "land_review",
        _("不服处理决定，先申请行政复议"),
        _("作出处理决定的机关的上一级或者本级人民政府的行政复议机构"),
        _("复议申请书（可以口头申请）、身份证明、处理决定书"),
        RULING,
        RULED,
        hint=_("侵犯已经取得的所有权、使用权的，要先复议才能起诉；为稳妥，请在接到决定三十日内申请。"),
    ),
    Way(
        "land_review_suit",
        _("不服复议决定，向人民法院起诉"),
        _("有管辖权的人民法院"),
        _("起诉状、身份证明、处理决定书、复议决定书"),
        basis="《行政诉讼法》第四十五条",
        hint=_("自收到复议决定书之日起十五日内。"),
    ),
    Way(
        "protection_order",
        _("申请人身安全保护令"),
        _("申请人或者被申请人居住地、家庭暴力发生地的基层人民法院"),
        _("书面申请（确有困难的可以口头）、身份证明；有报警记录、伤情照片、聊天记录的带上，没有的也可以申请"),
        basis="《反家庭暴力法》第二十三条、第二十八条",
        hint=_(
            "遭受家庭暴力或者面临现实危险的可以申请，不收费，不以离婚为前提；法院七十二小时内决定，紧急的二十四小时内。近亲属、公安、妇联、村居委会等可以代为申请。有危险马上打110。"
        ),
    ),
    Way(
        "police_mediation",
        _("共同申请公安机关交通管理部门调解"),
        _("处理事故的公安机关交通管理部门"),
        _("各方共同的书面申请、调解终结告知书、认定书、费用单据"),
        TERMS["RC-04"],
        ENDED,
        is_joint=True,
    ),
    Way(
        "accident_review",
        _("对交通事故认定申请复核"),
        _("上一级公安机关交通管理部门（经原办案单位也可以）"),
        _("书面复核申请（请求、理由、证据）、认定书"),
        TERMS["RC-10"],
        RECEIVED,
        hint=_("这里的三日是工作日；各方只能申请一次。"),
    ),
    Way(
        "health_mediation",
        _("向卫生健康部门申请行政调解"),
        _("医疗机构所在地的县级卫生健康部门"),
        _("各方共同的申请、身份证明、病历资料"),
        basis="《医疗纠纷预防和处理条例》第四十条",
        is_joint=True,
        hint=_("已经向人民法院起诉的不再受理。"),
    ),
    Way(
        "reconsideration",
        _("申请行政复议"),
        _("作出行政行为的机关的本级人民政府"),
        _("复议申请书（可以口头申请）、身份证明、行政行为的文书"),
        TERMS["AR-01a"],
        ACT,
        hint=_("复议法里三、五、七、十日的规定指工作日，六十日是自然日。"),
    ),
    Way(
        "administrative_suit",
        _("提起行政诉讼"),
        _("有管辖权的人民法院"),
        _("行政起诉状、身份证明、行政行为的文书"),
        TERMS["AR-02"],
        ACT,
    ),
    Way(
        "complaint",
        _("向市场监督管理部门投诉"),
        _("经营者所在地的市场监督管理部门（12315）"),
        _("姓名、联系方式、被投诉人名称地址、购物凭证"),
        basis="《消费者权益保护法》第三十九条",
    ),
    Way(
        "arbitration",
        _("按仲裁协议申请仲裁"),
        _("仲裁协议约定的仲裁委员会"),
        _("仲裁协议、仲裁申请书、证据材料"),
        basis="《仲裁法》",
        hint=_("合同里有仲裁条款或者双方另行约定的才可以。"),
    ),
    Way(
        "aid",
        _("咨询和申请法律援助"),
        _("法律援助中心窗口或者12348"),
        _("身份证明、经济困难说明（追索劳动报酬、工伤等免核查的除外）"),
        basis="《法律援助法》第三十一条、第四十一条",
    ),
)
WAYS = {way.key: way for way in _LIST}
# By type, else by class; what is not named here goes to court.
_BY_TYPE = {
    "0101": ("family_suit", "protection_order"),
    "0102": ("family_suit", "protection_order"),
    "0403": ("reconsideration", "administrative_suit", "suit"),
    "0502": ("health_mediation", "suit"),
    "0503": ("police_mediation", "accident_review", "suit"),
    "0505": ("complaint", "suit"),
    "0605": ("complaint", "suit", "arbitration"),
    "0601": ("complaint", "suit", "arbitration"),
    "0703": ("labour_arbitration", "labour_inspection", "wage_note_suit"),
    "0705": ("labour_arbitration", "labour_inspection", "wage_note_suit"),
    "0803": ("insurance_suit", "arbitration"),
    "0901": ("land_arbitration", "suit"),
    "1003": ("special_suit", "arbitration"),
    "1005": ("special_suit",),
}
_ADMINISTRATIVE = ("reconsideration", "administrative_suit")
_BY_CLASS = {
    "01": ("suit", "protection_order"),
    "06": ("suit", "arbitration"),
    "07": ("labour_arbitration", "labour_inspection"),
    "08": ("suit", "arbitration"),
    "09": ("land_ruling", "land_review", "land_review_suit"),
    "10": ("suit", "arbitration"),
    "11": _ADMINISTRATIVE,
    "13": _ADMINISTRATIVE,
}


def ways_of(code: str) -> list[Way]:
    """The ways of a type of dispute, nearest first; advice always last."""
    keys = _BY_TYPE.get(code) or _BY_CLASS.get(code[:2]) or ("suit",)
    return [WAYS[key] for key in (*keys, "aid")]


def asked_of(code: str) -> list[str]:
    """Which days must be asked for this type, so that its last days can be counted."""
    wanted = {way.event for way in ways_of(code)}
    return [event for event in EVENTS if event in wanted]
