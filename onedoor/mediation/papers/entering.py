"""The papers until somebody mediates: application, register, refusal, rights, identity, authority, address."""

from dataclasses import dataclass

from onedoor.kit.paperwork import (
    Choice,
    Form,
    Grid,
    Heading,
    Listed,
    Paper,
    ReadBack,
    Row,
    Sign,
    Signing,
)
from onedoor.kit.paperwork import Words as Text
from onedoor.mediation.papers.parts import APPLICANT, BOTH, PartyWords, Words

SOURCES = (
    "当事人申请",
    "调解组织主动调解",
    "公安机关移送",
    "人民法院委派、委托",
    "检察机关移送",
    "信访部门移送",
    "其他部门移交",
)


@dataclass(frozen=True, kw_only=True)
class Application(Words):
    """人民调解申请书."""

    facts: str = ""
    requests: tuple[str, ...] = ()

    def paper(self) -> Paper:
        declared = "调解组织已经把人民调解的性质、原则和效力告诉本人。本人自愿申请调解，以上所写属实。"
        applicants = tuple(Sign(one.standing) for one in self.parties if one.standing == APPLICANT)
        blocks = (
            *self.basics(),
            Heading("纠纷简要情况"),
            Text(self.facts, lines=6),
            Heading("申请事项"),
            Listed(self.requests, lines=3),
            ReadBack(f"特申请{self.office or '人民调解委员会'}予以调解。{declared}"),
            Signing(applicants or (Sign(APPLICANT),), self.day),
        )
        return Paper("人民调解申请书", blocks, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Register(Words):
    """人民调解受理登记表."""

    accepted_on: str = ""
    kind: str = ""
    source: str = ""
    source_words: str = ""
    facts: str = ""
    registrar: str = ""
    remark: str = ""

    def paper(self) -> Paper:
        came = f"{self.source}{f'（{self.source_words}）' if self.source_words else ''}"
        form = Form(
            (
                Row((("受理日期", self.accepted_on), ("纠纷类型", self.kind))),
                Row((("纠纷来源", came or "　".join(f"□{one}" for one in SOURCES)),)),
                *self.rows(),
                Row((("纠纷简要情况", self.facts),), lines=4),
                Row((("备注", self.remark),)),
            )
        )
        hands = self.hands(Sign("登记人", way="签名"), mediators=False)
        asked = ReadBack("经征求意见，双方当事人同意由本调解组织调解。")
        return Paper("人民调解受理登记表", (form, asked, hands), office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Refusal(Words):
    """不予受理告知单 — with the door that is the right one."""

    to: str = ""
    matter: str = ""
    reason: str = ""
    doors: tuple[tuple[str, str, str], ...] = ()

    def paper(self) -> Paper:
        blocks = (
            Text(f"{self.to or '　　　　　　'}：", is_indented=False),
            Text(
                f"您来申请调解的事（{self.matter or '　　　　　　　　　　　　'}），我们看过了，不能在这里调解。"
            ),
            Heading("为什么"),
            Text(self.reason, lines=3),
            Heading("还可以走的路"),
            Grid(("办什么", "到哪里办", "带什么、依据"), self.doors, (3, 4, 5), lines=0 if self.doors else 3),
            Text(
                "您对这次答复有意见，可以当场向窗口提出，也可以向司法行政部门反映。人民调解不收费；我们没有留下您的材料原件。"
            ),
            Signing(
                (Sign("经办人", way="签名"), Sign(self.office or "调解组织", way="印章", is_seal=True)),
                self.day,
            ),
        )
        return Paper("不予受理告知单", blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Rights(Words):
    """当事人权利义务告知书."""

    mediates: str = ""

    def paper(self) -> Paper:
        blocks = (
            Heading("一、人民调解是什么"),
            Text(
                "人民调解委员会是依法设立、调解民间纠纷的群众性组织。调解不收任何费用（《人民调解法》第四条、第七条）。\n"
                "调解要在当事人自愿、平等的基础上进行，不违背法律、法规和国家政策，也不因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利（第三条）。"
            ),
            Heading("二、您的权利"),
            Listed(
                (
                    "选择或者接受人民调解员；认为调解员与纠纷有利害关系的，可以要求更换。",
                    "接受调解、拒绝调解，或者随时要求终止调解，不需要说明理由。",
                    "要求调解公开进行或者不公开进行。",
                    "自主表达意愿，自愿达成调解协议（以上见《人民调解法》第二十三条）。",
                    "与调解员单独谈话；单独谈的内容，您不同意就不告诉对方。",
                )
            ),
            Heading("三、您的义务"),
            Listed(
                (
                    "如实陈述纠纷事实。",
                    "遵守调解现场秩序，尊重人民调解员。",
                    "尊重对方当事人行使权利（以上见《人民调解法》第二十四条）。",
                )
            ),
            Heading("四、调解协议的效力"),
            Text(
                "达成的调解协议有法律约束力，当事人应当按照约定履行；对履行或者内容发生争议的，可以向人民法院提起诉讼（第三十一条、第三十二条）。\n"
                "双方认为有必要的，可以自调解协议生效之日起三十日内，共同向人民法院申请司法确认；经确认有效的协议，一方不履行，对方可以申请强制执行（第三十三条）。"
            ),
            *([Text(f"本次调解员：{self.mediates}。", is_indented=False)] if self.mediates else []),
            ReadBack("以上内容已经逐条告知，本人听明白、看明白了。"),
            self.hands(Sign("告知人", way="签名"), mediators=False, seal=False),
        )
        return Paper("当事人权利义务告知书", blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Identity(Words):
    """当事人身份证明 — which card was seen, and room for its copy."""

    seen: tuple[tuple[str, str], ...] = ()

    def paper(self) -> Paper:
        rows = tuple((one.standing, one.name, one.credit_code or one.identity) for one in self.parties)
        blocks = (
            Grid(("身份", "姓名或者单位名称", "证件号码（统一社会信用代码）"), rows, (2, 4, 5)),
            Text("证件复印件、照片粘贴在下面，或者附在本页后面。复印件上注明“仅供本次调解使用”。"),
            Form((Row((("粘贴处", ""),), lines=16),)),
            ReadBack("以上证件已经核对原件。"),
            Signing((Sign("核对人", way="签名"),), self.day),
        )
        return Paper("当事人身份证明", blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Authority(Words):
    """授权委托书 — who may speak for a side, and how far."""

    giver: PartyWords = PartyWords("委托人")
    taker: PartyWords = PartyWords("受托人")
    matter: str = ""
    is_special: bool | None = None
    parties: tuple[PartyWords, ...] = BOTH

    def paper(self) -> Paper:
        special = "特别授权：可以代为承认、放弃、变更请求，进行和解，签订调解协议，领取款物"
        chosen = (
            ()
            if self.is_special is None
            else (special if self.is_special else "一般授权：代为陈述意见、提供证据",)
        )
        blocks = (
            *self.giver.fields(),
            *self.taker.fields(),
            Text(f"委托人因{self.matter or '　　　　　　　　　　　　'}一事，委托受托人参加调解。"),
            Choice("代理权限", ("一般授权：代为陈述意见、提供证据",), chosen),
            Choice("", (special,), chosen),
            Text(
                "委托期限自签字之日起至本次调解结束之日止。委托人可以随时解除委托，自告知调解组织时起生效。"
            ),
            Signing((Sign("委托人"), Sign("受托人")), self.day),
        )
        return Paper("授权委托书", blocks, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Address(Words):
    """送达地址确认书 — also for a court or an arbitration afterwards, when the side agrees."""

    party: PartyWords = PartyWords("当事人")

    def paper(self) -> Paper:
        ways = ("邮寄", "短信", "电子邮件", "当面领取", "由他人代收")
        blocks = (
            self.party.fields()[0],
            Heading("送达地址和方式"),
            Form(
                (
                    Row((("送达地址", self.party.address),), lines=2),
                    Row((("收件人", self.party.name), ("手机号码", self.party.phone))),
                    Row((("电子邮件", ""), ("邮政编码", ""))),
                    Row((("代收人", ""), ("代收人电话", ""))),
                )
            ),
            Choice("愿意接受的方式", ways),
            Heading("告知事项"),
            Listed(
                (
                    "请填写准确、能够收到文书的地址；地址变更的，请及时告诉调解组织。",
                    "因地址不准确、变更后没有告知，或者拒绝签收，文书没能收到的，可能要由本人承担不利后果。",
                    "本人同意的，这个地址也可以在以后的仲裁、诉讼中使用。",
                )
            ),
            Choice("", ("同意以后在仲裁、诉讼中使用", "不同意")),
            ReadBack("以上内容本人已经看清并确认。"),
            Signing((Sign("当事人"), Sign("经办人", way="签名")), self.day),
        )
        return Paper("送达地址确认书", blocks, office=self.office, number=self.number)
