"""What a person fills in to take a step. Choices depend on the work and on who is asking."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from onedoor.cases.access import cases_for
from onedoor.cases.papers import clean as clean_paper
from onedoor.kit.plain_forms import speak_plainly
from onedoor.kit.problems import NotValid
from onedoor.matters.advising import advise
from onedoor.matters.duty_list import too_low, usual_days
from onedoor.matters.grounds import offered_for, place_called
from onedoor.matters.models import Category, Kind, Matter
from onedoor.matters.queries.returns import promise_of
from onedoor.places.tree import by_code
from onedoor.posts.models import Org


class StepForm(forms.Form):
    """A form that knows the matter and the actor; a step without questions uses it as it is."""

    def __init__(self, *args, matter=None, actor=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.matter, self.actor = matter, actor
        speak_plainly(self)
        self.narrow()

    def narrow(self):
        """Offer only what fits this matter and this actor."""


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """照片、材料 — several files, each judged by its content."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        files = [file for file in (data or []) if file]
        for file in files:
            try:
                clean_paper(file)
            except NotValid as problem:
                raise forms.ValidationError(problem.message) from problem
        return files


def _words(label, required=True, rows=3, most=500, help_text=""):
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=area, help_text=help_text)


def _papers():
    return PapersField(
        label=_("照片、材料"),
        required=False,
        help_text=_("照片、PDF或Word，每个不超过20MB。照片里的位置信息会自动去掉。"),
    )


def category_input(hint):
    """A category is typed by code or by words, out of the list that stands beside the field."""
    return forms.TextInput(attrs={"list": "categories", "autocomplete": "off", "placeholder": hint})


def category_called(typed: str) -> Category:
    """By code (whatever follows it is the name), by name, or by a part of the name that only one has."""
    leaves = Category.objects.leaves()
    found = leaves.filter(code=typed.split()[0]).first() or leaves.filter(name=typed).first()
    if found:
        return found
    like = list(leaves.filter(name__contains=typed)[:2])
    if len(like) == 1:
        return like[0]
    raise forms.ValidationError(
        gettext("“%(typed)s”对应不止一个分类，请从列表里选。") % {"typed": typed}
        if like
        else gettext("没有“%(typed)s”这个分类，请从列表里选，或先不填。") % {"typed": typed}
    )


class NoteForm(StepForm):
    note = _words(_("说明"), required=False)


class ReasonForm(StepForm):
    note = _words(_("理由"))


class TurnAwayForm(StepForm):
    note = _words(_("理由（会告诉居民）"), help_text=_("例如：属于诉讼事项，应向人民法院提出。"))
    turn_to = forms.CharField(label=_("可以转向哪里"), max_length=300, help_text=_("机关名称、地址或电话。"))


class NoteWithPapersForm(StepForm):
    note = _words(_("记事内容"))
    papers = _papers()


class SubmitForm(StepForm):
    to = forms.ModelChoiceField(Org.objects.none(), label=_("呈报给"), empty_label=None, to_field_name="code")
    note = _words(_("拟办意见"), required=False)

    def narrow(self):
        self.fields["to"].queryset = levels_of(self.matter.desk)
        self.fields["to"].initial = self.matter.desk.code


class RaiseForm(SubmitForm):
    def narrow(self):
        self.fields["to"].queryset = levels_of(self.matter.desk).exclude(pk=self.matter.desk_id)
        self.fields["to"].initial = self.matter.desk.parent.code if self.matter.desk.parent else None


def levels_of(desk: Org):
    """The desk and the centres above it, lowest first."""
    chain, org = [], desk
    while org is not None:
        chain.append(org.pk)
        org = org.parent
    return Org.objects.filter(pk__in=chain).order_by("-region__path")


class InstructForm(StepForm):
    words = _words(_("批示内容"), help_text=_("签署后不能修改。"))
    keep = forms.BooleanField(label=_("留在本级交办"), required=False)


class DispatchForm(StepForm):
    lead = forms.ModelChoiceField(
        Org.objects.none(), label=_("主办单位"), to_field_name="code", empty_label=_("请选择")
    )
    assist = forms.ModelMultipleChoiceField(
        Org.objects.none(),
        label=_("协办单位"),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=_("限期（工作日）"),
        min_value=1,
        max_value=45,
        required=False,
        help_text=_("从交办起算，只能短于法定期限。"),
    )
    note = _words(_("交办意见"), required=False)

    def narrow(self):
        self.fields["lead"].queryset = self.fields["assist"].queryset = units_for(self.matter)
        self.advice, self.promised = advise(self.matter), promise_of(self.matter)
        if self.promised:
            # It goes on as it is, whoever gets the matter now.
            self.fields["days"].widget = forms.HiddenInput()
        else:
            self.fields["days"].initial = self.advice.days if self.advice else usual_days(self.matter)
        if self.advice and self.advice.unit:
            self.fields["lead"].initial = self.advice.unit.code
            self.fields["assist"].initial = [unit.code for unit in self.advice.assist]

    def clean_lead(self):
        """Said beside the field; the action says it again to whoever comes without a form."""
        lead = self.cleaned_data["lead"]
        if refusal := too_low(self.matter, lead):
            raise forms.ValidationError(refusal)
        return lead


def units_for(matter: Matter):
    """Whom a matter can be given to: the district's departments, and the centres and villages of its own place."""
    chain, steps = [], matter.case.region_path.split("/")[:-1]
    for n in range(len(steps)):
        chain.append("/".join(steps[: n + 1]) + "/")
    departments = Org.objects.filter(kind=Org.Kind.DEPARTMENT)
    return (departments | Org.objects.filter(region__path__in=chain)).distinct().order_by("kind", "code")


class SettleForm(StepForm):
    result = _words(_("办理结果"), rows=4, most=2000)
    papers = _papers()


class ResolveForm(StepForm):
    field_order = ["outcome", "result", "cannot_basis", "turn_to", "papers"]
    outcome = forms.ChoiceField(label=_("结论"), choices=Matter.Outcome.choices, widget=forms.RadioSelect)
    result = _words(_("办理结果（做了什么、现在怎样）"), rows=4, most=2000)
    papers = _papers()
    cannot_basis = forms.CharField(
        label=_("不能解决的依据"),
        required=False,
        max_length=300,
        help_text=_("仅“无法解决”时填写：法律、政策或客观原因。"),
    )
    turn_to = forms.CharField(
        label=_("可以转向的途径"),
        required=False,
        max_length=300,
        help_text=_("仅“无法解决”时填写：诉讼、仲裁、复议或其他机关。"),
    )

    def clean(self):
        data = super().clean()
        if data.get("outcome") == Matter.Outcome.CANNOT:
            for name in ("cannot_basis", "turn_to"):
                if not data.get(name):
                    self.add_error(name, _("“无法解决”必须写明这一项。"))
        return data


class ContributeForm(StepForm):
    words = _words(_("协办情况"), rows=4)
    papers = _papers()


class VerifyForm(StepForm):
    note = _words(_("核查情况"), help_text=_("怎样核查的：现场、电话、材料；看到了什么。"))
    papers = _papers()


class AnswerForm(StepForm):
    reply = _words(
        _("书面答复（发给居民）"),
        rows=6,
        most=2000,
        help_text=_("写清诉求、查明的情况、处理意见和依据；不写他人信息。"),
    )
    papers = _papers()

    def narrow(self):
        self.fields["reply"].initial = self.matter.result


class ReportBackForm(StepForm):
    words = _words(_("回复领导"), rows=3)

    def narrow(self):
        self.fields["words"].initial = self.matter.result


class CorrectForm(StepForm):
    """更正 — pages offer what lies around; whoever sends codes sends codes."""

    kind = forms.ChoiceField(label=_("诉求类型"), choices=Kind.choices)
    category = forms.CharField(
        label=_("事项分类"), required=False, max_length=100, widget=category_input(_("代码或关键字"))
    )
    region = forms.CharField(label=_("网格或村（社区）"), required=False, widget=forms.Select)
    place = forms.CharField(
        label=_("按名称找村、社区或网格"),
        required=False,
        max_length=60,
        help_text=_("上面没有的写在这里，例如“进步巷社区”；有重名的，前面写上镇街。"),
    )
    note = _words(_("说明"), required=False)

    def narrow(self):
        self.fields["kind"].initial = self.matter.kind
        self.fields["region"].widget.choices = offered_for(self.matter.case.region)
        now = self.matter.category
        if now and Category.objects.leaves().filter(pk=now.pk).exists():
            self.fields["category"].initial = f"{now.code} {now.label}"

    def leaves(self):
        """What the category may be, for the field's list."""
        return Category.objects.valid(timezone.localdate()).leaves().order_by("path")

    def clean_category(self):
        typed = self.cleaned_data["category"].strip()
        return category_called(typed) if typed else None

    def clean_region(self):
        code = self.cleaned_data["region"].strip()
        region = by_code(code) if code else None
        if code and region is None:
            raise forms.ValidationError(_("没有代码为“%(code)s”的网格或村（社区）。") % {"code": code})
        return region

    def clean_place(self):
        typed = self.cleaned_data["place"].strip()
        try:
            return place_called(typed) if typed else None
        except NotValid as problem:
            raise forms.ValidationError(problem.message) from problem

    def clean(self):
        data = super().clean()
        found = data.pop("place", None)
        data["region"] = data.get("region") or found
        return data


class ObjectForm(StepForm):
    note = _words(_("哪里没有解决"), help_text=_("会换一位核查人员重新核查。"))


class RateForm(StepForm):
    is_solved = forms.TypedChoiceField(
        label=_("问题解决了吗"),
        choices=[("yes", _("解决了")), ("partly", _("说不清")), ("no", _("没有解决"))],
        coerce=lambda value: {"yes": True, "no": False}.get(value),
        empty_value=None,
        widget=forms.RadioSelect,
    )
    stars = forms.TypedChoiceField(
        label=_("您满意吗"),
        choices=[
            (5, _("很满意")),
            (4, _("满意")),
            (3, pgettext_lazy("满意度", "一般")),
            (2, _("不满意")),
            (1, _("很不满意")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    note = _words(_("还想说的话"), required=False)


class MergeForm(StepForm):
    into = forms.CharField(label=_("并入的案卷编号"), max_length=20)
    note = _words(_("理由"), required=False)

    def clean_into(self):
        reach = Matter.objects.filter(case__in=cases_for(self.actor)).select_related("case")
        found = reach.filter(case__code=self.cleaned_data["into"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有这个编号的事项。"))
        return found
