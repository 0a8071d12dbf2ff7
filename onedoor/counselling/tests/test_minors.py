"""未成年人 — the guardian who does the harm is blocked from sight and from contact, on every way there is (RT-14)."""

from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.cases.models import Case
from onedoor.counselling import actions
from onedoor.counselling.actions import FirstTalk
from onedoor.counselling.models import Look, Report
from onedoor.kit.problems import NotNow, NotValid

pytestmark = pytest.mark.django_db
MARK = "苇莺"
NAME, SCHOOL, HOME, GUARDIAN = (f"{MARK}{word}" for word in ("小周", "三中", "北关", "继父"))
PHONE = "13912340000"
BIRTHDAY = timezone.localdate() + timedelta(days=9 * 366)


class Child:
    """A child, what they told, and the slip that lies at home."""

    def __init__(self, town, age="child"):
        self.by = town.actor("counsellor", name="安咨询")
        told = FirstTalk(
            name=NAME, number=PHONE, times="晚上", as_whom=GUARDIAN, age=age, wishes=f"{SCHOOL}{HOME}"
        )
        opened = actions.open_talk(told, by=self.by)
        self.pin, self.talk = opened.pin, opened.talk
        giver = "harmed" if age == "child" else "self"
        self.talk = actions.begin(self.talk, is_told=True, giver=giver, by=self.by)
        note = f"{NAME} {SCHOOL} {HOME} {GUARDIAN}"
        self.session = actions.write_session(self.talk, day=timezone.localdate(), note=note, by=self.by)

    @property
    def slip(self):
        return {"code": self.talk.case.code, "pin": self.pin}


@pytest.fixture
def child(town):
    return Child(town)


def at(name, *args):
    return reverse(f"counselling:{name}", args=args)


def ways(child) -> list[tuple[str, str, dict]]:
    """Everything a guardian can try with what lies at home or was said: the slip, the code, every key, every address."""
    keys = {"key": child.talk.pk, "session": child.session.pk, "planned": child.session.pk, "name": "end"}
    tried = []
    for pattern in get_resolver("onedoor.counselling.urls").url_patterns:
        args = {name: keys[name] for name in pattern.pattern.converters}
        url = reverse(f"counselling:{pattern.name}", kwargs=args)
        tried += [
            ("get", url, child.slip),
            ("post", url, child.slip | {"kind": "stop", "agreed": "yes", "as": "csv"}),
        ]
    for url in ("/track/", "/appointments/mine/", "/"):
        tried += [("get", url, child.slip), ("post", url, child.slip)]
    return tried


def test_a_guardian_with_the_slip_finds_nothing_on_any_way(client, child):
    tried, told = ways(child), []
    for method, url, sent in tried:
        text = pressing(client, method)(url, sent, follow=True).content.decode()
        said = text.replace(f'value="{child.slip["code"]}"', "")
        told += [url for word in (MARK, PHONE, "谁打开过", "待首次谈话", "谈话中") if word in said]
    assert (len(tried) > 50, told) == (True, [])


def pressing(client, method):
    return {"get": client.get, "post": client.post}[method]


def test_the_same_hunt_finds_it_where_no_guardian_is_blocked(client, town):
    """A teenager by themselves: their slip opens their page, so the hunt above would see one that opened."""
    teen = Child(town, age="teen")
    assert "谁打开过" in client.post(at("mine"), teen.slip).content.decode()
    actions.block_guardian(teen.talk, by=teen.by)
    assert "谁打开过" not in client.post(at("mine"), teen.slip).content.decode()


def test_a_blocked_slip_is_answered_like_a_wrong_one(client, child):
    texts = []
    for told in (child.slip, {"code": "261123-000-9999", "pin": child.pin}):
        answer = client.post(at("mine"), told)
        texts.append((answer.status_code, [str(one) for one in answer.context["form"].non_field_errors()]))
    assert texts[0] == texts[1]


def test_no_number_is_left_that_could_ring_at_home(child):
    contact = actions.look_at_contact(child.talk, by=child.by)
    assert [contact[name] for name in ("number", "times", "as_whom")] == ["", "", ""]


def test_the_child_looks_with_the_counsellor_and_is_given_a_new_slip_when_it_is_safe(client, town, child):
    actions.look_at_session(child.session, by=child.by)
    town.login(client, child.by)
    assert "谁打开过" in client.get(at("talk", child.talk.pk)).content.decode()
    shown = client.post(at("slip", child.talk.pk))
    client.logout()
    told = {"code": child.talk.case.code, "pin": shown.context["pin"]}
    assert "谁打开过" in client.post(at("mine"), told).content.decode()


def test_the_law_is_shown_until_a_person_has_reported(client, town, child):
    town.login(client, child.by)
    page = at("talk", child.talk.pk)
    law = "《未成年人保护法》第十一条"
    before = law in client.get(page).content.decode()
    with pytest.raises(NotNow):
        actions.end(child.talk, turns_21=BIRTHDAY, by=child.by)
    assert (before, Report.objects.count()) == (True, 0)
    actions.report(child.talk, law="minor", to_whom="police", words="已打110", by=child.by)
    assert law not in client.get(page).content.decode()
    assert actions.end(child.talk, turns_21=BIRTHDAY, by=child.by).status == "ended"


def test_under_fourteen_nothing_begins_without_a_guardian_or_the_harm(town):
    by = town.actor("counsellor")
    talk = actions.open_talk(FirstTalk("小李", age="child"), by=by).talk
    with pytest.raises(NotValid):
        actions.begin(talk, is_told=True, giver="self", by=by)
    begun = actions.begin(talk, is_told=True, giver="guardian", guardian="母亲", by=by)
    assert (begun.guardian_blocked, bool(Case.objects.get(pk=talk.case_id).pin_digest)) == (False, True)


def test_name_school_and_home_stand_in_no_list_print_or_figure(client, town, child):
    town.login(client, child.by)
    pages = [at(name) for name in ("talks", "consent", "figures", "act_now", "supervision")]
    pages += [f"{at('talks')}?over", at("talk", child.talk.pk)]
    texts = [client.get(page).content.decode() for page in pages]
    assert [page for page, text in zip(pages, texts, strict=True) if MARK in text] == []
    opened = client.post(at("session", child.talk.pk, child.session.pk)).content.decode()
    assert (SCHOOL in opened, Look.objects.count()) == (True, 1)
    assert not AccessLog.objects.filter(reason__contains=MARK).exists()


def test_grown_ups_have_no_guardian_to_block(town):
    by = town.actor("counsellor")
    talk = actions.open_talk(FirstTalk("小李"), by=by).talk
    with pytest.raises(NotNow):
        actions.block_guardian(talk, by=by)
