"""法律援助的期限 — each with its article of 《法律援助法》. The days that an applicant takes to bring papers do not count
(《办理法律援助案件程序规定》; the law itself is silent about them)."""

from django.utils.translation import gettext_noop as _

from onedoor.cases.clocks import Limit
from onedoor.worktime.counting import CALENDAR, HOURS

DECIDE = Limit(
    "aid_decide",
    _("法律援助审查决定"),
    7,
    CALENDAR,
    _("《法律援助法》第四十三条"),
    since=_("收到申请"),
    warn_days=2,
)
ASSIGN = Limit(
    "aid_assign",
    _("指派法律援助人员"),
    3,
    CALENDAR,
    _("《法律援助法》第四十三条"),
    since=_("决定援助"),
)
# Counted from the day on which the notice of court, procuratorate or police arrived.
NOTICE = Limit(
    "aid_notice",
    _("按通知指派律师"),
    3,
    CALENDAR,
    _("《法律援助法》第三十六条"),
    since=_("收到办案机关通知"),
)
# The duty of whoever holds the person, and of the duty lawyer who was asked: it stops when the application arrives here.
FORWARD = Limit(
    "aid_forward",
    _("转交被羁押人的申请"),
    24,
    HOURS,
    _("《法律援助法》第三十九条"),
    since=_("本人提出"),
    warn_days=0,
)
SUPPLY = Limit(
    "aid_supply",
    _("补充申请材料"),
    15,
    CALENDAR,
    _("本区服务承诺"),
    since=_("一次性告知"),
    most_days=30,
    warn_days=0,
    roll_forward=True,
    is_duty=False,
)
REVIEW = Limit(
    "aid_review",
    _("法律援助异议审查"),
    5,
    CALENDAR,
    _("《法律援助法》第四十九条"),
    since=_("收到异议"),
)
LIMITS = [DECIDE, ASSIGN, NOTICE, FORWARD, SUPPLY, REVIEW]
