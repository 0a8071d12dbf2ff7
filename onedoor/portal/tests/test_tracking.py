"""Following one's own case: everything that concerns oneself in plain words, and nothing about anybody else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from onedoor.audit.purposes import in_words
from onedoor.audit.queries import staff_number
from onedoor.cases.opening import draft_cases, give_pin
from onedoor.cases.slips import give_out, pin_of, use_up
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Matter
from onedoor.persons.actions import reveal
from onedoor.portal.progress import REACHED
from onedoor.portal.story import SAID, SILENT
from onedoor.portal.tests.conftest import WORDS, Door, text
from onedoor.posts.verbs import VERBS


@pytest.fixture
def mine(door):
    code, _pin = door.file(contact={"name": "李阿姨", "phone": "13838001234"})
    return Matter.objects.select_related("case").get(case__code=code)


def seen(door, matter):
    return text(door.get("case", matter.case.code))


def test_wrong_code_and_wrong_pin_look_the_same(door):
    code, pin = door.file()
    other = "".join("1" if sign == "0" else "0" for sign in pin)
    answers = [
        Door(Client()).refused("track", code=number, pin=other) for number in (code, "991231-000-9999")
    ]
    said = [(page.status_code, re.findall(r"<div>\s*<p>([^<]*)</p></div>", text(page))) for page in answers]
    assert said[0] == said[1] == (422, ["编号或查询码不对，请核对回执单上的数字。"])


def test_guessing_ends_after_five_tries(door):
    code, pin = door.file()
    guesser = Door(Client())
    other = "".join("1" if sign == "0" else "0" for sign in pin)
    assert [guesser.refused("track", code=code, pin=other).status_code for _try in range(6)] == [422] * 5 + [
        429
    ]
    locked = guesser.refused("track", code=code, pin=pin)
    assert (locked.status_code, "请24小时后再试" in text(locked), "请改正" in text(locked)) == (
        429,
        True,
        False,
    )
    assert ('name="pin"' in text(locked), "tel:0938-0000000" in text(locked)) == (False, True)


def test_code_and_pin_are_taken_however_they_are_typed(door):
    code, pin = door.file()
    ways = [(code.replace("-", ""), f"{pin[:3]} {pin[3:]}"), (f" {code.replace('-', '－')} ", pin)]
    ways.append((code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}), pin))
    opened = [Door(Client()).post("track", code=typed, pin=key).url for typed, key in ways]
    assert opened == [reverse("portal:case", args=[code])] * 3


def test_session_planted_beforehand_is_not_the_one_that_opens(door):
    code, pin = door.file()
    before = door.client.cookies["session"].value
    door.post("track", code=code, pin=pin)
    assert door.client.cookies["session"].value != before
    thief = Door(Client())
    thief.client.cookies["session"] = before
    assert thief.get("case", code).url == reverse("portal:track")


def test_session_planted_before_filing_is_not_the_one_that_opens(door):
    door.fill()
    planted = door.client.cookies["session"].value
    door.send()
    code, _pin = door.slip()
    thief = Door(Client())
    thief.client.cookies["session"] = planted
    assert thief.get("slip").url == thief.get("case", code).url == reverse("portal:track")


def test_what_a_resident_left_open_is_not_there_for_staff_who_sign_in_at_the_same_screen(door, town):
    code, _pin = door.file()
    door.post("what", body="写了一半的话", kind="help")
    kept = {"portal_draft", "portal_slip", "resident_cases", "resident_keys", "resident_seen"}
    assert kept <= set(door.client.session.keys())
    town.login(door.client, town.actor("clerk"))
    assert kept & set(door.client.session.keys()) == set()
    assert door.get("slip").url == door.get("case", code).url == reverse("portal:track")


def test_slip_with_nothing_opened_yet_is_told_to_wait(door, town):
    slip = give_out(town.centre)
    page = door.refused("track", code=slip.code, pin=pin_of(slip))
    assert (page.status_code, "小票有效，事情还没有登记，请按号等候。" in text(page)) == (200, True)
    assert "pin" not in page.context["form"].initial


def test_guessing_at_a_slip_ends_like_any_other(door, town):
    slip = give_out(town.centre)
    wrong = "".join("1" if sign == "0" else "0" for sign in pin_of(slip))
    for _ in range(5):
        assert door.refused("track", code=slip.code, pin=wrong).status_code == 422
    assert door.refused("track", code=slip.code, pin=pin_of(slip)).status_code == 429


def test_slip_of_a_case_without_a_matter_says_so(door, town):
    slip = give_out(town.centre)
    (case,) = draft_cases([("反映停水", town.community, "normal")], by=town.actor("clerk"), slips=[slip])
    give_pin(case, str(slip.seed))
    case.save(force_insert=True)
    use_up({slip: case})
    assert "来访已经登记" in text(door.refused("track", code=slip.code, pin=pin_of(slip)))


def test_code_from_the_picture_is_filled_in(door):
    assert 'value="261012-000-0001"' in text(door.get("track", code="261012-000-0001"))


def test_empty_answers_are_asked_for(door):
    page = door.refused("track", code="", pin="")
    assert (page.status_code, "请填写回执上的查询码" in text(page)) == (422, True)


def test_stranger_sees_nothing_at_any_address_of_the_case(door, mine):
    stranger = Door(Client())
    code, own = mine.case.code, stranger.file(body="另一件事")[0]
    sample = "00000000-0000-4000-8000-000000000001"
    addresses = [("case", code), ("readers", code), ("photo", code, sample)]
    addresses += [("act", code, name) for name in ("add", "rate", "object", "review")]
    assert {stranger.get(*address).status_code for address in addresses} == {404}
    assert {stranger.post("act", code, name, note="x").status_code for name in ("add", "object")} == {404}
    assert (stranger.get("case", own).status_code, WORDS in text(stranger.get("start"))) == (200, False)


def test_without_a_key_one_is_asked_for_it(mine):
    nobody = Door(Client())
    for address in (("case", mine.case.code), ("readers", mine.case.code), ("slip",)):
        assert nobody.get(*address).url == reverse("portal:track")


def test_leaving_shuts_everything(door, mine):
    door.post("leave")
    assert door.get("case", mine.case.code).url == reverse("portal:track")
    assert door.get("slip").url == reverse("portal:track")
    assert (mine.case.code in text(door.get("start")), mine.case.code in text(door.get("track"))) == (
        False,
        False,
    )


def test_case_that_nobody_looks_at_is_shut_after_half_an_hour(door, time_machine):
    time_machine.move_to("2026-10-12 09:00+08:00", tick=False)
    code, _pin = door.file()
    for minutes, status in (("29", 200), ("58", 200)):
        time_machine.move_to(f"2026-10-12 09:{minutes}+08:00", tick=False)
        assert door.get("case", code).status_code == status
    time_machine.move_to("2026-10-12 10:29+08:00", tick=False)
    assert door.get("case", code).status_code == 404


def test_personal_pages_are_never_stored(door, mine):
    code = mine.case.code
    pages = [("case", code), ("readers", code), ("act", code, "add"), ("slip",), ("send",), ("what",)]
    assert {door.get(*page).headers["Cache-Control"] for page in pages} == {"no-store"}


def test_title_of_the_window_says_nothing(door, mine):
    assert re.search("<title>(.*)</title>", seen(door, mine))[1] == "办理进展 · 一扇门"


def test_page_says_how_far_it_is_who_has_it_and_why_it_is_due_then(door, mine, staff, time_machine):
    time_machine.move_to("2026-10-12 16:40+08:00")
    door.post("leave")
    mine = Matter.objects.get(case__code=door.file(body="又一件")[0])
    assert "告诉您是不是受理" in seen(door, mine)
    staff.dispatch(mine, days=5)
    page = seen(door, mine)
    assert "已经交给区水务局，等它签收。" in page and "说好5个工作日办好。" in page
    assert "最迟10月19日24时，把事情办好" in page and "10月19日24时到期" in page
    assert (
        re.findall(r'data-state="(\w+)"[^>]*>\s*<span class="steps-mark', page)
        == ["done"] * 2 + ["now"] + ["todo"] * 3
    )


def test_whole_way_is_told_without_names_of_staff_or_internal_words(door, mine, staff, town):
    leader = town.actor("leader")
    matter = matters.accept(mine, by=staff.clerk)
    matter = matters.submit(matter, by=staff.dispatcher, note="内部呈报意见")
    matter = matters.instruct(matter, by=leader, words="内部批示原话")
    matter = matters.dispatch(matter, by=staff.dispatcher, lead=town.water, note="内部交办意见")
    matters.note(matter, by=staff.unit, note="内部记事")
    matter = matters.sign(matter, by=staff.unit)
    matter = matters.resolve(matter, by=staff.unit, result="换了灯泡")
    matter = matters.redo(matter, by=staff.verifier, note="内部核查意见")
    matter = matters.resolve(matter, by=staff.unit, result="换了整盏灯")
    matter = matters.verify(matter, by=staff.verifier, note="内部核查情况")
    matter = matters.answer(matter, by=staff.verifier, reply="灯已换好，谢谢提醒。")
    matters.report_back(matter, by=staff.dispatcher, words="内部回复")
    page, kept = seen(door, mine), str(list(mine.case.events.values_list("note", flat=True)))
    names = [
        str(actor.staff) for actor in (staff.clerk, staff.dispatcher, staff.unit, staff.verifier, leader)
    ]
    assert ("内部呈报意见" in kept, len(set(names))) == (True, 5)
    assert [said for said in ["内部", *names] if said in page] == []
    told = (
        "领导作出了批示",
        "交给区水务局办理",
        "还没有办好，要求重新办理",
        "灯已换好，谢谢提醒。",
        "换了整盏灯",
    )
    assert [said for said in told if said not in page] == []


def test_result_counts_only_once_somebody_has_answered_for_it(door, mine, staff):
    matter = matters.sign(staff.dispatch(mine), by=staff.unit)
    matters.resolve(matter, by=staff.unit, result="还没人核查的结果")
    assert "还没人核查的结果" not in seen(door, mine)


def test_what_cannot_be_solved_says_why_and_where_to_turn(door, mine, staff):
    way = {
        "outcome": "cannot",
        "result": "属于小区内部",
        "cannot_basis": "物业管理条例",
        "turn_to": "业主委员会",
    }
    staff.close(mine, **way)
    page = seen(door, mine)
    assert [
        said for said in ("没有办法解决", "属于小区内部", "物业管理条例", "业主委员会") if said not in page
    ] == []


def test_matter_turned_away_says_why_and_where_to_turn(door, mine, staff):
    matters.decline(mine, by=staff.clerk, note="属于诉讼事项", turn_to="区人民法院")
    page = seen(door, mine)
    assert [
        said for said in ("为什么没有受理", "属于诉讼事项", "区人民法院", "不予受理") if said not in page
    ] == []


def test_merged_matter_tells_nothing_of_the_other(door, mine, staff, town):
    other = matters.register(
        Draft("别人的标题", "别人的话", "window", community=town.community, desk=town.centre), by=staff.clerk
    ).matter
    matters.accept(other, by=staff.clerk)
    matters.merge(mine, by=staff.dispatcher, into=other, note="内部说明")
    page = seen(door, mine)
    assert "与另一件相同诉求一并办理" in page
    assert [said for said in (other.case.code, "别人的", "内部说明") if said in page] == []


def test_reader_is_named_by_unit_post_number_and_purpose(door, mine, staff):
    person = mine.case.parties.get().person
    assert "到现在还没有人看过" in text(door.get("readers", mine.case.code))
    reveal(person, "phone", by=staff.clerk, purpose="P01", case_code=mine.case.code, assigned=True)
    page = text(door.get("readers", mine.case.code))
    number = staff_number(staff.clerk.staff.pk)
    told = ("区综治中心", "窗口受理员", number, in_words("P01"), "电话")
    assert ([said for said in told if said not in page], str(staff.clerk.staff) in page) == ([], False)


def test_nobody_can_have_read_what_was_not_left(door):
    code, _pin = door.file()
    assert "没有可看的身份信息" in text(door.get("readers", code))


def test_every_event_is_told_or_left_out_on_purpose():
    source = [
        path.read_text()
        for room in ("matters", "cases")
        for path in Path(settings.ROOT, "onedoor", room).rglob("*.py")
        if "tests" not in path.parts
    ]
    written = {
        verb for words in source for verb in re.findall(r'"((?:matter|case|deadline)\.[a-z_]+)"', words)
    }
    assert "matter.accepted" in written
    assert written - VERBS.keys() - SAID.keys() - SILENT == set()


def test_every_status_has_its_place_among_the_steps():
    assert set(Status) - set(REACHED) == {Status.DECLINED, Status.TRANSFERRED}
