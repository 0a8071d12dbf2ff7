"""事项的期限 — each with its law, read from the text of the law; the district's own promises may only be shorter.

A duty of an organ ends when its days are over, even on a rest day; a right of a resident that would end on one
lasts until the first working day after it (民法典 第二百零三条).
"""

from django.utils.translation import gettext_noop as _

from onedoor.cases.clocks import Limit
from onedoor.worktime.counting import CALENDAR, WORKING

OWN = _("本区服务承诺")

NOTIFY = Limit(
    "notify", _("告知受理情况"), 15, CALENDAR, _("《信访工作条例》第二十三条"), since=_("登记"), warn_days=3
)
HANDLE = Limit(
    "handle",
    _("法定办理期限"),
    60,
    CALENDAR,
    _("《信访工作条例》第三十四条"),
    since=_("受理"),
    warn_days=7,
    most_extra=30,
)
SIGN = Limit("sign", _("签收"), 1, WORKING, OWN, since=_("交办"), warn_days=0)
PROMISE = Limit(
    "promise",
    _("承诺办理期限"),
    5,
    WORKING,
    OWN,
    since=_("交办"),
    most_days=30,
    most_extra=10,
    within="handle",
)
ASSIST = Limit("assist", _("协办期限"), 3, WORKING, OWN, since=_("交办"), most_days=30, within="promise")
OBJECTION = Limit(
    "objection",
    _("提出异议退回"),
    5,
    WORKING,
    _("《信访工作条例》第二十三条"),
    since=_("收到"),
    is_duty=False,
    warn_days=0,
)
# Whatever is no petition goes faster than the law asks for petitions.
RETURN = Limit("return", _("退单"), 2, WORKING, OWN, since=_("收到"), is_duty=False, warn_days=0)
REVIEW_ASK = Limit(
    "review_ask",
    _("可申请复查"),
    30,
    CALENDAR,
    _("《信访工作条例》第三十五条"),
    since=_("答复"),
    warn_days=0,
    roll_forward=True,
    is_duty=False,
)
REVIEW = Limit(
    "review",
    _("复查期限"),
    30,
    CALENDAR,
    _("《信访工作条例》第三十五条"),
    since=_("收到复查申请"),
    warn_days=5,
)
RESOLVED_WINDOW = Limit(
    "resolved_window",
    _("可反馈“未解决”"),
    15,
    CALENDAR,
    OWN,
    since=_("答复"),
    warn_days=0,
    roll_forward=True,
    is_duty=False,
)


# A clock that stands still goes on by itself after the day that was said; nobody forgets to start it again.
PAUSE_END = Limit(
    "pause",
    _("中止到期"),
    1,
    CALENDAR,
    OWN,
    since=_("中止计时"),
    most_days=180,
    warn_days=0,
    is_duty=False,
)
RECHECK = Limit("recheck", _("重新核查"), 3, WORKING, OWN, since=_("反映未解决"))

LIMITS = [
    NOTIFY,
    HANDLE,
    SIGN,
    PROMISE,
    ASSIST,
    RECHECK,
    PAUSE_END,
    OBJECTION,
    RETURN,
    RESOLVED_WINDOW,
    REVIEW_ASK,
    REVIEW,
]
# What staff owe while a matter is open; all of it ends with the matter.
DUTIES = tuple(limit.kind for limit in LIMITS if limit.is_duty)

# Working days promised from dispatch, by kind of request, where a category promises nothing of its own.
PROMISED = {"consult": 1}
# After so many returns units do not settle it among themselves: an arbiter does.
RETURNS_BEFORE_RULING = 2
# A unit whose result did not pass the check has this long to do it again.
REDO_DAYS = 3


def promised_days(kind: str) -> int:
    """The district's own promise for a kind of request."""
    return PROMISED.get(kind, PROMISE.days)


def return_limit(source: str) -> Limit:
    """How long a unit may say that it is not the one, by the door the request came through."""
    return OBJECTION if source == "petition" else RETURN
