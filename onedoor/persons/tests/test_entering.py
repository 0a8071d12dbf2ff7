"""Who is entered, who is found again, and what of it the database tells."""

import threading

import pytest
from django.db import connection

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.persons.actions import enter, enter_many
from onedoor.persons.cards import LABELS, PersonDraft, read, seal_many
from onedoor.persons.models import ListingPersons, Person


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


def told(person) -> dict:
    return {field: read(person, field) for field in LABELS}


def test_entering_seals_everything_and_masks_it(clerk, card):
    person = enter("张 三", "138 0000 1234", card(), " 进步巷 1号 ", by=clerk)
    kept = Person.objects.get(pk=person.pk)
    assert told(kept) == {"name": "张三", "phone": "13800001234", "identity": card(), "address": "进步巷 1号"}
    assert (kept.masked_name, kept.masked_phone, kept.masked_identity, kept.has_address, str(kept)) == (
        "张*",
        "138****1234",
        "*" * 14 + card()[-4:],
        True,
        "张*",
    )


def test_a_name_alone_is_enough(clerk):
    person = enter("李四", by=clerk)
    assert (told(person), person.phone_index, person.identity_index) == (
        {"name": "李四", "phone": "", "identity": "", "address": ""},
        None,
        None,
    )


def test_the_same_card_is_the_same_person_with_the_newer_phone(clerk, card):
    first = enter("张三", "13800001234", card(), "进步巷1号", by=clerk)
    second = enter("张三", "13900001234", card(), by=clerk)
    kept = Person.objects.get(pk=first.pk)
    assert (second.pk, told(kept)) == (
        first.pk,
        {"name": "张三", "phone": "13900001234", "identity": card(), "address": "进步巷1号"},
    )


def test_the_same_card_under_another_name_is_refused(clerk, card):
    enter("张三", identity=card(), by=clerk)
    with pytest.raises(NotValid, match="另一个姓名"):
        enter("李四", identity=card(), by=clerk)
    assert Person.objects.count() == 1


def test_a_number_typed_at_home_never_meets_the_person_it_belongs_to(town, clerk, card):
    known = enter("张三", "13800001234", card(), by=clerk)
    typed = enter("张三", "13700009999", card(), by=town.portal)
    assert (typed.pk != known.pk, typed.identity_index, read(typed, "identity")) == (True, None, card())
    assert (typed.source, read(Person.objects.get(pk=known.pk), "phone")) == (
        Person.Source.PORTAL,
        "13800001234",
    )


def test_two_desks_entering_one_card_at_once_make_one_person(transactional_db, town, card):
    clerks = [town.actor("clerk"), town.actor("dispatcher")] * 2
    start, made = threading.Barrier(len(clerks)), []

    def at_the_desk(clerk):
        start.wait()
        made.append(enter("张三", identity=card(), by=clerk).pk)
        connection.close()

    desks = [threading.Thread(target=at_the_desk, args=[clerk]) for clerk in clerks]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(30)
    assert (len(made), len(set(made)), Person.objects.count()) == (4, 1, 1)


def test_people_without_a_card_are_never_taken_for_each_other(clerk):
    assert enter("张三", "13800001234", by=clerk).pk != enter("张三", "13800001234", by=clerk).pk


@pytest.mark.parametrize(
    ("name", "phone", "field"),
    [
        ("", "", "name"),
        ("  ", "", "name"),
        ("张三13800001234", "", "name"),
        ("张" * 41, "", "name"),
        ("张三", "123", "phone"),
    ],
)
def test_a_bad_entry_is_told_which_field_is_wrong(clerk, name, phone, field):
    with pytest.raises(NotValid) as problem:
        enter(name, phone, by=clerk)
    assert (problem.value.detail["field"], Person.objects.count(), AccessLog.objects.count()) == (field, 0, 0)


def test_entering_is_logged_without_the_data(clerk, card):
    person = enter("张三", "13800001234", card(), by=clerk, case_code="QZ-1")
    row = AccessLog.objects.get()
    assert (row.kind, row.subjects, row.fields, row.case_code, row.purpose, row.staff, row.post) == (
        "enter",
        [str(person.pk)],
        "name,phone,identity",
        "QZ-1",
        "P01",
        clerk.staff,
        clerk.post,
    )


def test_entering_needs_the_verb(town):
    with pytest.raises(NotAllowed):
        enter("张三", by=town.actor("auditor"))


def test_a_batch_keeps_its_order_and_meets_the_same_card_once(clerk, card):
    known = enter("王五", "13600001234", card(3), by=clerk)
    drafts = [
        PersonDraft("张三", identity=card(1), card_seen=True),
        PersonDraft("王五", identity=card(3), card_seen=True),
        PersonDraft("张三", identity=card(1), card_seen=True),
        PersonDraft("赵六", identity=card(1)),
    ]
    persons = enter_many(drafts, by=clerk)
    assert [read(person, "name") for person in persons] == ["张三", "王五", "张三", "赵六"]
    assert (persons[0].pk, persons[1].pk, Person.objects.count()) == (persons[2].pk, known.pk, 3)
    assert AccessLog.objects.filter(kind="enter").count() == 2


def test_a_batch_with_one_bad_line_enters_nobody(clerk):
    with pytest.raises(NotValid):
        enter_many([PersonDraft("张三"), PersonDraft("李四", phone="123")], by=clerk)
    assert Person.objects.count() == 0


def test_seven_thousand_persons_are_sealed_without_the_database():
    drafts = [PersonDraft(f"张{chr(0x4E00 + i)}", f"138{i:08}", "", "进步巷1号") for i in range(7490)]
    persons = seal_many(drafts)
    assert (len(persons), read(persons[7489], "phone")) == (7490, "13800007489")


def test_no_plain_word_of_a_person_is_in_any_table(clerk, card, town):
    canaries = ["欧阳金丝雀", "13812345678", card(77), "金丝雀巷77号"]
    enter(*canaries, by=clerk)
    assert [canary for canary in canaries if canary in whole_database()] == []
    # The same search does find what is in the open.
    assert "欧阳***" in whole_database()


def whole_database() -> str:
    """Every row of every table, as text; bytes also as the text they would be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        text = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            text += [
                cell.tobytes().decode("utf-8", "replace")
                if isinstance(cell, memoryview)
                else cell.decode("utf-8", "replace")
                if isinstance(cell, bytes)
                else str(cell)
                for row in cursor.fetchall()
                for cell in row
            ]
    return "\n".join(text)


def test_persons_cannot_be_listed(clerk):
    enter("张三", by=clerk)
    enter("李四", by=clerk)
    for listing in (list, len, bool, lambda rows: list(rows.values("name_mask"))):
        with pytest.raises(ListingPersons):
            listing(Person.objects.all())
    with pytest.raises(ListingPersons):
        Person.objects.iterator()


def test_one_person_may_be_fetched(clerk):
    person = enter("张三", by=clerk)
    enter("李四", by=clerk)
    assert (
        Person.objects.get(pk=person.pk),
        list(Person.objects.filter(pk=person.pk)),
        Person.objects.count(),
    ) == (
        person,
        [person],
        2,
    )
