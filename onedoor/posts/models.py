"""机构岗位 — rights belong to a post; a person holds a post for a while."""

from datetime import timedelta

import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Org(models.Model):
    """单位 — a district department, the centre, a street or town centre, a community or village."""

    class Kind(models.TextChoices):
        CENTRE = "centre", _("综治中心")
        DEPARTMENT = "department", _("区直部门")
        TOWN = "town", _("镇街综治中心")
        VILLAGE = "village", _("村（社区）")

    code = models.CharField(_("单位编号"), max_length=20, unique=True)
    number = models.CharField(_("案卷编号段"), max_length=3, unique=True, null=True, blank=True)
    name = models.CharField(_("单位名称"), max_length=80)
    kind = models.CharField(_("单位类别"), max_length=12, choices=Kind)
    region = models.ForeignKey("places.Region", models.PROTECT, verbose_name=_("管辖区域"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级单位")
    )
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    phone = models.CharField(_("办公电话"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("单位")
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{3}$"), name="org_number_three_digits")
        ]

    def __str__(self):
        return self.name


class Staff(AbstractUser):
    """工作人员 — a login. Holds no right by itself."""

    first_name = last_name = None
    name = models.CharField(_("姓名"), max_length=40, blank=True)
    org = models.ForeignKey(
        Org, models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=_("人事所在单位")
    )
    sessions_from = models.DateTimeField(_("此前登录一律失效"), null=True, blank=True)
    first_password_until = models.DateTimeField(_("初始密码有效期至"), null=True, blank=True)

    class Meta:
        verbose_name = _("工作人员")
        constraints = [models.UniqueConstraint(Lower("username"), name="staff_username_any_case")]

    def __str__(self):
        return self.name or self.username


class PostType(models.Model):
    """岗位类型 — a named bundle of verbs and a reach, such as 综合受理员 or 网格员."""

    class Reach(models.TextChoices):
        REGION = "region", _("辖区内")
        ORG = "org", _("本单位承办")
        POST = "post", _("本岗位承办")
        PARTY = "party", _("本人的案卷")
        NONE = "none", _("不接触案卷")

    class Duty(models.TextChoices):
        """What the three administrators must be kept apart by (GB/T 22239-2019 8.1.4.2; three-role separation)."""

        BUSINESS = "business", _("业务岗位")
        SYSTEM = "system", _("系统管理")
        SECURITY = "security", _("安全管理")
        AUDIT = "audit", _("审计管理")

    # Held by a page, a timer, a token: nobody is appointed to them.
    NOBODYS = ("resident", "system", "partner")

    code = models.SlugField(_("岗位类型代码"), max_length=30, unique=True)
    name = models.CharField(_("岗位类型"), max_length=40, unique=True)
    verbs = ArrayField(models.CharField(max_length=40), default=list, verbose_name=_("权限"))
    grants = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("可授予的权限")
    )
    reach = models.CharField(_("数据范围"), max_length=8, choices=Reach)
    duty = models.CharField(_("岗位性质"), max_length=8, choices=Duty, default=Duty.BUSINESS)

    class Meta:
        verbose_name = _("岗位类型")
        triggers = [pgtrigger.ReadOnly(name="post_type_duty_fixed", fields=["duty"])]

    def __str__(self):
        return self.name

    @property
    def is_for_people(self) -> bool:
        return self.code not in self.NOBODYS


class Post(models.Model):
    """岗位 — one chair: a type, at an organisation, over a region, with clearances."""

    type = models.ForeignKey(PostType, models.PROTECT, related_name="posts", verbose_name=_("岗位类型"))
    org = models.ForeignKey(Org, models.PROTECT, related_name="posts", verbose_name=_("单位"))
    region = models.ForeignKey("places.Region", models.PROTECT, verbose_name=_("数据范围"))
    clearances = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("密级权限")
    )
    title = models.CharField(_("岗位名称"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("岗位")
        triggers = [pgtrigger.ReadOnly(name="post_type_fixed", fields=["type"])]

    def __str__(self):
        return self.title or f"{self.org} {self.type}"


class Tenure(models.Model):
    """任职 — who holds a post, from when to when; `kind` says whether they are seconded into it.

    A rotating secondment (轮驻) holds its post on its published `weekdays` only (1 = Monday … 7 = Sunday).
    """

    class Kind(models.TextChoices):
        OWN = "own", _("本单位")
        RESIDENT = "resident", _("常驻")
        ROTATING = "rotating", _("轮驻")
        ON_CALL = "on_call", _("随驻")

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures", verbose_name=_("岗位"))
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="tenures", verbose_name=_("工作人员"))
    kind = models.CharField(_("任职方式"), max_length=10, choices=Kind, default=Kind.OWN)
    home_org = models.ForeignKey(
        Org, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("派出单位")
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("轮驻日")
    )
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    appointed_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("任命岗位")
    )

    class Meta:
        verbose_name = _("任职")
        indexes = [models.Index(fields=["staff"], name="tenure_staff")]
        constraints = [
            # A tenure taken back before its first day ends the day before it.
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since") - timedelta(days=1)),
                name="tenure_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(kind="own", home_org__isnull=True) | (~Q(kind="own") & Q(home_org__isnull=False)),
                name="tenure_seconded_from_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(kind="rotating", weekdays__len__gte=1) | (~Q(kind="rotating") & Q(weekdays=[])),
                name="tenure_rotates_on_days",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="tenure_duties_apart",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("post_id", "staff_id", "since", "until"),
                declare=[("mine", "text")],
                # Locking the person's row makes two simultaneous appointments wait for each other. The duty is asked apart, so that
                # the person's tenures are looked up first, whatever the server believes of the tables.
                func="""
                    PERFORM 1 FROM posts_staff WHERE id = NEW.staff_id FOR UPDATE;
                    SELECT t.duty INTO mine FROM posts_post p JOIN posts_posttype t ON t.id = p.type_id WHERE p.id = NEW.post_id;
                    IF EXISTS (
                        SELECT 1 FROM posts_tenure o
                        WHERE o.staff_id = NEW.staff_id AND o.id IS DISTINCT FROM NEW.id
                          AND o.since <= COALESCE(NEW.until, 'infinity') AND COALESCE(o.until, 'infinity') >= NEW.since
                          AND mine <> (
                              SELECT t.duty FROM posts_post p JOIN posts_posttype t ON t.id = p.type_id WHERE p.id = o.post_id
                          )
                    ) THEN
                        RAISE EXCEPTION 'duties of one person must stay apart' USING ERRCODE = 'check_violation', CONSTRAINT = 'tenure_duties_apart';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.staff} · {self.post}"


class WebSession(AbstractBaseSession):
    """登录会话 — one browser that is signed in (or a resident's, with no `staff`); kept so that people can see and end theirs."""

    staff = models.ForeignKey(
        Staff, models.CASCADE, null=True, related_name="sessions", verbose_name=_("工作人员")
    )
    started_at = models.DateTimeField(_("登录时间"), null=True)
    seen_at = models.DateTimeField(_("最近操作"), null=True)
    address = models.CharField(_("网络地址"), max_length=45, blank=True)
    agent = models.CharField(_("浏览器"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("登录会话")
        indexes = [models.Index(fields=["staff", "started_at"], name="web_session_staff")]
