"""房、地 — buildings, the dwellings in them, and places that people know by a name. Who lives there is nobody's business here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.registers.models.entry import Entry


class Building(models.Model):
    """楼栋 — a house or block with an address."""

    class Use(models.TextChoices):
        HOMES = "homes", _("住宅")
        MIXED = "mixed", _("商住两用")
        TRADE = "trade", _("商业办公")
        PUBLIC = "public", _("公共建筑")
        WORKS = "works", _("生产仓储")
        EMPTY = "empty", _("空置")

    class Structure(models.TextChoices):
        BRICK = "brick", _("砖混")
        FRAME = "frame", _("框架")
        EARTH = "earth", _("土木")
        OTHER = "other", _("其他结构")

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="building")
    use = models.CharField(_("用途"), max_length=8, choices=Use, blank=True)
    structure = models.CharField(_("结构"), max_length=8, choices=Structure, blank=True)
    year = models.PositiveSmallIntegerField(_("建成年份"), null=True, blank=True)
    floors = models.PositiveSmallIntegerField(_("层数"), null=True, blank=True)
    units = models.PositiveSmallIntegerField(_("单元数"), null=True, blank=True)
    homes = models.PositiveSmallIntegerField(_("套（户）数"), null=True, blank=True)

    class Meta:
        verbose_name = _("楼栋")

    def __str__(self):
        return str(self.entry)


class Dwelling(models.Model):
    """房屋 — one dwelling or room of a building: how many rooms, in what use. Neither owner nor tenant."""

    class Use(models.TextChoices):
        OWN = "own", _("自住")
        LET = "let", _("出租")
        TRADE = "trade", _("经营")
        EMPTY = "empty", _("闲置")

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="dwelling")
    building = models.ForeignKey(
        Building, models.PROTECT, related_name="dwellings", verbose_name=_("所在楼栋")
    )
    floor = models.SmallIntegerField(_("所在层"), null=True, blank=True)
    rooms = models.PositiveSmallIntegerField(_("间数"), null=True, blank=True)
    area = models.PositiveIntegerField(_("面积（平方米）"), null=True, blank=True)
    use = models.CharField(_("使用情况"), max_length=8, choices=Use, blank=True)

    class Meta:
        verbose_name = _("房屋")

    def __str__(self):
        return str(self.entry)


class Spot(models.Model):
    """地点 — a place that people know by a name: a yard, a lane, a ditch, a hillside."""

    class Sort(models.TextChoices):
        YARD = "yard", _("院落")
        LANE = "lane", _("巷道")
        SQUARE = "square", _("广场、空地")
        WATER = "water", _("河沟、水塘")
        FIELD = "field", _("农田、山林")
        SCHOOL = "school", _("学校周边")
        CROSSING = "crossing", _("路口、桥涵")
        OTHER = "other", _("其他地点")

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="spot")
    sort = models.CharField(_("地点类别"), max_length=8, choices=Sort)

    class Meta:
        verbose_name = _("地点")

    def __str__(self):
        return str(self.entry)
