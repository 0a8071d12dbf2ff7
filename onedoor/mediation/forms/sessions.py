"""What is filled in about sessions, and about whoever is asked to take part."""

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField
from onedoor.mediation.forms.choosing import (
    HourField,
    SaidField,
    SessionField,
    SideField,
    SidesForm,
    TimesForm,
    said_session,
    said_side,
    show,
    sides_of,
)
from onedoor.mediation.forms.performing import SAID_HERE
from onedoor.mediation.models import Guest, Postponement, Record, Representative, Side, Summons
from onedoor.mediation.models.guest import Role
from onedoor.mediation.queries.guests import all_of, posts_to_invite
from onedoor.mediation.queries.sessions import Words, rooms_of
from onedoor.mediation.stepping import StepForm
from onedoor.venues.models import Room

LONG = 6000


class RoomField(forms.ModelChoiceField):
    """A room with its centre."""

    def __init__(self, **more):
        words = {"label": _("调解室"), "required": False, "empty_label": _("不用预订场所")}
        super().__init__(Room.objects.none(), **words | more)

    def label_from_instance(self, obj) -> str:
        return f"{obj.centre} {obj}"


class _WithRoom(TimesForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, rooms = self.fields["room"], rooms_of(self.mediation)
        field.queryset = Room.objects.filter(pk__in=[room.pk for room in rooms]).select_related("centre")
        show(field, [(room.pk, field.label_from_instance(room)) for room in rooms])


class PlanForm(_WithRoom):
    """With whom, where and when."""

    side = SideField(label=_("和谁"), required=False, empty_label=_("各方一起"))
    room = RoomField()
    place = forms.CharField(label=_("别的地点"), max_length=120, required=False)


class MoveForm(_WithRoom):
    """To when and where."""

    session = SessionField()
    room = RoomField()
    place = forms.CharField(label=_("别的地点"), max_length=120, required=False)
    reason = forms.CharField(label=_("改期的理由"), max_length=300, required=False)

    field_order = ("session", "day", "begin", "until", "room", "place", "reason")


class NextForm(SidesForm):
    """After which session the next one is arranged, as its record says."""

    sessions = "with_next"
    session = SessionField()


class SeePaperForm(StepForm):
    """Whose paper came later, and how far it goes."""

    representative = SaidField(
        lambda one: f"{said_side(one.side)}：{one.get_kind_display()} {one.person.name_mask}",
        label=_("哪位代理人"),
    )
    authority = forms.ChoiceField(
        label=_("代理权限"), choices=Representative.Authority, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Representative.objects.filter(side__in=self.mediation.sides.current(), until=None)
        self.fields["representative"].queryset = rows.filter(paper_seen=False).select_related(
            "person", "side__party__person"
        )


class LeaveForm(SidesForm):
    """Which side takes part no longer, while the others go on."""

    side = SideField(label=_("哪一方退出"))


class CallOffForm(SidesForm):
    """Which, and why."""

    session = SessionField()
    reason = forms.CharField(label=_("取消的理由"), max_length=300)


class TellForm(StepForm):
    """How a side was told, and whether it was reached."""

    summons = SaidField(
        lambda one: f"{said_session(one.session)} — {said_side(one.side)}", label=_("哪一次、通知谁")
    )
    channel = forms.ChoiceField(label=_("怎样通知"), choices=Summons.Way)
    result = forms.ChoiceField(
        label=_("通知结果"),
        choices=[one for one in Summons.Result.choices if one[0] != Summons.Result.WAITING],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Summons.objects.filter(session__in=self.mediation.sessions.planned())
        self.fields["summons"].queryset = rows.select_related(
            "session__side__party__person", "side__party__person"
        )


class OpenForm(SidesForm):
    """Who came."""

    session = SessionField()
    present = forms.MultipleChoiceField(label=_("谁到场了"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people: dict = {}
        sides = sides_of(self.mediation)
        prefetch_related_objects(sides, "representatives__person")
        for side in sides:
            self.people[str(side.pk)] = (side, None, said_side(side))
            for one in side.representatives.all():
                if one.until is None:
                    words = f"{said_side(side)}：{one.get_kind_display()} {one.person.name_mask}"
                    self.people[str(one.pk)] = (side, one, words)
        self.fields["present"].choices = [(key, words) for key, (_s, _r, words) in self.people.items()]

    def clean_present(self):
        return [self.people[key][:2] for key in self.cleaned_data["present"]]


class PostponeForm(SidesForm):
    """Which session a side cannot come to, and why."""

    session = SessionField()
    side = SideField(label=_("哪一方请求"))
    reason = forms.CharField(
        label=_("理由（放进这一方的抽屉）"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class RefusePostponementForm(StepForm):
    """Which request is not granted."""

    postponement = SaidField(
        lambda one: f"{said_session(one.session)} — {said_side(one.side)}", label=_("哪个改期请求")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Postponement.objects.filter(
            session__mediation=self.mediation, answer=Postponement.Answer.ASKED
        )
        self.fields["postponement"].queryset = rows.select_related(
            "session__side__party__person", "side__party__person"
        )


class InviteForm(SidesForm):
    """Who is asked in, in which part, and how much they see."""

    sessions = "joint"
    post = SaidField(lambda post: f"{post.org} {post.type}", label=_("哪个岗位"))
    role = forms.ChoiceField(label=_("参加单位"), choices=Role)
    sees = forms.ChoiceField(label=_("能看什么"), choices=Guest.Sees, widget=forms.RadioSelect)
    session = SessionField(label=_("哪一次（只看一次的）"), required=False)
    leads = forms.BooleanField(label=_("由公安机关主持（道路交通事故）"), required=False)
    reason = forms.CharField(label=_("为什么邀请"), max_length=300)
    agreed = forms.ModelMultipleChoiceField(
        Side.objects.none(),
        label=_("哪几方同意"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("各方都同意才能邀请；由公安机关主持的，不用选。"),
    )
    how = forms.ChoiceField(label=_("怎样表示"), choices=[("", "—"), *SAID_HERE], required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["agreed"]
        field.queryset = self.mediation.sides.current().select_related("party__person")
        field.label_from_instance = said_side
        field.widget.choices = [(side.pk, said_side(side)) for side in sides_of(self.mediation)]
        self.fields["post"].queryset = posts_to_invite()


def narrow_guests(field: SaidField, mediation) -> None:
    """Whoever takes part now; the forms of a page look them up once."""
    field.queryset = mediation.guests.current().for_rows()
    show(field, [(one.pk, field.said(one)) for one in all_of(mediation) if one.until is None])


class EndGuestForm(StepForm):
    """Whose part is over."""

    guest = SaidField(lambda one: f"{one.get_role_display()} {one.post.org} {one.staff}", label=_("谁"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        narrow_guests(self.fields["guest"], self.mediation)


class HearOfGuestForm(SidesForm):
    """What one side says to somebody's taking part."""

    guest = SaidField(lambda one: f"{one.get_role_display()} {one.post.org} {one.staff}", label=_("谁"))
    side = SideField(label=_("哪一方"))
    is_yes = forms.TypedChoiceField(
        label=_("意见"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(label=_("怎样表示"), choices=SAID_HERE)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        narrow_guests(self.fields["guest"], self.mediation)


class ReferForm(StepForm):
    """Where the sides were told to turn."""

    role = forms.ChoiceField(label=_("参加单位"), choices=Role)
    office = forms.CharField(label=_("哪个单位"), max_length=100)


class TransferForm(ReferForm):
    """Which authority must act, by which article."""

    basis = forms.CharField(label=_("依据的法律条文"), max_length=200)
    sides_told = forms.BooleanField(label=_("已经告知当事人"), required=False)


class OnwardAnswerForm(StepForm):
    """What came back."""

    onward = SaidField(lambda one: f"{one.get_kind_display()} {one.office}", label=_("哪一次"))
    answer = forms.CharField(label=_("对方答复"), max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["onward"].queryset = self.mediation.onwards.filter(answered_at=None)


class RecordForm(StepForm):
    """The record of a session, one large field for each side; it may be kept half done."""

    rights_told = forms.BooleanField(label=_("已经告知权利义务，询问是否申请调解员回避"), required=False)
    others = forms.CharField(label=_("受邀参加人"), max_length=200, required=False)
    checked = forms.CharField(
        label=_("核实的情况"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    warned = forms.CharField(
        label=_("风险提示"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    outcome = forms.CharField(
        label=_("达成的内容；没有达成的，写原因和告知的其他途径"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    result = forms.ChoiceField(
        label=_("这次的结果"),
        choices=[("", _("还没有结果")), *Record.Result.choices],
        required=False,
    )
    next_day = DayField(label=_("下次日期"), required=False)
    next_hour = HourField(label=_("下次几点"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sides = list(self.mediation.sides.current().for_rows())
        for side in self.sides:
            self.fields[f"said_{side.place}"] = forms.CharField(
                label=_("%(who)s的陈述") % {"who": said_side(side)},
                max_length=LONG,
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        said = [f"said_{side.place}" for side in self.sides]
        self.order_fields(["rights_told", "others", *said])

    def clean(self):
        told = super().clean()
        if bool(told.get("next_day")) != bool(told.get("next_hour")):
            self.add_error("next_hour", _("下次的日期和几点要一起填。"))
        return told

    def words(self) -> Words:
        told = self.cleaned_data
        said = {side.place: told[f"said_{side.place}"] for side in self.sides}
        return Words(said, told["checked"], told["warned"], told["outcome"], told["others"])


class SignForm(SidesForm):
    """Who signs, and the drawing."""

    side = SideField(label=_("谁签字"), required=False, empty_label=_("调解员本人"))
    representative = SaidField(
        lambda one: f"{said_side(one.side)}：{one.get_kind_display()} {one.person.name_mask}",
        label=_("由代理人签的，选代理人"),
        required=False,
    )
    drawn = forms.CharField(label=_("签字"), widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Representative.objects.filter(side__in=self.mediation.sides.current(), until=None)
        self.fields["representative"].queryset = rows.select_related("person", "side__party__person")


class SignOnPaperForm(StepForm):
    """Who signed on the paper, and its scan."""

    sides = forms.ModelMultipleChoiceField(
        Side.objects.none(), label=_("纸上签了字的"), widget=forms.CheckboxSelectMultiple
    )
    upload = forms.FileField(label=_("签了字的记录（照片或者PDF）"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sides"].queryset = self.mediation.sides.current().for_rows()
        self.fields["sides"].label_from_instance = said_side


class RefuseForm(SidesForm):
    """Who would not sign."""

    side = SideField(label=_("谁不签字"))
