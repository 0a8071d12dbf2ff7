"""The house cannot hold what is nobody's business: planted breaches are all caught, and the house itself has none."""

import polib
import pytest
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test.utils import isolate_apps

from onedoor.persons.models import Person
from tests.house import rights


def test_no_model_holds_it():
    found = [breach for model in rights.own_models() for breach in rights.breaches_of_model(model)]
    assert (len(rights.own_models()) > 15, found) == (True, [])


def registers_of_things():
    return [model for model in rights.own_models() if model.__module__.startswith("onedoor.registers.")]


def test_no_register_of_things_holds_people():
    found = [breach for model in registers_of_things() for breach in rights.breaches_of_register(model)]
    assert (len(registers_of_things()) > 10, found) == (True, [])


def test_a_person_in_a_register_of_things_is_found():
    one = planted("Dwelling", {"tenant": to_person(), "rooms": models.IntegerField()})
    other = planted("Building", {"household_id": models.UUIDField()})
    assert [len(rights.breaches_of_register(model)) for model in (one, other)] == [1, 1]


def test_no_form_asks_for_it():
    found = [breach for form in rights.own_forms() for breach in rights.breaches_of_form(form)]
    assert (len(rights.own_forms()) > 5, found) == (True, [])


def test_no_import_understands_it():
    headings = rights.import_headings()
    assert [
        breach for name, words in headings.items() for breach in rights.breaches_of_headings(name, words)
    ] == []


def test_no_translation_speaks_of_it():
    found = {
        path: breaches
        for path, words in rights.translations().items()
        if (breaches := rights.breaches_of_words(words))
    }
    assert found == {}


def test_no_migration_ever_made_it():
    files = rights.migrations()
    found = {
        path: breaches for path, source in files.items() if (breaches := rights.breaches_of_migration(source))
    }
    assert (len(files) >= 5, found) == (True, {})


def test_a_person_has_the_fields_of_the_catalogue_and_no_others():
    assert rights.person_fields() == rights.PERSON_FIELDS


def to_person():
    return models.ForeignKey(Person, models.CASCADE, related_name="+")


def char(label="", **more):
    return models.CharField(label, max_length=20, **more)


LEVELS = [("high", "高"), ("medium", "中"), ("low", "低")]
# (model, its fields): each breaks one rule, most of them quietly.
PLANTED_MODELS = [
    ("Person", {"ethnicity": char()}),
    ("Person", {"group": char("民族")}),
    ("Person", {"faith": char()}),
    ("Person", {"standing": char("政治面貌")}),
    ("Person", {"times": models.PositiveIntegerField("上访次数")}),
    ("Person", {"score": models.IntegerField()}),
    ("Person", {"weight_of_words": models.FloatField()}),
    ("Person", {"worth": models.DecimalField(max_digits=5, decimal_places=2)}),
    ("Person", {"facts": models.JSONField(default=dict)}),
    ("Person", {"marks": ArrayField(char())}),
    ("Person", {"standing": char(choices=LEVELS)}),
    ("Person", {"kind": char(choices=[("1", "红"), ("2", "黄"), ("3", "绿")])}),
    ("Person", {"kind": char(choices=[("a", "一般人员"), ("b", "重点人员")])}),
    ("Person", {"note": char("备注")}),
    ("Person", {"is_key": models.BooleanField("是否重点人员")}),
    ("Household", {"electricity_use": char()}),
    ("Household", {"members_count": models.IntegerField()}),
    ("RiskScore", {"person": to_person()}),
    ("Warning", {"person": to_person(), "text": char()}),
    ("PersonTag", {"person": to_person()}),
    ("Flag", {"raised_on": to_person()}),
    ("WatchEntry", {"who": to_person()}),
    ("Level", {"person_id": models.UUIDField()}),
    ("Alert", {"subject": models.UUIDField()}),
    ("Reminder", {"person": to_person(), "risk": char()}),
    ("Reminder", {"person": to_person(), "standing": char("危险程度")}),
    ("Reminder", {"person": to_person(), "how": char(choices=LEVELS)}),
    ("Reminder", {"person": to_person(), "more": models.JSONField(default=dict)}),
    ("Property", {"person": to_person(), "key": char(), "value": char()}),
    ("Blacklist", {"person": to_person()}),
    ("Friends", {"people": models.ManyToManyField(Person, related_name="+"), "social_ties": char()}),
    ("Visit", {"place": char(), "gps_trace": char()}),
    ("Paper", {"face_template": models.BinaryField()}),
    ("Contact", {"blood_type": char()}),
    ("ZhongdianRenyuan", {"number": char()}),
    ("Thing", {"minzu": char()}),
]
PLANTED_FORMS = [
    {"religion": forms.CharField()},
    {"more": forms.CharField(label="宗教信仰")},
    {"kind": forms.ChoiceField(choices=[("a", "普通"), ("b", "上访人员")])},
    {"kind": forms.ChoiceField(choices=[("组", [("x", "吸毒人员")])])},
]
PLANTED_HEADINGS = [
    "民族",
    "政治面貌",
    "是否重点人员",
    "上访次数",
    "积分等级与信用积分",
    "petition_count",
    "血型",
    "qianke",
]
PLANTED_WORDS = [("人群类别", "Key person"), ("人员画像", ""), ("维稳对象", "")]
PLANTED_MIGRATIONS = [
    "operations = [AddField('person', 'criminal_record', x)]",
    "x = [('id', 1), ('xueXing', 2), ('blood_type', 3)]",
]


def planted(name, fields):
    """A model that nothing else sees."""
    made = {field: value.clone() for field, value in fields.items()}
    meta = type("Meta", (), {"app_label": "tests"})
    with isolate_apps("tests"):
        return type(name, (models.Model,), {**made, "__module__": "tests.planted", "Meta": meta})


def caught() -> list[bool]:
    asked = [type("PlantedForm", (forms.Form,), dict(fields)) for fields in PLANTED_FORMS]
    words = [[polib.POEntry(msgid=one, msgstr=other)] for one, other in PLANTED_WORDS]
    return [
        *(bool(rights.breaches_of_model(planted(name, fields))) for name, fields in PLANTED_MODELS),
        *(bool(rights.breaches_of_form(form)) for form in asked),
        *(bool(rights.breaches_of_headings("planted", [heading])) for heading in PLANTED_HEADINGS),
        *(bool(rights.breaches_of_words(catalogue)) for catalogue in words),
        *(bool(rights.breaches_of_migration(source)) for source in PLANTED_MIGRATIONS),
    ]


def test_every_planted_breach_is_caught():
    results = caught()
    assert (len(results) >= 40, [place for place, found in enumerate(results) if not found]) == (True, [])


HARMLESS_MODELS = [
    ("Deadline", {"level": models.PositiveIntegerField("级别"), "warn_days": models.IntegerField()}),
    ("Hazard", {"risk": char("隐患等级", choices=LEVELS), "facts": models.JSONField(default=dict)}),
    ("Alarm", {"place_cell": char(), "count": models.IntegerField()}),
    (
        "Attendance",
        {"person": to_person(), "role": char("身份", choices=[("a", "申请人"), ("b", "被申请人")])},
    ),
    ("Letter", {"person": to_person(), "sent_at": models.DateTimeField()}),
]


@pytest.mark.parametrize(("name", "fields"), HARMLESS_MODELS)
def test_work_may_be_measured(name, fields):
    assert rights.breaches_of_model(planted(name, fields)) == []


def test_a_sentence_may_say_what_is_not_kept():
    words = [
        polib.POEntry(
            msgid="文件里有“民族”一列，没有导入：本系统不收集。",
            msgstr="The column ethnicity was left out, because it is not kept.",
        )
    ]
    assert rights.breaches_of_words(words) == []
