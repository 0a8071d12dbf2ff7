"""The page of background jobs: what failed, in plain words, tried again or given up by people."""

import pytest
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from onedoor.cases.models import Event
from onedoor.config import actions, jobs
from onedoor.config.errands import HANDLERS, run_errand
from onedoor.config.models import JobNote
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft

LEAK = {"title": "水管破裂", "body": "进步巷三天无水。", "kind": "help", "source": "window"}
WORDS = "ConnectionError: 短信平台没有回应"


@pytest.fixture
def event(town):
    matter = matters.register(Draft(**LEAK, community=town.community), by=town.actor("clerk")).matter
    return Event.objects.select_related("case").get(case=matter.case_id)


@pytest.fixture
def page(client, town):
    return town.login(client, town.actor("system_admin"))


def a_job(event, status="failed", attempts=7, handler="tell_units", words=WORDS):
    """As the queue leaves one; its own tables are not written through models."""
    number = run_errand.defer(handler=handler, event=str(event.pk))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [number])
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s, attempts = %s, scheduled_at = now() + interval '9 minutes' WHERE id = %s",
            [status, attempts, number],
        )
    if words:
        JobNote.objects.create(job=number, kind="failed", words=words)
    return number


def status_of(number):
    return ProcrastinateJob.objects.get(pk=number).status


def test_a_failed_job_is_told_in_plain_words(page, event):
    number = a_job(event)
    text = page.get(reverse("jobs")).content.decode()
    wanted = ["通知承办单位", event.case.code, "登记", "7次", WORDS, f"/jobs/{number}/retry/"]
    assert [words for words in wanted if words not in text] == []


def test_a_page_without_failures_says_so(page):
    text = page.get(reverse("jobs")).content.decode()
    assert "没有办不成的任务" in text
    assert "后台服务没有在运行" in text


def test_a_worker_at_work_is_seen(page):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "后台服务没有在运行" not in page.get(reverse("jobs")).content.decode()


def test_counts_are_those_of_the_queue(page, event):
    for status, attempts in (("failed", 7), ("failed", 7), ("todo", 2), ("todo", 0), ("succeeded", 1)):
        a_job(event, status, attempts, words="")
    assert page.get(reverse("jobs")).context["counts"] == {"failed": 2, "again": 1, "todo": 1, "done": 1}


def test_the_page_asks_as_often_for_three_jobs_as_for_one(page, event, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(30) as captured:
            page.get(reverse("jobs"))
        return len(captured)

    a_job(event)
    one = queries()
    a_job(event), a_job(event)
    assert queries() == one


def test_retry_hands_the_job_to_the_worker_and_is_written_down(page, town, event):
    number = a_job(event)
    answer = page.post(reverse("jobs-retry", args=[number]), follow=True)
    assert "已重新安排" in answer.content.decode()
    job = ProcrastinateJob.objects.get(pk=number)
    assert (job.status, job.attempts) == ("todo", 8)
    note = JobNote.objects.get(job=number, kind="retried")
    assert (note.staff.name, note.post.type.code) == ("蒋浩", "system_admin")


def test_retry_does_not_wait_for_a_job_that_waits(town, event):
    number = a_job(event, status="todo", attempts=2)
    actions.retry(number, by=town.actor("operator"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at <= clock_timestamp(), attempts FROM procrastinate_jobs WHERE id = %s",
            [number],
        )
        assert cursor.fetchone() == (True, 2)


@pytest.mark.parametrize(("status", "attempts"), [("failed", 7), ("todo", 3)])
def test_giving_up_keeps_the_reason(page, event, status, attempts):
    number = a_job(event, status, attempts)
    page.post(reverse("jobs-give-up", args=[number]), {f"{number}-reason": "已电话通知水务局"})
    assert status_of(number) == "cancelled"
    assert JobNote.objects.get(job=number, kind="given_up").words == "已电话通知水务局"


def test_giving_up_without_a_reason_is_refused_on_the_page(page, event):
    number = a_job(event)
    answer = page.post(reverse("jobs-give-up", args=[number]), {f"{number}-reason": " "})
    assert (answer.status_code, status_of(number)) == (422, "failed")
    assert "还没有提交成功" in answer.content.decode()


def test_giving_up_without_a_reason_is_refused_by_the_action(town, event):
    with pytest.raises(NotValid):
        actions.give_up(a_job(event), by=town.actor("operator"), reason=" ")


@pytest.mark.parametrize(
    ("status", "attempts"), [("doing", 1), ("succeeded", 1), ("todo", 0), ("cancelled", 3)]
)
def test_a_job_that_is_settled_or_at_work_is_left_alone(town, event, status, attempts):
    number = a_job(event, status, attempts)
    with pytest.raises(NotNow):
        actions.retry(number, by=town.actor("operator"))
    assert status_of(number) == status


def test_a_job_that_is_not_there_is_not_found(town):
    with pytest.raises(NotFound):
        actions.retry(999_999_999, by=town.actor("operator"))


def test_only_who_keeps_the_machinery_going_decides(town, event):
    number = a_job(event)
    for act in (
        lambda by: actions.retry(number, by=by),
        lambda by: actions.give_up(number, by=by, reason="x"),
    ):
        with pytest.raises(NotAllowed):
            act(town.actor("dispatcher"))
    assert (status_of(number), JobNote.objects.filter(kind="failed").count()) == ("failed", 1)


def test_every_errand_and_every_task_has_its_words():
    own = {name for name, task in app.tasks.items() if task.queue == "errands"} - {"errand"}
    assert set(jobs.NAMES) == set(HANDLERS) | own
