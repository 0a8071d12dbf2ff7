"""提议 — what somebody on the ground says has changed, with the value they knew; a person says yes, or decides between two."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.registers.models.entry import Entry, Kind


class Proposal(models.Model):
    """变更提议 — one sending from one phone or desk; `ref` is the sender's own number, so that sent twice it is one."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待确认")
        CONFLICT = "conflict", _("有冲突")
        CONFIRMED = "confirmed", _("已确认")
        REFUSED = "refused", _("未采纳")
        SAME = "same", _("已是如此")

    OPEN = (State.WAITING, State.CONFLICT)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ref = models.UUIDField(_("发送编号"), unique=True)
    register = models.CharField(_("台账"), max_length=12, choices=Kind)
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("台账条目")
    )
    grid = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("网格"))
    base = models.PositiveIntegerField(_("所据版本"), default=0)
    state = models.CharField(_("提议状态"), max_length=9, choices=State, default=State.WAITING)
    at = models.DateTimeField(_("收到时间"))
    phone_at = models.DateTimeField(_("手机上的时间"), null=True, blank=True)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("提出岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出人")
    )
    decided_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    decided_post = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认岗位")
    )
    reason = models.CharField(_("不采纳的理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("变更提议")
        indexes = [
            models.Index(
                fields=["grid", "at"],
                name="register_proposal_open",
                condition=Q(state__in=("waiting", "conflict")),
            ),
            models.Index(fields=["post", "-at"], name="register_proposal_post"),
        ]

    def __str__(self):
        return str(self.ref)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Item(models.Model):
    """提议的一项 — one field of a proposal: what the sender knew, what they say, and in a conflict what somebody else says."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待确认")
        SAME = "same", _("已是如此")
        CONFLICT = "conflict", _("待裁定")
        MERGED = "merged", _("已采用")
        KEPT = "kept", _("保留原值")
        OTHER = "other", _("另定")
        REFUSED = "refused", _("未采纳")

    OPEN = (State.WAITING, State.CONFLICT)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="items", verbose_name=_("变更提议"))
    field = models.CharField(_("项目"), max_length=20)
    old = models.JSONField(_("原来知道的"), null=True)
    new = models.JSONField(_("提议的"), null=True)
    theirs = models.JSONField(_("另一个值"), null=True)
    theirs_who = models.CharField(_("谁说的"), max_length=60, blank=True)
    theirs_at = models.DateTimeField(_("何时说的"), null=True, blank=True)
    state = models.CharField(_("这一项的状态"), max_length=8, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(_("裁定时间"), null=True, blank=True)
    decided_post = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("裁定岗位")
    )

    class Meta:
        verbose_name = _("提议的一项")
        constraints = [models.UniqueConstraint(fields=["proposal", "field"], name="item_once_a_field")]

    def __str__(self):
        return f"{self.proposal_id} {self.field}"
