import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.api import actions as api
from onedoor.audit.models import AccessLog
from onedoor.matters import actions as matters
from onedoor.matters.models import Matter
from onedoor.persons.models import Person

pytestmark = pytest.mark.django_db
URL = "/api/v1/matters"
LEAK = {"body": "进步巷水管破裂，三天无水", "kind": "help"}


@pytest.fixture
def caller(town, client):
    return Caller(town, client)


class Caller:
    """A partner's system with a token of its post."""

    def __init__(self, town, client):
        self.client, self.actor = client, town.actor_with(
            *("matter.register", "matter.accept", "matter.triage", "matter.dispatch"), org=town.centre
        )
        keeper = town.actor("security_admin")
        self.token, self.words = api.issue(
            by=keeper,
            post=self.actor.post,
            staff=self.actor.staff,
            name="热线对接",
            expires_on=timezone.localdate() + timedelta(days=30),
        )
        self.keeper = keeper

    def post(self, url, body, key=None, words=None):
        headers = {"Authorization": f"Bearer {words or self.words}", "Idempotency-Key": str(key or uuid.uuid4())}
        return self.client.post(url, body, content_type="application/json", headers=headers)

    def get(self, url):
        return self.client.get(url, headers={"Authorization": f"Bearer {self.words}"})


def test_a_request_is_registered_and_a_repeat_is_given_the_same_answer(caller):
    key = uuid.uuid4()
    first, again = caller.post(URL, LEAK, key), caller.post(URL, LEAK, key)
    assert first.status_code == 201
    assert again.json() == first.json()
    assert Matter.objects.count() == 1


def test_an_applicant_is_sealed_once_however_often_it_is_sent(caller):
    key, body = uuid.uuid4(), {**LEAK, "applicant": {"name": "张三", "phone": "13800001234"}}
    caller.post(URL, body, key)
    caller.post(URL, body, key)
    assert Person.objects.count() == 1
    assert "13800001234" not in caller.get(f"{URL}/{Matter.objects.get().case.code}").content.decode()


def test_a_batch_of_a_hundred_and_its_repeat(caller):
    key, batch = uuid.uuid4(), {"matters": [{**LEAK, "body": f"第{n}处漏水"} for n in range(100)]}
    first = caller.post(f"{URL}/batch", batch, key)
    assert caller.post(f"{URL}/batch", batch, key).json() == first.json()
    assert Matter.objects.count() == 100


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({**LEAK, "kind": "x"}, "kind"),
        ({**LEAK, "民族": "x"}, "民族"),
        ({**LEAK, "point": {"lon": 999, "lat": 0}}, "lon"),
    ],
)
def test_bad_input_is_a_problem_document_that_names_the_field(caller, body, field):
    answer = caller.post(URL, body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert field in "".join(answer.json()["fields"])
    assert Matter.objects.count() == 0


def test_unknown_category_and_place_are_named(caller):
    assert "X9" in caller.post(URL, {**LEAK, "category": "X9"}).json()["detail"]
    assert "999" in caller.post(URL, {**LEAK, "region": "999"}).json()["detail"]


def test_without_a_good_token_nothing_is_said(caller, client):
    assert client.get(URL).status_code == 401
    assert caller.post(URL, LEAK, words="od_wrong").status_code == 401
    api.revoke(caller.token, by=caller.keeper)
    assert caller.get(URL).status_code == 401


def test_pages_follow_each_other_without_gaps(caller):
    caller.post(f"{URL}/batch", {"matters": [{**LEAK, "body": f"第{n}处漏水"} for n in range(7)]})
    seen, after = [], ""
    while after is not None:
        page = caller.get(f"{URL}?limit=3" + (f"&after={after}" if after else "")).json()
        seen += [m["code"] for m in page["matters"]]
        after = page["next"]
    assert seen == list(Matter.objects.order_by("-case_id").values_list("case__code", flat=True))


def test_steps_are_the_same_as_on_the_page(caller, town):
    code = caller.post(URL, LEAK).json()["code"]
    assert caller.post(f"{URL}/{code}/accept", {}).json() == {"code": code, "status": "accepted"}
    key = uuid.uuid4()
    body = {"lead": "water", "assist": ["housing"], "days": 3}
    assert caller.post(f"{URL}/{code}/dispatch", body, key).json()["status"] == "dispatched"
    assert caller.post(f"{URL}/{code}/dispatch", body, key).json()["status"] == "dispatched"
    assert caller.post(f"{URL}/{code}/dispatch", body).status_code == 409
    whole = caller.get(f"{URL}/{code}").json()
    assert whole["lead"] == "water"
    assert [event["verb"] for event in whole["events"]][-1] == "matter.dispatched"
    assert {clock["kind"] for clock in whole["clocks"]} == {"notify", "handle", "sign", "promise"}
    assert all(clock["explanation"] for clock in whole["clocks"])


def test_a_form_error_names_its_field(caller):
    code = caller.post(URL, LEAK).json()["code"]
    answer = caller.post(f"{URL}/{code}/decline", {"note": "不属本级", "turn_to": ""})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["turn_to"])


def test_a_case_out_of_reach_looks_like_none_at_all(caller, town):
    actor = town.actor("clerk")
    hidden = matters.register(
        matters.Draft("家暴求助", "x" * 5, "window", secrecy="family"), by=actor
    ).matter.case.code
    assert caller.get(f"{URL}/{hidden}").content == caller.get(f"{URL}/261123-999-9999").content


def test_reading_one_is_logged_before_it_leaves(caller):
    code = caller.post(URL, LEAK).json()["code"]
    caller.get(f"{URL}/{code}")
    assert AccessLog.objects.filter(kind="read", case_code=code, channel="api").count() == 1
