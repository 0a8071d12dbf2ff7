"""律师名册、经济困难标准 — who can be given cases, and by what hardship is measured."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid.models import Lawyer, Standard
from onedoor.aid.standing import insist, may_keep
from onedoor.kit.keys import secret
from onedoor.kit.problems import NotAllowed, NotValid


@transaction.atomic
def enrol(
    *, post, staff, topics=(), languages="", firm="", licensed_on=None, is_full=False, is_active=True, by
) -> Lawyer:
    """登记律师 — a line of the roster, new or as it stands now."""
    insist(may_keep(by))
    if "aid.advise" not in post.type.verbs:
        raise NotValid(_("请选择法律援助律师的岗位。"), field="post")
    told = {
        "post": post,
        "topics": list(topics),
        "languages": languages.strip(),
        "firm": firm.strip(),
        "licensed_on": licensed_on,
        "is_full": is_full,
        "is_active": is_active,
    }
    new = told | {"last_turn": timezone.now()}
    return Lawyer.objects.update_or_create(staff=staff, defaults=told, create_defaults=new)[0]


def renew_secret(lawyer: Lawyer, *, by) -> Lawyer:
    """换新的订阅地址 — by the lawyer whose calendar it is."""
    if by.staff is None or lawyer.staff_id != by.staff.pk:
        raise NotAllowed(_("由律师本人换新。"))
    lawyer.secret = secret()
    lawyer.save(update_fields=["secret"])
    return lawyer


def set_standard(*, since: date, monthly: int, basis: str, by) -> Standard:
    """登记经济困难标准 — as the province published it; what was decided before stays as it was."""
    insist(may_keep(by))
    if not monthly:
        raise NotValid(_("请填写每人每月收入标准。"), field="monthly")
    if not basis.strip():
        raise NotValid(_("请写明依据的文件。"), field="basis")
    told = {"monthly": monthly, "basis": basis.strip()}
    return Standard.objects.update_or_create(since=since, defaults=told)[0]
