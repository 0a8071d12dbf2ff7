"""ESC/POS — a slip as the bytes of a receipt printer: Chinese in GB18030, QR drawn by the printer or as a picture."""

import segno
from escpos.constants import FS, QR_ECLEVEL_M
from escpos.printer import Dummy
from PIL import Image

from onedoor.hall.printing.layout import COLUMNS, Part, Rule, Slip, Square, Words, parts_of

# FS & makes pairs and fours of bytes Chinese characters; FS . would end it.
CHINESE = FS + b"&"
# What stands for a character that an old machine's GBK has not got: one that is seen, so that nobody misreads.
MISSING = "〓"
# Dots of one module of a QR code: about 3 cm wide on either paper.
DOTS = {58: 5, 80: 6}


def encoded(slip: Slip, *, paper: int = 80, cuts: bool = True, charset: str = "gb18030", draws: bool = True):
    """`paper` in millimetres; `draws`: the printer knows the QR command, else it gets a picture."""
    # The library's printer without a machine: it only collects what would be sent.
    page = Dummy()
    page.hw("INIT")
    page._raw(CHINESE)
    for part in parts_of(slip, COLUMNS[paper]):
        _put(page, part, paper, charset, draws)
    if cuts:
        page.cut()
    else:
        page.print_and_feed(6)
    return page.output


def _put(page: Dummy, part: Part, paper: int, charset: str, draws: bool) -> None:
    if isinstance(part, Square):
        page.set(align="center")
        _square(page, part.address, DOTS[paper], draws)
    elif isinstance(part, Rule):
        page.set(align="left", bold=False, custom_size=True, width=1, height=1)
        page._raw(b"-" * COLUMNS[paper] + b"\n")
    elif isinstance(part, Words):
        where = "center" if part.centred else "left"
        page.set(align=where, bold=part.bold, custom_size=True, width=part.size, height=part.size)
        # Never through the library's own text(): it knows Chinese by a range that leaves the rare characters out.
        page._raw(bytes_of(part.text, charset) + b"\n")


def bytes_of(text: str, charset: str) -> bytes:
    """In the printer's character set; no sign of the text can become a command."""
    plain = "".join(sign for sign in text if sign.isprintable())
    if charset == "gb18030":
        return plain.encode("gb18030")
    return b"".join(_known(sign, charset) for sign in plain)


def _known(sign: str, charset: str) -> bytes:
    try:
        return sign.encode(charset)
    except UnicodeEncodeError:
        return MISSING.encode(charset)


def _square(page: Dummy, address: str, dots: int, draws: bool) -> None:
    if draws:
        page.qr(address, ec=QR_ECLEVEL_M, size=dots, native=True)
    else:
        page.image(picture(address, dots))
    page._raw(b"\n")


def picture(address: str, dots: int) -> Image.Image:
    """The code as dots, for printers that cannot draw one."""
    rows = [bytearray(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=2)]
    small = Image.new("1", (len(rows[0]), len(rows)), 1)
    small.putdata([0 if dark else 1 for row in rows for dark in row])
    return small.resize((small.width * dots, small.height * dots), Image.Resampling.NEAREST)
