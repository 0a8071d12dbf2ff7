"""Whoever takes part in a mediation without being of it; and whereto it was passed on."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.mediation.models.side import Consent, Side


class Role(models.TextChoices):
    """参加单位 — in which part somebody from outside takes part."""

    POLICE = "police", _("公安机关")
    COURT = "court", _("人民法院")
    PROCURATORATE = "procuratorate", _("人民检察院")
    AID = "aid", _("法律援助")
    COUNSELLOR = "counsellor", _("心理咨询")
    DEPARTMENT = "department", _("职能部门")


class GuestQuerySet(models.QuerySet):
    """Adjectives of guests."""

    def current(self):
        return self.filter(until=None)

    def admitted(self):
        """Those to whom every side said yes (人民调解法 第二十条), and the police where the law has them mediate."""
        return self.filter(Q(leads=True) | ~Exists(_without_yes()))

    def for_rows(self):
        return self.select_related("post__org", "staff", "session").annotate(
            is_waiting=Q(leads=False) & Exists(_without_yes())
        )


def _without_yes():
    """The sides whose last word to this guest is not yes; a side that came later was not asked yet. Of two words of one moment the no counts."""
    words = GuestWord.objects.filter(guest=OuterRef(OuterRef("pk")), side=OuterRef("pk"))
    last = Subquery(words.order_by("-at", "is_yes").values("is_yes")[:1])
    sides = Side.objects.filter(mediation=OuterRef("mediation"), party__until=None)
    return sides.annotate(last=last).filter(Q(last=None) | Q(last=False))


class Guest(models.Model):
    """受邀参加 — one person in one post sees what their part needs, as long as it lasts; a successor in the post sees nothing."""

    class Sees(models.TextChoices):
        """能看什么 — no more than this."""

        DATES = "dates", _("只看日期和地点")
        SHARED = "shared", _("各方共享的部分")
        SESSION = "session", _("只看这一次调解会")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="guests")
    role = models.CharField(_("参加单位"), max_length=13, choices=Role)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("受邀人"))
    sees = models.CharField(_("能看什么"), max_length=7, choices=Sees)
    session = models.ForeignKey(
        "mediation.Session", models.PROTECT, null=True, blank=True, related_name="guests"
    )
    # 道路交通事故处理程序规定 第八十四条以下: its days and numbers hold where the police themselves mediate.
    leads = models.BooleanField(_("由他们主持"), default=False)
    reason = models.CharField(_("为什么邀请"), max_length=300)
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"), null=True, blank=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("受邀参加")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation", "post"], name="invited_once", condition=Q(until=None)
            ),
            models.CheckConstraint(
                condition=~Q(sees="session") | Q(session__isnull=False), name="one_session_is_named"
            ),
            models.CheckConstraint(condition=Q(leads=False) | Q(role="police"), name="police_alone_lead"),
        ]

    def __str__(self):
        return f"{self.mediation_id} {self.role}"


class GuestWord(models.Model):
    """一方对邀请的意见 — what one side said to somebody's taking part. A later word takes the place of an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    guest = models.ForeignKey(Guest, models.PROTECT, related_name="words")
    side = models.ForeignKey("mediation.Side", models.PROTECT, related_name="guest_words")
    is_yes = models.BooleanField(_("同意"))
    how = models.CharField(_("怎样表示"), max_length=6, choices=Consent.How)
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("一方对邀请的意见")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.guest_id} {self.side_id} {self.is_yes}"


class Onward(models.Model):
    """转介、移送 — the sides are told where else they may go, or an authority is told because it must act. No words go along
    and nobody reaches the case by it."""

    class Kind(models.TextChoices):
        """转介还是移送 — two different acts."""

        REFERRAL = "referral", _("转介（告诉当事人去哪里，由本人决定）")
        TRANSFER = "transfer", _("移送（交给有权机关处理）")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="onwards")
    kind = models.CharField(_("转介还是移送"), max_length=8, choices=Kind)
    role = models.CharField(_("参加单位"), max_length=13, choices=Role)
    office = models.CharField(_("接收单位"), max_length=100)
    basis = models.CharField(_("法律依据"), max_length=200, blank=True)
    sides_told = models.BooleanField(_("已经告知当事人"), default=False)
    at = models.DateTimeField(_("时间"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("对方答复"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("转介、移送")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.mediation_id} {self.kind}"
