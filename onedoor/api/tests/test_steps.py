"""Steps and papers: the same as on the page, once a key."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from onedoor.api.tests.conftest import DESK, URL, Caller
from onedoor.audit.models import AccessLog
from onedoor.cases.models import Paper
from onedoor.matters.actions.duty_list import write_duty
from onedoor.matters.duty_clauses import Clause
from onedoor.matters.models import Category, Matter
from onedoor.matters.steps import STEPS

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(caller):
    return caller.register()


def photo(colour="red", name="1.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "JPEG", comment=b"105.72,34.58")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_steps_are_the_same_as_on_the_page(caller, code, town):
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


def test_open_steps_are_told_by_the_names_of_their_addresses(town):
    leader = Caller(town, town.actor_with("matter.instruct", "matter.triage", *DESK))
    code = leader.register()
    leader.post(f"{URL}/{code}/accept", {})
    leader.post(f"{URL}/{code}/submit", {"to": "centre"})
    steps = {
        "instruct",
        "raise",
        "correct",
        "note",
        "refer_mediation",
        "relate",
        "add_claimant",
        "count_claimants",
    }
    assert set(leader.get(f"{URL}/{code}").json()["steps"]) == steps


def test_every_step_has_its_address(caller):
    paths = caller.client.get("/api/v1/openapi.json").json()["paths"]
    steps = {name.strip("_") for name in STEPS}
    assert {path.rsplit("/", 1)[-1] for path in paths if "{code}/" in path} == steps | {"papers", "events"}


def test_a_form_error_names_its_field(caller, code):
    answer = caller.post(f"{URL}/{code}/decline", {"note": "不属本级", "turn_to": " "})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["turn_to"])
    caller.post(f"{URL}/{code}/accept", {})
    answer = caller.post(f"{URL}/{code}/dispatch", {"lead": "nowhere", "days": 5})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["lead"])


PAUSED = {"until": "2199-01-01", "note": "等材料", "basis": "告知书", "asker": "来访人"}


def test_step_without_the_right_is_refused_and_noted(caller, code):
    answer = caller.post(f"{URL}/{code}/pause", PAUSED)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert answer["Content-Type"] == "application/problem+json"
    row = AccessLog.objects.get(kind="denied")
    assert (row.channel, row.post, row.reason) == ("api", caller.actor.post, f"POST {URL}/{code}/pause")


def test_place_is_corrected_by_its_code(caller, code, town):
    caller.post(f"{URL}/{code}/accept", {})
    url, body = f"{URL}/{code}/correct", {"kind": "hazard", "region": town.second_grid.code}
    assert caller.post(url, {**body, "region": "999"}).json()["fields"].keys() == {"region"}
    assert caller.post(url, body).status_code == 200
    told = caller.get(f"{URL}/{code}").json()
    assert (told["kind"], told["region"]) == ("hazard", town.second_grid.code)


def test_refused_step_leaves_the_key_free(caller, code):
    key = uuid.uuid4()
    assert caller.post(f"{URL}/{code}/settle", {"result": "已修好"}, key).status_code == 409
    caller.post(f"{URL}/{code}/accept", {})
    assert caller.post(f"{URL}/{code}/settle", {"result": "已修好"}, key).json()["status"] == "resolved"


def test_repeat_is_answered_though_the_matter_has_left_the_reach(caller, code, town):
    unit = Caller(town, town.actor("handler"))
    caller.post(f"{URL}/{code}/accept", {})
    caller.post(f"{URL}/{code}/dispatch", {"lead": "water", "days": 3})
    key = uuid.uuid4()
    body = {"reason": "another_leads", "basis": "管道产权在物业", "owner": "housing"}
    first = unit.post(f"{URL}/{code}/return", body, key)
    assert (first.status_code, unit.get(f"{URL}/{code}").status_code) == (200, 404)
    assert unit.post(f"{URL}/{code}/return", body, key).json() == first.json()


def test_partner_unit_walks_its_steps(caller, code, town):
    handler = town.actor("handler")
    unit = Caller(town, type(handler)(handler.staff, town.post("partner", org=town.water)))
    caller.post(f"{URL}/{code}/accept", {})
    caller.post(f"{URL}/{code}/dispatch", {"lead": "water", "days": 3})
    assert unit.get(f"{URL}/{code}").json()["steps"] == [
        "sign",
        "return",
        "ask_extension",
        "ask_pause",
        "note",
    ]
    assert unit.post(f"{URL}/{code}/sign", {}).json()["status"] == "handling"
    cannot = unit.post(f"{URL}/{code}/resolve", {"outcome": "cannot", "result": "产权有争议"})
    assert sorted(cannot.json()["fields"]) == ["cannot_basis", "turn_to"]
    done = unit.post(f"{URL}/{code}/resolve", {"outcome": "done", "result": "已更换水管"})
    assert done.json()["status"] == "resolved"


def test_papers_are_filed_once_and_rebuilt(caller, code):
    key, url = uuid.uuid4(), f"{URL}/{code}/papers"
    first = caller.send(url, {"note": "现场照片", "papers": [photo(), photo("blue", "2.jpg")]}, key)
    again = caller.send(url, {"note": "现场照片", "papers": [photo(), photo("blue", "2.jpg")]}, key)
    assert (first.status_code, first.json()) == (201, {"code": code, "added": 2, "papers": 2})
    assert again.json() == first.json()
    assert [b"105.72" in paper.file.read() for paper in Paper.objects.all()] == [False, False]
    other = caller.send(url, {"note": "现场照片", "papers": [photo("green")]}, key)
    assert (other.status_code, list(other.json()["fields"])) == (422, ["Idempotency-Key"])


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"note": "照片"}, "papers"),
        ({"papers": [photo()]}, "note"),
        ({"note": "照片", "papers": [SimpleUploadedFile("a.jpg", b"no picture")]}, "papers"),
        ({"note": "照片", "papers": [photo() for _n in range(21)]}, "papers"),
        ({"note": "照片", "papers": "a word"}, "papers"),
    ],
)
def test_bad_papers_are_named_and_none_is_kept(caller, code, parts, field):
    answer = caller.send(f"{URL}/{code}/papers", parts)
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert Paper.objects.count() == 0


def test_a_departments_task_is_not_sent_down_by_machines_either(caller, town):
    code = caller.register(region=town.community.code)
    category = Category.objects.create(code="C", name="供水", level=1, path="C/")
    Matter.objects.filter(case__code=code).update(category=category)
    write_duty(Clause(37, category, "district", town.water, "供水管理办法第六条"), by=None)
    caller.post(f"{URL}/{code}/accept", {})
    answer = caller.post(f"{URL}/{code}/dispatch", {"lead": "street"})
    assert answer.status_code == 422
    assert "依据：供水管理办法第六条" in answer.content.decode()
    assert caller.post(f"{URL}/{code}/dispatch", {"lead": "water"}).status_code == 200
