"""接访办理 — how a visit goes on: who answers for it, whether they would mediate, and how it ends."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.duties import still_owed
from onedoor.cases.models import Involvement
from onedoor.cases.moving import acting, moving
from onedoor.cases.opening import involve
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import PostType
from onedoor.reception.lifecycle import OPEN
from onedoor.reception.models import Reception
from onedoor.reception.standing import insist, may_end, may_register, reaches


def answer(reception: Reception, *, result, by) -> Reception:
    """答复 — what was asked has been answered; nothing more is to be done."""
    insist(may_end(reception, by))
    with moving(reception, "answer", by=by, note=result) as fresh:
        _end(fresh, result)
    return fresh


def advise(reception: Reception, *, way, result="", by) -> Reception:
    """告知法定途径 — another body decides this by law: which, and how one goes there."""
    insist(may_end(reception, by))
    if way not in Reception.Way.values:
        raise NotValid(_("请选择法定途径。"), field="way")
    with moving(reception, "advise", by=by, note=result, way=way) as fresh:
        fresh.way = way
        _end(fresh, result)
    return fresh


def leave(reception: Reception, *, result="", by) -> Reception:
    """来访人离开 — they went before it was over; they may come again."""
    insist(may_end(reception, by))
    with moving(reception, "leave", by=by, note=result) as fresh:
        _end(fresh, result)
    return fresh


def turn(reception: Reception, *, by) -> Reception:
    """转为事项 — it is to be dealt with: a matter under the same code, with what was taken down."""
    insist(may_register(reception, by))
    with moving(reception, "turn", by=by) as fresh:
        fresh.ended_at = timezone.now()
    return fresh


def _end(reception: Reception, result: str) -> None:
    """The visit is over, and its case with it: a matter has not come of it."""
    if refusal := still_owed(reception.case):
        raise NotNow(refusal)
    now = timezone.now()
    reception.result, reception.ended_at, reception.case.closed_at = result, now, now
    reception.case.save(update_fields=["closed_at"])


def hand_over(reception: Reception, *, post, note="", by) -> Reception:
    """移交首问责任 — another post answers for it from now on."""
    insist(may_register(reception, by))
    said = acting(reception, "reception.register", "reception.handed_over", "移交首问责任", by=by, note=note)
    with said as fresh:
        _be_open(fresh)
        if post.pk == fresh.post_id:
            raise NotValid(_("现在就是这个岗位负责。"), field="post")
        _let_in(fresh.case, post)
        fresh.facts_told |= {"to_org": post.org_id, "to_post": post.pk}
        fresh.post = post
    return fresh


def _let_in(case, post) -> None:
    """A unit of another ground reaches the case because it was handed over; the sealed ones only who is cleared."""
    if not reaches(post, case):
        _move_part(case, post)
    if not reaches(post, case):
        raise NotValid(_("对方岗位没有这件事的密级权限，不能移交。"), field="post")


def _move_part(case, post) -> None:
    """A unit has one part; that of a post which sees only its own goes over to the post that answers now."""
    own = post if post.type.reach == PostType.Reach.POST else None
    part = case.involvements.filter(org=post.org, until=None).first()
    if part is None:
        involve(case, post.org, Involvement.Role.TASK, own)
    elif part.post_id and part.post_id != post.pk:
        part.post = own
        part.save(update_fields=["post"])


def ask_willing(reception: Reception, *, willing, by) -> Reception:
    """询问调解意愿 — after it was read aloud that mediation is free and voluntary."""
    insist(may_register(reception, by))
    if willing not in Reception.Willing.values:
        raise NotValid(_("请选择调解意愿。"), field="willing")
    said = acting(
        reception,
        "reception.register",
        "reception.willing_asked",
        "询问调解意愿",
        by=by,
        willing=str(willing),
    )
    with said as fresh:
        _be_open(fresh)
        fresh.willing = willing
    return fresh


def _be_open(reception: Reception) -> None:
    if reception.status not in OPEN:
        raise NotNow(_("这次接访%(status)s，不能再改动。") % {"status": reception.get_status_display()})
