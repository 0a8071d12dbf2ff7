"""话题 — what people talk about: a closed list, of things and never of persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """话题 — one a note; what fits none is left under the last."""

    WATER = "water", _("供水排水")
    HEAT = "heat", _("供热供气供电")
    ROADS = "roads", _("道路出行")
    CLEAN = "clean", _("环境卫生")
    HOUSING = "housing", _("住房物业")
    WORK = "work", _("就业工资")
    FARM = "farm", _("农业农村")
    SCHOOL = "school", _("上学托育")
    HEALTH = "health", _("看病医保")
    OLD = "old", _("养老助残")
    PRICES = "prices", _("物价消费")
    SAFETY = "safety", _("治安安全")
    OFFICES = "offices", _("办事服务")
    POLICY = "policy", _("政策反响")
    OTHER = "other", _("其他")
