"""调解手册说的 — who sees what, as the last table of the handbook says: the supervisor of protective steps, and whoever handles the
matter that a dispute came from."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.cases.models import Involvement
from onedoor.cases.opening import involve
from onedoor.matters import actions as matters
from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, noting
from onedoor.mediation.models import Mediation, Side
from onedoor.mediation.tests.test_volumes import photo
from onedoor.posts.given import resident_actor
from onedoor.posts.verbs import CLEARANCES
from tests.journeys.disputes import Cast, later, who
from tests.journeys.test_counselling_unseen import read
from tests.journeys.test_mediation_unseen import APART, MARKS, SHARED, Quarrel, enters, near, shared, traces
from tests.journeys.test_mediation_ways_in import registered

pytestmark = pytest.mark.django_db
WORDS = (SHARED, *MARKS.values())


def at_work(town, kind, **more):
    """Somebody who may see everything that their post lets them see, and their browser."""
    actor = town.actor(kind, clearances=list(CLEARANCES), name=f"查看{kind}", **more)
    return actor, town.login(Client(raise_request_exception=False), actor)


def test_the_supervisor_reads_the_checklist_and_nothing_of_what_is_mediated(town):
    quarrel = Quarrel(town)
    quarrel.protect()
    shared(quarrel)
    supervisor, browser = at_work(town, "safety_supervisor")
    urls = sorted({*quarrel.urls(enters(supervisor)), *near(quarrel)})
    assert traces(browser, urls, marks=WORDS) == []
    # The same hunt finds what the supervisor may read, and what the desk may.
    assert traces(browser, urls, marks=(APART,)) != []
    desk = town.login(Client(raise_request_exception=False), quarrel.room.desk)
    assert reverse("mediation:one", args=[quarrel.code]) in traces(desk, urls, marks=(SHARED,))


@pytest.fixture
def referred(town):
    """A matter that the water bureau handles, and the dispute that was referred from it: words of all sorts were said."""
    cast, matter = Cast(town), registered(town).matter
    street = town.actor("dispatcher", org=town.street_centre, name="街道分流员")
    matters.refer_mediation(matter, type="0201", by=street)
    later(matter.case, "matter.mediation_asked")
    involve(matter.case, town.water, Involvement.Role.ASSIST)
    mediation = Mediation.objects.get(source=matter.case)
    actions.join_side(mediation, who=who("李秀英", Side.Standing.RESPONDENT), by=cast.desk)
    actions.write_facts(mediation, facts=f"{SHARED}事实", by=cast.desk)
    paper = {"name": f"{SHARED}照片", "shows": f"{SHARED}裂缝", "upload": photo()}
    first = mediation.sides.get(place=1)
    gathering.give_evidence(mediation, side=first, **paper, in_confidence=False, by=cast.desk)
    own = resident_actor((mediation.case_id,))
    noting.write_message(mediation, text=f"{MARKS[1]}留言", by=own)
    return SimpleNamespace(cast=cast, matter=matter, mediation=mediation)


def test_whoever_handles_the_matter_hears_which_end_it_had_and_no_word_of_it(town, referred):
    cast, matter, mediation = referred.cast, referred.matter, referred.mediation
    handler, browser = at_work(town, "handler")
    found = [SimpleNamespace(code=one.code, keys=[mediation.pk]) for one in (matter.case, mediation.case)]
    urls = [url for one in found for url in {*Quarrel.urls(one, enters(handler)), *of_mediation(one)}]
    page = reverse("matters:matter", args=[matter.case.code])
    assert browser.get(page).status_code == 200
    assert traces(browser, urls, marks=WORDS) == []
    actions.withdraw(mediation, side=mediation.sides.get(place=2), by=cast.desk)
    later(mediation.case, "mediation.withdrawn")
    assert "调解结果：调解终止" in read(browser.get(page))
    assert traces(browser, urls, marks=WORDS) == []
    # The same hunt finds it with the desk that mediates.
    desk = town.login(Client(raise_request_exception=False), cast.desk)
    assert traces(desk, [reverse("mediation:one", args=[mediation.case.code])], marks=(SHARED,)) != []


def of_mediation(one):
    """What could show something of it, whoever it is meant for."""
    return [url for url in Quarrel.urls(one, lambda _door: True) if url.startswith("/mediat")]
