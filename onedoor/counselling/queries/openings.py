"""Who opened what, for the person concerned; and what two people have in hand together."""

from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.counselling import sealing
from onedoor.counselling.keeping import why_not_now
from onedoor.counselling.models import Asking, Look, Talk, TalkKey
from onedoor.kit.problems import NotFound

Kind = Asking.Kind


def of_code(case) -> Talk:
    """The talk that a code and PIN opened; any other case looks like a wrong PIN."""
    talk = Talk.objects.select_related("counsellor", "consent").filter(case=case).first() if case else None
    if talk is None:
        raise NotFound(_("编号或查询码不对，请核对纸条上的数字。"))
    return talk


def looks_of(talk: Talk):
    """Every opening, and whether two people put off telling of it."""
    late = Asking.objects.standing().filter(look=OuterRef("pk"), kind=Kind.DELAY)
    looks = talk.looks.annotate(is_late=Exists(late)).prefetch_related("objections", "delays__staff")
    return looks.select_related("staff", "post__org", "post__type", "asking__second")


def told_to_the_person(talk: Talk) -> dict:
    """Everything but the words themselves: those are told by the counsellor, face to face."""
    looks = list(looks_of(talk))
    two = talk.askings.select_related("staff", "second").order_by("-at")
    return {
        "talk": talk,
        "looks": [look for look in looks if not look.is_late],
        "late": sum(look.is_late for look in looks),
        "askings": [one for one in two if one.kind in (Kind.LOOK, Kind.HAND)],
        "holds": [one for one in two if one.kind == Kind.HOLD and one.until],
        "handovers": list(talk.handovers.select_related("giver", "taker").order_by("-offered_at")),
        "reports": list(talk.reports.all()),
        "said": list(talk.objections.select_related("look__asking").order_by("-at")),
        "held": talk.sessions.count(),
        "has_key": TalkKey.objects.filter(talk=talk).exists(),
        "stays": why_not_now(talk),
    }


def look_of(talk: Talk, key: UUID | None) -> Look | None:
    """One that the person has been told of; no key, no opening."""
    if key is None:
        return None
    found = next((look for look in looks_of(talk) if look.pk == key and not look.is_late), None)
    if found is None:
        raise NotFound(_("没有这条记录。"))
    return found


def askings_of(actor):
    """Those in which one is the other person; and one's own, once answered: before that nobody learns whether a code leads
    anywhere. A counsellor's own stand here at once: of their own talks there is nothing to learn."""
    answered = Q(answered_at__isnull=False) | Q(talk__counsellor=actor.staff)
    mine = Q(staff=actor.staff) & answered
    part = mine | Q(second=actor.staff, answered_at=None)
    found = Asking.objects.filter(part).select_related("talk__case", "staff", "second", "taker")
    return found.order_by("-at", "batch")


def batches_of(actor) -> list[tuple[Asking, int]]:
    """What was asked in one go stands on one line; how many it is about is told after a yes, and never before."""
    grouped = groupby(askings_of(actor), key=lambda one: one.batch)
    return [
        (rows[0], len(rows) if rows[0].until else 0) for _batch, found in grouped for rows in [list(found)]
    ]


def asking_of(key: UUID, actor) -> Asking:
    asking = askings_of(actor).filter(pk=key).first()
    if asking is None:
        raise NotFound(_("没有这份申请。"))
    return asking


def reason_of(asking: Asking) -> str:
    """Why it was asked for: read by the two of them alone. When the key is gone, it is gone, too."""
    has_key = TalkKey.objects.filter(talk=asking.talk).exists()
    return sealing.read(asking.talk, asking, "reason") if has_key else ""


def open_for(asking: Asking, actor) -> bool:
    is_look = asking.kind == Kind.LOOK
    return bool(
        is_look and asking.staff_id == actor.staff.pk and asking.until and asking.until > timezone.now()
    )


def rows_of(told: dict) -> list[list[str]]:
    """The same as the page, for the person's own file: when, which unit, which post, which number, what, with whom."""
    rows = [[_("时间"), _("单位"), _("岗位"), _("工号"), _("打开了什么"), _("谁同意的")]]
    for one in told["looks"]:
        second = one.asking.second.name if one.asking else ""
        at = f"{timezone.localtime(one.at):%Y-%m-%d %H:%M:%S}"
        rows.append(
            [at, str(one.post.org), str(one.post.type), str(one.staff_id), one.get_what_display(), second]
        )
    if told["late"]:
        rows.append([_("依法推迟告知的条数"), str(told["late"]), "", "", "", ""])
    return rows
