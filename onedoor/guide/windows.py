"""窗口 — the eight windows of the hall by the codes of their services; which number each has is the hall's to say."""

from django.utils.translation import gettext_lazy as _

WINDOWS = {
    "intake": _("综合受理"),
    "supervise": _("分流督办"),
    "petition": _("信访接待"),
    "livelihood": _("民生服务"),
    "legal_matters": _("涉法涉诉"),
    "court_link": _("诉调对接"),
    "legal_aid": _("法律援助"),
    "legal_advice": _("法律咨询"),
}
