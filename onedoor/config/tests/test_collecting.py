"""What has come to stay is not looked through for garbage again."""

import gc

import pytest

from onedoor.config import collecting


@pytest.fixture
def spared():
    before = gc.get_freeze_count()
    collecting.spare_the_lasting()
    yield lambda: gc.get_freeze_count() - before
    gc.callbacks.remove(collecting._after)
    gc.unfreeze()


def test_what_has_become_many_is_put_aside(spared, monkeypatch):
    monkeypatch.setattr(collecting, "MANY", 0)
    gc.collect(1)
    assert spared() == 0
    gc.collect()
    assert spared() > 0


def test_little_is_left_where_it_is(spared, monkeypatch):
    monkeypatch.setattr(collecting, "MANY", 10**9)
    gc.collect()
    assert spared() == 0
