"""What a survey need not ask: questions whose answer stands in a register, found by its own heading or by what people say for it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from onedoor.registers.fields import register_of
from onedoor.registers.queries.reporting import asked_already
from onedoor.surveys import knowing

# What people write instead of a field's own name: words → register and field.
SAID = {
    "门牌": ("building", "address"),
    "几层": ("building", "floors"),
    "楼层数": ("building", "floors"),
    "几间房": ("dwelling", "rooms"),
    "多少间房": ("dwelling", "rooms"),
    "自住还是出租": ("dwelling", "use"),
    "信用代码": ("organisation", "uscc"),
    "营业执照号": ("organisation", "uscc"),
    "单位名称": ("organisation", "name"),
    "企业名称": ("organisation", "name"),
    "商户名称": ("organisation", "name"),
    "店名": ("organisation", "name"),
}


def connect() -> None:
    """Said once, at start."""
    knowing.answer_with(known_places)


def known_places(words: Sequence[str]) -> list[str]:
    """For each question the register and field that know it, or nothing."""
    found = asked_already(list(words))
    return [one["words"] if one["state"] == "known" else _said(one["heading"]) for one in found]


def _said(words: str) -> str:
    for said, (register, field) in SAID.items():
        if said in words:
            kept = register_of(register)
            return _("%(register)s · %(field)s") % {
                "register": kept.label,
                "field": kept.field(field).label,
            }
    return ""
