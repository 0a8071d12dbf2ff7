"""The step by which what was sent here with neutral words gets facts that every side may read."""

from django.utils.translation import gettext_lazy as _

from onedoor.mediation import actions
from onedoor.mediation.forms.referring import FactsForm
from onedoor.mediation.lifecycle import BEFORE
from onedoor.mediation.standing import may_handle
from onedoor.mediation.stepping import Step

STEPS = {
    "facts": Step(
        _("填写纠纷事实"),
        FactsForm,
        actions.write_facts,
        may_handle,
        BEFORE,
        hint=_("转来时的原话在申请一方的抽屉里，对方看不到；这里写的，各方都看得到。"),
    ),
}
