"""Keys are changed while people work, and an interruption costs nothing."""

import base64
import os

import pytest
from django.core.management import call_command

from onedoor.kit.sealing import key_id_of
from onedoor.persons.actions import enter, look_up
from onedoor.persons.cards import LABELS, read
from onedoor.persons.models import Person
from onedoor.persons.rotating import rotate_batch, under_older_keys


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


@pytest.fixture
def people(settings, clerk, card):
    """Seven persons in order of key, under key 1."""
    settings.FIELD_KEYS = {"1": new_key()}
    names = ("张一", "张二", "张三", "张四", "张五", "张六", "张七")
    entered = [
        enter(name, f"1380000100{n}", card(n), "进步巷1号", by=clerk) for n, name in enumerate(names, start=1)
    ]
    return sorted(entered, key=lambda person: person.pk)


def new_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def add_key(settings):
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, str(max(map(int, settings.FIELD_KEYS)) + 1): new_key()}


def all_told():
    return [
        {field: read(person, field) for field in LABELS} for person in Person._base_manager.order_by("pk")
    ]


def keys_used():
    return {
        key_id_of(vars(person)[f"{field}_sealed"])
        for person in Person._base_manager.all()
        for field in LABELS
        if vars(person)[f"{field}_sealed"]
    }


def test_rotating_seals_everything_under_the_new_key(settings, clerk, people, card, capsys):
    before = all_told()
    add_key(settings)
    assert under_older_keys() == 7
    call_command("rotate_keys", batch=3)
    settings.FIELD_KEYS = {"2": settings.FIELD_KEYS["2"]}
    assert (all_told(), keys_used(), under_older_keys()) == (before, {2}, 0)
    found = look_up("identity", card(5), by=clerk, purpose="P01", case_code="QZ-1")
    assert read(found, "name") == "张五"
    assert capsys.readouterr().out == "已换3批。仍需旧密钥的：0人。\n"


def test_an_interrupted_rotation_is_taken_up_again(settings, people):
    before = all_told()
    add_key(settings)
    last = rotate_batch(None, 2)
    assert (last, under_older_keys(), keys_used(), all_told()) == (people[1].pk, 5, {1, 2}, before)
    call_command("rotate_keys", batch=2, verbosity=0)
    assert (under_older_keys(), keys_used(), all_told()) == (0, {2}, before)


def test_rotating_twice_changes_nothing_the_second_time(settings, people):
    add_key(settings)
    call_command("rotate_keys")
    sealed = list(Person._base_manager.order_by("pk").values_list("name_sealed", flat=True))
    call_command("rotate_keys")
    assert list(Person._base_manager.order_by("pk").values_list("name_sealed", flat=True)) == sealed


def test_a_person_with_a_name_only_is_rotated_too(settings, clerk):
    person = enter("李四", by=clerk)
    add_key(settings)
    rotate_batch(None, 10)
    kept = Person.objects.get(pk=person.pk)
    assert (read(kept, "name"), bytes(kept.phone_sealed), under_older_keys()) == ("李四", b"", 0)
