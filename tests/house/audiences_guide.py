"""Who is meant by the doors of the guide: anybody reads, the operator keeps the library."""

OPERATOR = {"operator"}
NONE: set[str] = set()


def expected(anyone: set[str]) -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return {
        "guide:library": (OPERATOR, NONE),
        "guide:library_new": (OPERATOR, OPERATOR),
        "guide:library_preview": (NONE, OPERATOR),
        "guide:library_screens": (OPERATOR, OPERATOR),
        "guide:library_screen": (OPERATOR, OPERATOR),
        "guide:library_show": (NONE, OPERATOR),
        "guide:library_screen_close": (NONE, OPERATOR),
        "guide:library_showing": (NONE, OPERATOR),
        "guide:library_item": (OPERATOR, OPERATOR),
        "guide:library_file": (OPERATOR, NONE),
        "guide:library_cover": (OPERATOR, NONE),
        "guide:library_publish": (NONE, OPERATOR),
        "guide:library_move": (NONE, OPERATOR),
        "guide:screen": (anyone, NONE),
        "guide:screen_slides": (anyone, NONE),
        "guide:rack": (anyone, NONE),
        "guide:rack_item": (anyone, NONE),
        "guide:rack_file": (anyone, NONE),
        "guide:rack_cover": (anyone, NONE),
        "guide:rack_take": (anyone, NONE),
        "guide:rack_printed": (NONE, anyone),
        "guide:start": (anyone, NONE),
        "guide:ask": (anyone, NONE),
        "guide:laws": (anyone, NONE),
        "guide:papers": (anyone, NONE),
        "guide:fill": (anyone, anyone),
        "guide:paper": (anyone, anyone),
        "guide:centres": (anyone, anyone),
    }
