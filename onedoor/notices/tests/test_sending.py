"""What goes out: once, at a fit hour, tried again when it fails, to nobody who said no, and with no number in what is shown."""

import base64
import os
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.audit.queries import reads_of_person
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.notices import channels, limits
from onedoor.notices.actions import (
    drop_contact,
    forget_old,
    keep_contact,
    opt_in,
    opt_out,
    send_again,
    send_due,
    tell,
    tell_person,
    tell_post,
    tell_resident,
)
from onedoor.notices.models import Contact, Delivery, Notice
from onedoor.notices.sealed import opened
from onedoor.persons.actions import enter, phone_to_tell

NINE, TEN_AT_NIGHT = "2026-03-02T09:00:00+08:00", "2026-03-02T22:00:00+08:00"
PHONE, MAIL = "13912345678", "zhengqiang@example.cn"
VALUES = {
    "编号": "260302-000-0001",
    "中心": "区综治中心",
    "电话": "0938",
    "期限": "3月6日",
    "链接": "x/track/",
}


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def person(town, clock):
    return enter("张三", PHONE, by=town.portal)


@pytest.fixture
def unit(town, clock, outbox):
    """Somebody who wants to be told by e-mail and by SMS."""
    actor = town.actor("handler")
    keep_contact("email", MAIL, True, by=actor)
    keep_contact("sms", PHONE, True, by=actor)
    return actor


def ask(person, key="1", **more):
    return tell_resident(person, "matter.accepted", VALUES, key=key, case_code="260302-000-0001", **more)


def states():
    return list(Delivery.objects.order_by("effect").values_list("state", flat=True))


# ---------------------------------------------------------------- whom


def test_a_unit_is_told_in_the_page_alone_and_when_urgent_by_every_channel(town, unit, outbox):
    tell(town.water, "请签收", key="1")
    assert Delivery.objects.count() == 0
    tell(town.water, "突发事件，请立即到场", key="2", urgent=True)
    tell(town.labour, "别的单位", key="2", urgent=True)
    send_due(by=town.system)
    assert [line["to"] for line in outbox("sms")] == [PHONE]
    assert [line["text"] for line in outbox("email")] == ["突发事件，请立即到场"]


def test_a_post_and_a_person_are_told_by_the_channels_they_chose(town, unit, outbox):
    keep_contact("sms", "", False, by=unit)
    tell_post(unit.post, "给岗位的", key="1")
    tell_person(unit.staff, "给本人的", key="1")
    tell_person(town.person("钱进"), "没有登记地址的", key="1")
    tell_person(unit.staff, "给本人的", key="1")
    send_due(by=town.system)
    assert (sorted(line["text"] for line in outbox("email")), outbox("sms")) == (["给岗位的", "给本人的"], [])


def test_what_is_sent_twice_over_goes_out_once(town, person, outbox):
    ask(person)
    ask(person)
    assert send_due(by=town.system) == {"sent": 1}
    assert send_due(by=town.system) == {}
    assert len(outbox()) == 1
    assert Delivery.objects.get().provider_id == outbox()[0]["id"]


def test_a_resident_without_a_number_is_not_told(town, clock, outbox):
    assert ask(enter("李四", by=town.portal)) is None


def test_the_number_is_read_in_the_log_first_and_the_resident_can_see_it(town, person, outbox):
    ask(person)
    send_due(by=town.system)
    row = AccessLog.objects.get(kind="reveal")
    assert (row.subjects, row.fields, row.purpose, row.case_code) == (
        [str(person.pk)],
        "phone",
        "P18",
        "260302-000-0001",
    )
    assert "系统自动发短信，告诉本人办到哪一步" in [read.purpose for read in reads_of_person(person.pk)]


@pytest.mark.parametrize("kind", ["clerk", "operator", "system_admin"])
def test_nobody_but_the_house_itself_takes_a_number_this_way(town, person, kind):
    with pytest.raises(NotAllowed):
        phone_to_tell(person, by=town.actor(kind), case_code="260302-000-0001")


# ---------------------------------------------------------------- saying no


def test_whoever_says_no_is_not_told_and_may_change_their_mind(town, person, outbox):
    opt_out(person, by=town.portal)
    ask(person)
    opt_in(person, by=town.portal)
    ask(person, key="2")
    send_due(by=town.system)
    assert (states(), len(outbox())) == (["suppressed", "sent"], 1)


def test_saying_no_counts_also_for_what_waits_already(town, person, outbox):
    ask(person)
    opt_out(person, by=town.portal)
    assert send_due(by=town.system) == {"suppressed": 1}
    assert (Delivery.objects.get().error, outbox()) == (Delivery.REFUSED, [])
    assert AccessLog.objects.filter(kind="reveal").count() == 0


def test_a_channel_that_is_not_connected_is_said_to_be_so(town, person, settings):
    settings.CHANNELS = {"email": "off", "sms": "off", "account": "off"}
    ask(person)
    assert (states(), Delivery.objects.get().error) == (["suppressed"], Delivery.NOT_CONNECTED)


# ---------------------------------------------------------------- hours


def test_at_night_an_sms_waits_for_eight_and_an_urgent_one_does_not(town, unit, person, outbox, clock):
    clock.move_to(TEN_AT_NIGHT)
    ask(person)
    tell(town.water, "险情", key="1", urgent=True)
    tell_person(unit.staff, "不急", key="2")
    send_due(by=town.system)
    assert [line["text"] for line in outbox("sms")] == ["险情"]
    assert sorted(line["text"] for line in outbox("email")) == ["不急", "险情"]
    clock.move_to("2026-03-03T07:59:00+08:00")
    send_due(by=town.system)
    assert len(outbox("sms")) == 1
    clock.move_to("2026-03-03T08:00:00+08:00")
    assert send_due(by=town.system) == {"sent": 2}


@pytest.mark.parametrize(
    ("at", "loud"),
    [
        ("2026-03-02T20:59:00+08:00", "2026-03-02T20:59:00+08:00"),
        ("2026-03-02T21:00:00+08:00", "2026-03-03T08:00:00+08:00"),
        ("2026-03-03T00:30:00+08:00", "2026-03-03T08:00:00+08:00"),
        ("2026-03-03T08:00:00+08:00", "2026-03-03T08:00:00+08:00"),
    ],
)
def test_the_quiet_hours_begin_and_end_to_the_minute(at, loud):
    moment = timezone.datetime.fromisoformat(at)
    assert limits.loud_at(moment, "sms") == timezone.datetime.fromisoformat(loud)
    assert limits.loud_at(moment, "email") == moment


def test_what_was_late_is_kept_back_when_its_turn_comes_at_night(town, person, outbox, clock):
    ask(person)
    clock.move_to(TEN_AT_NIGHT)
    send_due(by=town.system)
    assert (states(), outbox()) == (["queued"], [])
    assert timezone.localtime(Delivery.objects.get().next_at).isoformat() == "2026-03-03T08:00:00+08:00"


# ---------------------------------------------------------------- failing


def test_a_failed_message_waits_longer_each_time_and_is_left_for_people_at_last(
    town, person, broken, outbox, clock
):
    ask(person)
    waits = []
    while states() == ["queued"]:
        send_due(by=town.system)
        delivery = Delivery.objects.get()
        if delivery.next_at:
            waits.append(delivery.next_at - timezone.now())
            clock.move_to(delivery.next_at)
    assert (waits, states(), delivery.tries) == (list(limits.WAITS), ["failed"], limits.MOST_TRIES)
    assert delivery.error.startswith(("FileExistsError", "NotADirectoryError"))
    broken()
    send_again(delivery, by=town.actor("system_admin"))
    assert (send_due(by=town.system), len(outbox())) == ({"sent": 1}, 1)
    assert Delivery.objects.get().error == ""


def test_a_message_that_fails_once_goes_out_at_the_next_try(town, person, broken, outbox, clock):
    ask(person)
    send_due(by=town.system)
    broken()
    assert send_due(by=town.system) == {}
    clock.shift(timedelta(minutes=1))
    assert send_due(by=town.system) == {"sent": 1}


def test_a_channel_that_keeps_failing_is_left_alone_and_the_others_go_on(
    town, unit, person, outbox, settings
):
    settings.CHANNELS = {**settings.CHANNELS, "sms": "file", "email": "console"}
    settings.OUTBOX.write_text("")
    for number in range(6):
        ask(person, key=str(number))
    tell_person(unit.staff, "邮件照发", key="1")
    assert send_due(by=town.system)["sent"] == 1
    tried = Delivery.objects.filter(channel="sms", tries=1).count()
    assert (tried, Delivery.objects.filter(channel="sms", tries=0).count()) == (3, 4)


def test_a_message_whose_sender_died_is_not_sent_again_by_itself(town, person, outbox, clock):
    ask(person)
    Delivery.objects.update(state="sending", at=timezone.now(), tries=1)
    clock.shift(limits.LOST_AFTER + timedelta(seconds=1))
    assert (send_due(by=town.system), outbox()) == ({}, [])
    assert (states(), Delivery.objects.get().error) == (["failed"], Delivery.LOST)


def test_only_keepers_try_again_and_only_what_failed(town, person, outbox):
    delivery = ask(person)
    with pytest.raises(NotAllowed):
        send_again(delivery, by=town.actor("clerk"))
    with pytest.raises(NotNow):
        send_again(delivery, by=town.actor("operator"))


def test_why_something_failed_holds_no_address_and_no_number():
    said = channels.why(OSError(f"550 {MAIL} unknown; phone {PHONE} or 139 1234 5678\nsecond line"))
    assert said == "OSError: 550 … unknown; phone … or …"


# ---------------------------------------------------------------- addresses, the page, forgetting


def test_an_address_of_staff_is_sealed_masked_and_taken_away(town, unit):
    kept = Contact.objects.get(channel="email")
    assert (kept.address_mask, MAIL.encode() in bytes(kept.address_sealed)) == ("z***@example.cn", False)
    assert keep_contact("email", "", True, by=unit).address_mask == kept.address_mask
    drop_contact("email", by=unit)
    assert Contact.objects.filter(channel="email").count() == 0
    for channel, address in (("email", "x@"), ("sms", "1391234"), ("account", "编号")):
        with pytest.raises(NotValid):
            keep_contact(channel, address, True, by=unit)


def test_the_page_shows_what_failed_and_why_without_anybodys_number(
    client, town, unit, person, broken, outbox
):
    ask(person)
    tell_person(unit.staff, "要紧的话", key="1")
    send_due(by=town.system)
    Delivery.objects.update(state="failed", next_at=None)
    town.login(client, town.actor("system_admin"))
    text = client.get(reverse("notices:deliveries")).content.decode()
    assert [word for word in (PHONE, person.phone_mask, MAIL, "张", "要紧的话") if word in text] == []
    assert [word for word in ("z***@example.cn", "居民", "再发一次", "Error") if word not in text] == []
    again = reverse("notices:again", args=[Delivery.objects.filter(channel="sms").first().pk])
    assert client.post(again).status_code == 302
    assert client.post(again).status_code == 409
    assert client.get(reverse("notices:deliveries"), {"state": "x"}).status_code == 422


def test_the_page_costs_the_same_for_twenty_as_for_one(
    client, town, person, outbox, django_assert_max_num_queries
):
    town.login(client, town.actor("system_admin"))

    def cost():
        with django_assert_max_num_queries(30) as seen:
            client.get(reverse("notices:deliveries"), {"state": "queued"})
        return len(seen)

    ask(person)
    one = cost()
    for number in range(20):
        ask(person, key=f"more{number}")
    assert cost() == one


def test_what_was_said_long_ago_is_forgotten(town, person, outbox, clock):
    tell(town.water, "很久以前", key="1")
    ask(person)
    send_due(by=town.system)
    clock.shift(limits.DELIVERIES_KEPT + timedelta(days=1))
    forget_old(by=town.system)
    assert (Delivery.objects.count(), Notice.objects.count()) == (0, 1)
    clock.shift(limits.NOTICES_KEPT)
    forget_old(by=town.system)
    assert Notice.objects.count() == 0


def test_an_address_that_does_not_open_holds_up_no_other_message(town, unit, person, outbox):
    """As when a key was taken out too early."""
    Contact.objects.filter(channel="sms").update(address_sealed=b"\x01" + b"0" * 40)
    keep_contact("email", "", False, by=unit)
    tell_person(unit.staff, "打不开的", key="1")
    type(person)._base_manager.update(phone_sealed=b"\x01" + b"0" * 40)
    ask(person)
    other = enter("李四", "13800001111", by=town.portal)
    ask(other, key="2")
    assert send_due(by=town.system) == {"failed": 2, "sent": 1}
    assert ([line["to"] for line in outbox()], Delivery.objects.filter(error=Delivery.SHUT).count()) == (
        ["13800001111"],
        2,
    )


def test_addresses_are_sealed_anew_under_a_new_key_and_the_old_one_is_needed_no_more(
    town, unit, settings, capsys
):
    fresh = base64.b64encode(os.urandom(32)).decode()
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, "7": fresh}
    call_command("rotate_contacts")
    assert "已换2个" in capsys.readouterr().out
    settings.FIELD_KEYS = {"7": fresh}
    assert sorted(opened(contact) for contact in Contact.objects.all()) == [PHONE, MAIL]
    call_command("rotate_contacts")
    assert "已换0个" in capsys.readouterr().out
