"""《法律援助法》 — who is helped in which case, as data: each line with its article, and the papers it takes.

In force since 2022-01-01. The standard of hardship itself is set by the province (第三十四条) and kept as `Standard`.
Which article was read in which text, and when, stands in `CHECKED`; what stands in `UNREAD` was not read in a stored text.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Read word for word in the public text of the law as passed on 2021-08-20 (LawRefBook/Laws, 行政法/法律援助法.md).
CHECKED = {
    "《法律援助法》": (
        "2026-11-23",
        (24, 25, 26, 28, 29, 31, 32, 33, 34, 36, 38, 39, 40, 41, 42, 43, 44, 46, 48, 49, 50, 55),
    )
}
# Known from others' words only. 《办理法律援助案件程序规定》 (2023年修订): that the days of bringing papers do not count; the list of
# usual papers; what the province counts each year. The law itself is silent about all three.
UNREAD = ("《办理法律援助案件程序规定》",)


class Kind(models.TextChoices):
    """援助事项 — the cases that the law names."""

    DEFENCE = "defence", _("犯罪嫌疑人、被告人申请辩护")
    NOTIFIED = "notified", _("办案机关通知辩护")
    TREATMENT = "treatment", _("强制医疗案件的被申请人、被告人")
    VICTIM = "victim", _("被害人、自诉人、附带民事诉讼原告人")
    STATE = "state", _("依法请求国家赔偿")
    INSURANCE = "insurance", _("请求给予社会保险待遇或者社会救助")
    PENSION = "pension", _("请求发给抚恤金")
    SUPPORT = "support", _("请求给付赡养费、抚养费、扶养费")
    LABOUR = "labour", _("请求确认劳动关系或者支付劳动报酬")
    CAPACITY = "capacity", _("请求认定公民无民事行为能力或者限制民事行为能力")
    INJURY = "injury", _("请求工伤、交通、食品药品、医疗事故人身损害赔偿")
    NATURE = "nature", _("请求环境污染、生态破坏损害赔偿")
    HERO = "hero", _("英雄烈士近亲属维护英雄烈士的人格权益")
    COURAGE = "courage", _("因见义勇为行为主张相关民事权益")
    ACQUITTED = "acquitted", _("再审改判无罪请求国家赔偿")
    VIOLENCE = "violence", _("虐待、遗弃、家庭暴力的受害人主张相关权益")
    RETRIAL = "retrial", _("已经决定再审或者提出抗诉的申诉、再审案件")
    FREE = "free", _("不受经济困难条件限制的其他法定情形")
    OTHER = "other", _("法律、法规、规章规定的其他情形")


@dataclass(frozen=True)
class Rule:
    """Which article lets a kind in, whether hardship is asked about, and what it takes beside the usual papers."""

    article: Promise
    needs_hardship: bool = True
    is_criminal: bool = False
    papers: tuple[str, ...] = ()


K = Kind
RULES = {
    # Hardship or another reason (第二十四条): nobody accused is turned away for their income alone.
    K.DEFENCE: Rule(_("《法律援助法》第二十四条"), False, True),
    K.NOTIFIED: Rule(_("《法律援助法》第二十五条"), False, True, ("notice",)),
    K.TREATMENT: Rule(_("《法律援助法》第二十八条"), False, True, ("notice",)),
    K.VICTIM: Rule(_("《法律援助法》第二十九条"), is_criminal=True),
    K.STATE: Rule(_("《法律援助法》第三十一条第一项")),
    K.INSURANCE: Rule(_("《法律援助法》第三十一条第二项")),
    K.PENSION: Rule(_("《法律援助法》第三十一条第三项")),
    K.SUPPORT: Rule(_("《法律援助法》第三十一条第四项"), papers=("kinship",)),
    K.LABOUR: Rule(_("《法律援助法》第三十一条第五项"), papers=("work",)),
    K.CAPACITY: Rule(_("《法律援助法》第三十一条第六项"), papers=("kinship",)),
    K.INJURY: Rule(_("《法律援助法》第三十一条第七项"), papers=("accident",)),
    K.NATURE: Rule(_("《法律援助法》第三十一条第八项")),
    K.HERO: Rule(_("《法律援助法》第三十二条第一项"), False, papers=("kinship",)),
    K.COURAGE: Rule(_("《法律援助法》第三十二条第二项"), False),
    K.ACQUITTED: Rule(_("《法律援助法》第三十二条第三项"), False, papers=("judgment",)),
    K.VIOLENCE: Rule(_("《法律援助法》第三十二条第四项"), False),
    K.RETRIAL: Rule(_("《法律援助法》第三十三条"), papers=("ruling",)),
    K.FREE: Rule(_("《法律援助法》第三十二条第五项"), False),
    K.OTHER: Rule(_("《法律援助法》第三十一条第九项")),
}
# Never applied for: the organ that handles the case gives notice (第二十五、二十八、三十六条).
BY_NOTICE = (K.NOTIFIED, K.TREATMENT)


class Ground(models.TextChoices):
    """通知的情形 — whom the organ must, or may, give notice of (第二十五、二十八条)."""

    NONE = "", _("请选择")
    CHILD = "child", _("未成年人")
    SENSES = "senses", _("视力、听力、言语残疾人")
    MIND = "mind", _("不能完全辨认自己行为的成年人")
    GRAVE = "grave", _("可能被判处无期徒刑、死刑的人")
    REVIEW = "review", _("申请法律援助的死刑复核案件被告人")
    ABSENT = "absent", _("缺席审判案件的被告人")
    ORDINARY = "ordinary", _("适用普通程序审理、没有委托辩护人的被告人")
    TREATMENT = "treatment", _("强制医疗案件的被申请人、被告人")
    OTHER = "other", _("法律法规规定的其他人员")


# These take a lawyer with three years of such practice behind them (第二十六条).
SENIOR_GROUNDS, SENIOR_YEARS = (Ground.GRAVE, Ground.REVIEW), 3


class Via(models.TextChoices):
    """怎样提出 — at the window, out of custody, through a duty lawyer, or by notice of the organ (第三十六、三十九条)."""

    WINDOW = "", _("本人或者代为申请的人提出")
    CUSTODY = "custody", _("办案机关、监管场所转交")
    DUTY = "duty", _("通过值班律师提出")
    NOTICE = "notice", _("办案机关通知")


class Exempt(models.TextChoices):
    """免予核查 — whose hardship is not looked into (第四十二条)."""

    NONE = "", _("没有")
    DEPENDENT = "dependent", _("无固定生活来源的未成年人、老年人、残疾人等")
    RELIEF = "relief", _("社会救助、司法救助或者优抚对象")
    MIGRANT = "migrant", _("要劳动报酬或者工伤赔偿的进城务工人员")
    OTHER = "other", _("法律、法规、规章规定的其他人员")


# For what a migrant worker's hardship is not looked into (第四十二条第三项).
MIGRANT_KINDS = (K.LABOUR, K.INJURY)


class Urgency(models.TextChoices):
    """先行提供 — help first, papers afterwards (第四十四条)."""

    NONE = "", _("不紧急")
    EXPIRING = "expiring", _("距法定时效或者期限届满不足七日")
    PRESERVING = "preserving", _("需要立即申请财产保全、证据保全或者先予执行")
    OTHER = "other", _("法律、法规、规章规定的其他紧急情形")


class Withdrawal(models.TextChoices):
    """撤回情形 — why an application is treated as taken back (第四十三条)."""

    OWN = "own", _("本人要求撤回")
    UNSUPPLIED = "unsupplied", _("到期没有补充材料，也没有说明情况")


class Ending(models.TextChoices):
    """终止情形 — why help ends before the case does (第四十八条)."""

    DECEIT = "deceit", _("以欺骗或者其他不正当手段获得")
    HIDDEN = "hidden", _("故意隐瞒重要事实或者提供虚假证据")
    UNLAWFUL = "unlawful", _("利用法律援助从事违法活动")
    MEANS = "means", _("经济状况发生变化，不再符合条件")
    STOPPED = "stopped", _("案件终止审理或者已经被撤销")
    OWN = "own", _("自行委托律师或者其他代理人")
    ASKED = "asked", _("受援人有正当理由要求终止")
    OTHER = "other", _("法律法规规定的其他终止情形")


class Group(models.TextChoices):
    """受援群体 — counted for the province's yearly table, and only there."""

    MIGRANT = "migrant", _("进城务工人员")
    CHILD = "child", _("未成年人")
    ELDER = "elder", _("老年人")
    DISABLED = "disabled", _("残疾人")
    WOMAN = "woman", _("妇女")
    SOLDIER = "soldier", _("军人军属")


PAPERS = {
    "identity": _("身份证明"),
    "facts": _("与所申请的事有关的材料"),
    "hardship": _("经济困难状况说明表"),
    "exempt": _("免予核查的证明材料"),
    "agent": _("代为申请人的身份证明和代理权证明"),
    "kinship": _("证明有权申请的材料"),
    "work": _("劳动合同、工资条等劳动关系凭证"),
    "accident": _("事故认定书、工伤认定书或者诊断证明"),
    "judgment": _("再审判决书"),
    "ruling": _("决定再审、裁定再审或者提出抗诉的文书"),
    "notice": _("办案机关的通知书"),
}


def papers_for(kind: str, exempt: str = "", by_agent: bool = False) -> list[str]:
    """Everything this application takes, in the order of the list that is handed out; a notice takes nothing but itself."""
    if kind in BY_NOTICE:
        return ["notice"]
    rule, wanted = RULES[Kind(kind)], ["identity", "facts"]
    if rule.needs_hardship:
        wanted.append("exempt" if exempt else "hardship")
    return wanted + (["agent"] if by_agent else []) + list(rule.papers)


def in_words(papers) -> str:
    return "、".join(str(PAPERS[one]) for one in papers if one in PAPERS)
