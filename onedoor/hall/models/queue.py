"""The line of a day: who came, with which number, and every period of their stay."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.hall.lifecycle import TICKET, TicketStatus
from onedoor.kit.keys import secret, uuid7


class Day(models.Model):
    """开门日 — one hall on one day. Its row is the lock of the line: whoever changes a ticket holds it (`hall.moving`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="hall_days")
    date = models.DateField(_("日期"))
    closed_at = models.DateTimeField(_("收号时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("开门日")
        constraints = [models.UniqueConstraint(fields=["centre", "date"], name="day_once_a_hall")]

    def __str__(self):
        return f"{self.centre} {self.date}"


class Series(models.Model):
    """号段 — the last number of a letter on a day; counted under the day's lock, so a number that failed is given again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.ForeignKey(Day, models.CASCADE, related_name="series")
    letter = models.CharField(max_length=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("号段")
        constraints = [models.UniqueConstraint(fields=["day", "letter"], name="series_once")]

    def __str__(self):
        return f"{self.letter}{self.last:03d}"


class Visit(models.Model):
    """来访 — one person or one group, and what they came for. It knows no name; a case knows its parties.

    `key` is what the machine or the desk sent, so that pressing twice is one visit.
    """

    class Door(models.TextChoices):
        KIOSK = "kiosk", _("取号机")
        DESK = "desk", _("咨询台")
        PHONE = "phone", _("手机")
        APPOINTMENT = "appointment", _("预约")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.ForeignKey(Day, models.PROTECT, related_name="visits")
    key = models.UUIDField(unique=True)
    slip = models.OneToOneField("cases.Slip", models.PROTECT, related_name="visit")
    door = models.CharField(_("取号方式"), max_length=12, choices=Door, default=Door.KIOSK)
    people = models.PositiveSmallIntegerField(_("来了几个人"), default=1)
    is_priority = models.BooleanField(_("优先"), default=False)
    given_at = models.DateTimeField(_("约定的时间"), null=True, blank=True)
    came_at = models.DateTimeField(_("到来时间"))
    went_at = models.DateTimeField(_("离开时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("来访")
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="visit_of_somebody")]

    def __str__(self):
        return str(self.key)


class Need(models.Model):
    """所办业务 — one service that a visit is for; the ticket leads through them in their order."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("待办")
        SERVED = "served", _("已办")
        TURNED = "turned", _("已转为案卷")
        DROPPED = "dropped", _("未办")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="needs")
    service = models.ForeignKey("hall.Service", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("顺序"))
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome, default=Outcome.OPEN)

    class Meta:
        verbose_name = _("所办业务")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["visit", "position"], name="need_position_once")]

    def __str__(self):
        return f"{self.position} {self.service}"


class TicketQuerySet(models.QuerySet):
    def waiting(self):
        """In the order of their lines: whoever stands longest first."""
        return self.filter(status=TicketStatus.ISSUED).order_by("stands_at", "number")

    def inside(self):
        """Whose visit is not over."""
        return self.exclude(status__in=(TicketStatus.DONE, TicketStatus.TURNED, TicketStatus.LEFT))


class Ticket(models.Model):
    """排队号 — a letter and a number of the day, for the whole visit.

    `stands_at` is the moment from which it counts as standing in line: its coming, earlier with priority, the time that
    was given, later after a missed call. `service` is what it waits for now. `secret` is the address on the slip.
    """

    lifecycle = TICKET
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.ForeignKey(Day, models.PROTECT, related_name="tickets")
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="ticket")
    letter = models.CharField(_("字母"), max_length=1)
    number = models.PositiveIntegerField(_("号码"))
    secret = models.CharField(max_length=16, unique=True, default=secret, editable=False)
    service = models.ForeignKey("hall.Service", models.PROTECT, related_name="+", verbose_name=_("业务"))
    status = models.CharField(_("状态"), max_length=8, choices=TicketStatus, default=TicketStatus.ISSUED)
    stands_at = models.DateTimeField(_("排队时刻"))
    window = models.ForeignKey(
        "hall.Window", models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("窗口")
    )
    for_window = models.ForeignKey("hall.Window", models.PROTECT, null=True, blank=True, related_name="+")
    for_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    calls = models.PositiveSmallIntegerField(_("叫了几次"), default=0)
    called_at = models.DateTimeField(_("最近叫号"), null=True, blank=True)
    is_rated = models.BooleanField(default=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("排队号")
        constraints = [
            models.UniqueConstraint(fields=["day", "letter", "number"], name="number_once_a_day"),
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(status__in=("called", "serving")),
                name="one_at_a_window",
            ),
        ]
        indexes = [
            models.Index(
                fields=["day", "service", "stands_at", "number"],
                name="ticket_line",
                condition=Q(status="issued"),
            ),
            models.Index(
                fields=["day", "-called_at"], name="ticket_board", condition=Q(called_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """'A012', as it is printed, shown and spoken."""
        return f"{self.letter}{self.number:03d}"

    @property
    def is_priority(self) -> bool:
        return self.visit.is_priority


class Period(models.Model):
    """时段 — one stretch of a visit with begin and end. Waiting and serving times come from here, nobody types them."""

    class Kind(models.TextChoices):
        WAITING = "waiting", _("等候")
        CALLED = "called", _("叫号")
        SERVING = "serving", _("办理")
        HELD = "held", _("暂候")
        MOVED = "moved", _("转办等候")
        MISSED = "missed", _("过号")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="periods")
    kind = models.CharField(_("时段"), max_length=8, choices=Kind)
    service = models.ForeignKey("hall.Service", models.PROTECT, related_name="+")
    window = models.ForeignKey("hall.Window", models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    began_at = models.DateTimeField(_("起"))
    ended_at = models.DateTimeField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("时段")
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(ended_at=None), name="one_period_open"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="period_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["service", "kind", "-began_at"], name="period_times")]

    def __str__(self):
        return f"{self.ticket_id} {self.kind}"
