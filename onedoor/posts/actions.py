"""任免与授权 — every change to who may do what. Nobody hands on a right that they do not hold, and nobody appoints themselves."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.places.models import Region
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Post, PostType, Staff, Tenure
from onedoor.posts.passwords import give_first_password
from onedoor.posts.sessions import log_out_everywhere
from onedoor.posts.verbs import VERBS

# What each administrator's post may hold; anything else would join what must stay apart.
DUTY_VERBS: dict[str, set[str]] = {
    PostType.Duty.SYSTEM: {"jobs.see", "hall.devices"},
    PostType.Duty.SECURITY: {"posts.appoint", "posts.define", "api.token"},
    PostType.Duty.AUDIT: {"audit.read"},
}
ADMIN_VERBS = frozenset().union(*DUTY_VERBS.values()) - DUTY_VERBS[PostType.Duty.SYSTEM]


def define_post_type(
    *,
    by: Actor,
    code: str,
    name: str,
    verbs: list[str],
    reach: str,
    duty: str = PostType.Duty.BUSINESS,
    grants: Sequence[str] = (),
) -> PostType:
    """定义岗位类型 — a new bundle of verbs, none of which the definer could not hand on."""
    _require(by, "posts.define")
    if unknown := sorted({*verbs, *grants} - VERBS.keys()):
        raise NotValid(_("没有这些权限：%(verbs)s。") % {"verbs": _("、").join(unknown)}, verbs=unknown)
    _require_grantable(by, {*verbs, *grants})
    _keep_duties_apart(duty, set(verbs), set(grants))
    if PostType.objects.filter(Q(code=code) | Q(name=name)).exists():
        raise NotValid(_("已经有代码或名称相同的岗位类型，请换一个。"))
    return PostType.objects.create(
        code=code, name=name, verbs=list(verbs), reach=reach, duty=duty, grants=list(grants)
    )


def open_post(
    *,
    by: Actor,
    post_type: PostType,
    org: Org,
    region: Region,
    clearances: Sequence[str] = (),
    title: str = "",
) -> Post:
    """设岗 — a new chair, no wider than the one who sets it up reaches."""
    _require(by, "posts.define")
    post = Post(type=post_type, org=org, region=region, clearances=list(clearances), title=title)
    _require_within(by, post)
    post.save()
    return post


@transaction.atomic
def appoint(
    post: Post, staff: Staff, *, by: Actor, since: date, until: date | None = None,
    kind: str = Tenure.Kind.OWN, home_org: Org | None = None, weekdays: Sequence[int] = (),
) -> Tenure:  # fmt: skip
    """任命 — seat a person in a post from a day on; seconded ones say from where, rotating ones on which days."""
    _require(by, "posts.appoint")
    if by.staff is None or by.staff.pk == staff.pk:
        raise NotAllowed(_("不能任命自己，请由另一位安全管理员办理。"))
    if not post.type.is_for_people:
        raise NotValid(_("“%(post)s”由系统使用，不任命人员。") % {"post": post})
    _require_within(by, post)
    # The person's row is the lock: two appointments of one person wait for each other.
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    tenure = Tenure(
        post=post,
        staff=staff,
        since=since,
        until=until,
        kind=kind,
        home_org=home_org,
        weekdays=sorted(set(weekdays)),
        appointed_by=by.post,
    )
    _check_told_whole(tenure)
    _check_free(tenure)
    tenure.save()
    return tenure


@transaction.atomic
def end_tenure(tenure: Tenure, *, by: Actor, last_day: date | None = None) -> Tenure:
    """免职 — the last day in the post; none given means at once, and it acts at the person's next request."""
    _require(by, "posts.appoint")
    _require_within(by, tenure.post)
    tenure = Tenure.objects.select_for_update().get(pk=tenure.pk)
    last_day = last_day or timezone.localdate() - timedelta(days=1)
    if tenure.until is not None and tenure.until < last_day:
        raise NotValid(_("这次任职已于%(day)s结束。") % {"day": tenure.until})
    # A day before the first: a tenure taken back before it was used keeps its row.
    tenure.until = max(last_day, tenure.since - timedelta(days=1))
    tenure.save()
    return tenure


def enrol(*, by: Actor, username: str, name: str, org: Org) -> tuple[Staff, str]:
    """登记工作人员 — an account with a first password that is shown once and must be changed within a day."""
    _require(by, "posts.appoint")
    if not org.region.path.startswith(by.post.region.path):
        raise NotAllowed(_("“%(org)s”不在您的管理范围内。") % {"org": org})
    username = username.strip().lower()
    if Staff.objects.filter(username__iexact=username).exists():
        raise NotValid(_("用户名“%(name)s”已经有人用了，请换一个。") % {"name": username})
    staff = Staff(username=username, name=name.strip(), org=org)
    return staff, give_first_password(staff)


@transaction.atomic
def renew_first_password(staff: Staff, *, by: Actor) -> str:
    """重置密码 — a new first password; nobody chooses another's password, and all their sessions end."""
    _require_other(by, staff)
    password = give_first_password(staff)
    log_out_everywhere(staff)
    return password


@transaction.atomic
def disable(staff: Staff, *, by: Actor) -> Staff:
    """停用账号 — acts at the person's next request."""
    _require_other(by, staff)
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    log_out_everywhere(staff)
    return staff


def enable(staff: Staff, *, by: Actor) -> Staff:
    """启用账号 — the posts are those whose tenure still runs."""
    _require_other(by, staff)
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    return staff


def _require(by: Actor, verb: str) -> None:
    if not by.holds(verb):
        raise NotAllowed(_("您现在的岗位没有“%(verb)s”的权限。") % {"verb": VERBS[verb]}, verb=verb)


def _require_other(by: Actor, staff: Staff) -> None:
    _require(by, "posts.appoint")
    if by.staff is None or by.staff.pk == staff.pk:
        raise NotAllowed(_("不能给自己办理，请由另一位安全管理员办理。"))
    if staff.org is not None and not staff.org.region.path.startswith(by.post.region.path):
        raise NotAllowed(_("“%(org)s”不在您的管理范围内。") % {"org": staff.org})


def _require_grantable(by: Actor, verbs: set[str]) -> None:
    if beyond := sorted(verb for verb in verbs if not by.may_grant(verb)):
        raise NotAllowed(
            _("不能授予自己没有的权限：%(verbs)s。") % {"verbs": _("、").join(str(VERBS[v]) for v in beyond)},
            verbs=beyond,
        )


def _require_within(by: Actor, post: Post) -> None:
    """The chair gives nothing that `by` could not give: verbs, place, clearances."""
    _require_grantable(by, {*post.type.verbs, *post.type.grants})
    if not post.region.path.startswith(by.post.region.path):
        raise NotAllowed(_("“%(region)s”超出您的管理范围。") % {"region": post.region})
    if beyond := sorted(set(post.clearances) - set(by.post.clearances)):
        raise NotAllowed(
            _("不能授予自己没有的密级权限：%(names)s。") % {"names": _("、").join(beyond)}, clearances=beyond
        )


def _keep_duties_apart(duty: str, verbs: set[str], grants: set[str]) -> None:
    """系统管理、安全管理、审计管理 hold their own verbs only, and a business post holds none of theirs."""
    wrong = verbs - DUTY_VERBS[duty] if duty in DUTY_VERBS else (verbs & ADMIN_VERBS) | grants
    if grants and duty != PostType.Duty.SECURITY:
        wrong |= grants
    if wrong:
        raise NotValid(
            _("系统管理、安全管理、审计管理与业务权限必须分设，不能合在一个岗位类型里。"), verbs=sorted(wrong)
        )


def _check_told_whole(tenure: Tenure) -> None:
    """What the database would refuse, in words."""
    seconded = tenure.kind != Tenure.Kind.OWN
    if seconded and tenure.home_org is None:
        raise NotValid(_("入驻人员请填派出单位。"), field="home_org")
    if not seconded and tenure.home_org is not None:
        raise NotValid(_("本单位人员不用填派出单位。"), field="home_org")
    if (tenure.kind == Tenure.Kind.ROTATING) != bool(tenure.weekdays) or not set(tenure.weekdays) <= set(
        range(1, 8)
    ):
        raise NotValid(_("轮驻人员请选每周哪几天到岗；其他任职方式不用选。"), field="weekdays")
    if tenure.until is not None and tenure.until < tenure.since:
        raise NotValid(_("结束日期不能早于开始日期。"), field="until")


def _check_free(tenure: Tenure) -> None:
    """Not twice in the same chair, and not in two duties that must stay apart; the database has the last word (a trigger)."""
    until = tenure.until or date.max
    running = (
        tenure.staff.tenures.filter(since__lte=until)
        .exclude(until__lt=tenure.since)
        .select_related("post__type")
    )
    for other in running:
        if other.post_id == tenure.post_id:
            raise NotValid(
                _("%(staff)s在这段时间已经担任“%(post)s”。") % {"staff": tenure.staff, "post": other.post}
            )
        if other.post.type.duty != tenure.post.type.duty:
            raise NotValid(
                _("%(staff)s已担任“%(post)s”。系统管理、安全管理、审计管理和业务岗位不能由同一人兼任。")
                % {"staff": tenure.staff, "post": other.post}
            )
