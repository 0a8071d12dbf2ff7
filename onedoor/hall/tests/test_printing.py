"""A ticket's way to the printer: the job, its tries, what staff see, and never twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from onedoor.hall.actions import printing as actions
from onedoor.hall.actions.devices import save_printer
from onedoor.hall.models import Printer, PrintJob
from onedoor.hall.printing import sending
from onedoor.hall.tests.sink import NO_PAPER, printer
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.posts.given import resident_actor, system_actor

NINE = "2026-11-23 09:00:00+08:00"


@pytest.fixture(autouse=True)
def nine(monkeypatch):
    """Nobody answers in a test for as long as in a hall."""
    monkeypatch.setattr(sending, "ANSWER", 0.3)
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


def machine(hall, port=9, **more):
    return Printer.objects.create(centre=hall.centre, name="取号机一", host="127.0.0.1", port=port, **more)


def given(hall, one):
    return actions.print_ticket(hall.comes(), one, by=resident_actor())


def carry(job):
    return actions.carry_out(job.pk, by=system_actor())


def state(printer_or_job):
    printer_or_job.refresh_from_db()
    return printer_or_job.state


def test_a_ticket_comes_out_once_with_its_number(hall):
    with printer() as sink:
        one = machine(hall, sink.port)
        job = given(hall, one)
        carry(job)
        carry(job)
    (sheet,) = sink.sheets
    assert (sheet.words[1], sheet.size_of("A001") > 2, sheet.cuts) == ("A001", True, 1)
    assert sheet.squares == [f"http://localhost:8000{reverse('hall:ticket', args=[job.ticket.secret])}"]
    assert (state(job), state(one), one.answers) == ("sent", "ok", True)


def test_a_printer_that_is_off_is_tried_again_and_then_told(hall, nine):
    one = machine(hall)
    job = given(hall, one)
    for tries in (1, 2):
        carry(job)
        assert (state(job), job.tries, job.reason) == ("waiting", tries, sending.UNREACHABLE)
        nine.shift(timedelta(seconds=5))
    carry(job)
    assert (state(job), job.tries, job.ended_at) == ("failed", 3, timezone.now())
    assert (state(one), one.words, one.since) == (
        "failed",
        sending.UNREACHABLE,
        timezone.now() - timedelta(seconds=10),
    )
    assert job.ticket.status == "issued"


def test_a_failing_printer_works_again_without_anybody_saying_so(hall):
    with printer() as sink:
        port = sink.port
    one = machine(hall, port)
    carry(given(hall, one))
    assert (state(one), actions.check_failing(by=system_actor())) == ("failed", 1)
    with printer(port):
        assert (actions.check_failing(by=system_actor()), state(one), one.words) == (0, "ok", "")


def test_what_may_have_come_out_is_not_sent_again(hall):
    with printer(stuck=True) as sink:
        one = machine(hall, sink.port)
        job = given(hall, one)
        carry(job)
        carry(job)
    assert (state(job), job.reason, job.tries, len(sink.slips)) == ("failed", sending.NO_WORD, 1, 1)
    assert (state(one), one.words) == ("failed", sending.NO_WORD)


def test_a_job_whose_worker_died_while_sending_is_left_to_people(hall):
    with printer() as sink:
        job = given(hall, machine(hall, sink.port))
        PrintJob.objects.filter(pk=job.pk).update(state="sending")
        carry(job)
    assert (state(job), job.reason, sink.slips) == ("failed", actions.LOST, [])


def test_a_slip_nobody_waits_for_any_more_does_not_come_out(hall, nine):
    with printer() as sink:
        job = given(hall, machine(hall, sink.port))
        nine.shift(timedelta(seconds=91))
        carry(job)
    assert (state(job), job.reason, sink.slips) == ("failed", actions.TOO_LATE, [])


def test_no_paper_is_told_and_nothing_is_sent(hall):
    with printer(state=NO_PAPER) as sink:
        one = machine(hall, sink.port)
        carry(given(hall, one))
    assert (state(one), one.why, sink.slips) == ("failed", "缺纸", [])


def test_paper_that_ends_in_the_middle_is_told_and_not_sent_again(hall):
    with printer(state_after=NO_PAPER) as sink:
        job = given(hall, machine(hall, sink.port))
        carry(job)
        carry(job)
    assert (state(job), job.why, len(sink.slips)) == ("failed", "缺纸", 1)


def test_the_errand_is_stored_with_its_ticket_and_stands_behind_the_printers_others(hall):
    one = machine(hall)
    job = given(hall, one)
    errand = ProcrastinateJob.objects.get(task_name="print_slip")
    assert (errand.args, errand.lock, errand.priority) == (
        {"job": str(job.pk)},
        f"printer:{one.pk}",
        actions.PRESSING,
    )


def test_a_test_page_shows_what_the_machine_can_do(hall):
    with printer() as sink:
        job = actions.print_test(machine(hall, sink.port, paper=58), by=hall.town.actor("system_admin"))
        carry(job)
    (sheet,) = sink.sheets
    assert ("取号机一" in sheet.words, sheet.cuts, state(job)) == (True, 1, "sent")


def test_only_those_who_keep_machines_or_receive_people_print_and_check(hall):
    one = machine(hall)
    with pytest.raises(NotAllowed):
        actions.print_test(one, by=hall.town.actor("auditor"))
    with pytest.raises(NotAllowed):
        actions.check(one, by=hall.town.actor("handler"))
    with pytest.raises(NotAllowed):
        actions.print_again(hall.comes(), one, by=resident_actor())
    assert (PrintJob.objects.count(), state(one)) == (0, "unknown")


def test_a_receptionist_prints_a_lost_slip_again(hall):
    ticket, clerk = hall.comes(), hall.town.actor("clerk")
    with printer() as sink:
        one = machine(hall, sink.port)
        for _time in range(2):
            carry(actions.print_again(ticket, one, by=clerk))
    assert [sheet.words[1] for sheet in sink.sheets] == ["A001", "A001"]


def test_a_printer_that_is_taken_out_of_use_prints_no_test(hall):
    with pytest.raises(NotNow):
        actions.print_test(machine(hall, is_active=False), by=hall.town.actor("system_admin"))


def test_a_printer_that_moved_may_be_another_machine(hall):
    one = machine(hall, answers=True, state="failed", words=sending.MUTE)
    one.port = 10
    save_printer(one, by=hall.town.actor("system_admin"))
    assert (state(one), one.answers, one.words) == ("unknown", False, "")
    one.answers = True
    one.name = "取号机二"
    save_printer(one, by=hall.town.actor("system_admin"))
    assert one.answers is True


def test_a_key_that_is_no_job_is_not_carried_out(hall):
    with pytest.raises(PrintJob.DoesNotExist):
        actions.carry_out(uuid4(), by=system_actor())
