"""The codes of categories and places."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.matters.models import Category

pytestmark = pytest.mark.django_db


def test_categories_are_the_leaves_in_force_with_their_branch(caller):
    top = Category.objects.create(code="11", name="公用事业", level=1, path="11/")
    given = {"level": 2, "parent": top}
    Category.objects.create(
        code="1101", name="供水", name_en="Water", path="11/1101/", promise_days=3, **given
    )
    yesterday = timezone.localdate() - timedelta(days=1)
    Category.objects.create(code="1102", name="供炭", path="11/1102/", valid_until=yesterday, **given)
    told = caller.get("/api/v1/categories").json()
    assert told["categories"] == [
        {
            "code": "1101",
            "name": "供水",
            "name_en": "Water",
            "path": ["公用事业"],
            "kind_hint": "",
            "promise_days": 3,
        }
    ]
    assert {"code": "help", "name": "求助"} in told["kinds"]


def test_regions_are_told_level_by_level(caller, town):
    top = caller.get("/api/v1/regions").json()["regions"]
    assert [(r["code"], r["parent"], r["has_children"]) for r in top] == [("620502", None, True)]
    below = caller.get("/api/v1/regions?parent=620502").json()["regions"]
    assert [r["name"] for r in below] == ["大城街道", "东关街道", "玉泉镇"]
    grids = caller.get(f"/api/v1/regions?parent={town.community.code}").json()["regions"]
    assert [(r["kind"], r["has_children"]) for r in grids] == [("grid", False), ("grid", False)]


def test_unknown_region_is_named(caller):
    answer = caller.get("/api/v1/regions?parent=999")
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["parent"])


def test_codes_are_for_tokens_only(client):
    assert [client.get(f"/api/v1/{name}").status_code for name in ("categories", "regions")] == [401, 401]
