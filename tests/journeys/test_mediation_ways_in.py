"""调解从哪里来 — a matter, an advice, a reception, the police; each waits for the outcome and is told nothing else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.aid import actions as aid
from onedoor.aid.applying import Asked
from onedoor.aid.applying import Who as Client
from onedoor.aid.models import Lawyer
from onedoor.cases.keys import open_with_pin, opened_with
from onedoor.cases.opening import send
from onedoor.committees import actions as committees
from onedoor.committees.models import Committee, Tie, Voided
from onedoor.committees.queries.proposing import propose
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.mediation import actions
from onedoor.mediation.actions.noting import open_note as actions_open_note
from onedoor.mediation.actions.noting import write_message
from onedoor.mediation.advancing import beside
from onedoor.mediation.applying import Speaks
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Assignment, Consent, Mediation, Note, Side
from onedoor.mediation.queries.mediations import readable
from onedoor.mediation.queries.signing import can_sign, untold
from onedoor.mediation.standing import side_of
from onedoor.notices.models import Delivery, Notice
from onedoor.persons.actions import enter
from onedoor.posts.given import resident_actor
from onedoor.reception import actions as reception
from onedoor.reception.arrivals import Arrival
from onedoor.safety.models import Level
from tests.journeys.disputes import Cast, R, later, who


@pytest.fixture
def cast(town):
    return Cast(town)


def registered(town, **more):
    told = {"title": "楼上漏水", "body": "进步巷3号楼上漏水。", "kind": "dispute", "source": "window"}
    clerk = town.actor("dispatcher", org=town.street_centre)
    person = enter("周建国", phone="13909380001", card_seen=False, by=clerk)
    draft = matters.Draft(**told | more, community=town.community, desk=town.street_centre, person=person)
    return matters.register(draft, by=clerk)


def test_type_and_place_propose_the_committee_and_say_why(cast, town):
    labour, near = propose("0703", town.grid), propose("0201", town.grid)
    assert (labour.committee, near.committee) == (cast.labour, cast.near)
    assert propose("0201", town.village_grid).committee == cast.centre
    assert "最近的进步巷人民调解委员会" in near.reason


def test_a_matter_waits_for_its_mediation_and_is_told_how_it_ended_only(cast, town):
    done = registered(town)
    matter, desk = done.matter, town.actor("dispatcher", org=town.street_centre, name="街道分流员")
    with pytest.raises(NotValid, match="第二十八条"):
        matters.refer_mediation(matter, type="1403", by=desk)
    with pytest.raises(NotAllowed):
        matters.refer_mediation(matter, type="0201", by=cast.desk)
    matters.refer_mediation(matter, type="0201", by=desk)
    with pytest.raises(NotAllowed, match="已经转调解"):
        matters.refer_mediation(matter, type="0201", by=desk)
    later(matter.case, "matter.mediation_asked")
    mediation = Mediation.objects.get(source=matter.case)
    assert (mediation.committee, mediation.sides.count(), mediation.status) == (cast.near, 1, Status.ASKED)
    opened = opened_with(open_with_pin(matter.case.code, done.pin, address="10.0.0.1").case)
    assert side_of(mediation, resident_actor(opened)).place == 1
    assert not readable(desk).exists()
    later(mediation.case, "mediation.asked")
    assert Notice.objects.filter(org=cast.near.org, text__contains=mediation.case.code).count() == 1
    with pytest.raises(NotNow, match="对方当事人"):
        actions.accept(mediation, by=cast.desk)
    actions.join_side(mediation, who=who("李秀英", R), by=cast.desk)
    first = mediation.sides.get(place=1)
    actions.say(first, Consent.About.MEDIATE, False, how="oral", by=cast.desk)
    mediation.refresh_from_db()
    assert (mediation.status, matter.case.duties.open().count()) == (Status.WITHDRAWN, 1)
    later(mediation.case, "mediation.withdrawn")
    duty = matter.case.duties.get()
    assert (duty.state, duty.ending, duty.org) == ("done", "调解结果：调解终止", cast.near.org)


def test_an_advice_becomes_a_mediation_with_the_opponent_on_the_other_side(cast, town):
    officer, lawyer = town.actor("aid_officer"), town.actor("lawyer", name="律师甲")
    aid.enrol(post=lawyer.post, staff=lawyer.staff, by=officer)
    client = {"name": "周建国", "phone": "13909380001", "identity": "", "card_seen": False}
    boss = client | {"name": "王经理", "phone": "13909380002"}
    advice, _pin = aid.advise(Asked("labour", "拖欠工资", who=Client(client, boss)), by=officer)
    assert advice.lawyer == Lawyer.objects.get()
    aid.ask_mediation(advice, by=officer)
    later(advice.case, "aid.mediation_asked")
    mediation = Mediation.objects.get(source=advice.case)
    assert [side.standing for side in mediation.sides.current()] == ["applicant", "respondent"]
    assert (mediation.committee, mediation.type) == (cast.labour, "0799")


def test_the_police_bring_their_number_and_a_protected_side_its_safe_contact(cast):
    police = {"way_in": "police", "reference": "秦公（大）调字12号"}
    with pytest.raises(NotValid, match="移送的单位"):
        actions.apply_(cast.told(**police), by=cast.clerk)
    guarded = who("李秀英", R, is_protected=True, safe_contact="白天打她姐姐的电话")
    told = cast.told(who("周建国"), guarded, **police | {"from_org": "大城派出所"})
    mediation, pin = actions.apply_(told, by=cast.desk)
    side = mediation.sides.get(place=2)
    assert (len(pin), "白天".encode() in bytes(side.safe_contact_sealed)) == (8, False)
    with pytest.raises(NotAllowed):
        actions.safe_contact_of(mediation, side=side, by=cast.desk)
    cast.agreed_to(mediation, cast.desk)
    mediation = actions.assign(actions.accept(mediation, by=cast.desk), cast.row(cast.one), by=cast.desk)
    assert actions.safe_contact_of(mediation, side=side, by=cast.one) == "白天打她姐姐的电话"
    assert len(actions.give_slip(mediation, side=side, by=cast.desk)) == 8
    assert len(actions.give_slip(mediation, side=mediation.sides.get(place=1), by=cast.desk)) == 8


def test_a_minor_comes_with_a_guardian_who_signs(cast):
    with pytest.raises(NotValid, match="监护人"):
        actions.apply_(cast.told(who("小明", is_minor=True), who("李秀英", R)), by=cast.desk)
    guardian = Speaks({"name": "周母", "card_seen": False}, "guardian", paper_seen=True)
    told = cast.told(who("小明", is_minor=True, speakers=[guardian]), who("李秀英", R))
    mediation, _pin = actions.apply_(told, by=cast.desk)
    side = mediation.sides.get(place=1)
    assert can_sign(side)
    with pytest.raises(NotNow, match="不能没有监护人"):
        actions.end_representative(mediation, representative=side.representatives.get(), by=cast.desk)


def test_a_group_elects_five_at_most_and_there_are_ten_sides_at_most(cast):
    elected = [Speaks({"name": f"代表{n}", "card_seen": False}, "elected") for n in "甲乙丙丁戊己"]
    with pytest.raises(NotValid, match="最多5人"):
        actions.apply_(cast.told(who("周建国", speakers=elected), who("李秀英", R)), by=cast.desk)
    eleven = [who("周建国"), *(who(f"被申请{n}", R) for n in "一二三四五六七八九十")]
    with pytest.raises(NotValid, match="最多登记10方"):
        actions.apply_(cast.told(*eleven), by=cast.desk)


def test_a_month_has_as_many_days_as_it_has_and_a_number_is_voided_not_lost(cast):
    mediation = cast.accepted()
    clock = mediation.case.deadlines.open().get()
    month_on = timezone.localdate(clock.started_at)
    assert 28 <= (timezone.localdate(clock.due_at - timedelta(seconds=1)) - month_on).days <= 31
    with pytest.raises(NotValid, match="理由"):
        actions.hand_over(mediation, committee=cast.labour, reason=" ", by=cast.desk)
    mediation = actions.hand_over(mediation, committee=cast.labour, reason="是劳动争议。", by=cast.desk)
    assert "秦劳人调字第1号" in mediation.number
    assert Voided.objects.get().number.endswith("进民人调字第1号")
    assert (readable(cast.desk).count(), readable(cast.far_desk).count()) == (0, 1)
    assert cast.accepted().number.endswith("进民人调字第2号")


def test_whoever_has_a_tie_or_was_in_it_is_missing_and_nobody_is_told_why(cast, town):
    person = {"name": "李秀英", "phone": "13909380002", "identity": "", "card_seen": False}
    with pytest.raises(NotAllowed):
        committees.declare(cast.row(cast.one), kind=Tie.Kind.KIN, person=person, by=cast.other)
    committees.declare(cast.row(cast.one), kind=Tie.Kind.KIN, person=person, by=cast.one)
    mediation = cast.accepted()
    with pytest.raises(NotNow, match="请另选一位"):
        actions.assign(mediation, cast.row(cast.one), by=cast.desk)
    told = {"side": mediation.sides.get(place=1), "how": "signed", "by": cast.desk}
    actions.choose(mediation, mediator=cast.row(cast.other), is_yes=False, **told)
    with pytest.raises(NotNow, match="请另选一位"):
        actions.assign(mediation, cast.row(cast.other), by=cast.desk)
    lawyer_once = cast.enrol("当过律师的")
    send(registered(town, title="另一件").matter.case, [lawyer_once.post])
    with pytest.raises(NotNow, match="请另选一位"):
        matter = registered(town).matter
        send(matter.case, [lawyer_once.post])
        linked, _pin = actions.apply_(cast.told(source=matter.case), by=cast.desk)
        cast.agreed_to(linked, cast.desk)
        actions.assign(actions.accept(linked, by=cast.desk), cast.row(lawyer_once), by=cast.desk)


def test_one_chosen_by_all_is_said_to_be_and_one_replaced_reads_no_longer(cast):
    mediation = cast.accepted()
    for side in mediation.sides.current():
        actions.choose(
            mediation, side=side, mediator=cast.row(cast.one), is_yes=True, how="signed", by=cast.desk
        )
    mediation = actions.assign(mediation, cast.row(cast.one), by=cast.desk)
    held = mediation.assignments.get()
    assert (held.how, readable(cast.one).count()) == (Assignment.How.CHOSEN, 1)
    with pytest.raises(NotValid, match="不能空缺"):
        actions.replace(mediation, assignment=held, reason="生病", by=cast.desk)
    actions.replace(mediation, assignment=held, instead=cast.row(cast.other), reason="生病", by=cast.desk)
    assert (readable(cast.one).count(), readable(cast.other).count()) == (0, 1)
    assert [side.place for side in untold(mediation)] == [1, 2]
    actions.tell_rights(mediation, side=mediation.sides.get(place=1), how="signed", by=cast.other)
    assert [side.place for side in untold(mediation)] == [2]


def test_a_reception_told_of_mediation_opens_one(cast, town):
    visitors = [{"name": "周建国", "phone": "13909380001", "card_seen": False}]
    visit = Arrival("楼上漏水，要求调解。", region=town.community, visitors=visitors)
    received = reception.receive(visit, by=cast.clerk).reception
    reception.advise(received, way="mediation", by=cast.clerk)
    later(received.case, "reception.advised")
    assert Mediation.objects.get(source=received.case).committee == cast.near


def test_the_desk_registers_on_one_screen_adds_a_side_and_prints_a_refusal(cast, town, client):
    town.login(client, cast.desk)
    page = reverse("mediation:new")
    form = {
        "type": "0703", "facts": "欠薪。", "region": town.community.pk, "people": 2, "scale": "01", "way_in": "window",
        "side-TOTAL_FORMS": 2, "side-INITIAL_FORMS": 0, "side-0-standing": "applicant", "side-0-name": "周建国",
        "side-1-standing": "respondent", "side-1-name": "王经理", "side-1-organisation": "某公司",
        "side-1-credit_code": "91620500MA0000000X",
    }  # fmt: skip
    more = client.post(page, form | {"more": "1"})
    assert (more.status_code, len(more.context["sides"].forms)) == (200, 3)
    assert more.context["proposal"].committee == cast.labour
    assert client.post(page, form).status_code == 422
    sent = client.post(page, form | {"side-1-credit_code": ""})
    assert (sent.status_code, Mediation.objects.get().committee) == (302, cast.labour)
    slip = client.get(sent.url).content.decode()
    assert "sheet-pin" in slip
    assert "第二十八条" in client.get(reverse("mediation:refusal", args=["1403"])).content.decode()
    assert client.get(reverse("mediation:refusal", args=["0201"])).status_code == 404


WORDS = "他住进步巷3号203，天天半夜砸门，我怕他。"


def told_apart(mediation, by):
    """What somebody had told elsewhere, as whoever mediates opens it in the drawer."""
    note = Note.objects.get(drawer__side__mediation=mediation, kind=Note.Kind.REFERRED)
    return note.drawer.side.place, actions_open_note(note, by=by)


def test_what_was_told_elsewhere_is_never_shown_to_the_other_side(cast, town, client):
    done = registered(town, body=WORDS)
    desk = town.actor("dispatcher", org=town.street_centre, name="街道分流员")
    matters.refer_mediation(done.matter, type="0201", by=desk)
    later(done.matter.case, "matter.mediation_asked")
    mediation = Mediation.objects.get(source=done.matter.case)
    assert (mediation.facts, mediation.place) == ("由调解员填写。", "")
    actions.join_side(mediation, who=who("李秀英", R), by=cast.desk)
    other = mediation.sides.get(place=2)
    pin = actions.give_slip(mediation, side=other, by=cast.desk)
    opened = client.post(reverse("portal:track"), {"code": mediation.case.code, "pin": pin})
    page = client.get(reverse("portal:mediation", args=[mediation.case.code]))
    assert (opened.status_code, page.status_code) == (302, 200)
    assert ("半夜砸门" in page.content.decode(), "由调解员填写" in page.content.decode()) == (False, True)
    cast.agreed_to(mediation, cast.desk)
    mediation = actions.assign(actions.accept(mediation, by=cast.desk), cast.row(cast.one), by=cast.desk)
    assert told_apart(mediation, cast.one) == (1, WORDS)
    with pytest.raises(NotAllowed):
        told_apart(mediation, cast.desk)
    with pytest.raises(NotValid, match="事实"):
        actions.write_facts(mediation, facts=" ", by=cast.one)
    town.login(client, cast.one)
    address = reverse("mediation:one_step", args=[mediation.case.code, "facts"])
    assert client.post(address, {"facts-facts": "两家为漏水发生争执。"}).status_code == 302
    mediation.refresh_from_db()
    assert mediation.facts == "两家为漏水发生争执。"


def test_an_advice_and_a_reception_keep_their_words_in_the_drawer_too(cast, town):
    visitors = [{"name": "周建国", "phone": "13909380001", "card_seen": False}]
    visit = Arrival(WORDS, region=town.community, visitors=visitors, address="进步巷3号203")
    received = reception.receive(visit, by=cast.clerk).reception
    reception.advise(received, way="mediation", by=cast.clerk)
    later(received.case, "reception.advised")
    officer, lawyer = town.actor("aid_officer"), town.actor("lawyer", name="律师甲")
    aid.enrol(post=lawyer.post, staff=lawyer.staff, by=officer)
    client = {"name": "周建国", "phone": "13909380003", "identity": "", "card_seen": False}
    advice, _pin = aid.advise(Asked("labour", WORDS, who=Client(client)), by=officer)
    aid.ask_mediation(advice, by=officer)
    later(advice.case, "aid.mediation_asked")
    found = Mediation.objects.filter(source__in=[received.case, advice.case])
    assert [(one.facts, one.place) for one in found] == [("由调解员填写。", "")] * 2
    assert Note.objects.filter(drawer__side__mediation__in=found, kind="referred").count() == 2


def test_whoever_is_protected_in_one_mediation_is_so_in_the_next(cast, town):
    done = registered(town)
    person = done.matter.case.parties.get().person
    assert not Side.objects.filter(is_protected=True).exists()
    guarded = who("周建国", known=person, is_protected=True)
    actions.apply_(cast.told(guarded, who("李秀英", R)), by=cast.desk)
    desk = town.actor("dispatcher", org=town.street_centre, name="街道分流员")
    matters.refer_mediation(done.matter, type="0201", by=desk)
    later(done.matter.case, "matter.mediation_asked")
    assert Mediation.objects.get(source=done.matter.case).sides.get().is_protected


def test_a_matter_in_which_nobody_is_named_is_not_referred(cast, town):
    done, desk = registered(town), town.actor("dispatcher", org=town.street_centre, name="街道分流员")
    done.matter.case.parties.update(until=timezone.now())
    with pytest.raises(NotNow, match="没有登记申请人的姓名"):
        matters.refer_mediation(done.matter, type="0201", by=desk)
    assert not done.matter.case.duties.exists()


def test_where_no_committee_works_the_nearest_desk_has_it(cast, town):
    Committee.objects.update(closed_on=date(2026, 2, 1))
    visitors = [{"name": "周建国", "phone": "13909380001", "card_seen": False}]
    received = reception.receive(Arrival("漏水。", region=town.community, visitors=visitors), by=cast.clerk)
    reception.advise(received.reception, way="mediation", by=cast.clerk)
    later(received.reception.case, "reception.advised")
    mediation = Mediation.objects.get()
    later(mediation.case, "mediation.asked")
    desk = town.actor("mediation_desk", org=mediation.post.org)
    assert (mediation.committee, mediation.post.type.code) == (None, "mediation_desk")
    assert list(readable(desk)) == [mediation]
    assert Notice.objects.filter(org=mediation.post.org, text__contains=mediation.case.code).exists()


def said_to(post):
    return list(Notice.objects.filter(post=post).values_list("text", "link"))


def test_a_message_rings_whoever_mediates_and_nobody_reads_a_word_of_it(cast):
    mediation = cast.accepted()
    mediation = actions.assign(mediation, cast.row(cast.one), by=cast.desk)
    resident = resident_actor((mediation.case_id,))
    write_message(mediation, text=WORDS, by=resident)
    later(mediation.case, "mediation.message")
    code = mediation.case.code
    assert said_to(cast.one.post) == [(f"给调解员留言：{code}", f"/mediation/{code}/drawers/")]
    assert not Notice.objects.filter(text__contains="半夜").exists()
    assert not Notice.objects.filter(org=cast.near.org, text__contains="留言").exists()
    # Of a sealed case not even the code.
    mediation.case.secrecy = "family"
    mediation.case.save(update_fields=["secrecy"])
    Notice.objects.all().delete()
    later(mediation.case, "mediation.message")
    assert said_to(cast.one.post) == [("给调解员留言：一件保密的调解", "/mediation/")]


def test_a_side_that_refuses_its_mediator_is_heard_at_the_desk(cast):
    mediation = actions.assign(cast.accepted(), cast.row(cast.one), by=cast.desk)
    Notice.objects.all().delete()
    about = {"about": Consent.About.MEDIATOR, "mediator": cast.row(cast.one)}
    actions.say(mediation.sides.get(place=2), is_yes=True, how="signed", by=cast.desk, **about)
    later(mediation.case, "mediation.said")
    assert not Notice.objects.exists()
    actions.say(mediation.sides.get(place=2), is_yes=False, how="signed", by=cast.desk, **about)
    later(mediation.case, "mediation.said")
    assert Notice.objects.filter(org=cast.near.org, text__contains=mediation.case.code).count() == 1


def test_a_side_that_chose_sms_is_told_and_a_protected_one_is_not(cast):
    loud = {"channel": Side.Channel.SMS}
    sides = [
        who("周建国", phone="13909380001", **loud),
        who("李秀英", R, "13909380002", is_protected=True, **loud),
    ]
    mediation = cast.accepted(*sides)
    later(mediation.case, "mediation.accepted")
    sent = Delivery.objects.filter(person__isnull=False)
    first = mediation.sides.get(place=1).party.person
    assert [(one.person, mediation.case.code in one.text) for one in sent] == [(first, True)]


@pytest.mark.parametrize("is_dangerous", [False, True])
def test_a_side_is_told_that_it_will_be_rung_but_not_where_danger_was_asked_after(cast, is_dangerous):
    loud = {"channel": Side.Channel.SMS}
    sides = [who("周建国", phone="13909380001", **loud), who("李秀英", R, "13909380002", **loud)]
    mediation = cast.accepted(*sides)
    if is_dangerous:
        set_by = {"set_post": cast.one.post, "set_staff": cast.one.staff, "since": timezone.now()}
        Level.objects.create(case=mediation.case, grade="S1", how="rule", **set_by)
    with beside(mediation, "mediation.visit_due", "回访到期提醒", by=cast.desk, side=2, after=7):
        pass
    later(mediation.case, "mediation.visit_due")
    sent = Delivery.objects.filter(person__isnull=False)
    told = [] if is_dangerous else [mediation.sides.get(place=2).party.person]
    assert [one.person for one in sent] == told
    assert all("回访" in one.text for one in sent)
