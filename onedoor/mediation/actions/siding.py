"""当事各方 — a side that comes later, who speaks for one, and the slip of its own that each is given."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit import keyring
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation.actions.choosing import recheck
from onedoor.mediation.actions.offering import lapse_of
from onedoor.mediation.actions.sitting import release_of
from onedoor.mediation.applying import MOST_ELECTED, MOST_SIDES, Speaks, Who, check_side
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.models import File, Mediation, Representative, Side
from onedoor.mediation.opening import add_representative, add_side, give_side_slip
from onedoor.mediation.queries.sides import may_leave, own_side
from onedoor.mediation.queries.signing import K
from onedoor.mediation.reading import note_seen
from onedoor.mediation.standing import insist, may_handle, may_keep, may_mediate

VERB = "mediation.register"


def join_side(mediation: Mediation, *, who: Who, by) -> Mediation:
    """增加一方当事人 — the other side of what was referred, or a third person; asked like everybody else."""
    insist(may_keep(mediation, by))
    check_side(who)
    with acting(mediation, VERB, "mediation.side_joined", _("增加一方当事人"), by=by) as fresh:
        _be_open(fresh)
        if fresh.sides.current().count() >= MOST_SIDES:
            raise NotNow(_("最多登记%(most)s方；人多的一方推选代表，作为一方登记。") % {"most": MOST_SIDES})
        place = max(fresh.sides.values_list("place", flat=True), default=0) + 1
        add_side(fresh, who, place, by=by)
        fresh.facts_told |= {"side": place, "standing": who.standing}
        recheck(fresh, by=by)
    return fresh


def leave_side(mediation: Mediation, *, side: Side, by) -> Mediation:
    """一方退出 — a third side, or one of several: it gives no reason, and the others go on without it (人民调解法 第二十三条)."""
    if not by.trusted:
        insist(may_handle(mediation, by))
    own_side(mediation, side)
    said = acting(mediation, VERB, "mediation.side_left", _("一方退出调解"), by=by, side=side.place)
    with said as fresh:
        _be_open(fresh)
        side = fresh.sides.current().filter(pk=side.pk).select_related("party").first()
        if side is None:
            raise NotNow(_("这一方已经退出。"))
        if not may_leave(side):
            raise NotNow(_("只剩一方申请、一方被申请的，一方退出就是终止调解。"))
        side.party.until = timezone.now()
        side.party.save(update_fields=["until"])
        release_of(fresh, side, by=by)
        lapse_of(fresh, side, by=by)
    return fresh


def join_representative(mediation: Mediation, *, side: Side, speaks: Speaks, by) -> Representative:
    """登记代理人 — by which right, with which paper; a group elects at most five."""
    insist(may_handle(mediation, by))
    own_side(mediation, side)
    told = {"side": side.place, "kind": speaks.kind}
    said = acting(mediation, VERB, "mediation.represented", _("登记代理人"), by=by, **told)
    with said as fresh:
        _be_open(fresh)
        elected = side.representatives.filter(kind=K.ELECTED, until=None).count()
        if speaks.kind == K.ELECTED and elected >= MOST_ELECTED:
            raise NotValid(_("推选的代表最多%(most)s人。") % {"most": MOST_ELECTED}, field="kind")
        side.mediation = fresh
        joined = add_representative(side, speaks, by=by)
        recheck(fresh, by=by)
    return joined


def see_paper(mediation: Mediation, *, representative: Representative, authority: str, by) -> Representative:
    """核验代理材料 — the paper came later: from now on they may sign as far as it goes."""
    insist(may_handle(mediation, by))
    side = own_side(mediation, representative.side)
    said = acting(mediation, VERB, "mediation.paper_seen", _("核验代理材料"), by=by, side=side.place)
    with said as fresh:
        _be_open(fresh)
        representative.paper_seen, representative.authority = True, authority
        representative.save(update_fields=["paper_seen", "authority"])
    return representative


def end_representative(mediation: Mediation, *, representative: Representative, by) -> Mediation:
    """解除代理 — they speak for nobody here any more; a minor is not left without a guardian."""
    insist(may_handle(mediation, by))
    side = own_side(mediation, representative.side)
    said = acting(mediation, VERB, "mediation.unrepresented", _("解除代理"), by=by, side=side.place)
    with said as fresh:
        guardians = side.representatives.filter(kind=K.GUARDIAN, until=None).exclude(pk=representative.pk)
        if side.is_minor and representative.kind == K.GUARDIAN and not guardians.exists():
            raise NotNow(_("未成年人不能没有监护人代理，请先登记另一位。"))
        representative.until = timezone.now()
        representative.save(update_fields=["until"])
    return fresh


def give_slip(mediation: Mediation, *, side: Side, by) -> str:
    """出具当事人回执 — eight digits of this side's own; those given before stop working."""
    insist(may_handle(mediation, by))
    own_side(mediation, side)
    said = acting(mediation, VERB, "mediation.slip_given", _("出具当事人回执"), by=by, side=side.place)
    with said as fresh:
        side.mediation = fresh
        return give_side_slip(side)


def protect(mediation: Mediation, *, side: Side, contact: str, by) -> Mediation:
    """登记安全联系方式 — where this side may be reached safely; it lies in its own drawer, for whoever mediates. Papers made
    before, which tell where it lives, are taken from the others' pages and made anew."""
    insist(may_handle(mediation, by))
    own_side(mediation, side)
    said = acting(mediation, VERB, "mediation.protected", _("登记安全联系方式"), by=by, side=side.place)
    with said as fresh:
        side.is_protected = True
        if side.drawer.key_sealed:
            keyring.put(side.drawer, side, safe_contact=contact.strip())
        side.save(update_fields=["is_protected", "safe_contact_sealed"])
        fresh.facts_told["papers"] = _take_out_made(fresh)
    return fresh


def _take_out_made(mediation: Mediation) -> int:
    """Of what is filed nothing is taken out any more: the others' pages show it no longer (`queries.telling.is_kept_back`)."""
    if mediation.status == Status.FILED:
        return 0
    made = mediation.files.in_use().shared().filter(origin=File.Origin.MADE)
    return made.update(taken_out_at=timezone.now(), reason=_("一方要求住址和联系方式保密，重新出具"))


def safe_contact_of(mediation: Mediation, *, side: Side, by) -> str:
    """查看安全联系方式 — by whoever mediates; logged first, and that it was read stands on the timeline."""
    insist(may_mediate(mediation, by))
    own_side(mediation, side)
    said = acting(
        mediation,
        "mediation.mediate",
        "mediation.contact_read",
        _("查看安全联系方式"),
        by=by,
        side=side.place,
    )
    with said:
        note_seen(mediation, by=by, fields=("sealed",), side=side)
        return keyring.read(side.drawer, side, "safe_contact")


def _be_open(mediation: Mediation) -> None:
    if mediation.status not in BEFORE:
        raise NotNow(_("调解已经结束。"))
