"""What is filled in when a dispute was sent here with neutral words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.mediation.stepping import StepForm


class FactsForm(StepForm):
    """What it is about, in words for everybody; begins with what stands there."""

    facts = forms.CharField(
        label=_("纠纷事实"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("各方都看得到。只写各方都知道的事，不写一方单独说的话、住址和电话。"),
    )
    claims = forms.CharField(
        label=_("请求事项"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["facts"].initial = self.mediation.facts
        self.fields["claims"].initial = self.mediation.claims
