"""The steps around evidence, appraisals, time and offers."""

from django.utils.translation import gettext_lazy as _

from onedoor.mediation.actions import gathering, offering
from onedoor.mediation.asked_once import once
from onedoor.mediation.clocks import can_stretch
from onedoor.mediation.forms import offers as forms
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.models import Offer
from onedoor.mediation.standing import may_mediate
from onedoor.mediation.stepping import Step

MEDIATING = (Status.MEDIATING,)


def _has(*statuses):
    def is_there(mediation) -> bool:
        there = once(mediation, "offers at", lambda: set(mediation.offers.values_list("status", flat=True)))
        return not there.isdisjoint(statuses)

    return is_there


def _has_confidence(mediation) -> bool:
    return mediation.evidence.exclude(drawer=None).exists()


def _has_evidence(mediation) -> bool:
    return mediation.evidence.filter(returned_at=None).exists()


def _is_appraised(mediation) -> bool:
    return mediation.appraisals.filter(got_at=None).exists()


KEPT, TOLD = Offer.Status.KEPT, Offer.Status.TOLD
STEPS = {
    "offer": Step(
        _("登记方案"),
        forms.OfferForm,
        offering.offer,
        may_mediate,
        MEDIATING,
        _("一次登记一个方案，按先后保存，以后不能改；变了主意的，再登记一个。"),
        tone="main",
    ),
    "tell_offer": Step(
        _("转告方案"),
        forms.TellOfferForm,
        offering.tell_offer,
        may_mediate,
        MEDIATING,
        _("提出的一方同意了，再转告。"),
        also=_has(KEPT),
    ),
    "answer_offer": Step(
        _("登记答复"),
        forms.AnswerOfferForm,
        offering.answer_offer,
        may_mediate,
        MEDIATING,
        also=_has(TOLD),
    ),
    "take_back": Step(
        _("收回方案"), forms.BackForm, offering.take_back, may_mediate, MEDIATING, also=_has(KEPT, TOLD)
    ),
    "lapse": Step(
        _("方案过期"), forms.LapseForm, offering.lapse, may_mediate, MEDIATING, also=_has(KEPT, TOLD)
    ),
    "evidence": Step(_("登记证据"), forms.EvidenceForm, gathering.give_evidence, may_mediate, BEFORE),
    "share": Step(
        _("公开保密证据"),
        forms.ShareForm,
        gathering.share_evidence,
        may_mediate,
        BEFORE,
        _("提交的一方同意了才公开。"),
        also=_has_confidence,
    ),
    "give_back": Step(
        _("退还证据"),
        forms.ReturnForm,
        gathering.give_back,
        may_mediate,
        tuple(one for one in Status if one != Status.FILED),
        also=_has_evidence,
    ),
    "expert": Step(
        _("委托鉴定"),
        forms.ExpertForm,
        gathering.ask_expert,
        may_mediate,
        MEDIATING,
        _("医疗纠纷等鉴定意见的日子不计入期限；其他纠纷的期限照常走。"),
        also=lambda mediation: not _is_appraised(mediation),
    ),
    "opinion": Step(
        _("收到鉴定意见"),
        forms.OpinionForm,
        gathering.get_opinion,
        may_mediate,
        MEDIATING,
        also=_is_appraised,
    ),
    "extend": Step(
        _("延长期限"),
        forms.ExtendForm,
        gathering.extend,
        may_mediate,
        MEDIATING,
        _("各方都同意，只能延长一次，要在期限届满以前办。"),
        also=can_stretch,
    ),
}
