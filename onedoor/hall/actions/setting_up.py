"""设置大厅 — services, windows, priority groups, the rules of the line, who can do what."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from onedoor.hall.models import Day, Need, Offer, Policy, PriorityGroup, Service, Skill, Ticket, Window
from onedoor.hall.moving import free, holding_line
from onedoor.hall.standing import insist_at
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Staff


@transaction.atomic
def save_policy(policy: Policy, *, by) -> Policy:
    """改排队规则 — how often is called, after how many numbers one comes back, when numbers are given."""
    insist_at(by, "hall.manage", policy.centre)
    policy.save()
    return policy


@transaction.atomic
def save_service(service: Service, *, by) -> Service:
    """编辑业务 — its name, letter and usual minutes; a letter in use today is not given to another."""
    insist_at(by, "hall.manage", service.centre)
    others = Service.objects.filter(centre=service.centre).exclude(pk=service.pk)
    if others.filter(letter=service.letter).exists():
        raise NotValid(_("字母%(letter)s已经用于别的业务。") % {"letter": service.letter})
    if others.filter(code=service.code).exists():
        raise NotValid(_("代码%(code)s已经用于别的业务。") % {"code": service.code})
    if service.is_open and service.pk and not service.offers.filter(window__is_open=True).exists():
        raise NotNow(_("还没有窗口办理“%(name)s”：请先在窗口里加上这项业务。") % {"name": service.name})
    service.save()
    return service


@transaction.atomic
def save_window(window: Window, weights: dict[Service, int], *, by) -> Window:
    """编辑窗口 — which services it serves, and how heavily; a service that people can ask for keeps at least one window."""
    insist_at(by, "hall.manage", window.centre)
    if Window.objects.filter(centre=window.centre, number=window.number).exclude(pk=window.pk).exists():
        raise NotValid(_("已经有%(window)s。") % {"window": window})
    with holding_line(window.centre) as day:
        if not window.is_open and window.pk and window.sittings.now().exists():
            raise NotNow(_("%(window)s现在有人在办理，请先离席再停用。") % {"window": window})
        window.save()
        window.offers.all().delete()
        Offer.objects.bulk_create(
            Offer(window=window, service=service, weight=weight)
            for service, weight in weights.items()
            if weight
        )
        if not window.is_open:
            free(day, window=window)
        _insist_all_served(window, day)
    return window


def _insist_all_served(window: Window, day: Day) -> None:
    """Neither a service that people can ask for nor one that somebody inside waits for, or will, is left without a window."""
    unserved = Service.objects.filter(centre=window.centre).exclude(offers__window__is_open=True)
    inside = Ticket.objects.inside().filter(day=day)
    needs = Need.objects.filter(outcome=Need.Outcome.OPEN, visit__ticket__in=inside)
    wanted = Q(pk__in=inside.values("service")) | Q(pk__in=needs.values("service"))
    if waited := unserved.filter(wanted):
        names = "、".join(service.name for service in waited)
        raise NotNow(_("还有人在等“%(names)s”，它们会没有窗口办理：请先让别的窗口办理。") % {"names": names})
    if alone := unserved.filter(is_open=True):
        names = "、".join(service.name for service in alone)
        raise NotValid(_("“%(names)s”会没有窗口办理：请先让别的窗口办理，或停止取号。") % {"names": names})


@transaction.atomic
def save_group(group: PriorityGroup, *, by) -> PriorityGroup:
    """编辑优先对象 — what the one question at the machine names."""
    insist_at(by, "hall.manage", group.centre)
    group.save()
    return group


@transaction.atomic
def set_skills(staff: Staff, services: list[Service], *, by, centre) -> None:
    """设定能办的业务 — none chosen means: whatever their window offers."""
    insist_at(by, "hall.manage", centre)
    if any(service.centre_id != centre.pk for service in services):
        raise NotValid(_("只能选择本大厅的业务。"))
    Skill.objects.filter(staff=staff, service__centre=centre).delete()
    Skill.objects.bulk_create(Skill(staff=staff, service=service) for service in services)
