"""The steps until somebody mediates."""

from django.utils.translation import gettext_lazy as _

from onedoor.mediation import actions
from onedoor.mediation.actions.choosing import FOLLOWED
from onedoor.mediation.applying import Speaks
from onedoor.mediation.forms import entering as forms
from onedoor.mediation.lifecycle import BEFORE, LIFECYCLE, Status
from onedoor.mediation.models import Representative
from onedoor.mediation.standing import may_handle, may_keep
from onedoor.mediation.stepping import ReasonForm, Step

WITH_COMMITTEE = (Status.ACCEPTED, Status.MEDIATING)


def _speak(mediation, *, side, kind, authority, paper_seen, by, **person):
    """The form's fields, as the action takes them."""
    speaks = Speaks(person, kind, authority, paper_seen)
    return actions.join_representative(mediation, side=side, speaks=speaks, by=by)


def _has_speakers(mediation) -> bool:
    return Representative.objects.filter(side__mediation=mediation, until=None).exists()


STEPS = {
    "say": Step(_("登记当事人意见"), forms.SayForm, actions.say_for, may_handle, BEFORE),
    "accept": Step(LIFECYCLE.moves["accept"].label, forms.AcceptForm, actions.accept, may_keep, tone="main"),
    "assign": Step(LIFECYCLE.moves["assign"].label, forms.AssignForm, actions.assign, may_keep, tone="main"),
    "choose": Step(_("当事人选择调解员"), forms.ChooseForm, actions.choose, may_handle, (Status.ACCEPTED,)),
    "tell_rights": Step(
        _("告知权利义务"),
        forms.RightsForm,
        actions.tell_rights,
        may_handle,
        BEFORE,
        _("宣读性质、原则、效力和双方的权利义务，本人签字。第一次调解会以前必须每方都告知。"),
    ),
    "join_side": Step(_("增加一方当事人"), forms.JoinSideForm, actions.join_side, may_keep, BEFORE),
    "speak": Step(_("登记代理人"), forms.SpeakerForm, _speak, may_handle, BEFORE),
    "unspeak": Step(
        _("解除代理"),
        forms.EndSpeakerForm,
        actions.end_representative,
        may_handle,
        BEFORE,
        also=_has_speakers,
    ),
    "protect": Step(
        _("登记安全联系方式"),
        forms.ProtectForm,
        actions.protect,
        may_handle,
        (*BEFORE[:-1], *FOLLOWED, Status.FILED),
        _("已经定稿、写着住址和电话的文书会撤出，请重新出具；扫描收存的请自己看一遍。"),
    ),
    "add_second": Step(_("增加调解员"), forms.SecondForm, actions.add_second, may_keep, (Status.MEDIATING,)),
    "replace": Step(_("更换调解员"), forms.ReplaceForm, actions.replace, may_keep, FOLLOWED),
    "hand_over": Step(
        _("移交调解组织"),
        forms.HandOverForm,
        actions.hand_over,
        may_keep,
        (Status.ASKED, Status.ACCEPTED),
        _("已经给出的文号作废，写明理由留存，不再使用；由接手的调解组织另给文号。"),
    ),
    "correct": Step(
        _("更正纠纷类型"), forms.CorrectForm, actions.correct, may_keep, (Status.ASKED, Status.ACCEPTED)
    ),
    "decline": Step(LIFECYCLE.moves["decline"].label, ReasonForm, actions.decline, may_keep, tone="grave"),
}
