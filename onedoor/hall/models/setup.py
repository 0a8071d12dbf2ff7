"""What a hall offers: services, windows, who can do what, and the rules of its lines. All of it is data."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Policy(models.Model):
    """排队规则 — one row a hall. Times in minutes, `rejoin_after` in numbers."""

    centre = models.OneToOneField("venues.Centre", models.PROTECT, related_name="queue_policy")
    most_calls = models.PositiveSmallIntegerField(_("最多叫几次"), default=3)
    rejoin_after = models.PositiveSmallIntegerField(_("过号后隔几个号再叫"), default=3)
    head_start = models.PositiveSmallIntegerField(
        _("优先的提前量（分钟）"), default=30, help_text=_("优先的人按早到这么久排队。")
    )
    opens_at = models.TimeField(_("几点开始取号"), default=time(8))
    closes_at = models.TimeField(_("几点停止取号"), default=time(18))
    is_always_open = models.BooleanField(_("不限取号时间"), default=False)

    class Meta:
        verbose_name = _("排队规则")

    def __str__(self):
        return str(self.centre)


class PriorityGroup(models.Model):
    """优先对象 — named in the one question the machine asks. Whom it was for is never kept."""

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="priority_groups")
    name = models.CharField(_("优先对象"), max_length=30)
    basis = models.CharField(_("依据"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("优先对象")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class Service(models.Model):
    """窗口业务 — what people come for; its letter begins their numbers. `minutes` is what it takes until we have seen enough."""

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="services")
    code = models.SlugField(_("业务代码"), max_length=20)
    name = models.CharField(_("业务名称"), max_length=20)
    letter = models.CharField(_("号码字母"), max_length=1)
    about = models.CharField(_("办什么"), max_length=120, blank=True)
    to_bring = models.CharField(_("带什么"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("通常要几分钟"), default=12, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    needs_identity = models.BooleanField(_("办理时要证件"), default=False)
    order = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_open = models.BooleanField(_("可以取号"), default=True)

    class Meta:
        verbose_name = _("窗口业务")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "code"], name="service_code_once"),
            models.UniqueConstraint(fields=["centre", "letter"], name="service_letter_once"),
            models.CheckConstraint(condition=Q(letter__regex="^[A-Z]$"), name="service_letter"),
        ]

    def __str__(self):
        return self.name


class Window(models.Model):
    """窗口 — a place where somebody is served. Whose window it is says `org`."""

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="windows")
    number = models.PositiveSmallIntegerField(_("窗口号"))
    name = models.CharField(_("窗口名称"), max_length=20)
    org = models.ForeignKey(
        "posts.Org", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("派驻单位")
    )
    is_low = models.BooleanField(_("低位无障碍窗口"), default=False)
    is_open = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("窗口")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="window_number_once")]

    def __str__(self):
        return gettext("%(n)s号窗口") % {"n": self.number}


class Offer(models.Model):
    """窗口办理的业务 — a window serves several; a heavier weight is taken sooner, none is left to starve."""

    window = models.ForeignKey(Window, models.CASCADE, related_name="offers")
    service = models.ForeignKey(Service, models.PROTECT, related_name="offers")
    weight = models.PositiveSmallIntegerField(
        _("权重"), default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )

    class Meta:
        verbose_name = _("窗口办理的业务")
        constraints = [
            models.UniqueConstraint(fields=["window", "service"], name="offer_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="no_service_starves"),
        ]

    def __str__(self):
        return f"{self.window} {self.service}"


class Skill(models.Model):
    """能办的业务 — what somebody has been taught to do. Whoever has no row here does whatever their window offers."""

    staff = models.ForeignKey("posts.Staff", models.CASCADE, related_name="hall_skills")
    service = models.ForeignKey(Service, models.CASCADE, related_name="skills")

    class Meta:
        verbose_name = _("能办的业务")
        constraints = [models.UniqueConstraint(fields=["staff", "service"], name="skill_once")]

    def __str__(self):
        return f"{self.staff_id} {self.service}"


class SittingQuerySet(models.QuerySet):
    def now(self):
        """Whoever sits at a window; a sitting that somebody forgot to end is over when its day is."""
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(until=None, since__gte=today)


class Sitting(models.Model):
    """坐席 — who sits at a window from when to when: the calling stands in their post, and says which windows serve now."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="sittings")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"), null=True, blank=True)
    paused = models.BooleanField(_("暂停叫号"), default=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("坐席")
        constraints = [
            models.UniqueConstraint(fields=["window"], condition=Q(until=None), name="one_person_a_window"),
            models.UniqueConstraint(fields=["staff"], condition=Q(until=None), name="one_window_a_person"),
        ]

    def __str__(self):
        return f"{self.window} {self.post}"
