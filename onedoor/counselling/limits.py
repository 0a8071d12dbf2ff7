"""What is told before a talk begins, how long a door stands open, and how long notes are kept."""

from django.utils.translation import gettext_lazy as _

from onedoor.counselling.models import Asking

# Raise the number whenever a sentence changes: a consent names the words it was given to.
WORDS_VERSION = "2026-1"
TOLD = (
    _("您说的话由这位咨询师一个人记，加密保存；领导、窗口、管理员和系统管理员都看不到，连您来过也看不到。"),
    _("督导要看记录，须写明理由，并有另一个人同意，有时限；谁看过，您凭编号和查询码都能看到。"),
    _(
        "三种情况不能保密：您或别人有生命危险；未成年人受到侵害；法律规定必须报告。报告前尽量先告诉您，只报必要的内容。"
    ),
    _("咨询不是看病，不开诊断证明，也不替您打官司。需要看病的，会告诉您去哪里。"),
    _("您可以随时不说、停下、换人，也可以要求看自己的记录被谁打开过。不影响您在中心办别的事。"),
    _("除了您告诉我们的那个号码和时间，不打电话，不发短信，不寄信。"),
)
OPEN_HOURS = 24
# Codes follow one another: so many different ones a supervisor may ask with in a day, whether they lead anywhere or not.
CODES_A_DAY = 5
# Three years after the last talk, of minors until they are twenty-one; then the key goes, told thirty days before.
KEPT_YEARS, ANNOUNCED_DAYS = 3, 30
# How long it can take from a first talk to the twenty-first birthday, at least and at most: of somebody under fourteen, and under eighteen.
OF_AGE = {"child": 21, "teen": 7}
OF_AGE_AT_LEAST = {"child": 7, "teen": 3}
# Who asks for it when taking their consent back: so long what they said can still be answered; then the words go.
WITHDRAWN_DAYS = 15
# A word of the person on their page is answered within so many days.
ANSWER_DAYS = 15
# What may be told later is told later by so many days at most, and put off once more at most; a hold lasts a year.
DELAY_DAYS, MOST_DELAYS, HOLD_DAYS = 90, 2, 366
SMALL, ROUND_TO = 10, 5
# Only months that are over: one that grows under the eye tells when somebody came.
MONTHS_SHOWN = 24


def rounded(count: int) -> str:
    """A figure that tells nothing of one person (safeguards RT-18)."""
    if count == 0:
        return "0"
    return f"<{SMALL}" if count < SMALL else str(ROUND_TO * round(count / ROUND_TO))


# Under which law something may be kept longer or told later; there is no other reason.
GROUNDS = {
    kind: tuple(map(Asking.Ground, names))
    for kind, names in (("hold", ("court", "keep")), ("delay", ("life", "duty")))
}
