"""谁能看当事人 — a mediation is for whoever has a part in it: no post of a place looks its sides up (RT-15, RT-16)."""

from django.utils.translation import gettext as _

from onedoor.mediation.models import Mediation, Side
from onedoor.mediation.standing import may_read, mediates

# By these somebody is found.
WHEREABOUTS = ("phone", "address")


def refusal(case, party, field, by) -> str:
    """Words why this actor may not open the case, or this field of one party of it; nothing when they may."""
    mediation = Mediation.objects.select_related("case", "committee").filter(case=case).first()
    if mediation is None:
        return ""
    if words := may_read(mediation, by):
        return words
    is_hidden = (
        field in WHEREABOUTS and party and Side.objects.filter(party=party, is_protected=True).exists()
    )
    if is_hidden and not mediates(mediation, by):
        return _("这一方的住址和电话保密，只有指派的调解员本人能看。")
    return ""
