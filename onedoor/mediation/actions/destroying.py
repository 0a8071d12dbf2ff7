"""卷宗两人办理和到期清除 — a volume is held, released and at last destroyed by two people; what was said in confidence goes by the
clock, a while after the case is closed, volume or not."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.mediation.advancing import beside
from onedoor.mediation.emptying import empty, empty_drawers, held_by
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Drawer, Mediation, Volume, VolumeAsking
from onedoor.mediation.standing import insist, may_file
from onedoor.mediation.volume.keeping import DECLINED_DAYS, DRAWER_DAYS

Kind = VolumeAsking.Kind


def ask_of_volume(mediation: Mediation, *, kind: str, reason: str, by) -> VolumeAsking:
    """提出卷宗办理 — to hold, to release or to destroy: another person answers. A hold works at once."""
    insist(may_file(mediation, by))
    with acting(mediation, "mediation.file", "volume.asked", _("提出卷宗办理"), by=by, asked=kind):
        volume = Volume.objects.get(mediation=mediation)
        _insist_on_sense(volume, kind)
        if volume.askings.open().filter(kind=kind).exists():
            raise NotNow(_("已经有人提出，等另一人答复。"))
        now = timezone.now()
        return VolumeAsking.objects.create(volume=volume, kind=kind, reason=reason, staff=by.staff, at=now)


def _insist_on_sense(volume: Volume, kind: str) -> None:
    if volume.destroyed_at:
        raise NotNow(_("卷宗已经销毁。"))
    if kind == Kind.HOLD and volume.is_held:
        raise NotNow(_("卷宗已经暂缓销毁。"))
    if kind == Kind.RELEASE and not volume.is_held:
        raise NotNow(_("卷宗没有暂缓销毁。"))
    if kind == Kind.DESTROY and not Volume.objects.over().filter(pk=volume.pk).exists():
        raise NotNow(_("保管期限没有满，或者暂缓销毁，现在不能销毁。"))


def answer_of_volume(mediation: Mediation, *, asking: VolumeAsking, is_agreed: bool, by) -> VolumeAsking:
    """答复卷宗办理 — by somebody else than who asked; what was agreed is done at once."""
    insist(may_file(mediation, by))
    if by.staff is None or by.staff.pk == asking.staff_id:
        raise NotAllowed(_("要由另一个人答复。"))
    facts = {"asked": asking.kind, "agreed": is_agreed}
    with acting(mediation, "mediation.file", "volume.answered", _("答复卷宗办理"), by=by, **facts) as fresh:
        asking = VolumeAsking.objects.select_related("volume").get(pk=asking.pk, volume__mediation=fresh)
        if asking.answered_at:
            raise NotNow(_("已经答复过。"))
        asking.second, asking.answered_at, asking.is_agreed = by.staff, timezone.now(), is_agreed
        if is_agreed:
            _insist_on_sense_again(asking)
        asking.save()
        if is_agreed:
            _DONE[Kind(asking.kind)](asking.volume, fresh)
    return asking


def _insist_on_sense_again(asking) -> None:
    """Somebody may have asked for a hold since; a hold itself works already."""
    if asking.kind != Kind.HOLD:
        _insist_on_sense(asking.volume, asking.kind)


def _release(volume: Volume, mediation: Mediation) -> None:
    VolumeAsking.objects.holding().filter(volume=volume).update(ended_at=timezone.now())


def _destroy(volume: Volume, mediation: Mediation) -> None:
    """Everything that the room holds of it goes; that it was there, and who destroyed it, stays."""
    volume.destroyed_at = timezone.now()
    volume.save(update_fields=["destroyed_at"])
    _forget(mediation)


def _forget(mediation: Mediation) -> None:
    """The row that the action writes back afterwards knows it, too."""
    empty(mediation)
    mediation.refresh_from_db(fields=[field.name for field in held_by(Mediation)])


_DONE = {Kind.HOLD: lambda volume, mediation: None, Kind.RELEASE: _release, Kind.DESTROY: _destroy}


def shred_over(*, by) -> tuple[int, int]:
    """到期清除 — every night: what one side said alone, ninety days after the case was closed; and all of one that was never
    accepted, after two years. What two people hold stays; said twice, it is done once."""
    hand = by.as_reaction()
    shredded = sum(_shred(one, hand) for one in _drawers_over())
    return shredded, sum(_forget_declined(one, hand) for one in _declined_over())


def _drawers_over() -> list[Mediation]:
    before = timezone.now() - timedelta(days=DRAWER_DAYS)
    closed = Mediation.objects.filter(case__closed_at__lt=before).exclude(volume__in=Volume.objects.held())
    with_keys = Drawer.objects.exclude(key_sealed=b"").values("side__mediation")
    return list(closed.filter(pk__in=with_keys).order_by("pk"))


def _shred(mediation: Mediation, by) -> int:
    with beside(mediation, "mediation.shredded", _("清除各方抽屉"), by=by) as fresh:
        empty_drawers(fresh)
    return 1


def _declined_over() -> list[Mediation]:
    before = timezone.now() - timedelta(days=DECLINED_DAYS)
    return list(
        Mediation.objects.filter(status=Status.DECLINED, case__closed_at__lt=before).exclude(facts="")
    )


def _forget_declined(mediation: Mediation, by) -> int:
    with beside(mediation, "mediation.forgotten", _("清除未受理的申请"), by=by) as fresh:
        _forget(fresh)
    return 1
