"""任务没完成，事情不能说办完了 — no answer and no ending while a unit still owes something."""

import pytest

from onedoor.cases import duties
from onedoor.kit.problems import NotNow
from onedoor.matters import actions as matters
from onedoor.matters.steps import open_steps


def test_a_matter_is_answered_only_when_every_duty_is_done_or_waived(town, way):
    matter = way.to_resolved()
    first = duties.give(matter.case, town.water, "修复路面", by=way.dispatcher)
    second = duties.give(matter.case, town.housing, "鉴定房屋", by=way.dispatcher)
    matter = matters.verify(matter, by=way.verifier, note="现场查看，已通水。")
    assert "answer" not in open_steps(matter, way.verifier)
    with pytest.raises(NotNow, match="还有2项任务"):
        matters.answer(matter, by=way.verifier, reply="您反映的漏水已修复。")
    duties.finish(first, by=way.unit, result="路面已修复")
    duties.waive(second, by=way.dispatcher, reason="经核实房屋未受影响")
    matter = matters.answer(matter, by=way.verifier, reply="您反映的漏水已修复。")
    assert matters.close(matter, by=way.verifier).status == "closed"
