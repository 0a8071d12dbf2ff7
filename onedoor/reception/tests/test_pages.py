"""The register in a browser's words: one screen, the day's list, the steps on one page, the notice for everybody."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.cases.slips import give_out, pin_of, proof_of
from onedoor.reception import actions
from onedoor.reception.arrivals import Arrival
from onedoor.reception.models import LeaderDay, Reception

NEW, TODAY = reverse("reception:new"), reverse("reception:today")
SAID = "进步巷自来水断了三天。"


@pytest.fixture
def clerk(client, town):
    actor = town.actor("receptionist")
    town.login(client, actor)
    return actor


def press(client, **told):
    return client.post(NEW, {"key": str(uuid4()), "words": SAID, "people": 1, "willing": "unasked", **told})


def receive(town, by, **more):
    return actions.receive(Arrival(SAID, region=town.community, **more), by=by).reception


def do(client, reception, name, **told):
    told = {f"{name}-{field}": value for field, value in told.items()}
    return client.post(reverse("reception:step", args=[reception.case.code, name]), told)


def text(page):
    return page.content.decode()


def test_words_are_enough_and_the_pin_stands_on_the_slip_once(client, clerk):
    address = press(client).url
    reception = Reception.objects.get()
    assert address == reverse("reception:slip", args=[reception.case.code])
    slip = client.get(address)
    assert (slip.context["pin"] in text(slip), len(slip.context["pin"])) == (True, 6)
    assert client.get(address).url == reverse("reception:one", args=[reception.case.code])


def test_everything_told_is_taken_down(client, clerk, town):
    slip = give_out(town.centre)
    told = {
        "slip": slip.code,
        "pin": pin_of(slip),
        "place": town.community.code,
        "address": "进步巷12号",
        "willing": "yes",
    }
    names = {"people": 30, "name_1": "周建国", "phone_1": "13909381234", "name_2": "李四"}
    address = press(client, **told, **names).url
    reception = Reception.objects.get()
    assert address == reverse("reception:one", args=[slip.code])
    assert (reception.region, reception.address, reception.willing) == (town.community, "进步巷12号", "yes")
    assert [party.is_representative for party in reception.case.parties.current()] == [True, True]
    page = text(client.get(address))
    assert ("多人（30人）" in page, "周**" in page, "周建国" in page) == (True, True, False)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"words": ""}, "请填写"),
        ({"people": 0}, "最少1"),
        ({"people": 20, "name_6": "周建安"}, "不得超过5人"),
        ({"name_1": "周建国", "name_2": "李四"}, "来访人数不能更少"),
        ({"phone_1": "13909381234"}, "请填写姓名。"),
        ({"slip": "261123-000-9999"}, "没有编号为261123-000-9999的小票"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, clerk, told, said):
    page = press(client, address="进步巷12号", **told)
    assert (page.status_code, said in text(page), Reception.objects.count()) == (422, True, 0)
    assert 'value="进步巷12号"' in text(page)


def test_a_slip_is_shown_by_its_pin_or_by_the_address_from_the_window(client, clerk, town):
    slip, other = give_out(town.centre), give_out(town.centre)
    for wrong in ({}, {"pin": "000000"}, {"proof": proof_of(other)}):
        page = press(client, slip=slip.code, **wrong)
        assert (page.status_code, "pin" in page.context["form"].errors) == (422, True)
    asked = {"slip": other.code, "proof": proof_of(other)}
    assert client.get(NEW, asked).context["form"]["pin"].is_hidden
    assert press(client, **asked).url == reverse("reception:one", args=[other.code])
    assert Reception.objects.get().case.code == other.code


def test_the_page_and_the_sheet_are_looks_at_whoever_came(client, clerk, town):
    reception = receive(town, clerk, visitors=[{"name": "周建国", "card_seen": False}])
    code = reception.case.code
    for name in ("one", "sheet"):
        client.get(reverse(f"reception:{name}", args=[code]))
    looks = AccessLog.objects.filter(kind="read", case_code=code).values_list("subjects", "staff")
    assert list(looks) == [([str(reception.case.parties.get().person_id)], clerk.staff.pk)] * 2


def test_a_search_without_a_digit_finds_nothing_and_says_so(client, clerk, town):
    reception = receive(town, clerk)
    page = text(client.get(TODAY, {"code": "abc"}))
    assert (reception.case.title in page, "编号是一串数字" in page) == (False, True)


def test_double_press_is_one_and_other_words_ask_again(client, clerk):
    key = str(uuid4())
    assert press(client, key=key).url == press(client, key=key).url
    page = press(client, key=key, words="别的事")
    assert (page.status_code, Reception.objects.count(), "刚才已经保存过一次" in text(page)) == (422, 1, True)


def test_the_days_list_and_the_search_by_code(client, clerk, town):
    reception = receive(town, clerk)
    assert reception.case.title in text(client.get(TODAY))
    assert reception.case.title in text(client.get(TODAY, {"code": reception.case.code.replace("-", "")}))
    assert reception.case.title in text(client.get(TODAY, {"show": "open"}))
    for told in ({"code": "991231"}, {"day": "2020-01-01"}):
        assert reception.case.title not in text(client.get(TODAY, told))
    assert client.get(TODAY, {"day": "2020-13-45"}).status_code == 200


def test_steps_are_taken_on_the_page(client, clerk, town):
    reception = receive(town, clerk)
    assert do(client, reception, "ask_willing", willing="no").status_code == 302
    refused = do(client, reception, "answer", result="")
    assert (refused.status_code, "请填写" in text(refused)) == (422, True)
    assert do(client, reception, "answer", result="今晚来水。").status_code == 302
    reception.refresh_from_db()
    assert (reception.status, reception.willing) == ("answered", "no")
    assert do(client, reception, "answer", result="今晚来水。").status_code == 409
    assert do(client, reception, "fly").status_code == 404


def test_one_that_lies_elsewhere_looks_as_if_it_were_not_there(client, town):
    reception = receive(town, town.actor("clerk"))
    town.login(client, town.actor("clerk", org=town.other_street_centre, name="东关"))
    for name in ("one", "sheet", "slip", "panel"):
        assert client.get(reverse(f"reception:{name}", args=[reception.case.code])).status_code == 404
    assert do(client, reception, "leave").status_code == 404


def test_the_sheet_and_the_panel_tell_how_it_began(client, clerk, town):
    reception = receive(town, clerk, people=3)
    sheet = text(client.get(reverse("reception:sheet", args=[reception.case.code])))
    assert ("接访登记表" in sheet, SAID in sheet, "来访人签字" in sheet) == (True, True, True)
    panel = reverse("reception:panel", args=[reception.case.code])
    assert "多人（3人）" in text(client.get(panel, headers={"HX-Request": "true"}))


@pytest.fixture
def day(town):
    leader = town.actor("leader")
    told = {"day": timezone.localdate() + timedelta(days=2), "opens": time(9), "closes": time(11)}
    told |= {"place": "一楼接访室", "places": 3, "office": "区委政法委书记"}
    return actions.arrange_day(post=leader.post, **told, by=leader)


def test_everybody_reads_when_which_office_receives(client, day):
    page = text(client.get(reverse("reception:notice")))
    assert ("区委政法委书记 接访" in page, "一楼接访室" in page, "孙立" in page) == (True, True, False)


def test_a_day_called_off_says_why(client, day, town):
    actions.cancel_day(day, reason="外出开会", by=town.actor("leader"))
    assert "外出开会" in text(client.get(reverse("reception:notice")))


def test_a_leader_arranges_fills_and_instructs(client, town):
    leader, clerk = town.actor("leader"), town.actor("clerk")
    town.login(client, leader)
    told = {
        "post": leader.post.pk,
        "day": timezone.localdate().isoformat(),
        "opens": "09:00",
        "closes": "11:00",
    }
    told |= {"place": "一楼接访室", "places": 3, "office": "区委政法委书记"}
    assert client.post(reverse("reception:day_new"), told | {"closes": "08:00"}).status_code == 422
    page = client.post(reverse("reception:day_new"), told)
    planned = LeaderDay.objects.get()
    assert page.url == reverse("reception:day", args=[planned.pk])
    reception = actions.put_on_day(receive(town, clerk), day=planned, by=clerk)
    said = {"org": town.water.code, "words": "三日内修好", "days": 3}
    assert do(client, reception, "instruct", **said).status_code == 302
    for name in ("day", "day_print"):
        shown = text(client.get(reverse(f"reception:{name}", args=[planned.pk])))
        assert ("三日内修好" in shown, "区水务局" in shown) == (True, True)
    assert client.get(reverse("reception:days")).status_code == 200
    page = client.post(reverse("reception:day_cancel", args=[planned.pk]), {"reason": "外出"})
    assert (page.status_code, "还排着1批" in text(page)) == (409, True)


def test_a_clerk_arranges_no_day(client, clerk, day):
    assert client.get(reverse("reception:day_new")).status_code == 403
    assert client.post(reverse("reception:day_cancel", args=[day.pk]), {"reason": "x"}).status_code == 403
