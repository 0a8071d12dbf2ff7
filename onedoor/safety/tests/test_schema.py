"""What the tables cannot hold (DA-07), what the database refuses, and what is gone when its time is over (DA-10)."""

from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from django.db.utils import DatabaseError, InternalError
from django.test.utils import isolate_apps
from django.utils import timezone

from onedoor.cases.models import Case, Deadline, Duty, Event, Paper
from onedoor.kit.sealing import Tampered
from onedoor.safety import actions, sealing
from onedoor.safety import models as tables
from onedoor.safety.actions.erasing import OF_A_CASE
from onedoor.safety.answers import answers_of
from onedoor.safety.models import Checklist, Report, SafetyEvent, Step, Vault
from onedoor.safety.queries import level_of
from onedoor.safety.tests.cast import QUIET_B
from onedoor.safety.tests.test_levels import lower

OURS = [vars(tables)[name] for name in tables.__all__]
NUMBERS = (
    models.IntegerField,
    models.FloatField,
    models.DecimalField,
    models.DurationField,
    models.JSONField,
)
CANARY = "金丝雀在阁楼"


def pointed_at(model) -> set[str]:
    return {field.related_model._meta.label for field in model._meta.concrete_fields if field.is_relation}


def numeric(model) -> list[str]:
    return [f.name for f in model._meta.concrete_fields if isinstance(f, NUMBERS) and not f.is_relation]


def reaches(model, seen=()) -> set[str]:
    """Everything that rows of a model lead to, but through the case and whoever works here."""
    found = pointed_at(model) - set(seen)
    for label in found - {"cases.Case", "posts.Post", "posts.Staff", "places.Region"}:
        found |= reaches(next(one for one in OURS if one._meta.label == label), found)
    return found


def test_no_table_leads_to_a_person_and_none_holds_a_number():
    assert len(OURS) == 9
    for model in OURS:
        outside = {label for label in reaches(model) if not label.startswith("safety.")}
        assert outside <= {"cases.Case", "posts.Post", "posts.Staff", "places.Region"}, model
        assert numeric(model) == [], model


def test_a_number_and_a_way_to_a_person_are_found():
    planted = type("Meta", (), {"app_label": "safety"})
    body = {"__module__": "onedoor.safety.models", "Meta": planted, "total": models.IntegerField()}
    body["id"] = models.UUIDField(primary_key=True)
    body["party"] = models.ForeignKey("cases.Party", models.CASCADE, related_name="+")
    with isolate_apps("onedoor.safety"):
        model = type("Planted", (models.Model,), body)
        assert (numeric(model), "party" in [f.name for f in model._meta.concrete_fields]) == (["total"], True)


def test_nobody_above_is_led_here_from_a_case_or_a_person():
    backwards = [rel for rel in Case._meta.related_objects if rel.related_model in OURS]
    assert all(rel.hidden for rel in backwards)


def test_no_view_lists_anybody_by_level(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT viewname FROM pg_views WHERE schemaname = current_schema() AND definition ILIKE '%safety_%'"
        )
        views = cursor.fetchall()
        cursor.execute("SELECT matviewname FROM pg_matviews WHERE schemaname = current_schema()")
        assert (views, cursor.fetchall()) == ([], [])


def test_nothing_is_written_where_others_read(cast):
    before = [model.objects.count() for model in (Event, Deadline, Duty, Paper)]
    cast.check({"A4": "yes", "A14": "yes"}, note=CANARY)
    actions.report(cast.case, by=cast.mediator, law="minor", to_whom="police", words=CANARY)
    actions.hear(cast.case, "correct", CANARY, by=cast.mediator)
    lower(cast, "S1")
    actions.after_agreement(cast.case, by=cast.mediator)
    actions.tend(by=cast.town.system)
    assert [model.objects.count() for model in (Event, Deadline, Duty, Paper)] == before
    assert Case.objects.get(pk=cast.case.pk).due_at is None


def test_words_lie_sealed_and_open_only_where_they_belong(cast):
    made = cast.check({"A4": "yes"}, note=CANARY)
    cast.check(case=cast.open_case())
    with connection.cursor() as cursor:
        cursor.execute("SELECT note_sealed FROM safety_checklist")
        assert [row for (row,) in cursor.fetchall() if CANARY.encode() in bytes(row)] == []
    assert sealing.read(made, "note") == CANARY
    other = Vault.objects.exclude(pk=cast.case.pk).get()
    with pytest.raises(Tampered):
        sealing.read(made, "note", other.pk)
    assert sealing.seal_anew() == 0


def chain(case):
    """Each event over the one before it, walked from the first."""
    rows = {one.before: one for one in SafetyEvent.objects.filter(case=case)}
    walked, before = [], ""
    while before in rows:
        walked.append(rows[before])
        before = rows[before].digest
    return walked


def test_the_log_is_chained_case_by_case_and_never_changed(cast):
    other = cast.open_case()
    cast.check({"A4": "yes"})
    cast.check(case=other)
    actions.raise_level(other, "S2", "又来了", by=cast.colleague)
    lower(cast, "S1")
    assert [one.verb for one in chain(cast.case)] == ["checked", "level.lowering", "level.lowered"]
    assert [one.verb for one in chain(other)] == ["checked", "level.raised"]
    for change in (
        "UPDATE safety_safetyevent SET word = 'S0'",
        "DELETE FROM safety_safetyevent",
        "TRUNCATE safety_safetyevent",
    ):
        with (
            pytest.raises((InternalError, DatabaseError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_a_forged_digest_is_not_taken(cast):
    cast.check()
    SafetyEvent(
        case=cast.case, verb="forged", at=timezone.now(), post=cast.mediator.post, before="x", digest="y"
    ).save()
    assert [one.verb for one in chain(cast.case)] == ["checked", "forged"]


def everything(case) -> dict[str, int]:
    count = {
        model.__name__: model.objects.filter(case=case).count()
        for model in OF_A_CASE
        if model is not tables.Lowering
    }
    return count | {
        "Lowering": tables.Lowering.objects.filter(level__case=case).count(),
    }


def test_two_years_after_the_case_was_closed_all_is_gone_and_not_a_day_before(cast):
    cast.check({"A4": "yes"}, note=CANARY)
    lower(cast, "S1")
    actions.report(cast.case, by=cast.mediator, law="minor", to_whom="police", words=CANARY)
    actions.hear(cast.case, "read", CANARY, by=cast.mediator)
    kept = cast.open_case()
    cast.check({"A6": "yes"}, case=kept)
    before = everything(cast.case)
    assert min(before.values()) > 0
    for days in (0, 728):
        Case.objects.filter(pk=cast.case.pk).update(closed_at=timezone.now() - timedelta(days=days))
        assert (actions.erase_over(by=cast.town.system), everything(cast.case)) == (0, before)
    Case.objects.filter(pk=cast.case.pk).update(closed_at=timezone.now() - timedelta(days=732))
    assert actions.erase_over(by=cast.town.system) == 1
    assert (set(everything(cast.case).values()), level_of(kept)) == ({0}, "S2")
    assert actions.erase_over(by=cast.town.system) == 0


def test_what_somebody_holds_stays(cast):
    cast.check({"A4": "yes"})
    Case.objects.filter(pk=cast.case.pk).update(closed_at=timezone.now() - timedelta(days=732))
    assert actions.erase_over(by=cast.town.system, held={cast.case.pk}) == 0
    assert actions.erase_over(by=cast.town.system) == 1


def test_no_table_says_what_was_answered(cast):
    made = cast.check({"B4": "yes"}, base=QUIET_B, has_part_b=True, in_private=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM safety_checklist c")
        (row,) = cursor.fetchone()
    assert (answers_of(made)["B4"].said, "B4" in row, "yes" in row) == ("yes", False, False)


def test_a_new_matter_of_the_same_people_begins_with_nothing(cast):
    """There is no way from a person to a form, and none from one case's form to another's (DA-10)."""
    cast.check({"A12": "yes"})
    new = cast.open_case(title="同样的两家，另一件事")
    made = cast.check({"A12": "no"}, case=new, source="other")
    assert (made.offered, level_of(new), level_of(cast.case)) == ("S0", "S0", "S3")
    assert (Step.objects.filter(case=new).count(), Report.objects.count(), Checklist.objects.count()) == (
        1,
        0,
        2,
    )
