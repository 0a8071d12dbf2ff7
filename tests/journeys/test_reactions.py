"""差事 — what follows later: stored with its cause or not at all, repeated without harm, left for people when it fails."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from onedoor.cases.models import Event
from onedoor.config import errands, reactions
from onedoor.config.errands import HANDLERS, run_errand
from onedoor.config.models import JobNote
from onedoor.kit.problems import NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.notices.models import Notice

LEAK = {"title": "水管破裂", "body": "进步巷三天无水，老人无法做饭。", "kind": "help", "source": "window"}
COME_TO_NOTHING = "对方系统没有回应"


@pytest.fixture
def matter(transactional_db, town):
    """A request that has been accepted at the centre."""
    clerk = town.actor("clerk")
    return matters.accept(
        matters.register(Draft(**LEAK, community=town.community), by=clerk).matter, by=clerk
    )


@pytest.fixture
def failing(monkeypatch):
    """Whatever is told to units fails until it is made whole again."""
    state = {"whole": False, "tries": 0}

    def tell_units(event):
        state["tries"] += 1
        if not state["whole"]:
            raise ConnectionError(f"{COME_TO_NOTHING}\nDETAIL: phone 13800000000")

    monkeypatch.setitem(HANDLERS, "tell_units", tell_units)
    return state


def waiting(**more):
    """The errands among units; what residents are told has its own journey."""
    to_units = ProcrastinateJob.objects.exclude(args__handler="tell_resident")
    return to_units.filter(task_name="errand", **more).order_by("pk")


def dispatch(town, matter, **more):
    return matters.dispatch(matter, by=town.actor("dispatcher"), lead=town.water, **more)


def test_units_are_told_when_the_worker_has_run(town, matter, work):
    dispatch(town, matter, assist=[town.housing])
    assert (Notice.objects.count(), [job.args["handler"] for job in waiting()]) == (0, ["tell_units"])
    work()
    told = list(Notice.objects.order_by("org__code").values_list("org__name", "text"))
    code = matter.case.code
    assert told == [("区住建局", f"协办：{code} 求助"), ("区水务局", f"主办：{code} 求助")]
    assert waiting().get().status == "succeeded"


def test_of_a_sealed_case_a_notice_says_neither_code_nor_words(town, matter, work):
    type(matter.case).objects.filter(pk=matter.case_id).update(secrecy="family")
    cleared = town.actor("dispatcher", clearances=["family"], name="有密级权限")
    matters.dispatch(matter, by=cleared, lead=town.water)
    work()
    told = Notice.objects.get(org=town.water)
    assert matter.case.code not in told.text + told.link
    assert "水管" not in told.text


def test_an_errand_goes_with_its_cause_when_that_is_taken_back(town, matter):
    with pytest.raises(NotValid), transaction.atomic():
        dispatch(town, matter)
        raise NotValid("想了想，还是不交办")
    assert (waiting().count(), matter.case.events.filter(verb="matter.dispatched").count()) == (0, 0)


def test_an_errand_done_twice_tells_once(town, matter, work):
    dispatch(town, matter)
    event = Event.objects.get(verb="matter.dispatched")
    for _time in range(2):
        run_errand.defer(handler="tell_units", event=str(event.pk))
    work()
    assert (waiting(status="succeeded").count(), Notice.objects.count()) == (3, 1)


def test_a_failed_try_waits_longer_each_time_and_is_left_for_people_at_last(town, matter, work, failing):
    dispatch(town, matter)
    pauses = []
    while work() or waiting(status="todo"):
        job = waiting().get()
        pauses.append(round((job.scheduled_at - JobNote.objects.latest("at").at).total_seconds()))
        due_now(job)
    assert pauses == [3, 9, 27, 81, 243, 729]
    assert (waiting().get().status, failing["tries"]) == ("failed", errands.RETRY.max_attempts + 1)
    assert JobNote.objects.count() == failing["tries"]


def due_now(job):
    """The queue looks at the database's own clock, which no test moves."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = %s", [job.pk])


def test_a_failed_try_says_why_in_one_line_and_nothing_of_the_row(town, matter, work, failing):
    dispatch(town, matter)
    work()
    note = JobNote.objects.get()
    assert (note.job, note.kind, note.words) == (
        waiting().get().pk,
        "failed",
        f"ConnectionError: {COME_TO_NOTHING}",
    )


def test_an_errand_that_fails_once_is_done_at_the_next_try(town, matter, work, failing):
    dispatch(town, matter)
    work()
    failing["whole"] = True
    due_now(waiting().get())
    work()
    assert (waiting().get().status, failing["tries"]) == ("succeeded", 2)


def test_what_must_be_true_together_is_undone_together(town, matter, monkeypatch):
    def refuse(event, by):
        raise NotValid("上一级不收")

    monkeypatch.setitem(reactions.AT_ONCE, "matter.noted", [refuse])
    with pytest.raises(NotValid):
        matters.note(matter, by=town.actor("clerk"), note="补充")
    assert matter.case.events.filter(verb="matter.noted").count() == 0


def test_every_errand_of_many_events_is_stored_in_one_statement(town, matter, django_assert_num_queries):
    dispatch(town, matter)
    events = [Event.objects.select_related("case").get(verb="matter.dispatched")] * 40
    with django_assert_num_queries(1):
        reactions.react(Event, events=events, by=town.system)
    assert waiting().count() == 41


def test_a_job_whose_worker_died_is_taken_up_again(town, matter, work):
    dispatch(town, matter)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone())
    work()
    assert waiting().get().status == "doing"
    errands.tidy_jobs.defer(timestamp=0)
    work()
    assert (waiting().get().status, Notice.objects.count()) == ("succeeded", 1)
