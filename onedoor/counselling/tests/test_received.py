"""从预约到谈话 — what is known is there already, and nothing leads from one to the other."""

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from onedoor.appointments import actions as appointments
from onedoor.appointments.models import Appointment, Wait
from onedoor.appointments.tests.people import PHONE, TUESDAY, Office
from onedoor.audit.models import AccessLog
from onedoor.counselling import actions
from onedoor.counselling.models import Talk
from onedoor.counselling.queries.talks import list_of
from onedoor.venues.tests.people import at as clock

pytestmark = pytest.mark.django_db
NEW = "/counselling/new/"


@pytest.fixture
def office(town):
    with time_machine.travel(clock("08:00"), tick=False) as clockwork:
        office = Office(town)
        office.comes(office.ear, office.talk)
        office.come = office.booked(office.ear, phone=PHONE, tell="call")
        Wait.objects.create(service=office.talk, slip=office.come.slip, gender="woman", at=clock("08:00"))
        clockwork.move_to(clock("09:05", TUESDAY))
        yield office


def come(office):
    appointments.arrive(office.come, by=office.counsellor)
    return {"appointment": str(office.come.pk)}


def test_what_is_known_stands_in_the_form_and_the_number_is_asked_about(client, town, office):
    town.login(client, office.counsellor)
    sent = come(office)
    week = client.get(f"{reverse('appointments:week')}?day={TUESDAY}").content.decode()
    form = client.post(NEW, sent).content.decode()
    told = (
        f'action="{NEW}"' in week,
        'value="woman" selected' in form,
        f"尾号{PHONE[-4:]}" in form,
        PHONE in form,
    )
    assert told == (True, True, True, False)


@pytest.mark.parametrize(("safe", "number"), [("on", PHONE), ("", "")])
def test_the_number_left_is_the_safe_one_only_if_the_person_says_so(client, town, office, safe, number):
    town.login(client, office.counsellor)
    first = come(office) | {"name": "小李", "age": "adult", "wish": "woman", "is_left_safe": safe}
    assert client.post(NEW, first).status_code == 200
    contact = actions.look_at_contact(Talk.objects.get(), by=office.counsellor)
    assert (contact["number"], Talk.objects.get().wish) == (number, "woman")


def test_no_key_leads_from_one_to_the_other_and_no_log_names_the_person(client, town, office):
    town.login(client, office.counsellor)
    first = come(office) | {"name": "小李", "age": "adult", "wish": "woman", "is_left_safe": "on"}
    client.post(NEW, first)
    talk = Talk.objects.get()
    pointing = [
        (model._meta.label, field.name)
        for model in apps.get_app_config("counselling").get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model
        and field.related_model._meta.app_label in ("appointments", "persons")
    ]
    back = [
        field.name
        for field in Appointment._meta.get_fields()
        if field.is_relation and field.related_model._meta.app_label == "counselling"
    ]
    assert (pointing, back, talk.case.code == office.come.slip.code) == ([], [], False)
    log = AccessLog.objects.filter(purpose="P04").values_list("case_code", "reason", "subjects")
    assert [tuple(map(list, row)) for row in log] == [([], [], [])]
    # The slip opens no talk: whoever typed it is told that nothing has been opened with it.
    assert Appointment.objects.get(pk=office.come.pk).slip.case_id is None


@pytest.mark.parametrize("who", ["colleague", "early", "open", "nonsense"])
def test_anything_but_ones_own_visitor_who_has_come_does_not_exist(client, town, office, who):
    sent = {"appointment": str(office.come.pk)} if who == "early" else come(office)
    actor = town.actor("counsellor", name="白咨询") if who == "colleague" else office.counsellor
    if who == "open":
        type(office.talk).objects.update(is_sealed=False)
    if who == "nonsense":
        sent = {"appointment": "1"}
    town.login(client, actor)
    assert client.post(NEW, sent).status_code == 404


def test_the_talk_is_the_same_as_one_opened_without_an_appointment(client, town, office):
    town.login(client, office.counsellor)
    told = {"name": "小李", "age": "adult", "wish": "any"}
    client.post(NEW, come(office) | told)
    client.post(NEW, told)
    one, other = list_of(office.counsellor).order_by("pk")
    row = ("status", "age", "needs_interpreter", "brings_somebody", "kept_until")
    assert [getattr(one, name) for name in row] == [getattr(other, name) for name in row]
    assert (
        one.case.events.values_list("verb", "facts").get()
        == other.case.events.values_list("verb", "facts").get()
    )
