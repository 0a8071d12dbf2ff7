"""工作日历 — the days that differ from the plain week, and the years whose arrangement is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpecialDay(models.Model):
    """节假日、调休 — a rest day by notice, or a working day moved to a weekend; a district may set its own."""

    class Source(models.TextChoices):
        NOTICE = "notice", _("国务院办公厅通知")
        DISTRICT = "district", _("本区自定")

    date = models.DateField(_("日期"), primary_key=True)
    is_workday = models.BooleanField(_("是否上班"))
    name = models.CharField(_("名称"), max_length=40)
    source = models.CharField(_("来源"), max_length=10, choices=Source, default=Source.NOTICE)

    class Meta:
        verbose_name = _("节假日、调休")
        ordering = ["date"]

    def __str__(self):
        return f"{self.date} {self.name}"


class YearNotice(models.Model):
    """放假通知 — the yearly arrangement is known: dates of this year are no longer provisional."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    source = models.CharField(_("依据"), max_length=80)
    imported_at = models.DateTimeField(_("载入时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("放假通知")
        ordering = ["year"]

    def __str__(self):
        return f"{self.year} {self.source}"


class DayEdit(models.Model):
    """日历改动 — who changed the district's calendar, when and why. `by` is frozen text, because rooms of people lie above this one."""

    date = models.DateField(_("日期"))
    was = models.CharField(_("原为"), max_length=80)
    became = models.CharField(_("改为"), max_length=80)
    reason = models.CharField(_("理由"), max_length=200)
    by = models.CharField(_("改动人"), max_length=120)
    at = models.DateTimeField(_("改动时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("日历改动")
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.date} {self.was} → {self.became}"
