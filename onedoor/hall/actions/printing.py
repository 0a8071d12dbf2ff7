"""打印 — slips go to the printer by a job: nobody waits for a machine, and what may have come out is not sent again."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from onedoor.hall.models import Printer, PrintJob, Ticket
from onedoor.hall.moving import ticket_of
from onedoor.hall.printing import sending
from onedoor.hall.printing.escpos import encoded
from onedoor.hall.printing.layout import Slip, TestSlip
from onedoor.hall.queries.slips import slip_of
from onedoor.hall.standing import insist_at
from onedoor.kit.problems import NotNow

# A slip that comes out later than this belongs to nobody any more.
TRIES, AGAIN, WORTH = 3, timedelta(seconds=4), timedelta(seconds=90)
TASK = "print_slip"
# Before other errands: somebody stands at the machine.
PRESSING = 10
LOST = gettext_noop("打印途中中断，不知道有没有打出")
TOO_LATE = gettext_noop("等了太久，没有再打")
State = PrintJob.State


@transaction.atomic
def print_ticket(ticket: Ticket, printer: Printer, *, by) -> PrintJob:
    """打印小票 — stored with its cause; the ticket is valid whether or not it comes out."""
    return _give(printer, PrintJob.Kind.TICKET, ticket)


def print_again(ticket: Ticket, printer: Printer, *, by) -> PrintJob:
    """补打小票 — a receptionist sees that none came out, or that it was lost."""
    insist_at(by, "hall.receive", printer.centre)
    return print_ticket(ticket, printer, by=by)


@transaction.atomic
def print_test(printer: Printer, *, by) -> PrintJob:
    """打印测试页 — sizes, rare characters, a QR code and the cut."""
    _insist_on(printer, by)
    return _give(printer, PrintJob.Kind.TEST, None)


def check(printer: Printer, *, by) -> Printer:
    """检查打印机 — ask it how it is, now."""
    _insist_on(printer, by)
    return _look(printer)


def check_failing(*, by) -> int:
    """复查有故障的打印机 — nobody has to tell the house that the paper is in again; how many still fail."""
    return sum(_look(one).state == Printer.State.FAILED for one in Printer.objects.failing())


def _insist_on(printer: Printer, by) -> None:
    """A system administrator has no ground of their own: machines are theirs wherever they stand."""
    if not by.holds("hall.devices"):
        insist_at(by, "hall.receive", printer.centre)
    if not printer.is_active:
        raise NotNow(_("“%(name)s”已经停用。") % {"name": printer.name})


def _look(printer: Printer) -> Printer:
    return _seen(printer, sending.ask(printer.host, printer.port, answers=printer.answers))


def _give(printer: Printer, kind: str, ticket: Ticket | None) -> PrintJob:
    job = PrintJob.objects.create(printer=printer, kind=kind, ticket=ticket, made_at=timezone.now())
    _defer(job)
    return job


def _defer(job: PrintJob, after: timedelta | None = None) -> None:
    """One printer, one connection: its jobs stand behind each other."""
    task = app.configure_task(
        TASK,
        queue="errands",
        lock=f"printer:{job.printer_id}",
        priority=PRESSING,
        schedule_in={"seconds": int(after.total_seconds())} if after else None,
    )
    task.defer(job=str(job.pk))


def carry_out(key: UUID, *, by) -> PrintJob:
    """送去打印 — what the background job does; asked twice, it prints once."""
    job = PrintJob.objects.select_related("printer__centre").get(pk=key)
    data = _bytes(job)
    if not _begun(job):
        return job
    printer = job.printer
    try:
        told = sending.send(printer.host, printer.port, data, answers=printer.answers)
    except sending.NotBegun as fault:
        _seen(printer, sending.Told(str(fault)))
        _try_again(job, str(fault))
    except sending.Uncertain as fault:
        _seen(printer, sending.Told(str(fault)))
        _end(job, State.FAILED, str(fault))
    else:
        _seen(printer, told)
        _end(job, State.FAILED if told.words else State.SENT, told.words)
    return job


def _bytes(job: PrintJob) -> bytes:
    printer = job.printer
    return encoded(
        _slip(job), paper=printer.paper, cuts=printer.cuts, charset=printer.charset, draws=printer.draws
    )


def _slip(job: PrintJob) -> Slip:
    if job.ticket_id:
        return slip_of(ticket_of(pk=job.ticket_id))
    return TestSlip(job.printer.centre.name, job.printer.name, settings.PUBLIC_URL, timezone.now())


@transaction.atomic
def _begun(job: PrintJob) -> bool:
    """Noted before the first byte leaves: whoever finds it so later knows that it may have been printed."""
    fresh = PrintJob.objects.select_for_update().get(pk=job.pk)
    job.state, job.tries = fresh.state, fresh.tries
    if fresh.state == State.SENDING:
        _end(job, State.FAILED, LOST)
    if fresh.state != State.WAITING:
        return False
    if job.ticket_id and timezone.now() - job.made_at > WORTH:
        _end(job, State.FAILED, TOO_LATE)
        return False
    job.state, job.tries = State.SENDING, fresh.tries + 1
    job.save(update_fields=["state", "tries"])
    return True


@transaction.atomic
def _try_again(job: PrintJob, reason: str) -> None:
    if job.tries >= TRIES or timezone.now() + AGAIN - job.made_at > WORTH:
        _end(job, State.FAILED, reason)
        return
    job.state, job.reason = State.WAITING, reason
    job.save(update_fields=["state", "reason"])
    _defer(job, AGAIN)


def _end(job: PrintJob, state: str, reason: str) -> None:
    job.state, job.reason, job.ended_at = state, reason, timezone.now()
    job.save(update_fields=["state", "reason", "ended_at"])


def _seen(printer: Printer, told: sending.Told) -> Printer:
    """`since` is when it began to be so, not when it was last looked at."""
    state = Printer.State.FAILED if told.words else Printer.State.OK
    now = timezone.now()
    if (printer.state, printer.words) != (state, told.words):
        printer.state, printer.words, printer.since = state, told.words, now
    printer.answers = printer.answers or told.answers
    printer.checked_at = now
    printer.save(update_fields=["state", "words", "since", "answers", "checked_at"])
    return printer
