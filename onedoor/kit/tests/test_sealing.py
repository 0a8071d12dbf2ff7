"""A sealed value opens where it belongs, and nowhere else."""

import base64
import os
import random
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from onedoor.kit.sealing import Place, Tampered, blind_index, key_id_of, keyed_digest, open_sealed, seal

HERE = Place("persons_person", "phone_sealed", uuid4())


def new_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def opens(box, place) -> bool:
    try:
        open_sealed(box, place)
    except Tampered:
        return False
    return True


@pytest.mark.parametrize("text", ["13800001234", "张三", "天水市秦州区大城街道进步巷1号", "𠮷", "x" * 5000])
def test_sealed_text_comes_back_unchanged(text):
    assert open_sealed(seal(text, HERE), HERE) == text


def test_nothing_stays_nothing():
    assert (seal("", HERE), open_sealed(b"", HERE)) == (b"", "")


def test_the_same_text_never_looks_the_same_twice():
    assert len({seal("13800001234", HERE) for _ in range(100)}) == 100


def test_a_value_moved_elsewhere_does_not_open():
    elsewhere = [
        Place(HERE.table, HERE.column, uuid4()),
        Place(HERE.table, "name_sealed", HERE.row),
        Place("other_table", HERE.column, HERE.row),
    ]
    box = seal("13800001234", HERE)
    assert [opens(box, place) for place in [HERE, *elsewhere]] == [True, False, False, False]


def test_no_flipped_bit_is_accepted():
    box, dice = seal("13800001234", HERE), random.Random(7)
    flipped = []
    for _ in range(1000):
        spot, wrong = dice.randrange(len(box) * 8), bytearray(box)
        wrong[spot // 8] ^= 1 << spot % 8
        flipped.append(bytes(wrong))
    assert [wrong for wrong in flipped if opens(wrong, HERE)] == []


def test_a_shortened_value_does_not_open():
    box = seal("13800001234", HERE)
    assert [length for length in range(1, len(box)) if opens(box[:length], HERE)] == []


def test_the_highest_key_seals_and_older_keys_still_open(settings):
    settings.FIELD_KEYS = {"1": new_key()}
    old = seal("张三", HERE)
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, "2": new_key(), "10": new_key()}
    new = seal("张三", HERE)
    assert (key_id_of(old), key_id_of(new), open_sealed(old, HERE), open_sealed(new, HERE)) == (
        1,
        10,
        "张三",
        "张三",
    )


def test_a_value_whose_key_is_gone_does_not_open(settings):
    settings.FIELD_KEYS = {"1": new_key()}
    box = seal("张三", HERE)
    settings.FIELD_KEYS = {"2": new_key()}
    assert opens(box, HERE) is False


@pytest.mark.parametrize("wrong", ["not base64!", "c2hvcnQ="])
def test_a_wrong_key_is_refused_with_words(settings, wrong):
    settings.FIELD_KEYS = {"1": wrong}
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        seal("张三", HERE)


def test_the_blind_index_is_exact_and_apart_for_each_column_and_key(settings):
    first = blind_index("13800001234", "persons_person.phone")
    same = blind_index("13800001234", "persons_person.phone")
    others = {
        blind_index("13800001235", "persons_person.phone"),
        blind_index("13800001234", "persons_person.identity"),
    }
    settings.INDEX_KEY = new_key()
    others.add(blind_index("13800001234", "persons_person.phone"))
    assert (first == same, len(first), first in others, len(others)) == (True, 32, False, 3)


def test_a_digest_for_one_use_is_none_for_another():
    assert keyed_digest("a", b"text") != keyed_digest("b", b"text")
