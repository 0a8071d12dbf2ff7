"""预约设置 — services, those who give them, and when they come."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onedoor.appointments.actions.slots import give_seats, make_slots, tidy_times
from onedoor.appointments.models import Pattern, Provider, Service
from onedoor.appointments.standing import insist, may_edit, may_rearrange
from onedoor.kit.keys import secret
from onedoor.kit.problems import NotValid


@transaction.atomic
def set_service(service: Service, *, by, rooms=None, **told) -> Service:
    """设置预约服务 — a new one or one there is; what is booked already stays booked."""
    for field, value in told.items():
        vars(service)[field] = value
    insist(may_edit(service.centre, by))
    if service.opens and service.closes and service.closes <= service.opens:
        raise NotValid(_("结束时间要晚于开始时间。"), field="closes")
    if service.is_sealed and service.hall_letter:
        raise NotValid(_("保密的服务不排大厅的号，请不要填字母。"), field="hall_letter")
    _keep(service, _("本中心已有这个名称的服务。"), "name")
    if rooms is not None:
        service.rooms.set(rooms)
    give_seats(service, by=by)
    for provider in service.providers.all():
        tidy_times(provider, service, by=by)
    return service


@transaction.atomic
def set_provider(provider: Provider, *, by, services=None, **told) -> Provider:
    """设置接待人 — a post and what it gives; gender, languages and skills only as they want them said."""
    for field, value in told.items():
        vars(provider)[field] = value
    insist(may_edit(provider.centre, by))
    if not provider.post.type.verbs or "appointment.give" not in provider.post.type.verbs:
        raise NotValid(_("这个岗位不能接待预约。"), field="post")
    _keep(provider, _("这个岗位已经是接待人。"), "post")
    if services is not None:
        provider.services.set(services)
    return provider


@transaction.atomic
def add_pattern(provider: Provider, service: Service, *, by, **told) -> Pattern:
    """设置出诊规律 — and make its times at once."""
    insist(may_edit(provider.centre, by))
    pattern = Pattern(provider=provider, service=service, **told)
    if pattern.ends <= pattern.begins:
        raise NotValid(_("结束时间要晚于开始时间。"), field="ends")
    if not provider.services.filter(pk=service.pk).exists():
        raise NotValid(_("%(provider)s不接待这项服务。") % {"provider": provider}, field="service")
    pattern.save(force_insert=True)
    make_slots(provider, by=by)
    return pattern


@transaction.atomic
def end_pattern(pattern: Pattern, *, by) -> int:
    """停止出诊规律 — its free times are gone, what is booked stays; how many are gone."""
    insist(may_edit(pattern.provider.centre, by))
    provider, service = pattern.provider, pattern.service
    pattern.delete()
    return tidy_times(provider, service, by=by)


def renew_secret(provider: Provider, *, by) -> Provider:
    """更换日历地址 — the old one leads nowhere any more."""
    insist(may_rearrange(provider, by))
    provider.secret = secret()
    provider.save(update_fields=["secret"])
    return provider


def _keep(row, words: str, field: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as known:
        raise NotValid(words, field=field) from known
