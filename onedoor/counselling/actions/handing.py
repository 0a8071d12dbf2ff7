"""换人 — a talk passes from hand to hand between two people, after the person was told; never by a list or a rule."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting, holding
from onedoor.cases.opening import involve, release
from onedoor.cases.timeline import record
from onedoor.counselling.models import Handover, Talk
from onedoor.counselling.standing import (
    TALK,
    insist_on_own,
    insist_on_own_yes,
    insist_on_taker,
    people_that,
    post_of_taker,
)
from onedoor.kit.problems import NotFound, NotNow, NotValid


@transaction.atomic
def offer_handover(talk: Talk, *, taker, told_on, by) -> Handover:
    """交给别的咨询师 — the person was told on this day and agreed."""
    insist_on_own(talk, by)
    if taker not in people_that(TALK, besides=by.staff):
        raise NotValid(_("请选一位别的咨询师。"), field="taker")
    _check_told(told_on)
    with acting(talk, TALK, "talk.offered", "提出换人", by=by) as fresh:
        if fresh.handovers.filter(taken_at=None, declined_at=None).exists():
            raise NotNow(_("已经提出换人，等对方接手。"))
        offer = Handover(talk=fresh, giver=by.staff, taker=taker, told_on=told_on)
        offer.post, offer.offered_at = post_of_taker(taker), timezone.now()
        offer.save(force_insert=True)
    return offer


def take_over(offer: Handover, *, told_on=None, by) -> Talk:
    """接手 — the second of the two; from now on the talk is theirs alone. Nobody takes it before the person was told."""
    insist_on_taker(offer, by)
    with holding(offer.talk.case_id) as cases:
        case, offer = cases[offer.talk.case_id], Handover.objects.get(pk=offer.pk)
        _check_waiting(offer)
        insist_on_own_yes(offer)
        if not offer.is_told:
            if told_on is None:
                raise NotValid(_("请先告诉本人，再接手：填写告诉的日期。"), field="told_on")
            _check_told(told_on)
            offer.told_on = told_on
        talk = _pass_on(offer, case, by)
        record(case, "talk.taken_over", label="换人", by=by, about=talk)
    return talk


def decline(offer: Handover, *, by) -> Handover:
    """不接、收回 — by the one who should take it, or by the counsellor who is there after all."""
    if by.staff is None or by.staff.pk not in (offer.taker_id, offer.giver_id) or not by.holds(TALK):
        raise NotFound(_("没有交给您的谈话。"))
    return _decline(offer, by)


def person_answers(offer: Handover, *, is_agreed: bool, by) -> Handover:
    """本人答复换人 — with code and PIN: yes, or no; without a yes and without being told nobody takes it."""
    if not is_agreed:
        return _decline(offer, by)
    with holding(offer.talk.case_id) as cases:
        offer = Handover.objects.get(pk=offer.pk)
        _check_waiting(offer)
        offer.agreed_at = timezone.now()
        offer.save()
        record(cases[offer.talk.case_id], "talk.change_agreed", label="本人同意换人", by=by, about=offer)
    return offer


def _decline(offer: Handover, by) -> Handover:
    with holding(offer.talk.case_id) as cases:
        offer = Handover.objects.get(pk=offer.pk)
        _check_waiting(offer)
        offer.declined_at = timezone.now()
        offer.save()
        record(cases[offer.talk.case_id], "talk.offer_back", label="收回换人", by=by, about=offer)
    return offer


def _pass_on(offer: Handover, case, by) -> Talk:
    talk = Talk.objects.get(pk=offer.talk_id)
    release(case, by.post.org)
    involve(case, by.post.org, post=by.post)
    talk.counsellor, offer.taken_at = by.staff, timezone.now()
    talk.save()
    offer.save()
    return talk


def _check_waiting(offer: Handover) -> None:
    if offer.taken_at:
        raise NotNow(_("已经接手了。"))
    if offer.declined_at:
        raise NotNow(_("换人已经收回。"))


def _check_told(told_on) -> None:
    if told_on > timezone.localdate():
        raise NotValid(_("请先告诉本人，再换人。"), field="told_on")
