"""违约 — who is late is urged; what is not kept is found broken: back to the table, or ended here for another way."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation.advancing import along, beside
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.limits import CONFIRM
from onedoor.mediation.models import Agreement, Due, Mediation, Urging
from onedoor.mediation.queries.performing import broken_of, late_agreement_of, to_urge, ways_after
from onedoor.mediation.queries.settling import undated_agreement_of
from onedoor.mediation.standing import insist, may_handle

Way = Agreement.BreachWay


def urge(mediation: Mediation, *, by, due: Due, channel: str) -> Urging:
    """催促履行 — whoever owes is reminded, by their own channel; a safe one, where one was named, and no other."""
    insist(may_handle(mediation, by))
    side = due.obligation.owed_by
    if side.mediation_id != mediation.pk:
        raise NotValid(_("这一期不是这件调解的。"), field="due")
    if side.safe_contact_sealed and channel != "safe":
        raise NotValid(_("这一方约定了安全联系方式，只用这个方式。"), field="channel")
    with beside(mediation, "mediation.urged", _("催促履行"), by=by, side=side.place, due=due.number) as fresh:
        if Due.objects.filter(pk=due.pk).exclude(settled_on=None).exists():
            raise NotNow(_("这一期已经履行完了。"))
        if not to_urge(fresh).filter(pk=due.pk).exists():
            raise NotNow(_("离应履行的日子还有三天以上，不必催促。"))
        return Urging.objects.create(due=due, channel=channel, at=timezone.now(), post=by.post)


@transaction.atomic
def breach(mediation: Mediation, *, by, way: str, words: str) -> Agreement:
    """认定违约 — something is late, or has no day, and is not kept: back to the table, or the court way that fits, with what it needs."""
    insist(may_handle(mediation, by))
    with beside(mediation, "mediation.breached", _("认定违约"), by=by, way=way) as fresh:
        if fresh.status != Status.AGREED:
            raise NotNow(_("没有正在履行的协议。"))
        if broken_of(fresh):
            raise NotNow(_("已经认定过违约。"))
        agreement = late_agreement_of(fresh) or undated_agreement_of(fresh)
        if agreement is None:
            raise NotNow(_("没有过期未履行的，不能认定违约。"))
        if way not in ways_after(agreement):
            raise NotValid(_("这件协议不能走这条路。"), field="way")
        agreement.breached_at = timezone.now()
        return _say(agreement, way, words)


@transaction.atomic
def break_off(mediation: Mediation, *, by, way: str, words: str) -> Mediation:
    """登记未履行 — found broken before, and settled elsewhere from now on; what is paid after all is still written down."""
    insist(may_handle(mediation, by))
    if not words.strip():
        raise NotValid(_("请写明未履行的情况。"), field="words")
    with along(mediation, "break_off", by=by, way=way) as fresh:
        agreement = broken_of(fresh)
        if agreement is None:
            raise NotNow(_("请先认定违约。"))
        if way == Way.AGAIN or way not in ways_after(agreement):
            raise NotValid(_("这件协议不能走这条路。"), field="way")
        clocks.stop(fresh.case, CONFIRM.kind, how=clocks.STOPPED, by=by, reason=_("未履行，另行解决"))
        _say(agreement, way, words)
    return fresh


def _say(agreement: Agreement, way: str, words: str) -> Agreement:
    agreement.breach_way, agreement.breach_words = way, words.strip()[:500]
    agreement.save(update_fields=["breached_at", "breach_way", "breach_words"])
    return agreement


def replace_earlier(agreement: Agreement, *, by) -> None:
    """以新代旧 — what binds from now on takes the place of what bound before, unless it says that it stands beside it. Called inside
    what makes it binding, whose timeline says by whom."""
    if agreement.stands_beside:
        return
    bound = agreement.mediation.agreements.current().effective().exclude(pk=agreement.pk)
    day = f"{timezone.localdate(agreement.effective_at):%Y-%m-%d}"
    bound.update(void_at=agreement.effective_at, void_reason=_("%(day)s的新协议替代") % {"day": day})
