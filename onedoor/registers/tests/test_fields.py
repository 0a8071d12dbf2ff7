"""Every field is declared once, with an owner, a basis and a time; what must never be kept is in none of them, nor in a report."""

import pytest
from django.db import models
from django.utils.functional import lazystr

from onedoor.kit.burden import Burden
from onedoor.kit.forbidden import forbidden_in
from onedoor.registers import fields as declared
from onedoor.registers.fields import REGISTERS, Field
from onedoor.registers.importing import ALLOWED_HEADINGS
from onedoor.registers.models import Entry, Kind
from onedoor.registers.models.support import Enrolment
from onedoor.registers.queries.reading import burden_of
from onedoor.registers.queries.reporting import asked_already
from onedoor.registers.reports import REPORT_HEADINGS, REPORTS, AskedAgain, Column, Report
from onedoor.registers.supporting import TABLES


def undeclared(register) -> set[str]:
    """Columns of a register's table that its catalogue does not name."""
    columns = {field.name for field in register.model._meta.concrete_fields} - {"entry"}
    return columns - {field.name for field in register.fields}


def unowned(fields) -> list[str]:
    return [one.name for one in fields if not (str(one.owner) and str(one.basis) and one.fresh > 0)]


def to_persons(model) -> list[str]:
    return [
        field.name
        for field in model._meta.get_fields()
        if field.related_model and field.related_model._meta.model_name in ("person", "party")
    ]


def test_there_is_a_catalogue_for_every_register():
    assert set(REGISTERS) == set(Kind.values)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=list(REGISTERS))
def test_every_column_is_declared_with_owner_basis_and_time(register):
    assert (undeclared(register), unowned(register.fields), to_persons(register.model)) == (set(), [], [])


def test_a_column_that_nobody_declared_is_found():
    building = REGISTERS["building"]
    fewer = declared.Register(
        "building", building.model, building.detail_of, building.fields[:-1], building.same_by
    )
    assert undeclared(fewer) == {"homes"}


def test_a_field_without_an_owner_is_found():
    column = Entry._meta.get_field("name")
    planted = Field("name", column, lazystr(""), lazystr("某法"), 30)
    assert unowned([planted]) == ["name"]


def test_a_row_about_a_person_is_found():
    assert to_persons(TABLES["P05"].model) == ["person"]


def test_nothing_understands_or_asks_for_what_is_never_kept():
    said = [field.label for register in REGISTERS.values() for field in register.fields]
    said += [
        label for register in REGISTERS.values() for field in register.fields for _v, label in field.choices
    ]
    said += [label for table in TABLES.values() for _value, label in table.needs]
    assert forbidden_in([*said, *ALLOWED_HEADINGS, *REPORT_HEADINGS]) == []
    assert [heading for heading, _why in forbidden_in([*said, "民族"])] == ["民族"]


def test_a_report_that_asks_for_what_no_register_keeps_cannot_be_written():
    columns = (Column(lazystr("名称"), "name"), Column(lazystr("负责人手机"), "leader_phone"))
    with pytest.raises(AskedAgain, match="leader_phone"):
        Report("planted", lazystr("新表"), lazystr("某局"), "organisation", columns)


def test_every_report_has_lines_of_one_register():
    assert {report.register for report in REPORTS.values()} <= set(REGISTERS)


def test_a_new_form_is_held_against_what_is_known():
    told = {
        one["heading"]: one["state"]
        for one in asked_already(["统一社会信用代码", "单位名称", "建成年代", "上访次数", "负责人手机"])
    }
    assert told == {
        "统一社会信用代码": "known",
        "单位名称": "known",
        "建成年代": "known",
        "上访次数": "forbidden",
        "负责人手机": "unknown",
    }


def test_the_burden_is_fields_times_times_times_people():
    assert (Burden(10, 12, 1563).minutes, Burden(3, 1, 1).minutes) == (62520, 1)
    assert Burden(10, 12, 1563).formula == "10项 × 每年12次 × 1,563 × 每项20秒 = 每年62,520分钟"
    assert (Burden(10, 12, 1563).in_words, Burden(3, 1, 1).in_words) == ("每年约1,042小时", "每年1分钟")


def test_a_register_costs_what_its_fields_go_stale():
    spot = REGISTERS["spot"]
    assert burden_of(spot, 100).times == pytest.approx((365 / 365 + 3 * 365 / 1095) / 4)


def test_each_service_register_is_a_table_of_its_own_that_points_at_no_other():
    assert Enrolment._meta.abstract
    linked = [
        field.related_model
        for table in TABLES.values()
        for field in table.model._meta.get_fields()
        if field.related_model
    ]
    assert not {table.model for table in TABLES.values()} & set(linked)
    assert not [
        f
        for table in TABLES.values()
        for f in table.model._meta.concrete_fields
        if isinstance(f, models.JSONField | models.IntegerField)
    ]
