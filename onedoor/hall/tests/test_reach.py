"""A printer's address is a printer's: neither the house's own machine nor what only machines say to each other."""

import pytest
from django.urls import reverse

from onedoor.hall.models import Printer
from onedoor.hall.printing.reach import FORBIDDEN, Forbidden, addresses_of
from onedoor.hall.printing.sending import NotBegun, Told, ask, send
from onedoor.hall.tests.sink import printer

FIELDS = {"name": "一", "port": 9100, "paper": 80, "charset": "gb18030", "is_active": "on"}
OURS = ["127.0.0.1", "localhost", "127.9.9.9", "::1", "::ffff:127.0.0.1", "0.0.0.0", "2130706433"]
NOBODYS = ["169.254.169.254", "fe80::1", "224.0.0.1", "::"]


@pytest.mark.parametrize("host", [*OURS, *NOBODYS])
def test_such_an_address_is_refused_in_service(settings, host):
    settings.PRINTER_LOOPBACK = False
    with pytest.raises(Forbidden, match=FORBIDDEN):
        addresses_of(host, 9100)
    assert addresses_of("192.0.2.7", 9100) == ["192.0.2.7"]


def test_nothing_is_sent_there(settings):
    with printer() as sink:
        assert send("127.0.0.1", sink.port, b"A001").words == ""
        settings.PRINTER_LOOPBACK = False
        assert ask("127.0.0.1", sink.port) == Told(FORBIDDEN)
        with pytest.raises(NotBegun, match=FORBIDDEN):
            send("localhost", sink.port, b"A002")
    assert sink.slips == [b"A001"]


@pytest.mark.parametrize("port", [5432, 8001])
def test_where_one_tries_out_the_houses_own_ports_stay_shut(settings, monkeypatch, port):
    settings.LIVE_PORT = 8001
    monkeypatch.setitem(settings.DATABASES["default"], "PORT", "")
    with pytest.raises(Forbidden):
        addresses_of("127.0.0.1", port)
    assert addresses_of("127.0.0.1", 9100) == ["127.0.0.1"]


def test_the_database_of_another_machine_is_no_printer(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "192.0.2.9")
    monkeypatch.setitem(settings.DATABASES["default"], "PORT", "6000")
    with pytest.raises(Forbidden):
        addresses_of("192.0.2.9", 6000)
    assert addresses_of("192.0.2.9", 9100) == ["192.0.2.9"]


def test_the_form_says_so_and_takes_a_printer_that_is_not_there_yet(client, hall, settings):
    settings.PRINTER_LOOPBACK = False
    hall.town.login(client, hall.town.actor("operator"))
    url = reverse("hall:printer_new")
    refused = client.post(url, FIELDS | {"host": "localhost"})
    assert (refused.status_code, FORBIDDEN in refused.content.decode()) == (422, True)
    for host in ("192.0.2.7", "printer..hall"):
        assert client.post(url, FIELDS | {"host": host}).status_code == 302
    assert Printer.objects.count() == 2
