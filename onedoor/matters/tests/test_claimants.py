"""群体诉求 — who stands behind a matter, how many, who speaks for them, and whose slip opens what."""

import json
import re

import pytest
from django.urls import reverse

from onedoor.audit.models import AccessLog
from onedoor.cases.keys import open_with_pin
from onedoor.cases.models import Event
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.matters.queries.claimants import claimants_of, how_many
from onedoor.persons.actions import enter

NAMES = ("赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七", "王八", "冯九")


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


@pytest.fixture
def matter(town, clerk):
    """Nine households without water; one of them stood at the desk."""
    draft = Draft(
        "整栋楼停水",
        "进步巷12号楼停水五天。",
        "window",
        community=town.community,
        desk=town.centre,
        person=enter(NAMES[0], "13900000000", by=clerk),
        claimants=9,
    )
    return matters.register(draft, by=clerk).matter


def add(matter, by, n):
    return matters.add_claimant(matter, by=by, name=NAMES[n], phone=f"1390000000{n}")


@pytest.fixture
def group(matter, clerk):
    for n in range(1, 7):
        matter = add(matter, clerk, n)
    return matter


def refused(action, *args, **told):
    with pytest.raises((NotAllowed, NotNow, NotValid)) as problem:
        action(*args, **told)
    return str(problem.value.message)


def numbers(matter):
    return [one.number for one in claimants_of(matter.case)]


def test_the_number_stands_though_not_all_are_named(matter, clerk):
    assert how_many(matter) == "9人共同反映"
    matter = add(matter, clerk, 1)
    assert (matter.claimants, numbers(matter)) == (9, [1, 2])
    matter = matters.count_claimants(matter, by=clerk, claimants=30, is_about=True)
    assert how_many(matter) == "约30人共同反映"


def test_the_number_is_never_less_than_the_named(group, clerk):
    said = refused(matters.count_claimants, group, by=clerk, claimants=3)
    assert said == "已经登记了7位反映人，人数不能更少。"


def test_a_single_matter_becomes_a_group_with_the_second_claimant(town, clerk):
    alone = matters.register(
        Draft("路灯坏了", "巷口路灯不亮。", "window", desk=town.centre, person=enter("赵一", by=clerk)),
        by=clerk,
    ).matter
    assert how_many(alone) == ""
    assert how_many(add(alone, clerk, 1)) == "2人共同反映"


def test_five_speak_for_all_and_a_sixth_is_refused_with_the_article(group, clerk):
    group = matters.name_representatives(group, by=clerk, representatives=[1, 2, 3, 4, 5])
    said = refused(matters.name_representatives, group, by=clerk, representatives=[1, 2, 3, 4, 5, 6])
    assert said == "多人走访反映共同的事项，推选的代表不得超过5人（《信访工作条例》第二十条）。"
    chosen = [one.number for one in claimants_of(group.case) if one.party.is_representative]
    assert chosen == [1, 2, 3, 4, 5]


def test_naming_anew_takes_the_place_of_the_former_ones(group, clerk):
    matters.name_representatives(group, by=clerk, representatives=[1, 2])
    matters.name_representatives(group, by=clerk, representatives=[3])
    assert [one.number for one in claimants_of(group.case) if one.party.is_representative] == [3]


def test_whoever_steps_out_keeps_their_number_and_loses_their_slip(town, group, clerk):
    pin = matters.give_slip(group, by=clerk, claimant=2, has_seen=True)
    group = matters.drop_claimant(group, by=clerk, claimant=2, note="本人到窗口说明不再参加")
    assert (group.claimants, numbers(group)) == (8, [1, 3, 4, 5, 6, 7])
    assert group.case.parties.count() == 7
    with pytest.raises(NotValid):
        open_with_pin(group.case.code, pin, address="10.0.0.1")
    assert (
        refused(matters.drop_claimant, group, by=clerk, claimant=2, note="再退")
        == "没有第2位反映人，或者已经退出。"
    )


def test_when_the_first_steps_out_the_slip_of_the_case_is_void(town, clerk):
    done = matters.register(
        Draft("停水", "三天无水。", "window", desk=town.centre, person=enter("赵一", by=clerk)), by=clerk
    )
    assert refused(matters.drop_claimant, done.matter, by=clerk, claimant=1, note="退").startswith(
        "只剩这一位"
    )
    matter = add(done.matter, clerk, 1)
    matters.drop_claimant(matter, by=clerk, claimant=1, note="已搬走")
    with pytest.raises(NotValid):
        open_with_pin(matter.case.code, done.pin, address="10.0.0.1")


def test_the_same_person_is_not_added_twice(matter, clerk):
    matter = add(matter, clerk, 1)
    assert refused(add, matter, clerk, 1) == "这个人已经是这件事的第2位反映人，不需要再加。"
    assert numbers(matter) == [1, 2]


def test_each_slip_opens_the_case_as_its_own_claimant(group, clerk):
    pins = {n: matters.give_slip(group, by=clerk, claimant=n, has_seen=True) for n in (2, 3)}
    assert {len(pin) for pin in pins.values()} == {8}
    opened = {n: open_with_pin(group.case.code, pin, address="10.0.0.1") for n, pin in pins.items()}
    assert {n: one.case for n, one in opened.items()} == {2: group.case, 3: group.case}
    assert [one.party for one in opened.values()] == [
        one.party for one in claimants_of(group.case) if one.number in (2, 3)
    ]


def test_a_slip_is_given_to_whoever_was_seen_and_again_only_with_a_reason(group, clerk):
    assert refused(matters.give_slip, group, by=clerk, claimant=2, has_seen=False) == "请先核对来访人的身份。"
    assert refused(matters.give_slip, group, by=clerk, claimant=1, has_seen=True).startswith("第一位反映人用")
    first = matters.give_slip(group, by=clerk, claimant=2, has_seen=True)
    assert refused(matters.give_slip, group, by=clerk, claimant=2, has_seen=True).startswith("请写明具体理由")
    matters.give_slip(group, by=clerk, claimant=2, has_seen=True, reason="回执单丢失，本人持身份证到窗口")
    with pytest.raises(NotValid):
        open_with_pin(group.case.code, first, address="10.0.0.1")


def test_entering_and_giving_slips_is_logged_with_its_person(group, clerk):
    matters.give_slip(group, by=clerk, claimant=2, has_seen=True)
    person = str(claimants_of(group.case)[1].party.person_id)
    rows = AccessLog.objects.filter(case_code=group.case.code, subjects__contains=[person])
    assert sorted(rows.values_list("kind", flat=True)) == ["enter", "pin"]


def test_the_timeline_names_nobody(group, clerk):
    group = matters.name_representatives(group, by=clerk, representatives=[1, 2])
    group = matters.drop_claimant(group, by=clerk, claimant=3, note="本人说明不再参加")
    events = Event.objects.filter(case=group.case)
    told = json.dumps([[e.facts, e.label, e.about, e.note] for e in events], ensure_ascii=False)
    assert [name for name in NAMES if name in told] + [n for n in ("1390000000",) if n in told] == []
    assert events.get(verb="matter.claimant_dropped").facts == {"claimant": 3, "claimants": 8}
    assert events.get(verb="matter.representatives_named").facts == {"representatives": [1, 2]}


def test_who_may_not_add_a_claimant(town, group, clerk):
    elsewhere = town.actor_with("matter.register", org=town.other_street_centre)
    assert refused(matters.add_claimant, group, by=elsewhere, name="外人").startswith("您现在的岗位")
    unit = town.actor("handler", org=town.water)
    assert refused(matters.add_claimant, group, by=unit, name="外人").startswith("您现在的岗位")
    matters.dispatch(matters.accept(group, by=clerk), by=town.actor("dispatcher"), lead=town.water)
    partner = town.seat(town.person("接口"), town.post("partner", org=town.water))
    assert refused(matters.add_claimant, group, by=partner, name="外人") == "反映人由承接中心登记。"


def test_nobody_is_added_to_what_is_over(town, group, clerk):
    group = matters.decline(group, by=clerk, note="属诉讼事项", turn_to="区法院")
    assert refused(add, group, clerk, 7) == "这件事已经办结、转出或并入另一件，不能再改。"


def test_the_page_shows_numbers_and_masks_and_gives_a_slip(client, town, group, clerk):
    town.login(client, clerk)
    page = client.get(reverse("matters:matter", args=[group.case.code])).content.decode()
    assert ("9人共同反映" in page, "第7位" in page, "吴*" in page) == (True, True, True)
    assert [name for name in NAMES if name in page] == []
    address = reverse("matters:claimant_slip", args=[group.case.code, 2])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 422
    slip = client.post(address, {"has_seen": "on"}, follow=True).content.decode()
    assert ("sheet-pin" in slip, group.case.code in slip) == (True, True)


def test_a_claimant_is_added_on_the_page(client, town, matter, clerk):
    town.login(client, clerk)
    address = reverse("matters:step", args=[matter.case.code, "add_claimant"])
    assert client.post(address, {"phone": "13900000001"}).status_code == 422
    client.post(address, {"name": "钱二", "phone": "13900000001"})
    assert numbers(matter) == [1, 2]
    step = reverse("matters:step", args=[matter.case.code, "name_representatives"])
    client.post(step, {"representatives": ["1", "2"]})
    assert [one.party.is_representative for one in claimants_of(matter.case)] == [True, True]


def test_the_desk_takes_down_about_how_many_they_are(client, town, clerk):
    town.login(client, clerk)
    page = client.get(reverse("matters:desk")).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    told = {"key": key, "kind": "help", "claimants": "1"}
    body = {"body": "这一片三十来户都没有水，已经两天了。"}
    assert client.post(reverse("matters:desk"), told | body).status_code == 422
    slip = client.post(
        reverse("matters:desk"), told | body | {"claimants": "30", "is_about": "on"}, follow=True
    ).content.decode()
    assert ("约30人共同反映" in slip, "增加反映人" in slip) == (True, True)
    assert Matter.objects.values_list("claimants", "claimants_is_about").get() == (30, True)
