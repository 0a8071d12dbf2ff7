"""哪些案卷自成一案 — a mediation: what is said in it is for whoever mediates and for its committee's desk (人民调解法 第十五条)."""

from django.utils.translation import gettext as _

from onedoor.mediation.models import Mediation


def refusal(case) -> str:
    """Words why nobody from outside is sent to this case, or nothing."""
    if Mediation.objects.filter(case=case).exists():
        return _("这是调解案卷，只由承办的调解员和调解组织办理，不能下达任务、吹哨、派网格或者列入联席会议。")
    return ""
