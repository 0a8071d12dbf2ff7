"""What a person fills in to see one field of a party in full."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.audit.origin import origin
from onedoor.audit.purposes import purposes_of
from onedoor.cases.keys import why_not_proven
from onedoor.cases.slips import is_proof
from onedoor.persons.cards import LABELS


def fields_known(person) -> list[str]:
    """Which fields of the person hold anything, told by the masks alone."""
    known = {
        "name": person.name_mask,
        "phone": person.phone_mask,
        "identity": person.identity_mask,
        "address": person.has_address,
    }
    return [field for field in LABELS if known[field]]


class SlipForm(forms.Form):
    """小票 — beside a form's own `slip`: the PIN, or the proof that came with the window's address, unless its case is
    within the reach of `actor` already."""

    pin = forms.CharField(
        label=_("查询码"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("请来访人出示小票，照小票填；防止编号输错一位，记到别人名下。"),
    )
    proof = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, actor=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        told = self.data or self.initial
        if is_proof(told.get("slip") or "", told.get("proof") or ""):
            self.fields["pin"].widget = forms.HiddenInput()

    def clean(self):
        told = super().clean()
        shown = {"pin": told.pop("pin", ""), "proof": told.pop("proof", ""), "actor": self.actor}
        if refusal := why_not_proven(str(told.get("slip") or ""), **shown, address=origin().address):
            self.add_error("pin", refusal)
        return told


class DutyEndForm(forms.Form):
    """任务办结 — what was done, or why it need not be."""

    words = forms.CharField(
        label=_("完成情况或免除理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RevealForm(forms.Form):
    """查看完整信息 — one field, for a purpose that the post's work brings with it; a reason when the case is not its own."""

    field = forms.ChoiceField(label=_("看哪一项"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=_("目的"))
    reason = forms.CharField(
        label=_("具体理由"),
        required=False,
        max_length=200,
        help_text=_("写明为什么要看，例如“回访时打不通登记的电话”。"),
    )

    def __init__(self, *args, person, actor, assigned=False, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [field for field in fields_known(person) if purposes_of(actor, field)]
        self.fields["field"].choices = [(field, LABELS[field]) for field in offered]
        self.fields["field"].initial = "phone" if "phone" in offered else None
        purposes = [purpose for purpose in purposes_of(actor) if purpose.fields and purpose.case]
        self.fields["purpose"].choices = [(purpose.code, purpose.words) for purpose in purposes]
        self.fields["reason"].required = not assigned
