"""来访人的边界 — what one resident may not read of another, who may not read on, and what is not sent to a telephone."""

import pytest
from django.urls import reverse

from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.persons.actions import enter


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
    assert [client.get(address).status_code for address in addresses] == [404, 404]
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
