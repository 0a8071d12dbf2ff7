"""The papers of the work: investigation, mediation record, what nobody disputes."""

from dataclasses import dataclass

from onedoor.kit.paperwork import Fields, Heading, Listed, Paper, ReadBack, Sign, Signing
from onedoor.kit.paperwork import Words as Text
from onedoor.mediation.papers.parts import HAND, NOTHING, Words


@dataclass(frozen=True, kw_only=True)
class Investigation(Words):
    """调查记录 — each page is signed by whoever was asked."""

    at: str = ""
    place: str = ""
    present: str = ""
    investigator: str = ""
    asked: str = ""
    asked_about: str = ""
    content: str = ""

    def paper(self) -> Paper:
        blocks = (
            Fields((("时间", self.at),)),
            Fields((("地点", self.place),)),
            Fields((("调查人", self.investigator), ("记录人", self.recorder)), 2),
            Fields((("在场人", self.present),)),
            Fields((("被调查人", self.asked), ("身份、与当事人的关系", self.asked_about)), 2),
            Heading("调查内容"),
            Text(self.content, lines=9),
            ReadBack("以上记录已经读给被调查人听，或者由本人看过，记录无误。每页由被调查人签名。"),
            Signing(
                (Sign("被调查人", way=HAND), Sign("调查人", way="签名"), Sign("记录人", way="签名")), self.day
            ),
        )
        return Paper("调查记录", blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Record(Words):
    """调解记录 — what was said with all sides present; what was said apart stands nowhere in it."""

    at: str = ""
    place: str = ""
    subject: str = ""
    present: str = ""
    others: str = ""
    statements: tuple[tuple[str, str], ...] = ()
    checked: str = ""
    warned: str = ""
    outcome: str = ""

    def paper(self) -> Paper:
        nothing = NOTHING if self.at else ""
        said = [
            block
            for who, text in self.statements or tuple((one.standing, "") for one in self.parties)
            for block in (Text(f"{who}陈述：", is_indented=False), Text(text or nothing, lines=4))
        ]
        blocks = (
            Fields((("时间", self.at),)),
            Fields((("地点", self.place),)),
            Fields((("调解事由", self.subject),)),
            Fields((("当事人到场情况", self.present),)),
            Fields((("受邀参加人", self.others),)),
            Fields((("调解员", "、".join(self.mediators)), ("记录人", self.recorder)), 2),
            Heading("一、告知"),
            Text(
                "调解员介绍了人民调解的性质、原则和效力，告知了当事人的权利和义务，询问是否申请调解员回避。"
            ),
            Heading("二、各方陈述"),
            *said,
            Heading("三、核实的情况"),
            Text(self.checked or nothing, lines=4),
            Heading("四、风险提示"),
            Text(self.warned or nothing, lines=2),
            Heading("五、调解结果（达成的内容；不成的，原因和告知的其他途径）"),
            Text(self.outcome, lines=5),
            ReadBack("以上记录已经读给各方听，或者由各方看过，与所说的一致。"),
            self.hands(Sign("记录人", way="签名")),
        )
        return Paper("人民调解记录", blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Undisputed(Words):
    """无争议事实记载 — when there is no agreement: what all sides say alike, signed, of use in a later suit."""

    facts: tuple[str, ...] = ()

    def paper(self) -> Paper:
        blocks = (
            *self.basics(),
            Text("调解没有达成协议。对下列事实，各方当事人没有争议："),
            Listed(self.facts, lines=4),
            Text("为达成和解作出的让步、提出的方案，不写入本记载，以后也不能作为对其不利的证据。"),
            ReadBack("以上事实各方看过，确认无误。"),
            self.hands(),
        )
        return Paper("无争议事实记载", blocks, office=self.office, number=self.number)
