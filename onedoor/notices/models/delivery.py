"""What goes out of the house by e-mail, SMS or official account: to which address, how often it was tried, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from onedoor.kit.keys import uuid7


class Channel(models.TextChoices):
    EMAIL = "email", _("电子邮件")
    SMS = "sms", _("短信")
    ACCOUNT = "account", _("公众号")


class Contact(models.Model):
    """联系方式 — where a member of staff wants to be told besides in the page. The address is sealed; only its mask stands open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, related_name="contacts", verbose_name=_("工作人员")
    )
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel)
    address_sealed = models.BinaryField(_("地址"))
    address_mask = models.CharField(_("遮盖后的地址"), max_length=60)
    is_on = models.BooleanField(_("发送"), default=True)

    class Meta:
        verbose_name = _("联系方式")
        constraints = [models.UniqueConstraint(fields=["staff", "channel"], name="one_contact_a_channel")]

    def __str__(self):
        return f"{self.get_channel_display()} {self.address_mask}"


class OptOut(models.Model):
    """拒收 — a resident who left a number and does not want to be told by this channel."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("拒收")
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="refused_once")]

    def __str__(self):
        return f"{self.person_id} {self.channel}"


class Delivery(models.Model):
    """发送 — one message by one channel to one member of staff, one resident or one unit.

    The address itself is not kept: it is looked up when the message goes out. `next_at` is when it is tried
    next, `case_code` what a resident's number is read for. `effect` makes sending it twice the same as once.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("待发送")
        SENDING = "sending", _("正在发送")
        SENT = "sent", _("已发出")
        FAILED = "failed", _("没有发出")
        SUPPRESSED = "suppressed", _("不发送")

    # Why nothing was sent, or not known: said by the house, and translated where it is shown.
    REFUSED, NOT_CONNECTED = gettext_noop("本人不要短信"), gettext_noop("没有接入这个渠道")
    SEALED = gettext_noop("事情已列为保密，不再发送")
    NO_ADDRESS = gettext_noop("没有号码或地址")
    SHUT = gettext_noop("号码或地址打不开，可能缺少密钥")
    LOST = gettext_noop("发送途中中断，不知道是否送到；为免重复，没有自动再发")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(
        "notices.Notice", models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel)
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    org = models.ForeignKey("posts.Org", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("内容"))
    effect = models.CharField(max_length=80)
    case_code = models.CharField(_("案卷编号"), max_length=20, blank=True)
    urgent = models.BooleanField(_("紧急"), default=False)
    state = models.CharField(_("发送状态"), max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    error = models.CharField(_("原因"), max_length=200, blank=True)
    provider_id = models.CharField(_("对方编号"), max_length=80, blank=True)
    made_at = models.DateTimeField(_("时间"))
    at = models.DateTimeField(_("最近一次"), null=True, blank=True)
    next_at = models.DateTimeField(_("下次发送"), null=True, blank=True)

    class Meta:
        verbose_name = _("发送")
        constraints = [
            models.UniqueConstraint(
                fields=["effect", "channel", "staff", "person", "org"],
                name="sent_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(staff__isnull=False, person=None, org=None)
                | Q(staff=None, person__isnull=False, org=None)
                | Q(staff=None, person=None, org__isnull=False),
                name="delivery_to_one",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=Q(state="queued")),
            models.Index(fields=["state", "id"], name="delivery_state"),
        ]

    def __str__(self):
        return f"{self.get_channel_display()} {self.get_state_display()}"
