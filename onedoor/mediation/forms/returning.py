"""What is filled in when the outcome goes back to whoever sent the dispute."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.mediation.models import Returned
from onedoor.mediation.stepping import StepForm


class ReturnForm(StepForm):
    """How the letter went, and when."""

    how = forms.ChoiceField(label=_("怎样回复"), choices=Returned.How)
    on = forms.DateField(
        label=_("回复日期"), widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate
    )
