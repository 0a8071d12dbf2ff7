"""Pages of whistles: who is shown what, what two presses do, what lives and what stands still."""

import io
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onedoor.whistles import actions
from onedoor.whistles.models import Call, Whistle, WhistleClass

LIST, MINE, EMERGENCY = (reverse(f"whistles:{name}") for name in ("list", "mine", "emergency"))


def page(whistle, name="whistle", *more):
    return reverse(f"whistles:{name}", args=(whistle.pk, *more))


def new_of(scene):
    return reverse("whistles:new", args=(scene.case.code,))


def told(*units, **more):
    asked = {"reason": "joint", "words": "一起查", "place": "工地门口", "within": "quick"}
    rows = {f"unit_{n}": code for n, code in enumerate(units, start=1)}
    return asked | rows | {"bring_1": "执法证"} | more


def text_of(answer) -> str:
    return answer.content.decode()


def queries_of(client, address, **headers):
    with CaptureQueriesContext(connection) as seen:
        client.get(address, **headers)
    return len(seen)


# ---------------------------------------------------------------- blowing


def test_a_centre_blows_from_the_page_of_a_case(client, scene, town):
    client = town.login(client, scene.host)
    shown = text_of(client.get(new_of(scene)))
    assert ("区水务局" in shown, "东关街道综治中心" in shown, "大城街道综治中心</option>" in shown) == (
        True,
        False,
        False,
    )
    answer = client.post(new_of(scene), told("water", "labour"))
    whistle = Whistle.objects.get()
    assert (answer.status_code, answer.url) == (302, page(whistle))
    calls = [(call.org.code, call.bring) for call in whistle.calls.all()]
    assert (calls, whistle.class_name) == ([("water", "执法证"), ("labour", "")], "加急")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, scene, town):
    client = town.login(client, scene.host)
    answer = client.post(new_of(scene), told("water", "water", words="一起查清欠薪"))
    assert answer.status_code == 422
    assert ("同一个单位选了两次" in text_of(answer), "一起查清欠薪" in text_of(answer)) == (True, True)
    assert client.post(new_of(scene), told()).status_code == 422
    assert Whistle.objects.count() == 0


def test_an_emergency_is_two_presses_from_anywhere(client, scene, town):
    client = town.login(client, scene.host)
    assert EMERGENCY in text_of(client.get(LIST))
    form = told("water", title="主管爆裂", region=town.street.code, key=uuid4())
    answer = client.post(EMERGENCY, form)
    whistle = Whistle.objects.get(is_own_case=True)
    assert (answer.url, whistle.reason, whistle.case.title) == (page(whistle), "emergency", "主管爆裂")
    shown = text_of(client.get(page(whistle)))
    assert ("联办记录" in shown, "/live/" in shown, "whistle-emergency" in shown) == (True, True, True)
    assert "主管爆裂" in text_of(client.get(EMERGENCY))


def test_a_district_leader_in_a_centre_opens_one_and_a_village_none(client, scene, town):
    leader = town.actor("leader")
    form = told("water", title="山洪", region=town.town.code, key=uuid4())
    assert town.login(client, leader).post(EMERGENCY, form).status_code == 302
    village = town.actor_with("whistle.blow", org=town.community_office)
    assert town.login(client, village).get(EMERGENCY).status_code == 403


# ---------------------------------------------------------------- answering


def test_a_unit_answers_with_two_presses_from_its_work(client, scene, town):
    whistle = scene.blow()
    client = town.login(client, scene.water)
    shown = text_of(client.get(MINE, headers={"HX-Request": "true"}))
    assert ("工地欠薪堵路" in shown, page(whistle, "step", "answer") in shown) == (True, True)
    answer = client.post(page(whistle, "step", "answer"), {"is_coming": "yes"})
    assert (answer.status_code, Call.objects.get(org=town.water).answer) == (302, "coming")
    assert client.get(MINE, headers={"HX-Request": "true"}).status_code == 204
    assert client.get(MINE).status_code == 200


def test_a_second_press_is_told_what_the_first_did(client, scene, town):
    whistle = scene.blow()
    client = town.login(client, scene.water)
    client.post(page(whistle, "step", "answer"), {"is_coming": "yes"})
    answer = client.post(page(whistle, "step", "answer"), {"is_coming": "no", "words": "来不了"})
    assert (answer.status_code, "已经答复过" in text_of(answer)) == (409, True)


def test_not_coming_without_a_reason_is_asked_again(client, scene, town):
    whistle = scene.blow()
    client = town.login(client, scene.water)
    answer = client.post(page(whistle, "step", "answer"), {"is_coming": "no"})
    assert (answer.status_code, "请写明理由" in text_of(answer)) == (422, True)


def test_a_unit_that_was_not_called_finds_nothing(client, scene, town):
    whistle = scene.blow()
    client = town.login(client, scene.housing)
    addresses = [page(whistle), page(whistle, "live"), page(whistle, "paper")]
    assert [client.get(one).status_code for one in addresses] == [404, 404, 404]
    assert "工地欠薪堵路" not in text_of(client.get(LIST))


def test_the_host_sees_whom_it_has_to_decide_about(client, scene, town):
    whistle = scene.blow()
    actions.answer(whistle, by=scene.water, is_coming=False, words="全员在抢修")
    client = town.login(client, scene.host)
    assert "区水务局说不能到场" in text_of(client.get(MINE))
    shown = text_of(client.get(page(whistle)))
    assert ("全员在抢修" in shown, 'id="step-insist_on"' in shown) == (True, True)
    client.post(page(whistle, "step", "insist_on"), {"org": "water", "words": "派车接"})
    assert Call.objects.get(org=town.water).decision == "insisted"


# ---------------------------------------------------------------- the page


def test_what_has_not_changed_is_not_sent_again(client, scene, town):
    whistle = scene.blow()
    client = town.login(client, scene.host)
    stamp = client.get(page(whistle)).context["stamp"]
    live = page(whistle, "live")
    assert client.get(live, {"seen": stamp}).status_code == 204
    actions.answer(whistle, by=scene.water, is_coming=True, words="马上到")
    answer = client.get(live, {"seen": stamp})
    assert (answer.status_code, "马上到" in text_of(answer)) == (200, True)


def test_an_unchanged_whistle_costs_the_same_few_questions(client, scene, town):
    whistle = scene.blow()
    client = town.login(client, scene.host)
    few = queries_of(client, page(whistle, "live") + "?seen=" + client.get(page(whistle)).context["stamp"])
    assert few <= 14


def test_every_step_has_its_form_at_an_address_of_its_own(client, scene, town):
    whistle = scene.arrived()
    client = town.login(client, scene.host)
    for name in ("gather", "call_more", "call_off"):
        shown = text_of(client.get(page(whistle, "step", name)))
        assert f'id="step-{name}" open' in shown
    assert client.get(page(whistle, "step", "fly")).status_code == 404


def test_the_whole_way_by_page(client, scene, town):
    whistle = scene.blow()
    client = town.login(client, scene.host)

    def press(name, **form):
        assert client.post(page(whistle, "step", name), form).status_code == 302, name

    press("arrive", org="water")
    press("log", kind="order", words="先疏散", to="")
    press("excuse", org="labour", words="不用来了")
    press("call_more", unit_1="housing", bring_1="测量仪")
    press("gather", note="人到了")
    water = town.water.pk
    press(
        "minute",
        minutes="三日付清",
        present="街道、水务",
        **{f"duty_{water}": "恢复供水", f"days_{water}": "2"},
    )
    press("rate", org="water", stars="5", words="来得快")
    press("end", words="各自回去办")
    whistle.refresh_from_db()
    assert (whistle.status, scene.case.duties.get().words, whistle.entries.count()) == (
        "ended",
        "恢复供水",
        1,
    )
    shown = text_of(client.get(page(whistle)))
    assert [word in shown for word in ("先疏散", "恢复供水", "来得快", "各自回去办", "/live/?seen=")] == [
        True, True, True, True, False,
    ]  # fmt: skip
    assert "三日付清" in text_of(client.get(page(whistle, "paper")))


def test_a_report_leaves_as_a_workbook_without_formulas(client, scene, town):
    whistle = scene.blow()
    actions.log(whistle, by=scene.host, kind="note", words="=cmd()")
    client = town.login(client, scene.host)
    answer = client.post(page(whistle, "report"), {"reason": "报区委值班室的处置情况"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = {cell.value for sheet in book for row in sheet for cell in row}
    assert ("'=cmd()" in cells, "区水务局" in cells, len(book.sheetnames)) == (True, True, 4)
    assert client.post(page(whistle, "report"), {"reason": "工作需要"}).status_code == 422


def test_a_unit_takes_no_report_away(client, scene, town):
    whistle = scene.blow()
    assert town.login(client, scene.water).get(page(whistle, "report")).status_code == 403


# ---------------------------------------------------------------- lists and panels


@pytest.mark.parametrize("side", ["called", "hosted", "all"])
def test_the_list_asks_the_same_however_many_there_are(client, scene, town, side):
    client = town.login(client, scene.host)
    scene.blow()
    one = queries_of(client, f"{LIST}?side={side}")
    for _number in range(3):
        scene.blow(case=scene.open_case())
    assert (queries_of(client, f"{LIST}?side={side}"), one <= 20) == (one, True)


def test_the_page_asks_the_same_however_many_units_are_called(client, scene, town):
    client = town.login(client, scene.host)
    few, many = (
        scene.blow(town.water),
        scene.blow(town.water, town.labour, town.housing, case=scene.open_case()),
    )
    for whistle in (few, many):
        actions.confirm_arrival(whistle, by=scene.host, org=town.water)
    client.get(page(few))
    assert queries_of(client, page(many)) == queries_of(client, page(few))


def test_my_work_asks_the_same_however_many_calls_wait(client, scene, town):
    client = town.login(client, scene.water)
    scene.blow(town.water)
    one = queries_of(client, MINE)
    scene.blow(town.water, case=scene.open_case())
    scene.blow(town.water, case=scene.open_case())
    assert (queries_of(client, MINE), text_of(client.get(MINE)).count("能到场</button>")) == (one, 3)


def test_a_case_shows_its_whistles_and_the_button_to_whom_it_is_for(client, scene, town):
    panel, part = reverse("whistles:on_case", args=(scene.case.code,)), {"HX-Request": "true"}
    clerk = town.login(client, town.actor("clerk"))
    assert clerk.get(panel, headers=part).status_code == 204
    host = town.login(client, scene.host)
    assert new_of(scene) in text_of(host.get(panel, headers=part))
    whistle = scene.blow()
    shown = text_of(host.get(panel, headers=part))
    assert (page(whistle) in shown, new_of(scene) in shown) == (True, False)
    assert page(whistle) in text_of(town.login(client, town.actor("verifier")).get(panel))


def test_times_to_answer_are_edited_by_who_may(client, scene, town):
    address, urgent = reverse("whistles:classes"), WhistleClass.objects.get(code="urgent")
    form = {"pk": urgent.pk} | {
        f"{urgent.pk}-{key}": value
        for key, value in {"name": "特急", "count": "15", "unit": "minutes", "is_active": "on"}.items()
    }
    assert town.login(client, scene.host).post(address, form).status_code == 403
    client = town.login(client, town.actor("operator"))
    assert client.post(address, form | {f"{urgent.pk}-count": "0"}).status_code == 422
    assert client.post(address, form).status_code == 302
    urgent.refresh_from_db()
    assert (urgent.name, urgent.count) == ("特急", 15)
