"""Who wants to be told how: residents who do not, members of staff who do, units and their digest."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.identity import phone
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.notices.channels import masked
from onedoor.notices.models import Channel, Contact, MailboxChange, OptOut, Subscription
from onedoor.notices.sealed import sealed

LONGEST_ID = 64


def opt_out(person, *, by, channel: str = Channel.SMS) -> None:
    """拒收 — this resident is told by this channel no more; what waits to be sent is not sent either."""
    OptOut.objects.get_or_create(person=person, channel=channel, defaults={"at": timezone.now()})


def opt_in(person, *, by, channel: str = Channel.SMS) -> None:
    """恢复接收 — told again from the next step on."""
    OptOut.objects.filter(person=person, channel=channel).delete()


def keep_contact(channel: str, address: str, is_on: bool, *, by) -> Contact | None:
    """登记联系方式 — one's own; without a new address the one kept before stays, switched on or off."""
    contact = Contact.objects.filter(staff=by.staff, channel=channel).first()
    if not address.strip() and not contact:
        return None
    contact = contact or Contact(staff=by.staff, channel=channel)
    if address.strip():
        address = _checked(channel, address.strip())
        contact.address_sealed, contact.address_mask = sealed(contact, address), masked(channel, address)
    contact.is_on = is_on
    contact.save()
    return contact


def drop_contact(channel: str, *, by) -> None:
    """删去联系方式 — one's own; what waits to be sent there is not sent."""
    Contact.objects.filter(staff=by.staff, channel=channel).delete()


def _checked(channel: str, address: str) -> str:
    if channel == Channel.EMAIL:
        try:
            validate_email(address)
        except ValidationError as problem:
            raise NotValid(_("请填写完整的邮箱地址，例如 name@example.cn。"), field="address") from problem
        return address
    if channel == Channel.SMS:
        return phone(address)
    if len(address) > LONGEST_ID or not address.isascii():
        raise NotValid(_("请填写公众号给出的关注者编号（OpenID）。"), field="address")
    return address


@transaction.atomic
def subscribe(org, *, by, email: str, at, is_on: bool) -> Subscription:
    """订阅每日摘要 — for one's own unit; the operator for any. That the mailbox is another one now is written down."""
    if not by.holds("notices.subscribe") or (by.post.org != org and not by.holds("notices.word")):
        raise NotAllowed(_("只能设置本单位的每日摘要。"), verb="notices.subscribe")
    kept = Subscription.objects.select_for_update().filter(org=org).first()
    before = kept.email if kept else ""
    if before != email:
        MailboxChange.objects.create(
            org=org,
            before_mask=_masked_or_none(before),
            after_mask=_masked_or_none(email),
            staff=by.staff,
            post=by.post,
            at=timezone.now(),
        )
    chosen = {"email": email, "at": at, "is_on": is_on}
    return Subscription.objects.update_or_create(org=org, defaults=chosen)[0]


def _masked_or_none(email: str) -> str:
    return masked(Channel.EMAIL, email) if email else ""
