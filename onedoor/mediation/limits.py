"""调解的期限 — each with its article. The clock starts with acceptance, of a labour dispute with its application; what the
sides agree to may stretch it once.
"""

from datetime import timedelta

from django.utils.translation import gettext_noop as _

from onedoor.cases.clocks import Limit
from onedoor.worktime.counting import CALENDAR, WORKING

KIND = "mediation"
PEOPLE = Limit(
    KIND,
    _("人民调解"),
    30,
    CALENDAR,
    _("《人民调解工作若干规定》第三十三条"),
    since=_("受理"),
    # A month by the civil code has as many days as it has (`entering.accept`).
    most_days=31,
    warn_days=5,
    most_extra=30,
)
LABOUR = Limit(
    KIND,
    _("劳动争议调解"),
    15,
    CALENDAR,
    _("《劳动争议调解仲裁法》第十四条"),
    since=_("收到调解申请"),
    warn_days=3,
    most_extra=15,
)
# The days of an expert's appraisal are not counted (`clocks.pause`); at the end without agreement it has failed.
MEDICAL = Limit(
    KIND,
    _("医疗纠纷人民调解"),
    30,
    WORKING,
    _("《医疗纠纷预防和处理条例》第三十八条"),
    since=_("受理"),
    warn_days=5,
    most_extra=30,
)
BY_KIND = {"labour": LABOUR, "medical": MEDICAL}
# 劳动争议调解仲裁法 第十条: whoever mediates a labour dispute, a people's committee as well, has its fifteen days.
LABOUR_CLASS = "07"
# From the application until the other side has said anything: somebody has spoken with it.
CONTACT = Limit("mediation.contact", _("首次联系对方当事人"), 1, WORKING, _("本区服务承诺"), since=_("申请"))
# Both sides apply together; whether they do is theirs, so that nobody misses anything when it runs out. Said on day 20.
CONFIRM = Limit(
    "mediation.confirm",
    _("共同申请司法确认"),
    30,
    CALENDAR,
    _("《人民调解法》第三十三条"),
    since=_("协议生效"),
    warn_days=10,
    roll_forward=True,
    is_duty=False,
)
LIMITS = [PEOPLE, LABOUR, MEDICAL, CONTACT, CONFIRM]
# Days before the last one on which applying for confirmation is reminded of: day 20 and day 27 of thirty.
CONFIRM_REMINDERS = (10, 3)
# Days before the end on which the sides are asked whether they want more time: once it has run out, there is none to give.
ASK_BEFORE = 5
# An appraisal that nobody said a day for is asked after when so many days have passed.
APPRAISED = 30
# Days before something is due on which it is reminded of; 0 is the day itself.
DUE_REMINDERS = (3, 0)
# Return visits: days after an agreement, and after an end without one.
VISITS_AGREED, VISITS_FAILED = (7, 30, 90), (30,)
# What was agreed without a day has no calendar: when nobody has said anything for so many days, the sides are asked.
UNDATED_ASKED = 90
# How long a side that said no online may take it back itself; until then nothing is ended by it.
SECOND_THOUGHTS = timedelta(minutes=15)


def limit_for(mediation) -> Limit:
    """The law's clock for this dispute: by what it is about, then by who mediates it."""
    if mediation.type.startswith(LABOUR_CLASS):
        return LABOUR
    return BY_KIND.get(mediation.committee.kind, PEOPLE) if mediation.committee else PEOPLE
