"""《法律援助法》 — who is helped in which case, as data: each line with its article, and the papers it takes.

In force since 2022-01-01. The standard of hardship itself is set by the province (第三十四条) and kept as `Standard`.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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
    K.DEFENCE: Rule(_("《法律援助法》第二十四条"), is_criminal=True),
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
    K.OTHER: Rule(_("《法律援助法》第三十一条第九项")),
}


class Exempt(models.TextChoices):
    """免予核查 — whose hardship is not looked into (第四十二条)."""

    NONE = "", _("没有")
    DEPENDENT = "dependent", _("无固定生活来源的未成年人、老年人、残疾人等")
    RELIEF = "relief", _("社会救助、司法救助或者优抚对象")
    MIGRANT = "migrant", _("要劳动报酬或者工伤赔偿的进城务工人员")


class Urgency(models.TextChoices):
    """先行提供 — help first, papers afterwards (第四十四条)."""

    NONE = "", _("不紧急")
    EXPIRING = "expiring", _("距法定时效或者期限届满不足七日")
    PRESERVING = "preserving", _("需要立即申请财产保全、证据保全或者先予执行")


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
    "notice": _("办案机关的通知书"),
}


def papers_for(kind: str, exempt: str = "", by_agent: bool = False) -> list[str]:
    """Everything this application takes, in the order of the list that is handed out."""
    rule, wanted = RULES[Kind(kind)], ["identity", "facts"]
    if rule.needs_hardship:
        wanted.append("exempt" if exempt else "hardship")
    return wanted + (["agent"] if by_agent else []) + list(rule.papers)


def in_words(papers) -> str:
    return "、".join(str(PAPERS[one]) for one in papers if one in PAPERS)
