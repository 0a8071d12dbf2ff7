"""What each letter says. The office changes the look of it in the template, the law's words stand here."""

from dataclasses import asdict, dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from onedoor.aid.law import PAPERS, Ending, Withdrawal
from onedoor.aid.limits import SUPPLY
from onedoor.cases.explaining import said_due

TITLES = {
    "wanted": _("补充材料告知书"),
    "granted": _("给予法律援助决定书"),
    "declined": _("不予法律援助决定书"),
    "withdrawn": _("按撤回申请处理告知书"),
    "terminated": _("终止法律援助决定书"),
    "upheld": _("法律援助异议审查决定书（维持）"),
    "overturned": _("法律援助异议审查决定书（责令改正）"),
    "reopened": _("法律援助异议审查决定书（责令继续审查）"),
    "notified": _("法律援助指派通知书"),
}
# Written to the organ whose notice it answers, not to the person.
TO_ORGAN = ("notified",)
_OBJECT = "对本决定有异议的，可以向设立本机构的司法行政部门提出；司法行政部门应当自收到异议之日起五日内审查（《法律援助法》第四十九条）。"


@dataclass
class Letter:
    """The letter's parts, the same for Word and for PDF."""

    title: str
    code: str
    to: str
    lines: list[str]
    listed: list[str] = field(default_factory=list)
    signed: str = ""
    day: str = ""

    def parts(self) -> dict:
        return asdict(self)


def worded(application, letter: str, to: str, org) -> Letter:
    """Chinese whatever language the officer reads: a letter is a document of the office."""
    today = timezone.localdate()
    lines, listed = _BODIES[letter](application)
    day = f"{today.year}年{today.month}月{today.day}日"
    return Letter(TITLES[letter], application.case.code, to, lines, listed, str(org), day)


def _opening(application) -> str:
    rule = application.rule
    return f"您关于“{application.get_kind_display()}”的法律援助申请，本机构已经依照{rule.article}审查。"


def _wanted(application):
    lines = [
        f"您关于“{application.get_kind_display()}”的法律援助申请收到了，还需要补充下面的材料。这次一并告诉您，不会再要别的。",
        f"请在{_last_day(application)}以前交到窗口。没有按要求补充或者说明的，视为撤回申请（《法律援助法》第四十三条）。补充材料的时间不计入七日的审查期限。有困难请告诉我们。",
    ]
    return lines, [str(PAPERS[one]) for one in application.wanted]


def _last_day(application) -> str:
    clock = application.case.deadlines.filter(kind=SUPPLY.kind).latest("started_at")
    return said_due(clock.due_at)


def _granted(application):
    lines = [
        _opening(application),
        "决定给予法律援助。",
        "三日内指派承办人员与您联系。法律援助不收取任何费用。",
    ]
    if application.reason:
        lines.insert(2, application.reason)
    listed = [str(PAPERS[one]) for one in application.wanted]
    if listed:
        lines.append("这次先行提供援助（《法律援助法》第四十四条），请及时补充下面的材料。")
    return lines, listed


def _declined(application):
    return [_opening(application), "决定不予法律援助。", f"理由：{application.reason}", _OBJECT], []


def _withdrawn(application):
    lines = [
        f"您关于“{application.get_kind_display()}”的法律援助申请，按撤回申请处理。",
        f"理由：{application.reason}",
        "不是这样的，可以向设立本机构的司法行政部门提出异议，自收到之日起五日内审查（参照《法律援助法》第四十九条）；也可以重新申请。",
    ]
    return lines, []


_WITHDRAWN_FOR = {
    Withdrawal.OWN: "本人要求撤回",
    Withdrawal.UNSUPPLIED: "到期没有补充材料，也没有说明情况，视为撤回申请（《法律援助法》第四十三条）",
}


def withdrawn_for(why: str, words: str) -> str:
    """The reason as it stands in the letter."""
    return f"{_WITHDRAWN_FOR[Withdrawal(why)]}。{words}"


def _terminated(application):
    why = f"理由：{Ending(application.ended_for).label}（《法律援助法》第四十八条）。{application.reason}"
    return ["决定终止对您的法律援助。", why, _OBJECT], []


def _upheld(application):
    after = "对本决定不服的，可以依法申请行政复议或者提起行政诉讼（《法律援助法》第四十九条）。"
    return ["您提出的异议，经审查，维持法律援助机构的决定。", f"理由：{application.reason}", after], []


def _overturned(application):
    after = "法律援助机构应当给予法律援助，三日内指派承办人员与您联系。"
    return ["您提出的异议，经审查，责令法律援助机构改正。", f"理由：{application.reason}", after], []


def _reopened(application):
    after = "法律援助机构应当继续审查您的申请，自今日起七日内决定（《法律援助法》第四十三条）。"
    return ["您提出的异议，经审查，责令法律援助机构继续审查。", f"理由：{application.reason}", after], []


def _notified(application):
    given = (
        application.assignments.filter(until=None).select_related("lawyer__staff", "lawyer__post__org").get()
    )
    number = f"（{application.notice_no}）" if application.notice_no else ""
    lines = [
        f"贵单位的通知书{number}已经收到，通知的情形是“{application.get_ground_display()}”。",
        f"现依照《法律援助法》第三十六条，指派{given.lawyer.post.org}{given.lawyer.staff.name}承办。",
    ]
    return lines, []


_BODIES = {
    "notified": _notified,
    "wanted": _wanted,
    "granted": _granted,
    "declined": _declined,
    "withdrawn": _withdrawn,
    "terminated": _terminated,
    "upheld": _upheld,
    "overturned": _overturned,
    "reopened": _reopened,
}
