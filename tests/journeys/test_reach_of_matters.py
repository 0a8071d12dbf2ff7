"""视野与办理的边界 — whose step it is in a matter, and what its file may not hand out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.actions.duty_list import end_duty, write_duty
from onedoor.matters.actions.renewing import renew
from onedoor.matters.duty_clauses import Clause
from onedoor.matters.limits import REVIEW_ASK
from onedoor.matters.models import Category, Matter
from onedoor.persons.actions import enter


def fresh(matter):
    return Matter.objects.select_related("case", "desk__region").get(pk=matter.pk)


@pytest.fixture
def violence(db):
    told = {"code": "N99", "name": "家庭暴力", "path": "N99/", "secrecy": "family", "level": 1}
    return Category.objects.create(**told, valid_from=date(2020, 1, 1))


@pytest.fixture
def cleared(town):
    return town.actor("dispatcher", clearances=["family"], name="有密级")


@pytest.fixture
def matter(town):
    clerk = town.actor("clerk")
    person = enter("张三", "13900000001", by=clerk)
    draft = Draft(
        "楼道争吵", "听见打人。", "window", community=town.community, desk=town.centre, person=person
    )
    return matters.accept(matters.register(draft, by=clerk).matter, by=clerk)


@pytest.fixture
def street(town):
    return town.actor("dispatcher", org=town.street_centre, name="街道分流")


def page(client, town, actor, name, *args):
    town.login(client, actor)
    return client.get(reverse(name, args=args)).content.decode()


# ---------------------------------------------------------------- whose step it is


def test_the_unit_that_handles_it_grants_itself_no_time(town, matter, street):
    matters.dispatch(matter, by=town.actor("dispatcher"), lead=town.street_centre)
    told = {"note": "忙", "basis": "条例", "asker": "unit"}
    with pytest.raises(NotAllowed):
        matters.extend(fresh(matter), by=street, days=10, **told)
    until = timezone.localdate() + timedelta(days=20)
    with pytest.raises(NotAllowed):
        matters.pause(fresh(matter), by=street, until=until, **told)
    matters.pause(fresh(matter), by=town.actor("dispatcher"), until=until, **told)
    with pytest.raises(NotAllowed):
        matters.resume(fresh(matter), by=street)


def test_a_lower_desk_does_not_answer_close_or_merge(town, matter, street):
    other = matters.register(
        Draft("另一件", "另一件", "window", community=town.community, desk=town.centre),
        by=town.actor("clerk"),
    ).matter
    for step in (matters.merge, lambda *told, **more: matters.merge(other, by=more["by"], into=matter)):
        with pytest.raises(NotAllowed):
            step(fresh(matter), by=street, into=other)
    made = matters.settle(matter, by=town.actor("dispatcher"), result="已调解")
    made = matters.verify(made, by=town.actor("verifier"), note="属实")
    with pytest.raises(NotAllowed):
        matters.answer(fresh(made), by=street, reply="已办好")
    matters.answer(fresh(made), by=town.actor("dispatcher"), reply="已办好")
    with pytest.raises(NotAllowed):
        matters.close(fresh(made), by=street)


# ---------------------------------------------------------------- sealed, and sealed later


def test_a_part_of_a_sealed_category_is_sealed(town, matter, cleared, violence):
    whole = matters.split_off(matter, by=cleared, title="人身安全", body="丈夫打人", category=violence)
    assert whole.parts.get().case.secrecy == "family"


def test_whoever_has_a_part_reads_nothing_of_a_whole_that_was_sealed(client, town, matter, cleared, violence):
    whole = matters.split_off(matter, by=cleared, title="换门锁", body="换锁")
    part = matters.dispatch(fresh(whole.parts.get()), by=cleared, lead=town.water)
    assert matter.body in page(client, town, town.actor("handler"), "matters:matter", part.case.code)
    matters.correct(fresh(matter), by=cleared, category=violence)
    assert matter.body not in page(client, town, town.actor("handler"), "matters:matter", part.case.code)


def test_what_seals_a_matter_seals_its_open_parts(town, matter, cleared, violence):
    for title in ("换门锁", "修窗"):
        matters.split_off(fresh(matter), by=cleared, title=title, body=title)
    open_one, ended = matter.parts.order_by("pk")
    matters.transfer_out(fresh(ended), by=cleared, note="属上级", turn_to="市公安局")
    matters.correct(fresh(matter), by=cleared, category=violence)
    assert (fresh(open_one).case.secrecy, fresh(ended).case.secrecy) == ("family", "normal")
    last = open_one.case.events.order_by("-seq").first()
    assert (last.verb, last.note) == ("matter.corrected", "随主事项保密")


def test_a_sealed_whole_and_a_sealed_part_say_no_word_of_themselves(client, town, matter, cleared, violence):
    told = {"by": cleared, "title": "人身安全", "body": "丈夫打人"}
    whole = matters.split_off(matter, category=violence, **told)
    shown = page(client, town, town.actor("dispatcher"), "matters:matter", whole.case.code)
    code = whole.parts.get().case.code
    assert ("保密事项" in shown, "人身安全" in shown, f">{code}<" in shown) == (True, False, False)
    assert "人身安全" in page(client, town, cleared, "matters:matter", whole.case.code)


def test_why_a_sealed_case_is_related_is_not_told_on_the_open_one(client, town, matter, cleared, violence):
    clerk = town.actor("clerk", clearances=["family"], name="密级窗口")
    draft = Draft(
        "丈夫打人", "丈夫打人", "window", community=town.community, desk=town.centre, category=violence
    )
    sealed = matters.register(draft, by=clerk).matter
    for one, other in ((matter, sealed), (fresh(sealed), matter)):
        matters.relate(fresh(one), by=cleared, to=other, note="与家暴那件同一户")
        matters.unrelate(fresh(one), by=cleared, to=other.case, note="与家暴那件不是一户")
    matters.relate(fresh(matter), by=cleared, to=sealed, note="与家暴那件同一户")
    assert "家暴" not in page(
        client, town, town.actor("clerk", name="普通窗口"), "matters:matter", matter.case.code
    )
    assert "与家暴那件同一户" in page(client, town, cleared, "matters:matter", matter.case.code)
    assert sealed.case.events.filter(note__contains="家暴").count() == 5


def test_sealed_and_open_cases_are_not_merged(town, matter, cleared, violence):
    draft = Draft("另一件", "另一件", "window", community=town.community, desk=town.centre)
    other = matters.register(draft, by=town.actor("clerk")).matter
    sealed = matters.correct(matter, by=cleared, category=violence)
    for one, into in ((fresh(sealed), other), (other, fresh(sealed))):
        with pytest.raises(NotValid, match="密级不同"):
            matters.merge(one, by=cleared, into=into)


# ---------------------------------------------------------------- one list for the district, and its rulings


def test_a_street_reads_the_duty_list_and_leaves_it_as_it_is(client, town, matter, street, violence):
    entry = Clause(1, violence, "district", town.water, "条例第一条")
    with pytest.raises(NotAllowed):
        write_duty(entry, by=street)
    write_duty(entry, by=town.actor("dispatcher"))
    with pytest.raises(NotAllowed):
        end_duty(1, by=street, why="不要了")
    doors = [reverse("matters:duty_edit", args=[1]), reverse("matters:duty_bring")]
    for actor, opens in ((street, 403), (town.actor("dispatcher"), 200)):
        shown = page(client, town, actor, "matters:duty_list") + page(client, town, actor, "matters:duty", 1)
        assert [door in shown for door in doors] == [opens == 200] * 2
        assert [client.get(door).status_code for door in doors] == [opens] * 2


def test_why_a_ruling_was_made_in_another_street_is_not_told(client, town, matter, street, violence):
    arbiter, dispatcher = town.actor("arbiter"), town.actor("dispatcher")
    draft = Draft("路灯", "路灯不亮", "window", community=town.other_community, desk=town.centre)
    violence.secrecy = "normal"
    violence.save()
    draft.category = violence
    made = matters.accept(matters.register(draft, by=town.actor("clerk")).matter, by=dispatcher)
    made = matters.refer(made, by=dispatcher, note="两家都说不归自己管")
    matters.rule(fresh(made), by=arbiter, lead=town.water, note="张家门口的灯", region=town.district)
    for actor, told in ((street, False), (dispatcher, True)):
        shown = page(client, town, actor, "matters:returns")
        assert (town.water.name in shown, "张家门口" in shown, made.case.code in shown) == (True, told, told)


# ---------------------------------------------------------------- claimants


@pytest.fixture
def two(town):
    clerk = town.actor("clerk")
    told = {
        "community": town.community,
        "desk": town.centre,
        "person": enter("赵一", "13900000000", by=clerk),
    }
    done = matters.accept(
        matters.register(Draft("停水", "我叫赵一。", "window", **told), by=clerk).matter, by=clerk
    )
    matters.add_claimant(done, by=clerk, name="钱二", phone="13900000001")
    return fresh(done)


def test_the_slip_of_whoever_stepped_out_is_not_renewed(town, two):
    clerk, told = town.actor("clerk"), {"reason": "回执单丢失，本人持身份证到窗口", "has_seen": True}
    assert renew(two, by=clerk, **told)
    matters.drop_claimant(two, by=clerk, claimant=1, note="搬走")
    with pytest.raises(NotAllowed, match="请为在册的反映人出具回执"):
        renew(fresh(two), by=clerk, **told)
    assert matters.give_slip(fresh(two), by=clerk, claimant=2, has_seen=True)


def test_each_claimant_asks_for_a_review_of_their_own_once(town, two):
    dispatcher = town.actor("dispatcher")
    matters.settle(two, by=dispatcher, result="已通水")
    matters.verify(two, by=town.actor("verifier"), note="属实")
    matters.answer(two, by=dispatcher, reply="已通水。")
    second = two.case.parties.get(since__isnull=False)
    own = town.resident(two.case_id)
    theirs = replace(own, claims=((two.case_id, second.pk),))
    waits = two.case.deadlines.open().filter(kind=REVIEW_ASK.kind)
    for asker, still in ((theirs, True), (own, False)):
        matters.ask_review(fresh(two), by=asker, note="没有查清")
        assert waits.exists() == still
        with pytest.raises(NotNow):
            matters.ask_review(fresh(two), by=asker, note="没有查清")
    assert [one.case.parties.get().person.name_mask for one in two.reviews.order_by("pk")] == ["钱*", "赵*"]
