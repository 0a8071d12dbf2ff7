"""换人 — a talk passes from hand to hand between two people, after the person was told; never by a list or a rule."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting, holding
from onedoor.cases.opening import involve, release
from onedoor.cases.timeline import record
from onedoor.counselling.models import Handover, Talk
from onedoor.counselling.standing import TALK, insist_on_own, insist_on_verb, people_that
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.posts.tenures import posts_held


@transaction.atomic
def offer_handover(talk: Talk, *, taker, told_on, by) -> Handover:
    """交给别的咨询师 — the person was told on this day and agreed."""
    insist_on_own(talk, by)
    if taker not in people_that(TALK, besides=by.staff):
        raise NotValid(_("请选一位别的咨询师。"), field="taker")
    if told_on > timezone.localdate():
        raise NotValid(_("请先告诉本人，再换人。"), field="told_on")
    post = next(post for post in posts_held(taker) if TALK in post.type.verbs)
    with acting(talk, TALK, "talk.offered", "提出换人", by=by) as fresh:
        if fresh.handovers.filter(taken_at=None).exists():
            raise NotNow(_("已经提出换人，等对方接手。"))
        offer = Handover(talk=fresh, giver=by.staff, taker=taker, post=post, told_on=told_on)
        offer.offered_at = timezone.now()
        offer.save(force_insert=True)
    return offer


def take_over(offer: Handover, *, by) -> Talk:
    """接手 — the second of the two; from now on the talk is theirs alone."""
    insist_on_verb(by, TALK)
    if offer.taker_id != by.staff.pk or offer.post_id != by.post.pk:
        raise NotFound(_("没有交给您的谈话。"))
    with holding(offer.talk.case_id) as cases:
        case, offer = cases[offer.talk.case_id], Handover.objects.get(pk=offer.pk)
        talk = Talk.objects.get(pk=offer.talk_id)
        if offer.taken_at:
            raise NotNow(_("已经接手了。"))
        release(case, by.post.org)
        involve(case, by.post.org, post=by.post)
        talk.counsellor, offer.taken_at = by.staff, timezone.now()
        talk.save()
        offer.save()
        record(case, "talk.taken_over", label="换人", by=by, about=talk)
    return talk
