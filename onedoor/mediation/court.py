"""司法确认与违约后的路 — the questions that decide whether a court can confirm an agreement at all, which court, with which
papers; and what each way needs when an agreement is not kept. Data: nothing here reads a database.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from onedoor.cases.clocks import Limit
from onedoor.mediation.law import TERMS, Term
from onedoor.mediation.models import Agreement
from onedoor.worktime.counting import YEARS

_ARTICLE = "《民事诉讼法解释》第三百五十五条"


@dataclass(frozen=True)
class Question:
    """One thing that the clerk answers; yes bars the confirmation, and `refusal` says why."""

    key: str
    words: str
    refusal: str
    article: str = _ARTICLE


QUESTIONS = (
    Question(
        "outside",
        _("协议的内容是不是不属于人民法院受理民事案件的范围（例如行政处罚、村务管理）？"),
        _("不属于人民法院受理范围"),
    ),
    Question(
        "status",
        _("是不是确认或者解除婚姻关系、亲子关系、收养关系等身份关系？"),
        _("涉及身份关系的确认或者解除"),
    ),
    Question(
        "procedure",
        _("是不是应当适用其他特别程序、公示催告程序、破产程序？"),
        _("应当适用其他特别程序、公示催告程序或者破产程序"),
    ),
    Question("title", _("是不是对物权或者知识产权的确权？"), _("涉及物权、知识产权的确权")),
    Question(
        "harm",
        _("是不是损害国家利益、社会公共利益、他人合法权益，或者违背公序良俗？"),
        _("损害国家利益、社会公共利益、他人合法权益，或者违背公序良俗"),
        "《民事诉讼法解释》第三百五十八条",
    ),
    Question(
        "unclear",
        _("履行的内容是不是不明确，没法执行？"),
        _("内容不明确，法院会驳回，请先把协议写明确"),
        "《民事诉讼法解释》第三百五十八条",
    ),
)
BARS = {one.key: one for one in QUESTIONS}
ORAL = _("口头协议没有协议书，要先写成书面协议")
# What the court asks for (民事诉讼法解释 第三百五十四条).
PAPERS = (
    ("application", _("司法确认申请书（双方签名）")),
    ("agreement", _("调解协议书")),
    ("proof", _("调解组织主持调解的证明")),
    ("title", _("与协议有关的财产权利证明（没有的写明）")),
    ("identity", _("双方身份、住所、联系方式等证明")),
)
ENFORCING = Term(
    "EX-01",
    _("申请强制执行"),
    2,
    YEARS,
    "《民事诉讼法》第二百五十条",
    _("最后一期履行期限届满"),
    _("当事人"),
)


def _clock(kind: str, rule: str, label: str, since: str) -> Limit:
    """The court's own days, and those of whoever would object: shown and counted, and nobody's duty here."""
    term = TERMS[rule]
    told = {"since": since, "roll_forward": True, "is_duty": False}
    return Limit(f"mediation.{kind}", label, term.amount, term.unit, term.basis, **told)


_n = gettext_noop
TAKES = _clock("takes", "SQ-03", _n("法院决定是否受理司法确认"), _n("收到申请"))
DECIDES = _clock("decides", "SQ-04", _n("法院作出司法确认裁定"), _n("立案"))
OBJECTING = _clock("objecting", "SQ-07", _n("当事人对确认裁定提出异议"), _n("收到裁定"))
COURTS = (TAKES, DECIDES)
COURTS_KINDS = tuple(one.kind for one in (*COURTS, OBJECTING))
W = Agreement.BreachWay


@dataclass(frozen=True)
class AfterBreach:
    """What is needed to go one way when an agreement is not kept."""

    where: str
    bring: str
    article: str


AFTER_BREACH = {
    W.AGAIN: AfterBreach(_("原调解组织"), _("协议书、没有履行的情况"), "《人民调解法》第三十二条"),
    W.ENFORCE: AfterBreach(
        _("作出确认裁定的人民法院或者被执行财产所在地的人民法院"),
        _("强制执行申请书、确认裁定书、身份证明、财产线索"),
        "《人民调解法》第三十三条",
    ),
    W.ORDER: AfterBreach(
        _("用人单位所在地的基层人民法院"),
        _("支付令申请书、调解协议书、身份证明"),
        "《劳动争议调解仲裁法》第十六条",
    ),
    W.SUIT: AfterBreach(
        _("有管辖权的基层人民法院"),
        _("起诉状、调解协议书、身份证明、没有履行的证据"),
        "《人民调解法》第三十二条",
    ),
}


def barred_by(answers: dict[str, bool], agreement: Agreement) -> list[str]:
    """The keys of what bars it; an unanswered question is no yes, and is refused before."""
    found = [one.key for one in QUESTIONS if answers.get(one.key)]
    return ["oral", *found] if agreement.is_oral else found


def words_of(barred: list[str]) -> list[str]:
    """The same in words, each with its article."""
    said = [f"{BARS[key].refusal}（{BARS[key].article}）" for key in barred if key in BARS]
    return [f"{ORAL}（《民事诉讼法解释》第三百五十四条）", *said] if "oral" in barred else said


def breach_ways(agreement: Agreement, is_confirmed: bool, is_money: bool) -> list[str]:
    """Which ways are open: enforcing what a court confirmed, a payment order for what a worker is owed, else a suit."""
    is_labour = agreement.mediation.type[:2] == "07"
    ways = [W.AGAIN]
    if is_confirmed:
        return [*ways, W.ENFORCE]
    if is_labour and is_money and not agreement.is_oral:
        ways.append(W.ORDER)
    return [*ways, W.SUIT]


def missing_papers(papers: list[str]) -> list[str]:
    """The names of what the court asks for and is not there."""
    return [str(name) for key, name in PAPERS if key not in papers]
