"""What stands on a slip, in the bytes that a printer gets: read back by a reader of ESC/POS of the test's own."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import segno

from onedoor.hall.printing.escpos import DOTS, encoded
from onedoor.hall.printing.layout import BIGGEST, COLUMNS, RARE, TestSlip, TicketSlip, width
from onedoor.hall.tests.sink import decoded

AT = datetime(2026, 11, 23, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
ADDRESS = "https://centre.example/hall/t/Zq3k/"
TICKET = TicketSlip(
    centre="秦州区综治中心",
    number="A012",
    service="矛盾纠纷调解",
    waiting=7,
    expected="约25分钟（15至40分钟）",
    where="二楼3号窗口前等候",
    address=ADDRESS,
    code="620502-20261123-0007",
    pin="482 913",
    phone="0938-0000000",
    at=AT,
)


def sheet(slip=TICKET, **how):
    return decoded(encoded(slip, **how), how.get("charset", "gb18030"))


def test_a_ticket_says_everything_in_its_order():
    assert [line for line in sheet().words if set(line) != {"-"}] == [
        "秦州区综治中心",
        "A012",
        "矛盾纠纷调解",
        "前面等候：7人",
        "预计等候：约25分钟（15至40分钟）",
        "二楼3号窗口前等候",
        "扫码看还有几人，不用装软件",
        "编号 620502-20261123-0007",
        "查询码 482 913",
        "请听叫号、看大屏。过号请找导办台。",
        "服务台电话 0938-0000000",
        "2026-11-23 09:05",
    ]


def test_the_number_is_the_largest_thing_on_it_in_the_middle_and_bold():
    number = next(line for line in sheet().lines if line.text == "A012")
    others = {line.size for line in sheet().lines if line.text != "A012"}
    assert (number.size, number.is_bold, number.where, max(others)) == (BIGGEST, True, "center", 2)


@pytest.mark.parametrize("paper", [58, 80])
def test_no_line_is_wider_than_the_paper(paper):
    long = TicketSlip(
        **{**vars(TICKET), "service": "劳动争议与农民工工资支付咨询受理" * 3, "number": "AB1234"}
    )
    lines = sheet(long, paper=paper).lines
    assert [line.text for line in lines if width(line.text) * line.size > COLUMNS[paper]] == []
    said = "".join(line.text for line in lines if line.size == 2)
    assert said == long.service


@pytest.mark.parametrize("text", [RARE, "𠮷祥巷", "㛃苑社区", "䶮城", "〇号楼", "ⅢⅣ①", "¥·—…“”"])
def test_rare_characters_arrive_as_they_are(text):
    assert text in sheet(TicketSlip(**{**vars(TICKET), "where": text})).words


def test_characters_of_two_and_of_four_bytes_are_both_there():
    data = encoded(TicketSlip(**{**vars(TICKET), "where": "秦𠮷㛃"}))
    assert ("秦𠮷㛃".encode("gb18030") in data, [len(sign.encode("gb18030")) for sign in "秦𠮷㛃"]) == (
        True,
        [2, 4, 4],
    )


def test_an_old_machine_gets_a_sign_that_is_seen_where_it_lacks_a_character():
    said = sheet(TicketSlip(**{**vars(TICKET), "where": "𠮷祥巷"}), charset="gbk").words
    assert ("〓祥巷" in said, "𠮷祥巷" in said) == (True, False)


@pytest.mark.parametrize("charset", ["gb18030", "gbk"])
def test_no_word_becomes_a_command(charset):
    said = sheet(TicketSlip(**{**vars(TICKET), "where": "一\x1b@二\x1dV\x00\n三"}), charset=charset)
    assert ("一@二V三" in said.words, said.cuts) == (True, 1)


def test_the_printer_draws_the_address():
    assert (sheet().squares, sheet().pictures) == ([ADDRESS], [])


@pytest.mark.parametrize("paper", [58, 80])
def test_a_printer_that_cannot_draw_one_gets_the_same_code_as_a_picture(paper):
    printed = sheet(paper=paper, draws=False)
    dots = DOTS[paper]
    modules = [row[::dots] for row in printed.pictures[0][::dots]]
    wanted = [list(row) for row in segno.make(ADDRESS, error="m", micro=False).matrix_iter(border=2)]
    assert ([row[: len(wanted)] for row in modules], printed.squares) == (wanted, [])
    assert len(printed.pictures[0][0]) <= COLUMNS[paper] * 12


@pytest.mark.parametrize(("cuts", "count"), [(True, 1), (False, 0)])
def test_the_paper_is_cut_once_where_there_is_a_knife(cuts, count):
    assert sheet(cuts=cuts).cuts == count


def test_what_is_not_known_leaves_no_line():
    bare = TicketSlip(
        **{
            **vars(TICKET),
            "waiting": None,
            "expected": "",
            "where": "",
            "address": "",
            "code": "",
            "phone": "",
        }
    )
    printed = sheet(bare)
    assert [line for line in printed.words if set(line) != {"-"}] == [
        "秦州区综治中心",
        "A012",
        "矛盾纠纷调解",
        "请听叫号、看大屏。过号请找导办台。",
        "2026-11-23 09:05",
    ]
    assert printed.squares == []


def test_the_test_page_shows_sizes_rare_characters_a_code_and_the_cut():
    printed = sheet(TestSlip("秦州区综治中心", "取号机一", ADDRESS, AT))
    assert (RARE in printed.words, printed.size_of("A001"), printed.squares, printed.cuts) == (
        True,
        4,
        [ADDRESS],
        1,
    )
