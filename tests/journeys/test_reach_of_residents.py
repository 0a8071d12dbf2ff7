"""来访人的边界 — what one resident may not read of another, who may not read on, and what was said of a case before it was sealed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.notices.actions import keep_digest, send_due, subscribe, tell
from onedoor.notices.models import Delivery, MailboxChange, Notice
from onedoor.persons.actions import enter
from onedoor.posts.given import system_actor


def fresh(matter):
    return Matter.objects.select_related("case", "desk__region").get(pk=matter.pk)


@pytest.fixture
def two(town):
    clerk = town.actor("clerk")
    told = {"community": town.community, "desk": town.centre, "address": "12号楼301室"}
    first = enter("赵一", "13900000000", by=clerk)
    done = matters.register(Draft("赵一家停水", "我叫赵一。", "window", person=first, **told), by=clerk)
    matters.add_claimant(done.matter, by=clerk, name="钱二", phone="13900000001")
    return done


def answered(town, matter):
    """Settled and answered, so that a review can be asked for."""
    matter = matters.accept(fresh(matter), by=town.actor("clerk"))
    matter = matters.settle(matter, by=town.actor("dispatcher"), result="已通水")
    matter = matters.verify(matter, by=town.actor("verifier"), note="属实")
    return matters.answer(matter, by=town.actor("verifier"), reply="已通水。")


def opened(client, code, pin):
    client.post(reverse("portal:track"), {"code": code, "pin": pin})
    return page(client, code)


def page(client, code, name="case"):
    return client.get(reverse(f"portal:{name}", args=[code])).content.decode()


def shown(text, *words):
    return [word for word in words if word in text]


FIRSTS = ("我叫赵一", "301室", "赵一家")


def test_a_second_claimant_reads_neither_the_firsts_words_nor_their_door(client, town, two):
    code = two.matter.case.code
    assert shown(opened(client, code, two.pin), *FIRSTS) == list(FIRSTS)
    pin = matters.give_slip(fresh(two.matter), by=town.actor("clerk"), claimant=2, has_seen=True)
    told = opened(client, code, pin)
    assert (shown(told, *FIRSTS), code in told) == ([], True)
    lists = [client.get(reverse(f"portal:{name}")).content.decode() for name in ("start", "track")]
    assert [(code in told, shown(told, *FIRSTS)) for told in lists] == [(True, [])] * 2
    adding = client.get(reverse("portal:act", args=[code, "add"])).content.decode()
    assert (code in adding, shown(adding, *FIRSTS)) == (True, [])


def test_the_review_that_a_second_claimant_asked_for_repeats_nothing_of_the_first(client, town, two):
    code = two.matter.case.code
    pin = matters.give_slip(fresh(two.matter), by=town.actor("clerk"), claimant=2, has_seen=True)
    answered(town, two.matter)
    opened(client, code, pin)
    key = client.get(reverse("portal:act", args=[code, "review"])).context["key"]
    client.post(reverse("portal:act", args=[code, "review"]), {"note": "还是没水", "key": key})
    page(client, code)
    review = two.matter.reviews.get()
    told = page(client, review.case.code)
    assert (review.body, review.case.code in told, shown(told, *FIRSTS)) == ("我叫赵一。", True, [])


def test_the_first_who_stepped_out_sees_no_more_of_it(client, town, two):
    code = two.matter.case.code
    assert code in opened(client, code, two.pin)
    matters.drop_claimant(fresh(two.matter), by=town.actor("clerk"), claimant=1, note="搬走")
    addresses = [reverse(f"portal:{name}", args=[code]) for name in ("case", "readers")]
    # With the refusal the key is taken away: whoever comes then is a stranger, and asked for one.
    assert [client.get(address).status_code for address in addresses] == [404, 302]
    assert shown(client.get(reverse("portal:track")).content.decode(), code, *FIRSTS) == []


def test_a_second_who_stepped_out_no_longer_sees_it_in_their_list_and_the_first_does(client, town, two):
    code = two.matter.case.code
    pin = matters.give_slip(fresh(two.matter), by=town.actor("clerk"), claimant=2, has_seen=True)
    opened(client, code, pin)
    matters.drop_claimant(fresh(two.matter), by=town.actor("clerk"), claimant=2, note="搬走")
    assert client.get(reverse("portal:case", args=[code])).status_code == 404
    assert shown(client.get(reverse("portal:start")).content.decode(), code) == []
    assert shown(opened(client, code, two.pin), code, *FIRSTS) == [code, *FIRSTS]


def test_a_review_is_shut_with_the_matter_that_its_asker_left(client, town, two):
    code = two.matter.case.code
    answered(town, two.matter)
    opened(client, code, two.pin)
    key = client.get(reverse("portal:act", args=[code, "review"])).context["key"]
    client.post(reverse("portal:act", args=[code, "review"]), {"note": "还是没水", "key": key})
    page(client, code)
    review = two.matter.reviews.get().case.code
    assert review in page(client, review)
    matters.drop_claimant(fresh(two.matter), by=town.actor("clerk"), claimant=1, note="搬走")
    assert client.get(reverse("portal:case", args=[review])).status_code == 404
    assert shown(client.get(reverse("portal:track")).content.decode(), code, review) == []


# ------------------------------------------------ said before it was sealed


def read(client, name, *args):
    return client.get(reverse(f"notices:{name}", args=args)).content.decode()


def test_a_notice_of_before_is_hidden_from_whoever_is_not_cleared_now(client, town, two):
    code = two.matter.case.code
    tell(town.water, f"主办：{code} 求助", key="1", link=f"/cases/{code}/")
    tell(town.water, "别的事", key="2")
    town.login(client, town.actor("handler"))
    notice = Notice.objects.get(key="1")
    assert (code in read(client, "list"), "保密事项" in read(client, "list")) == (True, False)
    Case.objects.filter(code=code).update(secrecy="family")
    pages = [read(client, "list"), client.get(reverse("matters:my_work")).content.decode()]
    assert [(code in page, "保密事项" in page, "别的事" in page) for page in pages] == [
        (False, True, True)
    ] * 2
    assert client.get(reverse("notices:open", args=[notice.pk])).headers["Location"] == reverse(
        "notices:list"
    )
    assert Notice.objects.get(key="1").text == f"主办：{code} 求助"
    town.login(client, town.actor("handler", clearances=["family"], name="有密级"))
    assert code in read(client, "list")
    assert client.get(reverse("notices:open", args=[notice.pk])).headers["Location"] == f"/cases/{code}/"


def test_a_digest_of_before_only_counts_it_now(client, town, two):
    code, day = two.matter.case.code, timezone.localdate()
    line = {"code": code, "label": "办理", "due": "今天24时"}
    keep_digest(town.water, day, [{"title": "超期", "count": 1, "lines": [line]}], by=system_actor())
    town.login(client, town.actor("handler"))
    assert code in read(client, "digest", f"{day}")
    Case.objects.filter(code=code).update(secrecy="family")
    shown_now = read(client, "digest", f"{day}")
    assert (code in shown_now, "另有1件没有列出" in shown_now) == (False, True)


@pytest.mark.parametrize(
    ("secrecy", "state"), [("normal", "sent"), ("family", "suppressed"), ("minor", "suppressed")]
)
def test_what_waits_for_the_morning_is_not_sent_of_a_case_sealed_at_night(
    town, two, settings, tmp_path, secrecy, state
):
    settings.OUTBOX, settings.CHANNELS = tmp_path, dict.fromkeys(("email", "sms", "account"), "file")
    now, case = timezone.now(), two.matter.case
    waits = Delivery.objects.create(
        channel="sms", person=case.parties.first().person, text="有新的进展", effect="x", case_code=case.code,
        urgent=True, made_at=now, next_at=now - timedelta(minutes=1),
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(secrecy=secrecy)
    send_due(by=system_actor())
    waits.refresh_from_db()
    assert (waits.state, waits.error) == (state, "" if state == "sent" else Delivery.SEALED)


# ------------------------------------------------ the mailbox of a unit


def test_who_pointed_the_digest_elsewhere_is_written_down_and_shown(client, town):
    unit = town.actor("handler")
    if not unit.holds("notices.subscribe"):
        unit = town.actor("unit_lead")
    at = timezone.localtime().time()
    for email in ("old@water.example", "old@water.example", "new@water.example", ""):
        subscribe(unit.post.org, by=unit, email=email, at=at, is_on=True)
    made = MailboxChange.objects.order_by("pk").values_list("before_mask", "after_mask", "staff")
    masks = [
        ("", "o***@water.example"),
        ("o***@water.example", "n***@water.example"),
        ("n***@water.example", ""),
    ]
    assert list(made) == [(*pair, unit.staff.pk) for pair in masks]
    town.login(client, unit)
    told = read(client, "digests")
    assert shown(told, "o***@water.example → n***@water.example", "没有邮箱", str(unit.staff)) == [
        "o***@water.example → n***@water.example",
        "没有邮箱",
        str(unit.staff),
    ]
