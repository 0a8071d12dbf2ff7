"""小票的样子 — what stands on a slip, line by line, before anybody asks which machine draws it. Plain values only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from unicodedata import east_asian_width

from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class TicketSlip:
    """What a ticket tells whoever holds it. What is not known is empty and leaves no line."""

    centre: str
    number: str
    service: str
    waiting: int | None
    expected: str
    where: str
    address: str
    code: str
    pin: str
    phone: str
    at: datetime


@dataclass(frozen=True)
class TestSlip:
    """What a technician looks at: sizes, rare characters, a QR code, the cut."""

    # Not for pytest, which would take the name for a test.
    __test__ = False

    centre: str
    printer: str
    address: str
    at: datetime


@dataclass(frozen=True)
class Words:
    """One line; `size` 1 to 8 times the plain character, in width and height."""

    text: str
    size: int = 1
    bold: bool = False
    centred: bool = True


@dataclass(frozen=True)
class Square:
    """A QR code."""

    address: str


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


Part = Words | Square | Rule
Slip = TicketSlip | TestSlip
# Columns of one Latin character at plain size: 12 dots each on paper of 576 or 384 dots.
COLUMNS = {58: 32, 80: 48}
BIGGEST = 6
# Characters of two, three and four bytes in GB18030: place names hold them, and old machines draw them as blanks.
RARE = "秦州区 㛃 𠮷 䶮 ⿰"


def parts_of(slip: Slip, columns: int) -> list[Part]:
    """The slip for paper this wide, broken where a line is full, never inside a character."""
    drawn = _ticket(slip, columns) if isinstance(slip, TicketSlip) else _test(slip)
    return [line for part in drawn for line in _broken(part, columns)]


def _ticket(slip: TicketSlip, columns: int) -> Iterator[Part]:
    yield Words(slip.centre, bold=True)
    yield Words(slip.number, size=largest(slip.number, columns), bold=True)
    yield Words(slip.service, size=2, bold=True)
    if slip.waiting is not None:
        yield Words(_("前面等候：%(count)s人") % {"count": slip.waiting})
    if slip.expected:
        yield Words(_("预计等候：%(time)s") % {"time": slip.expected})
    if slip.where:
        yield Words(slip.where, bold=True)
    yield Rule()
    if slip.address:
        yield Square(slip.address)
        yield Words(_("扫码看还有几人，不用装软件"))
    if slip.code:
        yield Words(_("编号 %(code)s") % {"code": slip.code})
        yield Words(
            _("查询码 %(pin)s") % {"pin": slip.pin} if slip.pin else _("已经立案，查询码在原来的小票上")
        )
    yield Words(_("请听叫号、看大屏。过号请找导办台。"))
    if slip.phone:
        yield Words(_("服务台电话 %(phone)s") % {"phone": slip.phone})
    yield Words(_moment(slip.at))


def spoken(slip: TicketSlip) -> str:
    """The same aloud: a number is said sign by sign."""
    number = " ".join(slip.number)
    if slip.waiting is None:
        return _("您的号码是%(number)s。%(where)s。") % {"number": number, "where": slip.where}
    return _("您的号码是%(number)s，前面还有%(waiting)s人。%(where)s。") % {
        "number": number,
        "waiting": slip.waiting,
        "where": slip.where,
    }


def _test(slip: TestSlip) -> Iterator[Part]:
    yield Words(slip.centre, bold=True)
    yield Words(_("测试页"), size=2, bold=True)
    yield Words(slip.printer)
    yield Rule()
    yield Words("A001", size=4, bold=True)
    yield Words(_("下面的生僻字都应打出，不应是空白或问号："), centred=False)
    yield Words(RARE, size=2)
    yield Words("0123456789 ABCDEFGHIJ abcdefghij", centred=False)
    if slip.address:
        yield Square(slip.address)
    yield Words(_moment(slip.at))


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def width(text: str) -> int:
    """In columns: Chinese characters are as wide as two Latin ones."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def largest(text: str, columns: int) -> int:
    """The size at which a number still stands in one line."""
    return max(1, min(BIGGEST, columns // max(1, width(text))))


def _broken(part: Part, columns: int) -> Iterator[Part]:
    if not isinstance(part, Words):
        yield part
        return
    line, room = "", columns // part.size
    for sign in part.text:
        if width(line) + width(sign) > room:
            yield Words(line.rstrip(), part.size, part.bold, part.centred)
            line = ""
        line += sign
    yield Words(line, part.size, part.bold, part.centred)
