"""From the tap at the machine to the paper: the errand is run by a real worker, the printer is a real socket."""

from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from onedoor.hall.models import Device, Policy, Printer, PrintJob, Service, Ticket
from onedoor.hall.tests.sink import printer
from onedoor.venues.models import Centre


@pytest.fixture
def machine(work, town):
    """A hall with one service, whose ticket machine has a printer of its own."""
    centre = Centre.objects.create(org=town.centre, region=town.district, name="秦州区综治中心")
    Policy.objects.create(centre=centre, is_always_open=True)
    Service.objects.create(centre=centre, code="intake", name="综合受理", letter="A")
    return Device.objects.create(centre=centre, kind=Device.Kind.KIOSK, name="大门取号机")


def takes(client, machine):
    sent = {"service": "intake", "people": "1", "priority": "no", "key": uuid4()}
    return client.post(reverse("hall:kiosk_take", args=[machine.token]), sent)


def shown(client, machine):
    ticket = Ticket.objects.latest("number")
    return client.get(reverse("hall:kiosk_printing", args=[machine.token, ticket.secret])).content.decode()


def connected(machine, port):
    one = Printer.objects.create(centre=machine.centre, name="小票机", host="127.0.0.1", port=port)
    one.devices.add(machine)
    return one


def test_a_tap_becomes_a_slip_of_paper_in_chinese(client, machine, work):
    with printer() as paper:
        connected(machine, paper.port)
        takes(client, machine)
        assert "正在打印小票" in shown(client, machine)
        work()
    (sheet,) = paper.sheets
    ticket = Ticket.objects.select_related("visit__slip").get()
    assert sheet.words[:3] == ["秦州区综治中心", "A001", "综合受理"]
    assert f"编号 {ticket.visit.slip.code}" in sheet.words
    assert (sheet.cuts, len(sheet.squares), "小票已打印，请取走" in shown(client, machine)) == (1, 1, True)


def test_a_printer_that_is_off_holds_nothing_up_and_prints_the_next_when_it_is_on(client, machine, work):
    with printer() as paper:
        port = paper.port
    one = connected(machine, port)
    takes(client, machine)
    seen = []
    for _try in range(3):
        a_moment_later(work)
        seen.append(PrintJob.objects.values_list("state", "tries").get())
    one.refresh_from_db()
    assert (seen, one.state) == ([("waiting", 1), ("waiting", 2), ("failed", 3)], "failed")
    assert "号码有效，请记下号码，或扫码、拍照" in shown(client, machine)
    with printer(port) as paper:
        takes(client, machine)
        work()
    one.refresh_from_db()
    assert ([sheet.words[1] for sheet in paper.sheets], one.state) == (["A002"], "ok")


def a_moment_later(work):
    """The seconds between two tries are over."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
    work()
