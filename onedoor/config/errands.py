"""差事 — what follows later, as procrastinate jobs stored in the transaction of their cause: a rollback takes them along.

`HANDLERS` is filled by `config.reactions`; periodic work stands at the end. A try that fails leaves a note (`JobNote`) for
the page of background jobs; after the last try the job is left failed, for people to see and decide.
"""

from collections.abc import Callable

from django.core.management import call_command
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from onedoor.appointments import actions as appointments
from onedoor.cases.models import Event
from onedoor.cases.receipts import forget_old
from onedoor.config.binding import tell_over
from onedoor.config.digests import send_digests
from onedoor.config.leaving import call_off_unsafe
from onedoor.config.models import JobNote
from onedoor.counselling import actions as counselling
from onedoor.field import actions as field
from onedoor.hall.actions import tidy_days
from onedoor.matters.importing import running
from onedoor.mediation import actions as mediation
from onedoor.mediation.queries.volumes import held_cases
from onedoor.notices import actions as notices
from onedoor.posts.given import system_actor
from onedoor.registers import actions as registers
from onedoor.safety import actions as safety
from onedoor.surveys import actions as surveys
from onedoor.tasks import actions as tasks
from onedoor.voices import actions as voices

HANDLERS: dict[str, Callable] = {}
RETRY = RetryStrategy(max_attempts=6, exponential_wait=3)
KEPT_HOURS = 7 * 24


def watch(queue) -> None:
    """Settings name this: whatever a worker runs, in whichever room, is run under the eyes of `noting`."""
    around = queue.worker_defaults.get("task_middleware", [])
    queue.worker_defaults["task_middleware"] = [*around, noting]


def noting(run, context, worker):
    """Keep in a few words why a try failed: the queue itself does not."""
    try:
        return run()
    except Exception as error:
        first_line = (str(error).splitlines() or [""])[0]
        words = f"{type(error).__name__}: {first_line}"[:200]
        JobNote.objects.create(job=context.job.id, kind=JobNote.Kind.FAILED, words=words)
        raise


@app.task(name="errand", queue="errands", retry=RETRY)
def run_errand(handler: str, event: str) -> None:
    """Run one LATER handler for one event. No transaction around it: each action it takes holds its own case alone."""
    HANDLERS[handler](Event.objects.select_related("case__matter__desk", "post").get(pk=event))


@app.periodic(cron="* * * * *")
@app.task(name="ring_clocks", queue="errands", queueing_lock="ring_clocks")
def ring_clocks(timestamp: int) -> None:
    """到点响铃 — every minute: clocks that are near or missed say so on their case's timeline."""
    call_command("ring_clocks")


@app.periodic(cron="* * * * *")
@app.task(name="seal_audit", queue="errands", queueing_lock="seal_audit")
def seal_audit(timestamp: int) -> None:
    """查阅日志封存 — every minute: new rows of the access log are chained."""
    call_command("seal_audit")


@app.periodic(cron="30 2 * * *")
@app.task(name="nightly_checks", queue="errands", queueing_lock="nightly_checks")
def nightly_checks(timestamp: int) -> None:
    """夜间核验 — timelines hold together and statuses follow from them; a difference fails the job, so that staff see it."""
    call_command("verify_timelines")
    call_command("replay_lifecycles")
    call_command("verify_audit")
    call_command("recount_deadlines")
    call_command("check_sight")
    forget_old()
    running.forget_old()
    notices.forget_old(by=system_actor())


@app.periodic(cron="* * * * *")
@app.task(name="send_messages", queue="errands", queueing_lock="send_messages")
def send_messages(timestamp: int) -> None:
    """发送消息 — every minute: what waits for e-mail, SMS or the official account; each message counts its own tries."""
    notices.send_due(by=system_actor())


@app.periodic(cron="*/5 * * * *")
@app.task(name="make_digests", queue="errands", queueing_lock="make_digests")
def make_digests(timestamp: int) -> None:
    """每日摘要 — every five minutes: for the units whose hour has come on a working day."""
    send_digests(by=system_actor())


@app.periodic(cron="10 0 * * *")
@app.task(name="tidy_halls", queue="errands", queueing_lock="tidy_halls")
def tidy_halls(timestamp: int) -> None:
    """隔日清号 — after midnight: whoever still stands in yesterday's line has left."""
    tidy_days(by=system_actor())


@app.periodic(cron="* * * * *")
@app.task(name="tend_appointments", queue="errands", queueing_lock="tend_appointments")
def tend_appointments(timestamp: int) -> None:
    """预约到点 — every minute: what nobody confirmed is free again or offered on, and reminders go out."""
    appointments.lapse_holds(by=system_actor())
    appointments.remind(by=system_actor())


@app.periodic(cron="20 0 * * *")
@app.task(name="make_slots", queue="errands", queueing_lock="make_slots")
def make_slots(timestamp: int) -> None:
    """生成号源 — every night: the times of the next ninety days."""
    appointments.make_all(by=system_actor())


@app.periodic(cron="40 0 * * *")
@app.task(name="forget_voices", queue="errands", queueing_lock="forget_voices")
def forget_voices(timestamp: int) -> None:
    """社情民意到期清除 — every night: what was written down a year ago."""
    voices.forget(by=system_actor())


@app.periodic(cron="45 0 * * *")
@app.task(name="coarsen_places", queue="errands", queueing_lock="coarsen_places")
def coarsen_places(timestamp: int) -> None:
    """任务地点变粗 — every night: where exactly a task lay whose case was closed ninety days ago."""
    tasks.coarsen(by=system_actor())


@app.periodic(cron="50 0 * * *")
@app.task(name="erase_ended_support", queue="errands", queueing_lock="erase_ended_support")
def erase_ended_support(timestamp: int) -> None:
    """服务台账到期清除 — every night: who was ended, or not asked again, ninety days ago; and files that nobody took in."""
    registers.erase_ended(by=system_actor())
    registers.forget_files(by=system_actor())


@app.periodic(cron="50 0 * * *")
@app.task(name="forget_surveys", queue="errands", queueing_lock="forget_surveys")
def forget_surveys(timestamp: int) -> None:
    """答卷到期清除 — every night: the answers of surveys that are kept no longer, with their photos."""
    surveys.forget(by=system_actor())


@app.periodic(cron="10 1 * * *")
@app.task(name="end_old_phones", queue="errands", queueing_lock="end_old_phones")
def end_old_phones(timestamp: int) -> None:
    """手机到期停用 — every night: of whoever has been out of the post for a fortnight, or has had another phone for so long."""
    field.end_gone(by=system_actor())
    field.drop_keys(by=system_actor())


@app.periodic(cron="*/10 * * * *")
@app.task(name="finish_uploads", queue="errands", queueing_lock="finish_uploads")
def finish_uploads(timestamp: int) -> None:
    """补办终端上报 — every ten minutes: what a phone sent that was stored and then not done."""
    field.finish(by=system_actor())


@app.periodic(cron="20 1 * * *")
@app.task(name="forget_uploads", queue="errands", queueing_lock="forget_uploads")
def forget_uploads(timestamp: int) -> None:
    """终端上报到期清除 — every night: what phones sent a month ago, as they sent it, and photos that never came."""
    field.forget(by=system_actor())


@app.periodic(cron="40 1 * * *")
@app.task(name="destroy_talks", queue="errands", queueing_lock="destroy_talks")
def destroy_talks(timestamp: int) -> None:
    """到期销毁 — every night: the keys of what has been kept long enough; nothing says of whom, nor how many."""
    counselling.destroy_over(by=system_actor())


@app.periodic(cron="*/2 * * * *")
@app.task(name="tend_safety", queue="errands", queueing_lock="tend_safety")
def tend_safety(timestamp: int) -> None:
    """安全步骤到点 — every two minutes: levels that ran out are asked again, and what is late is told to the supervisor."""
    safety.tend(by=system_actor())
    call_off_unsafe()


@app.periodic(cron="50 1 * * *")
@app.task(name="erase_safety", queue="errands", queueing_lock="erase_safety")
def erase_safety(timestamp: int) -> None:
    """核对单到期清除 — every night: of cases that were closed two years ago and that nobody holds."""
    safety.erase_over(by=system_actor(), held=held_cases())


@app.periodic(cron="10 6 * * *")
@app.task(name="tend_mediations", queue="errands", queueing_lock="tend_mediations")
def tend_mediations(timestamp: int) -> None:
    """调解到点提醒 — every morning: what is due, the thirty days to ask the court, return visits, clocks that ran out."""
    mediation.tend(by=system_actor())


@app.periodic(cron="55 1 * * *")
@app.task(name="shred_mediation", queue="errands", queueing_lock="shred_mediation")
def shred_mediation(timestamp: int) -> None:
    """调解到期清除 — every night: what one side said alone, ninety days after the case was closed; and applications that were never
    accepted, after two years. What two people hold stays. What is over for a year and lies in no volume is filed as it is."""
    mediation.shred_over(by=system_actor())
    mediation.file_over(by=system_actor())


@app.periodic(cron="20 1 * * *")
@app.task(name="tell_over_volumes", queue="errands", queueing_lock="tell_over_volumes")
def tell_over_volumes(timestamp: int) -> None:
    """卷宗保管期满 — every night, said once a month: which volumes two people may destroy now."""
    tell_over()


@app.periodic(cron="*/10 * * * *")
@app.task(name="tidy_jobs", queue="errands", queueing_lock="tidy_jobs", pass_context=True)
async def tidy_jobs(context, timestamp: int) -> None:
    """任务清理 — what a worker was doing when it died is tried again; what is done is forgotten after a week."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job, retry_at=timezone.now())
    await jobs.delete_old_jobs(nb_hours=KEPT_HOURS)
