"""The legal aid room in a browser's words."""

from uuid import uuid4

import pytest
from django.urls import reverse

from onedoor.aid import actions
from onedoor.aid.models import Advice, Application, Lawyer, Standard
from onedoor.aid.tests.conftest import row
from onedoor.cases.slips import give_out, pin_of

pytestmark = pytest.mark.django_db
TOLD = {"kind": "labour", "facts": "公司拖欠三个月工资。", "name": "周建国", "papers": ["identity", "facts"]}


@pytest.fixture
def officer(client, room):
    room.town.login(client, room.officer)
    return room.officer


def text(page):
    return page.content.decode()


def file(client, **told):
    return client.post(reverse("aid:new"), {"key": str(uuid4()), **TOLD, **told})


def do(client, code, name, **told):
    told = {f"{name}-{field}": value for field, value in told.items()}
    return client.post(reverse("aid:step", args=[code, name]), told, follow=True)


def test_an_application_is_one_screen_and_the_pin_is_shown_once(client, officer):
    address = file(client).url
    application = Application.objects.get()
    code = application.case.code
    assert address == reverse("aid:slip", args=[code])
    slip = client.get(address)
    assert (slip.context["pin"] in text(slip), len(slip.context["pin"])) == (True, 6)
    again = client.get(address)
    assert (again.context["pin"], slip.context["pin"] in text(again)) == ("", False)
    assert ("经济困难状况说明表" in text(again), "在您原来的小票上" in text(again)) == (True, True)
    page = text(client.get(reverse("aid:one", args=[code])))
    assert ("<li>经济困难状况说明表</li>" in page, "周**" in page, "周建国" in page) == (True, True, False)
    assert text(client.get(reverse("aid:desk"))).count(code) == 2


def test_pressed_twice_it_is_one_application(client, officer):
    key = str(uuid4())
    assert [file(client, key=key).status_code for _ in range(2)] == [302, 302]
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"facts": ""}, "请填写"),
        ({"kind": ""}, "请选一个"),
        ({"name": ""}, "姓名"),
        ({"phone": "12"}, "电话"),
        ({"slip": "261123-000-9999"}, "没有编号为261123-000-9999的小票"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, officer, told, said):
    page = file(client, **told)
    assert (page.status_code, said in text(page), Application.objects.count()) == (422, True, 0)


def test_the_steps_stand_on_the_page_and_lead_to_the_lawyers_list(client, officer, room):
    slip = give_out(room.town.centre)
    wrong = file(client, slip=slip.code, pin="000000" if pin_of(slip) != "000000" else "1")
    assert (wrong.status_code, Application.objects.count()) == (422, 0)
    assert file(client, slip=slip.code, pin=pin_of(slip)).url == reverse("aid:one", args=[slip.code])
    assert "待补充材料" in text(do(client, slip.code, "want", days=10))
    assert "审查中" in text(do(client, slip.code, "supply", papers=["hardship", "work"]))
    assert "给予法律援助决定书.pdf" in text(do(client, slip.code, "grant"))
    page = text(do(client, slip.code, "assign", lawyer=row(room.lawyer).pk))
    assert ("承办律师" in page, "律师甲" in page) == (True, True)
    refused = client.post(reverse("aid:step", args=[slip.code, "grant"]))
    assert refused.status_code == 409
    room.town.login(client, room.lawyer)
    assert slip.code in text(client.get(reverse("aid:mine")))
    do(client, slip.code, "take_up")
    do(client, slip.code, "progress", words="已申请仲裁。")
    assert "援助结案" in text(do(client, slip.code, "close", result="裁决支付。"))


def test_a_step_without_its_reason_stands_open_with_words(client, officer, room):
    code = room.apply().case.code
    page = do(client, code, "decline", reason="")
    assert (page.status_code, "请填写" in text(page)) == (422, True)
    assert client.post(reverse("aid:step", args=[code, "fly"])).status_code == 404


def test_who_does_not_reach_it_finds_nothing(client, room):
    code = room.apply().case.code
    room.town.login(client, room.reviewer)
    assert client.get(reverse("aid:one", args=[code])).status_code == 404
    room.town.login(client, room.officer)
    assert client.get(reverse("aid:one", args=[code])).status_code == 200


def test_the_client_rates_with_code_and_pin(client, room):
    application, pin = actions.apply_(room.told(), by=room.officer)
    for step in (
        lambda: actions.grant(application, by=room.officer),
        lambda: actions.assign(application, lawyer=row(room.lawyer), by=room.officer),
        lambda: actions.take_up(application, by=room.lawyer),
        lambda: actions.close(application, result="裁决支付。", by=room.lawyer),
    ):
        step()
    told = {"code": application.case.code, "pin": "000000" if pin != "000000" else "1", "stars": 5}
    assert client.post(reverse("aid:rate"), told).status_code == 422
    assert "谢谢" in text(client.post(reverse("aid:rate"), told | {"pin": pin}))
    assert Application.objects.get().stars == 5


def test_an_advice_leads_to_an_application_with_nothing_typed_again(client, officer, room):
    told = {
        "key": str(uuid4()),
        "topic": "labour",
        "facts": "工资怎么要",
        "name": "周建国",
        "next_step": "aid",
    }
    client.post(reverse("aid:advice_new"), told)
    advice = Advice.objects.get()
    code = advice.case.code
    assert (advice.lawyer, code in text(client.get(reverse("aid:advice")))) == (row(room.lawyer), True)
    onward = f"{reverse('aid:new')}?advice={code}"
    assert onward in text(client.get(reverse("aid:advice_one", args=[code])))
    form = client.get(onward).context["form"]
    assert (form["facts"].value(), form["kind"].value()) == ("工资怎么要", "labour")
    client.post(onward, {"key": str(uuid4()), "kind": "labour", "facts": "工资怎么要"})
    assert Application.objects.get().case == advice.case


def test_the_roster_and_the_standard_are_kept_by_the_officer(client, officer, room):
    page = client.get(reverse("aid:lawyers"))
    seat = page.context["form"].fields["seat"].queryset.get(staff=room.lawyer.staff)
    client.post(
        reverse("aid:lawyers"), {"seat": seat.pk, "topics": ["labour"], "is_full": "on", "is_active": "on"}
    )
    assert (Lawyer.objects.get().is_full, Lawyer.objects.get().topics) == (True, ["labour"])
    assert client.post(reverse("aid:standard"), {"since": "2026-01-01"}).status_code == 422
    client.post(reverse("aid:standard"), {"since": "2026-01-01", "monthly": 900, "basis": "测试"})
    assert Standard.objects.get().monthly == 900


def test_the_panel_of_a_case_shows_the_application_or_nothing(client, officer, room):
    code = room.apply().case.code
    assert "审查中" in text(client.get(reverse("aid:panel", args=[code])))
    advice = actions.advise(room.asked(), by=officer)[0].case.code
    assert client.get(reverse("aid:panel", args=[advice]), headers={"HX-Request": "true"}).status_code == 204


def test_pages_ask_few_questions(client, officer, room, django_assert_max_num_queries):
    for _ in range(12):
        room.apply()
    code = room.granted().case.code
    for address in (reverse("aid:desk"), reverse("aid:one", args=[code]), reverse("aid:year")):
        with django_assert_max_num_queries(30):
            assert client.get(address).status_code == 200
