"""Whose address counts: the caller's, also behind a proxy, and never one that the caller made up."""

import pytest
from axes.models import AccessAttempt
from django.test import RequestFactory

from onedoor.audit.models import AccessLog
from onedoor.config.signin import address_of

PROXY = "10.0.0.2"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("2001:DB8::1", "2001:db8::1"),
        ("fe80::1%" + "x" * 100, "fe80::1"),
        ("203.0.113.7, nobody", PROXY),
        ("", PROXY),
    ],
)
def test_behind_a_proxy_the_last_hop_is_the_address(settings, forwarded, address):
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == PROXY
    settings.BEHIND_PROXY = True
    assert address_of(request) == address


def test_a_sign_in_that_failed_is_counted_and_logged_at_the_callers_address(settings, client, town):
    settings.BEHIND_PROXY = True
    told = {"login": "nobody", "password": "wrong"}
    client.post("/login/", told, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert AccessAttempt.objects.get().ip_address == "203.0.113.7"
    assert AccessLog.objects.get(kind="sign_in_failed").address == "203.0.113.7"
