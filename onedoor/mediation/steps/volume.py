"""The steps of the volume."""

from django.utils.translation import gettext_lazy as _

from onedoor.mediation import actions
from onedoor.mediation.forms import volume as forms
from onedoor.mediation.lifecycle import LIFECYCLE, Status
from onedoor.mediation.standing import may_file, may_handle
from onedoor.mediation.stepping import Step, StepForm

# As long as the volume is not closed. Of what was declined the paper is kept that says so.
BEFORE_FILING = tuple(one for one in Status if one != Status.FILED)


def _is_kept(mediation) -> bool:
    return mediation.volume.destroyed_at is None


def _is_asked(mediation) -> bool:
    return mediation.volume.askings.open().exists()


def _is_unbound(mediation) -> bool:
    return mediation.volume.bound_at is None and _is_kept(mediation)


STEPS = {
    "keep": Step(
        _("收存材料"),
        forms.KeepForm,
        actions.keep_file,
        may_handle,
        BEFORE_FILING,
        _(
            "签好字的扫描件、照片放进来，就代替系统打印的那一份。保密的、只给一方看的，请放到“抽屉”里，不要放在这里。"
        ),
    ),
    "make": Step(
        _("定稿"),
        forms.MakeForm,
        actions.make_final,
        may_handle,
        BEFORE_FILING,
        _("按现在登记的内容生成PDF存进卷里，记下校验值；以后登记的内容变了，这一份不变。"),
    ),
    "take_out": Step(_("撤出材料"), forms.TakeOutForm, actions.take_out, may_handle, BEFORE_FILING),
    "file": Step(
        LIFECYCLE.moves["file"].label,
        forms.FileForm,
        actions.file,
        may_file,
        hint=_("归档以后卷里的材料不能再增减、改动，没有到期的回访不再做，调解员不再能看这件调解。"),
        tone="main",
    ),
    "bind": Step(
        _("重新装订"),
        StepForm,
        actions.bind_volume,
        may_file,
        (Status.FILED,),
        _("归档以后会自动装订；等了很久还没有装订好的，按一次。"),
        also=_is_unbound,
    ),
    "ask": Step(
        _("提出卷宗办理"),
        forms.AskForm,
        actions.ask_of_volume,
        may_file,
        (Status.FILED,),
        _("要另一个人同意才办；暂缓销毁一提出就生效。"),
        also=_is_kept,
    ),
    "answer": Step(
        _("答复卷宗办理"),
        forms.AnswerForm,
        actions.answer_of_volume,
        may_file,
        (Status.FILED,),
        also=_is_asked,
    ),
}
