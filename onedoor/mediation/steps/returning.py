"""The step by which the outcome goes back to whoever sent the dispute."""

from django.utils.translation import gettext_lazy as _

from onedoor.mediation import actions
from onedoor.mediation.forms.returning import ReturnForm
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Mediation, Returned
from onedoor.mediation.queries.returning import to_return
from onedoor.mediation.standing import may_handle
from onedoor.mediation.stepping import Step


def _to_return(mediation: Mediation) -> bool:
    return bool(to_return(mediation))


STEPS = {
    "return": Step(
        _("回复移送单位"),
        ReturnForm,
        actions.return_to_sender,
        may_handle,
        tuple(one for one in Status.values if one in Returned.Result.values),
        hint=_("先到“卷宗”打印《调解结果回复函》，盖章交出以后在这里登记。函里只写结果，不写谈话的内容。"),
        tone="main",
        also=_to_return,
    ),
}
