"""告知来访人 — from filing to the answer by SMS: the centre's words, nothing of the case, and silence where it protects."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from onedoor.audit.queries import reads_of_case
from onedoor.cases.models import Case
from onedoor.config import errands
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.notices.actions import opt_out, reword, send_due, tell_resident
from onedoor.notices.models import Delivery, Digest
from onedoor.persons.actions import enter

NINE = "2026-03-02T09:00:00+08:00"
PLANTED = ("张三", "13912345678", "620502199001011234", "进步巷", "漏水")
LEAK = {
    "title": "张三家漏水 13912345678",
    "body": "进步巷张三，620502199001011234，三天无水。",
    "kind": "help",
    "source": "window",
}


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    settings.OUTBOX = tmp_path
    settings.CHANNELS = {"email": "file", "sms": "file", "account": "file"}

    def sent():
        path = tmp_path / "sms.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    return sent


@pytest.fixture
def deliver(work):
    """Errands first, then what they left to be sent, by the real worker."""

    def run():
        work()
        errands.send_messages.defer(timestamp=0)
        work()

    with time_machine.travel(NINE, tick=True):
        yield run


def register(town, **more):
    clerk = town.actor("clerk")
    person = enter("张三", "13912345678", by=clerk)
    draft = Draft(**LEAK, community=town.community, person=person, **more)
    return matters.register(draft, by=clerk).matter, clerk


def test_the_resident_is_told_at_each_step_in_the_words_of_the_centre(
    transactional_db, town, deliver, outbox
):
    operator = town.actor("operator")
    reword("matter.accepted", "受理了{编号}，{期限}前答复", True, by=operator, sample=dict.fromkeys(
        ("编号", "中心", "电话", "期限", "链接"), "x"
    ))  # fmt: skip
    matter, clerk = register(town)
    deliver()
    matter = matters.accept(matter, by=clerk)
    deliver()
    first, second = outbox()
    assert (first["to"], matter.case.code in first["text"], "/track/" in first["text"]) == (
        "13912345678",
        True,
        True,
    )
    assert second["text"].startswith(f"受理了{matter.case.code}，5月1日24时前答复")
    assert [word for word in PLANTED for line in (first, second) if word in line["text"]] == []
    assert "系统自动发短信，告诉本人办到哪一步" in [
        read.purpose for read in reads_of_case(matter.case.code, matter.case.parties.get().person_id)
    ]


def test_a_step_told_twice_over_goes_out_once(transactional_db, town, deliver, outbox):
    matter, _clerk = register(town)
    event = matter.case.events.get(verb="matter.registered")
    for _time in range(2):
        errands.run_errand.defer(handler="tell_resident", event=str(event.pk))
    deliver()
    deliver()
    assert (len(outbox()), Delivery.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("secrecy", "count"), [("discipline", 1), ("minor", 0), ("counselling", 0), ("family", 0)]
)
def test_of_a_sealed_case_there_is_a_neutral_sentence_and_of_what_a_household_must_not_hear_nothing(
    transactional_db, town, deliver, outbox, secrecy, count
):
    matter, _clerk = register(town)
    Case.objects.filter(pk=matter.case_id).update(secrecy=secrecy)
    deliver()
    assert len(outbox()) == count
    assert [
        word for word in (*PLANTED, matter.case.code, "中心") for line in outbox() if word in line["text"]
    ] == []


def test_whoever_said_no_is_left_alone(transactional_db, town, deliver, outbox):
    matter, clerk = register(town)
    opt_out(matter.case.parties.get().person, by=clerk)
    deliver()
    assert (outbox(), Delivery.objects.get().state) == ([], "suppressed")


def test_whoever_came_with_a_list_is_told_of_later_steps_only(transactional_db, town, deliver, outbox):
    clerk = town.actor("clerk")
    person = enter("张三", "13912345678", by=clerk, source="batch")
    matter = matters.register(Draft(**LEAK, community=town.community, person=person), by=clerk).matter
    deliver()
    assert outbox() == []
    matters.accept(matter, by=clerk)
    deliver()
    assert len(outbox()) == 1


def errands_to_tell() -> int:
    return ProcrastinateJob.objects.filter(args__handler="tell_resident").count()


@pytest.mark.parametrize(
    ("phone", "more", "count"),
    [
        ("13912345678", {}, 1),
        ("", {}, 0),
        ("13912345678", {"secrecy": "discipline"}, 1),
        ("13912345678", {"secrecy": "minor"}, 0),
        ("13912345678", {"secrecy": "counselling"}, 0),
        ("13912345678", {"secrecy": "family"}, 0),
    ],
)
def test_an_errand_is_stored_only_where_somebody_can_be_told(transactional_db, town, phone, more, count):
    clerk = town.actor("clerk")
    person = enter("张三", phone, by=clerk)
    matters.register(Draft(**LEAK, community=town.community, person=person, **more), by=clerk)
    assert errands_to_tell() == count


def test_without_a_name_or_with_a_list_nothing_is_stored(transactional_db, town):
    clerk = town.actor("clerk")
    listed = enter("李四", "13812345678", by=clerk, source="batch")
    known = enter("张三", "13912345678", by=clerk)
    matters.register_many(
        [Draft(**LEAK, community=town.community, person=who) for who in (None, listed)], by=clerk
    )
    assert errands_to_tell() == 0
    matters.register_many(
        [Draft(**LEAK, community=town.community, person=who) for who in (None, known, listed)], by=clerk
    )
    assert errands_to_tell() == 1


def test_of_a_part_nothing_is_stored(transactional_db, town):
    matter, clerk = register(town)
    assert errands_to_tell() == 1
    person = matter.case.parties.get().person
    matters.register(Draft(**LEAK, community=town.community, person=person, part_of=matter), by=clerk)
    assert errands_to_tell() == 1


def test_the_digest_is_made_by_the_worker_at_the_hour(transactional_db, town, deliver, work):
    matter, clerk = register(town)
    matters.dispatch(matters.accept(matter, by=clerk), by=town.actor("dispatcher"), lead=town.water, days=1)
    with time_machine.travel("2026-03-09T08:31:00+08:00", tick=True):
        errands.make_digests.defer(timestamp=0)
        work()
    assert Digest.objects.get(org=town.water, day="2026-03-09").parts[0]["title"] == "超期"


def test_four_workers_at_once_send_each_message_once(transactional_db, town, outbox):
    clerk, system = town.actor("clerk"), town.system
    for number in range(12):
        person = enter("张三", f"1391234567{number % 10}", by=clerk)
        values = dict.fromkeys(("编号", "中心", "电话", "期限", "链接"), str(number))
        tell_resident(person, "matter.accepted", values, key=str(number), case_code="x")
    Delivery.objects.update(urgent=True, next_at=timezone.now())

    def run(_worker):
        try:
            return send_due(by=system)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(run, range(4)), Counter())
    assert (done, len(outbox()), len({line["text"] for line in outbox()})) == ({"sent": 12}, 12, 12)
