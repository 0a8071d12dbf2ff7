"""Receipt printers on the hall's network, and what each was given to print."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class PrinterQuerySet(models.QuerySet):
    def failing(self):
        """What staff have to go and look at."""
        return self.filter(is_active=True, state=Printer.State.FAILED)


class Printer(models.Model):
    """打印机 — a receipt printer that speaks ESC/POS at a port. Its state is what it last said itself, or the network said of it.

    `answers` is learned: a printer that has once said how it is, and is silent now, is stuck.
    """

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("未检查")
        OK = "ok", _("正常")
        FAILED = "failed", _("有故障")

    class Paper(models.IntegerChoices):
        NARROW = 58, _("58毫米")
        WIDE = 80, _("80毫米")

    class Charset(models.TextChoices):
        GB18030 = "gb18030", "GB18030"
        GBK = "gbk", _("GBK（老机器）")

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="printers")
    name = models.CharField(_("打印机名称"), max_length=40)
    host = models.CharField(
        _("网络地址"),
        max_length=80,
        validators=[RegexValidator(r"^[0-9A-Za-z.:-]+$", _("填IP地址或主机名。"))],
    )
    port = models.PositiveIntegerField(
        _("端口"), default=9100, validators=[MinValueValidator(1), MaxValueValidator(65535)]
    )
    paper = models.PositiveSmallIntegerField(_("纸宽"), choices=Paper, default=Paper.WIDE)
    charset = models.CharField(_("汉字编码"), max_length=8, choices=Charset, default=Charset.GB18030)
    cuts = models.BooleanField(_("有切刀"), default=True)
    draws = models.BooleanField(
        _("会画二维码"), default=True, help_text=_("测试页上没有二维码时取消，改为发送图片。")
    )
    devices = models.ManyToManyField(
        "hall.Device", blank=True, related_name="printers", verbose_name=_("给哪些设备打印")
    )
    at_desk = models.BooleanField(_("给服务台打印"), default=False)
    is_active = models.BooleanField(_("启用"), default=True)
    answers = models.BooleanField(default=False, editable=False)
    state = models.CharField(
        _("打印机状态"), max_length=8, choices=State, default=State.UNKNOWN, editable=False
    )
    words = models.CharField(_("故障原因"), max_length=80, blank=True, editable=False)
    since = models.DateTimeField(_("从何时起"), null=True, blank=True, editable=False)
    checked_at = models.DateTimeField(_("最近检查"), null=True, blank=True, editable=False)

    objects = PrinterQuerySet.as_manager()

    class Meta:
        verbose_name = _("打印机")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def why(self) -> str:
        """The words of its fault, in the reader's language."""
        return gettext(self.words) if self.words else ""


class PrintJob(models.Model):
    """打印 — one slip given to one printer. `sending`: its bytes may have left, so it is never sent again by itself."""

    class Kind(models.TextChoices):
        TICKET = "ticket", _("排队小票")
        TEST = "test", _("测试页")

    class State(models.TextChoices):
        WAITING = "waiting", _("等待打印")
        SENDING = "sending", _("正在打印")
        SENT = "sent", _("已打印")
        FAILED = "failed", _("没有打出")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    printer = models.ForeignKey(Printer, models.PROTECT, related_name="jobs")
    kind = models.CharField(_("打印内容"), max_length=8, choices=Kind, default=Kind.TICKET)
    ticket = models.ForeignKey(
        "hall.Ticket", models.CASCADE, null=True, blank=True, related_name="print_jobs"
    )
    state = models.CharField(_("打印状态"), max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(_("没有打出的原因"), max_length=80, blank=True)
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    made_at = models.DateTimeField(_("时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("打印")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="ticket", ticket__isnull=False) | Q(kind="test", ticket=None),
                name="prints_a_ticket_or_a_test",
            )
        ]
        indexes = [models.Index(fields=["ticket", "-made_at"], name="print_of_ticket")]

    def __str__(self):
        return f"{self.kind} {self.state}"

    @property
    def why(self) -> str:
        return gettext(self.reason) if self.reason else ""
