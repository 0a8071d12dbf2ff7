"""Registering, listing and reading through the machines' door."""

import uuid

import pytest
from django.db import connection
from django.utils import timezone

from onedoor.api.tests.conftest import LEAK, URL, Caller
from onedoor.audit.models import AccessLog
from onedoor.matters import actions as matters
from onedoor.matters.models import Category, Matter
from onedoor.persons.models import Person

pytestmark = pytest.mark.django_db


def codes(answer):
    assert answer.status_code == 200, answer.content.decode()
    return [m["code"] for m in answer.json()["matters"]]


def test_a_request_is_registered_and_a_repeat_is_given_the_same_answer(caller):
    key = uuid.uuid4()
    first, again = caller.post(URL, LEAK, key), caller.post(URL, LEAK, key)
    assert first.status_code == 201
    assert again.json() == first.json()
    assert Matter.objects.count() == 1


def test_key_used_again_for_something_else_is_named(caller):
    key = uuid.uuid4()
    caller.post(URL, LEAK, key)
    answer = caller.post(URL, {**LEAK, "body": "别的事情"}, key)
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["Idempotency-Key"])


@pytest.mark.parametrize("key", [None, "", "7"])
def test_missing_or_ill_formed_key_is_named(caller, key):
    headers = {"Authorization": f"Bearer {caller.words}"} | ({} if key is None else {"Idempotency-Key": key})
    answer = caller.client.post(URL, LEAK, content_type="application/json", headers=headers)
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["Idempotency-Key"])
    assert Matter.objects.count() == 0


def test_an_applicant_is_sealed_once_however_often_it_is_sent(caller):
    key, body = uuid.uuid4(), {**LEAK, "applicant": {"name": "张三", "phone": "13800001234"}}
    caller.post(URL, body, key)
    caller.post(URL, body, key)
    assert Person.objects.count() == 1
    told = caller.get(f"{URL}/{Matter.objects.get().case.code}").content.decode()
    assert ("13800001234" in told, "张三" in told) == (False, False)


def test_a_batch_of_a_hundred_and_its_repeat(caller):
    key, batch = uuid.uuid4(), {"matters": [{**LEAK, "body": f"第{n}处漏水"} for n in range(100)]}
    first = caller.post(f"{URL}/batch", batch, key)
    assert caller.post(f"{URL}/batch", batch, key).json() == first.json()
    assert Matter.objects.count() == 100


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "body", "必须填写。"),
        ({**LEAK, "kind": "x"}, "kind", "只能是"),
        ({**LEAK, "民族": "x"}, "民族", "没有这个字段"),
        ({**LEAK, "point": {"lon": 999, "lat": 0}}, "point.lon", "不能大于180"),
        ({**LEAK, "body": "x" * 10_001}, "body", "最多10000个字"),
        ({**LEAK, "body": "a\0b"}, "body", "不能接收的字符"),
        ({**LEAK, "reported_at": "2026-03-02T09:30:00"}, "reported_at", "时区"),
        ({**LEAK, "applicant": {"name": "张三", "phone": "123"}}, "applicant.phone", ""),
        ({**LEAK, "category": "X9"}, "category", "X9"),
        ({**LEAK, "region": "999"}, "region", "999"),
        ({**LEAK, "reported_at": "2199-03-02T09:30:00Z"}, "reported_at", "晚于"),
    ],
)
def test_bad_input_is_a_problem_document_that_names_the_field(caller, body, field, words):
    answer = caller.post(URL, body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert list(answer.json()["fields"]) == [field]
    assert words in answer.json()["fields"][field][0]
    assert Matter.objects.count() + Person.objects.count() == 0


def test_bad_line_of_a_batch_is_named_and_none_is_taken_in(caller):
    lines = [LEAK, {**LEAK, "applicant": {"name": "李四", "identity": "620502"}}]
    answer = caller.post(f"{URL}/batch", {"matters": lines})
    assert list(answer.json()["fields"]) == ["matters.1.applicant.identity"]
    assert Matter.objects.count() + Person.objects.count() == 0


def test_sentences_are_in_the_callers_language(caller):
    headers = {"Authorization": f"Bearer {caller.words}", "Idempotency-Key": str(uuid.uuid4())}
    answer = caller.client.post(URL, "{", content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "not_readable")
    assert answer["Content-Language"] == "zh-hans"


def test_same_source_reference_is_registered_once_and_the_first_is_named(caller):
    code = caller.register(source_ref="HL-1")
    answer = caller.post(URL, {**LEAK, "source_ref": "HL-1"})
    assert (answer.status_code, code in answer.json()["fields"]["source_ref"][0]) == (422, True)
    twice = caller.post(f"{URL}/batch", {"matters": [{**LEAK, "source_ref": "HL-2"}] * 2})
    assert (twice.status_code, "HL-2" in twice.json()["fields"]["source_ref"][0]) == (422, True)
    assert Matter.objects.count() == 1


def test_without_a_good_token_nothing_is_said(caller, client):
    answer = client.get(URL)
    assert (answer.status_code, answer.json()["code"], answer["WWW-Authenticate"]) == (
        401,
        "not_authenticated",
        "Bearer",
    )
    assert caller.post(URL, LEAK, words="od_wrong").status_code == 401


def test_signed_in_page_is_no_token(client, town):
    assert town.login(client, town.actor("clerk")).get(URL).status_code == 401


def test_pages_follow_each_other_without_gaps(caller):
    caller.post(f"{URL}/batch", {"matters": [{**LEAK, "body": f"第{n}处漏水"} for n in range(7)]})
    seen, after = [], ""
    while after is not None:
        page = caller.get(f"{URL}?limit=3" + (f"&after={after}" if after else "")).json()
        seen += [m["code"] for m in page["matters"]]
        after = page["next"]
    assert seen == list(Matter.objects.order_by("-case_id").values_list("case__code", flat=True))


def test_list_is_narrowed_by_each_filter(caller, town):
    branch = Category.objects.create(code="11", name="公用事业", level=1, path="11/")
    leaf = Category.objects.create(code="1101", name="供水", level=2, path="11/1101/", parent=branch)
    mine = caller.register(category=leaf.code, region=town.community.code, source_ref="HL-1")
    other = caller.register(kind="consult", region=town.other_community.code)
    caller.post(f"{URL}/{mine}/accept", {})
    caller.post(f"{URL}/{other}/decline", {"note": "不属本级", "turn_to": "区法院"})
    narrowed = {
        "status=accepted": [mine],
        "state=open": [mine],
        "state=closed": [other],
        "kind=consult": [other],
        "category=11": [mine],
        "category=1101": [mine],
        f"region={town.street.code}": [mine],
        f"region={town.district.code}": [other, mine],
        "source_ref=HL-1": [mine],
        "since=2100-01-01T00:00:00Z": [],
        "until=2100-01-01T00:00:00Z&limit=1": [other],
        "kind=help&status=declined": [],
    }
    assert {query: codes(caller.get(f"{URL}?{query}")) for query in narrowed} == narrowed


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=nowhere", "status"),
        ("state=half", "state"),
        ("region=999", "region"),
        ("category=X9", "category"),
        ("after=x", "after"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("since=2026-03-02", "since"),
        ("stauts=closed", "stauts"),
    ],
)
def test_bad_filter_is_named_rather_than_ignored(caller, query, field):
    answer = caller.get(f"{URL}?{query}")
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])


def test_source_reference_is_told_to_its_own_unit_only(caller, town):
    code = caller.register(source_ref="HL-1")
    other = Caller(town, town.actor("verifier", org=town.centre, name="旁人"))
    stranger = Caller(town, town.actor_with(org=town.street_centre, region=town.district))
    assert caller.get(f"{URL}/{code}").json()["source_ref"] == "HL-1"
    assert other.get(f"{URL}/{code}").json()["source_ref"] == "HL-1"
    assert stranger.get(f"{URL}/{code}").json()["source_ref"] == ""
    assert codes(stranger.get(f"{URL}?source_ref=HL-1")) == []


def test_a_case_out_of_reach_looks_like_none_at_all(caller, town):
    actor = town.actor("clerk")
    hidden = matters.register(
        matters.Draft("家暴求助", "x" * 5, "window", secrecy="family"), by=actor
    ).matter.case.code
    there, absent = caller.get(f"{URL}/{hidden}"), caller.get(f"{URL}/261123-999-9999")
    assert (there.status_code, there.content) == (404, absent.content)
    assert codes(caller.get(URL)) == []


def test_reading_one_is_logged_before_it_leaves_with_where_it_came_from(caller):
    code = caller.register()
    caller.get(f"{URL}/{code}")
    row = AccessLog.objects.get(kind="read", case_code=code)
    assert (row.channel, row.address, row.post) == ("api", "127.0.0.1", caller.actor.post)


def test_unchanged_matter_is_not_sent_nor_logged_again(caller):
    code = caller.register()
    mark = caller.get(f"{URL}/{code}")["ETag"]
    again = caller.get(f"{URL}/{code}", **{"If-None-Match": mark})
    assert (again.status_code, again.content, AccessLog.objects.filter(kind="read").count()) == (304, b"", 1)
    caller.post(f"{URL}/{code}/accept", {})
    fresh = caller.get(f"{URL}/{code}", **{"If-None-Match": f'"other", W/{mark}'})
    assert (fresh.status_code, fresh["ETag"] != mark, fresh.json()["status"]) == (200, True, "accepted")


def test_mark_of_one_post_is_not_anothers(caller, town):
    code = caller.register()
    other = Caller(town, town.actor("verifier"))
    assert caller.get(f"{URL}/{code}")["ETag"] != other.get(f"{URL}/{code}")["ETag"]


def test_events_are_told_from_a_number_on(caller):
    code = caller.register()
    caller.post(f"{URL}/{code}/accept", {})
    first = caller.get(f"{URL}/{code}/events?limit=1").json()
    assert ([e["verb"] for e in first["events"]], first["next"]) == (["matter.registered"], 1)
    rest = caller.get(f"{URL}/{code}/events?after=1").json()
    assert ([e["verb"] for e in rest["events"]], rest["next"]) == (["matter.accepted"], None)
    assert AccessLog.objects.filter(kind="read", case_code=code).count() == 2


def test_times_carry_the_districts_offset(caller):
    whole = caller.get(f"{URL}/{caller.register()}").json()
    assert whole["opened_at"].endswith("+08:00")
    assert timezone.datetime.fromisoformat(whole["due_at"]) > timezone.now()


def test_answers_have_no_surprises_for_mistaken_addresses(caller):
    absent, method = caller.get("/api/v1/nowhere"), caller.client.put(URL)
    assert (absent.status_code, absent.json()["code"]) == (404, "not_found")
    assert (method.status_code, method.json()["code"], method["Allow"]) == (
        405,
        "not_supported",
        "GET, HEAD, POST",
    )
    assert caller.client.post("/api/v1/nowhere").json()["code"] == "not_found"


def test_our_own_mistake_is_told_as_a_problem_too(caller):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE matters_category RENAME TO gone_astray")
    answer = caller.get("/api/v1/categories")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert (answer.json()["code"], "gone_astray" in answer.content.decode()) == ("broken", False)
