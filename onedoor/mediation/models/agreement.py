"""What was agreed: clauses as obligations, who signed."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

# Its words stay from the first hand on, and when it binds everything does; only that it was broken, thrown away or taken up
# again is written beside them. What goes when its volume is destroyed is emptied, not rewritten.
_BESIDE = "- 'breached_at' - 'void_at' - 'void_reason' - 'breach_way' - 'breach_words'"
_STAYS = f"""
    IF EXISTS (SELECT 1 FROM mediation_volume v WHERE v.mediation_id = OLD.mediation_id AND v.destroyed_at IS NOT NULL) THEN
        RETURN NEW;
    END IF;
    IF to_jsonb(OLD) {_BESIDE} IS NOT DISTINCT FROM to_jsonb(NEW) {_BESIDE} THEN
        RETURN NEW;
    END IF;
    IF OLD.effective_at IS NOT NULL THEN
        RAISE EXCEPTION 'what binds is not rewritten';
    END IF;
    IF to_jsonb(OLD) {_BESIDE} - 'effective_at' IS DISTINCT FROM to_jsonb(NEW) {_BESIDE} - 'effective_at'
        AND EXISTS (SELECT 1 FROM mediation_signature s WHERE s.agreement_id = OLD.id) THEN
        RAISE EXCEPTION 'what somebody signed is not rewritten';
    END IF;
    RETURN NEW;
"""
# A clause and its days stand as they stood under the first hand.
FROZEN_CLAUSE = """
    SELECT bool_or(
        a.effective_at IS NOT NULL OR EXISTS (SELECT 1 FROM mediation_signature s WHERE s.agreement_id = a.id)
    ) INTO is_frozen FROM mediation_agreement a
        WHERE a.id IN ({agreements}) AND NOT EXISTS (
            SELECT 1 FROM mediation_volume v WHERE v.mediation_id = a.mediation_id AND v.destroyed_at IS NOT NULL);
    IF is_frozen THEN
        RAISE EXCEPTION 'what somebody signed is not rewritten';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def frozen(name: str, agreements: str, first: str = "") -> pgtrigger.Trigger:
    """Nothing is put in, changed or taken away below a text that somebody signed; `agreements`: which, in SQL."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        declare=[("is_frozen", "BOOLEAN")],
        func=first + FROZEN_CLAUSE.format(agreements=agreements),
    )


class AgreementQuerySet(models.QuerySet):
    """Adjectives of agreements."""

    def current(self):
        return self.filter(void_at=None)

    def effective(self):
        return self.exclude(effective_at=None)


class Agreement(models.Model):
    """调解协议 — written, or oral and written down by whoever mediates (人民调解法 第二十八条至第三十条).

    One for each round; what was drawn up and does not bind yet may be thrown away (`void_at`). `left_open` says what a partial
    one leaves open. It binds from `effective_at`: the last signature and the seal, or the moment of an oral one.
    """

    class BreachWay(models.TextChoices):
        AGAIN = "again", _("重新调解")
        ENFORCE = "enforce", _("申请强制执行")
        ORDER = "order", _("申请支付令")
        SUIT = "suit", _("向人民法院起诉")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="agreements")
    round = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    is_oral = models.BooleanField(_("口头协议"), default=False)
    is_partial = models.BooleanField(_("部分达成协议"), default=False)
    facts = models.TextField(_("纠纷主要事实"))
    issues = models.TextField(_("争议事项"), blank=True)
    responsibilities = models.TextField(_("各方责任"), blank=True)
    penalty = models.TextField(_("违约责任"), blank=True)
    left_open = models.TextField(_("没有达成一致的部分"), blank=True)
    copies = models.PositiveSmallIntegerField(_("一式几份"), default=3)
    stands_beside = models.BooleanField(_("补充原来的协议，原来的继续有效"), default=False)
    written_at = models.DateTimeField(_("写成时间"))
    effective_at = models.DateTimeField(_("生效时间"), null=True, blank=True)
    void_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    void_reason = models.CharField(_("作废的原因"), max_length=300, blank=True)
    breached_at = models.DateTimeField(_("认定违约的时间"), null=True, blank=True)
    breach_way = models.CharField(_("违约后的办法"), max_length=7, choices=BreachWay, blank=True)
    breach_words = models.CharField(_("违约情况"), max_length=500, blank=True)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解协议")
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation", "round"], name="one_agreement_a_round", condition=Q(void_at=None)
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="agreement_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="agreement_binds", operation=pgtrigger.Update, when=pgtrigger.Before, func=_STAYS
            ),
        ]

    def __str__(self):
        return f"{self.mediation_id} {self.round}"


class Obligation(models.Model):
    """协议义务 — one clause: who owes whom what, how, where, until when. `owed_to` empty: nobody in particular."""

    class Kind(models.TextChoices):
        MONEY = "money", _("给付金钱")
        ACT = "act", _("做一件事")
        OMISSION = "omission", _("不做一件事")
        APOLOGY = "apology", _("赔礼道歉")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="obligations")
    place = models.PositiveSmallIntegerField(_("第几项"))
    kind = models.CharField(_("义务种类"), max_length=8, choices=Kind)
    owed_by = models.ForeignKey(
        "mediation.Side", models.PROTECT, related_name="owes", verbose_name=_("谁履行")
    )
    owed_to = models.ForeignKey(
        "mediation.Side",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="is_owed",
        verbose_name=_("向谁履行"),
    )
    words = models.CharField(_("履行什么"), max_length=500)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    way = models.CharField(_("履行方式"), max_length=100, blank=True)
    where = models.CharField(_("履行地点"), max_length=100, blank=True)
    last_day = models.DateField(_("最后履行日"), null=True, blank=True)

    class Meta:
        verbose_name = _("协议义务")
        ordering = ["agreement", "place"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "place"], name="obligation_place"),
            models.CheckConstraint(
                condition=Q(kind="money", amount__gt=0) | (~Q(kind="money") & Q(amount=None)),
                name="money_has_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(owed_to=None) | ~Q(owed_by=models.F("owed_to")), name="nobody_owes_themselves"
            ),
        ]
        triggers = [frozen("obligation_stays", "NEW.agreement_id, OLD.agreement_id")]

    def __str__(self):
        return f"{self.agreement_id} {self.place}"


# Of a hand only its scan is added, once; its key goes under the house's new one; its drawing is emptied and never redrawn.
_ADDED = "- 'file_id' - 'key_sealed' - 'drawn_sealed'"
_REDRAWN = (
    f"to_jsonb(OLD) {_ADDED} IS DISTINCT FROM to_jsonb(NEW) {_ADDED}"
    " OR (OLD.file_id IS NOT NULL AND NEW.file_id IS DISTINCT FROM OLD.file_id)"
    " OR (OLD.drawn_sealed <> NEW.drawn_sealed AND length(NEW.drawn_sealed) > 0)"
)


class Signature(models.Model):
    """协议签字 — one hand or the seal on a written agreement; for a side, itself or who may settle for it.

    It stands under one text (`text_digest`). Drawn on the tablet, the drawing lies sealed under a key of its own; put on paper,
    the scan of that paper (`file`) is added once, before the seal.
    """

    class Role(models.TextChoices):
        SIDE = "side", _("当事人签字")
        MEDIATOR = "mediator", _("调解员签名")
        SEAL = "seal", _("调解组织盖章")

    class How(models.TextChoices):
        HAND = "hand", _("签名")
        PRINT = "print", _("按指印")
        STAMP = "stamp", _("盖章")
        TABLET = "tablet", _("平板签名")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    role = models.CharField(_("签字的身份"), max_length=8, choices=Role)
    side = models.ForeignKey("mediation.Side", models.PROTECT, null=True, blank=True, related_name="+")
    representative = models.ForeignKey(
        "mediation.Representative", models.PROTECT, null=True, blank=True, related_name="+"
    )
    mediator = models.ForeignKey(
        "committees.Mediator", models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField(_("签字方式"), max_length=6, choices=How)
    text_digest = models.CharField(_("所签文本的校验值"), max_length=64, default="")
    key_sealed = models.BinaryField(_("密钥"), default=b"")
    drawn_sealed = models.BinaryField(_("笔迹"), default=b"")
    file = models.ForeignKey("mediation.File", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("签字时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("协议签字")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "role", "side", "mediator"], name="signed_once", nulls_distinct=False
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="signature_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="tablet_is_drawn",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.how = 'tablet' AND length(NEW.drawn_sealed) = 0"),
            ),
            pgtrigger.Protect(
                name="signature_stays", operation=pgtrigger.Update, condition=pgtrigger.Condition(_REDRAWN)
            ),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.role}"
