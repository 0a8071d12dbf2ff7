"""督办全程 — from the reminder a rule sends to the listing that people lift; more time asked for, refused, asked for again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from onedoor.cases import timeline
from onedoor.cases.queries import clocks_of
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import ClockRequest, Matter
from onedoor.matters.queries import waiting
from onedoor.matters.queries.lines import lines
from onedoor.notices.models import Notice
from onedoor.portal.progress import owed
from onedoor.portal.story import story_of
from onedoor.supervision import actions as supervision
from onedoor.supervision.models import Supervision

TZ = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=TZ)
LEAK = {"title": "水管破裂", "body": "进步巷三天无水，老人无法做饭。", "kind": "help", "source": "portal"}


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=True) as moved:
        yield moved


@pytest.fixture
def way(transactional_db, town, clock, work):
    return Way(town, clock, work)


class Way:
    """A matter that lies with the water bureau, and the days that pass over it."""

    def __init__(self, town, clock, work):
        self.town, self.clock, self.work = town, clock, work
        self.clerk, self.dispatcher = town.actor("clerk"), town.actor("dispatcher")
        self.leader, self.unit = town.actor("leader"), town.actor("handler", org=town.water)
        draft = Draft(**LEAK, community=town.community, desk=town.centre)
        self.matter = matters.register(draft, by=town.resident()).matter
        matters.accept(self.matter, by=self.clerk)
        self.matter = matters.dispatch(self.matter, by=self.dispatcher, lead=town.water, days=5)
        self.case = self.matter.case

    def signed(self):
        self.matter = matters.sign(self.matter, by=self.unit)
        return self

    def at(self, month, day, hour=9):
        """The day comes; clocks ring, and the worker does what follows."""
        self.clock.move_to(datetime(2026, month, day, hour, tzinfo=TZ))
        call_command("ring_clocks")
        self.work()

    def raised(self):
        found = Supervision.objects.order_by("raised_at", "pk")
        return [(one.org.code, one.rung, one.rule) for one in found.select_related("org")]

    def fresh(self):
        return Matter.objects.select_related("case").get(pk=self.matter.pk)


# ---------------------------------------------------------------- what the rules raise, and what they leave alone


def test_a_term_that_is_near_reminds_the_unit_once(way):
    way.signed().at(3, 6, 7)
    assert way.raised() == []
    way.at(3, 6, 9)
    way.at(3, 6, 15)
    assert way.raised() == [("water", "reminder", "near")]
    assert Notice.objects.filter(org=way.town.water, text__startswith="催办").count() == 1


def test_a_term_kept_reminds_nobody(way):
    matters.resolve(way.signed().matter, by=way.unit, result="已换管。")
    way.at(3, 10)
    assert way.raised() == []


def test_a_matter_not_signed_for_reminds_and_the_signature_ends_it(way):
    way.at(3, 4, 8)
    assert way.raised() == [("water", "reminder", "unsigned")]
    way.signed().work()
    assert Supervision.objects.get().lifted_why == "已签收"


def test_a_matter_signed_for_in_time_reminds_nobody(way):
    way.signed().at(3, 4, 8)
    assert way.raised() == []


def test_a_term_that_ran_out_sends_a_letter_in_place_of_the_reminder(way):
    way.signed().at(3, 6)
    way.at(3, 10)
    reminder, letter = Supervision.objects.order_by("raised_at")
    assert way.raised() == [("water", "reminder", "near"), ("water", "letter", "overdue")]
    assert (reminder.status, letter.number) == ("lifted", "督〔2026〕1号")
    assert "承诺办理期限" in letter.reason


def test_a_letter_not_answered_begets_no_letter(way):
    way.signed().at(3, 10)
    way.at(3, 20)
    assert way.raised() == [("water", "letter", "overdue")]
    assert Supervision.objects.get().clock.state == "missed"


def test_a_rule_switched_off_raises_nothing(way):
    operator = way.town.actor("operator")
    supervision.set_rule("overdue", by=operator, reason="试行", is_on=False, days=2)
    supervision.set_rule("near", by=operator, reason="试行", is_on=False)
    way.signed().at(3, 10)
    assert way.raised() == []


def object_again(way, times):
    verifiers = [way.town.actor("verifier", name=name) for name in ("甲", "乙", "丙")]
    matters.resolve(way.signed().matter, by=way.unit, result="已修复。")
    for verifier in verifiers[:times]:
        matters.verify(way.matter, by=verifier, note="属实")
        matters.answer(way.matter, by=way.clerk, reply="已修复。")
        matters.object_(way.matter, by=way.town.resident(way.case.pk), note="还是没有水")
        way.work()


@pytest.mark.parametrize(("times", "raised"), [(1, []), (2, [("water", "letter", "unsolved")])])
def test_not_solved_twice_sends_a_letter_and_once_does_not(way, times, raised):
    object_again(way, times)
    assert way.raised() == raised


def returned_by(way, unit):
    hand = way.town.actor("handler", org=unit, name="另一位经办人")
    matters.return_(way.matter, by=hand, reason="not_ours", basis="三定方案", owner=way.town.labour)
    way.work()


def test_a_matter_returned_twice_reminds_the_desk_and_once_does_not(way):
    returned_by(way, way.town.water)
    assert way.raised() == []
    matters.dispatch(way.matter, by=way.dispatcher, lead=way.town.housing)
    returned_by(way, way.town.housing)
    assert way.raised() == [("centre", "reminder", "returned")]


# ---------------------------------------------------------------- the ladder to its top and down again


def test_the_listed_supervision(way):
    way.signed().at(3, 6)
    way.at(3, 10)
    letter = Supervision.objects.get(rung="letter")
    listed = supervision.raise_(way.case, way.town.water, "listed", by=way.leader, reason="超期且未回复")
    with pytest.raises(NotNow):
        supervision.raise_(way.case, way.town.water, "listed", by=way.dispatcher, reason="再挂一次")
    with pytest.raises(NotAllowed):
        supervision.lift(listed, by=way.unit, reason="快好了")
    supervision.reply(letter, by=way.unit, reply="阀门缺货，已调货")
    supervision.reply(listed, by=way.unit, reply="3月12日换好")
    supervision.ask_again(listed, by=way.leader, note="停水期间怎样保障？")
    supervision.reply(listed, by=way.unit, reply="每日两次送水")
    way.work()
    supervision.lift(letter, by=way.dispatcher, reason="已说明")
    supervision.lift(listed, by=way.leader, reason="已通水，摘牌")
    verbs = [event.verb for event in way.case.events.order_by("seq") if event.verb.startswith("supervision")]
    assert verbs == [
        *("supervision.raised", "supervision.lifted", "supervision.raised", "supervision.raised"),
        *("supervision.replied", "supervision.replied", "supervision.asked_again", "supervision.replied"),
        *("supervision.lifted", "supervision.lifted"),
    ]
    assert timeline.is_intact(way.case)
    told = Notice.objects.filter(org=way.town.centre, text__startswith="回复督办").count()
    assert (told, Supervision.objects.open().count()) == (3, 0)


def test_what_is_open_falls_away_when_the_matter_ends(way):
    way.signed().at(3, 10)
    supervision.raise_(way.case, way.town.water, "listed", by=way.leader, reason="超期")
    matters.resolve(way.matter, by=way.unit, result="已修复。")
    verifier = way.town.actor("verifier")
    matters.verify(way.matter, by=verifier, note="属实")
    matters.answer(way.matter, by=verifier, reply="已修复。")
    matters.close(way.matter, by=verifier)
    way.work()
    assert set(Supervision.objects.values_list("status", flat=True)) == {"lifted"}
    assert not way.case.deadlines.open().filter(kind__startswith="reply-").exists()


# ---------------------------------------------------------------- more time


def story(way):
    return [(line.words, line.note) for line in story_of(way.case, way.town.resident(way.case.pk))]


ASKED = {"note": "管件缺货，3月12日到货", "basis": "供货合同"}


def test_more_time_is_asked_for_refused_asked_for_again_and_granted(way):
    promise = way.signed().case.deadlines.get(kind="promise")
    matters.ask_extension(way.matter, by=way.unit, clock="promise", days=3, note="忙", basis="无")
    with pytest.raises(NotNow):
        matters.ask_extension(way.matter, by=way.unit, clock="promise", days=3, **ASKED)
    assert [
        queue.name
        for _case, queue in waiting.waiting_page(way.dispatcher, waiting.queues_of(way.dispatcher)).rows
    ] == ["clock"]
    matters.refuse_request(way.matter, by=way.dispatcher, note="理由不充分")
    promise.refresh_from_db()
    assert promise.extended_days == 0
    assert not any("延长" in words for words, _note in story(way))

    matters.ask_extension(way.matter, by=way.unit, clock="promise", days=3, **ASKED)
    matters.grant_request(way.matter, by=way.dispatcher, note="同意，不得再延")
    before = promise.due_at
    promise.refresh_from_db()
    assert (promise.extended_days, promise.due_at - before) == (3, timedelta(days=3))
    assert story(way)[0] == ("办理期限延长。延长了3日。", ASKED["note"])
    told = ClockRequest.objects.order_by("asked_at").values_list("state", "words", "basis")
    assert list(told) == [("refused", "理由不充分", "无"), ("granted", "同意，不得再延", "供货合同")]
    with pytest.raises(NotNow):
        matters.ask_extension(way.matter, by=way.unit, clock="promise", days=1, **ASKED)


def test_nobody_grants_what_their_own_unit_asked(way):
    matters.ask_extension(way.signed().matter, by=way.unit, clock="promise", days=3, **ASKED)
    own = way.town.actor_with("matter.clock", org=way.town.water, region=way.town.district)
    with pytest.raises(NotAllowed):
        matters.grant_request(way.matter, by=own)
    with pytest.raises(NotAllowed):
        matters.grant_request(way.matter, by=way.unit)
    assert (
        matters.grant_request(way.matter, by=way.leader).case.clock_requests.get().decided_by
        == way.leader.post
    )


def test_only_the_unit_that_has_it_asks_and_never_more_than_the_limit(way):
    with pytest.raises(NotAllowed):
        matters.ask_extension(way.matter, by=way.dispatcher, clock="promise", days=3, **ASKED)
    with pytest.raises(NotValid):
        matters.ask_extension(way.matter, by=way.unit, clock="promise", days=11, **ASKED)
    with pytest.raises(NotNow):
        matters.grant_request(way.matter, by=way.dispatcher)


# ---------------------------------------------------------------- a clock that stands still


WAITS = {"note": "委托房屋安全鉴定", "basis": "委托鉴定书"}


def test_a_pause_says_why_everywhere_and_ends_by_itself(way):
    matters.ask_pause(way.signed().matter, by=way.unit, until=date(2026, 3, 13), **WAITS)
    matters.grant_request(way.matter, by=way.dispatcher)
    standing = way.case.deadlines.filter(state="paused").order_by("kind")
    assert [(one.kind, one.paused_for) for one in standing] == [
        ("handle", WAITS["note"]),
        ("promise", WAITS["note"]),
    ]
    (line,) = lines([way.fresh().case])
    assert (line.colour, line.words) == ("paused", "中止计时：委托房屋安全鉴定")
    assert story(way)[0] == ("期限暂停计算。最迟3月13日以后恢复计算。", WAITS["note"])

    way.at(3, 13, 23)
    assert standing.all().count() == 2
    way.at(3, 14, 12)
    assert standing.all().count() == 0
    promise = way.case.deadlines.get(kind="promise")
    assert (promise.extra_days, promise.paused_for, way.fresh().case.paused_for) == (9, "", "")
    assert story(way)[0] == ("期限恢复计算。", "")
    way.at(3, 14, 13)
    assert [event.verb for event in way.case.events.order_by("seq")].count("matter.resumed") == 1


def test_what_the_resident_is_promised_says_why_it_waits(way):
    matters.pause(way.signed().matter, by=way.dispatcher, until=date(2026, 3, 13), asker="区水务局", **WAITS)
    words = [words for _face, words in owed(clocks_of(way.fresh().case))]
    assert words == ["期限暂停计算，恢复以后写明是哪一天。原因：委托房屋安全鉴定。3月13日以后恢复。"]
    faces = {face.clock.kind: face.state.words for face in clocks_of(way.fresh().case)}
    assert faces["promise"] == faces["handle"] == "中止计时至3月13日：委托房屋安全鉴定"


def test_a_pause_ended_early_gives_back_only_what_it_lasted(way):
    matters.pause(way.signed().matter, by=way.dispatcher, until=date(2026, 3, 13), asker="来访人", **WAITS)
    way.at(3, 4)
    matters.resume(way.matter, by=way.dispatcher, note="鉴定书到了")
    assert way.case.deadlines.get(kind="promise").extra_days == 2
    assert way.case.deadlines.get(kind="pause").state == "stopped"
    way.at(3, 14, 12)
    assert [event.verb for event in way.case.events.order_by("seq")].count("matter.resumed") == 1


@pytest.mark.parametrize("until", [date(2026, 3, 2), date(2026, 2, 1), date(2027, 3, 2)])
def test_a_pause_without_a_sensible_end_is_refused(way, until):
    with pytest.raises(NotValid):
        matters.pause(way.signed().matter, by=way.dispatcher, until=until, asker="来访人", **WAITS)
    assert timezone.localdate() == date(2026, 3, 2)
