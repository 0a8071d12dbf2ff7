"""The small form between a masked value and the full one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.audit.purposes import purposes_of
from onedoor.kit.problems import NotValid
from onedoor.persons.cards import LABELS
from onedoor.persons.limits import LONGEST_REASON, require_reason


class RevealForm(forms.Form):
    """查看完整信息 — the purpose comes with the post's work; a reason is typed only when the case is not one's own work."""

    field = forms.ChoiceField(choices=list(LABELS.items()), widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label=_("目的"))
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("写明为什么要看；本人和审计人员都能看到您看过。不要写姓名和号码。"),
    )

    def __init__(self, data=None, *, by, field: str, assigned: bool, prefix: str | None = None):
        open_to = purposes_of(by, field)
        first = open_to[0].code if open_to else ""
        super().__init__(
            data, prefix=prefix, initial={"field": field, "purpose": first}, auto_id=f"reveal-{field}-%s"
        )
        self.assigned = assigned
        self.fields["purpose"].choices = [(purpose.code, purpose.words) for purpose in open_to]
        if len(open_to) == 1:
            self.fields["purpose"].widget = forms.HiddenInput()
        if assigned:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True

    def clean_reason(self):
        try:
            return require_reason(self.cleaned_data["reason"])
        except NotValid as problem:
            raise forms.ValidationError(problem.message) from problem

    def facts(self) -> dict:
        """What `actions.reveal` takes."""
        return {
            "field": self.cleaned_data["field"],
            "purpose": self.cleaned_data["purpose"],
            "reason": self.cleaned_data.get("reason", ""),
            "assigned": self.assigned,
        }
