"""履行 — what a side says itself of what was agreed: that it received something, or here is the receipt of what it paid."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.plain_forms import PlainForm
from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due


class OfDues(PlainForm):
    """Which of the things due."""

    due = forms.ChoiceField(label=_("哪一期"), widget=forms.RadioSelect)

    def __init__(self, *args, dues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due"].choices = dues
        self.fields["due"].initial = dues[0][0] if dues else None


class ReceivedForm(OfDues):
    """确认收到 — how much of it, and when."""

    amount = forms.DecimalField(
        label=_("收到多少钱（元）"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("不是收钱的，空着。"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    done_on = forms.DateField(
        label=_("哪一天收到"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class ProofForm(OfDues):
    """交凭证 — a picture or a PDF; the other side sees it, too."""

    upload = forms.FileField(
        label=_("选照片或者PDF"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        help_text=_("收条、转账截图都可以，各方都看得到。卡号可以先遮住。"),
    )


def owed_by(shown: dict) -> list[tuple[str, str]]:
    """What this side still has to do; nothing is put into a volume that is closed."""
    if shown["mediation"].status == Status.FILED:
        return []
    return [_said(one) for one in shown["dues"] if one.is_own]


def owed_to(shown: dict) -> list[tuple[str, str]]:
    """What this very side is still to get."""
    own = shown["side"].pk
    return [_said(one) for one in shown["dues"] if one.due.obligation.owed_to_id == own]


def _said(one) -> tuple[str, str]:
    due = one.due
    rest = gettext("，还差%(rest)s元") % {"rest": one.rest} if due.amount is not None else ""
    return str(due.pk), f"{due.due_on:%Y-%m-%d} {due.obligation.words}{rest}"


def receive(side, by, said):
    due = Due.objects.select_related("obligation").get(pk=said["due"])
    actions.confirm_received(side.mediation, by=by, due=due, amount=said["amount"], done_on=said["done_on"])


def hand_in(side, by, said):
    due = Due.objects.select_related("obligation").get(pk=said["due"])
    actions.hand_in_proof(side.mediation, by=by, due=due, upload=said["upload"])
