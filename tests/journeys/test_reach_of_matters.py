"""视野与办理的边界 — whose step it is in a matter, and what its file may not hand out."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.kit.problems import NotAllowed, NotValid, Problem
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Category, Matter
from onedoor.persons.actions import enter


def fresh(matter):
    return Matter.objects.select_related("case", "desk__region").get(pk=matter.pk)


@pytest.fixture
def violence(db):
    told = {"code": "N99", "name": "家庭暴力", "path": "N99/", "secrecy": "family", "level": 1}
    return Category.objects.create(**told, valid_from=date(2020, 1, 1))


@pytest.fixture
def cleared(town):
    return town.actor("dispatcher", clearances=["family"], name="有密级")


@pytest.fixture
def matter(town):
    clerk = town.actor("clerk")
    person = enter("张三", "13900000001", by=clerk)
    draft = Draft("楼道争吵", "听见打人。", "window", community=town.community, desk=town.centre, person=person)
    return matters.accept(matters.register(draft, by=clerk).matter, by=clerk)


@pytest.fixture
def street(town):
    return town.actor("dispatcher", org=town.street_centre, name="街道分流")


def page(client, town, actor, name, *args):
    town.login(client, actor)
    return client.get(reverse(name, args=args)).content.decode()


# ---------------------------------------------------------------- whose step it is


def test_the_unit_that_handles_it_grants_itself_no_time(town, matter, street):
    matters.dispatch(matter, by=town.actor("dispatcher"), lead=town.street_centre)
    told = {"note": "忙", "basis": "条例", "asker": "unit"}
    with pytest.raises(NotAllowed):
        matters.extend(fresh(matter), by=street, days=10, **told)
    until = timezone.localdate() + timedelta(days=20)
    with pytest.raises(NotAllowed):
        matters.pause(fresh(matter), by=street, until=until, **told)
    matters.pause(fresh(matter), by=town.actor("dispatcher"), until=until, **told)
    with pytest.raises(NotAllowed):
        matters.resume(fresh(matter), by=street)


def test_a_lower_desk_does_not_answer_close_or_merge(town, matter, street):
    other = matters.register(
        Draft("另一件", "另一件", "window", community=town.community, desk=town.centre),
        by=town.actor("clerk"),
    ).matter
    for step in (matters.merge, lambda *told, **more: matters.merge(other, by=more["by"], into=matter)):
        with pytest.raises(NotAllowed):
            step(fresh(matter), by=street, into=other)
    made = matters.settle(matter, by=town.actor("dispatcher"), result="已调解")
    made = matters.verify(made, by=town.actor("verifier"), note="属实")
    with pytest.raises(NotAllowed):
        matters.answer(fresh(made), by=street, reply="已办好")
    matters.answer(fresh(made), by=town.actor("dispatcher"), reply="已办好")
    with pytest.raises(NotAllowed):
        matters.close(fresh(made), by=street)
