"""告知文字 — which steps residents are told of, the words that come with the house, and what may stand in such words.

A message may hold only the placeholders below: a name, an identity number, a telephone number or a word of the case has no way in.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.problems import NotValid

# One part of an SMS, and one part of several that belong together.
ONE_PART, OF_MANY, MOST_PARTS = 70, 67, 4
PLACEHOLDERS = {
    "编号": gettext_lazy("案卷编号"),
    "中心": gettext_lazy("承接中心的名称"),
    "电话": gettext_lazy("中心的电话"),
    "期限": gettext_lazy("现在最近的期限"),
    "链接": gettext_lazy("查询进展的网址"),
}
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Seven figures in a row are somebody's number, an identity number or a case: what belongs to one matter has no place in the words for all.
NUMBER = re.compile(r"\d(?:[\s-]?\d){6,}")
# Of a sealed case: neither its code nor whose affair it is.
NEUTRAL = "您有一条新的消息，请凭回执上的编号和查询码在 {链接} 查看，或致电{电话}。"


@dataclass(frozen=True)
class Step:
    """One step of a matter that residents can be told of, with the words that come with the house."""

    label: Promise
    text: str
    is_sent: bool = True


STEPS = {
    "matter.registered": Step(
        gettext_lazy("登记"),
        "您反映的事已登记，编号{编号}。凭编号和回执上的查询码在 {链接} 看进展。{中心}{电话}",
    ),
    "matter.accepted": Step(
        gettext_lazy("受理"), "您反映的事（{编号}）已受理，{期限}前办理并答复。{中心}{电话}"
    ),
    "matter.declined": Step(
        gettext_lazy("不予受理"), "您反映的事（{编号}）未予受理，理由和可以找谁请在 {链接} 查看。{中心}{电话}"
    ),
    "matter.transferred": Step(
        gettext_lazy("转送"), "您反映的事（{编号}）已转送有权办理的机关，详情在 {链接} 查看。{中心}{电话}"
    ),
    "matter.merged": Step(
        gettext_lazy("并案"), "您反映的事（{编号}）与另一件相同诉求一并办理，答复同样会给您。{中心}{电话}"
    ),
    "matter.dispatched": Step(
        gettext_lazy("交办"), "您反映的事（{编号}）已交有关单位办理。{中心}{电话}", False
    ),
    "matter.paused": Step(
        gettext_lazy("中止计时"), "您反映的事（{编号}）暂停计算期限，理由在 {链接} 查看。{中心}{电话}"
    ),
    "matter.resumed": Step(
        gettext_lazy("恢复计时"), "您反映的事（{编号}）恢复计算期限，{期限}前答复您。{中心}{电话}", False
    ),
    "matter.extended": Step(
        gettext_lazy("延期"),
        "您反映的事（{编号}）延长了期限，{期限}前答复您，理由在 {链接} 查看。{中心}{电话}",
    ),
    "matter.answered": Step(
        gettext_lazy("书面答复"),
        "您反映的事（{编号}）有了书面答复，请在 {链接} 查看，也可以说解决了没有。{中心}{电话}",
    ),
    "matter.closed": Step(gettext_lazy("办结"), "您反映的事（{编号}）已办结。{中心}{电话}", False),
    "mediation.accepted": Step(
        gettext_lazy("调解受理"), "您参加的调解（{编号}）已受理。凭编号和查询码在 {链接} 看进展。{中心}{电话}"
    ),
    "mediation.session_planned": Step(
        gettext_lazy("安排调解会"), "您参加的调解（{编号}）定了调解会，时间地点在 {链接} 查看。{中心}{电话}"
    ),
    "mediation.session_moved": Step(
        gettext_lazy("调解会改期"), "您参加的调解（{编号}）的调解会改了时间，请在 {链接} 查看。{中心}{电话}"
    ),
    "mediation.session_off": Step(
        gettext_lazy("取消调解会"),
        "您参加的调解（{编号}）的调解会取消了，请不要白跑，后面的安排在 {链接} 查看。{中心}{电话}",
    ),
    "mediation.answered": Step(
        gettext_lazy("调解员回复"), "您给调解员的留言（{编号}）有了回复，请在 {链接} 查看。{中心}{电话}"
    ),
    "mediation.agreed": Step(
        gettext_lazy("调解达成协议"),
        "您参加的调解（{编号}）达成了协议，内容和要办的事在 {链接} 查看。{中心}{电话}",
    ),
    "mediation.failed": Step(
        gettext_lazy("调解没有达成协议"),
        "您参加的调解（{编号}）没有达成协议，还能走的路和最后日期在 {链接} 查看。{中心}{电话}",
    ),
    "mediation.withdrawn": Step(
        gettext_lazy("调解终止"), "您参加的调解（{编号}）已终止，还能走的路在 {链接} 查看。{中心}{电话}"
    ),
    "mediation.declined": Step(
        gettext_lazy("调解不予受理"), "您申请的调解（{编号}）没有受理，可以找谁在 {链接} 查看。{中心}{电话}"
    ),
    "mediation.due_near": Step(
        gettext_lazy("快到履行日期"),
        "提醒：调解协议（{编号}）里您有一项快到日期，请在 {链接} 查看。{中心}{电话}",
    ),
    "mediation.due_late": Step(
        gettext_lazy("过了履行日期"),
        "提醒：调解协议（{编号}）里您有一项过了日期，请在 {链接} 查看。{中心}{电话}",
    ),
    "mediation.confirmation_near": Step(
        gettext_lazy("可以申请司法确认"),
        "提醒：调解协议（{编号}）可以共同申请司法确认，最后日期{期限}，详情在 {链接}。{中心}{电话}",
    ),
    "mediation.visit_due": Step(
        gettext_lazy("调解回访"),
        "您参加过的调解（{编号}）到了回访的日子，调解组织会联系您问问情况，不方便请致电{电话}。{中心}",
    ),
    "mediation.undated_due": Step(
        gettext_lazy("问还有没有要办的"),
        "您参加过的调解（{编号}），协议里说好的都做到了吗？请在 {链接} 说一声，或者致电{电话}。{中心}",
    ),
    "appointment.booked": Step(
        gettext_lazy("预约成功"), "您已约好{期限}到{中心}，预约编号{编号}。改约或取消请致电{电话}。"
    ),
    "appointment.changed": Step(
        gettext_lazy("预约改时间"), "您的预约（{编号}）改为{期限}，地点{中心}。不方便请致电{电话}。"
    ),
    "appointment.other_person": Step(
        gettext_lazy("预约换人接待"),
        "您的预约（{编号}）时间不变，{期限}在{中心}，由另一位同志接待。不方便请致电{电话}。",
    ),
    "appointment.called_off": Step(
        gettext_lazy("预约另约"), "您的预约（{编号}）不能按时进行，请凭小票确认新的时间或致电{电话}。{中心}"
    ),
    "appointment.cancelled": Step(
        gettext_lazy("预约取消"), "您的预约（{编号}，{期限}）已取消，要另约请致电{电话}。{中心}"
    ),
    "appointment.offered": Step(
        gettext_lazy("候补有空位"), "您等候的预约（{编号}）有空位：{期限}，请凭小票尽快确认。{中心}{电话}"
    ),
    "appointment.reminded": Step(
        gettext_lazy("预约提醒"), "提醒：您约了{期限}到{中心}，预约编号{编号}。来不了请致电{电话}。"
    ),
}


def fill(text: str, values: dict[str, str]) -> str:
    """The words with what the placeholders stand for; of `values` only the placeholders' own are ever used."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def parts(text: str) -> int:
    """How many SMS a text takes."""
    return 1 if len(text) <= ONE_PART else -(-len(text) // OF_MANY)


def checked(text: str, sample: dict[str, str]) -> str:
    """The words as they may be kept, or NotValid with what is wrong; `sample` is what the placeholders typically stand for."""
    text = " ".join(text.split())
    if not text:
        raise NotValid(_("请写下要告诉居民的话。"), field="text")
    unknown = [name for name in PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
    if unknown or set("{}") & set(PLACEHOLDER.sub("", text)):
        raise NotValid(
            _("“{%(name)s}”不是可以用的占位符：只能用%(known)s。")
            % {"name": "、".join(unknown), "known": "、".join(f"{{{name}}}" for name in PLACEHOLDERS)},
            field="text",
        )
    if NUMBER.search(text):
        raise NotValid(
            _("文字里不能直接写号码：编号用{编号}，电话用{电话}。身份证号、手机号不进短信。"), field="text"
        )
    count = parts(fill(text, sample))
    if count > MOST_PARTS:
        raise NotValid(
            _("太长了：按70个字一条，要拆成%(count)s条短信，最多%(most)s条。")
            % {"count": count, "most": MOST_PARTS},
            field="text",
        )
    return text
