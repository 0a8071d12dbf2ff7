"""What people fill in about accounts, chairs and who holds them."""

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.days import DayField
from onedoor.places.models import Region
from onedoor.posts.models import Org, PostType, Staff, Tenure

WEEKDAYS = [
    (1, gettext_lazy("周一")), (2, gettext_lazy("周二")), (3, gettext_lazy("周三")), (4, gettext_lazy("周四")),
    (5, gettext_lazy("周五")), (6, gettext_lazy("周六")), (7, gettext_lazy("周日")),
]  # fmt: skip


class SignInForm(LoginForm):
    """登录 — user name and password, exactly as typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("用户名")
        self.fields["login"].widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        )
        self.fields["password"].label = gettext_lazy("密码")
        self.fields["password"].widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})


class PasswordForm(forms.Form):
    """修改密码 — the old one, and the new one twice."""

    old = forms.CharField(
        label=gettext_lazy("现在的密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("再输一次新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, staff: Staff, *args, **kwargs):
        self.staff = staff
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = " ".join(password_validators_help_texts())

    def clean_old(self):
        if not self.staff.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("现在的密码不对。"))
        return self.cleaned_data["old"]

    def clean_new(self):
        validate_password(self.cleaned_data["new"], self.staff)
        return self.cleaned_data["new"]

    def clean(self):
        told = super().clean()
        if "new" in told and "again" in told and told["new"] != told["again"]:
            self.add_error("again", _("两次输入的新密码不一样。"))
        if "new" in told and told["new"] == told.get("old"):
            self.add_error("new", _("新密码和现在的一样，请换一个。"))
        return told


class AppointForm(forms.Form):
    """任命 — who, from when, and how seconded."""

    username = forms.CharField(
        label=gettext_lazy("用户名"),
        max_length=150,
        help_text=gettext_lazy("请先在“工作人员”中登记。"),
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off", "autocapitalize": "none"}),
    )
    since = DayField(label=gettext_lazy("从哪天起"), initial=timezone.localdate)
    until = DayField(label=gettext_lazy("到哪天止（含当日）"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("任职方式"), choices=Tenure.Kind, widget=forms.RadioSelect, initial=Tenure.Kind.OWN
    )
    home_org = forms.ModelChoiceField(
        label=gettext_lazy("派出单位（入驻人员填）"),
        queryset=Org.objects.none(),
        required=False,
        empty_label=gettext_lazy("请选择"),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("轮驻日（轮驻人员选）"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["home_org"].queryset = Org.objects.exclude(kind=Org.Kind.VILLAGE).order_by("code")

    def clean_username(self):
        staff = Staff.objects.filter(username__iexact=self.cleaned_data["username"].strip()).first()
        if staff is None:
            raise forms.ValidationError(_("没有这个用户名，请核对，或先登记这名工作人员。"))
        return staff


class EndTenureForm(forms.Form):
    """免职 — the last day, or at once."""

    last_day = DayField(
        label=gettext_lazy("最后一天"), required=False, help_text=gettext_lazy("不填则立即生效。")
    )


class EnrolForm(forms.Form):
    """登记工作人员 — an account; rights come with a post."""

    username = forms.RegexField(
        r"^[A-Za-z0-9._-]{2,30}$", label=gettext_lazy("用户名"), help_text=gettext_lazy("2 到 30 个字母、数字，不分大小写。"),
        error_messages={"invalid": gettext_lazy("用户名只能用 2 到 30 个字母、数字、点、横线。")},
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    org = forms.ModelChoiceField(
        label=gettext_lazy("人事所在单位"),
        queryset=Org.objects.order_by("code"),
        empty_label=gettext_lazy("请选择"),
    )


class OpenPostForm(forms.Form):
    """设岗 — a chair of a type at this organisation."""

    post_type = forms.ModelChoiceField(
        label=gettext_lazy("岗位类型"),
        queryset=PostType.objects.order_by("pk"),
        empty_label=gettext_lazy("请选择"),
    )
    region = forms.ModelChoiceField(
        label=gettext_lazy("数据范围"), queryset=Region.objects.none(), empty_label=gettext_lazy("请选择")
    )
    title = forms.CharField(label=gettext_lazy("岗位名称"), max_length=60, required=False)
    clearances = forms.MultipleChoiceField(
        label=gettext_lazy("密级权限"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, org: Org, clearances: list[str], *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = Region.objects.filter(Q(pk=org.region_id) | Q(parent=org.region_id), valid_to=None)
        self.fields["region"].queryset = here.order_by("path")
        self.fields["region"].initial = org.region_id
        self.fields["clearances"].choices = [(name, name) for name in clearances]
        if not clearances:
            del self.fields["clearances"]
