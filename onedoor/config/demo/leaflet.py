"""One sheet of paper as a PDF, written by hand: nothing else in the house needs a library for it.

The Chinese typeface is named and not carried along (Adobe-GB1, which every reader knows to replace): a page is 3 kB.
"""

WIDTH, HEIGHT, MARGIN = 595, 842, 56
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [ 5 0 R ] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
    "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 6 0 R /DW 1000 /W [ 1 95 500 ] >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [ -25 -254 1000 880 ] "
    "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)
# Point size, space before, colour of each kind of line.
STYLES = {
    "title": (30, 14, "0.06 0.29 0.34"),
    "heading": (20, 24, "0.69 0.18 0.15"),
    "text": (15, 10, "0.09 0.15 0.17"),
}

ENDING = "，。；：、！？）》”"


def leaflet(title: str, parts: list[tuple[str, list[str]]]) -> bytes:
    """A4 upright: a title, and under each heading its lines. What does not fit on one page is refused."""
    lines = [("title", title)]
    for heading, words in parts:
        lines += [("heading", heading), *(("text", line) for said in words for line in _wrapped(said))]
    return _document(_drawn(lines).encode("ascii"), title)


def _wrapped(words: str) -> list[str]:
    """Figures and letters are half as wide; no line begins with a sign that ends one."""
    most, lines, room = 2 * int((WIDTH - 2 * MARGIN) / STYLES["text"][0]), [""], 0
    for sign in words:
        wide = 1 if sign.isascii() else 2
        if room + wide > most and sign not in ENDING:
            lines.append("")
            room = 0
        lines[-1] += sign
        room += wide
    return lines


def _drawn(lines: list[tuple[str, str]]) -> str:
    """The operators of the page: a band of colour, then the lines from the top down."""
    drawn, top = ["0.06 0.29 0.34 rg 0 812 595 30 re f"], HEIGHT - 60
    for kind, words in lines:
        size, before, colour = STYLES[kind]
        top -= size + before
        text = words.encode("utf-16-be").hex()
        drawn.append(f"BT {colour} rg /F1 {size} Tf {MARGIN} {top:.1f} Td <{text}> Tj ET")
    if top < MARGIN:
        raise ValueError("the leaflet does not fit on its page")
    return "\n".join(drawn)


def _document(content: bytes, title: str) -> bytes:
    name = f"feff{title.encode('utf-16-be').hex()}"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>",
        "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {WIDTH} {HEIGHT} ] /Contents 7 0 R "
        "/Resources << /Font << /F1 4 0 R >> >> >>",
        *FONT,
        f"<< /Length {len(content)} >>\nstream\n{content.decode('ascii')}\nendstream",
        f"<< /Title <{name}> >>",
    ]
    out, places = b"%PDF-1.6\n", []
    for number, told in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{told}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    ending = (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {count} /Root 1 0 R /Info {count - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out + ending.encode("ascii")
