"""What is asked when a number is taken: what for, how many, and the one question of priority. Never who."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.hall.actions.issuing import MOST_NEEDS, MOST_PEOPLE, Coming
from onedoor.hall.models import Service, Visit

MORE = "more"
FEW = 5


class TakeForm(forms.Form):
    """取号 — the reason for priority is not asked and so cannot be kept. `key` makes a double tap one ticket."""

    service = forms.ModelMultipleChoiceField(
        label=_("要办的业务"),
        queryset=Service.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("请选择要办的业务。"),
            "invalid_choice": _("这项业务现在不能取号，请问导办台。"),
        },
    )
    people = forms.ChoiceField(
        label=_("一共来了几个人"),
        choices=[*((str(n), str(n)) for n in range(1, FEW + 1)), (MORE, _("更多"))],
        initial="1",
        widget=forms.RadioSelect,
        required=False,
    )
    many = forms.IntegerField(
        label=_("更多人：一共几位"), min_value=FEW + 1, max_value=MOST_PEOPLE, required=False
    )
    priority = forms.ChoiceField(
        label=_("是否优先"),
        choices=[("yes", _("是")), ("no", _("不是"))],
        error_messages={"required": _("请回答是否属于优先对象。")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, centre, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.filter(centre=centre, is_open=True)

    def clean_service(self):
        """In the order in which they were chosen: the ticket leads through them so."""
        chosen = {service.code: service for service in self.cleaned_data["service"]}
        order = list(dict.fromkeys(self.data.getlist("service")))
        if len(order) > MOST_NEEDS:
            raise forms.ValidationError(_("一次最多选%(most)d项业务。") % {"most": MOST_NEEDS})
        return [chosen[code] for code in order]

    def clean(self):
        said = super().clean()
        if said.get("people") == MORE and not said.get("many") and "many" not in self.errors:
            self.add_error("many", _("请填写一共来了几位。"))
        return said

    def renewed(self) -> "TakeForm":
        """The same answers with a key of their own: the one that was refused may be somebody else's."""
        self.data = self.data.copy()
        self.data["key"] = str(uuid4())
        return self

    def coming(self, door: str = Visit.Door.KIOSK) -> Coming:
        said = self.cleaned_data
        people = said["many"] if said["people"] == MORE else int(said["people"] or 1)
        return Coming(said["service"], people, said["priority"] == "yes", door=door)


class FindForm(forms.Form):
    """凭编号看号 — both stand on the slip."""

    code = forms.CharField(label=_("编号"), max_length=30)
    pin = forms.CharField(label=_("查询码"), max_length=12)
