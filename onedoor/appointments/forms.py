"""What people fill in about appointments; of themselves only a telephone number, and only if they want to be told."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.appointments.models import WISHES, Appointment, Provider, Service
from onedoor.appointments.queries.free import languages_of
from onedoor.kit.days import DayField
from onedoor.posts.models import Post
from onedoor.venues.forms import WEEKDAYS, PlainForm
from onedoor.venues.models import Centre, Room

ANY = ("", _("都可以"))


class WishForm(PlainForm):
    """找时间 — which day, by whom; nothing has to be said."""

    day = DayField(label=_("日期"), required=False)
    gender = forms.ChoiceField(label=_("希望接待人"), required=False, choices=[ANY, *Provider.Gender.choices])
    language = forms.ChoiceField(label=_("语言"), required=False)

    def __init__(self, *args, service, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [ANY, *((one, one) for one in languages_of(service))]


class ContactForm(PlainForm):
    """确认预约 — a number, if they want to be told."""

    phone = forms.CharField(
        label=_("电话"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("不留也能约，凭小票来就行。"),
    )
    tell = forms.ChoiceField(
        label=_("怎么联系"), choices=Appointment.Tell.choices, initial=Appointment.Tell.NONE
    )
    wishes = forms.MultipleChoiceField(
        label=_("来的时候需要什么"),
        required=False,
        choices=[(one, Appointment._meta.get_field(one).verbose_name) for one in WISHES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以不填。只有接待您的人看得到，接待完就删除。"),
    )
    language = forms.CharField(label=_("翻译成什么语言"), max_length=20, required=False)

    def clean(self):
        told = super().clean()
        if told.get("phone") and told.get("tell") == Appointment.Tell.NONE:
            self.add_error("tell", gettext("留了电话，请选发短信还是打电话；不用联系就不要填电话。"))
        return told


class WaitForm(PlainForm):
    """候补 — by whom, and where to tell them."""

    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    gender = forms.ChoiceField(label=_("希望接待人"), required=False, choices=[ANY, *Provider.Gender.choices])


class KeyForm(PlainForm):
    """凭小票查预约 — both stand on the slip."""

    code = forms.CharField(label=_("编号"), max_length=30)
    pin = forms.CharField(label=_("查询码"), max_length=12)


class DayForm(PlainForm):
    """停约日 — which day."""

    day = DayField(label=_("日期"), initial=timezone.localdate)


class ClockField(forms.TimeField):
    """钟点 — chosen or typed as 09:30."""

    def __init__(self, **more):
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


class ServiceForm(PlainForm):
    """预约服务 — how it is booked."""

    name = forms.CharField(label=_("服务名称"), max_length=40)
    words = forms.CharField(label=_("说明"), max_length=200, required=False)
    minutes = forms.IntegerField(label=_("每次多少分钟"), min_value=5, max_value=480, initial=30)
    seats = forms.IntegerField(
        label=_("同一时间接待几人"),
        min_value=1,
        max_value=50,
        initial=1,
        help_text=_("讲座、小组填人数，一对一填1。"),
    )
    opens = ClockField(label=_("几点开始接受预约"), required=False)
    closes = ClockField(label=_("几点以后不接受预约"), required=False, help_text=_("不填就按接待人的时间。"))
    lead_minutes = forms.IntegerField(
        label=_("最晚提前多少分钟预约"), min_value=0, max_value=43200, initial=60
    )
    cancel_minutes = forms.IntegerField(
        label=_("最晚提前多少分钟取消或改约"), min_value=0, max_value=43200, initial=60
    )
    hold_minutes = forms.IntegerField(label=_("占号保留多少分钟"), min_value=1, max_value=120, initial=15)
    a_day = forms.IntegerField(label=_("同一电话一天最多几次"), min_value=1, max_value=9, initial=1)
    hall_letter = forms.CharField(
        label=_("到场排入大厅的字母"),
        max_length=1,
        required=False,
        help_text=_("与大厅业务的字母一致；不排号就留空。"),
    )
    rooms = forms.ModelMultipleChoiceField(Room.objects.none(), label=_("使用的场所"), required=False)
    is_sealed = forms.BooleanField(label=_("保密，只有接待人能看到"), required=False)
    is_open = forms.BooleanField(label=_("开放预约"), required=False, initial=True)

    def __init__(self, *args, centre: Centre, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rooms"].queryset = Room.objects.filter(centre=centre)


class ProviderForm(PlainForm):
    """接待人 — which post, what it gives, and what they want said of themselves."""

    post = forms.ModelChoiceField(Post.objects.none(), label=_("岗位"), empty_label=_("请选择"))
    name = forms.CharField(label=_("对外称呼"), max_length=40)
    services = forms.ModelMultipleChoiceField(Service.objects.none(), label=_("可接待的服务"))
    skills = forms.CharField(label=_("擅长"), max_length=100, required=False)
    languages = forms.CharField(
        label=_("语言"), max_length=100, required=False, help_text=_("用顿号隔开，例如普通话、秦安话。")
    )
    gender = forms.ChoiceField(
        label=_("性别（自愿填写）"), required=False, choices=[("", _("不写")), *Provider.Gender.choices]
    )
    is_open = forms.BooleanField(label=_("接受预约"), required=False, initial=True)

    def __init__(self, *args, centre: Centre, **kwargs):
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(
            type__verbs__contains=["appointment.give"], org__region__path__startswith=centre.region.path
        )
        self.fields["post"].queryset = posts.select_related("org", "type")
        self.fields["services"].queryset = Service.objects.filter(centre=centre)

    def clean_languages(self) -> list[str]:
        words = self.cleaned_data["languages"].replace("，", "、").replace(",", "、").split("、")
        return [word.strip()[:20] for word in words if word.strip()]


class PatternForm(PlainForm):
    """出诊规律 — every so many weeks, or the n-th weekday of the month."""

    service = forms.ModelChoiceField(Service.objects.none(), label=_("预约服务"), empty_label=_("请选择"))
    weekday = forms.TypedChoiceField(label=_("星期"), coerce=int, choices=list(enumerate(WEEKDAYS, start=1)))
    every = forms.IntegerField(label=_("每几周一次"), min_value=1, max_value=8, initial=1)
    nth = forms.IntegerField(
        label=_("每月第几个"), min_value=1, max_value=5, required=False, help_text=_("填了就按月，不按周。")
    )
    begins, ends = ClockField(label=_("起")), ClockField(label=_("止"))
    break_from = ClockField(label=_("休息起"), required=False)
    break_until = ClockField(label=_("休息止"), required=False)
    valid_from = DayField(label=_("从哪天起"), initial=timezone.localdate)
    valid_until = DayField(label=_("到哪天止"), required=False)

    def __init__(self, *args, provider: Provider, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = provider.services.all()

    def clean(self):
        told = super().clean()
        pause = (told.get("break_from"), told.get("break_until"))
        if not self.errors and (None in pause and any(pause) or all(pause) and pause[1] <= pause[0]):
            self.add_error("break_until", gettext("休息的起止要一起填，止要晚于起。"))
        return told
