"""What the security administrator fills in to give out a token."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.api.models import FEWEST, MOST, PARTNER, Token, answering
from onedoor.posts.models import Post, PostType, Staff, Tenure

USUAL = timedelta(days=180)


class KeeperForm(forms.Form):
    """责任人 — who answers for the token; the posts to choose from follow from them."""

    person = forms.CharField(
        label=gettext_lazy("责任人的用户名"),
        max_length=150,
        help_text=gettext_lazy("对接系统出了问题，由这个人负责。"),
    )

    def clean_person(self):
        staff = Staff.objects.filter(username__iexact=self.cleaned_data["person"].strip()).first()
        if staff is None:
            raise forms.ValidationError(_("没有这个用户名，请核对。"))
        if not staff.is_active:
            raise forms.ValidationError(_("这个账号已停用。"))
        if not posts_for(staff).exists():
            raise forms.ValidationError(_("这个人现在没有可以使用接口的岗位（轮驻不算）。"))
        return staff


class TokenForm(forms.Form):
    """签发令牌 — the post whose rights it has, what for, until when, how fast."""

    post = forms.ModelChoiceField(
        label=gettext_lazy("令牌所属岗位"), queryset=Post.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label=gettext_lazy("用途"),
        max_length=60,
        help_text=gettext_lazy("哪个系统、做什么用，例如“12345热线转办”。"),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("到期日"),
        help_text=gettext_lazy("含当日，最长一年。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.localdate() + USUAL,
    )
    per_minute = forms.IntegerField(
        label=Token._meta.get_field("per_minute").verbose_name,
        min_value=FEWEST,
        max_value=MOST,
        initial=600,
        help_text=gettext_lazy("超过的请求会被要求稍后再试。"),
    )

    def __init__(self, staff: Staff, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts_for(staff)


def posts_for(staff: Staff):
    """The posts this person can answer for: their own, and partners' posts of the units they serve in."""
    held = Tenure.objects.filter(answering(), staff=staff)
    own = Q(pk__in=held.values("post")) | Q(type__code=PARTNER, org__in=held.values("post__org"))
    business = Post.objects.filter(own, type__duty=PostType.Duty.BUSINESS)
    return business.select_related("type", "org", "region").order_by("org__name", "type__pk", "pk")
