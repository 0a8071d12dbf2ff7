"""The file of one matter, and the steps taken on it, in a browser's words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onedoor.audit.models import AccessLog
from onedoor.cases.models import Party
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.steps import open_steps
from onedoor.persons.actions import enter

PHONE = "13909381234"


@pytest.fixture
def leak(town):
    draft = Draft(
        "水管破裂", "进步巷三天无水，老人无法做饭。", "window", community=town.community, desk=town.centre
    )
    return matters.register(draft, by=town.actor("clerk", name="登记人")).matter


@pytest.fixture
def clerk(town, client):
    actor = town.actor("clerk")
    town.login(client, actor)
    return actor


def url(matter, step=""):
    where = ("matters:step", [matter.case.code, step]) if step else ("matters:matter", [matter.case.code])
    return reverse(where[0], args=where[1])


def hx(client, method, address, data=None):
    return getattr(client, method)(address, data or {}, headers={"HX-Request": "true"})


def add_party(town, matter):
    person = enter("张三", PHONE, by=town.actor("clerk", name="登记人二"))
    return Party.objects.create(case=matter.case, person=person)


def test_file_shows_what_was_said_and_exactly_the_open_steps(client, clerk, leak):
    text = client.get(url(leak)).content.decode()
    assert leak.case.code in text
    assert "进步巷三天无水" in text
    assert "告知受理情况" in text
    offered = {
        name
        for name in ("accept", "decline", "dispatch", "merge", "transfer_out", "verify")
        if url(leak, name) in text
    }
    assert (
        offered
        == {name for name in open_steps(leak, clerk) if name in offered}
        == {"accept", "decline", "merge", "transfer_out"}
    )


def test_step_form_comes_alone_to_htmx_and_inside_the_page_without_it(client, clerk, leak):
    part = hx(client, "get", url(leak, "decline")).content.decode()
    whole = client.get(url(leak, "decline")).content.decode()
    assert part.startswith('<div id="step">')
    assert "<html" not in part
    assert "<html" in whole
    assert part.count('name="turn_to"') == whole.count('name="turn_to"') == 1


def test_step_taken_by_htmx_answers_with_the_file_as_it_now_stands(client, clerk, leak):
    answer = hx(client, "post", url(leak, "accept"), {"note": ""})
    leak.refresh_from_db()
    assert (answer.status_code, leak.status) == (200, "accepted")
    assert answer.content.decode().lstrip().startswith('<div id="matter"')
    assert "已办理：受理。" in answer.content.decode()


def test_step_taken_without_scripts_redirects_to_the_file(client, clerk, leak):
    answer = client.post(url(leak, "accept"), {"note": ""})
    assert (answer.status_code, answer.url) == (302, url(leak))


def test_bad_form_keeps_what_was_typed(client, clerk, leak):
    for answer in (
        client.post(url(leak, "decline"), {"note": "属诉讼事项", "turn_to": ""}),
        hx(client, "post", url(leak, "decline"), {"note": "属诉讼事项", "turn_to": ""}),
    ):
        assert answer.status_code == 422
        assert "属诉讼事项" in answer.content.decode()
    leak.refresh_from_db()
    assert leak.status == "registered"


def test_second_of_two_clerks_is_told_what_happened(client, clerk, leak, town):
    matters.accept(leak, by=town.actor("clerk", name="另一位"))
    answer = hx(client, "post", url(leak, "decline"), {"note": "理由在此", "turn_to": "法院"})
    assert answer.status_code == 409
    assert "现在是“已受理”" in answer.content.decode()
    assert "理由在此" in answer.content.decode()
    assert url(leak, "settle") in answer.content.decode()


def test_double_press_is_told_that_it_is_done(client, clerk, leak):
    seen = {"seen": "1", "note": ""}
    assert client.post(url(leak, "accept"), seen).status_code == 302
    again = client.post(url(leak, "accept"), seen)
    assert again.status_code == 409
    assert "您刚刚已经办好了" in again.content.decode()


def test_a_seen_mark_that_is_no_number_of_ours_counts_as_none(client, clerk, leak):
    for seen in ("x", "9" * 30, "9" * 5000):
        answer = hx(client, "post", url(leak, "decline"), {"seen": seen, "note": "", "turn_to": "法院"})
        assert answer.status_code == 422
    assert client.post(url(leak, "accept"), {"seen": "9" * 5000, "note": ""}).status_code == 302


def test_same_note_sent_twice_is_kept_once(client, clerk, leak):
    clerk.post.type.verbs.append("matter.add")
    clerk.post.type.save()
    for _press in range(2):
        client.post(url(leak, "note"), {"seen": "1", "note": "已电话联系居民"})
    assert leak.case.events.filter(verb="matter.noted").count() == 1


def test_unit_that_almost_may_sees_nothing(client, town, leak):
    matters.accept(leak, by=town.actor("clerk", name="受理人"))
    matters.dispatch(leak, by=town.actor("dispatcher"), lead=town.water)
    town.login(client, town.actor("handler", org=town.labour, name="钱进"))
    assert client.get(url(leak)).status_code == 404
    assert client.post(url(leak, "sign")).status_code == 404


def test_reading_a_party_is_logged_and_the_masks_hold(client, clerk, leak, town):
    party = add_party(town, leak)
    text = client.get(url(leak)).content.decode()
    assert "139****1234" in text
    assert PHONE not in text and "张三" not in text
    row = AccessLog.objects.filter(kind="read").get()
    assert (row.case_code, row.subjects) == (leak.case.code, [str(party.person_id)])


def test_file_with_everything_stays_within_its_queries(client, clerk, leak, town):
    add_party(town, leak)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url(leak))
    matters.accept(leak, by=clerk)
    matters.note(leak, by=town.actor_with("matter.add"), note="一")
    with CaptureQueriesContext(connection) as more:
        client.get(url(leak))
    assert len(more) <= len(few) + 2
    assert len(more) <= 30
