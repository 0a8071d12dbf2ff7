"""审计 — who looked at what, in which post, for what purpose. Rows are only ever added, and sealed in batches."""

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

# Blanking what was typed, when a person is erased, is the one change allowed: the digests still hold (see chain.py).
ONLY_ERASING = """
    IF NEW.salt = '' AND NEW.reason = '' AND NEW.address = '' AND NEW.acting_for = ''
       AND to_jsonb(NEW) - '{salt,reason,address,acting_for}'::text[] = to_jsonb(OLD) - '{salt,reason,address,acting_for}'::text[]
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the access log is never changed' USING ERRCODE = 'raise_exception';
"""


def append_only() -> list[pgtrigger.Trigger]:
    """Nothing is removed, not even by the owner of the table."""
    return [
        pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="no_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func="RAISE EXCEPTION 'the access log is never emptied' USING ERRCODE = 'raise_exception';",
        ),
    ]


class AccessLog(models.Model):
    """查阅日志 — one act of seeing, finding, entering or taking out; or a sign-in; or a refusal.

    `subjects` holds the keys of the persons seen (persons live a floor above, and may be erased while the log
    stays). `reason`, `address` and `acting_for` can be blanked: `detail_digest` keeps the chain whole.
    """

    class Kind(models.TextChoices):
        READ = "read", _("查看")
        REVEAL = "reveal", _("查看完整信息")
        SEARCH = "search", _("检索")
        LOOK_UP = "look_up", _("凭证件或电话查找")
        ENTER = "enter", _("录入身份信息")
        CORRECT = "correct", _("更正身份信息")
        MERGE = "merge", _("合并重复人员")
        ERASE = "erase", _("清除身份信息")
        EXPORT = "export", _("导出")
        SIGN_IN = "sign_in", _("登录")
        SIGN_IN_FAILED = "sign_in_failed", _("登录失败")
        SIGN_OUT = "sign_out", _("退出")
        DENIED = "denied", _("被拒绝")
        PIN = "pin", _("补发查询码")
        GRANT = "grant", _("授权变更")

    class Channel(models.TextChoices):
        PAGE = "page", _("网页")
        API = "api", _("接口")
        COMMAND = "command", _("后台命令")

    class Result(models.TextChoices):
        DONE = "done", _("完成")
        NOTHING = "nothing", _("没有结果")
        REFUSED = "refused", _("拒绝")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("时间"))
    kind = models.CharField(_("行为"), max_length=14, choices=Kind)
    staff = models.ForeignKey(
        "posts.Staff",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("工作人员"),
    )
    post = models.ForeignKey(
        "posts.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("岗位"),
    )
    subjects = models.JSONField(_("涉及的人"), default=list)
    case_code = models.CharField(_("案卷编号"), max_length=20, blank=True)
    fields = models.CharField(_("信息种类"), max_length=80, blank=True)
    purpose = models.CharField(_("目的"), max_length=3, blank=True)
    channel = models.CharField(_("途径"), max_length=7, choices=Channel)
    result = models.CharField(_("结果"), max_length=7, choices=Result)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    address = models.CharField(_("来源地址"), max_length=64, blank=True)
    acting_for = models.CharField(_("代谁查阅"), max_length=60, blank=True)
    salt = models.BinaryField(max_length=16, editable=False)
    detail_digest = models.BinaryField(max_length=32, editable=False)
    digest = models.BinaryField(max_length=32, editable=False)
    xid = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("查阅日志")
        indexes = [
            models.Index(fields=["at", "id"], name="access_at"),
            models.Index(fields=["staff", "at"], name="access_staff"),
            models.Index(fields=["case_code", "at"], name="access_case", condition=~Q(case_code="")),
            GinIndex(fields=["subjects"], name="access_subject", opclasses=["jsonb_path_ops"]),
            BrinIndex(fields=["xid"], name="access_xid", pages_per_range=16),
        ]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="only_erasing", operation=pgtrigger.Update, when=pgtrigger.Before, func=ONLY_ERASING
            ),
            # Nobody says themselves when they wrote: the sealing relies on it.
            pgtrigger.Trigger(
                name="stamp",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="NEW.xid = pg_current_xact_id()::text::bigint; RETURN NEW;",
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"


class Seal(models.Model):
    """封存 — the rows of all transactions from `from_xid` up to `until_xid`, under one digest over the seal before.

    `since` begins an epoch: a restored copy starts a new one, because its server counts transactions anew.
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    since = models.DateTimeField()
    from_xid = models.BigIntegerField()
    until_xid = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("封存")
        triggers = [*append_only(), pgtrigger.Protect(name="no_update", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.number}:{bytes(self.digest).hex()[:16]}"
