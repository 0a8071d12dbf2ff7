"""法律援助两边 — two colleagues of one firm are never given the two sides in the same moment; a co-claimant reads nobody else's aid."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.aid import actions
from onedoor.aid.applying import Told, Who
from onedoor.aid.models import Application, Assignment, Lawyer
from onedoor.cases.models import Party
from onedoor.cases.opening import give_own_pin
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.persons.actions import enter
from onedoor.posts.given import resident_actor
from tests.journeys.test_two_at_once import at_once, refusals

WORKER = {"name": "周建国", "phone": "13909380001", "identity": "", "card_seen": False}
BOSS = {"name": "王经理", "phone": "13909380002", "identity": "", "card_seen": False}
PAPERS = ["identity", "facts", "hardship", "work"]
ROUNDS = 4


def granted(officer, applicant, opponent) -> Application:
    told = Told(kind="labour", facts="工资怎么算。", papers=PAPERS, who=Who(applicant, opponent))
    return actions.grant(actions.apply_(told, by=officer)[0], by=officer)


def test_two_colleagues_are_not_given_the_two_sides_at_once(transactional_db, town):
    officers = [town.actor("aid_officer"), town.actor("aid_officer", name="另一位")]
    colleagues = [town.actor("lawyer", name=name) for name in ("所内甲", "所内乙")]
    for one in colleagues:
        actions.enrol(post=one.post, staff=one.staff, firm="甲乙律师事务所", by=officers[0])
    rows = [Lawyer.objects.get(staff=one.staff) for one in colleagues]
    for number in range(ROUNDS):
        phones = [{"phone": f"1390938{number}{side}01"} for side in range(2)]
        worker, boss = (side | phone for side, phone in zip((WORKER, BOSS), phones, strict=True))
        sides = [granted(officers[0], worker, boss), granted(officers[0], boss, worker)]
        given = [
            partial(actions.assign, side, lawyer=row, by=officer)
            for side, row, officer in zip(sides, rows, officers, strict=True)
        ]
        assert refusals(at_once(*given)) == [NotNow]
        assert Assignment.objects.filter(application__in=sides).count() == 1


@pytest.mark.django_db
def test_another_claimants_slip_opens_neither_page_nor_letter_nor_act(client, town):
    officer = town.actor("aid_officer")
    aid = actions.decline(
        actions.apply_(Told(kind="labour", facts="欠薪。", papers=PAPERS, who=Who(WORKER)), by=officer)[0],
        reason="不属于范围。",
        by=officer,
    )
    code = aid.case.code
    second = Party(case=aid.case, person=enter("乙", by=officer, case_code=code), since=timezone.now())
    pin = give_own_pin(second)
    second.save()
    client.post(reverse("portal:track"), {"code": code, "pin": pin})
    letter = aid.case.papers.get(name__endswith=".pdf")
    pages = (
        reverse("portal:aid", args=[code]),
        reverse("portal:aid_letter", args=[code, letter.pk]),
        reverse("portal:aid_act", args=[code, "object"]),
    )
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    by = resident_actor((aid.case_id,), ((aid.case_id, second.pk),))
    with pytest.raises(NotAllowed):
        actions.object_(aid, words="不同意", by=by)
    rated = client.post(reverse("aid:rate"), {"code": code, "pin": pin, "stars": "1"})
    assert (rated.status_code, Application.objects.get().stars) == (422, None)
