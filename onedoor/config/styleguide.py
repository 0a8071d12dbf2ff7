"""Everything the components can show, with invented content: for pictures, and for the tests that look at them all."""

from datetime import timedelta

from django import forms
from django.utils import timezone


class Sample(forms.Form):
    """登记示例 — one of each kind of field."""

    title = forms.CharField(label="一句话说明", help_text="例：楼道照明坏了三天没人修", max_length=40)
    phone = forms.CharField(label="联系电话", required=False)
    kind = forms.ChoiceField(
        label="诉求类型", choices=[("", "请选择"), ("help", "求助"), ("complaint", "投诉")]
    )
    due = forms.DateField(
        label="希望何时答复", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    text = forms.CharField(label="详细情况", widget=forms.Textarea)
    door = forms.ChoiceField(
        label="来源",
        choices=[("window", "窗口"), ("phone", "电话"), ("visit", "走访")],
        widget=forms.RadioSelect,
    )
    urgent = forms.BooleanField(label="涉及人身安全，需要立即处置", required=False)
    photos = forms.FileField(label="照片", required=False, help_text="最多 6 张，每张不超过 5 MB")


ROWS = (
    ("QZ-20261009-0042", "安置房三号楼电梯停运五天", "handling", "办理中", "late", "超期1天", "区住建局"),
    (
        "QZ-20261009-0051",
        "人行道井盖破损，夜间有人绊倒",
        "dispatched",
        "待签收",
        "near",
        "还剩3小时",
        "七里墩街道综治中心",
    ),
    (
        "QZ-20261010-0003",
        "邻里因楼道堆物起争执，请求调解",
        "submitted",
        "待批示",
        "ok",
        "还剩4个工作日",
        "秦州区综治中心",
    ),
    (
        "QZ-20261010-0017",
        "农村客运线路停发，老人赶集不便，希望恢复每日两班",
        "resolved",
        "待核查",
        "paused",
        "中止计时",
        "区交通运输局",
    ),
    ("QZ-20261008-0029", "咨询城乡居民医保缴费时间", "closed", "已办结", "done", "按期办结", "区医保局"),
    (
        "QZ-20261008-0031",
        "要求处理外省的网购纠纷",
        "declined",
        "不予受理",
        "done",
        "已终止",
        "秦州区综治中心",
    ),
)
STEPS = (
    ("已收到", "done", "10-09 09:12"),
    ("已受理", "done", "10-09 10:05"),
    ("办理中", "now", "10-09 16:40"),
    ("已答复", "todo", ""),
    ("已办结", "todo", ""),
)


def sample() -> dict:
    """The context of styleguide.html."""
    wrong = Sample(
        {"phone": "12", "title": "", "text": "电梯停了五天，七楼有一位坐轮椅的老人。", "door": "window"}
    )
    wrong.add_error("phone", "电话号码应为11位手机号或带区号的座机号。")
    names = ("code", "title", "status", "label", "clock", "words", "org")
    return {
        "form": Sample(),
        "wrong": wrong,
        "rows": [dict(zip(names, row, strict=True)) for row in ROWS],
        "steps": [{"label": label, "state": state, "at": at} for label, state, at in STEPS],
        "crumbs": [("我的工作", "#"), ("事项", "#"), ("QZ-20261009-0042", "")],
        "now": timezone.now(),
        "earlier": timezone.now() - timedelta(days=2),
    }
