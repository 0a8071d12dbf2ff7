"""后台任务 — what the house does by itself and did not manage: told in plain words, tried again or given up by people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.db.models import Count, Min
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from onedoor.cases.models import Event
from onedoor.config import actions
from onedoor.config.models import JobNote

MOST = 200
ALIVE = timedelta(minutes=1)
NAMES = {
    "tell_joined": gettext_lazy("通知参与单位"),
    "tell_met": gettext_lazy("通知参会单位"),
    "tell_units": gettext_lazy("通知承办单位"),
    "tell_desk": gettext_lazy("通知承接中心"),
    "tell_arbiters": gettext_lazy("通知裁定单位"),
    "tell_duty": gettext_lazy("通知责任单位"),
    "close_followers": gettext_lazy("随并案办结"),
    "tell_called": gettext_lazy("通知应哨单位"),
    "tell_named": gettext_lazy("通知有关应哨单位"),
    "tell_all_called": gettext_lazy("通知全体应哨单位"),
    "tell_ordered": gettext_lazy("传达联办指令"),
    "tell_host": gettext_lazy("通知吹哨单位"),
    "tell_late": gettext_lazy("应哨超时上报"),
    "ring_call": gettext_lazy("应哨到点"),
    "supervise_late": gettext_lazy("应哨超时催办"),
    "end_late": gettext_lazy("应哨后解除催办"),
    "resume_clock": gettext_lazy("中止期满恢复计时"),
    "supervise_clock": gettext_lazy("按期限督办"),
    "supervise_returned": gettext_lazy("按退回次数督办"),
    "supervise_unsolved": gettext_lazy("按反映未解决次数督办"),
    "end_unsigned": gettext_lazy("签收后解除催办"),
    "end_reminders": gettext_lazy("反馈结果后解除催办"),
    "end_supervision": gettext_lazy("随事项结束解除督办"),
    "tell_supervised": gettext_lazy("通知被督办单位"),
    "tell_supervisor": gettext_lazy("通知督办单位"),
    "tell_whole": gettext_lazy("告诉主事项"),
    "import_rows": gettext_lazy("批量导入"),
    "ring_clocks": gettext_lazy("到点响铃"),
    "seal_audit": gettext_lazy("查阅日志封存"),
    "nightly_checks": gettext_lazy("夜间核验"),
    "tidy_jobs": gettext_lazy("任务清理"),
    "erase_ended_support": gettext_lazy("服务台账到期清除"),
    "tidy_halls": gettext_lazy("隔日清号"),
    "tend_appointments": gettext_lazy("预约到点"),
    "make_slots": gettext_lazy("生成号源"),
    "destroy_talks": gettext_lazy("到期销毁"),
    "tend_safety": gettext_lazy("安全步骤到点"),
    "erase_safety": gettext_lazy("核对单到期清除"),
    "tend_mediations": gettext_lazy("调解到点提醒"),
    "shred_mediation": gettext_lazy("调解到期清除"),
    "tell_resident": gettext_lazy("告知来访人"),
    "send_messages": gettext_lazy("发送消息"),
    "make_digests": gettext_lazy("每日摘要"),
    "print_slip": gettext_lazy("打印小票"),
    "check_printers": gettext_lazy("复查打印机"),
    "end_reported": gettext_lazy("报修随事项了结"),
    "tell_worker": gettext_lazy("通知网格员"),
    "tell_giver": gettext_lazy("通知派发岗位"),
    "tell_round": gettext_lazy("通知全部网格"),
    "ring_task": gettext_lazy("网格任务到期"),
    "end_checks": gettext_lazy("核查随之收回"),
    "forget_voices": gettext_lazy("社情民意到期清除"),
    "coarsen_places": gettext_lazy("任务地点变粗"),
    "forget_surveys": gettext_lazy("答卷到期清除"),
    "open_mediation": gettext_lazy("立调解案卷"),
    "mediate_advice": gettext_lazy("咨询转来调解"),
    "mediate_reception": gettext_lazy("接访转来调解"),
    "end_thought_over": gettext_lazy("网上说不调解的，到时终止"),
    "tell_committee": gettext_lazy("通知调解组织"),
    "return_outcome": gettext_lazy("告知调解结果"),
    "bind_filed": gettext_lazy("装订卷宗"),
    "tell_others": gettext_lazy("通知一起办的人"),
    "tell_answered": gettext_lazy("告知留言有了回复"),
    "call_after_agreement": gettext_lazy("达成协议后的安全回访"),
    "owe_reply": gettext_lazy("提醒回复移送单位"),
    "ask_again_after_session": gettext_lazy("开过会再核对"),
    "return_correction": gettext_lazy("更正调解结果"),
    "tell_all_mediating": gettext_lazy("通知调解员和调解组织"),
    "tell_written_online": gettext_lazy("通知调解员当事人网上写了什么"),
    "tell_called_off": gettext_lazy("通知调解会取消"),
    "tell_recounted": gettext_lazy("通知重新告知"),
    "tell_sides": gettext_lazy("告知各方当事人"),
    "tell_said": gettext_lazy("通知当事人的意见"),
    "tell_mediators": gettext_lazy("通知调解员"),
    "tell_over_volumes": gettext_lazy("卷宗保管期满"),
    "end_old_phones": gettext_lazy("手机到期停用"),
    "finish_uploads": gettext_lazy("补办终端上报"),
    "forget_uploads": gettext_lazy("终端上报到期清除"),
}


class GiveUpForm(forms.Form):
    """不再重试 — the reason stays with the job."""

    reason = forms.CharField(label=gettext_lazy("理由，或已经怎样另行处理"), max_length=200)


@dataclass(frozen=True)
class Line:
    """One job that did not succeed so far: what it was to do, for which case, since when, how often tried, and what went wrong."""

    number: int
    name: str
    event: Event | None
    since: datetime | None
    tries: int
    error: str
    next_at: datetime | None
    form: GiveUpForm


def jobs(request):
    """后台任务 — those that failed, those that wait for another try, and whether anybody is at work."""
    return _page(request)


def retry(request, number):
    """重试 — now, whatever the waiting time."""
    actions.retry(number, by=request.actor)
    messages.success(request, _("已重新安排，稍后会再办一次。"))
    return redirect("jobs")


def give_up(request, number):
    """不再重试 — with a reason."""
    form = GiveUpForm(request.POST, prefix=str(number))
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.give_up(number, by=request.actor, reason=form.cleaned_data["reason"])
    messages.success(request, _("已停止重试，理由已记下。"))
    return redirect("jobs")


def _page(request, wrong: GiveUpForm | None = None, status: int = 200):
    unsettled = ProcrastinateJob.objects.order_by("-pk")
    context = {
        "failed": _lines(unsettled.filter(status="failed"), wrong),
        "waiting": _lines(unsettled.filter(status="todo", attempts__gt=0), wrong),
        "counts": _counts(),
        "is_working": ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - ALIVE).exists(),
        "wrong": wrong,
        "most": MOST,
    }
    return render(request, "jobs.html", context, status=status)


def _counts() -> dict[str, int]:
    """How many jobs stand how; those waiting for another try apart from those not yet tried."""
    counts = dict(ProcrastinateJob.objects.values_list("status").annotate(many=Count("pk")))
    again = ProcrastinateJob.objects.filter(status="todo", attempts__gt=0).count()
    return {
        "failed": counts.get("failed", 0),
        "again": again,
        "todo": counts.get("todo", 0) - again,
        "done": counts.get("succeeded", 0),
    }


def _lines(found, wrong: GiveUpForm | None) -> list[Line]:
    """A fixed number of queries, however many jobs."""
    rows = list(found[:MOST])
    keys = [row.pk for row in rows]
    since = dict(ProcrastinateEvent.objects.filter(job__in=keys).values_list("job").annotate(first=Min("at")))
    notes = (
        JobNote.objects.filter(job__in=keys, kind=JobNote.Kind.FAILED).order_by("job", "-at").distinct("job")
    )
    errors = {note.job: note.words for note in notes}
    told = [row.args["event"] for row in rows if "event" in row.args]
    events = {str(event.pk): event for event in Event.objects.filter(pk__in=told).select_related("case")}
    return [
        Line(
            number=row.pk,
            name=_name(row),
            event=events.get(row.args.get("event", "")),
            since=since.get(row.pk),
            tries=row.attempts,
            error=errors.get(row.pk, ""),
            next_at=row.scheduled_at,
            form=wrong if wrong and wrong.prefix == str(row.pk) else GiveUpForm(prefix=str(row.pk)),
        )
        for row in rows
    ]


def _name(row: ProcrastinateJob) -> str:
    key = row.args.get("handler", row.task_name)
    return str(NAMES.get(key, key))
