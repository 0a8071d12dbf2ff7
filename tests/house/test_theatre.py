"""No theatre: none of it is there to switch on, and whatever somebody plants is found."""

import pytest
from django import forms
from django.db import models
from django.urls import reverse

from onedoor.config.doors import DOORS, SIGNED_IN
from onedoor.config.no_switches import FOR_RESIDENTS, FOR_WORKERS
from onedoor.posts.models import Staff
from tests.house import rights, theatre
from tests.house.test_rights import char, planted


def test_no_table_holds_it():
    found = [breach for model in rights.own_models() for breach in theatre.breaches_of_model(model)]
    assert (len(rights.own_models()) > 25, found) == (True, [])


def test_no_form_asks_for_it():
    assert [breach for form in rights.own_forms() for breach in theatre.breaches_of_form(form)] == []


def test_no_address_verb_errand_or_setting_names_it():
    assert (len(theatre.named()) > 150, theatre.breaches_of_names(theatre.named())) == (True, [])


def test_the_exception_is_still_there():
    assert theatre.FINE - {name for name, _words in theatre.named()} == set()


def to_staff():
    return models.ForeignKey(Staff, models.CASCADE, related_name="+")


PLANTED_MODELS = [
    ("Quota", {"unit": char()}),
    ("MonthlyReport", {"report_target": models.IntegerField()}),
    ("Work", {"staff": to_staff(), "score": models.IntegerField()}),
    ("Work", {"staff": to_staff(), "lon": models.FloatField(), "lat": models.FloatField()}),
    ("Work", {"staff": to_staff(), "level": char()}),
    ("Work", {"staff": to_staff(), "stars": models.IntegerField()}),
    ("Attendance", {"staff": to_staff(), "came": char()}),
    ("WorkerRanking", {"place": char()}),
    ("Sitting", {"staff": to_staff(), "what": char("在线时长")}),
    ("Sitting", {"login_count": models.IntegerField()}),
    ("Round", {"gps_trace": models.JSONField(default=list)}),
    ("Round", {"what": char("巡查里程")}),
    ("Round", {"what": char("到场照片")}),
    ("Board", {"name": char("红黑榜")}),
    ("Month", {"name": char("考核结果")}),
    ("Staffing", {"name": char("本月排名")}),
]
PLANTED_FORMS = [
    {"daily_target": forms.IntegerField()},
    {"amount": forms.IntegerField(label="每月积分")},
    {"where": forms.CharField(label="打卡地点")},
    {"proof_photo": forms.FileField()},
]
PLANTED_NAMES = [
    ("staff:leaderboard", ""),
    ("grid.patrol", ""),
    ("rank_staff", ""),
    ("REPORT_QUOTA", ""),
    ("worker.see", "查看网格员轨迹"),
    ("LOGIN_SCORE", ""),
    ("field:checkin", ""),
    ("staff:location-history", ""),
]


@pytest.mark.parametrize(("name", "fields"), PLANTED_MODELS)
def test_a_planted_table_is_found(name, fields):
    assert theatre.breaches_of_model(planted(name, fields)) != []


@pytest.mark.parametrize("fields", PLANTED_FORMS)
def test_a_planted_form_is_found(fields):
    assert theatre.breaches_of_form(type("PlantedForm", (forms.Form,), dict(fields))) != []


@pytest.mark.parametrize("name", PLANTED_NAMES)
def test_a_planted_address_verb_or_setting_is_found(name):
    assert theatre.breaches_of_names([name]) != []


def test_work_may_be_counted_and_placed():
    harmless = [
        ("Matter", {"lon": models.FloatField(), "stars": models.IntegerField("满意度")}),
        ("Duty", {"number": models.IntegerField(), "due_at": models.DateTimeField()}),
        ("Attendance", {"unit": char("单位"), "came": char("到会情况")}),
        ("Line", {"level": char("层级"), "made_staff": to_staff()}),
    ]
    found = [
        breach for name, fields in harmless for breach in theatre.breaches_of_model(planted(name, fields))
    ]
    assert (found, theatre.breaches_of_names([("portal:track", ""), ("matters:worklist", "")])) == ([], [])


@pytest.mark.parametrize("kind", ["grid_worker", "handler", "leader", "auditor", "system_admin"])
def test_every_member_of_staff_can_read_what_is_not_there_and_why(client, town, kind):
    page = town.login(client, town.actor(kind)).get(reverse("no-switches")).content.decode()
    absent = [*FOR_WORKERS, *FOR_RESIDENTS]
    assert DOORS["no-switches"]["GET"] is SIGNED_IN
    missing = [
        one.what for one in absent for words in (one.what, one.why, one.source) if str(words) not in page
    ]
    assert (missing, reverse("no-switches") in page) == ([], True)
