"""土地承包纠纷 — no agreement in the village; both are told of arbitration, its two years, and of the court beside it."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from onedoor.kit.problems import NotNow
from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.tests.conftest import Room
from onedoor.mediation.ways import WAYS


def test_a_land_dispute_goes_to_arbitration(town):
    with time_machine.travel(timezone.make_aware(datetime(2026, 4, 8, 10)), tick=False):
        room = Room(town)
        mediation = room.mediating(type="0901", facts="两家都说这块地归自己种。")
        told = {"reason": "界线说不清", "undisputed": "地在老井东边，两亩三分。"}
        mediation = actions.fail(mediation, by=room.mediator, **told)
        ending = mediation.endings.get()
        assert dict(ending.ways.values_list("way", "last_day"))["land_arbitration"] is None
        actions.recount(mediation, by=room.mediator, known_on=date(2025, 3, 10))
        actions.tell_side(mediation, by=room.mediator, side=mediation.sides.first(), how="face")
        with pytest.raises(NotNow, match="没有生效的调解协议"):
            actions.check_confirmable(
                mediation,
                by=room.desk,
                **dict.fromkeys(("outside", "status", "procedure", "title", "harm", "unclear"), False),
            )
    assert mediation.status == Status.FAILED
    assert [one.way for one in ending.ways.all()] == ["land_arbitration", "suit", "aid"]
    # 10 March 2027 is a Wednesday, and two years from 10 March 2025.
    assert ending.ways.get(way="land_arbitration").last_day == date(2027, 3, 10)
    assert WAYS["land_arbitration"].article == "《农村土地承包经营纠纷调解仲裁法》第十八条"
    assert ending.undisputed.startswith("地在老井东边")
