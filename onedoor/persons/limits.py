"""How far one official may go in a day, and which reasons say nothing."""

import re

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid

LOOK_UPS_A_DAY = 30
# Of cases that are not the post's own work.
REVEALS_A_DAY = 60
LONGEST_REASON, DIFFERENT_SIGNS = 200, 4
# What is left of a reason without these words must still say something.
VAGUE = re.compile(
    "工作需要|业务需要|领导要求|领导安排|了解情况|核实情况|查看信息|查看|查询|查阅|看一下|看看|核实|核对|处理|办理|办案|工作|业务|"
    "需要|要求|情况|信息|联系|测试|其他|没有|无|因为|由于|为了|因|为|的|了|需|要|本|该|此|人|事|件"
)
SIGN = re.compile(r"[\w]")


def require_reason(reason: str) -> str:
    """A typed reason that another person can check, or NotValid."""
    reason = " ".join(reason.split())
    if len(reason) > LONGEST_REASON:
        raise NotValid(_("理由最多%(most)s个字。") % {"most": LONGEST_REASON}, field="reason")
    said = {sign for sign in SIGN.findall(VAGUE.sub("", reason)) if not sign.isdigit()}
    if len(said) < DIFFERENT_SIGNS:
        raise NotValid(
            _("请写明具体理由，例如“来访人要求更正登错的电话”：只写“查看”“工作需要”不能说明为什么要看。"),
            field="reason",
        )
    return reason
