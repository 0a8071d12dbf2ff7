"""What people fill in about centres, rooms, bookings and equipment."""

import re
from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.cases.photo_fields import PhotosField
from onedoor.kit.days import DayField
from onedoor.kit.keys import uuid7
from onedoor.kit.plain_forms import PlainForm
from onedoor.posts.models import Org
from onedoor.venues.models import Booking, Centre, Equipment, Room

WEEKDAYS = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~至到]\s*(\d{1,2})[:：](\d{2})")
APART = re.compile(r"[，,、；;\s]+")
TIME_WRONG = _("请写成8:30-12:00，14:30-18:00这样的时间，不开放的留空")


class CentreForm(PlainForm):
    """中心 — what residents read of it."""

    name = forms.CharField(label=_("中心名称"), max_length=60)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    directions = forms.CharField(
        label=_("怎么去"), max_length=200, required=False, help_text=_("公交站、路口、停车。")
    )
    hours = forms.CharField(label=_("开放时间"), max_length=120, required=False)
    phone = forms.CharField(label=_("咨询电话"), max_length=20, required=False)
    lon = forms.FloatField(
        label=_("经度"), required=False, min_value=-180, max_value=180, help_text=_("例如105.7242")
    )
    lat = forms.FloatField(
        label=_("纬度"), required=False, min_value=-90, max_value=90, help_text=_("例如34.5809")
    )
    is_open = forms.BooleanField(label=_("对外接待"), required=False, initial=True)

    def clean(self):
        told = super().clean()
        if (told.get("lon") is None) != (told.get("lat") is None) and not self.errors:
            self.add_error("lon", gettext("经度和纬度要一起填。"))
        return told


class NewCentreForm(CentreForm):
    """设立中心 — for a unit that has none yet."""

    org = forms.ModelChoiceField(Org.objects.none(), label=_("主管单位"), empty_label=_("请选择"))
    field_order = ("org",)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = (Org.Kind.CENTRE, Org.Kind.TOWN)
        free = Org.objects.filter(
            kind__in=kinds, centre=None, region__path__startswith=by.post.org.region.path
        )
        self.fields["org"].queryset = free.order_by("kind", "code")


class RoomForm(PlainForm):
    """场所 — what it is, and when it is open on each weekday."""

    name = forms.CharField(label=_("场所名称"), max_length=40)
    kind = forms.ChoiceField(label=_("用途"), choices=Room.Kind.choices)
    floor = forms.CharField(label=_("楼层"), max_length=10, required=False)
    number = forms.CharField(label=_("房号"), max_length=10, required=False)
    capacity = forms.IntegerField(label=_("容纳人数"), min_value=1, max_value=999, required=False)
    equipment = forms.CharField(
        label=_("配备"), max_length=200, required=False, help_text=_("例如投影、录音录像、轮椅通道。")
    )
    step = forms.TypedChoiceField(
        label=_("预订单位"), choices=Room.Step.choices, coerce=int, initial=Room.Step.HALF
    )
    is_open = forms.BooleanField(label=_("可以预订"), required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number, label in enumerate(WEEKDAYS, start=1):
            self.fields[f"hours_{number}"] = forms.CharField(label=label, max_length=60, required=False)

    def hours_fields(self):
        return [self[f"hours_{number}"] for number in range(1, 8)]

    def clean(self):
        told = super().clean()
        for number in range(1, 8):
            try:
                told[f"hours_{number}"] = spans_in(told.get(f"hours_{number}") or "")
            except ValueError:
                self.add_error(f"hours_{number}", TIME_WRONG)
        return told

    def told(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("hours_")}

    def hours(self) -> list[tuple[int, time, time]]:
        return [(n, *span) for n in range(1, 8) for span in self.cleaned_data[f"hours_{n}"]]


def spans_in(text: str) -> list[tuple[time, time]]:
    """“8:30-12:00，14:30-18:00” as times; whatever else stands there is refused."""
    if APART.sub("", SPAN.sub("", text)):
        raise ValueError(text)
    return [
        (time(int(hour), int(minute)), time(int(to_hour), int(to_minute)))
        for hour, minute, to_hour, to_minute in SPAN.findall(text)
    ]


def known_of(room: Room) -> dict:
    """What the form shows of a room there is."""
    told = {name: vars(room)[name] for name in RoomForm.base_fields}
    for one in room.hours.all():
        span = f"{one.opens:%H:%M}-{one.closes:%H:%M}"
        told[f"hours_{one.weekday}"] = gettext("，").join(
            filter(None, [told.get(f"hours_{one.weekday}"), span])
        )
    return told


class ClosedDayForm(PlainForm):
    """停用日 — which day, and why."""

    day = DayField(label=_("日期"))
    reason = forms.CharField(label=_("原因"), max_length=60)


class BookingForm(PlainForm):
    """预订 — which day, from when to when, for what kind of work. Its key makes two presses one booking."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid7)
    day = DayField(label=_("日期"))
    begin = forms.ChoiceField(label=_("开始时间"))
    until = forms.ChoiceField(label=_("结束时间"))
    work = forms.ChoiceField(label=_("用于"), choices=Booking.Work.choices)

    def __init__(self, *args, room, with_work=True, **kwargs):
        super().__init__(*args, **kwargs)
        # Kept when a refusal takes the fields' own answers away.
        self.asked: tuple[datetime, datetime] | None = None
        clocks = clocks_of(room)
        self.fields["begin"].choices = clocks[:-1]
        self.fields["until"].choices = clocks[1:]
        for name in ("begin", "until"):
            self.fields[name].error_messages["invalid_choice"] = gettext("请选列出的时间")
        if not with_work:
            del self.fields["work"]

    def times(self) -> tuple[datetime, datetime]:
        day = self.cleaned_data["day"]
        begin, until = (time.fromisoformat(self.cleaned_data[name]) for name in ("begin", "until"))
        self.asked = tuple(timezone.make_aware(datetime.combine(day, clock)) for clock in (begin, until))
        return self.asked

    def take_key(self):
        return self.cleaned_data["key"] or uuid7()

    def ask_again(self) -> None:
        """What was refused may be sent again, changed: as a new one."""
        self.data = self.data.copy()
        self.data["key"] = str(uuid7())


def clocks_of(room: Room) -> list[tuple[str, str]]:
    """Every step from the first opening of the week to the last closing."""
    hours = list(room.hours.all())
    if not hours:
        return []
    at = datetime.combine(datetime.min, min(one.opens for one in hours))
    end = datetime.combine(datetime.min, max(one.closes for one in hours))
    clocks = []
    while at <= end:
        clocks.append((f"{at:%H:%M}", f"{at:%H:%M}"))
        at += timedelta(minutes=room.step)
    return clocks


class ReasonForm(PlainForm):
    """取消预订 — why."""

    reason = forms.CharField(label=_("取消原因"), max_length=200)


class EquipmentForm(PlainForm):
    """设施 — what it is, how many, where it stands."""

    kind = forms.ChoiceField(label=_("设施类别"), choices=Equipment.Kind.choices)
    name = forms.CharField(
        label=_("设施名称"), max_length=40, required=False, help_text=_("不填就用类别的名称。")
    )
    count = forms.IntegerField(label=_("数量"), min_value=1, max_value=99, initial=1)
    place = forms.CharField(label=_("摆放位置"), max_length=60, required=False)
    is_kept = forms.BooleanField(label=_("在用"), required=False, initial=True)


class FaultForm(PlainForm):
    """设施报修 — what is wrong; everything else is known."""

    words = forms.CharField(
        label=_("故障情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )
    photos = PhotosField()


def known_centre(centre: Centre) -> dict:
    return {name: vars(centre)[name] for name in CentreForm.base_fields}


def known_equipment(equipment: Equipment) -> dict:
    return {name: vars(equipment)[name] for name in EquipmentForm.base_fields}
