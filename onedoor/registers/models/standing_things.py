"""组织、物 — organisations by their public number, facilities with what is wrong with them, and what a community has to offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.registers.models.entry import Entry


class Organisation(models.Model):
    """组织 — a firm, shop, society or public body, as it is publicly registered. Its office number, nobody's own."""

    class Sort(models.TextChoices):
        COMPANY = "company", _("企业")
        SHOP = "shop", _("个体工商户")
        SOCIETY = "society", _("社会组织")
        PUBLIC = "public", _("机关事业单位")
        SCHOOL = "school", _("学校、幼儿园")
        CLINIC = "clinic", _("医疗机构")
        COOP = "coop", _("农民专业合作社")
        OTHER = "other", _("其他组织")

    class State(models.TextChoices):
        OPEN = "open", _("在营（在办）")
        SHUT = "shut", _("停业（停办）")

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="organisation")
    sort = models.CharField(_("组织类别"), max_length=8, choices=Sort)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    trade = models.CharField(_("行业"), max_length=40, blank=True)
    state = models.CharField(_("经营状况"), max_length=8, choices=State, blank=True)
    office_phone = models.CharField(_("公开的办公电话"), max_length=20, blank=True)
    hazard = models.CharField(_("发现的隐患"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("组织")

    def __str__(self):
        return str(self.entry)


class Facility(models.Model):
    """设施与隐患 — something of use to everybody, who looks after it, and what is wrong with it now."""

    class Sort(models.TextChoices):
        FIRE = "fire", _("消防设施")
        GAS = "gas", _("燃气设施")
        POWER = "power", _("供电设施")
        WATER = "water", _("供水排水")
        ROAD = "road", _("道路桥涵")
        BANK = "bank", _("护坡堤岸")
        LIGHT = "light", _("公共照明")
        SPORT = "sport", _("健身游乐")
        OTHER = "other", _("其他公共设施")

    class State(models.TextChoices):
        GOOD = "good", _("完好")
        HAZARD = "hazard", _("有隐患")
        MENDING = "mending", _("整改中")
        UNUSED = "unused", _("停用")

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="facility")
    sort = models.CharField(_("设施类别"), max_length=8, choices=Sort)
    keeper = models.CharField(_("管护单位"), max_length=60, blank=True)
    state = models.CharField(_("设施状况"), max_length=8, choices=State)
    hazard = models.CharField(_("隐患情况"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("设施与隐患")

    def __str__(self):
        return str(self.entry)


class Resource(models.Model):
    """社区资源 — what a community has to offer when somebody needs it."""

    class Sort(models.TextChoices):
        ROOM = "room", _("活动场所")
        SHELTER = "shelter", _("应急避难场所")
        CLINIC = "clinic", _("卫生服务")
        ELDERS = "elders", _("养老服务")
        CHILDREN = "children", _("托育、课后服务")
        PARKING = "parking", _("停车充电")
        TEAM = "team", _("志愿服务队")
        OTHER = "other", _("其他资源")

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="resource")
    sort = models.CharField(_("资源类别"), max_length=8, choices=Sort)
    hours = models.CharField(_("开放时间"), max_length=60, blank=True)
    capacity = models.PositiveIntegerField(_("可容纳人数"), null=True, blank=True)
    office_phone = models.CharField(_("公开的服务电话"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("社区资源")

    def __str__(self):
        return str(self.entry)
