"""What people say: with nobody in it, summarised by topic, forgotten after a year."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.voices import actions
from onedoor.voices.models import Voice
from onedoor.voices.plainness import refusal_of
from onedoor.voices.queries import own, summary_of
from onedoor.voices.queries.summary import SHOWN

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MONDAY = datetime(2026, 11, 16, tzinfo=NOW.tzinfo)
WORDS = "暖气上午热下午凉"


@pytest.fixture
def worker(town):
    return town.actor("grid_worker")


@pytest.fixture
def weeks(worker):
    """Heating: once a week for eight weeks, five times in this one; roads once."""
    for week in range(8, 0, -1):
        with time_machine.travel(NOW - timedelta(days=7 * week), tick=False):
            actions.write("heat", f"{WORDS}{week}", by=worker)
    with time_machine.travel(NOW, tick=False):
        for number in range(5):
            actions.write("heat", f"{WORDS}，第{number}天", by=worker, place="小区门口")
        actions.write("roads", "巷口早上挤", by=worker)
        yield


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("问王老板13812341234", "电话号码"),
        ("打0938-8212345问", "电话号码"),
        ("１３８ １２３４ １２３４", "电话号码"),
        ("户主620502199001011234", "证件号码"),
        ("卡号6222 0210 0112 3456 789", "卡号、账号"),
    ],
)
def test_a_number_that_leads_to_a_person_is_refused(worker, words, what):
    with pytest.raises(NotValid) as problem:
        actions.write("heat", words, by=worker)
    assert what in problem.value.message
    assert Voice.objects.count() == 0


@pytest.mark.parametrize(
    "words", ["2026-11-23开始供热", "涨了200元，12号楼说的人多", "早上7:30到8:00挤", "300000元"]
)
def test_other_numbers_are_not(words):
    assert refusal_of(words) == ""


def test_what_does_not_fit_is_refused(town, worker):
    for told in (("weather", "冷"), ("heat", " "), ("heat", "长" * 201)):
        with pytest.raises(NotValid):
            actions.write(*told, by=worker)
    with pytest.raises(NotAllowed):
        actions.write("heat", WORDS, by=worker, grid=town.second_grid)
    with pytest.raises(NotAllowed):
        actions.write("heat", WORDS, by=town.actor("village_head"))


def test_a_topic_that_comes_up_more_often_is_shown_beside_the_weeks_before(town, weeks):
    found = summary_of(town.street, NOW.date() - timedelta(days=2))
    assert [(line.topic, line.count, line.before, line.rises) for line in found.lines] == [
        ("heat", 5, [1] * 8, True),
        ("roads", 1, [0] * 8, False),
    ]
    assert (found.total, summary_of(town.other_street, found.monday).lines) == (6, [])


def test_all_are_counted_though_not_all_are_shown(town, worker):
    with time_machine.travel(NOW, tick=False):
        Voice.objects.bulk_create(
            Voice(topic="heat", words=WORDS, grid=town.grid, post=worker.post, at=NOW - timedelta(minutes=n))
            for n in range(SHOWN + 30)
        )
        actions.write("roads", "巷口早上挤", by=worker)
    found = summary_of(town.district, NOW.date() - timedelta(days=2))
    assert [(line.topic, line.count, len(line.words), line.rises) for line in found.lines] == [
        ("heat", SHOWN + 30, SHOWN - 1, True),
        ("roads", 1, 1, False),
    ]
    assert (found.total, found.shown) == (SHOWN + 31, SHOWN)


def test_a_week_begins_at_midnight_of_the_districts_monday(town, worker):
    for hours in (-1, 1):
        with time_machine.travel(MONDAY + timedelta(hours=hours), tick=False):
            actions.write("heat", WORDS, by=worker)
    (line,) = summary_of(town.district, MONDAY.date()).lines
    assert (line.count, line.before) == (1, [0] * 7 + [1])


def test_whoever_takes_the_week_out_of_the_house_is_in_the_log(client, town, weeks):
    leader = town.actor("town_leader")
    town.login(client, leader)
    assert client.get("/voices/week.xlsx").status_code == 200
    logged = AccessLog.objects.get(kind=AccessLog.Kind.EXPORT)
    assert (logged.staff, logged.reason) == (leader.staff, "社情民意汇总表，大城街道 2026-11-16，共6条")


def test_the_summary_does_not_say_who_wrote(client, town, weeks):
    town.login(client, town.actor("town_leader"))
    page = client.get("/voices/").content.decode()
    book = load_workbook(io.BytesIO(client.get("/voices/week.xlsx").content))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    for told in (page, " ".join(cells)):
        assert ("小区门口" in told, "陈洁" in told, "第一网格" in told) == (True, False, False)
    assert book["话题"]["J2"].value == 5


def test_a_leader_looks_at_one_village_of_theirs(client, town, weeks):
    town.login(client, town.actor("town_leader"))
    page = client.get(f"/voices/?region={town.community.code}")
    assert (page.context["summary"].region, page.context["summary"].total) == (town.community, 6)
    chooser = page.context["part"].fields["region"]
    assert list(chooser.queryset) == [town.street, town.community]
    far = client.get(f"/voices/?region={town.other_community.code}").context["summary"]
    assert far.region == town.street
    town.login(client, town.actor("village_head"))
    assert "part" not in client.get("/voices/").context


def test_only_whoever_wrote_it_has_a_list_of_it(client, town, worker, weeks):
    colleague = town.actor("grid_worker", region=town.second_grid, name="别的网格员")
    assert (len(own(worker.post)), own(colleague.post)) == (14, [])
    town.login(client, town.actor("village_head"))
    assert client.get("/voices/mine/").status_code == 403


def test_taken_back_within_a_day_by_whoever_wrote_it(town, worker):
    voice = actions.write("heat", WORDS, by=worker)
    with pytest.raises(NotFound):
        actions.take_back(voice.pk, by=town.actor("grid_worker", region=town.second_grid, name="别的网格员"))
    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(NotNow):
        actions.take_back(voice.pk, by=worker)
    actions.take_back(voice.pk, by=worker)
    assert Voice.objects.count() == 0


def test_after_a_year_it_is_forgotten(town, worker):
    with time_machine.travel(NOW - timedelta(days=366)):
        actions.write("heat", WORDS, by=worker)
    with time_machine.travel(NOW - timedelta(days=360)):
        kept = actions.write("heat", WORDS, by=worker)
    with time_machine.travel(NOW):
        assert actions.forget(by=town.system) == 1
    assert list(Voice.objects.all()) == [kept]


def test_the_form_says_what_not_to_write(client, town, worker):
    town.login(client, worker)
    assert "写事，不写人" in client.get("/voices/new/").content.decode()
    told = {"topic": "heat", "words": "问13812341234"}
    page = client.post("/voices/new/", told)
    assert (page.status_code, "电话号码" in page.content.decode()) == (422, True)
    client.post("/voices/new/", told | {"words": WORDS})
    assert Voice.objects.get().words == WORDS
