"""目的 — what personal data may be looked at for: in words for the person concerned, and for which posts and fields."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Kinds of information in a log row, as the person concerned reads them.
FIELDS = {
    "name": _("姓名"),
    "phone": _("电话"),
    "identity": _("证件号码"),
    "address": _("住址"),
    "masked": _("遮盖后的姓名、号码"),
    "case": _("事项内容"),
    "text": _("诉求内容"),
    "paper": _("附件"),
    "log": _("查阅日志"),
    "sealed": _("密封的记录"),
}
WORK = (
    "matter.register",
    "matter.accept",
    "matter.triage",
    "matter.dispatch",
    "matter.handle",
    "matter.answer",
    "matter.close",
)

MEDIATING = ("mediation.mediate", "mediation.accept", "mediation.file")


@dataclass(frozen=True)
class Purpose:
    """`verbs`: whoever holds one of them may have this purpose. `fields`: what it opens. `case`: only within a case."""

    code: str
    words: Promise
    verbs: tuple[str, ...]
    fields: tuple[str, ...]
    case: bool = True


PURPOSES = {
    purpose.code: purpose
    for purpose in (
        Purpose("P01", _("登记、办理、答复事项"), WORK, ("name", "phone", "identity", "address")),
        Purpose("P04", _("密封的谈话"), ("counselling.talk", "counselling.supervise"), (), case=False),
        Purpose("P05", _("走访独居老人"), ("register.support",), ("name", "phone", "address"), case=False),
        Purpose("P06", _("服务残疾人"), ("register.support",), ("name", "phone", "address"), case=False),
        Purpose("P07", _("社区帮扶"), ("register.support",), ("name", "phone", "address"), case=False),
        Purpose("P08", _("督办超期的事项"), ("matter.instruct", "matter.clock"), ("name", "phone")),
        Purpose("P09", _("核查办理结果、复查"), ("matter.verify",), ("name", "phone", "address")),
        Purpose(
            "P10",
            _("答复本人查阅、更正、删除信息的要求"),
            ("person.look_up",),
            ("name", "phone", "identity", "address"),
            case=False,
        ),
        Purpose("P12", _("统计（不含身份信息）"), ("matter.export",), (), case=False),
        Purpose("P14", _("安全事件调查与审计检查"), ("audit.read",), (), case=False),
        Purpose("P17", _("技术维护（不看内容）"), ("jobs.see",), (), case=False),
        Purpose("P18", _("系统自动发短信，告诉本人办到哪一步"), ("person.tell",), ("phone",)),
        Purpose("P11", _("安全步骤（核对单）"), ("safety.check", "safety.supervise"), (), case=False),
        Purpose("P15", _("依法报告"), ("safety.check", "safety.supervise"), (), case=False),
        Purpose("P02", _("调解纠纷"), MEDIATING, ("name", "phone", "identity", "address")),
        Purpose(
            "P21",
            _("办理法律援助"),
            ("aid.apply", "aid.decide", "aid.object"),
            ("name", "phone", "identity", "address"),
        ),
    )
}


def purpose_of(actor, field: str = "") -> str:
    """The purpose that the post's own work brings with it: nobody types what follows from their task."""
    return next((purpose.code for purpose in purposes_of(actor, field)), "")


def purposes_of(actor, field: str = "") -> list[Purpose]:
    return [purpose for purpose in PURPOSES.values() if fits(purpose, actor, field)]


def fits(purpose: Purpose, actor, field: str = "") -> bool:
    return any(actor.holds(verb) for verb in purpose.verbs) and (not field or field in purpose.fields)


def in_words(code: str) -> str:
    return str(PURPOSES[code].words) if code in PURPOSES else ""


def fields_in_words(codes: str) -> list[str]:
    return [str(FIELDS.get(code, code)) for code in codes.split(",") if code]
