"""咨询师不在了 — the talks go on with another, arranged by two people who see neither code nor word, after the person was told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.counselling import actions
from onedoor.counselling.actions import FirstTalk
from onedoor.counselling.models import Asking, Handover, Look, Talk
from onedoor.counselling.queries.away import left
from onedoor.counselling.queries.talks import offered_to
from onedoor.counselling.standing import who_may_be_away
from onedoor.counselling.tests.talks import Talks
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.posts.models import Tenure

pytestmark = pytest.mark.django_db
WHY = "长期病假，本人来问"


@pytest.fixture
def talks(town):
    talks = Talks(town)
    talks.third = town.actor("counsellor", org=town.labour, name="丁咨询")
    return talks


def leave(actor):
    Tenure.objects.filter(staff=actor.staff).delete()


def arranged(talks, agreed=True):
    actions.ask_to_hand_all(
        away=talks.counsellor.staff,
        taker=talks.other.staff,
        reason=WHY,
        second=talks.third.staff,
        by=talks.supervisor,
    )
    asking = Asking.objects.filter(kind="hand", answered_at=None).first()
    return actions.answer_asking(asking, is_agreed=agreed, by=talks.third)


def test_of_who_has_left_the_supervisor_is_told_how_many_and_nothing_else(client, town, talks):
    assert left() == []
    leave(talks.counsellor)
    assert [(one["counsellor__name"], one["n"]) for one in left()] == [("安咨询", 1)]
    town.login(client, talks.supervisor)
    arranged(talks)
    pages = [client.get(reverse(f"counselling:{name}")).content.decode() for name in ("supervision", "hand")]
    pages.append(client.get(reverse("counselling:asking", args=[Asking.objects.get().pk])).content.decode())
    assert ["安咨询" in page for page in pages] == [False, True, False]
    assert [(talks.talk.case.code in page, "青鸟" in page) for page in pages] == [(False, False)] * 3


def test_nobody_takes_over_before_the_person_was_told(talks):
    session = talks.said()
    leave(talks.counsellor)
    arranged(talks)
    offer = offered_to(talks.other).get()
    with pytest.raises(NotValid):
        actions.take_over(offer, by=talks.other)
    contact = actions.look_to_tell(offer, by=talks.other)
    assert (contact["number"], "wishes" in contact, Look.objects.get().staff) == (
        "青鸟号码",
        False,
        talks.other.staff,
    )
    with pytest.raises(NotFound):
        actions.look_at_session(session, by=talks.other)
    with pytest.raises(NotValid):
        actions.take_over(offer, told_on=timezone.localdate() + timedelta(days=1), by=talks.other)
    taken = actions.take_over(offer, told_on=timezone.localdate(), by=talks.other)
    assert (taken.counsellor, actions.look_at_session(session, by=talks.other)) == (
        talks.other.staff,
        "青鸟记录",
    )


def test_without_the_other_persons_yes_nothing_lies_before_anybody(talks):
    arranged(talks, agreed=False)
    assert (Handover.objects.count(), list(offered_to(talks.other))) == (0, [])


def test_the_person_says_yes_or_no_on_their_page(client, talks):
    arranged(talks)
    told = {"code": talks.talk.case.code, "pin": talks.pin}
    page = client.post(reverse("counselling:mine"), told).content.decode()
    assert "白咨询可以接着谈" in page
    assert client.post(reverse("counselling:mine_change"), told | {"agreed": "yes"}).status_code == 200
    offer = Handover.objects.get()
    assert (offer.agreed_at is None, offer.told_on) == (False, None)
    assert actions.take_over(offer, by=talks.other).counsellor == talks.other.staff


def test_a_no_of_the_person_ends_it(client, talks):
    arranged(talks)
    told = {"code": talks.talk.case.code, "pin": talks.pin, "agreed": "no"}
    client.post(reverse("counselling:mine_change"), told)
    with pytest.raises(NotNow):
        actions.take_over(Handover.objects.get(), told_on=timezone.localdate(), by=talks.other)
    assert (Talk.objects.get().counsellor, list(offered_to(talks.other))) == (talks.counsellor.staff, [])


def test_by_the_code_that_the_person_brought(talks):
    leave(talks.counsellor)
    told = {"taker": talks.other.staff, "reason": WHY, "second": talks.third.staff, "by": talks.supervisor}
    today = timezone.localdate()
    assert actions.ask_to_hand(code="261123-000-9999", told_on=today, **told) is None
    with pytest.raises(NotValid):
        actions.ask_to_hand(code=talks.talk.case.code, told_on=today + timedelta(days=1), **told)
    asking = actions.ask_to_hand(code=talks.talk.case.code, told_on=today, **told)
    actions.answer_asking(asking, is_agreed=True, by=talks.third)
    assert actions.take_over(offered_to(talks.other).get(), by=talks.other).counsellor == talks.other.staff


def test_a_counsellor_who_is_there_after_all_takes_it_back(client, town, talks):
    arranged(talks)
    town.login(client, talks.counsellor)
    assert "我还在，收回" in client.get(reverse("counselling:talks")).content.decode()
    client.post(reverse("counselling:decline", args=[Handover.objects.get().pk]))
    assert (list(offered_to(talks.other)), Talk.objects.get().counsellor) == ([], talks.counsellor.staff)


def test_a_wrong_code_looks_like_a_right_one_to_the_supervisor(client, town, talks):
    town.login(client, talks.supervisor)
    told = {
        "taker": talks.other.staff.pk,
        "told_on": timezone.localdate().isoformat(),
        "reason": WHY,
        "second": talks.third.staff.pk,
    }
    shown = []
    for code in ("261123-000-9999", talks.talk.case.code):
        client.post(reverse("counselling:hand"), told | {"code": code})
        page = client.get(reverse("counselling:supervision"))
        shown.append(len(page.context["batches"]))
    assert (shown, Asking.objects.count()) == ([0, 0], 1)


def test_another_counsellor_comes_to_nothing_of_an_offer(client, town, talks):
    arranged(talks)
    offer = Handover.objects.get()
    town.login(client, talks.third)
    answers = [
        client.post(reverse(f"counselling:{name}", args=[offer.pk])) for name in ("take", "tell", "decline")
    ]
    assert ({one.status_code for one in answers}, Look.objects.count()) == ({404}, 0)


def test_by_the_pages_from_the_contact_to_the_talk(client, town, talks):
    leave(talks.counsellor)
    arranged(talks)
    offer = Handover.objects.get()
    town.login(client, talks.other)
    shown = client.post(reverse("counselling:tell", args=[offer.pk])).content.decode()
    at = reverse("counselling:take", args=[offer.pk])
    answers = [
        client.post(at, told).status_code for told in ({}, {"told_on": timezone.localdate().isoformat()})
    ]
    assert ("青鸟号码" in shown, "青鸟希望" in shown, answers) == (True, False, [422, 302])


def test_of_a_counsellor_who_is_there_nobody_says_for_the_person_that_they_were_told(client, town, talks):
    """Two people and a taker agree among themselves: without code and PIN of the person they come to nothing, nor to a number."""
    session = talks.said()
    told = {"taker": talks.other.staff, "reason": WHY, "second": talks.third.staff, "by": talks.supervisor}
    asking = actions.ask_to_hand(code=talks.talk.case.code, told_on=timezone.localdate(), **told)
    actions.answer_asking(asking, is_agreed=True, by=talks.third)
    offer = Handover.objects.get()
    with pytest.raises(NotNow):
        actions.look_to_tell(offer, by=talks.other)
    with pytest.raises(NotNow):
        actions.take_over(offer, told_on=timezone.localdate(), by=talks.other)
    town.login(client, talks.other)
    assert "等本人在自己那一页上同意" in client.get(reverse("counselling:talks")).content.decode()
    client.logout()
    key = {"code": talks.talk.case.code, "pin": talks.pin}
    assert "您愿意换吗" in client.post(reverse("counselling:mine"), key).content.decode()
    client.post(reverse("counselling:mine_change"), key | {"agreed": "yes"})
    assert (Look.objects.count(), actions.take_over(offer, by=talks.other).counsellor) == (
        0,
        talks.other.staff,
    )
    assert actions.look_at_session(session, by=talks.other) == "青鸟记录"


@pytest.mark.parametrize("ask", [actions.ask_to_hand, actions.ask_to_hand_all])
def test_whoever_takes_it_is_not_the_other_person(talks, ask):
    told = {"taker": talks.other.staff, "second": talks.other.staff, "reason": WHY, "by": talks.supervisor}
    which = {
        actions.ask_to_hand: {"code": talks.talk.case.code, "told_on": timezone.localdate()},
        actions.ask_to_hand_all: {"away": talks.counsellor.staff},
    }[ask]
    with pytest.raises(NotValid) as refused:
        ask(**told, **which)
    assert (refused.value.detail["field"], Asking.objects.count()) == ("second", 0)


def test_how_many_talks_somebody_has_is_told_after_a_yes_and_not_before(client, town, talks):
    for _time in range(3):
        actions.open_talk(FirstTalk("小李"), by=talks.counsellor)
    away, taker, second = talks.counsellor.staff, talks.other.staff, talks.third.staff
    shown = []
    for answer in (None, False, True):
        if answer is None:
            actions.ask_to_hand_all(away=away, taker=taker, reason=WHY, second=second, by=talks.supervisor)
        else:
            arranged(talks, agreed=answer)
        for who, url in ((talks.supervisor, "supervision"), (talks.third, "supervision")):
            town.login(client, who)
            shown.append("4次谈话" in client.get(reverse(f"counselling:{url}")).content.decode())
    assert shown == [False, False, False, False, True, False]


def test_the_list_of_who_may_be_away_tells_of_nobody_there_whether_they_have_talks(talks):
    names = set(who_may_be_away().values_list("name", flat=True))
    assert {"安咨询", "白咨询", "丁咨询"} <= names
