"""The papers of the end: agreement, oral agreement, failure, judicial confirmation, performance, return visit, closing."""

from dataclasses import dataclass

from onedoor.kit.paperwork import (
    Fields,
    Form,
    Grid,
    Heading,
    Listed,
    Paper,
    ReadBack,
    Row,
    Sign,
    Signing,
    Small,
)
from onedoor.kit.paperwork import Words as Text
from onedoor.mediation.papers.parts import NOTHING, Words

# 人民调解法 第三十三条、民事诉讼法 第二百零五条.
CONFIRM = "双方可以自本协议生效之日起三十日内，共同向有管辖权的人民法院申请司法确认。"


@dataclass(frozen=True)
class DutyWords:
    """One obligation of an agreement, as it stands in papers."""

    who: str = ""
    what: str = ""
    amount: str = ""
    due: str = ""
    how: str = ""

    def line(self) -> str:
        """As a sentence of the agreement."""
        amount = f"，金额{self.amount}" if self.amount else ""
        how = f"，方式：{self.how}" if self.how else ""
        return f"{self.who}{f'于{self.due}前' if self.due else ''}{self.what}{amount}{how}。"

    def cells(self) -> tuple[str, str, str, str, str]:
        return self.who, self.what, self.amount, self.due, self.how


DUTY_HEADS = ("谁", "做什么", "金额", "期限", "方式、地点")


@dataclass(frozen=True, kw_only=True)
class Agreement(Words):
    """人民调解协议书 — main facts, each side's responsibility, what is done, how, where and until when."""

    facts: str = ""
    issues: str = ""
    responsibilities: str = ""
    duties: tuple[DutyWords, ...] = ()
    content: tuple[str, ...] = ()
    penalty: str = ""
    copies: int = 0
    is_partial: bool = False
    left_open: str = ""

    def _agreed(self) -> tuple[str, ...]:
        lines = [*self.content, *(one.line() for one in self.duties)]
        if self.penalty:
            lines.append(f"违约责任：{self.penalty}")
        return tuple(lines)

    def paper(self) -> Paper:
        copies = self.copies or len(self.parties) + 1
        nothing = NOTHING if self.facts else ""
        open_ones = (
            [Heading("五、没有达成一致的部分"), Text(self.left_open, lines=2)] if self.is_partial else []
        )
        blocks = (
            *self.basics(),
            Heading("一、纠纷主要事实"),
            Text(self.facts, lines=5),
            Heading("二、争议事项"),
            Text(self.issues or nothing, lines=2),
            Heading("三、各方责任"),
            Text(self.responsibilities or nothing, lines=3),
            Heading("四、经调解，自愿达成如下协议（履行的方式、地点、期限一并写明）"),
            Listed(self._agreed(), lines=6),
            *open_ones,
            Text(
                f"本协议自各方当事人签名、盖章或者按指印，调解员签名并加盖调解组织印章之日起生效，有法律约束力，各方应当履行。{CONFIRM}"
            ),
            Text(f"本协议一式{copies}份，各方当事人各执一份，调解组织留存一份。"),
            self.hands(Sign("记录人", way="签名")),
        )
        title = "人民调解协议书（部分）" if self.is_partial else "人民调解协议书"
        return Paper(title, blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Oral(Words):
    """人民调解口头协议登记表 — agreed without a paper; the mediator writes down what."""

    facts: str = ""
    duties: tuple[DutyWords, ...] = ()
    content: str = ""
    performed: str = ""

    def paper(self) -> Paper:
        content = self.content or "\n".join(one.line() for one in self.duties)
        form = Form(
            (
                *self.rows(),
                Row((("纠纷主要事实、争议事项", self.facts),), lines=4),
                Row((("协议内容，履行方式、地点、期限", content),), lines=5),
                Row((("履行情况", self.performed),)),
            )
        )
        told = ReadBack(
            "各方当事人认为无须制作协议书，达成口头协议，自达成之日起生效，由调解员记录（《人民调解法》第二十八条、第三十条）。"
        )
        places = (
            Sign("调解员", way="签名"),
            Sign("记录人", way="签名"),
            Sign(self.office or "调解组织", way="印章", is_seal=True),
        )
        signing = Signing(places, self.day)
        return Paper("人民调解口头协议登记表", (form, told, signing), office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Failure(Words):
    """人民调解终结告知书 — it is over without agreement: every other way, with its last day."""

    why: str = ""
    begun_on: str = ""
    ended_on: str = ""
    ways: tuple[tuple[str, str, str], ...] = ()

    def paper(self) -> Paper:
        dates = (
            f"自{self.begun_on or '　　年　　月　　日'}受理，至{self.ended_on or '　　年　　月　　日'}终结，"
        )
        blocks = (
            *self.basics(),
            Text(f"上列当事人之间的纠纷，本调解组织{dates}没有达成调解协议。"),
            Heading("一、终结的原因"),
            Text(self.why, lines=2),
            Heading("二、还可以走的路和最后日期"),
            Grid(("途径", "最后日期", "到哪里、带什么"), self.ways, (3, 3, 5), lines=0 if self.ways else 4),
            Text(
                "最后日期按现有材料计算，以受理机关的审查为准，请尽早办理。经济困难的，可以申请法律援助（电话12348）。"
            ),
            Text("调解中为和解所作的让步和提出的方案，不得在其他程序中作为对其不利的证据。"),
            ReadBack("本告知书已当面读给当事人听，并各交一份。"),
            self.hands(),
        )
        return Paper("人民调解终结告知书", blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Confirmation(Words):
    """司法确认申请书 — both sides together, within thirty days of effect."""

    court: str = ""
    agreement: str = ""
    agreed_on: str = ""
    last_day: str = ""

    def paper(self) -> Paper:
        agreement = self.agreement or "　　　　　　　　　　号"
        blocks = (
            *self.basics(),
            Heading("请求事项"),
            Text(f"请求依法确认{agreement}人民调解协议有效。"),
            Heading("事实和理由"),
            Text(
                f"各方于{self.agreed_on or '　　年　　月　　日'}经{self.office or '　　　　　　　　'}调解，自愿达成人民调解协议。"
                "现依照《中华人民共和国人民调解法》第三十三条、《中华人民共和国民事诉讼法》第二百零五条的规定，共同申请司法确认。"
            ),
            Heading("各方承诺"),
            Listed(
                (
                    "协议出于自愿，没有恶意串通、规避法律，不损害国家利益、社会公共利益和他人合法权益。",
                    "协议内容不属于婚姻关系、亲子关系、收养关系等身份关系的确立或者解除，也不是物权、知识产权的确权。",
                    "因协议内容给他人造成损害的，愿意依法承担相应责任。",
                )
            ),
            Heading("附送材料"),
            Listed(
                (
                    "调解协议原件。",
                    "调解组织主持调解的证明。",
                    "各方身份证明、住所和联系方式。",
                    "与协议有关的财产权利证明。",
                )
            ),
            Text(f"　　此致\n{self.court or '　　　　　　　　人民法院'}", is_indented=False),
            self.hands(mediators=False, seal=False),
            *([Small(f"申请的最后日期：{self.last_day}。")] if self.last_day else []),
        )
        return Paper("司法确认申请书", blocks, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Performance(Words):
    """履行凭证 — what was done, when, and who received it."""

    agreement: str = ""
    duties: tuple[DutyWords, ...] = ()
    done: tuple[tuple[str, str, str, str], ...] = ()

    def paper(self) -> Paper:
        blocks = (
            Fields((("调解协议编号", self.agreement or self.number),)),
            Grid(
                DUTY_HEADS,
                tuple(one.cells() for one in self.duties),
                (2, 4, 2, 3, 3),
                lines=0 if self.duties else 3,
            ),
            Heading("实际履行情况"),
            Grid(
                ("日期", "履行的内容", "金额", "凭据"), self.done, (3, 5, 2, 3), lines=0 if self.done else 4
            ),
            Text("收据、转账凭证、现场照片附在本页后面。"),
            ReadBack("以上所写属实，收到的一方签名确认。"),
            Signing((Sign("履行人"), Sign("收到人"), Sign("调解员", way="签名")), self.day),
        )
        return Paper("履行凭证", blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Visit(Words):
    """人民调解回访记录 — the person's own answers apart from what the mediator found."""

    visited: str = ""
    agreement: str = ""
    subject: str = ""
    at: str = ""
    way: str = ""
    performed: str = ""
    satisfied: str = ""
    suit: str = ""
    hidden: str = ""
    found: str = ""

    def paper(self) -> Paper:
        form = Form(
            (
                Row((("回访对象", self.visited), ("回访时间", self.at))),
                Row((("协议编号", self.agreement or self.number), ("回访方式", self.way))),
                Row((("纠纷名称", self.subject),)),
                Row((("履行情况（本人说）", self.performed),), lines=3),
                Row((("是否满意（本人说）", self.satisfied),), lines=2),
                Row((("有没有再起诉，结果", self.suit),), lines=2),
                Row((("调解不当或者隐患，采取的措施", self.hidden),), lines=3),
                Row((("回访人了解到的情况", self.found),), lines=3),
            )
        )
        signing = Signing((Sign("回访人", way="签名"),), self.day)
        return Paper("人民调解回访记录", (form, signing), office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Closing(Words):
    """结案报告表."""

    volume: str = ""
    unit: str = ""
    handler: str = ""
    accepted_on: str = ""
    closed_on: str = ""
    source: str = ""
    facts: str = ""
    process: str = ""
    result: str = ""

    def paper(self) -> Paper:
        form = Form(
            (
                Row((("卷宗编号", self.volume or self.number), ("填报日期", self.day))),
                Row(
                    (
                        ("办理单位", self.unit or self.office),
                        ("承办人", self.handler or "、".join(self.mediators)),
                    )
                ),
                Row((("受理日期", self.accepted_on), ("结案日期", self.closed_on))),
                *self.rows(),
                Row((("纠纷来源", self.source),)),
                Row((("事实和起因", self.facts),), lines=3),
                Row((("调解经过", self.process),), lines=2),
                Row((("结果", self.result),)),
            )
        )
        signing = Signing(
            (
                Sign("承办人", way="签名"),
                Sign("负责人", way="签名"),
                Sign(self.office or "调解组织", way="印章", is_seal=True),
            ),
            self.day,
        )
        return Paper("结案报告表", (form, signing), office=self.office, number=self.number)
