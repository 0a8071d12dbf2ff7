"""通知到会 — each side is told by its own way, and how that went is kept; a protected one only by its safe contact."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.mediation.models import Mediation, Session, Summons
from onedoor.mediation.standing import insist, may_handle

Result, Way = Summons.Result, Summons.Way
# All that is left for whoever is protected: the number of every day may lie in somebody else's hand.
SAFELY = (Way.SAFE, Way.FACE)


def tell_side(mediation: Mediation, *, summons: Summons, channel: str, result: str, by) -> Summons:
    """登记通知 — by which way, and whether it was reached. Whoever is protected is told by the safe contact, or face to face."""
    insist(may_handle(mediation, by))
    with acting(mediation, "case.see", "mediation.summoned", _("登记通知"), by=by) as fresh:
        told = Summons.objects.select_related("session", "side").get(pk=summons.pk)
        if told.session.mediation_id != fresh.pk or told.session.status != Session.Status.PLANNED:
            raise NotNow(_("这次调解会已经开过、改期或者取消。"))
        if told.side.is_protected and channel not in SAFELY:
            raise NotAllowed(_("这一方只用安全联系方式通知：不打平时的电话，不寄送，不上门，不由别人转告。"))
        if channel == Way.SAFE and not told.side.safe_contact_sealed:
            raise NotNow(_("这一方还没有登记安全联系方式，请先登记，或者当面通知。"))
        told.channel, told.result, told.told_at = channel, result, timezone.now()
        told.is_safe, told.staff, told.tries = told.side.is_protected, by.staff, told.tries + 1
        told.save()
        fresh.facts_told |= {"number": told.session.number, "reached": result == Result.REACHED}
    return told
