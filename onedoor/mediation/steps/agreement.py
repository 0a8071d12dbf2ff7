"""The steps of an agreement: its words, its clauses, the hands on it, or by word."""

from django.utils.translation import gettext_lazy as _

from onedoor.mediation import actions
from onedoor.mediation.forms import agreement as forms
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Mediation, Signature
from onedoor.mediation.queries.agreements import stage_of
from onedoor.mediation.queries.signing import may_seal
from onedoor.mediation.standing import may_handle, may_mediate
from onedoor.mediation.stepping import Step, StepForm

TALKS = (Status.MEDIATING,)
Role = Signature.Role


def _has_draft(mediation: Mediation) -> bool:
    return stage_of(mediation).draft is not None


def _unsigned(mediation: Mediation) -> bool:
    return _has_draft(mediation) and not stage_of(mediation).has_hands


def _unwritten(mediation: Mediation) -> bool:
    return not stage_of(mediation).has_hands


def _by_word(mediation: Mediation) -> bool:
    stage = stage_of(mediation)
    return stage.has_clauses and not stage.has_hands


def _wants(role):
    """Whether such a hand is still missing on something that may be signed."""

    def is_missing(mediation: Mediation) -> bool:
        stage = stage_of(mediation)
        return stage.has_clauses and any(one.role == role for one in stage.missing)

    return is_missing


def _wants_scan(mediation: Mediation) -> bool:
    return bool(stage_of(mediation).unscanned)


def _wants_seal(mediation: Mediation) -> bool:
    """Its turn comes last, when every hand is there and proved."""
    stage = stage_of(mediation)
    return stage.has_clauses and [one.role for one in stage.missing] == [Role.SEAL] and not stage.unscanned


STEPS = {
    "seal": Step(
        _("加盖调解组织印章"),
        StepForm,
        actions.seal,
        may_seal,
        TALKS,
        hint=_("盖章以后协议就生效。"),
        tone="grave",
        also=_wants_seal,
    ),
    "add_money": Step(
        _("写一项要付的钱"), forms.MoneyForm, actions.add_obligation, may_mediate, TALKS, also=_unsigned
    ),
    "add": Step(
        _("写一项别的义务"), forms.ClauseForm, actions.add_obligation, may_mediate, TALKS, also=_unsigned
    ),
    "sign": Step(
        _("登记当事人签字"),
        forms.SignForm,
        actions.sign_for_side,
        may_handle,
        TALKS,
        hint=_(
            "本人签字不选代签人；未成年人由监护人签，单位由负责人或者有特别授权的代理人签。平板签名的在下面的框里写；"
            "在纸上签的，签完以后收存扫描件。"
        ),
        tone="main",
        also=_wants(Role.SIDE),
    ),
    "sign_mediator": Step(
        _("调解员签名"),
        forms.MediatorSignForm,
        actions.sign_as_mediator,
        may_mediate,
        TALKS,
        also=_wants(Role.MEDIATOR),
    ),
    "scan": Step(
        _("收存签过字的协议书"),
        forms.KeepSignedForm,
        actions.keep_signed,
        may_handle,
        TALKS,
        hint=_("在纸上签的，都要有扫描件才能盖章。"),
        also=_wants_scan,
    ),
    "write": Step(
        _("起草调解协议"), forms.WriteForm, actions.write_agreement, may_mediate, TALKS, also=_unwritten
    ),
    "drop": Step(
        _("删去一项协议义务"),
        forms.DropClauseForm,
        actions.drop_obligation,
        may_mediate,
        TALKS,
        also=_by_word,
    ),
    "oral": Step(
        _("登记口头协议"),
        forms.OralForm,
        actions.agree_by_word,
        may_mediate,
        TALKS,
        hint=_(
            "各方认为不需要协议书的，由调解员记录，自达成之日起生效（《人民调解法》第二十八条、第三十条）。"
        ),
        tone="grave",
        also=_by_word,
    ),
    "discard": Step(
        _("作废未生效的协议"),
        forms.DiscardForm,
        actions.discard,
        may_mediate,
        TALKS,
        hint=_("已经有人签过字的，原来的内容自动写成一份新的，请各方重新签字。"),
        tone="grave",
        also=_has_draft,
    ),
}
