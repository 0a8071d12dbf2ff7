"""A register of people is shut until somebody opens it, holds nobody without a basis, and shows nobody without a line in the log."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.audit.queries import reads_of_person
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.persons.cards import read
from onedoor.persons.models import Person
from onedoor.registers import actions
from onedoor.registers.models import CommunityHelp, DisabilitySupport, ElderVisit
from onedoor.registers.queries import phone
from onedoor.registers.queries import support as queries
from onedoor.registers.supporting import table_of
from onedoor.registers.tests.people import in_days

OPENED = {
    "basis": "征得本人同意",
    "assessment": "影响评估2026-01",
    "notice": "我们登记您的姓名、电话、住址。",
}
PHONE = "17000001234"


class Care:
    """A district that keeps the register of visits, and who visits."""

    def __init__(self, town):
        self.town = town
        self.operator = town.actor("operator")
        self.carer = town.actor("support_worker", org=town.community_office)
        actions.switch_on("P05", by=self.operator, **OPENED)

    def told(self, **more):
        told = {
            "grid": self.town.grid,
            "name": "周建国",
            "phone": PHONE,
            "address": "进步巷12号",
            "need": "call_in",
        }
        basis = {"basis": "consent", "consent_on": timezone.localdate(), "consent_how": "signed"}
        return told | basis | {"review_on": in_days(300)} | more

    def enrol(self, **more):
        return actions.enrol("P05", by=self.carer, **self.told(**more))


@pytest.fixture
def care(town):
    return Care(town)


def logged(kind):
    return [(row.purpose, row.fields) for row in AccessLog.objects.filter(kind=kind).order_by("at")]


def test_what_nobody_opened_is_shut(care):
    with pytest.raises(NotNow):
        actions.enrol("P06", by=care.carer, **care.told(need="access"))
    with pytest.raises(NotNow):
        actions.open_list("P07", by=care.carer)
    assert (DisabilitySupport.objects.count(), CommunityHelp.objects.count()) == (0, 0)


@pytest.mark.parametrize("missing", ["basis", "assessment", "notice"])
def test_it_is_opened_on_a_basis_by_the_district_alone(care, missing):
    with pytest.raises(NotValid):
        actions.switch_on("P06", by=care.operator, **(OPENED | {missing: " "}))
    with pytest.raises(NotAllowed):
        actions.switch_on("P06", by=care.carer, **OPENED)
    with pytest.raises(NotAllowed):
        actions.switch_on(
            "P06", by=care.town.actor("operator", region=care.town.street, name="街道的人"), **OPENED
        )
    with pytest.raises(NotNow):
        actions.switch_on("P05", by=care.operator, **OPENED)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"basis": ""}, "basis"),
        ({"basis": "wish"}, "basis"),
        ({"consent_on": None}, "consent_on"),
        ({"consent_how": ""}, "consent_on"),
        ({"consent_on": in_days(2)}, "consent_on"),
        ({"basis": "law", "consent_on": None, "consent_how": "", "article": "。"}, "article"),
        ({"review_on": None}, "review_on"),
        ({"review_on": in_days(0)}, "review_on"),
        ({"review_on": in_days(500)}, "review_on"),
        ({"need": "therapy"}, "need"),
    ],
)
def test_without_a_basis_there_is_no_row(care, more, field):
    with pytest.raises(NotValid) as refused:
        care.enrol(**more)
    assert (refused.value.detail["field"], ElderVisit.objects.count(), Person.objects.count()) == (
        field,
        0,
        0,
    )


def test_the_database_holds_the_basis_too(care):
    row = care.enrol()
    for broken in ({"consent_on": None}, {"consent_how": ""}, {"article": "某法"}, {"basis": "law"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ElderVisit.objects.filter(pk=row.pk).update(**broken)


def test_every_reading_is_logged_with_its_purpose_and_the_person_can_see_it(care):
    row = care.enrol()
    actions.open_list("P05", by=care.carer)
    _row, card = actions.open_card("P05", row.pk, by=care.carer)
    assert card == {"name": "周建国", "phone": PHONE, "address": "进步巷12号"}
    assert logged("enter") == [("P05", "name,phone,address")]
    assert (logged("read"), logged("reveal")) == ([("P05", "masked")], [("P05", "name,phone,address")])
    assert [one.purpose for one in reads_of_person(row.person_id)] == ["走访独居老人"] * 3


def test_a_list_of_nobody_is_logged_about_nobody(care):
    assert (list(actions.open_list("P05", by=care.carer)), logged("read")) == ([], [])


def test_nobody_else_reads_it_and_nobody_beyond_their_ground(care):
    row, town = care.enrol(), care.town
    elsewhere = town.actor("support_worker", org=town.other_street_centre, name="别处专员")
    for kind in ("operator", "grid_manager", "village_head", "leader", "auditor", "clerk"):
        with pytest.raises(NotAllowed):
            actions.open_list("P05", by=town.actor(kind))
    assert list(actions.open_list("P05", by=elsewhere)) == []
    with pytest.raises(NotFound):
        actions.open_card("P05", row.pk, by=elsewhere)
    with pytest.raises(NotValid):
        actions.enrol("P05", by=elsewhere, **care.told())


def test_no_number_leads_here_and_each_row_has_a_person_of_its_own(care):
    one, other = care.enrol(), care.enrol()
    assert (one.person_id != other.person_id, one.person.phone_index, one.person.identity_index) == (
        True,
        None,
        None,
    )


def test_withdrawn_consent_erases_at_once(care):
    row = care.enrol()
    person = row.person
    actions.withdraw("P05", row.pk, by=care.carer)
    person.refresh_from_db()
    assert (ElderVisit.objects.count(), [read(person, field) for field in ("name", "phone", "address")]) == (
        0,
        [""] * 3,
    )
    assert (person.name_mask, person.phone_mask, logged("erase")) == (
        "已清除",
        "",
        [("P05", "name,phone,address")],
    )


def test_what_the_law_obliges_is_not_withdrawn_but_ended(care):
    row = care.enrol(basis="law", consent_on=None, consent_how="", article="某某法第一条")
    with pytest.raises(NotNow):
        actions.withdraw("P05", row.pk, by=care.carer)
    actions.end_support("P05", row.pk, by=care.carer)
    with pytest.raises(NotFound):
        actions.open_card("P05", row.pk, by=care.carer)


def test_what_was_ended_or_not_asked_about_is_gone_after_ninety_days(care, town):
    ended, forgotten, kept = care.enrol(), care.enrol(review_on=in_days(30)), care.enrol()
    actions.end_support("P05", ended.pk, by=care.carer)
    for days, left in ((89, 3), (90, 2), (119, 2), (120, 1)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            actions.erase_ended(by=town.system)
        assert ElderVisit.objects.count() == left
    assert ElderVisit.objects.get() == kept
    assert Person.objects.get(pk=forgotten.person_id).name_mask == "已清除"


def test_asked_again_it_goes_on(care):
    row = care.enrol(review_on=in_days(30))
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        actions.renew("P05", row.pk, by=care.carer, review_on=in_days(300))
        with pytest.raises(NotValid):
            actions.renew("P05", row.pk, by=care.carer, review_on=in_days(900))
    row.refresh_from_db()
    assert row.review_on == in_days(340)


def test_switched_off_nobody_reads_it_and_it_is_gone_after_ninety_days(care, town):
    row = care.enrol()
    actions.switch_off("P05", by=care.operator)
    with pytest.raises(NotNow):
        actions.open_card("P05", row.pk, by=care.carer)
    actions.switch_on("P05", by=care.operator, **OPENED)
    assert list(actions.open_list("P05", by=care.carer)) == []
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        assert actions.erase_ended(by=town.system) == 1


def test_no_phone_takes_people_along(care):
    care.enrol()
    assert phone.rows(care.town.grid).rows == []


def test_consent_is_withdrawn_also_after_the_service_ended(care):
    row = care.enrol()
    actions.end_support("P05", row.pk, by=care.carer)
    actions.withdraw("P05", row.pk, by=care.carer)
    assert (ElderVisit.objects.count(), Person.objects.get().name_mask) == (0, "已清除")


def test_consent_is_withdrawn_also_after_the_table_was_shut(care):
    row = care.enrol()
    actions.switch_off("P05", by=care.operator)
    (there,) = actions.open_list("P05", by=care.carer, ended=True)
    actions.withdraw("P05", there.pk, by=care.carer)
    assert (there.pk, ElderVisit.objects.count()) == (row.pk, 0)


def test_a_person_is_shown_what_is_kept_also_after_the_table_was_shut(care):
    row = care.enrol()
    actions.switch_off("P05", by=care.operator)
    _row, card = actions.hand_out("P05", row.pk, by=care.carer)
    assert (card["name"], logged("export")) == ("周建国", [("P05", "name,phone,address")])
    with pytest.raises(NotNow):
        actions.open_card("P05", row.pk, by=care.carer)
    with pytest.raises(NotAllowed):
        actions.hand_out("P05", row.pk, by=care.operator)


def test_an_overdue_review_shuts_the_row_until_somebody_asks(care):
    row = care.enrol(review_on=in_days(30))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        with pytest.raises(NotNow):
            actions.open_card("P05", row.pk, by=care.carer)
        assert actions.open_shut("P05", row.pk, by=care.carer).person.name_mask == "周**"
        actions.renew("P05", row.pk, by=care.carer, review_on=in_days(100))
        assert actions.open_card("P05", row.pk, by=care.carer)[1]["phone"] == PHONE


def test_a_list_is_logged_page_by_page(care):
    for _n in range(3):
        care.enrol()
    page = actions.open_list("P05", by=care.carer)
    (row,) = AccessLog.objects.filter(kind="read")
    assert (len(row.subjects), page.paginator.per_page) == (3, 50)


def test_it_is_told_in_time_who_is_to_be_asked_again(care):
    care.enrol(review_on=in_days(30)), care.enrol(review_on=in_days(31))
    actions.end_support("P05", care.enrol().pk, by=care.carer)
    assert queries.due(table_of("P05"), care.carer) == {"near": 1, "ended": 1}
