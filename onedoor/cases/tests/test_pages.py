"""A field of a party shown in full, and papers fetched: asked anew each time, logged before anything leaves."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from onedoor.audit.models import AccessLog
from onedoor.cases.models import Case, Paper
from onedoor.cases.opening import draft_cases
from onedoor.cases.papers import add_paper
from onedoor.cases.tests.conftest import PHONE

WHY = "回访时登记的电话打不通，核对号码"


def address(case, party):
    return reverse("cases:reveal", args=[case.code, party.pk])


def photo():
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "red").save(out, "JPEG")
    return SimpleUploadedFile("现场.jpg", out.getvalue())


def reveals():
    return list(AccessLog.objects.filter(kind="reveal"))


def test_unit_that_handles_it_sees_the_phone_and_the_log_says_so(client, town, case, party):
    town.login(client, town.actor("handler"))
    asked = client.get(address(case, party))
    assert PHONE not in asked.content.decode()
    shown = client.post(address(case, party), {"field": "phone", "purpose": "P01"})
    assert PHONE in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    (row,) = reveals()
    assert (row.fields, row.purpose, row.case_code) == ("phone", "P01", case.code)
    assert row.subjects == [str(party.person_id)]
    assert PHONE not in client.get(address(case, party)).content.decode()


def test_htmx_gets_the_party_alone(client, town, case, party):
    town.login(client, town.actor("handler"))
    data = {"field": "phone", "purpose": "P01"}
    part = client.post(address(case, party), data, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith(f'<div class="party" id="party-{party.pk}"')
    assert PHONE in part


@pytest.mark.parametrize("reason", ["", "工作需要"])
def test_case_that_is_not_ones_own_work_needs_a_reason_that_says_something(client, town, case, party, reason):
    town.login(client, town.actor("clerk"))
    data = {"field": "phone", "purpose": "P01", "reason": reason}
    refused = client.post(address(case, party), data)
    assert refused.status_code == 422
    assert PHONE not in refused.content.decode()
    assert reveals() == []
    assert PHONE in client.post(address(case, party), data | {"reason": WHY}).content.decode()
    assert [row.reason for row in reveals()] == [WHY]


def test_purpose_that_does_not_open_the_field_is_refused(client, town, case, party):
    Person = type(party.person)
    Person.objects.filter(pk=party.person_id).update(identity_mask="****1234")
    town.login(client, town.actor("verifier"))
    answer = client.post(address(case, party), {"field": "identity", "purpose": "P09", "reason": WHY})
    assert answer.status_code == 422
    assert reveals() == []


def test_unit_without_a_part_finds_neither_party_nor_paper(client, town, case, party):
    paper = add_paper(case, photo(), kind=Paper.Kind.REQUEST, by=town.actor("clerk"))
    town.login(client, town.actor("handler", org=town.labour, name="钱进"))
    assert client.post(address(case, party), {"field": "phone", "purpose": "P01"}).status_code == 404
    assert client.get(reverse("cases:paper", args=[case.code, paper.pk])).status_code == 404
    assert reveals() == []


def test_whoever_may_see_but_not_reveal_is_refused(client, town, case, party):
    town.login(client, town.actor("leader"))
    assert client.post(address(case, party), {"field": "phone", "purpose": "P01"}).status_code == 403
    assert reveals() == []


def test_party_of_another_case_is_not_found_under_this_one(client, town, case, party):
    (other,) = draft_cases([("路灯不亮", town.community, "normal")], by=town.actor("clerk", name="登记人三"))
    other.save()
    town.login(client, town.actor("clerk"))
    assert client.get(address(other, party)).status_code == 404


def test_photo_is_shown_and_a_paper_is_only_downloaded(client, town, case):
    clerk = town.actor("clerk")
    picture = add_paper(case, photo(), kind=Paper.Kind.REQUEST, by=clerk)
    paper = add_paper(case, SimpleUploadedFile("申请.pdf", b"%PDF-1.4"), kind=Paper.Kind.REQUEST, by=clerk)
    town.login(client, clerk)
    shown = client.get(reverse("cases:paper", args=[case.code, picture.pk]))
    small = client.get(reverse("cases:paper", args=[case.code, picture.pk]), {"thumb": "1"})
    kept = client.get(reverse("cases:paper", args=[case.code, paper.pk]))
    assert shown["Content-Disposition"].startswith("inline")
    assert Image.open(io.BytesIO(b"".join(small.streaming_content))).size == (320, 240)
    assert (kept["Content-Type"], kept["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert kept["Content-Disposition"].startswith("attachment")


def test_paper_of_a_secret_case_is_hidden_from_whoever_is_not_cleared(client, town, case):
    paper = add_paper(case, photo(), kind=Paper.Kind.REQUEST, by=town.actor("clerk"))
    Case.objects.filter(pk=case.pk).update(secrecy="family")
    town.login(client, town.actor("clerk"))
    assert client.get(reverse("cases:paper", args=[case.code, paper.pk])).status_code == 404
    town.login(client, town.actor("clerk", clearances=["family"], name="专岗"))
    assert client.get(reverse("cases:paper", args=[case.code, paper.pk])).status_code == 200
