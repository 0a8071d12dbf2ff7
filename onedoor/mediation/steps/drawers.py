"""The steps around the sides' drawers."""

from django.utils.translation import gettext_lazy as _

from onedoor.mediation.actions import noting
from onedoor.mediation.forms import drawers as forms
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import DrawerHanding
from onedoor.mediation.standing import may_handle, may_mediate
from onedoor.mediation.stepping import Step

AFTER = tuple(one for one in Status if one not in (Status.FILED, Status.DECLINED, Status.ASKED))


def _is_offered(mediation) -> bool:
    return DrawerHanding.objects.filter(drawer__side__mediation=mediation, taken_at=None).exists()


STEPS = {
    "note": Step(
        _("记单独谈话"),
        forms.NoteForm,
        noting.note_apart,
        may_mediate,
        AFTER,
        _("存进这一方的抽屉，密封保存。另一方、调解组织、领导都看不到。"),
        tone="main",
    ),
    "answer": Step(_("回复留言"), forms.AnswerForm, noting.answer_side, may_mediate, AFTER),
    "hand": Step(
        _("交抽屉"),
        forms.HandForm,
        noting.hand_drawer,
        may_handle,
        AFTER,
        _("换调解员、增加调解员时办。先告诉这一方；接手的人自己点“接抽屉”才算数。"),
    ),
    "take": Step(_("接抽屉"), forms.TakeForm, noting.take_drawer, may_mediate, AFTER, also=_is_offered),
}
