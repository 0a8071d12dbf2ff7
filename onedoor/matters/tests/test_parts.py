"""子事项与关联 — a matter in parts has one ending; matters that are kin show each other, within reach only."""

import pytest
from django.urls import reverse

from onedoor.cases.models import Deadline, Link
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.matters.queries.kin import kin_of, parts_of, whole_of
from onedoor.matters.steps import open_steps
from onedoor.persons.actions import enter


class Desk:
    """Those who take a matter with two parts along."""

    def __init__(self, town):
        self.town, self.dispatcher = town, town.actor("dispatcher")
        self.water, self.housing = (
            town.actor("handler", org=town.water),
            town.actor("handler", org=town.housing, name="住建经办人"),
        )
        self.verifier = town.actor("verifier")

    def asked(self, title="地下室进水", body="地下室进水，配电箱也泡了。", **more):
        person = enter("张三", "13900000001", by=self.dispatcher)
        told = {"community": self.town.community, "desk": self.town.centre, "person": person} | more
        matter = matters.register(Draft(title, body, "window", **told), by=self.dispatcher).matter
        return matters.accept(matter, by=self.dispatcher)

    def split(self, matter, *titles):
        for title in titles:
            matter = matters.split_off(
                matter, by=self.dispatcher, title=title, body=f"{title}：请查原因并处理。"
            )
        return list(matter.parts.order_by("pk"))

    def finish(self, matter, unit, lead):
        matter = matters.dispatch(matter, by=self.dispatcher, lead=lead)
        matter = matters.sign(matter, by=unit)
        matter = matters.resolve(matter, by=unit, result="已办好")
        matter = matters.verify(matter, by=self.verifier, note="属实")
        matter = matters.answer(matter, by=self.verifier, reply="已办好。")
        return matters.close(matter, by=self.verifier)

    def to_verified(self, matter):
        matter = matters.settle(fresh(matter), by=self.dispatcher, result="两部分都已办好")
        return matters.verify(matter, by=self.verifier, note="属实")


@pytest.fixture
def desk(town):
    return Desk(town)


def fresh(matter):
    return Matter.objects.select_related("case", "desk__region").get(pk=matter.pk)


def refused(action, *args, **told):
    with pytest.raises((NotAllowed, NotNow, NotValid)) as problem:
        action(*args, **told)
    return str(problem.value.message)


# ---------------------------------------------------------------- parts


def test_each_part_has_its_code_and_the_clock_of_the_whole(desk, town):
    whole = desk.asked()
    one, two = desk.split(whole, "排水", "配电箱检修")
    assert len({whole.case.code, one.case.code, two.case.code}) == 3
    assert (one.status, one.desk, one.case.region) == ("accepted", town.centre, whole.case.region)
    handles = Deadline.objects.filter(kind="handle").values_list("started_at", "due_at")
    assert len(set(handles)) == 1
    assert set(Link.objects.values_list("kind", "case", "other")) == {
        ("part", one.case_id, whole.case_id),
        ("part", two.case_id, whole.case_id),
    }
    split = whole.case.events.filter(verb="matter.split").order_by("seq")
    assert [event.facts["part"] for event in split] == [one.case.code, two.case.code]


def test_the_whole_is_neither_answered_nor_closed_before_its_parts_ended(desk, town):
    whole = desk.asked()
    one, two = desk.split(whole, "排水", "配电箱检修")
    desk.finish(one, desk.water, town.water)
    whole = desk.to_verified(whole)
    said = refused(matters.answer, whole, by=desk.verifier, reply="都好了")
    assert said == "还有1个子事项没有办结，都办结以后再答复、办结。"
    assert "answer" not in open_steps(fresh(whole), desk.verifier)
    desk.finish(two, desk.housing, town.housing)
    assert "answer" in open_steps(fresh(whole), desk.verifier)
    whole = matters.answer(fresh(whole), by=desk.verifier, reply="两部分都已办好。")
    assert matters.close(whole, by=desk.verifier).status == "closed"


def test_a_whole_with_open_parts_is_not_turned_away_nor_merged(desk, town):
    whole, other = desk.asked(), desk.asked("另一件", "另一处进水。")
    (part,) = desk.split(whole, "排水")
    out = {"by": desk.dispatcher, "note": "属上级", "turn_to": "市水务局"}
    assert refused(matters.transfer_out, fresh(whole), **out).startswith("还有1个子事项")
    assert refused(matters.merge, fresh(whole), by=desk.dispatcher, into=other).startswith(
        "有子事项的不能并入"
    )
    assert refused(matters.merge, part, by=desk.dispatcher, into=other).startswith("有子事项的不能并入")


def test_parts_have_no_parts_and_no_slip_of_their_own(desk):
    (part,) = desk.split(desk.asked(), "排水")
    part = fresh(part)
    told = {"by": desk.dispatcher, "title": "再分", "body": "再分"}
    assert refused(matters.split_off, part, **told) == "子事项不再拆分。"
    assert refused(matters.add_claimant, part, by=desk.dispatcher, name="李四").startswith("这是子事项")
    assert not {"split_off", "add_claimant"} & set(open_steps(part, desk.dispatcher))


def test_only_whoever_can_register_and_accept_splits_off(desk, town):
    whole = desk.asked()
    leader = town.actor_with("matter.triage", org=town.centre, name="只能分流的人")
    assert refused(matters.split_off, whole, by=leader, title="排水", body="排水").startswith(
        "分出子事项要登记"
    )
    matters.settle(whole, by=desk.dispatcher, result="好了")
    said = refused(matters.split_off, fresh(whole), by=desk.dispatcher, title="排水", body="排水")
    assert said.startswith("受理以后、反馈结果以前")


def test_a_part_shows_the_words_of_the_whole_to_its_unit_and_its_file_to_nobody_more(client, desk, town):
    whole = desk.asked()
    (part,) = desk.split(whole, "排水")
    part = matters.dispatch(fresh(part), by=desk.dispatcher, lead=town.water)
    assert whole_of(part, desk.water).may_open is False
    town.login(client, desk.water)
    page = client.get(reverse("matters:matter", args=[part.case.code])).content.decode()
    assert ("配电箱也泡了" in page, whole.case.code in page) == (True, True)
    assert reverse("matters:matter", args=[whole.case.code]) not in page
    assert client.get(reverse("matters:matter", args=[whole.case.code])).status_code == 404
    assert [one.may_open for one in parts_of(fresh(whole), desk.dispatcher)] == [True]
    assert part.case.parties.get().person == whole.case.parties.get().person


# ---------------------------------------------------------------- kin


def test_related_matters_show_each_other_with_the_reason(desk):
    one, two = desk.asked(), desk.asked("施工噪音", "同一处工地夜里施工。")
    matters.relate(one, by=desk.dispatcher, to=two, note="同一处工地引起的")
    assert [(kin.how, kin.case, kin.reason) for kin in kin_of(one.case, desk.dispatcher)] == [
        ("相关事项", two.case, "同一处工地引起的")
    ]
    assert [kin.case for kin in kin_of(two.case, desk.dispatcher)] == [one.case]
    assert [m.case.events.order_by("-seq")[0].verb for m in (one, two)] == [
        "matter.related",
        "matter.was_related",
    ]
    assert refused(matters.relate, fresh(two), by=desk.dispatcher, to=one, note="又") == "这两件已经关联了。"


def test_a_relation_is_undone_from_either_side_and_made_again(desk):
    one, two = desk.asked(), desk.asked("施工噪音", "同一处工地夜里施工。")
    matters.relate(one, by=desk.dispatcher, to=two, note="同一处工地")
    matters.unrelate(fresh(two), by=desk.dispatcher, to=one.case, note="弄错了")
    assert kin_of(one.case, desk.dispatcher) == []
    said = refused(matters.unrelate, fresh(one), by=desk.dispatcher, to=two.case, note="再撤")
    assert said == "这两件没有关联，或者刚刚已经撤销。"
    matters.relate(fresh(one), by=desk.dispatcher, to=fresh(two), note="确实相关")
    assert Link.objects.filter(kind="related", undone_at=None).count() == 1


def test_kin_out_of_reach_is_not_shown_and_not_made(client, desk, town):
    one, two = desk.asked(), desk.asked("施工噪音", "夜里施工。", community=town.other_community)
    matters.relate(one, by=desk.dispatcher, to=two, note="同一处工地")
    street = town.actor("dispatcher", org=town.street_centre, name="街道交办员")
    assert (kin_of(one.case, street), len(kin_of(one.case, desk.dispatcher))) == ([], 1)
    town.login(client, street)
    assert two.case.code not in client.get(reverse("matters:matter", args=[one.case.code])).content.decode()
    third = desk.asked("第三件", "另一处。", desk=town.street_centre)
    assert refused(matters.relate, third, by=street, to=two, note="相关").startswith("您现在的岗位")


def test_nothing_is_related_to_itself_or_to_its_own_part(desk):
    whole = desk.asked()
    (part,) = desk.split(whole, "排水")
    told = {"by": desk.dispatcher, "note": "相关"}
    assert refused(matters.relate, fresh(whole), to=fresh(whole), **told) == "不能与自己关联。"
    assert refused(matters.relate, fresh(whole), to=fresh(part), **told).startswith("这两件是主事项与子事项")


def test_relating_on_the_page_asks_for_a_reason_and_a_code_within_reach(client, desk, town):
    one, two = desk.asked(), desk.asked("施工噪音", "夜里施工。")
    town.login(client, desk.dispatcher)
    address = reverse("matters:step", args=[one.case.code, "relate"])
    assert client.post(address, {"to": two.case.code}).status_code == 422
    assert client.post(address, {"to": "999999-000-0001", "note": "相关"}).status_code == 422
    client.post(address, {"to": two.case.code, "note": "同一处工地"})
    page = client.get(reverse("matters:matter", args=[two.case.code])).content.decode()
    assert ("同一处工地" in page, one.case.code in page) == (True, True)
