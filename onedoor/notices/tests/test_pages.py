"""What a unit was told, and that it has read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onedoor.notices.actions import tell
from onedoor.notices.queries import unread

LIST, READ = reverse("notices:list"), reverse("notices:read")


@pytest.fixture
def unit(town, client):
    actor = town.actor("handler")
    town.login(client, actor)
    return actor


def test_unit_reads_what_it_was_told_and_nothing_of_others(client, town, unit):
    tell(town.water, "请签收", key="1", link="/cases/x/")
    tell(town.labour, "别人的事", key="1")
    text = client.get(LIST).content.decode()
    assert "请签收" in text
    assert "/cases/x/" in text
    assert "别人的事" not in text


def test_read_ones_are_no_longer_unread(client, town, unit):
    tell(town.water, "请签收", key="1")
    tell(town.labour, "别人的事", key="1")
    assert [notice.text for notice in unread(unit)] == ["请签收"]
    assert client.post(READ).status_code == 302
    assert unread(unit) == []
    assert len(unread(town.actor("handler", org=town.labour, name="钱进"))) == 1
    assert "请签收" in client.get(LIST).content.decode()


def test_list_of_three_costs_what_a_list_of_one_does(client, town, unit):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        return len(seen)

    tell(town.water, "一", key="1")
    one = cost()
    tell(town.water, "二", key="2")
    tell(town.water, "三", key="3")
    assert cost() == one


def test_nothing_told_is_said_so(client, unit):
    assert "没有通知" in client.get(LIST).content.decode()
