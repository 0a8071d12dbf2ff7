"""What follows from tasks in the grids: who hears of them, and which checks fall away with their cause. Errands: safe to repeat."""

from onedoor.cases.models import Case
from onedoor.notices.actions import tell_post, tell_posts
from onedoor.posts.given import system_actor
from onedoor.posts.models import Post
from onedoor.tasks import actions as tasks
from onedoor.tasks.lifecycle import Status
from onedoor.tasks.limits import ROUND, is_task_clock
from onedoor.tasks.models import Round, Task

# Why a check need not be made any more.
FALLEN = {
    "matter.sent_back": "已退回重办，等重新反馈后再核查",
    "matter.closed": "这件事已经办结",
    "matter.declined": "这件事不予受理",
    "matter.transferred": "这件事已经转送",
    "matter.merged": "这件事已经并入另一件",
}


def is_task(event) -> bool:
    """A clock of a grid's task: its ringing concerns who has it, not everybody who has a part in the case."""
    return is_task_clock(str(event.facts.get("kind", "")))


def tell_worker(event):
    """通知网格员 — there is a task, it came over from a colleague, or it need not be done any more."""
    task = _task(event)
    _say(event, task, task.post, event.label)


def tell_giver(event):
    """通知派发岗位 — a task is done, or came back."""
    task = _task(event)
    if task.clock.kind != ROUND.kind and task.giver_id != task.post_id:
        _say(event, task, task.giver, event.label)


def tell_round(event):
    """通知全部网格 — one line to every chair of a round."""
    _say_round(event, f"{event.label}：{event.case.round.name}")


def ring_task(event):
    """网格任务到期 — whoever has it hears that it is near, and with whoever gave it that it is late."""
    if not is_task(event):
        return
    if event.facts["kind"] == ROUND.kind:
        _say_round(event, f"宣传巡查{event.label}：{event.case.title}")
        return
    for task in (
        event.case.tasks.open().filter(clock=event.about.partition(":")[2]).select_related("post", "giver")
    ):
        _say(event, task, task.post, f"网格任务{event.label}")
        if event.verb == "deadline.missed" and task.giver_id != task.post_id:
            _say(event, task, task.giver, f"网格任务{event.label}")


def end_checks(event):
    """核查随之收回 — what was to be looked at is over, or is done anew first."""
    open_checks = Task.objects.open().checks().filter(case=event.case)
    for task in open_checks.select_related("giver__org__region", "case"):
        tasks.waive(task, by=system_actor().as_reaction(), reason=FALLEN[event.verb])


def _task(event) -> Task:
    return event.case.tasks.select_related("post", "giver", "case", "clock").get(number=event.facts["task"])


def _say(event, task: Task, post: Post, words: str) -> None:
    """It names the task, and of a sealed case not even its code."""
    if event.case.secrecy != Case.Secrecy.NORMAL:
        tell_post(post, f"{words}：一件保密事项，请到“网格任务”办理", key=str(event.pk), link="/tasks/")
        return
    link = f"/tasks/{event.case.code}/{task.number}/"
    tell_post(post, f"{words}：{task.words[:60]}", key=str(event.pk), link=link)


def _say_round(event, words: str) -> None:
    if Round.objects.filter(case=event.case).exists():
        chairs = event.case.tasks.filter(status=Status.GIVEN).values("post")
        link = f"/tasks/rounds/{event.case.code}/"
        tell_posts(Post.objects.filter(pk__in=chairs), words, key=str(event.pk), link=link)
