"""The letter by which the outcome goes back to whoever sent the dispute: their number, ours, how it ended; nothing of what was said."""

from dataclasses import dataclass

from onedoor.kit.paperwork import Listed, Paper, ReadBack, Sign, Signing
from onedoor.kit.paperwork import Words as Text
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import ANSWERED, Returned
from onedoor.mediation.papers.parts import Words
from onedoor.mediation.papers.said import said_day
from onedoor.mediation.queries.returning import to_return

Result = Returned.Result
BLANK = "　　　　　　　　"
# What the sender has to know of each outcome, and does with it.
SAID = {
    Result.DECLINED: "经审查，不属于本调解组织调解的范围，没有受理。",
    Result.AGREED: "经调解，各方当事人自愿达成调解协议。",
    Result.PARTIAL: "经调解，各方当事人就一部分达成调解协议，其余部分没有达成一致。",
    Result.FAILED: "经调解，各方当事人没有达成调解协议，调解已经终结，其他途径已经告知各方。",
    Result.WITHDRAWN: "调解已经终止，其他途径已经告知各方。",
    Result.PERFORMED: "各方当事人达成的调解协议已经全部履行。",
    Result.BROKEN: "各方当事人达成的调解协议没有按约定履行，调解组织已经登记，由当事人另行解决。",
}


@dataclass(frozen=True, kw_only=True)
class Reply(Words):
    """调解结果回复函."""

    to: str = ""
    reference: str = ""
    matter: str = ""
    accepted_on: str = ""
    result: str = ""

    def paper(self) -> Paper:
        theirs = f"（文号：{self.reference or BLANK}）"
        accepted = f"本调解组织于{self.accepted_on}受理。" if self.accepted_on else ""
        blocks = (
            Text(f"{self.to or BLANK}：", is_indented=False),
            Text(
                f"你单位移送{theirs}的{self.names() or BLANK}之间的{self.matter or BLANK}，{accepted}现将结果回复如下："
            ),
            Text(self.result, lines=3),
            Listed(
                (
                    "调解中的陈述、让步和方案依法保密，不在本函之内。",
                    "需要调解协议副本的，由当事人提供，或者依法调取。",
                )
            ),
            ReadBack("特此回复。"),
            Signing(
                (Sign("经办人", way="签名"), Sign(self.office or "调解组织", way="印章", is_seal=True)),
                self.day,
            ),
        )
        return Paper("调解结果回复函", blocks, office=self.office, number=self.number)


def replies(told) -> list[Reply]:
    """Those that went out, and the one that is to go."""
    mediation = told.mediation
    if mediation.way_in not in ANSWERED or mediation.status == Status.ASKED:
        return []
    sent = [(one.result, said_day(one.on)) for one in mediation.returned.all()]
    left = to_return(mediation)
    return [_reply(told, result, day) for result, day in [*sent, *([(left, "")] if left else [])]]


def _reply(told, result, day) -> Reply:
    mediation = told.mediation
    return Reply(
        **told.common,
        to=mediation.from_org,
        reference=mediation.reference,
        matter=str(mediation.kind_of_dispute.name) + "纠纷",
        accepted_on=said_day(mediation.accepted_at),
        result=SAID[result],
        day=day,
    )
