"""Whatever the description allows, and what it forbids, is tried at every address by several posts."""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi import checks as openapi

from onedoor.api.tests.conftest import DESK, URL, Caller

pytestmark = pytest.mark.django_db
NAME, PHONE = "欧阳金雀", "13988887777"
PROMISED = [
    not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_schema_conformance,
]
# At each of some thirty addresses; many more would tell little that the first do not.
FEW = settings(
    max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@contextmanager
def whole_application():
    """The application as the web server has it, but for one thing: it leaves the connection of the test open."""
    load_all_checks()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture
def callers(town):
    """A desk, a unit's own system, and somebody who only reads."""
    handler = town.actor("handler")
    partner = type(handler)(handler.staff, town.post("partner", org=town.water))
    actors = (town.actor_with(*DESK, "matter.clock", "matter.merge"), partner, town.actor("leader"))
    return [Caller(town, actor, per_minute=60_000) for actor in actors]


@pytest.fixture
def known_codes(callers):
    """A matter newly registered, one accepted, one with a unit; and a code of none."""
    desk = callers[0]
    found = [desk.register(applicant={"name": NAME, "phone": PHONE}) for _n in range(3)]
    for code in found[1:]:
        assert desk.post(f"{URL}/{code}/accept", {}).status_code == 200
    assert desk.post(f"{URL}/{found[2]}/dispatch", {"lead": "water", "days": 3}).status_code == 200
    return [*found, "990101-000-0001"]


def told(answer) -> list[str]:
    """What of a person is in an answer that nobody put into words."""
    return [word for word in (NAME, PHONE) if word in answer.content.decode()]


def try_address(operation, mode, callers, codes):
    """Some requests of that mode by this caller or that, each undone before the next."""

    @FEW
    @given(
        case=operation.as_strategy(generation_mode=mode),
        code=st.sampled_from(codes),
        caller=st.sampled_from(callers),
    )
    def tried(case, code, caller):
        if "{code}" in case.path and mode is GenerationMode.POSITIVE:
            case.path_parameters["code"] = code
        with transaction.atomic():
            answer = case.call(headers={"Authorization": f"Bearer {caller.words}"})
            transaction.set_rollback(True)
        case.validate_response(answer, checks=PROMISED)
        assert told(answer) == []

    tried()


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value
)
def test_every_address_keeps_what_is_promised(callers, known_codes, mode):
    tried = set()
    with whole_application() as schema:
        for found in schema.get_all_operations():
            operation = found.ok()
            try_address(operation, mode, callers, known_codes)
            tried.add(operation.path)
    assert tried == set(schema.raw_schema["paths"])


def test_canary_is_found_where_somebody_wrote_it_down(callers, known_codes):
    code = callers[0].register(body=f"请回电{PHONE}，{NAME}")
    assert told(callers[0].get(f"{URL}/{code}")) == [NAME, PHONE]
    assert told(callers[0].get(f"{URL}/{known_codes[0]}")) == []
