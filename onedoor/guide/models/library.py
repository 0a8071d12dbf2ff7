"""What hangs on the screens and stands in the rack: items with their history, screens and what each shows."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class ItemQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("order", "id")

    def public(self, day=None):
        """What anybody may read today."""
        day = day or timezone.localdate()
        valid = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.filter(valid, is_published=True, valid_from__lte=day)


class Item(models.Model):
    """宣传资料 — an article in plain words, or one file: a film, a leaflet, a poster. `body` is light markup, never HTML."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("文章")
        LEAFLET = "leaflet", _("折页")
        VIDEO = "video", _("视频")
        PICTURE = "picture", _("海报")

    class Topic(models.TextChoices):
        CENTRE = "centre", _("中心办事")
        MEDIATION = "mediation", _("人民调解")
        AID = "aid", _("法律援助")
        LABOUR = "labour", _("劳动用工")
        FAMILY = "family", _("婚姻家庭")
        FRAUD = "fraud", _("防范诈骗")
        RIGHTS = "rights", _("个人权利")
        OTHER = "other", _("其他主题")

    class Language(models.TextChoices):
        CHINESE = "zh-Hans", _("中文")
        ENGLISH = "en", _("英文")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("资料形式"), max_length=8, choices=Kind)
    title = models.CharField(_("标题"), max_length=60)
    topic = models.CharField(_("主题"), max_length=10, choices=Topic)
    source = models.CharField(_("发布单位"), max_length=80)
    language = models.CharField(_("语言"), max_length=8, choices=Language, default=Language.CHINESE)
    summary = models.CharField(_("一句话介绍"), max_length=120, blank=True)
    body = models.TextField(_("正文"), blank=True)
    file = models.FileField(_("文件"), upload_to="library/%Y/%m", blank=True)
    content_type = models.CharField(_("文件类型"), max_length=20, blank=True)
    size = models.PositiveIntegerField(_("大小（字节）"), default=0)
    cover = models.FileField(_("封面"), upload_to="library/%Y/%m", blank=True)
    valid_from = models.DateField(_("有效期起"))
    valid_to = models.DateField(_("有效期止"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_published = models.BooleanField(_("已发布"), default=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("宣传资料")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="item_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind="article", file="") | (~Q(kind="article") & ~Q(file="")),
                name="item_is_words_or_a_file",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def state(self) -> str:
        """current, future, expired, or draft."""
        today = timezone.localdate()
        if not self.is_published:
            return "draft"
        if self.valid_to and self.valid_to < today:
            return "expired"
        return "future" if self.valid_from > today else "current"


class ItemChange(models.Model):
    """资料改动 — who did what to an item, and how it then read. A file that was replaced is not kept."""

    class What(models.TextChoices):
        ADDED = "added", _("新建")
        EDITED = "edited", _("改过")
        PUBLISHED = "published", _("发布")
        WITHDRAWN = "withdrawn", _("撤下")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="changes", verbose_name=_("宣传资料"))
    what = models.CharField(_("改动"), max_length=10, choices=What)
    title = models.CharField(_("标题"), max_length=60)
    body = models.TextField(_("正文"), blank=True)
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("改动岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("改动人")
    )

    class Meta:
        verbose_name = _("资料改动")
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.item_id} {self.what}"


class Taking(models.Model):
    """取阅 — how often an item was taken away in a month; of whom nothing is known."""

    class Way(models.TextChoices):
        SCANNED = "scanned", _("扫码带走")
        PRINTED = "printed", _("打印带走")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="takings", verbose_name=_("宣传资料"))
    month = models.DateField(_("月份"))
    way = models.CharField(_("取阅方式"), max_length=8, choices=Way)
    count = models.PositiveIntegerField(_("次数"), default=0)

    class Meta:
        verbose_name = _("取阅")
        constraints = [models.UniqueConstraint(fields=["item", "month", "way"], name="taking_once_a_month")]

    def __str__(self):
        return f"{self.item_id} {self.month} {self.count}"


class Screen(models.Model):
    """宣传屏 — one television of a centre, by its own address."""

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="+", verbose_name=_("中心"))
    name = models.CharField(_("屏幕名称"), max_length=40)
    has_sound = models.BooleanField(_("视频放声音"), default=False)

    class Meta:
        verbose_name = _("宣传屏")
        ordering = ["centre", "pk"]
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="screen_named_once_a_centre")]

    def __str__(self):
        return self.name


class Showing(models.Model):
    """播放 — an item on a screen: how long, and between which hours of the day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    screen = models.ForeignKey(Screen, models.CASCADE, related_name="showings", verbose_name=_("宣传屏"))
    item = models.ForeignKey(Item, models.CASCADE, related_name="showings", verbose_name=_("宣传资料"))
    order = models.PositiveSmallIntegerField(_("顺序"))
    seconds = models.PositiveSmallIntegerField(_("每页秒数"), default=15)
    from_hour = models.TimeField(_("每天起"), null=True, blank=True)
    to_hour = models.TimeField(_("每天止"), null=True, blank=True)

    class Meta:
        verbose_name = _("播放")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["screen", "item"], name="item_once_a_screen"),
            models.CheckConstraint(condition=Q(seconds__range=(5, 600)), name="page_is_shown_for_a_while"),
            models.CheckConstraint(
                condition=Q(from_hour=None, to_hour=None) | Q(to_hour__gt=F("from_hour")),
                name="showing_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.screen_id} {self.order}"
